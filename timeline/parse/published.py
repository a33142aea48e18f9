"""When an article was published, in the publisher's local time, and how that is known.

The order is JSON-LD, Open Graph and other meta, microdata, `<time>`, the date that stands with the
headline, the URL, stamps of less clear meaning, then htmldate. Where two of them agree on the day,
the one that says clock and offset better wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement

from timeline.models import parse_iso
from timeline.parse.dateline import find_dateline, is_comment
from timeline.parse.html import text_of
from timeline.parse.jsonld import JsonLd
from timeline.parse.language import primary
from timeline.parse.localtime import in_month, localise, offset_of, url_day
from timeline.parse.meta import Meta
from timeline.parse.stamps import is_ambiguous, read_stamp

Candidate = tuple[str, str]

_PUBLISHED_META = (
    "article:published_time", "article:published", "og:article:published_time",
    "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "published", "published_time",
    "dc.date.issued", "dcterms.issued", "citation_publication_date", "citation_date",
    "article.published", "article_date_original", "originalpublicationdate", "rnews:datepublished",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_VAGUE_META = (
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date", "datecreated",
    "cse-page-date",
)  # fmt: skip
"""They may as well name the day of a change, of a template or of the first draft."""
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "modified", "lastmod",
)  # fmt: skip
_MICRODATA = XPath("//@itemprop[contains(., 'datePublished')]/..")
_INSTANT = 2
_MOST_TIMES = 50
_EARLIEST = date(1990, 1, 1)
_LATEST = date(2100, 1, 1)
_COMMONWEALTH = frozenset({"uk", "ie", "au", "nz", "in", "za", "ng", "ke", "pk", "sg", "my"})
_HTMLDATE_MOST = 5_000
"""Elements of a page that htmldate may look at: with 20,000 dated ones it takes minutes."""


def find_published(
    root: HtmlElement, url: str, title: str, ld: JsonLd, meta: Meta, latest: date | None
) -> tuple[str | None, str | None]:
    """Find the publication time of a page whose tree is still whole.

    Args:
        root: the page.
        url: its address, whose date and top-level domain count.
        title: its headline.
        ld: its JSON-LD.
        meta: its meta elements.
        latest: no article is younger than this day (the day it was fetched, and one).

    Returns:
        ISO 8601 and how it was found, or two times None.
    """
    day_first = _day_first(url, meta)
    declared = _plausible(_candidates(root, ld, meta, day_first=day_first), latest)
    first = next(declared, None)
    if first and _fineness(first[0]) == _INSTANT and offset_of(first[0]):
        return first
    if first:
        candidates = [first, *declared]
    else:
        shown = _visible_candidates(root, url, title, day_first=day_first)
        candidates = list(_plausible(shown, latest))
    candidates += _plausible(_vague_candidates(ld, meta, day_first=day_first), latest)
    if candidates:
        stamp, how = _finest_of_same_day(candidates)
        stamps = [c[0] for c in candidates] + [find_modified(ld, meta) or ""]
        return localise(stamp, url, stamps, root), how
    if (
        _is_ambiguous(ld, meta)
        or sum(1 for _ in islice(root.iter(), _HTMLDATE_MOST + 1)) > _HTMLDATE_MOST
    ):
        return None, None
    found = _by_htmldate(root, url, latest)
    return (found, "htmldate") if found and in_month(found, url) else (None, None)


def find_modified(ld: JsonLd, meta: Meta) -> str | None:
    """The page's own word of its last change, if it has one."""
    return read_stamp(ld.first("dateModified")) or read_stamp(meta.first(*_MODIFIED_META))


def _day_first(url: str, meta: Meta) -> bool:
    """Whether `03/04/2024` is 3 April here: not in English, nor in the Commonwealth."""
    spoken = primary(meta.language)
    top = (urlsplit(url).hostname or "").rpartition(".")[2]
    return (spoken is not None and spoken != "en") or top in _COMMONWEALTH


def _is_ambiguous(ld: JsonLd, meta: Meta) -> bool:
    """Whether the page declares a date that can be read two ways; htmldate would just guess."""
    return any(
        map(is_ambiguous, (ld.first("datePublished"), *meta.all(*_PUBLISHED_META, *_VAGUE_META)))
    )


def _candidates(
    root: HtmlElement, ld: JsonLd, meta: Meta, *, day_first: bool
) -> Iterator[Candidate]:
    """All stamps, the most trusted first."""
    stamp = read_stamp(ld.first("datePublished"), day_first=day_first)
    if stamp:
        yield stamp, "json-ld"
    for name in _PUBLISHED_META:
        for value in meta.values.get(name, ())[:2]:
            stamp = read_stamp(value, day_first=day_first)
            if stamp:
                yield stamp, "meta"
    for element in _MICRODATA(root):
        raw = element.get("content") or element.get("datetime") or text_of(element)
        stamp = read_stamp(raw, day_first=day_first)
        if stamp:
            yield stamp, "microdata"
            break
    yield from _time_elements(root)


def _vague_candidates(ld: JsonLd, meta: Meta, *, day_first: bool) -> Iterator[Candidate]:
    """Stamps that need not be of the publication."""
    for raw, how in (
        (ld.first("dateCreated"), "json-ld"),
        (ld.first("uploadDate"), "json-ld"),
        *((value, "meta") for value in meta.all(*_VAGUE_META)),
    ):
        stamp = read_stamp(raw, day_first=day_first)
        if stamp:
            yield stamp, how


def _visible_candidates(
    root: HtmlElement, url: str, title: str, *, day_first: bool
) -> Iterator[Candidate]:
    """What the page says to people, and its address; the latter overrules a far-off line."""
    line, day = find_dateline(root, title, day_first=day_first), url_day(url)
    if line and _near(line, url):
        yield line, "dateline"
    if day:
        yield day.isoformat(), "url"


def _time_elements(root: HtmlElement) -> Iterator[Candidate]:
    """`<time>` elements that stand with the headline, or that all say one day."""
    marked = [t for t in root.iter("time") if t.get("datetime") and not is_comment(t)]
    for element in marked:
        words = f"{element.get('class') or ''} {element.get('pubdate') or ''}".lower()
        if element.get("pubdate") is not None or "publish" in words:
            stamp = read_stamp(element.get("datetime"))
            if stamp:
                yield stamp, "time"
                return
    stamps = [s for s in (read_stamp(t.get("datetime")) for t in marked[:_MOST_TIMES]) if s]
    if stamps and len({s[:10] for s in stamps}) == 1:
        yield max(stamps, key=_fineness), "time"


def _plausible(candidates: Iterable[Candidate], latest: date | None) -> Iterator[Candidate]:
    """Those of a day that a news page can be of."""
    first, last = _EARLIEST.isoformat(), (latest or _LATEST).isoformat()
    return (c for c in candidates if first <= c[0][:10] <= last)


def _near(stamp: str, url: str) -> bool:
    """Whether a stamp is no more than a day from the one in the URL, if there is one."""
    day = url_day(url)
    return day is None or abs((date.fromisoformat(stamp[:10]) - day).days) <= 1


def _finest_of_same_day(candidates: list[Candidate]) -> Candidate:
    """The first candidate, or one of the same day that says more of clock and offset.

    A `Z` on a clock reading that another stamp gives with an offset is a mistake for local time.
    """
    first = candidates[0]
    same_day = [c for c in candidates if c[0][:10] == first[0][:10]]
    best = max(same_day, key=lambda c: _fineness(c[0]))
    if offset_of(best[0]) is None:
        for other in same_day:
            if other[0][:16] == best[0][:16] and offset_of(other[0]):
                return other
    return best


def _fineness(stamp: str) -> int:
    """0 for a day or midnight, 1 for a local time, `_INSTANT` for an instant."""
    when = parse_iso(stamp)
    if not isinstance(when, datetime) or when.time() == time(0):
        return 0
    return _INSTANT if when.tzinfo else 1


def _by_htmldate(root: HtmlElement, url: str, latest: date | None) -> str | None:
    """Ask htmldate for its extensive search, the last resort.

    What it gives as 1 January is mostly a year that it found alone, and not believed.
    """
    try:
        found = find_date(
            root,
            original_date=True,
            extensive_search=True,
            url=url,
            min_date=_EARLIEST.isoformat(),
            max_date=(latest or _LATEST).isoformat(),
        )
    except (ValueError, OverflowError, RecursionError):
        return None
    return found if found and not found.endswith("-01-01") else None
