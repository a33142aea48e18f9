"""The tense of the clause that an expression stands in, from its nearest verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from timeline.temporal.encode import Encoded
from timeline.temporal.language import Language, symbol_pattern
from timeline.temporal.match import Match

_REACH = 60
_CLOSE = 14
_RIGHT = 1.5
_RIGHT_START = 3


@dataclass(frozen=True, slots=True)
class _Cues:
    """What tells tense in a language, as symbols.

    `seen` finds them and ends of sentences, `breaks` what may begin another clause and `joins`
    what begins one with a subject of its own.
    """

    seen: re.Pattern[str]
    future: str
    past: str
    neutral: str
    breaks: re.Pattern[str]
    joins: re.Pattern[str]


@lru_cache(maxsize=64)
def _cues(language: Language) -> _Cues:
    future, past, neutral, both, clause = (
        language.symbols.get(name, "") for name in ("future", "past", "neutral", "and", "clause")
    )
    subject = "".join(language.symbols.get(name, "") for name in ("the", "possessive"))
    verbs = "w" if language.past_suffixes or language.future_suffixes else ""
    joined = f"[{both}] [wWU{subject}]" if both else "(?!)"
    return _Cues(
        re.compile(f"[\\n.!?{future}{past}{neutral}{verbs}]"),
        future,
        past,
        neutral,
        re.compile(f"[,{both}{clause}]"),
        re.compile(f"{joined}|[{clause}]" if clause else joined),
    )


def tense(match: Match) -> str | None:
    """The tense of the clause that a match stands in.

    Looks for the nearest word that tells tense, inside the sentence; words before the
    expression count as nearer (the verb usually precedes its adverbial of time).

    Returns:
        `future`, `past` or None if nothing tells.
    """
    best = _nearest(match)
    return best[1] if best and best[1] != "neutral" else None


def tense_near(match: Match) -> str | None:
    """The tense, if its word stands close to the expression."""
    best = _nearest(match)
    return best[1] if best and best[1] != "neutral" and best[0] <= _CLOSE else None


def pluperfect(match: Match) -> bool:
    """Whether the clause says what had been before what is told: had sailed in October."""
    had = match.encoded.language.symbols.get("pluperfect")
    if not had:
        return False
    code, at = match.encoded.code, match.found.start()
    found = [i for i in range(max(0, at - _CLOSE), at) if code[i] in had]
    return bool(found) and same_sentence(code, found[-1], at)


def _nearest(match: Match) -> tuple[float, str] | None:
    encoded = match.encoded
    cues = _cues(encoded.language)
    at, end = match.found.start(), match.found.end()
    before = [m.start() for m in cues.seen.finditer(encoded.code, max(0, at - _REACH), at)]
    after = (m.start() for m in cues.seen.finditer(encoded.code, end, end + _REACH))
    left = _first(encoded, cues, reversed(before))
    right = _first(encoded, cues, after)
    if left and left[1] == "past" and _orders(encoded, left[0], at):
        left = left[0], "future"
    if right and _parted(encoded, cues, end, right[0], alone=left is None):
        right = None
    found = chain(
        [(float(at - left[0]), left[1])] if left else [],
        [((right[0] - end) * _RIGHT + _RIGHT_START, right[1])] if right else [],
    )
    return min(found, default=None, key=lambda cue: cue[0])


def _parted(encoded: Encoded, cues: _Cues, start: int, end: int, *, alone: bool) -> bool:
    """Whether another clause begins between an expression and a verb after it.

    Where no verb stands before it, a comma may only close what it opens: "On Monday, the court".
    """
    if not alone:
        return cues.breaks.search(encoded.code, start, end) is not None
    comma = encoded.code.find(",", start, end)
    return cues.joins.search(encoded.code, start, end if comma < 0 else comma) is not None


def _orders(encoded: Encoded, verb: int, at: int) -> bool:
    """Whether a verb in the past puts its infinitive after itself: ordered him to appear."""
    word = encoded.word(verb)
    if word is None or "orders" not in word.values:
        return False
    infinitive = symbol_pattern(encoded.language, "{to} w")
    return infinitive.search(encoded.code, verb, at) is not None


def _first(encoded: Encoded, cues: _Cues, places: Iterator[int]) -> tuple[int, str] | None:
    """The first place that tells tense before the sentence ends."""
    code = encoded.code
    for index in places:
        symbol = code[index]
        if symbol == "\n" or (symbol in ".!?" and _ends(code, index)):
            return None
        kind = _kind(encoded, cues, index)
        if kind:
            return index, kind
    return None


def same_sentence(code: str, start: int, end: int) -> bool:
    """Whether no sentence or paragraph ends between two places that are near to each other."""
    return end - start <= _REACH and not any(
        code[i] == "\n" or (code[i] in ".!?" and _ends(code, i)) for i in range(start, end)
    )


def _ends(code: str, index: int) -> bool:
    """Whether a full stop ends a sentence: a space and no small letter after it."""
    rest = code[index + 1 : index + 3]
    return rest[:1] in ("", "\n", '"', "'") or (rest[:1] == " " and rest[1:2] not in ("w", ","))


def _after_copula(encoded: Encoded, index: int) -> bool:
    """Whether a participle or infinitive tells nothing: "will be held", "is to cut"."""
    symbols = encoded.language.symbols
    openers = "".join(symbols.get(name, "") for name in ("copula", "infinitive", "future"))
    return index > 1 and encoded.code[index - 1] == " " and encoded.code[index - 2] in openers


def _adjective(encoded: Encoded, index: int) -> bool:
    """Whether an article stands before it and a noun behind: a televised address."""
    if index < 2 or encoded.code[index + 1 : index + 3] != " w" or encoded.code[index - 1] != " ":
        return False
    articles = encoded.language.symbols.get("a", "") + encoded.language.symbols.get("the", "")
    return encoded.code[index - 2] in articles


def _kind(encoded: Encoded, cues: _Cues, index: int) -> str | None:
    symbol = encoded.code[index]
    if symbol in cues.future:
        return "future"
    if symbol in cues.neutral:
        return "neutral"
    if _after_copula(encoded, index):
        return None
    if symbol in cues.past:
        return "past"
    if symbol != "w" or _adjective(encoded, index):
        return None
    token, language = encoded.token(index), encoded.language
    if len(token) > 3 and language.past_suffixes and token.endswith(language.past_suffixes):
        return "past"
    if len(token) > 3 and language.future_suffixes and token.endswith(language.future_suffixes):
        return "future"
    return None
