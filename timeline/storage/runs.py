"""Ingest runs and the failures in them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from sqlite_utils import Database

Stage = Literal["discover", "fetch", "parse", "temporal", "extract", "link", "store"]
RunState = Literal["done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that went wrong: where, at what, why.

    Attributes:
        stage: the step of the pipeline.
        url: what was being read (a URL, or the name of a file or row).
        reason: short stable code, `http-404`, `no-text` …
        error: one line for people.
        source_id: the source that offered it, if any.
        next_try_at: UTC instant when it may be tried again, for a link that failed.
    """

    stage: Stage
    url: str
    reason: str
    error: str
    source_id: int | None = None
    next_try_at: str | None = None


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run did, as counts of sources, pages, articles, mentions, events and failures."""

    sources: int = 0
    fetched: int = 0
    unchanged: int = 0
    stored: int = 0
    revised: int = 0
    mentions: int = 0
    events: int = 0
    failed: int = 0
    remaining: int = 0


def start_run(db: Database, command: str, *, now: str, version: str) -> int:
    """Open a run inside the caller's transaction and close those that a crash left open.

    Args:
        db: an open database; the caller holds the run lock, so that no other run is alive.
        command: what was asked for, for people.
        now: UTC instant.
        version: of this package.

    Returns:
        The integer id of the run.
    """
    db.execute(
        "UPDATE ingest_runs SET state = 'failed', ended_at = ?, note = 'it was killed'"
        " WHERE state = 'running'",
        [now],
    )
    cursor = db.execute(
        "INSERT INTO ingest_runs (command, started_at, version) VALUES (?, ?, ?)",
        [command, now, version],
    )
    run_id = cursor.lastrowid
    assert run_id is not None  # noqa: S101
    return run_id


def save_counts(db: Database, run_id: int, counts: RunCounts) -> None:
    """Write what a run has done so far, inside the caller's transaction."""
    values = asdict(counts)
    assignments = ", ".join(f"{name} = ?" for name in values)
    db.execute(
        f"UPDATE ingest_runs SET {assignments} WHERE id = ?",
        [*values.values(), run_id],
    )


def end_run(db: Database, run_id: int, *, now: str, state: RunState, note: str | None) -> None:
    """Close a run inside the caller's transaction."""
    db.execute(
        "UPDATE ingest_runs SET ended_at = ?, state = ?, note = ? WHERE id = ?",
        [now, state, note, run_id],
    )


def record_failure(db: Database, run_id: int | None, failure: Failure, *, now: str) -> None:
    """Write a failure inside the caller's transaction."""
    db.execute(
        "INSERT INTO failures (run_id, source_id, at, stage, url, reason, error)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [run_id, failure.source_id, now, failure.stage, failure.url, failure.reason,
         failure.error],
    )  # fmt: skip
