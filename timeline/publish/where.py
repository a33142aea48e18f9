"""A selection as SQL: conditions on `events e` with their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.publish.reading import marks
from timeline.publish.selection import DATED, Selection

_MAX_WORDS = 20
_WORD = re.compile(r"\w+", re.UNICODE)


def match_words(text: str) -> str:
    """Turn words that a person typed into an FTS5 query that needs all of them."""
    return " ".join(f'"{word}"' for word in _WORD.findall(text)[:_MAX_WORDS])


# As the partial indexes have it (`events_ranges`, `events_coarse`).
RANGE = "e.edtf GLOB '*[./,]*'"


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on `events e` with its values."""

    sql: str
    values: tuple[object, ...]

    def and_(self, sql: str, *values: object) -> Where:
        """Narrow it down."""
        return Where(f"{self.sql} AND {sql}", (*self.values, *values))


def filters(selection: Selection) -> Where:
    """Write everything but the dates as a condition on `events e`."""
    where = _states(selection)
    for sql, values in _conditions(selection):
        where = where.and_(sql, *values)
    return where


def below_the_cut(selection: Selection) -> Where:
    """Like `filters`, for the events that stand behind "show more"."""
    where = Where("e.state = 'more'", ())
    for sql, values in _conditions(selection):
        where = where.and_(sql, *values)
    return where


def _states(selection: Selection) -> Where:
    if selection.score is None:
        return Where("e.state = 'shown'", ())
    return Where("e.state IN ('shown', 'more') AND e.score >= ?", (selection.score,))


def _conditions(selection: Selection) -> Iterable[tuple[str, Sequence[object]]]:
    s = selection
    if s.topic:
        yield (
            (
                "e.id IN (SELECT te.event_id FROM topic_events te"
                " JOIN topics t ON t.id = te.topic_id"
                f" WHERE t.slug IN ({marks(s.topic)}))"
            ),
            s.topic,
        )
    if s.place:
        yield _named("place", s.place)
    for actor in s.actor:
        yield _named("actor", (actor,))
    if s.source:
        yield (
            (
                "e.id IN (SELECT m.event_id FROM articles a JOIN mentions m ON m.article_id = a.id"
                f" WHERE a.publisher IN ({marks(s.source)}) AND m.event_id IS NOT NULL)"
            ),
            s.source,
        )
    if s.modality:
        yield f"e.modality IN ({marks(s.modality)})", s.modality
    if s.dated:
        yield _dated(s.dated)
    if s.minimum:
        yield "e.sources >= ?", (s.minimum,)
    if s.q is not None:
        words = match_words(s.q)
        yield (
            ("e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)", (words,))
            if (words)
            else ("0", ())
        )


def _named(role: str, names: Sequence[str]) -> tuple[str, Sequence[object]]:
    found = marks(names)
    return (
        "e.id IN (SELECT ee.event_id FROM event_entities ee WHERE ee.role = ? AND ee.entity_id IN ("
        f"SELECT id FROM entities WHERE name IN ({found}) UNION"
        f" SELECT alias_of FROM entities WHERE name IN ({found})))",
        (role, *names, *names),
    )


def _dated(classes: Sequence[str]) -> tuple[str, Sequence[object]]:
    units = [unit for name in classes for unit in DATED[name]]
    choices, values = [], list[object](units)
    if units:
        choices.append(f"(e.granularity IN ({marks(units)}) AND instr(e.edtf, '/') = 0)")
    if "interval" in classes:
        choices.append("instr(e.edtf, '/') > 0")
    return f"({' OR '.join(choices)})", values


def inside(where: Where, first: int | None, last: int | None, *, walk: bool = False) -> Where:
    """Narrow down to events that begin in a span of days (open: that end in it).

    Args:
        where: the condition so far.
        first: day number; None: open.
        last: day number, inclusive; None: open.
        walk: let SQLite walk along the order that is asked for instead of collecting the span
            and sorting it (for spans of very many events).
    """
    column = "+e.sort_day" if walk else "e.sort_day"
    if first is not None:
        where = where.and_(f"{column} >= ?", first)
    if last is not None:
        where = where.and_(f"{column} <= ?", last)
    return where


def reaching(where: Where, first: int | None, last: int | None) -> Where | None:
    """Narrow down to events that overlap a span of days but are not `inside` it.

    Returns:
        The condition, or None where there can be no such event.
    """
    if first is not None:
        crossing = where.and_(
            "e.id IN (SELECT id FROM event_spans WHERE first_day < ? AND last_day >= ?)",
            first, first,
        )  # fmt: skip
        if last is None:
            return crossing.and_("e.sort_day < ?", first)
        return crossing.and_("(e.sort_day < ? OR e.sort_day > ?)", first, last)
    if last is None:
        return None
    return where.and_("e.earliest_day IS NULL AND e.sort_day > ?", last)


def ranges_reaching(where: Where, first: int, last: int | None) -> Where:
    """Narrow down to the ranges among the events that are `reaching` (by their own index)."""
    begun = "e.earliest_day < ? AND (e.latest_day IS NULL OR e.latest_day >= ?)"
    if last is None:
        # An open start is sorted by the end, which then lies inside.
        return where.and_(f"{RANGE} AND {begun}", first, first)
    return where.and_(
        f"{RANGE} AND ({begun} OR e.earliest_day IS NULL AND e.latest_day > ?)",
        first, first, last,
    )  # fmt: skip


def dated_class(edtf: str, granularity: str) -> str:
    """The filter value under which a date is found (see `DATED`)."""
    if "/" in edtf:
        return "interval"
    return next((name for name, units in DATED.items() if granularity in units), "day")
