"""`timeline publish`: a compact copy that nobody writes to, with all that a host needs."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import yaml

from timeline.errors import StorageError
from timeline.publish.config import DATABASE
from timeline.publish.site_metadata import datasette_arguments, is_before_1, site_metadata
from timeline.storage.database import backup, open_readonly


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was written.

    Attributes:
        database: the copy; metadata: beside it; size: bytes of the copy.
        command: how to serve it with Datasette alone.
    """

    database: Path
    metadata: Path
    size: int
    command: str


def write_snapshot(
    database: Path, folder: Path, *, texts: bool = False, public: bool = True
) -> Snapshot:
    """Write `news.db` and its metadata into a folder.

    Args:
        database: the database; it may be written to meanwhile.
        folder: made if need be; files of an earlier snapshot in it are replaced.
        texts: keep the full texts of articles; else they, their earlier revisions and the
            index over them are left out, and the sentences that events rest on stay.
        public: the metadata allow canned queries only.

    Raises:
        StorageError: the database cannot be read, or the folder cannot be written.
    """
    target = folder / f"{DATABASE}.db"
    draft = folder / f".{DATABASE}.db.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error}") from error
    source = open_readonly(database)
    try:
        backup(source, draft)
    finally:
        source.close()
    try:
        _finish(draft, texts=texts)
        draft.replace(target)
        metadata, options = _write_metadata(folder, public=public)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"cannot write {target}: {error}") from error
    return Snapshot(
        target, metadata, target.stat().st_size, f"datasette serve -i {target} {options}"
    )


def _finish(draft: Path, *, texts: bool) -> None:
    """Drop what is not published, count statistics, and make the file one that needs no WAL."""
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        if not texts:
            connection.execute("DROP TRIGGER articles_revised")
            connection.execute("UPDATE articles SET text = ''")
            connection.execute("DELETE FROM article_revisions")
            connection.execute("DELETE FROM article_bands")
            connection.execute("UPDATE links SET text = NULL")
            connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
            connection.execute("VACUUM")
        connection.execute("INSERT INTO events_fts (events_fts) VALUES ('optimize')")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _write_metadata(folder: Path, *, public: bool) -> tuple[Path, str]:
    metadata = folder / "metadata.yml"
    arguments = datasette_arguments(site_metadata(public=public))
    metadata.write_text(_yaml(arguments["metadata"]), encoding="utf-8")
    options = f"-m {metadata} --setting suggest_facets off"
    if not is_before_1():
        config = folder / "datasette.yml"
        config.write_text(_yaml(arguments["config"]), encoding="utf-8")
        options = f"-m {metadata} -c {config} --setting suggest_facets off"
    return metadata, options


def _yaml(data: object) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
