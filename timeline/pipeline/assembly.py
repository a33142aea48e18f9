"""From saved mentions to events: voices, links, groups, events, ids and history.

`events` decides, `storage` keeps, and this brings the two together. What comes out is a function
of the stored articles and corrections alone: in any order and in any batches the same mentions
give the same events with the same public ids.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlite_utils import Database

from timeline.events.voices import SHARED_BANDS, bands, first_voice
from timeline.models import Article
from timeline.pipeline.acting import follow_lost
from timeline.pipeline.linking import link_mentions
from timeline.pipeline.regrouping import AtHand, Counts, regroup
from timeline.storage import voices
from timeline.storage.anchors import keys_of
from timeline.storage.mentions import MentionChanges, mention_ids, mentions_of_articles
from timeline.storage.topics import refresh_topics_of_articles

__all__ = ["Changed", "Counts", "assemble", "reassemble"]


@dataclass(frozen=True, slots=True)
class Changed:
    """An article that was stored or read again, with what saving its mentions changed."""

    article_id: int
    article: Article
    changes: MentionChanges


def assemble(
    db: Database, batch: Sequence[Changed], *, now: str, run_id: int | None = None
) -> Counts:
    """Link the mentions of some articles and bring the events up to date.

    Args:
        db: an open database in a write transaction, in which the batch was saved.
        batch: articles, each at most once.
        now: UTC instant.
        run_id: the ingest run, if there is one.

    Returns:
        How many events are new, changed and gone.
    """
    with _cycles_uncollected():
        return _assemble(db, batch, now=now, run_id=run_id)


@contextmanager
def _cycles_uncollected() -> Iterator[None]:
    """Hold the cycle collector back: a batch makes many small values, and no cycles.

    It took an eighth of the time, most of it in walking over what other stages keep.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _assemble(db: Database, batch: Sequence[Changed], *, now: str, run_id: int | None) -> Counts:
    revoiced = _update_voices(db, batch)
    linked = link_mentions(db, [(one.article, one.changes) for one in batch])
    touched = linked.touched | mentions_of_articles(db, revoiced)
    lost = [key for one in batch for key in one.changes.removed]
    lost += keys_of(
        db, [key for one in batch for key in one.changes.changed if key not in one.changes.linkable]
    )
    touched |= set(mention_ids(db, follow_lost(db, lost)).values())
    gone = {event for one in batch for event in one.changes.events}
    saved = {key: one for each in batch for key, one in each.changes.linkable.items()}
    at_hand = AtHand(saved, linked.traits)
    counts = regroup(db, touched, gone, at_hand, now=now, run_id=run_id)
    refresh_topics_of_articles(db, [one.article_id for one in batch], now=now)
    return counts


def reassemble(db: Database, keys: Iterable[str], *, now: str, run_id: int | None = None) -> Counts:
    """Decide again about the events that tell some mentions, after a correction.

    Args:
        db: an open database in a write transaction.
        keys: mention keys; those that are unknown are left out.
        now: UTC instant.
        run_id: the ingest run, if there is one.
    """
    touched = set(mention_ids(db, keys).values())
    return regroup(db, touched, (), AtHand(), now=now, run_id=run_id)


def _update_voices(db: Database, batch: Sequence[Changed]) -> set[int]:
    """Bring voices up to date; return the articles, of all, whose voice changed."""
    outcomes = {
        one.article_id: voices.replace_bands(
            db, one.article_id, bands(one.article.title, one.article.text)
        )
        for one in batch
    }
    revoiced: set[int] = set()
    edited = [article for article, outcome in outcomes.items() if outcome == "changed"]
    waiting = voices.articles_of_voices(db, edited)
    while waiting:
        component = _near_copies(db, waiting.pop())
        waiting -= component
        revoiced |= _name_voice(db, component)
    for article, outcome in outcomes.items():
        if outcome != "changed":
            copies = voices.near_copies(db, article, SHARED_BANDS) if outcome == "new" else set()
            revoiced |= _name_voice(db, voices.articles_of_voices(db, {article, *copies}))
    return revoiced


def _name_voice(db: Database, articles: set[int]) -> set[int]:
    """Give near-copies the name of their canonically first; return those that had another."""
    return voices.save_voice(db, articles, first_voice(voices.orders(db, articles).values()))


def _near_copies(db: Database, article_id: int) -> set[int]:
    """The articles that a chain of near-copies connects with this one, itself among them."""
    component: set[int] = set()
    waiting = {article_id}
    while waiting:
        current = waiting.pop()
        component.add(current)
        waiting |= voices.near_copies(db, current, SHARED_BANDS) - component
    return component
