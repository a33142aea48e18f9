"""Writing planned events over the stored ones: rows, public ids, redirects and history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from timeline.models import Correction, Event
from timeline.storage import events as store
from timeline.storage.entities import roles_of, save_entities
from timeline.storage.events import Change, Redirect, StoredEvent
from timeline.storage.mentions import StoredMention
from timeline.storage.topics import refresh_topics

_SEEN_BY_READERS = ("key", "title", "edtf", "state", "modality", "conflict")
_TOLD = (("title", "title"), ("edtf", "date"), ("state", "state"), ("modality", "modality"))


@dataclass(frozen=True, slots=True)
class Planned:
    """An event as it should be: its mentions' integer ids, and who corrected it."""

    members: tuple[int, ...]
    event: Event
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """How many events are new, changed for a reader, and gone."""

    new: int
    changed: int
    gone: int


class Keeper:
    """One regrouping's writes, inside the caller's transaction at `now`."""

    def __init__(self, db: Database, now: str, run_id: int | None) -> None:
        self._db = db
        self._now = now
        self._run_id = run_id
        self._history: list[Change] = []
        self._redirects: list[Redirect] = []
        self._roles: dict[int, set[tuple[str, str]]] = {}
        self._claimed: dict[str, str] = {}
        self._revived: list[str] = []
        self._changed = 0

    def keep(
        self,
        planned: Sequence[Planned],
        mentions: Mapping[int, StoredMention],
        events: Iterable[int],
    ) -> Kept:
        """Make the stored events of some components those that are planned.

        Args:
            planned: all events of the components.
            mentions: all their mentions, rejected ones among them.
            events: integer ids of all events that any of them was part of.
        """
        stored = store.load_events(self._db, events)
        self._roles = roles_of(self._db, stored)
        self._claimed = {plan.event.key: _claimed(plan, mentions) for plan in planned}
        rows = _rows(planned, stored, mentions)
        gone = stored.keys() - set(rows.values())
        home = {mentions[one].mention.key: plan for plan in planned for one in plan.members}
        self._say_where(planned, rows, stored, home, mentions)
        store.delete_events(self._db, sorted(gone))
        moving = [row for place, row in rows.items()
                  if stored[row].key != planned[place].event.key]  # fmt: skip
        store.vacate_keys(self._db, moving)
        placed = self._write(planned, [stored[rows[p]] if p in rows else None
                                       for p in range(len(planned))])  # fmt: skip
        self._assign(planned, placed, mentions)
        store.drop_redirects(self._db, self._revived)
        store.save_redirects(self._db, self._redirects, now=self._now)
        store.append_history(self._db, self._history, now=self._now, run_id=self._run_id)
        refresh_topics(self._db, now=self._now, event_ids=placed)
        return Kept(len(planned) - len(rows), self._changed, len(gone))

    def _write(self, planned: Sequence[Planned], olds: Sequence[StoredEvent | None]) -> list[int]:
        """Insert or update the rows of events; return their integer ids in the same order."""
        fresh = [plan for plan, old in zip(planned, olds, strict=True) if old is None]
        ids = store.insert_events(
            self._db, [store.event_values(plan.event) for plan in fresh], now=self._now
        )
        self._revived += [plan.event.key for plan in fresh]
        entities = dict(zip(ids, [plan.event.entities for plan in fresh], strict=True))
        new = set(ids)
        placed = []
        unplaced = iter(ids)
        for plan, old in zip(planned, olds, strict=True):
            placed.append(next(unplaced) if old is None else old.id)
            if old is not None:
                self._update(plan, old)
                roles = {(entity.name, entity.role) for entity in plan.event.entities}
                if roles != self._roles.get(old.id, set()):
                    entities[old.id] = plan.event.entities
        save_entities(self._db, entities, new=new)
        return placed

    def _update(self, plan: Planned, old: StoredEvent) -> None:
        """Update the row of an event where it differs."""
        values = store.event_values(plan.event)
        differing = {name: value for name, value in values.items() if old.values[name] != value}
        if not differing:
            return
        seen = any(name in differing for name in _SEEN_BY_READERS)
        self._changed += seen
        store.update_event(self._db, old.id, differing, changed_at=self._now if seen else None)
        self._tell_changes(plan, old, values)
        if old.key != plan.event.key:
            self._revived.append(plan.event.key)

    def _tell_changes(self, plan: Planned, old: StoredEvent, values: Mapping[str, Any]) -> None:
        by = {one.kind: one for one in plan.corrections}
        for column, change in _TOLD:
            if old.values[column] != values[column]:
                correction = by.get("hide" if change == "state" else change)  # type: ignore[call-overload]
                self._history.append(
                    Change(
                        plan.event.key, change, str(old.values[column]), str(values[column]),
                        note=correction and correction.note, by=correction and correction.by,
                    )
                )  # fmt: skip
        if old.values["conflict"] != values["conflict"]:
            said = self._claimed[plan.event.key]
            before, after = (None, said) if values["conflict"] else (old.values["edtf"], None)
            self._history.append(Change(plan.event.key, "conflict", before, after))

    def _say_where(
        self,
        planned: Sequence[Planned],
        rows: Mapping[int, int],
        stored: Mapping[int, StoredEvent],
        home: Mapping[str, Planned],
        mentions: Mapping[int, StoredMention],
    ) -> None:
        """Redirect every public id that is given up, and tell why in the history."""
        place_of = {row: place for place, row in rows.items()}
        live = {plan.event.key for plan in planned}
        for row, old in stored.items():
            place = place_of.get(row)
            if place is not None and planned[place].event.key != old.key:
                new_key = planned[place].event.key
                self._history.append(Change(new_key, "moved", old.key, new_key))
            if old.key in live:
                continue
            target = home.get(old.key) or _heir(row, planned, mentions)
            why = self._reason(old.key) if target is None else _why(place, target, planned)
            new = target.event.key if target else None
            self._redirects.append(Redirect(old.key, new, why))
            if place is None:
                change = "retracted" if target is None else "merged"
                self._history.append(Change(new or old.key, change, old.key, new, note=why))
        for place, plan in enumerate(planned):
            if place not in rows:
                self._tell_new(plan, stored, mentions)

    def _tell_new(
        self, plan: Planned, stored: Mapping[int, StoredEvent],
        mentions: Mapping[int, StoredMention],
    ) -> None:  # fmt: skip
        former = sorted(
            stored[event].key
            for event in {mentions[one].event_id for one in plan.members}
            if event is not None and event in stored
        )
        key = plan.event.key
        if former:
            self._history.append(Change(key, "split", ", ".join(former), key))
        else:
            self._history.append(Change(key, "new", None, plan.event.title))

    def _reason(self, key: str) -> str:
        return store.why_gone(self._db, key) or "nothing tells it any more"

    def _assign(
        self, planned: Sequence[Planned], placed: Sequence[int],
        mentions: Mapping[int, StoredMention],
    ) -> None:  # fmt: skip
        wanted: dict[int, tuple[int | None, str | None]] = dict.fromkeys(mentions, (None, None))
        for plan, event_id in zip(planned, placed, strict=True):
            for one in plan.members:
                wanted[one] = (event_id, plan.event.claims.get(mentions[one].mention.key))
        rows = [
            (event_id, claim, one)
            for one, (event_id, claim) in wanted.items()
            if (mentions[one].event_id, mentions[one].claim) != (event_id, claim)
        ]
        store.assign_mentions(self._db, rows)


def _claimed(plan: Planned, mentions: Mapping[int, StoredMention]) -> str:
    """Which dates an event's articles claim, and how many of them: `2024-07-14 (3), …`."""
    articles: dict[str, set[int]] = {}
    for one in plan.members:
        articles.setdefault(mentions[one].mention.edtf or "", set()).add(mentions[one].article_id)
    ordered = sorted(articles, key=lambda edtf: (-len(articles[edtf]), edtf))
    return ", ".join(f"{edtf} ({len(articles[edtf])})" for edtf in ordered)


def _rows(
    planned: Sequence[Planned],
    stored: Mapping[int, StoredEvent],
    mentions: Mapping[int, StoredMention],
) -> dict[int, int]:
    """Choose which stored row each planned event keeps: place in `planned` → integer id.

    The row that has its key already, else the one that most of its mentions are part of.
    """
    by_key = {old.key: row for row, old in stored.items()}
    rows = {
        place: by_key[plan.event.key]
        for place, plan in enumerate(planned)
        if plan.event.key in by_key
    }
    free = stored.keys() - set(rows.values())
    for place, plan in enumerate(planned):
        if place in rows:
            continue
        shares = Counter(mentions[one].event_id for one in plan.members)
        candidates = [row for row in shares if row is not None and row in free]
        if candidates:
            chosen = min(candidates, key=lambda row: (-shares[row], stored[row].key))
            rows[place] = chosen
            free -= {chosen}
    return rows


def _heir(
    row: int, planned: Sequence[Planned], mentions: Mapping[int, StoredMention]
) -> Planned | None:
    """The event that now tells most of what a former one told."""
    shares = [sum(mentions[one].event_id == row for one in plan.members) for plan in planned]
    best = max(range(len(shares)), key=lambda place: (shares[place], -place), default=None)
    return None if best is None or shares[best] == 0 else planned[best]


def _why(place: int | None, target: Planned, planned: Sequence[Planned]) -> str:
    if place is not None and planned[place] is target:
        return "an earlier mention of it gives it its id"
    return "it is the same event"
