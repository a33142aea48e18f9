"""Opening, migrating and checking the database file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from timeline.errors import StorageError
from timeline.storage.migrations import MIGRATIONS

APPLICATION_ID = 0x544C4E45  # "TLNE"
LOCK_SECONDS = 60.0
BUSY_SECONDS = 30.0
CACHE_KIB = 131_072
CHECKPOINT_PAGES = 32_000
"""Pages of the write-ahead log before they are copied into the file (128 MB): a page that many
batches change, as those of indexes by hash are, is then copied once."""


def open_database(path: Path) -> Database:
    """Open the database for writing, creating and migrating it where needed.

    Opening and migrating happen under a file lock beside the database, so that any number of
    processes may do it at once. A backup is taken before an upgrade.

    Args:
        path: the file; its folder must exist or be creatable.

    Returns:
        A connection in WAL mode with foreign keys on; close it with `close_database`.

    Raises:
        StorageError: the file is no timeline database, was made by a newer version, or cannot
            be opened or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=LOCK_SECONDS):
            db = _connect(path)
            try:
                _migrate(db, path)
            except BaseException:
                db.close()
                raise
            return db
    except Timeout as error:
        raise StorageError(f"{path} is being migrated by another process; try again") from error
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"cannot open {path}: {error}") from error


def open_readonly(path: Path) -> Database:
    """Open an existing database for reading.

    Raises:
        StorageError: there is no such file, or it is no timeline database of this version.
    """
    if not path.is_file():
        raise StorageError(f"there is no database at {path}; ingest something first")
    try:
        db = Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
        db.conn.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        try:
            _check_identity(db, path)
        except BaseException:
            db.close()
            raise
        if MIGRATIONS.pending(db):
            db.close()
            raise StorageError(f"{path} is of an older version; run `timeline status` to upgrade")
        return db
    except sqlite3.Error as error:
        raise StorageError(f"cannot open {path}: {error}") from error


@contextmanager
def writing(path: Path) -> Iterator[Database]:
    """Open the database for the length of a `with` block (see `open_database`)."""
    db = open_database(path)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Run a block in one write transaction that takes the write lock at once.

    A plain BEGIN fails with "database is locked" when it must upgrade; BEGIN IMMEDIATE waits.

    Raises:
        StorageError: SQLite could not write (disk full, locked for too long, damaged).
    """
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.conn.rollback()
            raise
        db.conn.commit()
    except sqlite3.OperationalError as error:
        if db.conn.in_transaction:
            db.conn.rollback()
        raise StorageError(f"cannot write to the database: {error}") from error


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    except sqlite3.Error:
        connection.close()
        raise
    return Database(connection)


def _migrate(db: Database, path: Path) -> None:
    _check_identity(db, path, blank_is_fine=True)
    pending = MIGRATIONS.pending(db)
    if not pending:
        return
    if MIGRATIONS.applied(db):
        backup(db, _unused(path.parent / "backups" / f"{path.stem}-before-{pending[0].name}.db"))
    MIGRATIONS.apply(db)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _unused(target: Path) -> Path:
    """The path, or the first with a number that is not taken: an old copy may be upgraded again."""
    numbered = (target.with_stem(f"{target.stem}-{number}") for number in count(2))
    return next(path for path in (target, *islice(numbered, 1_000)) if not path.exists())


def _check_identity(db: Database, path: Path, *, blank_is_fine: bool = False) -> None:
    known = {migration.name for migration in MIGRATIONS._migrations}
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    if applied - known:
        raise StorageError(
            f"{path} was made by a newer version of timeline (it has {max(applied - known)}); "
            "upgrade the package"
        )
    blank = not db.table_names()
    application_id = db.execute("PRAGMA application_id").fetchone()[0]
    if application_id != APPLICATION_ID and not applied and not (blank and blank_is_fine):
        raise StorageError(f"{path} is not a timeline database; name another file with --db")


def backup(db: Database, target: Path) -> None:
    """Write a compact copy of the database with VACUUM INTO.

    Args:
        db: an open database, not in a transaction.
        target: a file that must not exist yet.

    Raises:
        StorageError: the target exists or cannot be written.
    """
    if target.exists():
        raise StorageError(f"{target} exists; name a new file")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        db.execute("VACUUM INTO ?", [str(target)])
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"cannot write {target}: {error}") from error
