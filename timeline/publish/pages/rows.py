"""The rows of a timeline page: all by date, page by page, or the best of each column."""

from __future__ import annotations

from timeline.edtf import civil
from timeline.publish import listing
from timeline.publish.counts import Board
from timeline.publish.listing import FEW, PAGE, Listing, Rows
from timeline.publish.reading import Reader
from timeline.publish.records import BY_DATE, MOST_REPORTED, events_by_id, events_where
from timeline.publish.selection import QueryError, Selection
from timeline.publish.where import Where, filters, inside, reaching
from timeline.publish.wording import figure

_WIDE_SHOWN = 5


def make_listing(reader: Reader, selection: Selection, board: Board, path: str) -> Listing:
    """Read the rows: all by date, page by page, or the most reported of each column."""
    if board.total <= PAGE or selection.show == "all" or selection.sort == "sources":
        return _flat(reader, selection, board, path)
    chosen = listing.choose(board)
    ids = [light.id for column in chosen for light in column]
    wide = sorted(board.wide, key=lambda light: light.rank)[:_WIDE_SHOWN]
    events = {event.id: event for event in events_by_id(reader, [*ids, *(w.id for w in wide)])}
    rows = Rows(reader, events.values(), board.today)
    links = [selection.but(when=one.edtf, show=None).at(path) for one in board.axis.columns]
    groups = listing.column_groups(board, rows, events, chosen, links)
    everything = selection.but(show="all").at(path)
    last = listing.wide_group(
        board,
        rows,
        [events[light.id] for light in wide],
        max(0, len(board.wide) - len(wide)) if board.complete else 0,
        everything,
    )
    if last is not None:
        groups.append(last)
    unit = board.axis.column
    return Listing(
        f"The most reported of each {unit}",
        tuple(groups),
        few=False,
        links=(
            (f"All {board.total:,} by date", everything),
            ("By sources", selection.but(sort="sources").at(path)),
        ),
    )


def _flat(reader: Reader, selection: Selection, board: Board, path: str) -> Listing:
    by_sources = selection.sort == "sources"
    where = everything(selection)
    order = MOST_REPORTED if by_sources else BY_DATE
    page = past_cursor(where, selection, by_sources=by_sources)
    events = events_where(reader, page, order, PAGE + 1)
    following = None
    if len(events) > PAGE:
        events = events[:PAGE]
        last = events[-1]
        cursor = f"{last.day}.{last.key}"
        if by_sources:
            cursor = f"{last.sources}.{last.score!r}.{last.key}"
        following = selection.but(after=cursor).at(path)
    rows = Rows(reader, events, board.today)
    few = board.total <= FEW
    within = _single_year(board) if selection.when else None
    group = listing.flat(rows, events, board.track, within=within, by_date=not by_sources)
    noun = figure(board.total, "event")
    if by_sources:
        links = [("By date", selection.but(sort=None).at(path))]
    else:
        links = [("By sources", selection.but(sort="sources").at(path))]
    heading = f"{noun}, {'the most reported first' if by_sources else 'by date'}"
    return Listing(heading, (group,), few=few, links=tuple(links), next=following)


def _single_year(board: Board) -> int | None:
    year = civil(board.axis.first)[0]
    return year if year == civil(board.axis.last)[0] else None


def everything(selection: Selection) -> Where:
    """All events that overlap the dates asked for."""
    base = filters(selection)
    first, last = selection.days
    within, crossing = inside(base, first, last), reaching(base, first, last)
    if crossing is None:
        return within
    ids = "SELECT e.id FROM events e WHERE"
    return Where(
        f"e.id IN ({ids} {within.sql} UNION ALL {ids} {crossing.sql})",
        (*within.values, *crossing.values),
    )


def past_cursor(where: Where, selection: Selection, *, by_sources: bool) -> Where:
    """Continue behind the cursor.

    Raises:
        QueryError: the cursor is not one that a page gave.
    """
    if selection.after is None:
        return where
    parts = selection.after.split(".")
    try:
        if by_sources:
            sources, score, key = int(parts[0]), float(".".join(parts[1:-1])), parts[-1]
            return where.and_(
                "e.pinned = 0 AND (-e.sources, -e.score, e.key) > (?, ?, ?)",
                -sources, -score, key,
            )  # fmt: skip
        day, key = int(parts[0]), parts[1]
    except (ValueError, IndexError):
        raise QueryError(f"after={selection.after} is no place in this list.") from None
    return where.and_("(e.sort_day, e.key) > (?, ?)", day, key)
