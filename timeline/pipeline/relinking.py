"""Linking all stored mentions anew, where another version of the rules linked them."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events.traits import TRAITS_VERSION
from timeline.pipeline.linking import link_mentions
from timeline.pipeline.regrouping import AtHand, regroup
from timeline.pipeline.run import IngestRun
from timeline.storage import linking, transaction
from timeline.storage.anchors import mention_ids_in
from timeline.storage.articles import StoredArticle, stored_articles
from timeline.storage.mentions import MentionChanges, load_mentions

_PAGE = 200


def relink(run: IngestRun) -> None:
    """Compare all mentions again if their links cannot be read any more; ids and history stay.

    One transaction, so that a killed run leaves the old links and the next one begins again.

    Raises:
        StorageError: the database cannot be written.
    """
    if not linking.was_linked_otherwise(run.db, TRAITS_VERSION):
        return
    with transaction(run.db):
        linking.drop_all_links(run.db)
        touched: set[int] = set()
        for page in _pages(run):
            touched |= link_mentions(
                run.db, [(one.article, _linkable(run, one.id)) for one in page]
            ).touched
        regroup(run.db, touched, (), AtHand(), now=run.clock(), run_id=run.run_id)


def _pages(run: IngestRun) -> Iterator[list[StoredArticle]]:
    after_id = 0
    while page := stored_articles(run.db, after_id=after_id, limit=_PAGE, by_hand=True):
        yield page
        after_id = page[-1].id


def _linkable(run: IngestRun, article_id: int) -> MentionChanges:
    stored = load_mentions(run.db, mention_ids_in(run.db, article_id), {})
    told = {key: one.mention for key, one in stored.items() if one.mention.is_linked}
    return MentionChanges(article_id, linkable=told)
