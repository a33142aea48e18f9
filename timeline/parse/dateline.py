"""The date that stands with the headline, for pages that say it to people only."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from timeline.parse.html import text_of
from timeline.parse.stamps import read_stamp
from timeline.parse.title import bare
from timeline.parse.written import LONGEST_LINE, dates_in, read_date_in, rows_of

_AFTER = 40
_BEFORE = 12
_PARAGRAPHS = 2
_SAME_WORDS = 0.5
_LONGEST_MARKED = 60
_LONGEST_NAMES = 500
_OPENING_WITHIN = 60
_AFTER_OPENING = re.compile(r"\s*(?:\)|[-–—:|]|[/(]\w)")
_LABELLED = ("p", "span", "div", "small", "li", "td", "time", "em", "i", "h4", "h5", "h6")
_MOST_LABELLED = 3_000
_NAMED_DATE = re.compile(
    r"(?:^|[\s_-])(?:\w*date|datum|fecha|posted(?:-?on)?|published|pubdate|timestamp)(?=$|[\s_-])",
    re.I,
)
_ASIDE = frozenset({"aside", "footer", "nav"})
_COMMENT = re.compile(
    r"(?:^|\s)comments?(?:-?(?:list|area|body|content|meta\w*|\d+))?(?=\s|$)", re.I
)
_CAPTION = re.compile("caption", re.I)


def find_dateline(root: HtmlElement, title: str, *, day_first: bool = False) -> str | None:
    """Look for a date in the short lines around the headline, then for one marked as such.

    Args:
        root: the whole page.
        title: its headline, to find the element that holds it.
        day_first: read `03/04/2024` as 3 April; otherwise it is not read.

    Returns:
        An ISO date, with a local time if there is one; None if no such line says a date.
        A date of an update counts only if there is no other.
    """
    heading, said = _headline_element(root, title), bare(title)
    updated = None
    for line in _lines_around(root, heading, day_first) if heading is not None else ():
        found = read_date_in(line, day_first=day_first)
        if found and bare(line) != said:
            if not _UPDATED.search(line):
                return found
            updated = updated or found
    return _labelled(root, day_first) or _named(root, day_first) or updated


def is_comment(element: HtmlElement) -> bool:
    """Whether an element stands among what readers said, by the class or id of what holds it."""
    return any(
        one.tag != "body" and _COMMENT.search(_names_of(one))
        for one in (element, *element.iterancestors())
    )


def _names_of(element: HtmlElement) -> str:
    """The class and id of an element, as far as an honest one goes."""
    return f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST_NAMES]


def _labelled(root: HtmlElement, day_first: bool) -> str | None:
    """The date of the first short line anywhere that says “published”."""
    for element in islice(root.iter(*_LABELLED), _MOST_LABELLED):
        line = _line(element)
        if line and _PUBLISHED.search(line):
            found = read_date_in(line, day_first=day_first)
            if found:
                return found
    return None


def _named(root: HtmlElement, day_first: bool) -> str | None:
    """The date of the elements whose class or id names one, if they all say the same day."""
    stamps = []
    for element in islice(root.iter(*_LABELLED), _MOST_LABELLED):
        if _NAMED_DATE.search(_names_of(element)):
            line = _line(element, longest=_LONGEST_MARKED)
            found = read_date_in(line, day_first=day_first) if line else None
            aside = any(one.tag in _ASIDE for one in element.iterancestors())
            if found and not aside and not is_comment(element):
                stamps.append(found)
    return max(stamps, key=len) if len({stamp[:10] for stamp in stamps}) == 1 else None


def _headline_element(root: HtmlElement, title: str) -> HtmlElement | None:
    """The heading that says the title, or most of its words, else the first `<h1>`."""
    wanted, words = bare(title), set(title.casefold().split())
    closest, closest_share = None, _SAME_WORDS
    for element in root.iter("h1", "h2", "h3", "h4"):
        text = text_of(element)
        own = bare(text)
        if own and own == wanted:
            return element
        share = len(words & set(text.casefold().split())) / (len(words) or 1)
        if share > closest_share:
            closest, closest_share = element, share
    return closest if closest is not None else root.find(".//h1")


def _lines_around(root: HtmlElement, heading: HtmlElement, day_first: bool) -> Iterator[str]:
    """Short texts after the heading up to its second paragraph, then those before it."""
    elements = (e for e in root.iter() if e.tag not in ("script", "style"))
    before: deque[HtmlElement] = deque(maxlen=_BEFORE)
    for element in elements:
        if element is heading:
            break
        before.append(element)
    paragraphs = 0
    for element in islice(elements, _AFTER):
        if element.tag == "p" and _is_long(element):
            paragraphs += 1
            yield from _opening(element, day_first)
        if paragraphs >= _PARAGRAPHS:
            break
        line = _line(element)
        if line:
            yield line
    yield from (line for e in reversed(before) if (line := _line(e)))


def _opening(paragraph: HtmlElement, day_first: bool) -> Iterator[str]:
    """The place and date that a paragraph begins with, set apart from what it says.

    As in `Berlin, 9 July 2024 – The council`, `(9 July 2024) The council`.
    """
    text = " ".join(text_of(paragraph)[:LONGEST_LINE].split())
    found = next(dates_in(text, day_first=day_first), None)
    if found and found.start <= _OPENING_WITHIN and _AFTER_OPENING.match(text, found.end):
        yield text[: found.end]


def _line(element: HtmlElement, longest: int = LONGEST_LINE) -> str | None:
    """What an element says, if it is short and no caption; a `<time>` says its `datetime`."""
    stamp = read_stamp(element.get("datetime")) if element.tag == "time" else None
    if stamp:
        return stamp.replace("T", " ")
    parent = element.getparent()
    if parent is not None and parent.tag == "p" and _is_long(parent):
        return None
    if element.tag == "figcaption" or _CAPTION.search(element.get("class", "")):
        return None
    pieces = islice(element.itertext(), 12)
    text = " ".join(" ".join(pieces).split())
    return text if 6 <= len(text) <= longest else None


def _is_long(paragraph: HtmlElement) -> bool:
    """Whether a paragraph is running text."""
    return len(text_of(paragraph)) > LONGEST_LINE


def _labels(kind: str) -> re.Pattern[str]:
    """The words of `labels.tsv` that say what a date is of: `published` or `updated`."""
    words = "|".join(re.escape(row[1]) for row in rows_of("labels.tsv") if row[0] == kind)
    return re.compile(rf"(?<!\w)(?:{words})", re.I)


_PUBLISHED = _labels("published")
_UPDATED = _labels("updated")
