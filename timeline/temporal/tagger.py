"""One pass over a text: the longest rule at each place, read in text order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from timeline.models import NotADate
from timeline.temporal.context import Here
from timeline.temporal.encode import Encoded, encode
from timeline.temporal.grammar import DISPATCH, Grammar
from timeline.temporal.guards import ANOTHER
from timeline.temporal.language import load
from timeline.temporal.match import Match
from timeline.temporal.meaning import Meaning, Refusal
from timeline.temporal.rules import registry
from timeline.temporal.tenses import pluperfect


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in its place.

    Attributes:
        start, end: character offsets.
        first, last: token indices (last is exclusive).
        rule: name of the rule.
        match: what it was read from.
        meaning: what it means.
    """

    start: int
    end: int
    first: int
    last: int
    rule: str
    match: Match
    meaning: Meaning


@lru_cache(maxsize=32)
def grammar(code: str) -> Grammar:
    """The compiled rules of a language."""
    return Grammar(load(code), registry())


def scan(text: str, code: str) -> tuple[Encoded, list[list[Match]]]:
    """Find all places where rules match.

    Args:
        text: of any length.
        code: language.

    Returns:
        The encoded text and, for each place, the matches, longest first.
    """
    rules_ = grammar(code)
    encoded = encode(text, load(code))
    return encoded, list(_places(rules_, encoded))


def _places(rules_: Grammar, encoded: Encoded) -> Iterator[list[Match]]:
    code = encoded.code
    for trigger in rules_.triggers.finditer(code):
        at = trigger.start()
        candidates = rules_.candidates(code[at : at + DISPATCH])
        if not candidates:
            continue
        matches = [
            Match(encoded, found, one)
            for one, match in candidates
            if (found := match(code, at)) is not None
        ]
        if matches:
            matches.sort(key=lambda m: (-m.found.end(), m.compiled.rule.order))
            yield matches


def read(places: list[list[Match]], here: Here) -> tuple[list[Found], list[NotADate]]:
    """Read the matches of a text in order.

    Args:
        places: from `scan`.
        here: the state, which this moves along the text.

    Returns:
        The expressions in text order, and what was refused.
    """
    found: list[Found] = []
    refused: list[NotADate] = []
    end = 0
    for matches in places:
        if matches[0].found.start() < end:
            continue
        if _glued(matches[0]):
            first = matches[0]
            refused.append(
                NotADate(first.start, first.end, first.text, "part of a code or address")
            )
            end = first.found.end()
            continue
        for match in matches:
            answer = match.compiled.rule.reader(match, here)
            if answer is None:
                continue
            if isinstance(answer, Refusal):
                refused.append(NotADate(match.start, match.end, match.text, answer.reason))
                end = match.found.end()
                break
            meanings = answer if isinstance(answer, tuple) else (answer,)
            for meaning in meanings:
                found.append(_place(match, meaning))
                if meaning.refers and meaning.unit is not None:
                    bound = here.narrative and match.precedes("until", gap=" (?:. )?")
                    had = here.narrative and pluperfect(match)
                    here.mention(meaning.unit, match.found.end(), bound=bound, before=had)
                    _note_range(found, here)
            end = match.found.end()
            break
    return found, refused


def _glued(match: Match) -> bool:
    """Whether a match is inside an address, file name or tag: `/2024/07/09`, `#June4`, `_2024`."""
    text = match.encoded.text
    before, after = text[max(0, match.start - 1) : match.start], text[match.end : match.end + 2]
    if before and before in "#_@\\=":
        return True
    digits = text[match.start].isdigit()
    coded = text[match.end - 1].isdigit() and _coded(after)
    slashed = before == "/" or (after[:1] == "/" and not match.goes_on(ANOTHER))
    return after[:1] == "_" or (digits and (slashed or coded))


def _coded(after: str) -> bool:
    return len(after) == 2 and after[0] == "-" and after[1].isupper()


_GAP = 9


def _note_range(found: list[Found], here: Here) -> None:
    """Tell the state when the last two expressions are the bounds of a range."""
    if len(found) < 2:
        return
    left, right = found[-2], found[-1]
    if left.meaning.unit is None or right.meaning.unit is None or right.start - left.end > _GAP:
        return
    gap = right.match.encoded.text[left.end : right.start].strip()
    joined = right.match.precedes("to", gap=" ") and left.match.precedes("from", gap=" ")
    if gap in ("-", "–", "—") or joined:
        here.mention_range(left.meaning.unit, right.meaning.unit)


def _place(match: Match, meaning: Meaning) -> Found:
    start, end = meaning.span or (match.start, match.end)
    return Found(
        start, end, match.found.start(), match.found.end(), match.compiled.rule.name, match,
        replace(meaning, span=None),
    )  # fmt: skip
