"""What is new since a time: what event history says, told with the ids that events have now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlite_utils import Database

from timeline.storage.corrections import list_corrections
from timeline.storage.events import Found, Moved, resolve
from timeline.storage.topics import Topic

What = Literal["new", "changed", "retracted"]
_SEEN_IN_LISTS = ("new", "split", "title", "date", "merged", "state", "modality", "conflict",
                  "retracted")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangedEvent:
    """One change of one event, as readers are told.

    Attributes:
        at: UTC instant.
        what: whether the event is new, changed, or retracted (told by nothing any more, or
            hidden).
        change: `new`, `split`, `title`, `date`, `merged`, `state`, `modality`, `conflict` or
            `retracted`.
        event_id: the id that the event has now; of a retracted one the last it had.
        title: the title that it has now, or had last; None if it was taken down.
        edtf: the date that it has now, or None if it is gone.
        before, after, note, by: as in `event_history`.
    """

    at: str
    what: What
    change: str
    event_id: str
    title: str | None
    edtf: str | None
    before: str | None
    after: str | None
    note: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of an event's life: a change that was recorded, or a correction about it.

    Attributes:
        change: as in `event_history`, or `correction` followed by its kind.
    """

    at: str
    change: str
    event_id: str
    before: str | None
    after: str | None
    note: str | None
    by: str | None


def changes_since(db: Database, since: str, topic: Topic | None = None) -> list[ChangedEvent]:
    """List what is new, changed or retracted since an instant.

    An event that is new since then is listed once, as new, whatever happened to it after; one
    that came and went in between is not listed at all. Several changes of one kind are told as
    one, from what it was then to what it is now.

    Args:
        db: an open database.
        since: UTC instant (ISO 8601 with Z) or a day; changes at that instant are included.
        topic: only events that are or were in it; None for the whole database.

    Returns:
        The changes, newest first; at one instant by event.
    """
    groups: dict[str, list[_Recorded]] = {}
    standing: dict[str, _Standing] = {}
    known: dict[str, str] = {}
    for row in db.execute(_SINCE, _asked(since, topic)).fetchall():
        recorded = _Recorded(*row)
        if recorded.key not in known:
            now = _standing(db, recorded.key)
            known[recorded.key] = now.event_id
            standing[now.event_id] = now
        groups.setdefault(known[recorded.key], []).append(recorded)
    told = [
        change for event_id, group in groups.items()
        for change in _told(standing[event_id], group, since)
    ]  # fmt: skip
    told.sort(key=lambda one: (one.event_id, one.change))
    return sorted(told, key=lambda one: one.at, reverse=True)


def history_of(db: Database, event_key: str) -> list[HistoryEntry]:
    """Tell an event's life: what was recorded under any id it had, and who corrected it.

    Args:
        db: an open database.
        event_key: any of its ids, or the key of any of its mentions.

    Returns:
        Entries, oldest first; empty if the key was never known.
    """
    found = resolve(db, event_key)
    current = found.key if isinstance(found, Found | Moved) else event_key
    keys = [current, *(row[0] for row in db.execute(_FORMER, {"key": current}))]
    marks = ", ".join("?" * len(keys))
    entries = [
        HistoryEntry(*row)
        for row in db.execute(
            "SELECT at, change, event_key, before, after, note, by FROM event_history"
            f" WHERE event_key IN ({marks}) ORDER BY at, id",
            keys,
        )
    ]
    entries += _spoken(db, current, keys)
    return sorted(entries, key=lambda entry: entry.at)


_SINCE = f"""
SELECT h.at, h.change, h.event_key, h.before, h.after, h.note, h.by FROM event_history h
WHERE h.at >= :since AND h.change IN {_SEEN_IN_LISTS!r} AND (:everything
  OR h.event_key IN (
    SELECT e.key FROM topic_events x JOIN topics t ON t.id = x.topic_id
    JOIN events e ON e.id = x.event_id WHERE t.slug = :slug)
  OR h.event_key IN (
    SELECT p.event_key FROM topic_past_events p JOIN topics t ON t.id = p.topic_id
    WHERE t.slug = :slug)
  OR h.event_key IN (
    SELECT r.old_key FROM event_redirects r JOIN events e ON e.key = r.new_key
    JOIN topic_events x ON x.event_id = e.id JOIN topics t ON t.id = x.topic_id
    WHERE t.slug = :slug))
ORDER BY h.at, h.id
"""
_FORMER = """
WITH RECURSIVE former (key) AS (
  SELECT old_key FROM event_redirects WHERE new_key = :key
  UNION SELECT r.old_key FROM event_redirects r JOIN former ON r.new_key = former.key
)
SELECT key FROM former WHERE key != :key ORDER BY key
"""


def _asked(since: str, topic: Topic | None) -> dict[str, object]:
    everything = topic is None or topic.match.is_everything
    return {"since": since, "everything": everything, "slug": topic.slug if topic else None}


@dataclass(frozen=True, slots=True)
class _Recorded:
    at: str
    change: str
    key: str
    before: str | None
    after: str | None
    note: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class _Standing:
    event_id: str
    title: str | None
    edtf: str | None = None
    state: str = "gone"
    first_read_at: str = ""


def _standing(db: Database, key: str) -> _Standing:
    """The event that a key stands for now, or stood for last."""
    found = resolve(db, key)
    if isinstance(found, Found | Moved):
        row = db.execute(
            "SELECT key, title, edtf, state, first_read_at FROM events WHERE key = ?", [found.key]
        ).fetchone()
        return _Standing(*row)
    row = db.execute(
        "SELECT after FROM event_history WHERE event_key = ? AND change IN ('new', 'title')"
        " ORDER BY id DESC LIMIT 1",
        [key],
    ).fetchone()
    return _Standing(key, row and row[0])


def _told(now: _Standing, group: Sequence[_Recorded], since: str) -> Iterator[ChangedEvent]:
    """What readers are told of one event, from all that was recorded of it since then."""
    came = [one for one in group if one.change in ("new", "split")]
    if now.state in ("gone", "hidden"):
        was_seen = not came and now.first_read_at < since
        if was_seen:
            yield _changed(now, "retracted", group[-1])
    elif now.first_read_at >= since:
        yield _changed(now, "new", came[0] if came else group[0])
    else:
        yield from _differences(now, [one for one in group if one not in came])


def _differences(now: _Standing, group: Sequence[_Recorded]) -> Iterator[ChangedEvent]:
    by_change: dict[str, list[_Recorded]] = {}
    for one in group:
        if one.change == "merged":
            yield _changed(now, "changed", one)
        else:
            by_change.setdefault(one.change, []).append(one)
    for change, ones in by_change.items():
        whole = replace(ones[-1], before=ones[0].before)
        if change == "state" and whole.before == "hidden":
            yield _changed(now, "new", whole)
        elif change not in ("state", "retracted") and whole.before != whole.after:
            yield _changed(now, "changed", whole)


def _changed(now: _Standing, what: What, one: _Recorded) -> ChangedEvent:
    return ChangedEvent(
        one.at, what, one.change, now.event_id, now.title, now.edtf, one.before, one.after,
        one.note, one.by,
    )  # fmt: skip


def _spoken(db: Database, current: str, keys: Iterable[str]) -> Iterator[HistoryEntry]:
    """The corrections about an event; what `title` and `date` changed is recorded already."""
    known = set(keys)
    known.update(
        row[0]
        for row in db.execute(
            "SELECT m.key FROM mentions m JOIN events e ON e.id = m.event_id WHERE e.key = ?",
            [current],
        )
    )
    for one in list_corrections(db, include_reverted=True):
        if not any(anchor.key in known for anchor in one.anchors):
            continue
        said = ", ".join(one.value.values()) or None
        yield HistoryEntry(one.at, f"correction {one.kind}", current, None, said, one.note, one.by)
        if one.reverted_at:
            yield HistoryEntry(
                one.reverted_at, f"reverted {one.kind}", current, said, None, None, one.reverted_by
            )
