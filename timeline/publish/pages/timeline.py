"""The timeline page: chart, list and rail of a selection."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.edtf import Edtf, civil, day_text, parse
from timeline.edtf_text import display, year_name
from timeline.errors import EDTFError
from timeline.publish import large
from timeline.publish.board import make_board
from timeline.publish.chart import Chart, chart_ids, make_chart
from timeline.publish.counts import COUNTED, Board
from timeline.publish.listing import FEW
from timeline.publish.minimap import Minimap, make_minimap
from timeline.publish.rail import Facet, make_rail
from timeline.publish.reading import Reader
from timeline.publish.records import (
    EventRow,
    events_by_id,
)
from timeline.publish.selection import Selection
from timeline.publish.where import filters
from timeline.publish.wording import figure, in_words, sentence


@dataclass(frozen=True, slots=True)
class Step:
    """A link to the period before or after, with its number of events in words."""

    href: str
    name: str
    events: str


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter; `href` is the page without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Everything that `timeline.html` says besides its list.

    Attributes:
        board: the counts; None where no event is in the selection.
        up: (words, href) of the zooms above; stand: the sentence with the counts.
        chart: None for a handful of events.
        hidden: events below the cut, and the link that shows them.
        counted: how many events the rail counted, where it did not count all.
        hints: (words, href) on an empty page.
    """

    title: str
    stand: str
    up: tuple[tuple[str, str], ...]
    before: Step | None
    after: Step | None
    chart: Chart | None
    minimap: Minimap | None
    board: Board | None
    rail: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    clear: str | None
    hidden: tuple[int, str] | None
    counted: int | None
    hints: tuple[tuple[str, str], ...]
    total: int


def make_page(
    reader: Reader, selection: Selection, title: str, today: int, path: str
) -> TimelinePage:
    """Read a timeline page without its list.

    Args:
        reader: reads the database.
        selection: what the URL asks for; its order and cursor do not matter.
        title: of the whole timeline.
        today: day number.
        path: URL path of the page, before the query.
    """
    board = make_board(reader, selection, today)
    name = sentence(display(selection.when)) if selection.when else title
    chart = minimap = None
    rail: list[Facet] = []
    if board is not None:
        if board.total > FEW:
            events = _chart_events(reader, board)
            chart = make_chart(board, events, selection, path)
            if selection.when is not None:
                minimap = make_minimap(reader, selection, today, path)
        rail = make_rail(reader, board, selection, path)
    before, after = _steps(reader, selection, path)
    return TimelinePage(
        title=name,
        stand=_stand(reader, selection, board),
        up=_up(selection, title, path),
        before=before,
        after=after,
        chart=chart,
        minimap=minimap,
        board=board,
        rail=tuple(rail),
        chips=tuple(_chips(reader, selection, path)),
        clear=Selection(when=selection.when).at(path) if selection.filtered else None,
        hidden=_hidden(reader, selection, path),
        counted=COUNTED if board is not None and board.total > COUNTED else None,
        hints=() if board is not None else tuple(_hints(reader, selection, path)),
        total=0 if board is None else board.total,
    )


def _chart_events(reader: Reader, board: Board) -> dict[int, EventRow]:
    return {event.id: event for event in events_by_id(reader, chart_ids(board), names=False)}


def _stand(reader: Reader, selection: Selection, board: Board | None) -> str:
    if board is None:
        if selection.filtered:
            return "No event is like that."
        return "No event is dated to it." if selection.when else "There is no event yet."
    if selection.when is not None:
        more = ""
        if board.reaching:
            verb = "reaches" if board.reaching == 1 else "reach"
            more = f", {in_words(board.reaching)} more that {verb} into it"
        return f"{sentence(figure(board.inside, 'event'))} dated inside it{more}."
    if selection.filtered:
        return f"{figure(board.total, 'event')} of the timeline."
    return _whole(reader, board)


def _whole(reader: Reader, board: Board) -> str:
    articles = reader.value("SELECT count(*) FROM articles")
    publishers = reader.value(_PUBLISHERS)
    read_at = reader.value("SELECT max(started_at) FROM ingest_runs") or reader.value(
        "SELECT max(changed_at) FROM events"
    )
    first = board.earlier[1] if board.earlier else civil(board.axis.first)[0]
    last = board.later[1] if board.later else civil(board.axis.last)[0]
    span = f"between {year_name(first)} and {year_name(last)}"
    if first == last:
        span = f"in {year_name(first)}"
    read = f" Last read {utc_words(read_at)}." if read_at else ""
    return (
        f"{figure(board.total, 'event')} {span}, read in {figure(articles, 'article')}"
        f" by {figure(publishers, 'publisher')}.{read}"
    )


# Counts distinct publishers by hopping along the index instead of reading all of it.
_PUBLISHERS = """
WITH RECURSIVE hop(name) AS (
  SELECT min(publisher) FROM articles
  UNION ALL
  SELECT (SELECT min(publisher) FROM articles WHERE publisher > name) FROM hop
  WHERE name IS NOT NULL
)
SELECT count(name) FROM hop
"""


def utc_words(instant: str) -> str:
    """Write `2026-01-18T09:40:00Z` as `18 January 2026 at 09:40 UTC`."""
    try:
        return f"{display(instant[:10])} at {instant[11:16]} UTC"
    except EDTFError:
        return instant


def _up(selection: Selection, title: str, path: str) -> tuple[tuple[str, str], ...]:
    """The zooms above this one: the timeline, the decade, the year, the month."""
    if selection.when is None:
        return ()
    links = [(title, selection.but(when=None).at(path))]
    year, *rest = selection.when.split("-") if selection.when[0].isdigit() else [""]
    if rest and year.isdigit() and "/" not in selection.when:
        links.append((year, selection.but(when=year).at(path)))
        if len(rest) == 2 and rest[0].isdigit() and 1 <= int(rest[0]) <= 12:
            month = f"{year}-{rest[0]}"
            links.append((display(month), selection.but(when=month).at(path)))
    return tuple(links)


def _steps(reader: Reader, selection: Selection, path: str) -> tuple[Step | None, Step | None]:
    """The nearest periods of the same unit before and after that have events."""
    span = selection.span
    if span is None or span.kind != "date" or span.earliest_day is None or span.latest_day is None:
        return None, None
    base = filters(selection)
    steps: list[Step | None] = []
    for sign, pick, edge in (
        ("<", "max", span.earliest_day), (">", "min", span.latest_day),
    ):  # fmt: skip
        day = reader.value(
            f"SELECT {pick}(e.sort_day) FROM events e WHERE {base.sql} AND e.sort_day {sign} ?",
            (*base.values, edge),
        )
        steps.append(None if day is None else _step(reader, selection, span, day, path))
    return steps[0], steps[1]


def _step(reader: Reader, selection: Selection, span: Edtf, day: int, path: str) -> Step | None:
    when = _period(span, day)
    if when is None:
        return None
    value = parse(when)
    events = large.count_inside(reader, selection, (value.earliest_day, value.latest_day))
    within = civil(span.earliest_day)[0] if span.earliest_day is not None else None
    name = display(when, within=within if "-" in when.lstrip("-") else None)
    return Step(selection.but(when=when).at(path), sentence(name), figure(events, "event"))


def _period(span: Edtf, day: int) -> str | None:
    """The unit of a span's kind that holds a day, as EDTF; None for seasons and the like."""
    text = day_text(day)
    year, month = text[:-6], text[:-3]
    negative = text.startswith(("-", "Y"))
    return {
        "day": text if len(span.value.split("-")) > 2 else None,
        "month": month,
        "year": year,
        "decade": None if negative else f"{year[:3]}X",
        "century": None if negative else f"{year[:2]}XX",
    }.get(span.granularity)


def _chips(reader: Reader, selection: Selection, path: str) -> list[Chip]:
    chips = []
    topics: dict[str, str] = (
        dict(reader.rows("SELECT slug, title FROM topics")) if selection.topic else {}
    )
    for key in ("topic", "actor", "place", "source", "modality", "dated"):
        values: tuple[str, ...] = getattr(selection, key)
        for value in values:
            rest = tuple(other for other in values if other != value)
            chips.append(Chip(topics.get(value, value), selection.but(**{key: rest}).at(path)))
    if selection.minimum:
        words = f"{selection.minimum} sources or more"
        chips.append(Chip(words, selection.but(minimum=None).at(path)))
    if selection.score is not None:
        chips.append(Chip("low scores too", selection.but(score=None).at(path)))
    if selection.q is not None:
        chips.append(Chip(f"“{selection.q}”", selection.but(q=None).at(path)))
    return chips


def _hidden(reader: Reader, selection: Selection, path: str) -> tuple[int, str] | None:
    if selection.score is not None:
        return None
    events = large.count_inside(reader, selection, selection.days, below=True)
    return (events, selection.but(score=0.0).at(path)) if events else None


def _hints(reader: Reader, selection: Selection, path: str) -> list[tuple[str, str]]:
    """What would show something, where the page is empty."""
    hints = []
    if selection.when is not None and selection.filtered:
        hints.append(("All events of these dates", Selection(when=selection.when).at(path)))
        hints.append(("The same for all dates", selection.but(when=None).at(path)))
    if selection.when is not None or selection.filtered:
        hints.append(("The whole timeline", path))
    if selection.score is None:
        hidden = _hidden(reader, selection, path)
        if hidden:
            hints.insert(0, (f"{figure(hidden[0], 'event')} with a lower score", hidden[1]))
    return hints
