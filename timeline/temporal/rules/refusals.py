"""What looks like a date and is none; a refusal shadows what is inside it."""

from __future__ import annotations

from timeline.temporal.context import Here
from timeline.temporal.grammar import rule
from timeline.temporal.match import Match
from timeline.temporal.meaning import Answer, Refusal


@rule(
    r"{label}\.? ?#?{int}(?:[./:-]{int:b}){0,3}",
    r"{label} {month|month_abbr|season|day_word}",
)
def labelled(m: Match, here: Here) -> Answer:
    """Article 5, page 12, Boeing 787, flight 2024."""
    if "\n" in m.text or m.follows("month|month_abbr", gap=" (?:. )?"):
        return None
    if m.encoded.token(m.found.start()).islower() and "int" in m and len(m.token("int")) == 4:
        return None
    return Refusal("a number that labels something")


@rule(
    r"{int}(?:[.,:]{int:b}){3,6}",
    r"{int}(?:-{int:b}){3,6}",
    r"\({int}\) ?{int:b}-{int:c}",
    r"{int}-{int:b}-{d4}",
    r"{int}-{d4}(?:-{int:b})?",
    r"{int:dialled} {int:b} {int:c}(?: {int:d})?",
)
def number_code(m: Match, here: Here) -> Answer:
    """Versions (`1.2.3.4`), telephone numbers, account numbers."""
    if "dialled" in m and m.token("dialled")[0] != "0":
        return None
    return Refusal("a version, telephone number or code")


@rule(r"{int}/{int:b}")
def ratio(m: Match, here: Here) -> Answer:
    """24/7, 3/4."""
    return Refusal("a ratio")


@rule(r"{holiday} {named_after}")
def named_after(m: Match, here: Here) -> Answer:
    """The Good Friday Agreement, the Easter Rising, Christmas Island: names, no dates."""
    return Refusal("a name that has a day in it")
