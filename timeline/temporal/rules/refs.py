"""The past, the present and the future: DATE with PAST_REF, PRESENT_REF, FUTURE_REF (§ 2.2.4)."""

from __future__ import annotations

import re

from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning


@rule(r"{ref}", r"{!the} {ref_the:ref}")
def reference(m: Match, here: Here) -> Answer:
    """Now, currently, recently, soon, the future: no place on the calendar."""
    if m.follows("ref_not_next", gap=" ") or (m.value("ref") == "FUTURE_REF" and m.precedes("as")):
        return None
    if "ref_the" in m.compiled.classes.get("ref", ()) and re.match(r" w", m.after(2)):
        return None
    return Meaning("DATE", m.value("ref"), refers=False)


@rule(r"(?<={!the} ){current}(?= w)")
def current(m: Match, here: Here) -> Answer:
    """The current mayor: an adjective (the noun is a stream)."""
    return Meaning("DATE", "PRESENT_REF", refers=False)


@rule(
    r"(?:{!the} )?{ref_noun} {unit}(?: {!and} {!unit})?",
    r"(?:{!the} )?{unit} {ref_noun_after:ref_noun}",
)
def reference_unit(m: Match, here: Here) -> Answer:
    """Recent years, coming months."""
    return Meaning("DATE", m.value("ref_noun"), refers=False)
