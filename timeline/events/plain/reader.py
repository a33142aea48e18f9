"""Reads the dated sentences of one article that is not English."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from timeline.edtf import Edtf
from timeline.events.plain.cuts import MAX_TITLE
from timeline.events.plain.language import STEM, PlainLanguage, plain_language
from timeline.events.plain.rows import PlainRow, tell_plainly
from timeline.events.plain.words import Sentence, is_quote_open
from timeline.models import Timex

_LOOK_BACK = 2000  # characters in which an open quotation has begun
_SAMPLE = 4000  # characters by which a language is judged
_MIN_WORDS, _MAX_WORDS = 5, 60
_WORD = re.compile(r"[^\W\d_]+")
_END = frozenset(".!。！।۔\"'”’»)｡")
# An agency or a day in brackets before a dash ("Berlin (dpa) - ", "Madrid, 3 mar (EFE).- "), or a
# place in capitals ("ROMA - ", "КИЇВ, 9 липня — ").
_DATELINE = re.compile(
    r"\s*(?:[^\W\d_][^()\n]{0,40}\([^()\n]{2,40}\)\s*\.?\s*[-–—:]+\s*"
    r"|(?:[^\W\d_]{3,}[ ,.-]*){1,3}?(?<=[^\W\d_a-zа-яіїєґß][ ,.])[^-–—\n]{0,25}[-–—]+\s+)"
)
_BULLET = re.compile(r"\s*(?:[•·*▪■►»>–—-]\s+)+")
_UNOPENED = re.compile(r"[^()\n]{0,40}\)\s*[.:]?\s*[-–—]*\s*")
_LINE = re.compile(r"\s*[-–—:|]+\s+")
_FORMAL_YOU = re.compile(r"(?<=[a-zäöüß,\d] )(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
_COARSE = ("year", "decade", "century")


def is_english(language: str | None, text: str, small: frozenset[str]) -> bool:
    """Whether the English rules hold.

    Args:
        language: of the text, if it is known.
        text: judged by its small words where the language is not known.
        small: the small words of English.
    """
    if language:
        return language.lower().split("-")[0] == "en"
    words = _WORD.findall(text[:_SAMPLE].lower())[:600]
    return bool(words) and sum(w in small for w in words) > 0.2 * len(words)


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads the dated sentences of one article in another language than English.

    Attributes:
        text: of the article.
        language: word lists.
        proper: beginnings (five letters, lower case) of the words that the article writes with a
            capital inside sentences: what tells a name at the beginning of a sentence.
    """

    text: str
    language: PlainLanguage
    proper: frozenset[str]

    @classmethod
    def of(cls, text: str, language: str | None) -> PlainReader:
        """Prepare for an article."""
        names = re.finditer(r"(?<=[^\W\d_] )[^\W\d_][^\W\d_]+", text)
        found = {name[0][:STEM].lower() for name in names if name[0][:1].isupper()}
        return cls(text, plain_language(language), frozenset(found))

    def tell(self, sentence: Sentence, timex: Timex, value: Edtf) -> PlainRow | str:
        """Tell a dated sentence as it stands.

        Args:
            sentence: the sentence as the article has it.
            timex: the expression that dates it.
            value: its date.

        Returns:
            The row, or why there is none.
        """
        reason = (
            self._sentence_fault(sentence.text)
            or _value_fault(timex, value)
            or self._bound_fault(sentence, timex)
        )
        if reason:
            return reason
        start = self._own_start(sentence.text)
        line = _LINE.match(sentence.text, sentence.date[1])
        if line and not sentence.text[start : sentence.date[0]].strip():
            return self._tell_line(sentence, line.end())
        if start > sentence.date[0]:
            return "dateline"
        dates = tuple((max(0, a - start), b - start) for a, b in sentence.dates if a >= start)
        own = replace(
            sentence,
            text=sentence.text[start : max(sentence.date[1], _end_of(sentence.text))],
            date=(sentence.date[0] - start, sentence.date[1] - start),
            dates=dates,
        )
        return tell_plainly(own, self.proper, self.language)

    def _tell_line(self, sentence: Sentence, start: int) -> PlainRow | str:
        """Tell a line of a printed timeline ("9 липня 2024 — clause"): what follows the date."""
        rest = sentence.text[start:].strip()
        if len(rest) > MAX_TITLE:
            return "too-long"
        # The clause is dated from outside: any place in it stands for the date.
        own = replace(sentence, text=rest.rstrip(" .!…"), date=(0, 0), dates=())
        return tell_plainly(own, self.proper, self.language)

    def in_quote(self, start: int) -> bool:
        """Whether a quotation of the same paragraph is open at an offset of the article."""
        near = self.text[max(0, start - _LOOK_BACK) : start]
        return is_quote_open(near[near.rfind("\n") + 1 :])

    def _sentence_fault(self, sentence: str) -> str | None:
        """Say why a sentence can tell of no happening, or None.

        It must be a statement of 5 to 60 words (in scripts that part words) that ends like one.
        """
        body = sentence.strip()
        if body.rstrip("\"'“”’»)").endswith(("?", "？", "؟", ";", ":", "…")):
            return "question"
        words = _WORD.findall(body)
        if body.count(" ") > 2 and not _MIN_WORDS <= len(words) <= _MAX_WORDS:
            return "sentence-too-short" if len(words) < _MIN_WORDS else "sentence-too-long"
        if body[-1:] not in _END | {"“"}:
            return "not-prose"
        low = body.lower()
        if any(phrase in low for phrase in self.language.boilerplate):
            return "boilerplate"
        if self.language.verb_last and _FORMAL_YOU.search(body, 1):
            return "first-or-second-person"
        return None

    def _bound_fault(self, sentence: Sentence, timex: Timex) -> str | None:
        """Whether a word before a calendar date makes it a bound ("vor 2019", "до 2019")."""
        if not {"year", "month"}.intersection(timex.said):
            return None
        before = _WORD.findall(sentence.text[: sentence.date[0]].lower())[-2:]
        if before and self.language.among("determiners", before[-1]):
            before.pop()
        bound = bool(before) and self.language.among("bounds", before[-1])
        return "bound-only" if bound else None

    def _own_start(self, sentence: str) -> int:
        """Where a sentence's own words begin: after its dateline and a conjunction."""
        start = 0
        for lead in (_UNOPENED, _BULLET, _DATELINE):
            found = lead.match(sentence, start)
            start = found.end() if found else start
        low = sentence[start:].lower()
        for phrase in self.language.connectives:
            if low.startswith(phrase + ","):
                rest = low[len(phrase) + 1 :]
                return start + len(low) - len(rest.lstrip())
        first = _WORD.match(low)
        if first and self.language.among("leading", first[0]):
            rest = low[first.end() :].lstrip(" ,")
            following = _WORD.match(rest)
            if not (following and self.language.is_finite(following[0])):
                return start + len(low) - len(rest)
        return start


def _end_of(sentence: str) -> int:
    return len(sentence.rstrip(" .。!！…"))


def _value_fault(timex: Timex, value: Edtf) -> str | None:
    """Say why a date is too vague, or only a bound, for a clause that nobody parsed."""
    if timex.said == ("time",) or (timex.type == "TIME" and timex.text[:1].isdigit()):
        return "clock-time"
    if value.granularity in _COARSE and "year" not in timex.said:
        return "vague-date"
    if value.granularity in ("decade", "century"):
        return "vague-date"
    if value.earliest_day is None or value.latest_day is None:
        return "bound-only"
    return None
