"""Looking up what corrections speak of: mentions, their events, and sentences that were edited."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from timeline.storage.corrections import Anchor

KEPT = "kept for a correction, else: "
"""What the rule of a mention begins with that the rules reject and people spoke of."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a mention is, and what it is part of now.

    Attributes:
        dated: whether it has a date.
        rejected_reason: why the rules read no event there, or None if they do.
        kept: whether it tells of an event all the same, because people spoke of it.
        event: public id, or None if it tells of no event.
        title, edtf, state, pinned: of the event.
    """

    key: str
    dated: bool = True
    rejected_reason: str | None = None
    kept: bool = False
    event: str | None = None
    title: str | None = None
    edtf: str | None = None
    state: str | None = None
    pinned: bool = False


def anchors_of_event(db: Database, event_key: str) -> list[Anchor]:
    """Anchors of an event's mentions in their canonical order (DCT, article key, offset)."""
    rows = db.execute(
        "SELECT m.key, a.url, m.sentence, ifnull(m.edtf, '') FROM mentions m"
        " JOIN articles a ON a.id = m.article_id JOIN events e ON e.id = m.event_id"
        " WHERE e.key = ? ORDER BY a.dct IS NULL, a.dct, a.url, m.sentence_start, m.start, m.key",
        [event_key],
    )
    return [Anchor(*row) for row in rows]


def anchors_of_sentences_in(db: Database, article_key: str) -> list[Anchor]:
    """Anchors of the mentions of an article that may tell of an event, in the order of its text."""
    rows = db.execute(
        "SELECT m.key, a.url, m.sentence, ifnull(m.edtf, '') FROM mentions m"
        " JOIN articles a ON a.id = m.article_id"
        " WHERE a.url = ? AND m.state != 'rejected' ORDER BY m.sentence_start, m.start, m.key",
        [article_key],
    )
    return [Anchor(*row) for row in rows]


def standings(db: Database, keys: Iterable[str]) -> dict[str, Standing]:
    """Read what mentions are part of now; keys that are no mention are left out."""
    rows = db.execute(
        "SELECT m.key, m.edtf IS NOT NULL, m.rejected_reason, m.rule, e.key, e.title, e.edtf,"
        " e.state, ifnull(e.pinned, 0)"
        " FROM json_each(?) AS wanted JOIN mentions m ON m.key = wanted.value"
        " LEFT JOIN events e ON e.id = m.event_id",
        [json.dumps(list(keys))],
    )
    found: dict[str, Standing] = {}
    for key, dated, reason, rule, event, title, edtf, state, pinned in rows:
        kept = rule.startswith(KEPT)
        why = rule.removeprefix(KEPT) if kept else reason
        found[key] = Standing(key, bool(dated), why, kept, event, title, edtf, state, bool(pinned))
    return found


def keys_of(db: Database, ids: Iterable[int]) -> list[str]:
    """Read the keys of mentions by their integer ids."""
    rows = db.execute(
        "SELECT m.key FROM json_each(?) AS wanted JOIN mentions m ON m.id = wanted.value",
        [json.dumps(list(ids))],
    )
    return [row[0] for row in rows]


def articles_of(db: Database, keys: Iterable[str]) -> dict[str, list[str]]:
    """Group mention keys by the key of their article; those that are gone are left out."""
    rows = db.execute(
        "SELECT a.url, m.key FROM json_each(?) AS wanted JOIN mentions m ON m.key = wanted.value"
        " JOIN articles a ON a.id = m.article_id ORDER BY a.url, m.key",
        [json.dumps(list(keys))],
    )
    grouped: dict[str, list[str]] = {}
    for url, key in rows:
        grouped.setdefault(url, []).append(key)
    return grouped


def mention_ids_in(db: Database, article_id: int) -> list[int]:
    """The integer ids of all mentions of an article, in the order of its text."""
    rows = db.execute(
        "SELECT id FROM mentions WHERE article_id = ? ORDER BY sentence_start, start, key",
        [article_id],
    )
    return [row[0] for row in rows]


def places_of(db: Database, event_key: str) -> set[str]:
    """The names of an event's places, as aliases resolve them."""
    rows = db.execute(
        "SELECT n.name FROM event_entities x JOIN events e ON e.id = x.event_id"
        " JOIN entities n ON n.id = x.entity_id WHERE e.key = ? AND x.role = 'place'",
        [event_key],
    )
    return {row[0] for row in rows}


def mentions_naming(db: Database, names: Iterable[str]) -> list[str]:
    """Keys of all mentions of the events that name any of some entities."""
    rows = db.execute(
        "SELECT DISTINCT m.key FROM json_each(?) AS wanted JOIN entities n ON n.name = wanted.value"
        " JOIN entities same ON same.id = n.id OR same.alias_of = n.id OR same.id = n.alias_of"
        " JOIN event_entities x ON x.entity_id = same.id"
        " JOIN mentions m ON m.event_id = x.event_id",
        [json.dumps(list(names))],
    )
    return [row[0] for row in rows]


def save_aliases(db: Database, aliases: Iterable[tuple[str, str]]) -> None:
    """Write all aliases inside the caller's transaction; those not given are dropped.

    Args:
        db: an open database in a write transaction.
        aliases: pairs (other name, canonical name), oldest first; a later one wins.
    """
    final = dict(aliases)
    db.execute("UPDATE entities SET alias_of = NULL WHERE alias_of IS NOT NULL")
    names = {name for pair in final.items() for name in pair}
    db.conn.executemany(
        "INSERT INTO entities (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
        [(name,) for name in sorted(names)],
    )
    for alias in final:
        root = alias_root(final, alias)
        if root != alias:
            db.execute(
                "UPDATE entities SET alias_of = (SELECT id FROM entities WHERE name = ?)"
                " WHERE name = ?",
                [root, alias],
            )


def alias_root(aliases: dict[str, str], name: str) -> str:
    """Follow aliases to the canonical name; a circle ends where it began."""
    seen = {name}
    while name in aliases and aliases[name] not in seen:
        name = aliases[name]
        seen.add(name)
    return name
