"""Events as the pages and the exports read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from timeline.edtf_text import display
from timeline.errors import EDTFError
from timeline.publish.reading import Reader, Row, marks
from timeline.publish.where import Where

MOST_REPORTED = "e.pinned DESC, e.sources DESC, e.score DESC, e.key"
BY_DATE = "e.sort_day, e.key"


@dataclass(frozen=True, slots=True)
class Light:
    """What a chart needs of an event.

    Attributes:
        first, last: day numbers; None where open.
        rank: what "the most reported first" sorts by.
    """

    id: int
    key: str
    day: int
    first: int | None
    last: int | None
    edtf: str
    granularity: str
    modality: str
    sources: int
    rank: tuple[int, int, float, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A named place, with its coordinates in degrees where they are known."""

    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with what a row of the list says of it.

    Attributes:
        key: the public, permanent id.
        first, last: day numbers; None where open. `earliest`, `latest`: the same as ISO text.
        publishers: names of those who tell of it, the first to publish first.
        sources: independent voices that tell of it.
        conflict, corrected: 1 where dates exclude each other, where a correction holds; else 0.
    """

    id: int
    key: str
    title: str
    short_title: str
    language: str | None
    kind: str
    state: str
    event_class: str | None
    edtf: str
    earliest: str | None
    latest: str | None
    first: int | None
    last: int | None
    day: int
    granularity: str
    modality: str
    score: float
    mentions: int
    articles: int
    sources: int
    conflict: int
    corrected: int
    sequence: int
    first_read_at: str
    changed_at: str
    publishers: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The date in words."""
        return date_words(self.edtf, self.granularity)

    def short_words(self, within: int | None = None) -> str:
        """The date in words, abbreviated; `within` is a year that is said already."""
        return date_words(self.edtf, self.granularity, short=True, within=within)


@dataclass(slots=True)
class _Names:
    publishers: dict[int, dict[str, None]] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    actors: dict[int, list[str]] = field(default_factory=dict)


_COLUMNS = (
    "e.id, e.key, e.title, e.short_title, e.language, e.kind, e.state, e.event_class, e.edtf,"
    " e.earliest, e.latest, e.earliest_day, e.latest_day, e.sort_day, e.granularity, e.modality,"
    " e.score, e.mentions, e.articles, e.sources, e.conflict, e.corrected, e.sequence,"
    " e.first_read_at, e.changed_at"
)
_LIGHT = (
    "e.id, e.key, e.sort_day, e.earliest_day, e.latest_day, e.edtf, e.granularity, e.modality,"
    " e.sources, e.pinned, e.score"
)
_MENTIONS_FOR_NAMES = 60


def date_words(
    edtf: str, granularity: str | None, *, short: bool = False, within: int | None = None
) -> str:
    """Write a date in words; one that cannot be read stands as it is."""
    try:
        return display(edtf, granularity, short=short, within=within)
    except EDTFError:
        return edtf


def light(row: Row) -> Light:
    """Make a `Light` of a row of `light_events`' query."""
    event_id, key, day, first, last, edtf, granularity, modality, sources, pinned, score = row
    rank = (-pinned, -sources, -score, key)
    return Light(event_id, key, day, first, last, edtf, granularity, modality, sources, rank)


def light_events(reader: Reader, where: Where, order: str | None, limit: int) -> list[Light]:
    """Read at most `limit` events for a chart, in an order (`MOST_REPORTED`) or in any."""
    ordered = f" ORDER BY {order}" if order else ""
    sql = f"SELECT {_LIGHT} FROM events e WHERE {where.sql}{ordered} LIMIT ?"
    return [light(row) for row in reader.rows(sql, (*where.values, limit))]


def events_where(reader: Reader, where: Where, order: str, limit: int) -> list[EventRow]:
    """Read at most `limit` events with their names, in an order."""
    sql = f"SELECT {_COLUMNS} FROM events e WHERE {where.sql} ORDER BY {order} LIMIT ?"
    return with_names(reader, reader.rows(sql, (*where.values, limit)))


def events_by_id(reader: Reader, ids: Sequence[int], *, names: bool = True) -> list[EventRow]:
    """Read events by their inner ids, in the order of the ids; `names`: publishers and so on."""
    found = {}
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        sql = f"SELECT {_COLUMNS} FROM events e WHERE e.id IN ({marks(chunk)})"
        rows = reader.rows(sql, chunk)
        made = with_names(reader, rows) if names else [_event(row, _Names()) for row in rows]
        found.update({row.id: row for row in made})
    return [found[event_id] for event_id in ids if event_id in found]


def event_by_key(reader: Reader, key: str) -> EventRow | None:
    """Read one event by its public id, whatever its state."""
    rows = with_names(reader, reader.rows(f"SELECT {_COLUMNS} FROM events e WHERE key = ?", [key]))
    return rows[0] if rows else None


def with_names(reader: Reader, rows: Iterable[Row]) -> list[EventRow]:
    """Add publishers, places and actors to rows."""
    plain = list(rows)
    names = _Names()
    for start in range(0, len(plain), 500):
        _read_names(reader, [row[0] for row in plain[start : start + 500]], names)
    return [_event(row, names) for row in plain]


def _event(row: Row, names: _Names) -> EventRow:
    event_id = row[0]
    named: Row = (
        tuple(names.publishers.get(event_id, ())),
        tuple(names.places.get(event_id, ())),
        tuple(names.actors.get(event_id, ())),
    )
    return EventRow(*row, *named)


def _read_names(reader: Reader, ids: Sequence[int], names: _Names) -> None:
    for event_id in ids:
        publishers = reader.rows(
            "SELECT a.publisher FROM (SELECT DISTINCT article_id FROM mentions WHERE event_id = ?"
            " LIMIT ?) m JOIN articles a ON a.id = m.article_id"
            " WHERE a.publisher IS NOT NULL ORDER BY a.published, a.id",
            (event_id, _MENTIONS_FOR_NAMES),
        )
        names.publishers[event_id] = dict.fromkeys(name for (name,) in publishers)
    entities = reader.rows(
        "SELECT ee.event_id, ee.role, n.name, n.latitude, n.longitude FROM event_entities ee"
        f" JOIN entities n ON n.id = ee.entity_id WHERE ee.event_id IN ({marks(ids)})"
        " ORDER BY ee.event_id, n.id",
        ids,
    )
    for event_id, role, name, latitude, longitude in entities:
        if role == "place":
            names.places.setdefault(event_id, []).append(Place(name, latitude, longitude))
        else:
            names.actors.setdefault(event_id, []).append(name)
