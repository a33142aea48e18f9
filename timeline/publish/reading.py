"""Reading the database from the pages: one hop to Datasette's reading thread for a whole page."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from timeline.errors import NotFoundError
from timeline.publish.config import Config

Row = tuple[Any, ...]
Page = TypeVar("Page")
SECONDS = 20.0
_STEPS = 20_000
_INDEX_HEADER = 48


class Reader:
    """Runs queries on one connection and gives plain tuples.

    Datasette's own rows are counted against the limits for strangers' SQL (see `limits`);
    the pages' rows are not, because their queries are ours.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def database(self) -> Database:
        """The same connection for readers of other packages."""
        return Database(self._connection, recursive_triggers=False)

    def rows(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> list[Row]:
        """Fetch all rows."""
        return self.cursor(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> Row | None:
        """Fetch the first row, or None."""
        found: Row | None = self.cursor(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> Any:
        """Fetch the first value of the first row, or None."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    def cursor(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> sqlite3.Cursor:
        """Start a query whose rows are fetched one by one."""
        return self._connection.execute(sql, values)


async def read(datasette: Any, config: Config, work: Callable[[Reader], Page]) -> Page:
    """Run a function with a `Reader` in a reading thread.

    Args:
        datasette: the running `Datasette`.
        config: says which database is read.
        work: gets the reader, gives the page's data; is stopped after `SECONDS`.

    Raises:
        NotFoundError: no database of that name is served.
        sqlite3.OperationalError: the time is over ("interrupted").
    """

    def run(connection: sqlite3.Connection) -> Page:
        """Do the work with a deadline, and leave the connection as it was."""
        deadline = time.monotonic() + SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        factories = connection.text_factory, connection.row_factory
        connection.text_factory, connection.row_factory = _decode, None
        try:
            return work(Reader(connection))
        finally:
            connection.text_factory, connection.row_factory = factories
            connection.set_progress_handler(None, 0)

    result: Page = await database(datasette, config).execute_fn(run)
    return result


def _decode(value: bytes) -> str:
    return str(value, "utf-8", "replace")


def database(datasette: Any, config: Config) -> Any:
    """Find the database that the pages read.

    Raises:
        NotFoundError: it is not served.
    """
    if config.database not in datasette.databases:
        raise NotFoundError(f"no database is served under the name {config.database}")
    return datasette.get_database(config.database)


def version(datasette: Any, config: Config) -> tuple[object, ...]:
    """Tell one state of the database's files from another.

    Besides times and sizes this is the header of the WAL index, whose counters move with every
    transaction (https://www.sqlite.org/walformat.html, "WAL-Index Header").
    """
    path = database(datasette, config).path
    state: list[object] = []
    for name in (path, f"{path}-wal") if path else ():
        with suppress(OSError):
            stat = Path(name).stat()
            state += [stat.st_mtime_ns, stat.st_size]
    with suppress(OSError), Path(f"{path}-shm").open("rb") as index:
        state.append(index.read(_INDEX_HEADER))
    return tuple(state)


def marks(values: Iterable[object]) -> str:
    """Write one `?` for each value, `?, ?, ?`."""
    return ", ".join("?" for _ in values)
