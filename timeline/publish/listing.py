"""The list of a timeline page: rows in groups, each with its date on the group's scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from timeline.edtf import civil, day_text, parse
from timeline.edtf_text import display, year_name
from timeline.errors import EDTFError
from timeline.publish.counts import Board, coarser, tops
from timeline.publish.marks import Track, number
from timeline.publish.reading import Reader
from timeline.publish.records import EventRow, Light
from timeline.publish.scale import Column
from timeline.publish.wording import in_words

PAGE = 40
FEW = 12
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Item:
    """One row.

    Attributes:
        date: in words, short; datetime: where HTML knows the form; weekday: for single days.
        track: the mark; bar: (x, width) of the sources' bar, percent.
        claims: "two dates claimed", or "".
        today: today's line stands before this row.
        others: (href, words) of the rest of its day, or None.
    """

    event: EventRow
    date: str
    datetime: str | None
    weekday: str
    track: Markup
    bar: tuple[str, str]
    publishers: tuple[str, ...]
    more: int
    claims: str
    today: bool = False
    others: tuple[str, str] | None = None


@dataclass(slots=True)
class Group:
    """Rows under one heading; `scale` labels the ends of their tracks."""

    heading: str
    scale: tuple[str, str]
    href: str | None = None
    total: int = 0
    items: list[Item] = field(default_factory=list)
    long: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole list: `few` rows share one axis; `href` and `link` lead to another order."""

    heading: str
    groups: tuple[Group, ...]
    few: bool
    links: tuple[tuple[str, str], ...]
    next: str | None = None
    today_last: bool = False


class Rows:
    """Makes rows: knows the most sources of the page, today, and the claims that disagree."""

    def __init__(self, reader: Reader, events: Iterable[EventRow], today: int) -> None:
        known = list(events)
        self._most = max((event.sources for event in known), default=1) or 1
        self.today = today
        self._claims = {event.id: _claims(reader, event) for event in known if event.conflict}

    def item(
        self,
        event: EventRow,
        track: Track,
        within: int | None,
        *,
        today: bool,
        weekdays: bool = False,
    ) -> Item:
        """Make one row on a track; `weekdays`: name the weekday of a single day."""
        single = event.first is not None and event.first == event.last
        width = event.sources / self._most * 100
        shown = event.publishers[:2]
        return Item(
            event,
            event.short_words(within),
            html_datetime(event.edtf),
            weekday(event.day) if weekdays and single else "",
            track.svg(event.edtf, event.granularity, event.modality),
            (number(100 - width), number(width)),
            shown,
            len(event.publishers) - len(shown),
            self._claims.get(event.id, ""),
            today,
        )


def _claims(reader: Reader, event: EventRow) -> str:
    """Count the kept date and those that disagree with it."""
    kept = parse(event.edtf)
    others = 0
    for (edtf,) in reader.rows(
        "SELECT DISTINCT edtf FROM mentions WHERE event_id = ? AND edtf IS NOT NULL LIMIT 50",
        (event.id,),
    ):
        try:
            others += not kept.overlaps(parse(edtf))
        except EDTFError:
            continue
    return f"{in_words(others + 1)} dates claimed" if others else ""


def html_datetime(edtf: str) -> str | None:
    """The value of `<time datetime>`: a year, month or day of the common era; else None."""
    pieces = edtf.split("-")
    if all(piece.isdigit() for piece in pieces) and len(pieces[0]) == 4 and len(pieces) <= 3:
        if len(pieces) == 1:
            return edtf if int(edtf) > 0 else None
        return edtf if 1 <= int(pieces[1]) <= 12 and int(pieces[0]) > 0 else None
    return None


def weekday(day: int) -> str:
    """Name the weekday of a day number (day 1 was a Monday)."""
    return _WEEKDAYS[(day - 1) % 7]


def flat(
    rows: Rows, events: Sequence[EventRow], track: Track, *, within: int | None, by_date: bool
) -> Group:
    """All rows on one scale, with today's line where the dates pass it."""
    group = Group("", scale_labels(track))
    line = TodayLine(rows.today, passed=not (by_date and track.first <= rows.today <= track.last))
    weekdays = track.last - track.first < 62
    for event in events:
        today = line.before(event.day)
        group.items.append(rows.item(event, track, within, today=today, weekdays=weekdays))
    return group


def scale_labels(track: Track) -> tuple[str, str]:
    """Label the two ends of a scale as shortly as tells them apart."""
    (year, month, _), (last_year, last_month, last_day) = civil(track.first), civil(track.last)
    if (year, month) == (last_year, last_month):
        head = display(day_text(track.first), short=True, within=year)
        return head, str(last_day)
    if year == last_year:
        start = display(day_text(track.first)[:-3], short=True, within=year)
        end = display(day_text(track.last)[:-3], short=True, within=year)
        return start, end
    return year_name(year), year_name(last_year)


class TodayLine:
    """Says before which row today's line stands: the first to come, unless it is the very first."""

    def __init__(self, today: int, *, passed: bool) -> None:
        self._today, self._passed, self._begun = today, passed, False

    def before(self, day: int) -> bool:
        """Whether the line stands before a row of this day, the next in order."""
        here = not self._passed and self._begun and day > self._today
        self._passed, self._begun = self._passed or day > self._today, True
        return here


Chosen = Sequence[Sequence[Light]]
"""For each column of an axis the events that are shown."""


def column_groups(
    board: Board,
    rows: Rows,
    events: Mapping[int, EventRow],
    chosen: Chosen,
    links: Sequence[str],
) -> list[Group]:
    """The most reported of each column in order of date, a group for each column that has events.

    Days, and columns of which there are so many that one event of each is shown, are no groups
    of their own: their rows share one scale, and the last row of each leads to its others.

    Args:
        board: the counts.
        rows: makes the rows.
        events: by inner id.
        chosen: what is shown of each column.
        links: where each column leads.
    """
    days = board.axis.column == "day"
    flat = days or all(len(lights) <= 1 for lights in chosen)
    groups = [Group("", scale_labels(board.track))] if flat else []
    line = TodayLine(rows.today, passed=board.axis.first > rows.today)
    for place, (column, lights) in enumerate(zip(board.axis.columns, chosen, strict=True)):
        if not lights:
            continue
        total = board.columns[place].total
        track = board.track if flat else Track(column.first, column.last, rows.today)
        if not flat:
            groups.append(Group(_heading(board, column), scale_labels(track)))
            if total > len(lights):
                groups[-1].href, groups[-1].total = links[place], total
        for light in sorted(lights, key=lambda one: (one.day, one.key)):
            item = rows.item(
                events[light.id], track, _within(board, column) if days or not flat else None,
                today=line.before(light.day), weekdays=days,
            )  # fmt: skip
            groups[-1].items.append(item)
        if flat and total > len(lights):
            others = (links[place], f"all {total:,} of {_short_name(board, column)}")
            groups[-1].items[-1] = replace(groups[-1].items[-1], others=others)
    return groups


def _within(board: Board, column: Column) -> int | None:
    """The year that the dates of a column need not repeat."""
    return civil(column.first)[0] if board.axis.column in ("year", "month", "day") else None


def _heading(board: Board, column: Column) -> str:
    """Name a column as shortly as the page allows: `2014`, `Sept`, `Sept 2014`, `2010s`."""
    return _short_name(board, column) if board.axis.column == "month" else column.label


def _short_name(board: Board, column: Column) -> str:
    year = civil(board.axis.first)[0]
    within = year if year == civil(board.axis.last)[0] else None
    return display(column.edtf, short=True, within=within)


def choose(board: Board) -> list[list[Light]]:
    """The most reported of each column that fit on a page."""
    filled = sum(1 for column in board.columns if column.tops) or 1
    most = max(1, min(tops(filled), (PAGE - 6) // filled))
    return [
        [light for light in column.tops if not coarser(light.granularity, board.axis.column)][:most]
        for column in board.columns
    ]


def wide_group(
    board: Board, rows: Rows, events: Sequence[EventRow], hidden: int, href: str | None
) -> Group | None:
    """The last group: dates that are wider than a column, or reach in from outside."""
    if not events:
        return None
    unit = board.axis.column
    group = Group(f"Not dated to the {unit}", scale_labels(board.track), long=True)
    if hidden:
        group.href, group.total = href, hidden + len(events)
    group.items = [rows.item(event, board.track, None, today=False) for event in events]
    return group
