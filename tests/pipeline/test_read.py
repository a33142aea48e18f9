"""Pages and texts to mentions: hints, zones, hemispheres, limits."""

from __future__ import annotations

import pytest

from timeline.errors import ParseError
from timeline.models import Article
from timeline.pipeline.read import (
    MAX_DATES,
    Hints,
    hemisphere_of,
    host_of,
    read_article,
    read_page,
    with_hints,
)

TEXT = "Ministers of Norway and Chile signed the treaty in Oslo in spring 2024."


def edtf_of(article: Article) -> list[str | None]:
    return [m.edtf for m in read_article(article).mentions if m.kind == "dated"]


def test_a_southern_publisher_s_spring_is_in_september() -> None:
    assert edtf_of(Article("Treaty", TEXT, url="https://news.example/a")) == ["2024-21"]
    assert edtf_of(Article("Treaty", TEXT, url="https://www.news.cl/a")) == ["2024-29"]


@pytest.mark.parametrize(
    ("url", "host", "hemisphere"),
    [
        ("https://www.abc.net.au/x", "abc.net.au", "south"),
        ("https://example.org/x", "example.org", "north"),
        (None, None, "north"),
    ],
)
def test_hosts(url: str | None, host: str | None, hemisphere: str) -> None:
    assert (host_of(url), hemisphere_of(url)) == (host, hemisphere)


@pytest.mark.parametrize(
    ("article", "hints", "published", "how"),
    [
        (Article("a", "b"), Hints(published="2024-05-01", published_how="feed"),
         "2024-05-01", "feed"),
        (Article("a", "b", published="2024-05-02", published_how="htmldate"),
         Hints(published="2024-05-01", published_how="feed"), "2024-05-01", "feed"),
        (Article("a", "b", published="2024-05-02", published_how="json-ld"),
         Hints(published="2024-05-01", published_how="feed"), "2024-05-02", "json-ld"),
        (Article("a", "b", published="2024-05-01T23:30:00Z", published_how="meta"),
         Hints(time_zone="Europe/Kyiv"), "2024-05-02T02:30:00+03:00", "meta"),
        (Article("a", "b", published="2024-05-01T23:30:00", published_how="meta"),
         Hints(time_zone="Europe/Kyiv"), "2024-05-01T23:30:00+03:00", "meta"),
        (Article("a", "b", published="2024-05-01T23:30:00-04:00", published_how="meta"),
         Hints(time_zone="Europe/Kyiv"), "2024-05-01T23:30:00-04:00", "meta"),
    ],
)  # fmt: skip
def test_the_page_s_own_word_counts_more_than_a_feed_s_and_a_feed_s_more_than_a_guess(
    article: Article, hints: Hints, published: str, how: str
) -> None:
    filled = with_hints(article, hints)
    assert (filled.published, filled.published_how) == (published, how)


def test_a_bad_publication_time_is_a_clear_error() -> None:
    with pytest.raises(ParseError, match="ISO 8601") as caught:
        read_article(Article("a", "On Tuesday it rained.", published="last week"))
    assert caught.value.reason == "bad-date"


def test_more_dates_than_anyone_can_read_are_counted_not_read() -> None:
    days = "".join(
        f"The council of Oslo met on {d} May {y}. " for y in range(1900, 2000) for d in range(1, 29)
    )
    reading = read_article(Article("Meetings", days, published="2024-05-01", language="en"))
    assert reading.left_out == 28 * 100 - MAX_DATES


def test_a_plain_text_is_no_page() -> None:
    reading = read_page(TEXT.encode(), "text/plain", Hints(published="2024-06-01"))
    assert reading.article.text == TEXT
    with pytest.raises(ParseError):
        read_page(b"   ", "text/plain", Hints())


QUAKE = "A strong earthquake shook Aceh province on Tuesday, officials said."


def test_a_text_that_says_its_day_is_read_with_it() -> None:
    article = Article(title="Quake", text=f"Posted: July 3, 2013\n{QUAKE}", language="en", id="q")
    reading = read_article(article)
    assert (reading.article.published, reading.article.published_how) == ("2013-07-03", "stamp")
    assert "2013-07-02" in {one.edtf for one in reading.mentions}


def test_a_text_that_does_not_keeps_weekdays_unresolved_and_reads_full_dates() -> None:
    text = f"{QUAKE} On March 11, 2011, a wave killed thousands in Japan. On June 5 it rained."
    reading = read_article(Article(title="Quake", text=text, language="en", id="q"))
    assert reading.article.published is None
    days = [one.edtf for one in reading.mentions if one.edtf is not None]
    assert days == ["2011-03-11"]


def test_a_given_day_counts_more_than_a_stamp() -> None:
    article = Article(title="Quake", text=f"Posted: July 3, 2013\n{QUAKE}", language="en", id="q")
    given = with_hints(article, Hints(published="2013-07-10", published_how="given"))
    assert read_article(given).article.published == "2013-07-10"
