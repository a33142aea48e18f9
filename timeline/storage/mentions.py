"""Event mentions: all of one article at a time, with tombstones for those that are gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlite_utils import Database

from timeline.edtf import parse
from timeline.models import Entity, EventMention
from timeline.storage.linking import drop_links

_COLUMNS = (
    "key", "article_id", "kind", "state", "rejected_reason", "title", "short_title", "sentence",
    "sentence_start", "start", "end", "expression", "timex_value", "edtf", "earliest", "latest",
    "earliest_day", "latest_day", "granularity", "modality", "modality_cue", "event_class",
    "head", "language", "entities", "score", "score_parts", "rule", "date_rule",
    "rules_version",
)  # fmt: skip
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_SELECT = f"SELECT id, event_id, {_NAMES} FROM mentions"
_INSERT = (
    f"INSERT INTO mentions (id, {_NAMES}, first_read_at)"
    f" VALUES (?, {', '.join('?' for _ in _COLUMNS)}, ?)"
)
_ASSIGNMENTS = ", ".join(f'"{name}" = ?' for name in _COLUMNS)
_UPDATE = f"UPDATE mentions SET {_ASSIGNMENTS} WHERE id = ?"


@dataclass(frozen=True, slots=True)
class MentionChanges:
    """What saving the mentions of one article changed; `assemble` takes it from there.

    Attributes:
        article_id: integer id of the article.
        linkable: the mentions that are there now and that linking looks at, by integer id.
        added, changed: integer ids.
        removed: keys of the mentions that are gone.
        events: integer ids of the events that changed or removed mentions were part of.
        partners: integer ids of mentions that a removed one was compared with successfully.
        blocks: blocks that a removed mention was in.
    """

    article_id: int
    linkable: Mapping[int, EventMention] = field(default_factory=dict)
    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    removed: tuple[str, ...] = ()
    events: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()
    blocks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention as it is stored.

    Attributes:
        id, article_id: integer ids; event_id: of the event that it is part of, or None.
        mention: what was extracted (its `article_key` and `dct` from its article).
        publisher, voice: of its article.
        claim: what its date says of the event's kept one, as it was last decided.
    """

    id: int
    article_id: int
    event_id: int | None
    mention: EventMention
    publisher: str | None
    voice: str
    claim: str | None = None


def save_mentions(
    db: Database,
    article_id: int,
    mentions: Sequence[EventMention],
    *,
    now: str,
    run_id: int | None = None,
    gone: str = "the article no longer says it",
) -> MentionChanges:
    """Store all mentions of one article inside the caller's transaction.

    Mentions are known by their keys: one that is stored is updated where it differs, one that
    is not in `mentions` any more is deleted and leaves a tombstone.

    Args:
        db: an open database in a write transaction.
        article_id: integer id of the stored article.
        mentions: everything that its text gives now, rejected ones among them. Of two with the
            same key the first counts.
        now: UTC instant.
        run_id: the ingest run, if there is one.
        gone: the reason that tombstones carry, for people.

    Returns:
        What was added, changed and removed, to be handed to `assemble`.
    """
    stored = {row[2]: row for row in db.execute(f"{_SELECT} WHERE article_id = ?", [article_id])}
    said: dict[str, EventMention] = {}
    for mention in mentions:
        said.setdefault(mention.key, mention)
    added = _add(db, article_id, [one for key, one in said.items() if key not in stored], now)
    here = [(row, said[key]) for key, row in stored.items() if key in said]
    changed = _update(db, article_id, here)
    lost = [row for key, row in stored.items() if key not in said]
    partners, blocks = _remove(db, article_id, lost, now=now, run_id=run_id, gone=gone)
    ids = added | {mention.key: row[0] for row, mention in here}
    told = (row[1] for row in (*changed, *lost) if row[1] is not None)
    return MentionChanges(
        article_id,
        {ids[key]: one for key, one in said.items() if one.is_linked},
        tuple(added.values()),
        tuple(row[0] for row in changed),
        tuple(row[2] for row in lost),
        frozenset(told),
        partners,
        blocks,
    )


def _add(
    db: Database, article_id: int, mentions: Sequence[EventMention], now: str
) -> dict[str, int]:
    """Insert mentions and take their tombstones away; return key → integer id."""
    if not mentions:
        return {}
    used = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mentions'").fetchone()
    ids = {one.key: place for place, one in enumerate(mentions, start=used[0] + 1 if used else 1)}
    db.conn.executemany(
        _INSERT, [(ids[one.key], *_values(one, article_id), now) for one in mentions]
    )
    db.conn.executemany("DELETE FROM mention_tombstones WHERE key = ?", [(key,) for key in ids])
    return ids


def _update(
    db: Database, article_id: int, here: Sequence[tuple[Sequence[Any], EventMention]]
) -> list[Sequence[Any]]:
    """Update the rows that say something else now, and return them as they were."""
    changed = []
    for row, mention in here:
        values = _values(mention, article_id)
        if tuple(row[2:]) != values:
            db.conn.execute(_UPDATE, (*values, row[0]))
            changed.append(row)
    return changed


def load_mentions(
    db: Database, ids: Iterable[int], known: Mapping[int, EventMention] | None = None
) -> dict[int, StoredMention]:
    """Read mentions by their integer ids; those that do not exist are left out.

    Args:
        db: an open database.
        ids: integer ids.
        known: mentions that were saved just now, which need not be read again.
    """
    wanted = set(ids)
    at_hand = {key: known[key] for key in wanted & known.keys()} if known else {}
    return _read_mentions(db, wanted - at_hand.keys()) | _place_mentions(db, at_hand)


def _place_mentions(db: Database, at_hand: Mapping[int, EventMention]) -> dict[int, StoredMention]:
    """Read what hangs on mentions that are at hand: event, claim and article."""
    rows = db.conn.execute(
        "SELECT m.id, a.url, a.dct, m.article_id, m.event_id, a.publisher, a.voice, m.claim"
        " FROM json_each(?) AS wanted JOIN mentions m ON m.id = wanted.value"
        " JOIN articles a ON a.id = m.article_id",
        [json.dumps(list(at_hand))],
    )
    placed = {}
    for key, url, dct, article_id, event_id, publisher, voice, claim in rows:
        mention = at_hand[key]
        if (mention.article_key, mention.dct) != (url, dct):
            mention = replace(mention, article_key=url, dct=dct)
        placed[key] = StoredMention(key, article_id, event_id, mention, publisher, voice, claim)
    return placed


def _read_mentions(db: Database, ids: Iterable[int]) -> dict[int, StoredMention]:
    names = ", ".join(f'm."{name}"' for name in _COLUMNS)
    rows = db.conn.execute(
        f"SELECT m.id, m.event_id, {names}, a.url, a.dct, a.publisher, a.voice,"
        " m.claim"
        " FROM json_each(?) AS wanted JOIN mentions m ON m.id = wanted.value"
        " JOIN articles a ON a.id = m.article_id",
        [json.dumps(list(ids))],
    )
    return {row[0]: _stored(row) for row in rows}


def mention_ids(db: Database, keys: Iterable[str]) -> dict[str, int]:
    """Find the integer ids of mention keys; those that are gone are left out."""
    rows = db.conn.execute(
        "SELECT m.key, m.id FROM json_each(?) AS wanted JOIN mentions m ON m.key = wanted.value",
        [json.dumps(list(keys))],
    )
    return dict(rows.fetchall())


def mentions_of_events(db: Database, events: Iterable[int]) -> set[int]:
    """Find the integer ids of all mentions of some events."""
    rows = db.conn.execute(
        "SELECT m.id FROM json_each(?) AS wanted JOIN mentions m ON m.event_id = wanted.value",
        [json.dumps(list(events))],
    )
    return {mention_id for (mention_id,) in rows}


def mentions_of_articles(db: Database, articles: Iterable[int]) -> set[int]:
    """Find the integer ids of all mentions of some articles that are part of an event."""
    rows = db.conn.execute(
        "SELECT m.id FROM json_each(?) AS wanted JOIN mentions m ON m.article_id = wanted.value"
        " WHERE m.event_id IS NOT NULL",
        [json.dumps(list(articles))],
    )
    return {mention_id for (mention_id,) in rows}


def _values(mention: EventMention, article_id: int) -> tuple[Any, ...]:
    when = None if mention.edtf is None else parse(mention.edtf)
    entities = [
        {
            name: value
            for name, value in (
                ("name", entity.name), ("role", entity.role), ("kind", entity.kind),
                ("latitude", entity.latitude), ("longitude", entity.longitude),
            )
            if value is not None
        }
        for entity in mention.entities
    ]  # fmt: skip
    return (
        mention.key, article_id, mention.kind, mention.state, mention.rejected_reason,
        mention.title, mention.short_title, mention.sentence, mention.sentence_start,
        mention.start, mention.end, mention.expression, mention.timex_value, mention.edtf,
        when and when.earliest, when and when.latest, when and when.earliest_day,
        when and when.latest_day, mention.granularity, mention.modality, mention.modality_cue,
        mention.event_class, mention.head, mention.language,
        json.dumps(entities, ensure_ascii=False), mention.score,
        json.dumps(dict(mention.score_parts)), mention.rule, mention.date_rule,
        mention.rules_version,
    )  # fmt: skip


def _stored(row: Sequence[Any]) -> StoredMention:
    values = dict(zip(_COLUMNS, row[2 : 2 + len(_COLUMNS)], strict=True))
    url, dct, publisher, voice, claim = row[2 + len(_COLUMNS) :]
    mention = EventMention(
        key=values["key"],
        article_key=url,
        kind=values["kind"],
        state=values["state"],
        sentence=values["sentence"],
        sentence_start=values["sentence_start"],
        start=values["start"],
        end=values["end"],
        expression=values["expression"],
        title=values["title"],
        short_title=values["short_title"],
        edtf=values["edtf"],
        granularity=values["granularity"],
        modality=values["modality"],
        score=values["score"],
        rule=values["rule"],
        date_rule=values["date_rule"],
        rules_version=values["rules_version"],
        modality_cue=values["modality_cue"],
        rejected_reason=values["rejected_reason"],
        timex_value=values["timex_value"],
        language=values["language"],
        dct=dct,
        event_class=values["event_class"],
        head=values["head"],
        entities=tuple(Entity(**entity) for entity in json.loads(values["entities"])),
        score_parts=json.loads(values["score_parts"]),
    )
    return StoredMention(row[0], values["article_id"], row[1], mention, publisher, voice, claim)


def _remove(
    db: Database,
    article_id: int,
    rows: list[Sequence[Any]],
    *,
    now: str,
    run_id: int | None,
    gone: str,
) -> tuple[frozenset[int], frozenset[int]]:
    if not rows:
        return frozenset(), frozenset()
    ids = [row[0] for row in rows]
    dropped = drop_links(db, ids)
    db.conn.executemany(
        "INSERT OR REPLACE INTO mention_tombstones (key, reason, at, article_url, run_id)"
        " SELECT ?, ?, ?, url, ? FROM articles WHERE id = ?",
        [(row[2], gone, now, run_id, article_id) for row in rows],
    )
    db.conn.executemany("DELETE FROM mentions WHERE id = ?", [(lost,) for lost in ids])
    return dropped.partners - set(ids), dropped.blocks
