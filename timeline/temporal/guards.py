"""Why a number of four digits is no year: quantities, names, codes."""

from __future__ import annotations

import re

from timeline.temporal.match import Match

_NEWS_YEARS = range(1700, 2101)
_STAMP_LIMIT = 1900
_CLOCK_LIMIT = 1960
_GLUED_BEFORE = re.compile(r"[\d\w][.,:/+*=_@&#]\Z|[$£€¥₴₽#§@_=+~/\\:]\Z|\d-\Z|[^\Wa-z_]-\Z")
_GLUED_AFTER = re.compile(r"[%‰°$€£₴₽_@/\\=]|[.,:]\d|-\d|-[A-Z]| ?[x×] ?\d")
_SIGNALS = (
    "in|since|until|by|from|to|between|and|or|of|about|about_year|part|part_of|after|before|perhaps"
)
ANOTHER = "/{month|season|season_part|part|part_of} "
"""What goes on after a slash with another date: Ende 1942/Anfang 1943."""

_IN_YEAR = (
    r" {in} (?:{the} )?(?:{shift} )?(?:{year_word}|{unit})"
    r" ?(?:[\ue000-\ue0ff]|{shift_after})?"
)
_LIFE = r"(?: ?- ?| {to} )[\ue000-\ue0ff]\)"
_LABELS = f"{_SIGNALS}|dated_name|on|year_word|the|month|month_abbr|season|ref_noun|shift"
_NAMED = re.compile(r"[WU] \Z")


def not_a_year(m: Match, number: int, *, labelled: bool = False, story: bool = False) -> str | None:
    """Say why a number is no year here.

    Args:
        m: a match with the number in its slot `year`.
        number: the number.
        labelled: whether the word "year" or its like stands beside it.
        story: whether the text is history, which speaks of any year (where a noun that a number
            counts can be told by its form).

    Returns:
        The reason, or None if it is a year.
    """
    text = m.encoded.text
    start, end = m.span("year")
    glued = _GLUED_AFTER.match(text[end : end + 4]) and not m.goes_on(ANOTHER)
    if glued or _GLUED_BEFORE.search(text[max(0, start - 2) : start]):
        return "part of a longer number or code"
    if labelled:
        return None
    if m.precedes("label|money", gap=r"\.? ?"):
        return "a number that labels something"
    if m.follows("counted|money|hundred", gap="[ -]") or m.goes_on(_IN_YEAR) or _counts(m):
        return "a quantity"
    if _in_name(m):
        return "part of a name"
    if _time_stamp(m, number):
        return "a time of day in a ticker"
    if _time_of_day(m, number):
        return "a time of day"
    alone = m.before(1) == "(" and m.after(1) == ")"
    told = alone or m.precedes(_SIGNALS) or m.goes_on(_LIFE)
    language = m.encoded.language
    story = story and (language.counts_nouns or language.plural_suffix != "")
    if number not in _NEWS_YEARS and not told and not story:
        return "a number outside the years that news speaks of"
    return None


def _counts(m: Match) -> bool:
    """Whether a noun that the number counts follows: 2014 kilos (but: the 1988 results)."""
    language = m.encoded.language
    if m.precedes(_LABELS, gap="[ ,-]{1,2}"):
        return False
    if language.counts_nouns:
        return m.follows_capital()
    if not language.plural_suffix or not re.match(r" w(?! ?')", m.after(3)):
        return False
    noun = m.encoded.token(m.found.end() + 1)
    return noun.endswith(language.plural_suffix) and not noun.endswith(("ss", "us", "is"))


_STAMP = re.compile(r"(?:\A|\n|[.!?] )\Z")


def _time_stamp(m: Match, number: int) -> bool:
    """Whether a live ticker's time begins a sentence: "1826 UK Foreign Secretary …"."""
    fits = number < _STAMP_LIMIT and number % 100 < 60
    starts = _STAMP.search(m.before(2)) is not None
    return fits and starts and re.match(r" [WU]", m.after(2)) is not None


def _time_of_day(m: Match, number: int) -> bool:
    """Whether hours and minutes stand where no year does: at about 1705 (but: look at 2014)."""
    fits = number < _CLOCK_LIMIT and number % 100 < 60
    return fits and m.precedes("clock_only", gap=r" (?:[\ue000-\ue0ff] )?")


def _in_name(m: Match) -> bool:
    """Whether the number is the tail or head of a name: Peugeot 2008, 2012 Elm Road."""
    before, after = m.before(4), m.after(6)
    if m.follows("street", gap=r"(?: [WU]){1,2} "):
        return True
    if re.match(r" U[\ue000-\ue0ff]", after):
        return True
    if m.precedes("dated_name", gap=" "):
        return False
    if not _NAMED.search(before) or m.encoded.language.counts_nouns:
        return False
    word = m.encoded.token(m.found.start("year") - 2)
    initial = re.search(r"(?:\A|\n|[.!?:;\"(] ?)[WU] \Z", before) is not None
    return not initial or not word[1:].islower() or len(before) <= 2
