"""Articles and their revisions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from timeline.models import Article

Outcome = Literal["new", "revised", "reread", "unchanged"]
_COLUMNS = (
    "title", "text", "summary", "language", "language_how", "direction", "published",
    "published_at", "published_how", "modified", "dct", "dct_how", "publisher", "authors",
    "section", "image", "is_free", "content_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provenance:
    """How an article came in.

    Attributes:
        now: UTC instant of this reading.
        run_id, source_id: integer ids, or None.
        rules_version: version of the rules that read it.
    """

    now: str
    rules_version: str
    run_id: int | None = None
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class SavedArticle:
    """Where an article is stored and what became of it."""

    id: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it is stored, with its integer id."""

    id: int
    article: Article
    rules_version: str


def save_article(db: Database, article: Article, provenance: Provenance) -> SavedArticle:
    """Store an article inside the caller's transaction.

    An article whose title, text and publication time are as stored is left alone; one that
    changed gets a new revision, and the old one is kept in `article_revisions`.

    Args:
        db: an open database in a write transaction.
        article: what was parsed.
        provenance: when, by which run and rules.

    Returns:
        The integer id and whether it is new, revised, unchanged, or unchanged but read by other
        rules than the last time.
    """
    row = db.execute(
        "SELECT id, content_hash, rules_version FROM articles WHERE url = ?", [article.key]
    ).fetchone()
    values = _values(article)
    if row is None:
        return SavedArticle(_insert(db, article, values, provenance), "new")
    article_id, content_hash, rules_version = row
    if content_hash == article.content_hash:
        if rules_version != provenance.rules_version:
            db.execute(
                "UPDATE articles SET rules_version = ? WHERE id = ?",
                [provenance.rules_version, article_id],
            )
            return SavedArticle(article_id, "reread")
        return SavedArticle(article_id, "unchanged")
    db.execute(
        "INSERT INTO article_revisions (article_id, revision, title, text, published,"
        " content_hash, read_at, superseded_at) SELECT id, revision, title, text, published,"
        " content_hash, read_at, ? FROM articles WHERE id = ?",
        [provenance.now, article_id],
    )
    assignments = ", ".join(f"{column} = ?" for column in _COLUMNS)
    db.execute(
        f"UPDATE articles SET {assignments}, revision = revision + 1, read_at = ?,"
        " run_id = ?, rules_version = ? WHERE id = ?",
        [*values, provenance.now, provenance.run_id, provenance.rules_version, article_id],
    )
    return SavedArticle(article_id, "revised")


def stored_articles(
    db: Database,
    *,
    after_id: int = 0,
    limit: int = 500,
    rules_version: str | None = None,
    by_hand: bool = False,
) -> list[StoredArticle]:
    """Read a page of articles in the order of their integer ids.

    Args:
        db: an open database.
        after_id: the last id of the page before.
        limit: rows to return at most.
        rules_version: leave out articles that these rules have already read.
        by_hand: also what people added by hand, which is not read.
    """
    rows = db.query(
        "SELECT * FROM articles WHERE id > ? AND rules_version IS NOT ?"
        " AND (published_how IS NOT 'hand' OR ?) ORDER BY id LIMIT ?",
        [after_id, rules_version, by_hand, limit],
    )
    return [StoredArticle(row["id"], _article(row), row["rules_version"]) for row in rows]


def find_article(db: Database, name: str) -> StoredArticle | None:
    """Find an article by its key, or by a part of its key or title that only it has."""
    rows = list(db.query("SELECT * FROM articles WHERE url = ?", [name]))
    if not rows:
        pattern = f"%{name}%"
        rows = list(
            db.query(
                "SELECT * FROM articles WHERE url LIKE ? OR title LIKE ? LIMIT 2",
                [pattern, pattern],
            )
        )
    if len(rows) != 1:
        return None
    return StoredArticle(rows[0]["id"], _article(rows[0]), rows[0]["rules_version"])


def count_articles(db: Database) -> int:
    """Count the stored articles."""
    return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def _values(article: Article) -> list[object]:
    dct = article.dct
    return [
        article.title, article.text, article.summary, article.language, article.language_how,
        article.direction, article.published, article.published_at, article.published_how,
        article.modified, dct.isoformat() if dct else None, article.published_how,
        article.publisher, json.dumps(article.authors, ensure_ascii=False), article.section,
        article.image, None if article.is_free is None else int(article.is_free),
        article.content_hash,
    ]  # fmt: skip


def _insert(db: Database, article: Article, values: list[object], provenance: Provenance) -> int:
    columns = (*_COLUMNS, "url", "voice", "source_id", "run_id", "first_read_at", "read_at",
               "rules_version")  # fmt: skip
    marks = ", ".join("?" for _ in columns)
    cursor = db.execute(
        f"INSERT INTO articles ({', '.join(columns)}) VALUES ({marks})",
        [*values, article.key, article.key, provenance.source_id, provenance.run_id,
         provenance.now, provenance.now, provenance.rules_version],
    )  # fmt: skip
    article_id = cursor.lastrowid
    assert article_id is not None  # noqa: S101
    return article_id


def _article(row: dict[str, Any]) -> Article:
    key = row["url"]
    return Article(
        title=row["title"],
        text=row["text"],
        url=key if not key.startswith(("id:", "hash:")) else None,
        id=key[3:] if key.startswith("id:") else None,
        language=row["language"],
        language_how=row["language_how"],
        published=row["published"],
        published_how=row["published_how"],
        modified=row["modified"],
        publisher=row["publisher"],
        authors=tuple(json.loads(row["authors"])),
        section=row["section"],
        image=row["image"],
        is_free=None if row["is_free"] is None else bool(row["is_free"]),
        direction=row["direction"],
        summary=row["summary"],
    )
