"""The headline, of all that a page calls its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from timeline.parse.jsonld import JsonLd, as_text, names
from timeline.parse.meta import Meta, one_line

MAX_TITLE = 500
_SEPARATOR = re.compile(r"\s+[|–—•·»«‹›:/-]+\s+|\s*[|│»«]\s*")
_DANGLING = re.compile(r"^[|–—•·»›-]+\s+|\s+[|–—•·«‹-]+$")
_NOT_ALNUM = re.compile(r"[\W_]+")
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…)$")
_SHARED_WORDS = 0.3
_LEAST_WORDS = 2
_LEAST_AFFIX = 10
_LEAST_HEADING = 15
_MAX_RAW = 10_000


def find_title(root: HtmlElement, url: str, ld: JsonLd, meta: Meta) -> str:
    """Find the headline.

    JSON-LD's `headline` is the publisher's word for it. Without one, the `<h1>` that shares words
    with `og:title`, since that is often dressed up for search engines; where one of the two
    contains the other, the shorter one (the rest is a kicker or the site). A leading or trailing
    segment goes if it is the site's name or host (https://ogp.me: `og:title` is the title of the
    object itself).

    Returns:
        One line of at most `MAX_TITLE` characters; empty if there is none.
    """
    sites = _site_names(url, ld, meta)
    element = root.find(".//title")
    whole = one_line("".join(element.itertext())[:_MAX_RAW]) if element is not None else ""
    shared = strip_site(
        one_line(meta.first("og:title", "twitter:title", "parsely-title", "dc.title")), sites
    )
    shared = "" if bare(shared) in sites else shared
    document = strip_site(whole, sites)
    headings = [h for h in _headings(root) if not _is_site(h, whole, shared, sites)]
    headline = strip_site(one_line(_headline(ld)), sites)
    if headline and bare(headline) not in sites:
        return _cut(_untruncated(headline, [*headings, shared, document]))
    if shared:
        return _cut(_heading_like(shared, headings) or shared)
    return _cut(_without_metadata(root, headings, whole, document))


def strip_site(title: str, sites: frozenset[str]) -> str:
    """Take the site's name off either end of a title."""
    for _ in range(2):
        cuts = list(_SEPARATOR.finditer(title))
        if cuts and bare(title[cuts[-1].end() :]) in sites:
            title = title[: cuts[-1].start()].strip()
        elif cuts and bare(title[: cuts[0].start()]) in sites:
            title = title[cuts[0].end() :].strip()
        else:
            break
    return title


def bare(text: str) -> str:
    """Letters and digits only, folded, for comparing names."""
    return _NOT_ALNUM.sub("", text.casefold())


def host_of(url: str) -> str:
    """The host without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _heading_like(shared: str, headings: list[str]) -> str | None:
    """The heading that says the same as `og:title`, perhaps without what was added to it."""
    other = bare(shared)
    for heading in headings:
        own = bare(heading)
        if own == other:
            return shared
        shorter, longer = sorted((own, other), key=len)
        if len(shorter) >= _LEAST_AFFIX and (
            longer.startswith(shorter) or longer.endswith(shorter)
        ):
            return heading if own == shorter else shared
    return _closest(shared, headings)


def _closest(reference: str, headings: list[str]) -> str | None:
    """The heading that shares most words with a reference, if it shares enough."""
    wanted = set(reference.casefold().split())
    best, best_share = None, 0.0
    for heading in headings:
        words = set(heading.casefold().split())
        share = len(words & wanted) / len(words)
        if share > best_share and len(words) >= _LEAST_WORDS:
            best, best_share = heading, share
    return best if best_share >= _SHARED_WORDS else None


def _without_metadata(root: HtmlElement, headings: list[str], whole: str, document: str) -> str:
    """The headline of a page that has neither JSON-LD nor Open Graph."""
    found = _closest(whole, headings)
    if found or len(headings) == 1:
        return found or headings[0]
    for element in root.iter("h2"):
        text = one_line(" ".join(element.itertext()))
        if len(text) > _LEAST_HEADING and bare(text) in bare(whole):
            return text
    if document != whole:
        return document
    return max(_SEPARATOR.split(whole), key=len) or next(iter(headings), "")


def _untruncated(headline: str, others: list[str]) -> str:
    """Where a headline ends in an ellipsis, the candidate that continues it."""
    cut = _ELLIPSIS.search(headline)
    if cut:
        start = bare(headline[: cut.start()])
        for other in others:
            if bare(other).startswith(start) and not _ELLIPSIS.search(other):
                return other
    return headline


def _headline(ld: JsonLd) -> str | None:
    """The headline of the first article node that has one."""
    for node in ld.articles:
        text = as_text(node.get("headline"))
        if text:
            return text
    return None


def _headings(root: HtmlElement) -> Iterator[str]:
    """Texts of the `<h1>` elements, without repetitions."""
    seen = set()
    for element in root.iter("h1"):
        text = one_line(" ".join(element.itertext())[:_MAX_RAW])
        if text and text not in seen:
            seen.add(text)
            yield text


def _is_site(heading: str, whole: str, shared: str, sites: frozenset[str]) -> bool:
    """Whether a heading is the site's name: declared so, or the lesser end of `<title>`."""
    name, title = bare(heading), bare(whole)
    if not name or name in sites:
        return True
    return name != bare(shared) and title.endswith(name) and 2 * len(name) < len(title)


def _site_names(url: str, ld: JsonLd, meta: Meta) -> frozenset[str]:
    """What the site is called: its declared name, its host with and without `www`."""
    host = host_of(url)
    labels = host.split(".")
    said = [
        meta.first("og:site_name"),
        meta.first("application-name"),
        host,
        f"www.{host}",
        ".".join(labels[:-1]),
        labels[-2] if len(labels) > 1 else host,
    ]
    for node in ld.articles[:1]:
        said.extend(names(node.get("publisher")))
    return frozenset(found for found in (bare(s or "") for s in said) if found)


def _cut(title: str) -> str:
    """At most `MAX_TITLE` characters, cut at a space, without separators that part nothing."""
    title = _DANGLING.sub("", title)
    if len(title) <= MAX_TITLE:
        return title
    return title[:MAX_TITLE].rsplit(" ", 1)[0]
