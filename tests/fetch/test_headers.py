from datetime import UTC, datetime

import pytest

from timeline.errors import FetchError
from timeline.fetch.headers import check_type, content_length, max_age, media_type, retry_after

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 05 Jan 2026 12:00:30 GMT", 30.0),
        ("Mon, 05 Jan 2026 11:00:00 GMT", 0.0),
        ("999999999999999999", 10 * 365 * 86_400.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("Mon, 35 Jan 2026 12:00:30 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header, seconds):
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("public, max-age=300", 300),
        ('Max-Age="60"', 60),
        ("s-maxage=600", None),
        ("no-cache, max-age=300", 0),
        ("private, no-store", 0),
        ("max-age=soon", None),
        (None, None),
    ],
)
def test_cache_control_says_how_long(header, seconds):
    assert max_age(header) == seconds


@pytest.mark.parametrize(
    ("header", "length"),
    [("12", 12), (" 7", 7), ("-1", None), ("x", None), ("1" * 30, None), (None, None)],
)
def test_content_length_is_a_number_or_nothing(header, length):
    assert content_length(header) == length


@pytest.mark.parametrize(
    ("kind", "accept"),
    [
        ("text/html; charset=x", "article"), ("TEXT/HTML", "article"), (None, "article"),
        ("html", "article"), ("application/octet-stream", "article"),
        ("application/rss+xml", "feed"), ("application/feed+json", "feed"), ("text/xml", "feed"),
        ("text/html", "feed"), ("application/x-gzip", "feed"), ("application/json", "feed"),
        ("image/png", "any"), ("text/rss+xml", "feed"), ("text/x-server-parsed-html", "article"),
    ],
)  # fmt: skip
def test_types_that_can_be_meant_pass(kind, accept):
    check_type(kind, accept)


@pytest.mark.parametrize(
    ("kind", "accept"),
    [
        ("application/pdf", "article"), ("image/svg+xml", "article"), ("video/mp4", "article"),
        ("application/rss+xml", "article"), ("application/json", "article"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "article"),
        ("text/css", "article"), ("text/calendar", "feed"), ("application/zip", "feed"),
        ("application/pdf", "feed"), ("image/svg+xml", "feed"), ("audio/mpeg", "feed"),
    ],
)  # fmt: skip
def test_types_that_cannot_be_meant_are_refused(kind, accept):
    with pytest.raises(FetchError) as caught:
        check_type(kind, accept)
    assert caught.value.reason == "type-refused"


def test_media_type_drops_parameters_and_case():
    assert media_type("Text/HTML ; charset=utf-8") == "text/html"
    assert media_type(None) == ""
