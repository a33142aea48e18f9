"""What robots.txt files said, kept between runs so that they are not asked for each time."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

RobotsRow = tuple[str, float, str, str | None]
"""Origin, seconds since the epoch when it was fetched, the text, why it could not be had."""


def load_robots(db: Database) -> list[RobotsRow]:
    """Read every robots.txt that is known."""
    rows = db.execute("SELECT origin, fetched_seconds, text, unreachable FROM robots")
    return [(origin, seconds, text, why) for origin, seconds, text, why in rows]


def save_robots(db: Database, rows: Iterable[RobotsRow]) -> None:
    """Replace what is known, inside the caller's transaction."""
    db.conn.executemany("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", rows)
