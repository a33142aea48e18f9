"""Who and where of events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from timeline.models import Entity, Event
from timeline.storage import open_database, transaction
from timeline.storage.entities import aliases, roles_of, save_entities
from timeline.storage.events import event_values, insert_events

NOW = "2026-01-01T00:00:00Z"


def event() -> Event:
    return Event(
        key="aaaa", mentions=("aaaa",), title="A dam burst", short_title="A dam burst",
        title_mention="aaaa", kind="dated", state="shown", edtf="2024-07-09", modality="asserted",
        score=0.7, claims={"aaaa": "kept"}, articles=1, sources=1,
        entities=(Entity("Valdora", "place", "place", 1.0, 2.0), Entity("Rossi", "actor")),
    )  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "news.db")
    yield opened
    opened.close()


def insert(db: Database, one: Event) -> int:
    with transaction(db):
        return insert_events(db, [event_values(one)], now=NOW)[0]


def test_who_and_where_are_replaced(db: Database) -> None:
    event_id = insert(db, event())
    with transaction(db):
        save_entities(db, {event_id: event().entities})
        save_entities(db, {event_id: (Entity("Valdora", "place"),)})
    rows = db.execute(
        "SELECT n.name, e.role, n.latitude FROM event_entities e JOIN entities n"
        " ON n.id = e.entity_id"
    ).fetchall()
    assert rows == [("Valdora", "place", 1.0)]
    assert aliases(db, ["Valdora", "Rossi"]) == {}
    with transaction(db):
        db.execute("UPDATE entities SET alias_of = 1 WHERE name = 'Rossi'")
    assert aliases(db, ["Rossi"]) == {"Rossi": "Valdora"}


def test_new_ones_are_added_and_read_by_role(db: Database) -> None:
    event_id = insert(db, event())
    with transaction(db):
        save_entities(db, {event_id: event().entities}, new={event_id})
    assert roles_of(db, [event_id]) == {event_id: {("Valdora", "place"), ("Rossi", "actor")}}
    assert roles_of(db, [event_id + 1]) == {}
