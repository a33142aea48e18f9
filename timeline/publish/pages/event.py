"""The event page: the date that is kept, why, and every sentence that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from timeline.edtf import civil, day_number, parse
from timeline.edtf_text import date_range_words
from timeline.publish.evidence import (
    DISAGREES,
    INSIDE,
    KEPT,
    OVERLAPS,
    WIDER,
    Change,
    Claim,
    Similar,
    claims,
    history,
)
from timeline.publish.marks import Track, number
from timeline.publish.reading import Reader
from timeline.publish.records import EventRow, events_by_id
from timeline.publish.scale import make_axis
from timeline.publish.wording import agree, both, count, in_words, sentence

_NEIGHBOURS = 2
_LOOK_AT = 300
_SIMILAR = 5


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of the table of claims: its anchor, and its mark on the common scale."""

    claim: Claim
    anchor: str
    track: Markup


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the history: day, what happened, and who said so."""

    at: str
    words: str
    before: str | None = None
    after: str | None = None
    link: str | None = None
    note: str | None = None
    by: str | None = None
    hot: bool = False


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything that `timeline_event.html` says."""

    event: EventRow
    why: str
    days: str | None
    claims: tuple[Claim, ...]
    table: tuple[ClaimRow, ...]
    scale: tuple[tuple[str, str, bool], ...]
    topics: tuple[tuple[str, str], ...]
    similar: tuple[Similar, ...]
    neighbours: tuple[EventRow, ...]
    history: tuple[HistoryLine, ...]
    commands: tuple[str, ...]
    only: str | None
    corrected: tuple[str, ...]


def make_page(reader: Reader, event: EventRow, only: str | None) -> EventPage:
    """Read an event page.

    Args:
        reader: reads the database.
        event: which event.
        only: an EDTF that sources claim: all sentences of this claim; None: some of each.
    """
    found = claims(reader, event)
    shown = claims(reader, event, only) if only else found
    table, scale = _table(event, found)
    return EventPage(
        event=event,
        why=why(found),
        days=date_range_words(event.edtf),
        claims=tuple(shown),
        table=table if len(found) > 1 else (),
        scale=scale,
        topics=tuple(
            reader.rows(
                "SELECT t.slug, t.title FROM topic_events te JOIN topics t ON t.id = te.topic_id"
                " WHERE te.event_id = ? ORDER BY t.title",
                (event.id,),
            )
        ),
        similar=tuple(_similar(reader, event)),
        neighbours=tuple(_neighbours(reader, event)),
        history=tuple(_line(change, event) for change in history(reader, event.key)),
        commands=commands(event, found),
        only=only,
        corrected=tuple(_corrections(reader, event)),
    )


def why(found: Sequence[Claim]) -> str:
    """Say in plain sentences why the event stands at its date."""
    total = sum(claim.sources for claim in found)
    if not found:
        return "It was entered by hand; no article is cited."
    if total == 1:
        who = f", {found[0].quotes[0].publisher}" if found[0].quotes[0].publisher else ""
        return f"One source tells of it{who}."
    if len(found) == 1:
        all_of_them = "Both" if total == 2 else f"All {in_words(total)}"
        return f"{all_of_them} sources give this date."
    by_verdict: dict[str, list[Claim]] = {}
    for claim in found:
        by_verdict.setdefault(claim.verdict, []).append(claim)
    said = []
    for verdict, words in (
        (KEPT, "{n} of the {total} sources {say} {what}."),
        (INSIDE, "{N} {name} a closer date that falls inside it."),
        (WIDER, "{N} {name} a wider date that agrees."),
        (OVERLAPS, "{N} {say} {what}, which overlaps it."),
        (DISAGREES, "{N} {say} {what}, which disagrees."),
    ):
        several = by_verdict.get(verdict)
        if several:
            sources = sum(claim.sources for claim in several)
            said.append(
                words.format(
                    n=sentence(in_words(sources)), N=sentence(in_words(sources)),
                    total=in_words(total), say=agree("says", sources),
                    name=agree("names", sources),
                    what=both([claim.words for claim in several[:3]]),
                )
            )  # fmt: skip
    if not by_verdict.get(KEPT):
        said.append("No single source says exactly this date; it is what they have in common.")
    return " ".join(said)


def _table(
    event: EventRow, found: Sequence[Claim]
) -> tuple[tuple[ClaimRow, ...], tuple[tuple[str, str, bool], ...]]:
    """Draw all claims on one scale that shows a little more than they span."""
    bounds = []
    for claim in found:
        value = parse(claim.edtf)
        bounds += [day for day in (value.earliest_day, value.latest_day) if day is not None]
    if not bounds:
        return (), ()
    low, high = min(bounds), max(bounds)
    if high - low > 200:
        low, high = day_number(civil(low)[0] - 1, 1, 1), day_number(civil(high)[0] + 1, 12, 31)
    else:
        margin = max(2, (high - low) // 4)
        low, high = low - margin, high + margin
    axis = make_axis(low, high, whole=False)
    track = Track(axis.first, axis.last, None)
    edges = [axis.x(column.first) for column in axis.columns] + [100.0]
    lines = "".join(
        f'<line class="grid" x1="{number(x)}%" x2="{number(x)}%" y1="-8" y2="26"/>'
        for x in edges[:: max(1, len(edges) // 8)]
    )
    rows = tuple(
        ClaimRow(
            claim, f"c{index}", track.svg(claim.edtf, claim.granularity, event.modality, lines)
        )
        for index, claim in enumerate(found, 1)
    )
    step = max(1, len(axis.columns) // 5)
    labels = tuple(
        (
            number((axis.x(column.first) + axis.x(column.last + 1)) / 2),
            column.name if axis.column == "day" and index == 0 else column.label,
            index % 2 == 1,
        )
        for index, column in enumerate(axis.columns)
        if index % step == 0
    )
    return rows, labels


def _similar(reader: Reader, event: EventRow) -> list[Similar]:
    rows = reader.rows(
        "WITH mine AS (SELECT id FROM mentions WHERE event_id = ? LIMIT 500),"
        " pairs AS (SELECT b AS other, score FROM mention_pairs WHERE a IN mine AND verdict ="
        " 'maybe' UNION ALL SELECT a, score FROM mention_pairs WHERE b IN mine AND verdict ="
        " 'maybe') SELECT m.event_id, max(p.score) FROM pairs p JOIN mentions m ON m.id = p.other"
        " JOIN events e ON e.id = m.event_id WHERE m.event_id != ? AND e.state != 'hidden'"
        " GROUP BY 1 ORDER BY 2 DESC LIMIT ?",
        (event.id, event.id, _SIMILAR),
    )
    likeness: dict[int, float] = dict(rows)
    return [Similar(row, likeness[row.id]) for row in events_by_id(reader, list(likeness))]


def _neighbours(reader: Reader, event: EventRow) -> list[EventRow]:
    """The nearest events before and after that share a name, else the nearest of any kind."""
    found: list[int] = []
    for sign, order in (("<", "DESC"), (">", "ASC")):
        near = (
            "SELECT e.id FROM events e WHERE e.state = 'shown'"
            f" AND (e.sort_day, e.key) {sign} (?, ?) ORDER BY e.sort_day {order}, e.key {order}"
        )
        position = (event.day, event.key)
        ids = (
            reader.rows(
                f"SELECT id FROM ({near} LIMIT {_LOOK_AT}) WHERE id IN"
                " (SELECT o.event_id FROM event_entities mine JOIN event_entities o"
                " ON o.entity_id = mine.entity_id WHERE mine.event_id = ?) LIMIT ?",
                (*position, event.id, _NEIGHBOURS),
            )
            if event.actors or event.places
            else []
        )
        ids = ids or reader.rows(f"{near} LIMIT ?", (*position, _NEIGHBOURS))
        side = [row[0] for row in ids]
        found += side[::-1] if sign == "<" else side
    return events_by_id(reader, found, names=False)


def _line(change: Change, event: EventRow) -> HistoryLine:
    before, after = change.before, change.after
    words, link, hot = sentence(change.change), None, False
    if change.change in ("new", "created"):
        words, before, after = f"First read: {after}" if after else "First read", None, None
    elif change.change == "date":
        words = "Date changed"
    elif change.change == "title":
        words = "Title changed"
    elif change.change in ("merged", "moved"):
        link = before if before != event.key else None
        words = (
            "Merged; the old address leads here"
            if change.change == "merged"
            else ("Its address changed; the old one leads here")
        )
        before = after = None
    elif change.change == "split":
        words, link, before, after = "Split from another event", before, None, None
    elif change.change == "conflict":
        hot = after not in ("0", None)
        words = "Conflict recorded" if hot else "Conflict settled"
        before = after = None
    elif change.change == "modality":
        words = "Said to be otherwise"
    return HistoryLine(change.at, words, before, after, link, change.note, change.by, hot)


def commands(event: EventRow, found: Sequence[Claim]) -> tuple[str, ...]:
    """The commands that would correct this row, ready to be changed and run."""
    other = next((claim.edtf for claim in found if claim.verdict == DISAGREES), event.edtf)
    title = event.title.replace("'", "’")
    title = "".join(character for character in title if character.isprintable())
    return (
        f"timeline edit {event.key} --date '{other}'",
        f"timeline edit {event.key} --title '{title}'",
    )


def _corrections(reader: Reader, event: EventRow) -> list[str]:
    rows = reader.rows(
        "SELECT DISTINCT c.id, c.kind, c.by, c.at, c.note, c.conflict FROM mentions m"
        " JOIN correction_keys k ON k.mention_key = m.key"
        " JOIN corrections c ON c.id = k.correction_id"
        " WHERE m.event_id = ? AND c.state != 'reverted' ORDER BY c.id",
        (event.id,),
    )
    return [
        f"The {kind} was set by hand by {by} on {at[:10]}{f': {note}' if note else ''}"
        f"{f', which does not hold: {conflict}' if conflict else ''}."
        for _, kind, by, at, note, conflict in rows
    ]


def stand(event: EventRow) -> str:
    """`asserted by sixteen sources`."""
    return f"{event.modality} by {count(event.sources, 'source')}"
