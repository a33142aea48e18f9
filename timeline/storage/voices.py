"""Which articles are near-copies of each other, by the bands that they share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Literal

from sqlite_utils import Database


def replace_bands(
    db: Database, article_id: int, bands: Sequence[int]
) -> Literal["new", "changed", "same"]:
    """Store the bands of an article inside the caller's transaction.

    Returns:
        Whether the article had none before, had others, or had these.
    """
    rows = db.conn.execute("SELECT band FROM article_bands WHERE article_id = ?", [article_id])
    before = sorted(band for (band,) in rows)
    if before == sorted(set(bands)):
        return "same"
    if before:
        db.conn.execute("DELETE FROM article_bands WHERE article_id = ?", [article_id])
    db.conn.executemany(
        "INSERT OR IGNORE INTO article_bands (band, article_id) VALUES (?, ?)",
        [(band, article_id) for band in bands],
    )
    return "changed" if before else "new"


def near_copies(db: Database, article_id: int, shared: int) -> set[int]:
    """Find the other articles that share at least so many bands with this one."""
    rows = db.conn.execute(
        "SELECT other.article_id FROM article_bands own JOIN article_bands other"
        " ON other.band = own.band AND other.article_id != own.article_id"
        " WHERE own.article_id = ? GROUP BY other.article_id HAVING count(*) >= ?",
        [article_id, shared],
    )
    return {other for (other,) in rows}


def articles_of_voices(db: Database, articles: Iterable[int]) -> set[int]:
    """Find the articles that now have the same voice as one of these."""
    rows = db.conn.execute(
        "SELECT DISTINCT other.id FROM json_each(?) AS wanted"
        " JOIN articles own ON own.id = wanted.value JOIN articles other"
        " ON other.voice = own.voice",
        [json.dumps(list(articles))],
    )
    return {other for (other,) in rows}


def orders(db: Database, articles: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Read the places of articles in the canonical order: (DCT or `~`, article key)."""
    rows = db.conn.execute(
        "SELECT a.id, ifnull(a.dct, '~'), a.url FROM json_each(?) AS wanted"
        " JOIN articles a ON a.id = wanted.value",
        [json.dumps(list(articles))],
    )
    return {article_id: (dct, url) for article_id, dct, url in rows}


def save_voice(db: Database, articles: Iterable[int], voice: str) -> set[int]:
    """Give articles their voice inside the caller's transaction.

    Returns:
        Integer ids of the articles whose voice was another one.
    """
    rows = db.conn.execute(
        "UPDATE articles SET voice = ?1 WHERE voice != ?1"
        " AND id IN (SELECT value FROM json_each(?2)) RETURNING id",
        [voice, json.dumps(list(articles))],
    )
    return {article_id for (article_id,) in rows.fetchall()}
