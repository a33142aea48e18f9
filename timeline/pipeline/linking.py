"""Which pairs of mentions are compared, and keeping the pairs that agree.

See `timeline.events.blocks` for the rule; here it is kept true while mentions come, change and
go: after every batch the stored pairs are those that the whole set of mentions gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from timeline.events.blocks import PIVOTS, blocks, rank
from timeline.events.features import Features, article_terms, features, pack, unpack
from timeline.events.link import compare
from timeline.models import Article
from timeline.storage import linking
from timeline.storage.linking import LinkRow, Pair
from timeline.storage.mentions import MentionChanges, load_mentions

Members = dict[int, list[tuple[int, int]]]


def link_mentions(db: Database, batch: Sequence[tuple[Article, MentionChanges]]) -> set[int]:
    """Compare the mentions of some articles with those they may belong to.

    Args:
        db: an open database in a write transaction.
        batch: articles with what saving their mentions changed.

    Returns:
        Integer ids of all mentions whose event may have changed.
    """
    linker = _Linker(db)
    touched = {mention for _, changes in batch for mention in changes.partners}
    new = linker.read(batch)
    touched |= linker.replace(new, {block for _, one in batch for block in one.blocks})
    touched.update(mention for _, one in batch for mention in (*one.added, *one.changed))
    return touched


class _Linker:
    def __init__(self, db: Database) -> None:
        self.db = db
        self.features: dict[int, Features] = {}
        self.neighbours: dict[int, dict[int, tuple[int, ...]]] = {}

    def read(self, batch: Sequence[tuple[Article, MentionChanges]]) -> dict[int, LinkRow | None]:
        """Work out which links rows differ from the stored ones; None where one must go."""
        stored = load_mentions(self.db, [one for _, changes in batch for one in changes.kept])
        before = linking.load_features(self.db, stored)
        contexts = {
            changes.article_id: article_terms(article.title, article.text, article.language)
            for article, changes in batch
        }
        differing: dict[int, LinkRow | None] = {}
        for mention_id, one in stored.items():
            if one.mention.state == "rejected":
                if mention_id in before:
                    differing[mention_id] = None
                continue
            value = features(one.mention, contexts[one.article_id])
            packed = pack(value)
            if before.get(mention_id) != packed:
                self.features[mention_id] = value
                own = self._blocks(mention_id)
                differing[mention_id] = LinkRow(rank(one.mention.key), packed, tuple(own))
        return differing

    def replace(self, rows: dict[int, LinkRow | None], emptied: set[int]) -> set[int]:
        """Store the differing rows and the pairs that follow from them."""
        dropped = linking.drop_links(self.db, list(rows))
        left = emptied | dropped.blocks
        new = {mention_id: row for mention_id, row in rows.items() if row is not None}
        probed = {
            near
            for mention_id in new
            for own in self._blocks(mention_id).values()
            for near in own
        } | {block for row in new.values() for block in row.blocks}
        before = linking.first_members(self.db, probed | left, PIVOTS + 1)
        linking.add_links(self.db, new)
        after = _with_new(before, new)
        wanted = {mention_id: self._partners(mention_id, after) for mention_id in new}
        promoted = self._promoted(left, before, new)
        wanted.update((one, self._partners(one, after)) for one in promoted)
        touched = set(dropped.partners) | set(rows)
        touched |= self._compare(wanted)
        return touched | self._lapse(before, after)

    def _blocks(self, mention_id: int) -> dict[int, tuple[int, ...]]:
        if mention_id not in self.neighbours:
            self.neighbours[mention_id] = blocks(self.features[mention_id])
        return self.neighbours[mention_id]

    def _load(self, ids: Iterable[int]) -> None:
        missing = [one for one in ids if one not in self.features]
        for mention_id, packed in linking.load_features(self.db, missing).items():
            self.features[mention_id] = unpack(packed)
