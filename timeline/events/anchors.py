"""Dates that tell of no happening: comparisons, validity, decades, dates of things."""

from __future__ import annotations

import re

from timeline.events.candidates import When
from timeline.events.clauses import Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.penn import FINITE, NOUNS
from timeline.events.tokens import Tokens

THING = "date-of-a-thing"
VAGUE = frozenset(("decade", "century"))
_COMPARED = re.compile(
    r"(?:\b(?:compared (?:with|to)|than (?:in|on|at|it was in|during)?|versus|vs\.?"
    r"|from (?:the )?same"
    r"|(?:lowest|highest|worst|best|biggest|largest|first|most|fewest|strongest|weakest)"
    r"(?: \w+){0,4} (?:since|from)|since (?:at least )?|up from|down from|as of|as recently as"
    r"|dating (?:back )?(?:to|from)|dates? back to|back to|as (?:early|late|long ago|far back) as"
    r"|(?:effective|payable|due|record|expir\w+|matur\w+)(?: on| in)?)\s*)\Z"
)  # of what stands before a date, in lower case
# The last words of what the pattern above matches.
_COMPARING = frozenset(
    ("with", "to", "than", "in", "on", "at", "during", "versus", "vs", "vs.", "same", "since",
     "from", "least", "of", "as", "effective", "payable", "due", "record")
)  # fmt: skip
_ANCHOR = re.compile(
    r"\b(?:a|one|the) (?:year|month|week|quarter) (?:ago|earlier|before)\b"
    r"|\byear-ago\b|\byear-earlier\b|\bnowadays\b|\bthese days\b"
    r"|\b(?:same|prior|previous|preceding) (?:period|quarter|month|year)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\Z")
_SPAN = re.compile(r"(?:in|for|within) (?:at least |more than |nearly |over )?[\w-]+ \w+\Z", re.I)
_SUPERLATIVE = re.compile(
    r"\b(?:first|second|third|only|\w+est|most|least|best|worst|again|back)\b[^.;]{0,60}\Z", re.I
)
_COUNTING = frozenset(
    ("after", "before", "since", "following", "under", "despite", "until", "of", "about", "over",
     "for", "to", "from", "against")
)  # fmt: skip
_LEADING = frozenset(("IN", "DT", "RB", "CC", "JJ", ","))
_PART_OF_DAY = re.compile(
    r"(?:the |that |later |earlier )*(?:\w+ )?"
    r"\b(?:morning|afternoon|evening|night|noon|midnight|day)\b"
    r"|\d[:.]\d\d|\b[ap]\.?m\b",
)
_YEAR_LONG = re.compile(r"\A\d{4}\Z|\byear\b")
_COARSE = re.compile(r"\b\d{4}\Z|month|week|spring|summer|autumn|winter")
_BOUNDS = frozenset(("before", "after", "until", "till"))
_BOUND = frozenset(("of", "with", "for", "by", "under", "from", "after", "before", "to", "like"))
_DAYTIMES = frozenset(("morning", "afternoon", "evening", "night", "lunchtime", "local", "time"))


def refuse_date(tokens: Tokens, when: When, lexicon: Lexicon) -> str | None:
    """Say why a date dates no happening of its own, or None.

    `date-of-a-thing` (the constant THING) is not final: the thing may be a named event.
    """
    date = when.token
    follows = tokens.tags[date + 1] if date + 1 < len(tokens) else "."
    bound_only = when.is_closed and date > 0 and follows not in NOUNS | {"POS", "JJ"}
    start = tokens.starts[date]
    if _CLOCK.match(tokens.words[date]):
        return "comparison"
    if _ANCHOR.search(tokens.words[date]) and "ago" not in tokens.words[date]:
        return "comparison"
    if _SPAN.match(tokens.words[date]) and _SUPERLATIVE.search(tokens.text[:start]):
        return "comparison"
    if bound_only and tokens.lows[date - 1] in _BOUNDS:
        return "bound-only"
    compared = _comparison(tokens, date)
    if compared == "since":
        return None
    return compared or _modifies_thing(tokens, date, lexicon)


def _comparison(tokens: Tokens, date: int) -> str | None:
    """Say what leads to a date that other figures or days are compared with, or None."""
    last, start = tokens.lows[date - 1] if date else "", tokens.starts[date]
    if last not in _COMPARING and not last.startswith(("expir", "matur")):
        return None
    found = _COMPARED.search(tokens.text[max(0, start - 60) : start].lower())
    if found is None:
        return None
    if found[0].startswith("since"):
        return "since"
    valid = re.match("effective|payable|due|record|expir|matur", found[0])
    return "validity" if valid else "comparison"


def dates_event_of_phrase(tokens: Tokens, date: int, lexicon: Lexicon) -> bool:
    """Whether a date is that of an event that a clause only counts from.

    ("Turkey shut the border under a 2016 deal", "seek a delay of Friday's debate": the deal and the
    debate are dated, not what the clause says.)
    """
    tags, lows = tokens.tags, tokens.lows
    first = date - 1
    while first > 0 and (tags[first] in ("DT", "PRP$", "POS", "JJ", "CD") or tags[first] == "NNP"):
        first -= 1
    if first < 0 or lows[first] not in _COUNTING:
        return False
    j = date + 1 + (tags[date + 1 : date + 2] == ["POS"])
    found = False
    while j < len(tags) and tags[j] in NOUNS | {"JJ", "VBN", "CD"}:
        found = found or (lows[j] in lexicon.nouns and lows[j] not in _DAYTIMES)
        j += 1
    return found and tags[j : j + 1] not in (["VBD"], ["VBZ"], ["VBP"], ["MD"])


def dates_another_act(tokens: Tokens, clauses: Clauses, when: When) -> bool:
    """Whether a clause has a date of its own, so that another is of something inside it.

    ("Norway on Saturday condemned two attacks in Kenya on Friday", "pleaded guilty Monday to
    threatening to kill a man in March".)
    """
    clause = clauses.of(when.token)
    verb, date = clause.verb, when.token
    if verb is None or date <= verb.head or len(tokens.date_at) < 2:
        return False
    tags = tokens.tags
    for own in tokens.date_at:
        if own == date or clauses.owner[own] != clause.index or own > date:
            continue
        reach = range(clause.begin, own) if own < verb.start else range(verb.end, own)
        leads = all(tags[j] in _LEADING for j in reach)
        if own < verb.start:
            leads = leads or all(tag == "RB" for tag in tags[own + 1 : verb.start])
        modifies = tags[own + 1] in NOUNS | {"POS", "JJ"} or tags[max(own - 1, 0)] == "DT"
        leads = leads and not modifies and not tokens.lows[own].startswith("the ")
        between = tags[max(own, verb.head) + 1 : date]
        apart = any(tag in NOUNS or tag == "VBG" for tag in between) and ":" not in between
        if leads and apart and not _holds(tokens.lows[own], tokens.lows[date], when):
            return True
    return False


def _holds(own: str, other: str, when: When) -> bool:
    """Whether one of two dates only says more of the other ("On Monday … at noon")."""
    if own in other or other in own or _PART_OF_DAY.search(other) or _PART_OF_DAY.fullmatch(own):
        return True
    if _YEAR_LONG.search(own):
        return when.granularity not in ("year", "decade", "century")
    return when.granularity == "day" and bool(_COARSE.search(own))


def _modifies_thing(tokens: Tokens, date: int, lexicon: Lexicon) -> str | None:
    """Whether a date stands before a noun that is no event ("the 2019 novel")."""
    tags, lows = tokens.tags, tokens.lows
    j = date + 1
    before = tags[date - 1] if date else "."
    if before == "JJ" and date > 1 and lows[date - 2] in ("a", "an"):
        return THING
    possessive = tags[j : j + 1] == ["POS"]
    if possessive:
        j += 1
    if j >= len(tags):
        return None
    bound = lows[date - 1] in _BOUND if date else False
    if not possessive and before not in ("DT", "PRP$", "POS", "JJ", "CD") and not bound:
        return None
    k = j
    if lows[j] in _DAYTIMES:
        return None
    while k < len(tags) and k - j < 5 and (tags[k] in NOUNS or tags[k] in ("JJ", "VBN", "CD")):
        k += 1
    if k == j or tags[k - 1] not in NOUNS:
        return None
    if bound and k < len(tags) and tags[k] in FINITE:
        return None
    if any(lows[m] in lexicon.nouns for m in range(j, k)):
        return None
    return THING
