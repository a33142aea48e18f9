"""Which mentions a correction acts on now, and where a lost one has gone.

A mention that is gone is looked for again in its article: the same date in a sentence that
says nearly the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from timeline import edtf
from timeline.errors import EDTFError
from timeline.storage.anchors import Standing, anchors_of_sentences_in, standings
from timeline.storage.corrections import (
    Anchor,
    StoredCorrection,
    acting_keys,
    corrections_acting_on,
    name_key,
    replace_anchors,
    set_acting_keys,
    url_key,
)

SIMILAR = 0.5
"""A sentence is the same one, edited, if it shares this part of all words (Jaccard)."""

_WORD = re.compile(r"\w+")


def follow_lost(db: Database, lost: Sequence[str]) -> set[str]:
    """Let the corrections that acted on lost mentions act on others, before events are decided.

    Args:
        db: an open database in a write transaction.
        lost: keys of mentions that were just removed or rejected.

    Returns:
        Keys of the mentions on which they act now.
    """
    corrections = corrections_acting_on(db, lost) if lost else []
    return act(db, look_again(db, corrections)) if corrections else set()


def look_again(db: Database, corrections: Sequence[StoredCorrection]) -> list[StoredCorrection]:
    """Add to the anchors of lost mentions those that they became, where that can be told."""
    present = standings(db, {a.key for one in corrections for a in one.anchors})
    articles: dict[str, list[Anchor]] = {}
    found: list[StoredCorrection] = []
    for one in corrections:
        known = {anchor.key for anchor in one.anchors}
        anchors: list[Anchor] = []
        for anchor in one.anchors:
            anchors.append(anchor)
            if anchor.key in present or not anchor.sentence:
                continue
            if anchor.article not in articles:
                articles[anchor.article] = anchors_of_sentences_in(db, anchor.article)
            again = find_again(anchor, (a for a in articles[anchor.article] if a.key not in known))
            if again is not None:
                known.add(again.key)
                anchors.append(replace(again, side=anchor.side))
        if len(anchors) > len(one.anchors):
            replace_anchors(db, one.key, anchors)
            one = replace(one, anchors=tuple(anchors))
        found.append(one)
    return found


def act(db: Database, corrections: Sequence[StoredCorrection]) -> set[str]:
    """Write which keys of corrections act, inside the caller's transaction.

    Returns:
        The keys that act now or did before, of all corrections where that changed.
    """
    present = standings(db, {a.key for one in corrections for a in one.anchors})
    before = acting_keys(db)
    moved: set[str] = set()
    for one in corrections:
        acting = acting_of(one, present)
        old = before.get(one.key, set())
        if acting != old:
            set_acting_keys(db, one.key, acting)
            moved |= acting | old
    return moved


def acting_of(one: StoredCorrection, present: Mapping[str, Standing]) -> set[str]:
    """Which keys of a correction act, given the mentions that are there.

    Those in which the rules read an event come first.

    Args:
        one: the correction.
        present: the mentions that exist, by key.
    """
    if one.kind == "alias":
        return {name_key(one.value["alias"]), name_key(one.value["name"])}
    if one.kind == "forget":
        return {url_key(one.value["url"])}
    sides = [
        [anchor.key for anchor in one.side(side) if anchor.key in present]
        for side in ("keys", "others")
    ]
    if one.kind in ("merge", "split"):
        return {key for side in sides for key in side}
    return {_first(side, present) for side in sides if side}


def wanted(corrections: Iterable[StoredCorrection], present: Mapping[str, Standing]) -> set[str]:
    """Which mentions must tell of an event although the rules read none there.

    That is so where people spoke of an event that nothing else tells any more: they know
    better. Hiding one is no reason to keep it.

    Args:
        corrections: that act.
        present: the mentions that exist, by key.
    """
    keys: set[str] = set()
    for one in corrections:
        if one.kind in ("hide", "alias", "forget"):
            continue
        for side in ("keys", "others"):
            here = [a.key for a in one.side(side) if a.key in present]
            if here and all(present[key].rejected_reason for key in here):
                keys.update([key for key in here if present[key].dated][:1])
    return keys


def acting_standing(anchors: Sequence[Anchor], present: Mapping[str, Standing]) -> Standing | None:
    """What the mention is now on which a side of a correction acts; None if none is there."""
    here = [anchor.key for anchor in anchors if anchor.key in present]
    return present[_first(here, present)] if here else None


def _first(keys: Sequence[str], present: Mapping[str, Standing]) -> str:
    """The first in which the rules read an event, else the first with a date, else the first."""
    told = [key for key in keys if present[key].rejected_reason is None]
    dated = [key for key in keys if present[key].dated]
    return (told or dated or keys)[0]


def similarity(a: str, b: str) -> float:
    """How many of all words two sentences share (Jaccard index), in [0, 1]."""
    left, right = (set(_WORD.findall(text.lower())) for text in (a, b))
    return len(left & right) / len(left | right) if left | right else 0.0


def find_again(anchor: Anchor, candidates: Iterable[Anchor]) -> Anchor | None:
    """Find the mention that a lost one has become.

    Args:
        anchor: where it stood.
        candidates: the mentions of its article now.

    Returns:
        The one whose sentence says most nearly the same, of those with the same date; None if
        none is alike.
    """
    alike = [
        (similarity(anchor.sentence, candidate.sentence), candidate)
        for candidate in candidates
        if anchor.sentence and _same_date(anchor.edtf, candidate.edtf)
    ]
    close = [(score, candidate) for score, candidate in alike if score >= SIMILAR]
    return min(close, key=lambda one: (-one[0], one[1].key))[1] if close else None


def _same_date(a: str, b: str) -> bool:
    try:
        return a == b or edtf.parse(a).overlaps(edtf.parse(b))
    except EDTFError:
        return False
