"""Taking an article down: the events without it, then the article and its traces."""

from __future__ import annotations

from sqlite_utils import Database

from timeline.models import Article
from timeline.pipeline.assembly import Changed, assemble
from timeline.storage.forget import REASON, article_id_of, erase_text, erase_traces
from timeline.storage.mentions import save_mentions


def take_down(db: Database, article_key: str, *, now: str) -> None:
    """Erase an article and all that quotes it, inside the caller's transaction.

    Args:
        db: an open database in a write transaction.
        article_key: of the article; nothing happens if it is not there.
        now: UTC instant.
    """
    article_id = article_id_of(db, article_key)
    if article_id is None:
        return
    quotations = erase_text(db, article_id)
    changes = save_mentions(db, article_id, [], now=now, gone=REASON)
    emptied = Article(title="", text="", url=article_key)
    assemble(db, [Changed(article_id, emptied, changes)], now=now)
    erase_traces(db, article_id, article_key, changes.removed, quotations)
