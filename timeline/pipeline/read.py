"""From a page to its event mentions: pure functions, so that they run in any process.

bytes ─parse→ Article ─find→ Timex ─extract→ EventMention
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from timeline import events, temporal
from timeline.errors import ParseError
from timeline.models import Article, EventMention, parse_iso
from timeline.parse import parse_article, parse_text
from timeline.parse.encoding import decode
from timeline.parse.language import detect
from timeline.parse.own_day import find_own_day

RULES_VERSION = f"{temporal.RULES_VERSION}+{events.RULES_VERSION}"
MAX_DATES = 2000
_SOUTH = frozenset(
    {
        "ao", "ar", "au", "bo", "br", "bw", "cl", "fj", "ls", "mg", "mu", "mw", "mz", "na", "nz",
        "pe", "pg", "py", "sz", "uy", "za", "zm", "zw",
    }
)  # fmt: skip
_GUESSES = frozenset({"htmldate", "url", "guessed", "stamp"})


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a page before it is read; the page's own word counts more.

    Attributes:
        url: canonical or asked-for URL, None for a local text that has none.
        published: ISO 8601, from a feed or from `--published`.
        published_how: `feed` or `given`.
        time_zone: IANA zone of the publisher; instants in UTC are moved to it.
        fetched_at: UTC instant; no page is taken to be published much later.
    """

    url: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    published_how: str | None = None
    language: str | None = None
    publisher: str | None = None
    time_zone: str | None = None
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with the mentions that were read in it.

    Attributes:
        left_out: how many temporal expressions beyond the first `MAX_DATES` were not read.
    """

    article: Article
    mentions: tuple[EventMention, ...]
    left_out: int = 0


def read_page(body: bytes, content_type: str | None, hints: Hints) -> Reading:
    """Parse a page, or a plain text, and read its mentions.

    Args:
        body: decoded of its Content-Encoding, not of its charset.
        content_type: as the server or the name of the file says.
        hints: what the feed or the user said of it.

    Raises:
        ParseError: the page is no article that can be read.
    """
    if content_type is not None and content_type.startswith("text/plain"):
        article = parse_text(
            decode(body, content_type), url=hints.url, id=hints.id, title=hints.title
        )
    else:
        article = parse_article(body, hints.url or "", content_type, fetched_at=hints.fetched_at)
    return read_article(with_hints(article, hints))


def read_article(article: Article) -> Reading:
    """Find the temporal expressions of an article and the event mentions that they date.

    An article without a publication time is taken to be of the day that its text or address says
    it is of, if there is one (see `timeline.parse.own_day`).

    Raises:
        ParseError: the article has no text, or its publication time is not ISO 8601.
    """
    if not article.text.strip():
        raise ParseError("it has no text", reason="no-text")
    if article.language is None:
        found, how = detect(article.text)
        if found is None:
            found = temporal.guess_language(article.text)
            how = "detected" if found else None
        article = replace(article, language=found, language_how=how)
    if article.published is None:
        said = find_own_day(article.text, article.url)
        if said is not None:
            article = replace(article, published=said[0], published_how=said[1])
    try:
        dct = article.dct
    except ValueError as error:
        raise ParseError(
            f"its publication time {article.published!r} is not ISO 8601", reason="bad-date"
        ) from error
    timexes = temporal.find(
        article.text,
        dct=dct,
        language=article.language or "en",
        hemisphere=hemisphere_of(article.url),
    )
    left_out = max(0, len(timexes) - MAX_DATES)
    mentions = events.extract(article, timexes[:MAX_DATES])
    return Reading(article, tuple(mentions), left_out)


def with_hints(article: Article, hints: Hints) -> Article:
    """Fill in what the page does not say; a feed's date counts more than a guessed one."""
    guessed = article.published is None or article.published_how in _GUESSES
    dated = hints.published is not None and (guessed or hints.published_how == "given")
    published = hints.published if dated else article.published
    return replace(
        article,
        url=article.url or hints.url,
        id=article.id or hints.id,
        title=article.title or hints.title or "",
        published=_local(published, hints.time_zone),
        published_how=hints.published_how if dated else article.published_how,
        language=article.language or hints.language,
        language_how=article.language_how or ("feed" if hints.language else None),
        publisher=article.publisher or hints.publisher or host_of(article.url or hints.url),
    )


def _local(published: str | None, time_zone: str | None) -> str | None:
    """Move an instant that is said in UTC, or without offset, to the publisher's zone."""
    if published is None or time_zone is None:
        return published
    when = parse_iso(published)
    if not isinstance(when, datetime):
        return published
    zone = ZoneInfo(time_zone)
    if when.tzinfo is None:
        return when.replace(tzinfo=zone).isoformat()
    return published if when.utcoffset() else when.astimezone(zone).isoformat()


def hemisphere_of(url: str | None) -> Literal["north", "south"]:
    """Where a publisher's summer is, by the country of its host (ISO 3166 top-level domain)."""
    host = host_of(url) or ""
    return "south" if host.rpartition(".")[2] in _SOUTH else "north"


def host_of(url: str | None) -> str | None:
    """The host of a URL without `www.`, which stands for a publisher without a name."""
    host = urlsplit(url or "").hostname
    return host.removeprefix("www.") if host else None
