"""After every run: which mentions the corrections act on now, and whether they hold.

A correction that finds nothing any more, or that the events do not show, is a conflict with its
reason; it is tried again after every run and never dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from timeline.pipeline.acting import act, acting_standing, look_again
from timeline.pipeline.assembly import reassemble
from timeline.pipeline.rescue import keep_wanted
from timeline.storage.anchors import (
    Standing,
    alias_root,
    places_of,
    save_aliases,
    standings,
)
from timeline.storage.corrections import (
    StoredCorrection,
    list_corrections,
    mark_correction,
    replace_anchors,
)
from timeline.storage.forget import REASON, article_id_of

_SAYS_ONE_THING = ("title", "date", "place")
_LOST = "the sentence that it is about is in no article any more"


def settle(
    db: Database, *, now: str, run_id: int | None = None, released: Iterable[str] = ()
) -> list[StoredCorrection]:
    """Bring all corrections up to date with the mentions, and the events with them.

    Args:
        db: an open database in a write transaction.
        now: UTC instant.
        run_id: the ingest run, if there is one.
        released: mention keys of corrections that were just taken back.

    Returns:
        The corrections that do not hold.
    """
    corrections = list_corrections(db)
    if not corrections and not released:
        return []
    corrections = look_again(db, corrections)
    moved = act(db, corrections)
    keep_wanted(db, corrections, {*moved, *released}, now=now, run_id=run_id)
    if moved:
        reassemble(db, moved, now=now, run_id=run_id)
    return check(db, _follow(db, corrections))


def _follow(db: Database, corrections: Sequence[StoredCorrection]) -> list[StoredCorrection]:
    """Put the mentions that left a corrected event behind those that stayed.

    Should the mention that acts be lost one day, the correction stays with the event that it was
    about and does not go with a part that was split from it.
    """
    present = standings(db, {a.key for one in corrections for a in one.anchors})
    followed: list[StoredCorrection] = []
    for one in corrections:
        anchors = one.anchors
        first = acting_standing(one.side("keys"), present)
        if one.kind not in ("merge", "split") and first is not None and first.event is not None:
            left = {
                a.key for a in anchors if a.key in present and present[a.key].event != first.event
            }
            anchors = tuple(sorted(anchors, key=lambda a: a.key in left))
            if anchors != one.anchors:
                replace_anchors(db, one.key, anchors)
                one = replace(one, anchors=anchors)
        followed.append(one)
    return followed


def restore_aliases(db: Database) -> None:
    """Write the aliases that corrections say, inside the caller's transaction."""
    save_aliases(db, _aliases(list_corrections(db)))


def check(db: Database, corrections: Sequence[StoredCorrection]) -> list[StoredCorrection]:
    """Write for every correction whether it holds; return those that do not, with the reason."""
    present = standings(db, {a.key for one in corrections for a in one.anchors})
    verdicts = _Verdicts(db, present, corrections)
    conflicts: list[StoredCorrection] = []
    for one in corrections:
        reason = verdicts.reason(one)
        state = "holds" if reason is None else "conflict"
        if (state, reason) != (one.state, one.conflict):
            mark_correction(db, one.key, "holds" if reason is None else "conflict", reason)
        if reason is not None:
            conflicts.append(replace(one, state="conflict", conflict=reason))
    return conflicts


class _Verdicts:
    """Why corrections do not hold, read off the events as they are."""

    def __init__(
        self,
        db: Database,
        present: Mapping[str, Standing],
        corrections: Sequence[StoredCorrection],
    ) -> None:
        self.db = db
        self.present = present
        self.aliases = dict(_aliases(corrections))
        self._latest = self._latest_of(corrections)

    def reason(self, one: StoredCorrection) -> str | None:
        """Tell why a correction does not hold, or None if it does."""
        if one.kind == "alias":
            return self._alias(one)
        if one.kind == "forget":
            there = article_id_of(self.db, one.value["url"]) is not None
            return "the article is there again" if there else None
        if not one.value and one.conflict == REASON:
            return REASON
        first = self._standing(one, "keys")
        if first is None:
            return _LOST
        if first.event is None:
            return f"its sentence tells of no event any more ({first.rejected_reason})"
        checks: dict[str, Callable[[StoredCorrection, Standing], str | None]] = {
            "title": self._said, "date": self._said, "place": self._said, "merge": self._merge,
            "split": self._split, "hide": self._hide, "pin": self._pin,
        }  # fmt: skip
        checked = checks.get(one.kind)
        return checked(one, first) if checked else None

    def _latest_of(
        self, corrections: Sequence[StoredCorrection]
    ) -> dict[tuple[str, str], StoredCorrection]:
        latest: dict[tuple[str, str], StoredCorrection] = {}
        for one in corrections:
            standing = self._standing(one, "keys") if one.kind in _SAYS_ONE_THING else None
            if standing is not None and standing.event is not None:
                latest[standing.event, one.kind] = one
        return latest

    def _standing(self, one: StoredCorrection, side: str) -> Standing | None:
        return acting_standing(one.side(side), self.present)

    def _said(self, one: StoredCorrection, first: Standing) -> str | None:
        assert first.event is not None  # noqa: S101
        if one.kind == "place":
            wanted = alias_root(self.aliases, one.value["place"])
            holds = wanted in places_of(self.db, first.event)
        elif one.kind == "title":
            holds = one.value["title"] == first.title
        else:
            holds = one.value["edtf"] == first.edtf
        if holds:
            return None
        latest = self._latest[first.event, one.kind]
        if latest.key != one.key:
            return f"a later correction, {latest.key} by {latest.by}, says otherwise"
        return f"event {first.event} does not show it"

    def _merge(self, one: StoredCorrection, first: Standing) -> str | None:
        other = self._standing(one, "others")
        if other is None:
            return _LOST
        if other.event is None:
            return f"one of the two is no event any more ({other.rejected_reason})"
        if other.event != first.event:
            return f"a split keeps {first.event} and {other.event} apart"
        return None

    def _split(self, one: StoredCorrection, _: Standing) -> str | None:
        events: dict[str, set[str]] = defaultdict(set)
        for side in ("keys", "others"):
            for anchor in one.side(side):
                standing = self.present.get(anchor.key)
                if standing is not None and standing.event is not None:
                    events[side].add(standing.event)
        both = events["keys"] & events["others"]
        if both:
            return f"a merge keeps both sides in {min(both)}"
        return None

    def _hide(self, _: StoredCorrection, first: Standing) -> str | None:
        return None if first.state == "hidden" else f"event {first.event} is shown"

    def _pin(self, _: StoredCorrection, first: Standing) -> str | None:
        shown = first.pinned and first.state == "shown"
        return None if shown else f"event {first.event} is hidden by another correction"

    def _alias(self, one: StoredCorrection) -> str | None:
        said = self.aliases[one.value["alias"]]
        if said != one.value["name"]:
            return f"a later correction says that {one.value['alias']} is {said}"
        return None


def _aliases(corrections: Iterable[StoredCorrection]) -> list[tuple[str, str]]:
    return [(one.value["alias"], one.value["name"]) for one in corrections if one.kind == "alias"]
