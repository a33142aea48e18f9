"""The past, the present and the future: DATE with PAST_REF, PRESENT_REF, FUTURE_REF (§ 2.2.4)."""

from __future__ import annotations

from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Meaning


@rule(r"{ref}")
def reference(m: Match, here: Here) -> Answer:
    """Now, currently, recently, soon, the future: no place on the calendar."""
    del here
    return Meaning("DATE", m.value("ref"), refers=False)


@rule(
    r"(?:{!the} )?{ref_noun} {unit}(?: {!and} {!unit})?",
    r"(?:{!the} )?{unit} {ref_noun_after:ref_noun}",
)
def reference_unit(m: Match, here: Here) -> Answer:
    """Recent years, coming months."""
    del here
    return Meaning("DATE", m.value("ref_noun"), refers=False)
