"""What is new: events, changed dates, mergers and retractions since a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from timeline.edtf import parse
from timeline.edtf_text import display
from timeline.errors import EDTFError
from timeline.publish.listing import Group, Rows, TodayLine, scale_labels
from timeline.publish.marks import Track
from timeline.publish.reading import Reader
from timeline.publish.records import EventRow, date_words, event_by_key, events_where
from timeline.publish.selection import QueryError
from timeline.publish.where import Where
from timeline.publish.wording import both, count, sentence

_SHOWN = 40
_CHANGES = 20
_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Changed:
    """A date that changed: before and now in words, each drawn on one track."""

    event: EventRow
    was: str
    now: str
    was_track: Markup
    now_track: Markup
    note: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A merger or a retraction: the event that stands now, or the id that is gone."""

    event: EventRow | None
    key: str
    at: str
    note: str | None


@dataclass(frozen=True, slots=True)
class NewPage:
    """Everything that `timeline_new.html` says; `links`: (words, query, current)."""

    title: str
    stand: str
    since: str
    new: Group | None
    total: int
    total_words: str
    changed: tuple[Changed, ...]
    merged: tuple[Told, ...]
    retracted: tuple[Told, ...]
    links: tuple[tuple[str, str, bool], ...]


def read_since(text: str | None, today: date) -> str:
    """Read `since=` as an instant in UTC; a week ago if it is not given.

    Raises:
        QueryError: it is neither a day nor an instant.
    """
    if not text:
        return f"{today - timedelta(days=7)}T00:00:00Z"
    try:
        when = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        raise QueryError(f"since=“{text}” is no day. Write 2026-01-11.") from None
    if when.tzinfo is not None:
        when = (when - (when.utcoffset() or timedelta())).replace(tzinfo=None)
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def make_page(reader: Reader, since: str, topic: str | None, today: date) -> NewPage:
    """Read what is new since an instant (UTC), of one topic or of all."""
    within = Where("e.state = 'shown' AND e.first_read_at >= ?", (since,))
    if topic:
        within = within.and_(
            "e.id IN (SELECT te.event_id FROM topic_events te JOIN topics t ON t.id = te.topic_id"
            " WHERE t.slug = ?)", topic,
        )  # fmt: skip
    total = reader.value(
        f"SELECT count(*) FROM (SELECT 1 FROM events e WHERE {within.sql} LIMIT ?)",
        (*within.values, _COUNTED + 1),
    )
    events = events_where(reader, within, "e.first_read_at DESC, e.sources DESC, e.key", _SHOWN)
    events.sort(key=lambda event: (event.day, event.key))
    changed = _changed(reader, since, topic)
    merged = _told(reader, since, topic, merged=True)
    retracted = [] if topic else _told(reader, since, topic, merged=False)
    parts = [_count_words(total)] if total else []
    for found, noun in ((changed, "changed date"), (merged, "merger"), (retracted, "retraction")):
        if found:
            parts.append(count(len(found), noun))
    return NewPage(
        title=f"New since {display(since[:10])}",
        stand=f"{sentence(both(parts))}." if parts else "Nothing is new since then.",
        since=since,
        new=_group(reader, events, today.toordinal()),
        total=total,
        total_words=f"more than {_COUNTED:,}" if total > _COUNTED else f"{total:,}",
        changed=tuple(changed),
        merged=tuple(merged),
        retracted=tuple(retracted),
        links=_links(since, today),
    )


def _count_words(total: int) -> str:
    return f"more than {_COUNTED:,} new events" if total > _COUNTED else count(total, "new event")


def _links(since: str, today: date) -> tuple[tuple[str, str, bool], ...]:
    links = []
    for words, days in (("yesterday", 1), ("a week ago", 7), ("a month ago", 30)):
        day = (today - timedelta(days=days)).isoformat()
        links.append((words, day, since.startswith(day)))
    return tuple(links)


def _group(reader: Reader, events: list[EventRow], today: int) -> Group | None:
    if not events:
        return None
    days = sorted(day for event in events for day in (event.first, event.last) if day is not None)
    low, high = days[len(days) // 20], days[-1 - len(days) // 20]
    track = Track(min(low, today), max(high, today, low + 1), today)
    rows = Rows(reader, events, today)
    group = Group("New events", scale_labels(track))
    line = TodayLine(today, passed=False)
    for event in events:
        group.items.append(rows.item(event, track, None, today=line.before(event.day)))
    return group


def _changed(reader: Reader, since: str, topic: str | None) -> list[Changed]:
    """Dates that changed, each event once: from what it was at first to what it is."""
    rows = reader.rows(
        "SELECT event_key, before, note, by FROM event_history WHERE at >= ? AND change = 'date'"
        " ORDER BY at, id LIMIT 2000",
        (since,),
    )
    first: dict[str, tuple[str | None, str | None, str | None]] = {}
    for key, before, note, by in rows:
        kept = first.get(key)
        first[key] = (kept[0] if kept else before, note, by)
    found = []
    for key, (before, note, by) in list(first.items())[::-1]:
        event = event_by_key(reader, key)
        if event is None or event.state == "hidden" or not before or before == event.edtf:
            continue
        if topic and not _in_topic(reader, event, topic):
            continue
        track = _track(before, event)
        if track is not None:
            was = track.svg(before, _granularity(before), "reported")
            now = track.svg(event.edtf, event.granularity, event.modality)
            words = date_words(before, None)
            found.append(Changed(event, words, event.words, was, now, note, by))
        if len(found) == _CHANGES:
            break
    return found


def _in_topic(reader: Reader, event: EventRow, slug: str) -> bool:
    return bool(
        reader.value(
            "SELECT 1 FROM topic_events te JOIN topics t ON t.id = te.topic_id"
            " WHERE t.slug = ? AND te.event_id = ?",
            (slug, event.id),
        )
    )


def _granularity(edtf: str) -> str:
    return parse(edtf).granularity


def _track(before: str, event: EventRow) -> Track | None:
    try:
        value = parse(before)
    except EDTFError:
        return None
    bounds = (value.earliest_day, value.latest_day, event.first, event.last)
    days = [day for day in bounds if day is not None]
    margin = max(3, (max(days) - min(days)) // 3)
    return Track(min(days) - margin, max(days) + margin)


def _told(reader: Reader, since: str, topic: str | None, *, merged: bool) -> list[Told]:
    rows = reader.rows(
        f"SELECT old_key, new_key, at, why FROM event_redirects WHERE at >= ?"
        f" AND new_key IS {'NOT ' if merged else ''}NULL ORDER BY at DESC, old_key LIMIT ?",
        (since, _CHANGES),
    )
    told = []
    for old, new, at, why in rows:
        event = event_by_key(reader, new) if new else None
        if topic and (event is None or not _in_topic(reader, event, topic)):
            continue
        if not new or event is not None:
            told.append(Told(event, old, at, why))
    return told
