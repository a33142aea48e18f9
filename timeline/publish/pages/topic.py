"""The pages of topics: all of them, and one with the dates that matter most."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from timeline.edtf import civil
from timeline.edtf_text import year_name
from timeline.publish.board import make_board
from timeline.publish.chart import Chart, chart_ids, make_chart
from timeline.publish.counts import Board
from timeline.publish.listing import Item, Rows, TodayLine
from timeline.publish.rail import Facet, make_rail
from timeline.publish.reading import Reader, marks
from timeline.publish.records import EventRow, date_words, events_by_id
from timeline.publish.selection import Selection
from timeline.publish.wording import both, figure, in_words, sentence
from timeline.storage.topics import get_topic
from timeline.topics.digest import digest
from timeline.topics.reading import read_story

TOPS = (10, 20, 40)
Sentences = tuple[tuple[str, str | None], ...]
_TWO_SENTENCES = 20
_DIGESTED = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of a digest: a row and a sentence or two that tell it."""

    item: Item
    day: str
    year: str
    sentences: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """Everything that `timeline_topic.html` says. `minimap` is always None (no zoom)."""

    slug: str
    title: str
    stand: str
    rule: str
    top: int
    total: int
    chart: Chart | None
    entries: tuple[Entry, ...]
    rail: tuple[Facet, ...]
    minimap: None = None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic in the list of topics."""

    slug: str
    title: str
    events: int
    span: str
    newest: str | None


def list_topics(reader: Reader) -> list[TopicLine]:
    """Read all topics with their number of events."""
    rows = reader.rows(
        "SELECT t.slug, t.title, count(e.id), min(e.sort_day), max(e.sort_day),"
        " max(e.first_read_at) FROM topics t LEFT JOIN topic_events te ON te.topic_id = t.id"
        " LEFT JOIN events e ON e.id = te.event_id AND e.state = 'shown'"
        " GROUP BY t.id ORDER BY 3 DESC, t.title"
    )
    return [
        TopicLine(slug, title, events, "" if first is None else _span(first, last), newest)
        for slug, title, events, first, last, newest in rows
    ]


def _span(first: int, last: int) -> str:
    start, end = civil(first)[0], civil(last)[0]
    return year_name(start) if start == end else f"{year_name(start)} to {year_name(end)}"


def make_page(
    reader: Reader, slug: str, top: int, today: int, timeline_path: str
) -> TopicPage | None:
    """Read the page of a topic, or None if there is no such topic.

    Args:
        reader: reads the database.
        slug: of the topic.
        top: how many dates.
        today: day number.
        timeline_path: URL path of the timeline, where columns lead.
    """
    topic = reader.row("SELECT title, match FROM topics WHERE slug = ?", (slug,))
    if topic is None:
        return None
    selection = Selection(topic=(slug,))
    board = make_board(reader, selection, today)
    entries: list[Entry] = []
    chart, rail = None, []
    if board is not None:
        entries = _entries(reader, board, slug, top)
        events = {one.id: one for one in events_by_id(reader, chart_ids(board), names=False)}
        if board.total > 2:
            chart = make_chart(board, events, selection, timeline_path)
        rail = [
            facet
            for facet in make_rail(reader, board, selection, timeline_path)
            if facet.title in ("Published by", "Who", "Where")
        ]
    return TopicPage(
        slug, topic[0], _stand(board, len(entries), top), _rule(topic[1]), top,
        0 if board is None else board.total, chart, tuple(entries), tuple(rail),
    )  # fmt: skip


def _stand(board: Board | None, shown: int, top: int) -> str:
    if board is None:
        return "No event belongs to it yet."
    if shown == board.total:
        return f"{sentence(figure(shown, 'event'))}, in order of date."
    out_of = f"out of {board.total:,}"
    if board.total > _looked_at(top):
        out_of = f"among the {_looked_at(top)} most reported {out_of}"
    return (
        f"The {in_words(shown)} dates that matter most {out_of}, chosen by how many independent"
        " sources tell of them and for how long later texts refer back to them."
    )


def _looked_at(top: int) -> int:
    """How many events, the most reported, a digest of `top` dates is chosen from in passing."""
    return max(_DIGESTED, 5 * top)


def _digest(reader: Reader, board: Board, slug: str, top: int) -> dict[str, Sentences]:
    """Event ids of the dates that matter, the most important first, with what tells them."""
    database = reader.database
    looked_at = _looked_at(top)
    only = [light.id for light in board.sample[:looked_at]] if board.total > looked_at else None
    story = read_story(database, get_topic(database, slug), only=only)
    chosen: dict[str, Sentences] = {}
    sentences = 2 if top <= _TWO_SENTENCES else 1
    for entry in digest(story.references, story.leads, top=top, sentences=sentences):
        for key in entry.event_ids[:1]:
            chosen[key] = tuple((told.text, told.language) for told in entry.told)
    return chosen


def _entries(reader: Reader, board: Board, slug: str, top: int) -> list[Entry]:
    best = _digest(reader, board, slug, top)
    ranked = sorted(board.sample, key=lambda light: (light.key not in best, light.rank))[:top]
    ordered = sorted(ranked, key=lambda light: (light.day, light.key))
    events = events_by_id(reader, [light.id for light in ordered])
    rows = Rows(reader, events, board.today)
    told = _sentences(reader, events)
    told.update({event.id: best[event.key] for event in events if event.key in best})
    line = TodayLine(board.today, passed=False)
    entries = []
    for event in events:
        item = rows.item(event, board.track, None, today=line.before(event.day))
        day, year = _split(event)
        entries.append(Entry(item, day, year, told.get(event.id, ())))
    return entries


def _split(event: EventRow) -> tuple[str, str]:
    """A date in two parts, `9–11 July` and `2024`, where it ends in a year."""
    words = event.short_words()
    head, _, tail = words.rpartition(" ")
    return (head, tail) if head and tail.isdigit() and len(tail) == 4 else (words, "")


def _sentences(reader: Reader, events: list[EventRow]) -> dict[int, Sentences]:
    """The sentence that gives each event its title, with its language."""
    ids = [event.id for event in events]
    rows = reader.rows(
        "SELECT m.event_id, m.sentence, m.language FROM mentions m JOIN events e"
        f" ON e.id = m.event_id WHERE m.event_id IN ({marks(ids)}) AND m.state != 'rejected'"
        " ORDER BY m.event_id, m.key != ifnull(e.title_mention, e.key), m.score DESC, m.id",
        ids,
    )
    told: dict[int, Sentences] = {}
    for event_id, words, language in rows:
        told.setdefault(event_id, ((words, language),))
    return told


def _rule(match: str) -> str:
    """Say in words what belongs to a topic."""
    try:
        said: dict[str, Any] = json.loads(match)
    except ValueError:
        return match
    parts = []
    if said.get("query"):
        parts.append(f"events, or articles that tell them, with the words {said['query']}")
    if said.get("entities"):
        parts.append(f"with {both(said['entities'])} taking part")
    if said.get("sources"):
        parts.append(f"told by {' or '.join(said['sources'])}")
    if said.get("when"):
        parts.append(f"dated to {date_words(said['when'], None)}")
    return f"{sentence(', '.join(parts))}." if parts else "Every event of the timeline."
