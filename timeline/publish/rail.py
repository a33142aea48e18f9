"""The rail: what the selection can be narrowed by, with counts and strips on the chart's axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from timeline.models import MODALITIES
from timeline.publish.bars import strip
from timeline.publish.counts import COUNTED, Board
from timeline.publish.reading import Reader, marks
from timeline.publish.records import Light
from timeline.publish.selection import DATED, Selection
from timeline.publish.where import dated_class

_SHOWN = 5
_MINIMA = (2, 3, 5, 10, 20)
_DATED_WORDS = {
    "day": "a day", "week": "a week", "month": "a month", "season": "a season or quarter",
    "year": "a year", "decade": "a decade or more", "interval": "from–to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: `href` selects it as well."""

    label: str
    href: str
    events: int
    strip: Markup
    active: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet with its most frequent values; `more`: how many others there are."""

    title: str
    values: tuple[Value, ...]
    more: int = 0


Days = dict[str, list[int]]


def make_rail(reader: Reader, board: Board, selection: Selection, path: str) -> list[Facet]:
    """Count the values of each facet among the `COUNTED` most reported events of a board."""
    maker = _Maker(board, selection, path)
    sample = board.sample[:COUNTED]
    actors, places = _entities(reader, sample)
    facets = [
        maker.named("Topic", "topic", *_topics(reader, sample)),
        maker.named("Who", "actor", actors, {}),
        maker.named("Where", "place", places, {}),
        maker.named("Published by", "source", _publishers(reader, sample), {}),
        maker.listed("Said to be", "modality", _modality(sample), {m: m for m in MODALITIES}),
        maker.listed("Dated to", "dated", _dated(sample), {k: _DATED_WORDS[k] for k in DATED}),
        maker.minima(sample),
    ]
    return [facet for facet in facets if facet is not None]


class _Maker:
    """Makes facets: knows the board's axis and what is chosen already."""

    def __init__(self, board: Board, selection: Selection, path: str) -> None:
        self._board, self._selection, self._path = board, selection, path

    def value(self, key: str, name: str, label: str, days: Sequence[int]) -> Value:
        """Make one value of the filter `key` of the days of its events."""
        chosen: tuple[str, ...] = getattr(self._selection, key)
        href = self._selection.but(**{key: tuple(dict.fromkeys((*chosen, name)))}).at(self._path)
        return Value(label, href, len(days), strip(days, self._board), name in chosen)

    def named(self, title: str, key: str, days: Days, labels: dict[str, str]) -> Facet | None:
        """Make a facet of names, the most frequent first; None where there is none."""
        ordered = sorted(days, key=lambda name: (-len(days[name]), name))
        values = [
            self.value(key, name, labels.get(name, name), days[name]) for name in ordered[:_SHOWN]
        ]
        return Facet(title, tuple(values), len(ordered) - len(values)) if values else None

    def listed(self, title: str, key: str, days: Days, labels: dict[str, str]) -> Facet | None:
        """Make a facet of known values in their own order; None where it would narrow nothing."""
        values = [
            self.value(key, name, labels[name], days[name]) for name in labels if name in days
        ]
        return Facet(title, tuple(values)) if len(values) > 1 or self._chosen(key) else None

    def _chosen(self, key: str) -> bool:
        return bool(getattr(self._selection, key))

    def minima(self, sample: Sequence[Light]) -> Facet | None:
        """Make the facet of how many sources tell of an event."""
        values = []
        for least in _MINIMA:
            days = [event.day for event in sample if event.sources >= least]
            if days and len(days) < len(sample):
                href = self._selection.but(minimum=least).at(self._path)
                active = self._selection.minimum == least
                drawn = strip(days, self._board)
                values.append(Value(f"{least} or more", href, len(days), drawn, active))
        return Facet("Told by how many sources", tuple(values)) if values else None


def _modality(sample: Sequence[Light]) -> Days:
    days: Days = {}
    for event in sample:
        days.setdefault(event.modality, []).append(event.day)
    return days


def _dated(sample: Sequence[Light]) -> Days:
    days: Days = {}
    for event in sample:
        days.setdefault(dated_class(event.edtf, event.granularity), []).append(event.day)
    return days


def _chunks(sample: Sequence[Light]) -> Iterator[tuple[dict[int, int], str]]:
    """The sample's days by event id, at most 500 at a time, each time with its `?` marks."""
    for start in range(0, len(sample), 500):
        days = {event.id: event.day for event in sample[start : start + 500]}
        yield days, marks(days)


def _topics(reader: Reader, sample: Sequence[Light]) -> tuple[Days, dict[str, str]]:
    labels: dict[str, str] = dict(reader.rows("SELECT slug, title FROM topics"))
    found: Days = {}
    for days, ids in _chunks(sample) if labels else ():
        for event_id, slug in reader.cursor(
            "SELECT te.event_id, t.slug FROM topic_events te JOIN topics t ON t.id = te.topic_id"
            f" WHERE te.event_id IN ({ids})",
            list(days),
        ):
            found.setdefault(slug, []).append(days[event_id])
    return found, labels


def _entities(reader: Reader, sample: Sequence[Light]) -> tuple[Days, Days]:
    """Who takes part and where it happens."""
    found: dict[str, Days] = {"actor": {}, "place": {}}
    for days, ids in _chunks(sample):
        for event_id, role, name in reader.cursor(
            "SELECT ee.event_id, ee.role, n.name FROM event_entities ee"
            f" JOIN entities n ON n.id = ee.entity_id WHERE ee.event_id IN ({ids})",
            list(days),
        ):
            found[role].setdefault(name, []).append(days[event_id])
    return found["actor"], found["place"]


def _publishers(reader: Reader, sample: Sequence[Light]) -> Days:
    found: Days = {}
    for days, ids in _chunks(sample):
        for event_id, name in reader.cursor(
            "SELECT DISTINCT m.event_id, a.publisher FROM mentions m"
            " JOIN articles a ON a.id = m.article_id"
            f" WHERE m.event_id IN ({ids}) AND a.publisher IS NOT NULL",
            list(days),
        ):
            found.setdefault(name, []).append(days[event_id])
    return found
