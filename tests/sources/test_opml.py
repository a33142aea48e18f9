import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import ParseError
from timeline.sources.opml import Subscription, parse_opml, write_opml

OPML = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
<outline text="News">
  <outline type="rss" text="One &amp; only" title="One" xmlUrl="https://one.example/feed?a=1&b=2"
   htmlUrl="https://one.example/" language="en"/>
  <outline text="deeper"><outline text="Two" xmlurl=" https://two.example/rss "/></outline>
</outline>
<outline text="One again" xmlUrl="https://one.example/feed?a=1&amp;b=2"/>
<outline text="a note"/>
<outline text="a trap" xmlUrl="javascript:alert(1)"/>
<outline text="a file" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_feeds_are_found_in_all_folders_once_each():
    assert parse_opml(OPML) == (
        Subscription(
            "https://one.example/feed?a=1&b=2", "One", "https://one.example/", language="en"
        ),
        Subscription("https://two.example/rss", "Two"),
    )


def test_a_file_that_is_cut_gives_what_it_has():
    cut = OPML[: OPML.index(b'<outline text="a note"')]
    assert len(parse_opml(cut)) == 2


@pytest.mark.parametrize("body", [b"", b"hello", b"<rss/>", b"<html><body/></html>", b"\x00\x01"])
def test_what_is_no_opml_is_said_so(body):
    with pytest.raises(ParseError):
        parse_opml(body)


def test_entities_are_not_expanded():
    bomb = (
        b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
        b'<opml><body><outline text="&b;" xmlUrl="http://x.example/"/></body></opml>'
    )
    with pytest.raises(ParseError):
        parse_opml(bomb)


@given(
    st.lists(
        st.builds(
            Subscription,
            url=st.from_regex(r"\Ahttps://[a-z]{1,8}\.example/[a-z?&=%]{0,8}\Z"),
            title=st.none() | st.text(min_size=1, max_size=20),
        ),
        max_size=5,
        unique_by=lambda s: s.url,
    )
)
def test_what_was_written_is_read_back(subscriptions):
    text = write_opml(subscriptions, title="My <news> & more")
    back = parse_opml(text.encode())
    assert [s.url for s in back] == [s.url for s in subscriptions]
    for given_, got in zip(subscriptions, back, strict=True):
        if given_.title and given_.title.isalnum():
            assert got.title == given_.title


def test_the_written_file_is_opml_2():
    text = write_opml([Subscription("https://a.example/f", "A", "https://a.example/")], title="T")
    assert text.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<opml version=\"2.0\">")
    assert 'type="rss"' in text
    assert 'htmlUrl="https://a.example/"' in text
    assert text.endswith("</opml>\n")
