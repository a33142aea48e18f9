"""Facts about what a title leaves open: which one, and where, for a reader who has nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.events.candidates import Candidate
from timeline.events.facts import holding
from timeline.events.gazetteer import plain
from timeline.events.lexicon import Lexicon
from timeline.events.title_words import entity_words

_PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Oo]ff|[Ff]rom|[Tt]o|[Ii]nto|[Aa]cross|[Oo]ver|[Oo]f|[Oo]n|"
    r"[Aa]round) (?:[a-z’'-]+ ){0,4}[A-Z]"
)


def missing_facts(candidate: Candidate, lexicon: Lexicon) -> Iterator[str]:
    """Name the words of a title that point out of it, and whether it says where.

    Args:
        candidate: the row that could be.
        lexicon: word lists.
    """
    title = candidate.title
    if " the " in title or title.startswith("The "):
        words = [plain(word) for word in title.split()]
        yield from _pointing(words, [word.lower() for word in words], lexicon)
    subject = candidate.subject
    common = subject is not None and subject.kind == "common"
    placed = _PLACED.search(title) is not None
    yield from holding("where", {"nowhere": common and not placed, "said": placed})


def _pointing(words: list[str], lows: list[str], lexicon: Lexicon) -> Iterator[str]:
    """Name the kinds of "the NOUN" that only context explains."""
    sets, settlements = lexicon.sets, entity_words()["settlements"]
    definite = [
        lows[k]
        for k in range(1, len(lows))
        if lows[k - 1] == "the" and words[k].islower() and lows[k + 1 : k + 2] != ["of"]
    ]
    if not definite:
        return
    yield from holding(
        "open",
        {
            "event": any(low in lexicon.nouns for low in definite),
            "body": any(low in sets["organisation_word"] for low in definite),
            "place": any(low in settlements for low in definite),
            "person": any(low in sets["role"] or low in sets["person_noun"] for low in definite),
            "several": any(low.endswith("s") and low not in lexicon.nouns for low in definite),
        },
    )
