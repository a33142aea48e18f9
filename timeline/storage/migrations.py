"""The migrations of the database: numbered, never edited once released, importing no live code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("timeline")


@MIGRATIONS()
def m001_initial(db: Database) -> None:
    """Create the first schema."""
    _run_script(db, "m001_initial.sql")


@MIGRATIONS()
def m002_counts(db: Database) -> None:
    """Keep the counts of the pages in tables, and give the pages' queries narrow indexes."""
    _run_script(db, "m002_counts.sql")


def _run_script(db: Database, name: str) -> None:
    script = files("timeline.storage").joinpath("schema", name).read_text(encoding="utf-8")
    for statement in _statements(script):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """Split a script, because `executescript` would commit the transaction around it."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
