"""From touched mentions to events: components, groups and what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from timeline.events.merge import Telling, build_event, canonical_order
from timeline.events.partition import Join, Node, partition
from timeline.events.rulings import rulings
from timeline.events.traits import Traits, unpack
from timeline.models import Correction, Event, EventMention
from timeline.pipeline.keeping import Keeper, Kept, Planned
from timeline.storage import linking
from timeline.storage.corrections import acting_corrections
from timeline.storage.entities import aliases as read_aliases
from timeline.storage.mentions import (
    StoredMention,
    load_mentions,
    mention_ids,
    mentions_of_events,
)

_ABOUT_EVENTS = frozenset({"title", "date", "place", "hide", "pin"})


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of events.

    Attributes:
        new, changed, gone: events; `changed` are those that a reader would see differently.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0

    @property
    def events(self) -> int:
        """Events that are new, changed or gone."""
        return self.new + self.changed + self.gone


@dataclass(slots=True)
class _Scope:
    """Whole components: all mentions, pairs, corrections and events that touch each other."""

    mentions: dict[int, StoredMention]
    joins: set[tuple[int, int, float]]
    corrections: dict[str, Correction]
    events: set[int]


@dataclass(frozen=True, slots=True)
class AtHand:
    """Mentions and traits that were made just now and need not be read, by integer id."""

    mentions: Mapping[int, EventMention] = field(default_factory=dict)
    traits: Mapping[int, Traits] = field(default_factory=dict)


def regroup(
    db: Database,
    touched: Iterable[int],
    events: Iterable[int],
    at_hand: AtHand,
    *,
    now: str,
    run_id: int | None,
) -> Counts:
    """Decide again which mentions are one event, wherever something was touched.

    Args:
        db: an open database in a write transaction.
        touched: integer ids of mentions.
        events: integer ids of events that lost or changed mentions.
        at_hand: what need not be read.
        now: UTC instant.
        run_id: the ingest run, if there is one.
    """
    scope = _scope(db, set(touched), set(events), at_hand.mentions)
    told = {key: one for key, one in scope.mentions.items() if one.mention.is_linked}
    corrections = sorted(scope.corrections.values(), key=lambda one: (one.at, one.key))
    ids = {one.mention.key: key for key, one in told.items()}
    constraints = rulings(corrections, ids)
    packed = linking.load_traits(db, told.keys() - at_hand.traits.keys())
    nodes = {
        key: Node(canonical_order(one.mention), at_hand.traits.get(key) or unpack(packed[key]))
        for key, one in told.items()
    }
    groups = [
        group
        for group in partition(nodes, [Join(*join) for join in scope.joins], constraints)
        if any(told[one].mention.state != "rejected" for one in group)
    ]
    kept = _keep(db, scope, groups, corrections, now=now, run_id=run_id)
    return Counts(kept.new, kept.changed, kept.gone)


def _scope(
    db: Database, mentions: set[int], events: set[int], saved: Mapping[int, EventMention]
) -> _Scope:
    """Follow pairs, events and merges from what was touched until nothing is added."""
    scope = _Scope({}, set(), {}, set())
    open_mentions, open_events = mentions, events
    while open_mentions or open_events:
        scope.events |= open_events
        open_mentions |= mentions_of_events(db, open_events)
        open_mentions -= scope.mentions.keys()
        found = load_mentions(db, open_mentions, saved)
        scope.mentions.update(found)
        joins = {pair for pair in linking.pairs_of(db, found) if pair.verdict == "join"}
        scope.joins |= {(pair.a, pair.b, pair.score) for pair in joins}
        new = acting_corrections(db, (one.mention.key for one in found.values()))
        scope.corrections.update((one.key, one) for one in new)
        keys = {key for one in new for key in (*one.keys, *one.value.get("others", "").split())}
        open_mentions = {end for pair in joins for end in (pair.a, pair.b)}
        open_mentions |= set(mention_ids(db, keys).values()) if keys else set()
        open_mentions -= scope.mentions.keys()
        open_events = {one.event_id for one in found.values() if one.event_id is not None}
        open_events -= scope.events
    return scope


def _keep(
    db: Database,
    scope: _Scope,
    groups: Sequence[tuple[int, ...]],
    corrections: Sequence[Correction],
    *,
    now: str,
    run_id: int | None,
) -> Kept:
    about: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.kind in _ABOUT_EVENTS and one.keys:
            about.setdefault(one.keys[0], []).append(one)
    aliases = read_aliases(
        db,
        {who.name for one in scope.mentions.values() for who in one.mention.entities}
        | {one.value["place"] for one in corrections if one.kind == "place"},
    )
    planned = []
    for group in groups:
        members = [scope.mentions[key] for key in group]
        said = [one for member in members for one in about.get(member.mention.key, ())]
        planned.append(Planned(group, _event(members, said, aliases), tuple(said)))
    return Keeper(db, now, run_id).keep(planned, scope.mentions, scope.events)


def _event(
    members: Sequence[StoredMention], said: Sequence[Correction], aliases: Mapping[str, str]
) -> Event:
    tellings = [
        Telling(_with_aliases(one.mention, aliases), one.publisher, one.voice) for one in members
    ]
    return build_event(tellings, [_with_alias(one, aliases) for one in said])


def _with_alias(correction: Correction, aliases: Mapping[str, str]) -> Correction:
    place = correction.value.get("place")
    if place is None or place not in aliases:
        return correction
    return replace(correction, value={**correction.value, "place": aliases[place]})


def _with_aliases(mention: EventMention, aliases: Mapping[str, str]) -> EventMention:
    if not any(who.name in aliases for who in mention.entities):
        return mention
    entities = tuple(replace(who, name=aliases.get(who.name, who.name)) for who in mention.entities)
    return replace(mention, entities=entities)
