"""On this day: what happened on a day of the year, and close to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from timeline.edtf import civil, day_number
from timeline.edtf_text import display, year_name
from timeline.publish.listing import Group, Rows
from timeline.publish.marks import Track
from timeline.publish.reading import Reader, marks
from timeline.publish.records import BY_DATE, EventRow, events_where
from timeline.publish.selection import QueryError
from timeline.publish.where import RANGE, Where
from timeline.publish.wording import figure

_LEAP_YEAR = 2000
_SHOWN, _CLOSE = 30, 8


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything that `timeline_day.html` says; `before`, `after`: (href query, words)."""

    title: str
    stand: str
    groups: tuple[Group, ...]
    before: tuple[str, str]
    after: tuple[str, str]
    month_day: str


def make_page(reader: Reader, month_day: str, today: int) -> DayPage:
    """Read the page of a day of the year.

    Args:
        reader: reads the database.
        month_day: `MM-DD`.
        today: day number.

    Raises:
        QueryError: there is no such day.
    """
    try:
        day = date.fromisoformat(f"{_LEAP_YEAR}-{month_day}")
    except ValueError:
        raise QueryError(
            f"“{month_day}” is no day of the year. Write month and day, 02-12."
        ) from None
    exact = _dated(reader, [month_day], _SHOWN)
    near = [f"{day + timedelta(days=step):%m-%d}" for step in (-3, -2, -1, 1, 2, 3)]
    close = _dated(reader, near, _CLOSE)
    month = _month(reader, day.month)
    rows = Rows(reader, [*exact, *close, *month], today)
    name = display(day.isoformat(), within=_LEAP_YEAR)
    groups = [
        _group(rows, heading, events)
        for heading, events in (
            (name, exact),
            ("Close to it", close),
            (f"Some day in {display(f'{_LEAP_YEAR}-{day.month:02d}', within=_LEAP_YEAR)}", month),
        )
        if events
    ]
    total = reader.value(
        "SELECT count(*) FROM events WHERE month_day = ? AND state = 'shown'", (month_day,)
    )
    steps = [day - timedelta(days=1), day + timedelta(days=1)]
    before, after = (
        (f"{step:%m-%d}", display(step.isoformat(), within=_LEAP_YEAR)) for step in steps
    )
    return DayPage(
        f"On this day: {name}", _stand(total, exact), tuple(groups), before, after, month_day
    )


def _stand(total: int, exact: list[EventRow]) -> str:
    if not exact:
        return "No event is dated to this day of any year."
    years = sorted({civil(event.day)[0] for event in exact})
    where = f"in {year_name(years[0])}"
    if len(years) > 1:
        where = f"between {year_name(years[0])} and {year_name(years[-1])}"
    more = f", the {len(exact)} most reported of them" if total > len(exact) else ""
    return f"{figure(total, 'event')} {where}{more}."


def _dated(reader: Reader, days: list[str], limit: int) -> list[EventRow]:
    ids = reader.rows(
        f"SELECT id FROM events WHERE month_day IN ({marks(days)}) AND state = 'shown'"
        " ORDER BY sources DESC, id LIMIT ?",
        (*days, limit),
    )
    return _by_date(reader, [row[0] for row in ids])


def _month(reader: Reader, month: int) -> list[EventRow]:
    ids = reader.rows(
        "SELECT e.id FROM event_bands b CROSS JOIN events e ON e.edtf = b.edtf"
        " AND e.granularity = b.granularity AND e.state = b.state AND e.modality = b.modality"
        " WHERE b.granularity = 'month' AND b.state = 'shown' AND b.edtf GLOB ? AND b.events > 0"
        f" AND e.earliest_day IS NOT e.latest_day AND NOT {RANGE}"
        " ORDER BY e.sources DESC, e.id LIMIT ?",
        (f"*[0-9]-{month:02d}", _CLOSE),
    )
    return _by_date(reader, [row[0] for row in ids])


def _by_date(reader: Reader, ids: list[int]) -> list[EventRow]:
    where = Where(f"e.id IN ({marks(ids)})", tuple(ids))
    return events_where(reader, where, BY_DATE, len(ids))


def _group(rows: Rows, heading: str, events: list[EventRow]) -> Group:
    """Rows on the scale of the years that they span."""
    first, last = civil(events[0].day)[0], civil(events[-1].day)[0]
    track = _years(min(first, last), max(first, last) + 1)
    group = Group(heading, (year_name(first), year_name(last)))
    group.items = [rows.item(event, track, None, today=False) for event in events]
    return group


def _years(first: int, last: int) -> Track:
    return Track(day_number(first, 1, 1), day_number(last, 1, 1) - 1)
