import pytest

from timeline.sources.lists import parse_list, web_url


def test_a_list_is_a_url_a_line_with_remarks():
    found = parse_list(
        "\ufeff# my pages\r\n\r\nhttps://a.example/1  the first\nhttp://b.example/2#part\n"
        "https://a.example/1\nnot a url\nfile:///etc/passwd\n"
    )
    assert found.urls == ("https://a.example/1", "http://b.example/2")
    assert found.errors == (
        "line 6: 'not' is no http or https URL",
        "line 7: 'file:///etc/passwd' is no http or https URL",
    )


def test_an_empty_list_is_a_list():
    assert parse_list("").urls == ()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" https://a.example/x#y ", "https://a.example/x"),
        ("HTTP://A.example/", "HTTP://A.example/"),
        ("//a.example/", None),
        ("a.example", None),
        ("http://", None),
        ("http://[::1", None),
        ("ftp://a.example/", None),
        ("https://a.example/" + "x" * 9_000, None),
    ],
)
def test_only_absolute_web_urls_are_taken(text, url):
    assert web_url(text) == url
