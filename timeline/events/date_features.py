"""Facts about a date: how it is said, and how it hangs on the verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from timeline.events.candidates import Candidate
from timeline.events.facts import holding
from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS
from timeline.events.verbs import VerbGroup

_PHRASES = frozenset(("after", "over", "despite", "following", "amid", "since"))
_SMALL = frozenset(("IN", "RB", "DT"))
_PARTICIPLES = frozenset(("VBN", "VBG", "VBD"))
_LEADS = frozenset(
    ("until", "till", "through", "since", "from", "for", "before", "after", "by", "of", ",")
)
# Dates that count from another date of the text ("that night", "two days later").
_ANAPHORIC = re.compile(
    r"\b(?:that|same|later|following|previous|preceding|afterwards?)\b|\bearlier (?:that|the)\b"
)
_YEAR = re.compile(r"\b\d{4}\b")


def date_facts(candidate: Candidate, lexicon: Lexicon) -> Iterator[str]:
    """Name what the words and the place of a date say of it."""
    tokens, date = candidate.tokens, candidate.when.token
    low = tokens.lows[date]
    last = candidate.predicate.tokens[-1] if candidate.predicate else -1
    around, told = candidate.clauses.of(date), candidate.clause
    in_participle = around.kind == "participle" and (told is None or told.index != around.index)
    yield f"date:{candidate.when.granularity}"
    yield from holding(
        "date",
        {
            "today": low in ("today", "now", "tonight"),
            "this-unit": low in ("this year", "this week", "this month"),
            "beyond-comma": last >= 0 and "," in tokens.tags[last + 1 : date],
            "opens": date == 0 or (date == 1 and tokens.tags[0] == "IN"),
            "in-participle": in_participle and candidate.nominal is None,
            "quoted": tokens.quoted[date],
            "anaphoric": _ANAPHORIC.search(low),
            "ago": low.endswith("ago"),
            "weekday": not lexicon.sets["weekday"].isdisjoint(low.split()),
            "full": _YEAR.search(low) and candidate.when.granularity == "day",
            "many": len(tokens.date_at) > 2,
            "elsewhere": _outside(candidate),
        },
    )


def _outside(candidate: Candidate) -> bool:
    """Whether a date is in a clause that the title says nothing of."""
    clause, predicate = candidate.clause, candidate.predicate
    if clause is None or predicate is None:
        return False
    owner = candidate.clauses.owner[candidate.when.token]
    return owner != clause.index and owner not in predicate.clauses


def attachment_facts(candidate: Candidate, verb: VerbGroup, lexicon: Lexicon) -> Iterator[str]:
    """Name what stands between a date and the verb that it should belong to."""
    tokens, date = candidate.tokens, candidate.when.token
    if date < 0:
        return
    before = tokens.lows[date - 1] if date else ""
    if before in _LEADS:
        yield f"lead:{'comma' if before == ',' else before}"
    low, high = sorted((verb.head, date))
    if any(low < other < high for other in tokens.date_at):
        yield "date:other-nearer"
    before_verb = date < verb.start
    yield from _before(candidate, date) if before_verb else _after(candidate, verb, date, lexicon)


def _before(candidate: Candidate, date: int) -> Iterator[str]:
    tags = candidate.tokens.tags
    inside = candidate.subject.tokens if candidate.subject else ()
    phrase = any(tags[j] in ("IN", "TO") for j in inside if j < date)
    yield "date:before-verb"
    if inside and inside[0] < date and phrase:
        yield "date:in-subject"
    if any(tags[j] in ("VBN", "VBG") for j in range(max(0, date - 2), date)):
        yield "date:after-participle"


def _after(candidate: Candidate, verb: VerbGroup, date: int, lexicon: Lexicon) -> Iterator[str]:
    tags, lows = candidate.tokens.tags, candidate.tokens.lows
    between = range(verb.head + 1, date)
    kinds, words = tags[verb.head + 1 : date], lows[verb.head + 1 : date]
    following = tags[date + 1] if date + 1 < len(tags) else "."
    yield from holding(
        "date",
        {
            "far": len(between) > 9,
            "at-verb": _SMALL.issuperset(kinds),
            "closes": following in (".", ","),
            "after-participle": not _PARTICIPLES.isdisjoint(kinds[-2:]),
            "in-infinitive": "TO" in kinds and ("TO", "VB") in pairwise(kinds),
            "after-phrase": not _PHRASES.isdisjoint(words),
            "after-event-noun": not lexicon.nouns.keys().isdisjoint(words),
            "modifier": following in NOUNS or following in ("JJ", "POS"),
        },
    )
