"""Which pairs of mentions are compared, and keeping the pairs that agree.

See `timeline.events.blocks` for the rule; here it is kept true while mentions come, change and
go: after every batch the stored pairs are those that the whole set of mentions gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from timeline.events.blocks import PIVOTS, blocks, days_of, may_meet, rank, reach
from timeline.events.link import compare
from timeline.events.traits import Traits, article_terms, pack, traits_of, unpack
from timeline.models import Article
from timeline.storage import linking
from timeline.storage.linking import LinkRow, Member, Pair
from timeline.storage.mentions import MentionChanges

Members = Mapping[int, Sequence[Member]]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking a batch touched.

    Attributes:
        touched: integer ids of all mentions whose event may have changed.
        traits: of the mentions that were read on the way, by integer id.
    """

    touched: set[int]
    traits: Mapping[int, Traits]


def link_mentions(db: Database, batch: Sequence[tuple[Article, MentionChanges]]) -> Linked:
    """Compare the mentions of some articles with those they may belong to.

    Args:
        db: an open database in a write transaction.
        batch: articles with what saving their mentions changed.

    """
    linker = _Linker(db)
    touched = {mention for _, changes in batch for mention in changes.partners}
    touched.update(mention for _, one in batch for mention in (*one.linkable, *one.changed))
    rows = linker.read(batch)
    emptied = {block for _, changes in batch for block in changes.blocks}
    if rows or emptied:
        touched |= linker.replace(rows, emptied)
    return Linked(touched, linker.traits)


class _Linker:
    """One batch: traits and blocks are read once; `db` is in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.traits: dict[int, Traits] = {}
        self._blocks: dict[int, dict[int, tuple[int, ...]]] = {}

    def read(self, batch: Sequence[tuple[Article, MentionChanges]]) -> dict[int, LinkRow | None]:
        """Work out which link rows differ from the stored ones; None where one must go."""
        mentions = {key: one for _, changes in batch for key, one in changes.linkable.items()}
        changed = [key for _, changes in batch for key in changes.changed]
        before = linking.load_traits(self.db, [*mentions, *changed])
        differing: dict[int, LinkRow | None] = {
            key: None for key in changed if key in before and key not in mentions
        }
        for article, changes in batch:
            if changes.linkable:
                context = article_terms(article.title, article.text, article.language)
            for key, mention in changes.linkable.items():
                traits = traits_of(mention, context)
                packed = pack(traits)
                if before.get(key) != packed:
                    self.traits[key] = traits
                    own = tuple(self._blocks_of(key))
                    differing[key] = LinkRow(
                        rank(mention.key, supporting=traits.supporting),
                        days_of(traits),
                        packed,
                        own,
                    )
        return differing

    def replace(self, rows: Mapping[int, LinkRow | None], emptied: set[int]) -> set[int]:
        """Store the rows and the pairs that follow; return the mentions that it concerns."""
        new = {mention_id: row for mention_id, row in rows.items() if row is not None}
        dropped = linking.drop_links(self.db, list(rows))
        linking.add_links(self.db, new)
        left = emptied | dropped.blocks
        joined = {block for row in new.values() for block in row.blocks}
        probed = {near for one in new for own in self._blocks_of(one).values() for near in own}
        members = linking.first_members(self.db, probed | joined | left, PIVOTS + 1)
        wanted = self._partners([*new, *_full_pivots(members, left)], members, new)
        touched = {*rows, *dropped.partners, *self._compare(wanted)}
        crowded = {block for block in joined if len(members.get(block, ())) > PIVOTS}
        return touched | self._lapse(self._evicted(crowded, new))

    def _evicted(self, crowded: set[int], new: Mapping[int, LinkRow]) -> set[int]:
        """Who was a pivot of one of these blocks before the new mentions joined it."""
        joining = Counter(block for row in new.values() for block in row.blocks)
        most = max((joining[block] for block in crowded), default=0)
        evicted: set[int] = set()
        for members in linking.first_members(self.db, crowded, PIVOTS + most).values():
            before = [one for _, one, _ in members if one not in new][:PIVOTS]
            evicted.update(set(before) - {one for _, one, _ in members[:PIVOTS]})
        return evicted

    def _partners(
        self, mentions: Iterable[int], members: Members, read: Container[int]
    ) -> dict[int, set[int]]:
        """Find whom each mention must be compared with.

        Args:
            mentions: ids whose traits are known or stored.
            members: the first `PIVOTS` + 1 members of blocks.
            read: mentions whose blocks and their neighbours are all in `members`; the others'
                are read here.
        """
        distinct = list(dict.fromkeys(mentions))
        self._load(distinct)
        blocks_of = {one: self._blocks_of(one) for one in distinct}
        unread = {block for one in distinct if one not in read
                  for own in blocks_of[one].items() for block in (own[0], *own[1])}  # fmt: skip
        if unread:
            members = {**members, **linking.first_members(self.db, unread, PIVOTS + 1)}
        pivots = {block: those[:PIVOTS] for block, those in members.items() if those}
        crowded = {block for block, those in members.items() if len(those) > PIVOTS}
        leads = {
            one: {
                block
                for block in own
                if block not in crowded or any(member[1] == one for member in pivots.get(block, ()))
            }
            for one, own in blocks_of.items()
        }
        wanted = {
            near
            for one, own in blocks_of.items()
            for block, nears in own.items()
            if not crowded.isdisjoint(nears)
            for near in crowded.intersection(nears)
            if reach(block, near, block in leads[one]) == "all"
        }
        full = {**pivots, **(linking.all_members(self.db, wanted) if wanted else {})}
        return {
            one: self._met(one, own, leads[one], pivots, full) for one, own in blocks_of.items()
        }

    def _met(
        self,
        mention_id: int,
        own: Mapping[int, tuple[int, ...]],
        leads: set[int],
        pivots: Members,
        full: Members,
    ) -> set[int]:
        """Collect whom one mention meets in its blocks and their neighbours.

        Where it is a pivot itself (`leads`) it may meet all members, else only the pivots.
        """
        meetings: dict[int, int] = {}
        days: dict[int, int] = {}
        for block, nears in own.items():
            is_lead = block in leads
            for near in nears:
                if near not in pivots:
                    continue
                whom = reach(block, near, is_lead)
                those = full[near] if whom == "all" else pivots[near] if whom == "pivots" else ()
                for _, other, when in those:
                    meetings[other] = meetings.get(other, 0) + 1
                    days[other] = when
        meetings.pop(mention_id, None)
        own_days = days_of(self.traits[mention_id])
        return {
            other for other, count in meetings.items() if may_meet(own_days, days[other], count)
        }

    def _compare(self, wanted: Mapping[int, set[int]]) -> set[int]:
        """Compare mentions with their partners, store what agrees, return who agrees."""
        pairs = {(min(a, b), max(a, b)) for a, others in wanted.items() for b in others}
        self._load({one for pair in pairs for one in pair})
        agreeing = []
        for a, b in pairs:
            supporting = self.traits[a].supporting + self.traits[b].supporting
            if supporting == 2:
                continue
            comparison = compare(self.traits[a], self.traits[b])
            if comparison.verdict == "join" or (comparison.verdict == "maybe" and not supporting):
                agreeing.append(Pair(a, b, comparison.score, comparison.verdict))
        linking.save_pairs(self.db, agreeing)
        return {one for pair in agreeing for one in (pair.a, pair.b)}

    def _lapse(self, evicted: set[int]) -> set[int]:
        """Delete the pairs of former pivots that no block asks for any more."""
        if not evicted:
            return set()
        pairs = linking.pairs_of(self.db, evicted)
        ends = {one for pair in pairs for one in (pair.a, pair.b)}
        asked = self._partners(ends, {}, ())
        lapsed = [
            pair for pair in pairs if pair.b not in asked[pair.a] and pair.a not in asked[pair.b]
        ]
        linking.delete_pairs(self.db, lapsed)
        return {one for pair in lapsed for one in (pair.a, pair.b)}

    def _blocks_of(self, mention_id: int) -> dict[int, tuple[int, ...]]:
        if mention_id not in self._blocks:
            self._blocks[mention_id] = blocks(self.traits[mention_id])
        return self._blocks[mention_id]

    def _load(self, ids: Iterable[int]) -> None:
        missing = [one for one in ids if one not in self.traits]
        if missing:
            for mention_id, packed in linking.load_traits(self.db, missing).items():
                self.traits[mention_id] = unpack(packed)


def _pivots(members: Members, blocks: Iterable[int]) -> set[int]:
    return {one for block in blocks for _, one, _ in members.get(block, ())[:PIVOTS]}


def _full_pivots(members: Members, blocks: Iterable[int]) -> set[int]:
    """Pivots that may have become so because another member left their block."""
    return _pivots(members, [b for b in blocks if len(members.get(b, ())) >= PIVOTS])
