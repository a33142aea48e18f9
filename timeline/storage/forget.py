"""Taking an article down: its text, its quotations and what history quotes of them.

What stays are keys, which say nothing: tombstones, so that the ids answer 410, and the
correction itself, so that the article is not read again. The full-text indexes are rebuilt without
the words and the file is rewritten without free pages; backups and snapshots that were made
before are beyond reach.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from timeline.errors import StorageError
from timeline.storage.corrections import (
    StoredCorrection,
    corrections_about,
    mark_correction,
    replace_anchors,
    set_acting_keys,
    set_value,
)

REASON = "its article was taken down"
_READERS_MILLISECONDS = 1000


def find_article_key(db: Database, url: str) -> str | None:
    """Find the key of the article that a URL stands for: its own, or that of a link to it."""
    row = db.execute(
        "SELECT url FROM articles WHERE url = ?1 UNION ALL"
        " SELECT a.url FROM links l JOIN articles a ON a.id = l.article_id WHERE l.url = ?1",
        [url],
    ).fetchone()
    return None if row is None else row[0]


def article_id_of(db: Database, article_key: str) -> int | None:
    """The integer id of a stored article, or None."""
    row = db.execute("SELECT id FROM articles WHERE url = ?", [article_key]).fetchone()
    return None if row is None else int(row[0])


def erase_text(db: Database, article_id: int) -> list[str]:
    """Empty an article's text and title inside the caller's transaction.

    Returns:
        What its mentions said: titles, short titles and sentences, for `erase_traces`.
    """
    rows = db.execute(
        "SELECT title, short_title, sentence FROM mentions WHERE article_id = ?", [article_id]
    ).fetchall()
    db.execute("DELETE FROM article_revisions WHERE article_id = ?", [article_id])
    db.execute(
        "UPDATE articles SET title = '', text = '', summary = NULL WHERE id = ?", [article_id]
    )
    return sorted({text for row in rows for text in row if text})


def erase_traces(
    db: Database, article_id: int, article_key: str, mention_keys: Sequence[str],
    quotations: Sequence[str],
) -> None:  # fmt: skip
    """Delete an article, and what elsewhere quotes it, inside the caller's transaction.

    Args:
        db: an open database in a write transaction.
        article_id: of the article, whose mentions are gone already.
        article_key: its key.
        mention_keys: of its mentions.
        quotations: from `erase_text`.
    """
    keys = json.dumps(list(mention_keys))
    db.execute(
        "UPDATE event_history SET before = NULL, after = NULL,"
        " note = CASE WHEN change = 'retracted' THEN ? END"
        " WHERE event_key IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1"
        " FROM event_redirects r WHERE r.old_key = event_key AND r.new_key IS NOT NULL)",
        [REASON, keys],
    )
    quoted = json.dumps(list(quotations))
    for column in ("before", "after", "note"):
        db.execute(
            f"UPDATE event_history SET {column} = NULL WHERE {column} IS NOT NULL AND EXISTS"
            f" (SELECT 1 FROM json_each(?) q WHERE instr(event_history.{column}, q.value) > 0)",
            [quoted],
        )
    db.execute(
        "UPDATE event_redirects SET why = ? WHERE EXISTS"
        " (SELECT 1 FROM json_each(?) q WHERE instr(why, q.value) > 0)",
        [REASON, quoted],
    )
    _erase_corrections(db, article_key)
    db.execute("DELETE FROM failures WHERE url = ?", [article_key])
    db.execute(
        "UPDATE links SET state = 'gone', title = NULL, text = NULL, article_id = NULL"
        " WHERE article_id = ? OR url = ?",
        [article_id, article_key],
    )
    db.execute("DELETE FROM articles WHERE id = ?", [article_id])
    db.execute(
        "DELETE FROM entities WHERE alias_of IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM event_entities x WHERE x.entity_id = entities.id)"
        " AND NOT EXISTS (SELECT 1 FROM entities o WHERE o.alias_of = entities.id)"
    )
    for table in ("articles_fts", "events_fts"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def shred(db: Database) -> bool:
    """Leave nothing that was erased in the file, after the transaction.

    The file is rewritten without its free pages, which may hold what was deleted long ago, and
    the write-ahead log is emptied. That takes as long as copying the file.

    Returns:
        False if another process is reading, so that the log could not be emptied yet.

    Raises:
        StorageError: the file could not be rewritten (no space for a copy).
    """
    try:
        db.execute("VACUUM")
        db.execute(f"PRAGMA busy_timeout = {_READERS_MILLISECONDS}")
        (busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise StorageError(
            f"the article is gone, but its traces in the file are not overwritten yet: {error}; "
            "run `timeline forget` again"
        ) from error
    return not busy


def _erase_corrections(db: Database, article_key: str) -> None:
    for correction in corrections_about(db, article_key):
        if correction.kind == "forget":
            continue
        anchors = tuple(
            replace(anchor, sentence="", edtf="") if anchor.article == article_key else anchor
            for anchor in correction.anchors
        )
        replace_anchors(db, correction.key, anchors)
        if all(anchor.article == article_key for anchor in correction.anchors):
            _empty(db, correction)


def _empty(db: Database, correction: StoredCorrection) -> None:
    set_value(db, correction.key, {}, note=None)
    set_acting_keys(db, correction.key, ())
    if correction.state != "reverted":
        mark_correction(db, correction.key, "conflict", REASON)
