"""One article as the rules of events read it: sentences, quotations, analyses on demand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from timeline.events.analysis import Analysis, analyse
from timeline.events.hygiene import own_start, refuse
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names, find_names
from timeline.events.naming import Naming
from timeline.events.references import Subject
from timeline.models import Timex
from timeline.sentences import split

_OPENERS = frozenset("“«„")
_QUOTE_MARK = re.compile('["“”«»„\n]')
_SELF = re.compile(
    r"[IYyMmWwOou](?<!\w.)"
    r"(?:(?<=I)|(?<=[Yy])our?|(?<=[Mm])y|(?<=[Ww])e|(?<=[Oo])ur|(?<=m)e|(?<=u)s)\b"
)
_SAID = re.compile(r"(?:s(?<!\w.)(?:aid|ays)|t(?<!\w.)old|a(?<!\w.)(?:dded|ccording))\b")
_CLOCK_SPAN = re.compile(r"\b(?:seconds|minutes?|hours?)\b", re.IGNORECASE)
_LOOK_BACK = 3  # sentences that a chain of pronouns is followed


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression that may date an event: one timex, or the two bounds of a range.

    Attributes:
        timex: the expression, or the first bound of a range.
        start, end: offsets in the article's text, both bounds included.
        edtf: of the range, if it is one.
    """

    timex: Timex
    start: int
    end: int
    edtf: str | None


def join_ranges(timexes: Sequence[Timex]) -> list[Dated]:
    """Put the bounds of ranges together; drop expressions that overlap an earlier one."""
    found: list[Dated] = []
    ordered = sorted(timexes, key=lambda t: (t.start, -t.end))
    for timex in ordered:
        last = found[-1] if found else None
        if last and timex.start < last.end:
            continue
        if (
            last and timex.interval and timex.interval == last.timex.interval
            and last.end == last.timex.end and timex.start - last.end <= 24
        ):  # fmt: skip
            found[-1] = Dated(last.timex, last.start, timex.end, timex.interval)
            continue
        found.append(Dated(timex, timex.start, timex.end, timex.interval or timex.edtf))
    return found


def _is_frequent(words: re.Pattern[str], among: int, text: str) -> bool:
    """Whether more than one word among so many is one of `words`; it reads no further than that."""
    wanted = (text.count(" ") + 1) // among + 1
    return len(list(islice(words.finditer(text), wanted))) == wanted


def _is_date(one: Dated) -> bool:
    """Whether an expression stands as a date in the grammar (not "10 minutes before")."""
    return one.timex.type in ("DATE", "TIME") and not _CLOCK_SPAN.search(one.timex.text)


@dataclass(slots=True)
class Reading:
    """The sentences of an article, analysed when they are asked for.

    Attributes:
        text: of the article.
        dated: its temporal expressions.
        spans: offsets of its sentences.
    """

    text: str
    dated: list[Dated]
    lexicon: Lexicon
    spans: list[tuple[int, int]]
    _starts: list[int] = field(default_factory=list)
    _quoted: list[bool] | None = None
    _names: Names | None = None
    _naming: Naming | None = None
    _personal: bool | None = None
    _reported: bool | None = None
    _refusals: dict[int, str | None] = field(default_factory=dict)
    _own_starts: dict[int, int] = field(default_factory=dict)
    _analyses: dict[int, Analysis] = field(default_factory=dict)
    _by_sentence: dict[int, list[Dated]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, language: str | None, dated: list[Dated], lexicon: Lexicon) -> Reading:
        """Split a text and sort its expressions into sentences."""
        spans = split(text, language)
        reading = cls(text, dated, lexicon, spans, [start for start, _ in spans])
        for one in dated:
            index = reading.sentence_of(one.start)
            if index >= 0:
                reading._by_sentence.setdefault(index, []).append(one)
        return reading

    def sentence_of(self, offset: int) -> int:
        """Give the index of the sentence that holds an offset, or -1."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.spans[index][1] else -1

    def sentence(self, index: int) -> str:
        """Give the text of a sentence."""
        start, end = self.spans[index]
        return self.text[start:end]

    def dated_in(self, index: int) -> list[Dated]:
        """Give the expressions of a sentence, in order."""
        return self._by_sentence.get(index, [])

    def refusal(self, index: int) -> str | None:
        """Say why a sentence cannot hold a row, or None (judged once)."""
        if index not in self._refusals:
            own = self.text[self.own_start(index) : self.spans[index][1]]
            self._refusals[index] = refuse(own)
        return self._refusals[index]

    @property
    def personal(self) -> bool:
        """Whether more than one word in 70 is of the first or second person."""
        if self._personal is None:
            self._personal = _is_frequent(_SELF, 70, self.text)
        return self._personal

    @property
    def reported(self) -> bool:
        """Whether more than one word in 150 says that somebody said something."""
        if self._reported is None:
            self._reported = _is_frequent(_SAID, 150, self.text)
        return self._reported

    @property
    def names(self) -> Names:
        """The full names of the article."""
        if self._names is None:
            self._names = find_names(self.text, self.lexicon)
        return self._names

    @property
    def naming(self) -> Naming:
        """What completes the titles of the article."""
        if self._naming is None:
            self._naming = Naming(self.names, self.lexicon)
        return self._naming

    def own_start(self, index: int) -> int:
        """Give the article offset of a sentence's own words."""
        if index not in self._own_starts:
            self._own_starts[index] = self.spans[index][0] + own_start(self.sentence(index))
        return self._own_starts[index]

    def analysis(self, index: int, depth: int = 0) -> Analysis:
        """Analyse a sentence (once)."""
        known = self._analyses.get(index)
        if known is None:
            start, end = self.own_start(index), self.spans[index][1]
            dates = [
                (one.start - start, min(one.end, end) - start)
                for one in self.dated_in(index)
                if self.is_told(index, one)
            ]

            def earlier() -> Subject | None:
                return self._main_subject(index - 1, depth + 1)

            known = analyse(
                self.text[start:end], dates, self.in_quote(index), self.names, earlier,
                self.lexicon,
            )  # fmt: skip
            self._analyses[index] = known
        return known

    def is_told(self, index: int, one: Dated) -> bool:
        """Whether an expression stands as a date in its sentence's own words, past a dateline."""
        return one.start >= self.own_start(index) and _is_date(one)

    def token_of(self, index: int, one: Dated) -> int:
        """Give the token of an expression in its sentence; for one that `is_told`."""
        start = one.start - self.own_start(index)
        tokens = self.analysis(index).tokens
        return next(token for token in tokens.date_at if tokens.starts[token] == start)

    def _main_subject(self, index: int, depth: int) -> Subject | None:
        if index < 0 or depth > _LOOK_BACK or self.spans[index][1] - self.spans[index][0] > 600:
            return None
        return self.analysis(index, depth).main_subject()

    def in_quote(self, index: int) -> bool:
        """Whether a quotation is open where a sentence begins."""
        if self._quoted is None:
            self._quoted = self._find_quoted()
        return self._quoted[index]

    def _find_quoted(self) -> list[bool]:
        """Follow the quotation marks through the text; the end of a paragraph closes all."""
        opened = [False] * len(self.spans)
        is_open, following = False, 0
        for mark in _QUOTE_MARK.finditer(self.text):
            while following < len(opened) and self._starts[following] <= mark.start():
                opened[following] = is_open
                following += 1
            is_open = mark[0] in _OPENERS or (mark[0] == '"' and not is_open)
        opened[following:] = [is_open] * (len(opened) - following)
        return opened
