"""The past, the present and the future: DATE with PAST_REF, PRESENT_REF, FUTURE_REF (§ 2.2.4)."""

from __future__ import annotations

import re

from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning
from timeline.temporal.tenses import tense


@rule(r"{ref}", r"{!the} {ref_the:ref}")
def reference(m: Match, here: Here) -> Answer:
    """Now, currently, recently, soon, the future: no place on the calendar."""
    if m.follows("ref_not_next", gap=" "):
        return None
    if m.value("ref") == "FUTURE_REF" and (m.precedes("as") or _in_sequence(m)):
        return None
    noun_follows = re.match(r" w", m.after(2)) or m.follows(_AFTER_ADJECTIVE, gap=" ")
    if "ref_the" in m.compiled.classes.get("ref", ()) and noun_follows:
        return None
    return Meaning("DATE", m.value("ref"), refers=False)


_AFTER_ADJECTIVE = "num|int|some|unit|season|month|weekday"


def _in_sequence(m: Match) -> bool:
    """Whether "soon" says what came next in a story: soon after, "they were soon joined by"."""
    return m.follows("after", gap=" ") or (len(m.text.split()) == 1 and tense(m) == "past")


@rule(r"{current}(?= (?:w|{!label|fiscal|money|counted}))")
def current(m: Match, here: Here) -> Answer:
    """The current mayor: an adjective between determiner and noun (the noun is a stream)."""
    if not m.precedes("the", gap=" ") or _verb_follows(m):
        return None
    return Meaning("DATE", "PRESENT_REF", refers=False)


def _verb_follows(m: Match) -> bool:
    """Whether the word after the match ends like a verb in the past."""
    suffixes = m.encoded.language.past_suffixes
    return bool(suffixes) and m.encoded.token(m.found.end() + 1).endswith(suffixes)


@rule(
    r"(?:{!the} )?{ref_noun} {unit}(?: {!and} {!unit})?",
    r"(?:{!the} )?{unit} {ref_noun_after:ref_noun}",
)
def reference_unit(m: Match, here: Here) -> Answer:
    """Recent years, coming months."""
    return Meaning("DATE", m.value("ref_noun"), refers=False)
