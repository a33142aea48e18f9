"""Who and where: the entities of events, and the names that people made aliases."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping

from sqlite_utils import Database

from timeline.models import Entity


def aliases(db: Database, names: Iterable[str]) -> dict[str, str]:
    """Read which of these names a person made an alias, and of what name."""
    rows = db.conn.execute(
        "SELECT e.name, main.name FROM json_each(?) AS wanted"
        " JOIN entities e ON e.name = wanted.value JOIN entities main ON main.id = e.alias_of",
        [json.dumps(list(names))],
    )
    return dict(rows.fetchall())


def save_entities(
    db: Database, entities: Mapping[int, tuple[Entity, ...]], *, new: Container[int] = ()
) -> None:
    """Replace who and where of events inside the caller's transaction.

    Args:
        db: an open database in a write transaction.
        entities: by the integer id of the event.
        new: integer ids of those events that had none before.
    """
    wanted = {entity.name: entity for group in entities.values() for entity in group}
    ids = _entity_ids(db, wanted)
    db.conn.executemany(
        "DELETE FROM event_entities WHERE event_id = ?",
        [(event_id,) for event_id in entities if event_id not in new],
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO event_entities (event_id, entity_id, role) VALUES (?, ?, ?)",
        sorted(
            (event_id, ids[entity.name], entity.role)
            for event_id, group in entities.items()
            for entity in group
        ),
    )


def roles_of(db: Database, events: Iterable[int]) -> dict[int, set[tuple[str, str]]]:
    """Read who and where of events by their integer ids: (name, role)."""
    rows = db.conn.execute(
        "SELECT ee.event_id, n.name, ee.role FROM json_each(?) AS wanted"
        " JOIN event_entities ee ON ee.event_id = wanted.value"
        " JOIN entities n ON n.id = ee.entity_id",
        [json.dumps(list(events))],
    )
    found: dict[int, set[tuple[str, str]]] = {}
    for event_id, name, role in rows:
        found.setdefault(event_id, set()).add((name, role))
    return found


def _entity_ids(db: Database, wanted: Mapping[str, Entity]) -> dict[str, int]:
    db.conn.executemany(
        "INSERT INTO entities (name, kind, latitude, longitude) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET kind = ifnull(kind, excluded.kind),"
        " latitude = ifnull(latitude, excluded.latitude),"
        " longitude = ifnull(longitude, excluded.longitude)"
        " WHERE kind IS NULL AND excluded.kind IS NOT NULL"
        " OR latitude IS NULL AND excluded.latitude IS NOT NULL",
        [(one.name, one.kind, one.latitude, one.longitude) for one in wanted.values()],
    )
    rows = db.conn.execute(
        "SELECT e.name, e.id FROM json_each(?) AS wanted JOIN entities e ON e.name = wanted.value",
        [json.dumps(list(wanted))],
    )
    return dict(rows.fetchall())
