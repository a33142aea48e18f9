"""Finite verb groups of a tagged sentence: "has not been signed", "will meet", "struck"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.events.lexicon import Lexicon
from timeline.events.penn import FINITE
from timeline.events.tokens import Tokens

Tense = Literal[
    "past", "present", "perfect", "pluperfect", "progressive", "future", "conditional", "participle"
]
_SKIP = frozenset(("RB", "DATE"))
_FOLLOWING = frozenset(("VB", "VBN", "VBG", "VBD", "VBP", "NN"))


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A finite verb with its helpers.

    Attributes:
        start, end: token range, helpers included, end exclusive.
        head: token of the main verb; base: its base form.
        tense: of the whole group; `conditional` for would, could, may, might, should.
        passive, negated: as the group says it.
        modal: the modal verb or None; cue: the token that negates, or -1.
    """

    start: int
    end: int
    head: int
    base: str
    tense: Tense
    passive: bool = False
    negated: bool = False
    modal: str | None = None
    cue: int = -1


def verb_groups(tokens: Tokens, lexicon: Lexicon) -> dict[int, VerbGroup]:
    """Find the finite verb groups, by the index of their first token."""
    groups: dict[int, VerbGroup] = {}
    end = 0
    for i, tag in enumerate(tokens.tags):
        if tag in FINITE and i >= end:
            group = groups[i] = _group(tokens, i, lexicon)
            end = group.end
    return groups


def _group(tokens: Tokens, start: int, lexicon: Lexicon) -> VerbGroup:
    sets = lexicon.sets
    head, end = start, start + 1
    cue = start - 1 if start and tokens.lows[start - 1] in ("never", "not") else -1
    passive = progressive = perfect = False
    modal = tokens.lows[start] if tokens.lows[start] in sets["modal"] else None
    while True:
        following = _next_verb(tokens, end)
        for j in range(end, following if following >= 0 else min(end + 2, len(tokens))):
            if tokens.lows[j] in ("not", "n't", "never"):
                cue = j
                end = max(end, j + 1)
        low = tokens.lows[head]
        tag = tokens.tags[following] if following >= 0 else ""
        if head == start and modal:
            wanted = tag in ("VB", "VBP", "NN") and following >= 0
        elif low in sets["be"]:
            wanted = tag in ("VBG", "VBN")
            passive, progressive = wanted and tag == "VBN", progressive or (wanted and tag == "VBG")
        elif low in sets["have"]:
            wanted = tag in ("VBN", "VBD")
            perfect = perfect or wanted
        elif low in sets["do"]:
            wanted = tag == "VB"
        else:
            wanted = False
        if not wanted:
            break
        head, end = following, following + 1
    tense = _tense(tokens, start, modal, perfect, progressive, lexicon)
    base = lexicon.base_of(tokens.lows[head])
    return VerbGroup(start, end, head, base, tense, passive, cue >= 0, modal, cue)


def _next_verb(tokens: Tokens, i: int) -> int:
    tags = tokens.tags
    while i < len(tags) and tags[i] in _SKIP:
        i += 1
    return i if i < len(tags) and tags[i] in _FOLLOWING else -1


def _tense(
    tokens: Tokens,
    start: int,
    modal: str | None,
    perfect: bool,
    progressive: bool,
    lexicon: Lexicon,
) -> Tense:
    low = tokens.lows[start]
    if modal:
        return "future" if modal in lexicon.sets["planned_modal"] else "conditional"
    if perfect:
        return "pluperfect" if low == "had" else "perfect"
    if progressive:
        return "progressive"
    if low in ("was", "were") or tokens.tags[start] == "VBD" or low == "did":
        return "past"
    return "present"
