"""Limits for strangers' SQL: no writes, no files, no giants.

Time is Datasette's own limit. A limit on the length of a value alone is not enough: 300 rows of
2.4 MB pass one of 5 MB and cost gigabytes. So what a query returns is counted, too, value by
value, and a query that returns more than `RETURNED_BYTES` is stopped.
"""

from __future__ import annotations

import sqlite3
import weakref
from typing import Any

VALUE_BYTES = 256_000
RETURNED_BYTES = 4_000_000
SQL_BYTES = 50_000
COLUMNS = 100
COMPOUNDS = 50
CACHE_KB = 4096

_REFUSED = {
    getattr(sqlite3, f"SQLITE_{name}")
    for name in (
        "ATTACH", "DETACH", "ALTER_TABLE", "ANALYZE", "REINDEX", "CREATE_INDEX", "CREATE_TABLE",
        "CREATE_TEMP_INDEX", "CREATE_TEMP_TABLE", "CREATE_TEMP_TRIGGER", "CREATE_TEMP_VIEW",
        "CREATE_TRIGGER", "CREATE_VIEW", "CREATE_VTABLE", "DROP_INDEX", "DROP_TABLE",
        "DROP_TEMP_INDEX", "DROP_TEMP_TABLE", "DROP_TEMP_TRIGGER", "DROP_TEMP_VIEW",
        "DROP_TRIGGER", "DROP_VIEW", "DROP_VTABLE",
    )
}  # fmt: skip
_FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"}
_PRAGMAS_OF_TABLES = {
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
    "foreign_key_list",
}  # fmt: skip
_PRAGMAS_WITHOUT_VALUE = _PRAGMAS_OF_TABLES | {
    "database_list", "page_count", "max_page_count", "page_size", "freelist_count",
    "schema_version", "data_version", "journal_mode", "user_version", "application_id",
    "compile_options", "function_list", "recursive_triggers", "encoding", "collation_list",
    "module_list", "pragma_list", "cache_size", "query_only",
}  # fmt: skip


def restrict(connection: sqlite3.Connection) -> None:
    """Limit what a reading connection may do, how long its values are and how much it returns.

    Rows cannot be written because `query_only` is on. The authorizer does not refuse writes:
    an R*Tree prepares its own when it is opened for reading.
    """
    for limit, most in (
        (sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, SQL_BYTES),
        (sqlite3.SQLITE_LIMIT_COLUMN, COLUMNS),
        (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, COMPOUNDS),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
    ):
        connection.setlimit(limit, most)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_authorize)
    counter = _Counter()
    connection.row_factory = counter
    connection.text_factory = counter.text


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None
) -> int:
    if action in _REFUSED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    allowed = _PRAGMAS_WITHOUT_VALUE if second is None else _PRAGMAS_OF_TABLES
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in allowed:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


class _Counter:
    """Makes `sqlite3.Row`s and counts their bytes, cursor by cursor.

    Texts are counted before they are decoded, too, because one row may have many of them.
    """

    def __init__(self) -> None:
        self._cursor: weakref.ref[sqlite3.Cursor] | None = None
        self._bytes = 0
        self._row_bytes = 0

    def text(self, value: bytes) -> str:
        """Decode a text, as Datasette does."""
        self._row_bytes += len(value)
        if self._row_bytes > RETURNED_BYTES:
            raise _too_much()
        return str(value, "utf-8", "replace")

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        if self._cursor is None or self._cursor() is not cursor:
            self._cursor, self._bytes = weakref.ref(cursor), 0
        self._bytes += sum(len(value) for value in values if isinstance(value, (str, bytes)))
        self._row_bytes = 0
        if self._bytes > RETURNED_BYTES:
            raise _too_much()
        return sqlite3.Row(cursor, values)


def _too_much() -> sqlite3.OperationalError:
    return sqlite3.OperationalError(
        f"the query returns more than {RETURNED_BYTES // 1_000_000} MB; ask for less"
    )
