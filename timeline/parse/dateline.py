"""The date that stands with the headline, for pages that say it to people only."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time
from importlib import resources
from itertools import islice

from lxml.html import HtmlElement

from timeline.parse.html import text_of
from timeline.parse.stamps import read_stamp
from timeline.parse.title import bare

_AFTER = 40
_BEFORE = 12
_PARAGRAPHS = 2
_SAME_WORDS = 0.5
_MOST_WORDS = 9
_LONGEST_LINE = 140
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_CLOCK = re.compile(
    r"\s{0,3}(?:[,|·•/-]|um|at|às|à|alle|kl\.?|klo|в|о|ob|w)?\s{0,3}(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)"
    r"(?::[0-5]\d)?(?!\d)\s?(?P<half>[ap]\.?m\b)?",
    re.I,
)
_DIGIT = re.compile(r"\d")
_LABELLED = ("p", "span", "div", "small", "li", "td", "time", "em", "i", "h4", "h5", "h6")
_LABELLED_MOST = 3_000


def find_dateline(root: HtmlElement, title: str) -> str | None:
    """Look for a date in the short lines around the headline, then for one labelled as such.

    Args:
        root: the whole page.
        title: its headline, to find the element that holds it.

    Returns:
        An ISO date, with a local time if there is one; None if no such line says a date.
        A date of an update counts only if there is no other.
    """
    heading = _headline_element(root, title)
    updated = None
    for line in _lines_around(root, heading) if heading is not None else ():
        found = read_date_in(line)
        if found and not _UPDATED.search(line):
            return found
        updated = updated or found
    return _labelled(root) or updated


def is_dateline(line: str) -> bool:
    """Whether a line of a text is furniture: a date with a few words around it, no sentence."""
    if len(line) > _LONGEST_LINE or line.endswith((".", "!", "?", "”", '"', "。")):
        return False
    found = _DATE.search(line) if _DIGIT.search(line) else None
    if found is None:
        return False
    rest = line[: found.start()] + line[found.end() :]
    return len(rest.split()) <= _MOST_WORDS


def _labelled(root: HtmlElement) -> str | None:
    """The date of the first short line anywhere that says “published”."""
    for element in islice(root.iter(*_LABELLED), _LABELLED_MOST):
        line = _line(element)
        if line and _PUBLISHED.search(line):
            found = read_date_in(line)
            if found:
                return found
    return None


def read_date_in(line: str) -> str | None:
    """The first date inside a line of text, with the clock that follows it.

    Day-first where dots separate; dates with slashes are read only with the year in front or a
    day over 12. Month names of some thirty languages are known.
    """
    for found in _DATE.finditer(line) if _DIGIT.search(line) else ():
        groups = {k.partition("_")[0]: v for k, v in found.groupdict().items() if v}
        try:
            month = groups.get("mon")
            day = date(
                int(groups["y"]),
                _MONTHS[month.casefold()] if month else int(groups["m"]),
                int(groups["d"]),
            )
        except ValueError:
            continue
        clock = _CLOCK.match(line, found.end())
        return _with_clock(day, clock) if clock else day.isoformat()
    return None


def _with_clock(day: date, clock: re.Match[str]) -> str:
    """A local date-time."""
    hour = int(clock["h"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    return datetime.combine(day, time(hour % 24, int(clock["m"]))).isoformat()


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


def _lines_around(root: HtmlElement, heading: HtmlElement) -> Iterator[str]:
    """Short texts after the heading up to its second paragraph, then those before it."""
    elements = (e for e in root.iter() if e.tag not in ("script", "style"))
    before: deque[HtmlElement] = deque(maxlen=_BEFORE)
    for element in elements:
        if element is heading:
            break
        before.append(element)
    paragraphs = 0
    for element in islice(elements, _AFTER):
        paragraphs += element.tag == "p" and _is_long(element)
        if paragraphs >= _PARAGRAPHS:
            break
        line = _line(element)
        if line:
            yield line
    yield from (line for line in map(_line, reversed(before)) if line)


def _line(element: HtmlElement) -> str | None:
    """What an element says, if it is short; a `<time>` says its `datetime`."""
    stamp = read_stamp(element.get("datetime")) if element.tag == "time" else None
    if stamp:
        return stamp.replace("T", " ")
    parent = element.getparent()
    if parent is not None and parent.tag == "p" and _is_long(parent):
        return None
    pieces = islice(element.itertext(), 12)
    text = " ".join(" ".join(pieces).split())
    return text if 6 <= len(text) <= _LONGEST_LINE else None


def _is_long(paragraph: HtmlElement) -> bool:
    """Whether a paragraph is running text."""
    return len(text_of(paragraph)) > _LONGEST_LINE


def _rows(name: str) -> list[list[str]]:
    """The rows of a table of this package."""
    table = resources.files("timeline.parse").joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]


def _dates() -> re.Pattern[str]:
    """All forms of a date; the groups of form 3 are `y_3`, `m_3`, `d_3`."""
    names = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
    month = rf"(?P<mon>{names})"
    forms = (
        rf"{_YEAR}(?P<sep>[-/.])\s?(?P<m>\d{{1,2}})(?P=sep)\s?(?P<d>\d{{1,2}})",
        rf"{_YEAR}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?P<d>\d{{1,2}})\s?[日일]",
        rf"(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?P<d>1[3-9]|2\d|3[01])/(?P<m>0?[1-9]|1[0-2])/{_YEAR}",
        rf"(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/{_YEAR}",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-](?:de\s)?{month}\.?,?[\s-](?:de\s)?{_YEAR}",
        rf"{month}\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
    )
    numbered = []
    for number, form in enumerate(forms):
        numbered.append(re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1\2_{number}", form))
    return re.compile(rf"(?<![\d./-])(?:{'|'.join(numbered)})(?!\d|\.\d)", re.I)


def _labels(kind: str) -> re.Pattern[str]:
    """The words of `labels.tsv` that say what a date is of: `published` or `updated`."""
    words = "|".join(re.escape(row[1]) for row in _rows("labels.tsv") if row[0] == kind)
    return re.compile(rf"(?<!\w)(?:{words})", re.I)


_MONTHS = {row[0]: int(row[1]) for row in _rows("months.tsv")}
_DATE = _dates()
_PUBLISHED = _labels("published")
_UPDATED = _labels("updated")
