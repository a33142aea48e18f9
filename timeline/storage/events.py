"""Events: their rows, what became of their ids, and what changed when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from timeline.edtf import civil, parse
from timeline.models import Event

_COLUMNS = (
    "key", "title", "short_title", "language", "names", "kind", "state", "event_class", "edtf",
    "earliest", "latest", "earliest_day", "latest_day", "sort_day", "year", "month_day",
    "granularity", "modality", "score", "mentions", "articles", "sources", "publisher",
    "conflict", "pinned", "corrected", "title_mention",
)  # fmt: skip
_NAMES = ", ".join(_COLUMNS)
_INSERT = (
    f"INSERT INTO events (id, {_NAMES}, first_read_at, changed_at)"
    f" VALUES (?, {', '.join('?' for _ in _COLUMNS)}, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it is stored: integer id and the values of its columns by name."""

    id: int
    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Its public id."""
        return str(self.values["key"])


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an event's history.

    Attributes:
        event_key: public id of the event after the change (before it, if it is gone).
        change: `new`, `moved`, `merged`, `split`, `retracted`, `title`, `date`, `modality`,
            `state` or `conflict`.
        before, after: what it was and what it is, as text.
        note: why, for people; by: who, if it was a person.
    """

    event_key: str
    change: str
    before: str | None = None
    after: str | None = None
    note: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """What became of a public id: the one that now tells it, or None and the reason."""

    old_key: str
    new_key: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """A key that is the public id of an event now; `id` is its integer id."""

    id: int
    key: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A key whose event now has the public id `key`."""

    key: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A key that was a mention or an event once and is none any more, with the reason."""

    reason: str


def load_events(db: Database, ids: Iterable[int]) -> dict[int, StoredEvent]:
    """Read events by their integer ids; those that do not exist are left out."""
    names = ", ".join(f"e.{name}" for name in _COLUMNS)
    rows = db.conn.execute(
        f"SELECT e.id, {names} FROM json_each(?) AS wanted JOIN events e ON e.id = wanted.value",
        [json.dumps(list(ids))],
    )
    return {row[0]: StoredEvent(row[0], dict(zip(_COLUMNS, row[1:], strict=True))) for row in rows}


def event_values(event: Event) -> dict[str, Any]:
    """Work out the columns of an event: what is derived from its EDTF is derived here."""
    when = parse(event.edtf)
    sort_day = when.earliest_day if when.earliest_day is not None else when.latest_day
    assert sort_day is not None  # noqa: S101
    _, month, day = civil(sort_day)
    names = dict.fromkeys(entity.name for entity in event.entities)
    return {
        "key": event.key,
        "title": event.title,
        "short_title": event.short_title,
        "language": event.language,
        "names": ", ".join(names),
        "kind": event.kind,
        "state": event.state,
        "event_class": event.event_class,
        "edtf": event.edtf,
        "earliest": when.earliest,
        "latest": when.latest,
        "earliest_day": when.earliest_day,
        "latest_day": when.latest_day,
        "sort_day": sort_day,
        "year": civil(sort_day)[0],
        "month_day": f"{month:02d}-{day:02d}" if when.days == 1 else None,
        "granularity": when.granularity,
        "modality": event.modality,
        "score": event.score,
        "mentions": len(event.mentions),
        "articles": event.articles,
        "sources": event.sources,
        "publisher": event.publisher,
        "conflict": int(event.conflict),
        "pinned": int(event.pinned),
        "corrected": int(event.corrected),
        "title_mention": event.title_mention,
    }


def insert_events(db: Database, rows: Sequence[Mapping[str, Any]], *, now: str) -> list[int]:
    """Store new events inside the caller's transaction.

    Args:
        db: an open database in a write transaction.
        rows: columns by name, from `event_values`.
        now: UTC instant.

    Returns:
        Their integer ids, which were never used before, in the order of `rows`.
    """
    used = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    first = used[0] + 1 if used else 1
    ids = list(range(first, first + len(rows)))
    db.conn.executemany(
        _INSERT,
        [
            (event_id, *[values[name] for name in _COLUMNS], now, now)
            for event_id, values in zip(ids, rows, strict=True)
        ],
    )
    return ids


def update_event(
    db: Database, event_id: int, values: Mapping[str, Any], *, changed_at: str | None
) -> None:
    """Store what differs about an event now, inside the caller's transaction.

    Args:
        db: an open database in a write transaction.
        event_id: integer id.
        values: columns by name, of those in `event_values`; only they are written, since
            SQLite writes every index that has a column which is named.
        changed_at: UTC instant if a reader would see another event (its sequence number is
            raised), None if only counts or scores differ.
    """
    assignments = [f"{name} = ?" for name in _COLUMNS if name in values]
    row = [values[name] for name in _COLUMNS if name in values]
    if changed_at is not None:
        assignments += ["sequence = sequence + 1", "changed_at = ?"]
        row.append(changed_at)
    if assignments:
        statement = f"UPDATE events SET {', '.join(assignments)} WHERE id = ?"
        db.conn.execute(statement, [*row, event_id])


def vacate_keys(db: Database, ids: Iterable[int]) -> None:
    """Take the keys of events away before others get them, inside the caller's transaction."""
    db.conn.executemany(
        "UPDATE events SET key = '-' || id WHERE id = ?", [(event_id,) for event_id in ids]
    )


def delete_events(db: Database, ids: Iterable[int]) -> None:
    """Delete event rows inside the caller's transaction; their ids are never used again."""
    db.conn.executemany("DELETE FROM events WHERE id = ?", [(event_id,) for event_id in ids])


def assign_mentions(db: Database, rows: Iterable[tuple[int | None, str | None, int]]) -> None:
    """Say which event mentions are part of: rows of (event id, claim, mention id)."""
    db.conn.executemany("UPDATE mentions SET event_id = ?, claim = ? WHERE id = ?", rows)


def why_gone(db: Database, mention_key: str) -> str | None:
    """Read why a mention tells no event: it was rejected, or it is gone; None if not known."""
    row = db.conn.execute(
        "SELECT rejected_reason FROM mentions WHERE key = ?1"
        " UNION ALL SELECT reason FROM mention_tombstones WHERE key = ?1",
        [mention_key],
    ).fetchone()
    return None if row is None else str(row[0])


def save_redirects(db: Database, redirects: Iterable[Redirect], *, now: str) -> None:
    """Say what became of public ids, inside the caller's transaction."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO event_redirects (old_key, new_key, why, at) VALUES (?, ?, ?, ?)",
        [(one.old_key, one.new_key, one.why, now) for one in redirects],
    )


def drop_redirects(db: Database, keys: Iterable[str]) -> None:
    """Forget redirects of keys that are public ids again, inside the caller's transaction."""
    db.conn.executemany("DELETE FROM event_redirects WHERE old_key = ?", [(k,) for k in keys])


def append_history(
    db: Database, changes: Iterable[Change], *, now: str, run_id: int | None
) -> None:
    """Append to the history of events, inside the caller's transaction."""
    db.conn.executemany(
        "INSERT INTO event_history (event_key, at, run_id, change, before, after, note, by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(one.event_key, now, run_id, one.change, one.before, one.after, one.note, one.by)
         for one in changes],
    )  # fmt: skip


def resolve(db: Database, key: str) -> Found | Moved | Gone | None:
    """Find what a public id or the key of any mention, present or past, stands for now.

    Args:
        db: an open database.
        key: as it stands in a URL.

    Returns:
        `Found` if it is the public id of an event, `Moved` with that id if it is another
        mention's or an earlier id, `Gone` with the reason if nothing tells it any more, None if
        it was never known.
    """
    seen: set[str] = set()
    current: str | None = key
    reason: str | None = None
    while current is not None and current not in seen:
        seen.add(current)
        row = db.conn.execute("SELECT id FROM events WHERE key = ?", [current]).fetchone()
        if row is not None:
            return Found(row[0], key) if current == key else Moved(current)
        row = db.conn.execute(
            "SELECT e.key, m.rejected_reason FROM mentions m LEFT JOIN events e"
            " ON e.id = m.event_id WHERE m.key = ?",
            [current],
        ).fetchone()
        if row is not None and row[0] is not None:
            return Moved(row[0])
        reason = reason or (row and row[1])
        current, why = _redirected(db, current)
        reason = why or reason
    return None if reason is None else Gone(reason)


def _redirected(db: Database, key: str) -> tuple[str | None, str | None]:
    row = db.conn.execute(
        "SELECT new_key, why FROM event_redirects WHERE old_key = ?", [key]
    ).fetchone()
    if row is not None:
        return row[0], row[1]
    row = db.conn.execute("SELECT reason FROM mention_tombstones WHERE key = ?", [key]).fetchone()
    return None, row and row[0]
