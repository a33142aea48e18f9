"""How the database is doing: counts, versions, permissions and integrity."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from timeline.storage.database import APPLICATION_ID
from timeline.storage.migrations import MIGRATIONS

_COUNTED = ("sources", "articles", "mentions", "events", "corrections", "topics", "failures")


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest ingest run; instants are UTC."""

    command: str
    state: str
    started_at: str
    ended_at: str | None
    stored: int
    revised: int
    failed: int


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source is doing.

    Attributes:
        lag_seconds: how long it is overdue; negative if it is not due yet.
        articles, failed_links: what it brought, and what could not be read of it.
    """

    url: str
    title: str | None
    state: str
    last_success_at: str | None
    lag_seconds: int
    error_streak: int
    last_error: str | None
    next_due_at: str
    articles: int
    failed_links: int


@dataclass(frozen=True, slots=True)
class Status:
    """What `timeline status` tells.

    Attributes:
        counts: rows by table.
        size_bytes: of the database file, without its write-ahead log.
        migrations: names of those that were applied.
    """

    path: str
    size_bytes: int
    sqlite_version: str
    migrations: tuple[str, ...]
    counts: dict[str, int]
    last_run: LastRun | None
    sources: tuple[SourceHealth, ...]


def read_status(db: Database, path: Path) -> Status:
    """Gather the status of an open database."""
    counts = {
        table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in _COUNTED
    }
    run = db.execute(
        "SELECT command, state, started_at, ended_at, stored, revised, failed"
        " FROM ingest_runs ORDER BY id DESC LIMIT 1"
    ).fetchone()
    sources = db.execute(
        "SELECT url, title, state, last_success_at, lag_seconds, error_streak, last_error,"
        " next_due_at, articles, failed_links FROM source_health WHERE state != 'removed'"
        " ORDER BY url"
    )
    return Status(
        path=str(path),
        size_bytes=path.stat().st_size,
        sqlite_version=sqlite3.sqlite_version,
        migrations=tuple(migration.name for migration in MIGRATIONS.applied(db)),
        counts=counts,
        last_run=LastRun(*run) if run else None,
        sources=tuple(SourceHealth(*row) for row in sources),
    )


def check(db: Database, path: Path) -> list[str]:
    """Look for what is wrong with a database.

    Args:
        db: an open database.
        path: its file.

    Returns:
        One line for each problem; none if all is well.
    """
    problems = [
        f"integrity: {row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"
    ]
    problems += [
        f"foreign key: row {row[1]} of {row[0]} points at nothing in {row[2]}"
        for row in db.execute("PRAGMA foreign_key_check")
    ]
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        problems.append("application_id: not that of a timeline database")
    problems += [
        f"{column}: {count} {noun}"
        for column, noun, sql in _INVARIANTS
        if (count := db.execute(sql).fetchone()[0])
    ]
    problems += [
        f"permissions: {place} cannot be written by this user"
        for place in (path, path.parent)
        if not os.access(place, os.W_OK)
    ]
    return problems


_INVARIANTS = (
    (
        "mentions.event_id",
        "events that no mention tells of",
        "SELECT count(*) FROM events e WHERE NOT EXISTS"
        " (SELECT 1 FROM mentions m WHERE m.event_id = e.id)",
    ),
    (
        "events.key",
        "events whose id is no mention of theirs",
        "SELECT count(*) FROM events e WHERE NOT EXISTS"
        " (SELECT 1 FROM mentions m WHERE m.key = e.key AND m.event_id = e.id)",
    ),
    (
        "event_redirects",
        "addresses that lead nowhere",
        "SELECT count(*) FROM event_redirects r WHERE r.new_key IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM mentions m WHERE m.key = r.new_key) AND NOT EXISTS"
        " (SELECT 1 FROM event_redirects n WHERE n.old_key = r.new_key) AND NOT EXISTS"
        " (SELECT 1 FROM mention_tombstones t WHERE t.key = r.new_key)",
    ),
)
