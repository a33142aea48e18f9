"""Dates that tell of no happening: comparisons, validity, decades, dates of things."""

from __future__ import annotations

import re

from timeline.events.candidates import When
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


def _modifies_thing(tokens: Tokens, date: int, lexicon: Lexicon) -> str | None:
    """Whether a date stands before a noun that is no event ("the 2019 novel")."""
    tags, lows = tokens.tags, tokens.lows
    j = date + 1
    before = tags[date - 1] if date else "."
    if before == "JJ" and date > 1 and lows[date - 2] in ("a", "an"):
        return THING
    if j >= len(tags):
        return None
    possessive = tags[j] == "POS"
    if possessive:
        j += 1
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
