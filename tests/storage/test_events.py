"""Rows of events, and what any public id stands for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from timeline.models import Entity, Event
from timeline.storage import open_database, transaction
from timeline.storage.events import (
    Change,
    Found,
    Gone,
    Moved,
    Redirect,
    append_history,
    delete_events,
    drop_redirects,
    event_values,
    insert_events,
    load_events,
    resolve,
    save_redirects,
    update_event,
    vacate_keys,
    why_gone,
)

NOW, LATER = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"


def event(key: str = "aaaa", edtf: str = "2024-07-09", title: str = "A dam burst") -> Event:
    return Event(
        key=key, mentions=(key,), title=title, short_title=title, title_mention=key, kind="dated",
        state="shown", edtf=edtf, modality="asserted", score=0.7, claims={key: "kept"},
        articles=1, sources=1, language="en", publisher="Post",
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


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2024-07-09", ("2024-07-09", "2024-07-09", 739076, 2024, "07-09", "day")),
        ("2024-07", ("2024-07-01", "2024-07-31", 739068, 2024, None, "month")),
        ("../2026-03", (None, "2026-03-31", 739706, 2026, None, "month")),
        ("2022/..", ("2022-01-01", None, 738156, 2022, None, "year")),
        ("-0043", ("-0043-01-01", "-0043-12-31", -16070, -43, None, "year")),
    ],
)
def test_columns_are_derived_from_the_date(edtf: str, expected: tuple[object, ...]) -> None:
    values = event_values(event(edtf=edtf))
    names = ("earliest", "latest", "sort_day", "year", "month_day", "granularity")
    assert tuple(values[name] for name in names) == expected


def test_an_event_is_stored_with_what_hangs_on_it(db: Database) -> None:
    event_id = insert(db, event())
    stored = load_events(db, [event_id, 999])[event_id]
    assert stored.key == "aaaa"
    assert stored.values == event_values(event())
    assert db.execute("SELECT count(*) FROM events_fts WHERE events_fts MATCH 'burst'").fetchone()
    assert db.execute("SELECT first_day FROM event_spans").fetchall() == [(739076,)]


def test_only_what_readers_see_raises_the_sequence(db: Database) -> None:
    event_id = insert(db, event())
    with transaction(db):
        update_event(db, event_id, {"score": 0.4}, changed_at=None)
    assert db.execute("SELECT sequence, changed_at FROM events").fetchone() == (0, NOW)
    with transaction(db):
        update_event(db, event_id, {"title": "Other"}, changed_at=LATER)
    assert db.execute("SELECT sequence, changed_at FROM events").fetchone() == (1, LATER)


def test_integer_ids_are_never_used_again(db: Database) -> None:
    first = insert(db, event())
    with transaction(db):
        delete_events(db, [first])
    assert insert(db, event()) > first


def test_many_events_get_ids_in_their_order(db: Database) -> None:
    first = insert(db, event("aaaa"))
    with transaction(db):
        ids = insert_events(db, [event_values(event(key)) for key in ("cccc", "bbbb")], now=NOW)
        assert insert_events(db, [], now=NOW) == []
    assert ids == [first + 1, first + 2]
    assert load_events(db, ids)[ids[1]].key == "bbbb"


def test_only_what_is_named_is_written(db: Database) -> None:
    event_id = insert(db, event())
    with transaction(db):
        update_event(db, event_id, {"score": 0.9, "sources": 3}, changed_at=None)
        update_event(db, event_id, {}, changed_at=None)
    stored = dict(load_events(db, [event_id])[event_id].values)
    assert stored == event_values(event()) | {"score": 0.9, "sources": 3}


def test_keys_can_change_places(db: Database) -> None:
    one, two = insert(db, event("aaaa")), insert(db, event("bbbb"))
    with transaction(db):
        vacate_keys(db, [one, two])
        update_event(db, one, event_values(event("bbbb")), changed_at=NOW)
        update_event(db, two, event_values(event("aaaa")), changed_at=NOW)
    assert resolve(db, "aaaa") == Found(two, "aaaa")


def test_a_key_resolves_through_redirects(db: Database) -> None:
    event_id = insert(db, event("cccc"))
    with transaction(db):
        save_redirects(db, [Redirect("aaaa", "bbbb", "moved"), Redirect("bbbb", "cccc", "moved")],
                       now=NOW)  # fmt: skip
    assert resolve(db, "cccc") == Found(event_id, "cccc")
    assert resolve(db, "aaaa") == Moved("cccc")
    assert resolve(db, "never") is None


def test_a_gone_key_tells_why(db: Database) -> None:
    with transaction(db):
        gone = [Redirect("aaaa", "bbbb", "merged"), Redirect("bbbb", None, "withdrawn")]
        save_redirects(db, gone, now=NOW)
        db.execute(
            "INSERT INTO mention_tombstones (key, reason, at) VALUES ('dddd', 'edited out', ?)",
            [NOW],
        )
    assert resolve(db, "aaaa") == Gone("withdrawn")
    assert resolve(db, "dddd") == Gone("edited out")
    assert why_gone(db, "dddd") == "edited out"
    assert why_gone(db, "none") is None


def test_redirects_in_a_circle_end(db: Database) -> None:
    with transaction(db):
        save_redirects(db, [Redirect("aaaa", "bbbb", "x"), Redirect("bbbb", "aaaa", "y")], now=NOW)
    assert isinstance(resolve(db, "aaaa"), Gone)
    with transaction(db):
        drop_redirects(db, ["aaaa", "bbbb"])
    assert resolve(db, "aaaa") is None


def test_history_is_appended(db: Database) -> None:
    with transaction(db):
        append_history(db, [Change("aaaa", "title", "Old", "New", by="Ann")], now=NOW, run_id=None)
    assert db.execute(
        "SELECT event_key, change, before, after, by FROM event_history"
    ).fetchall() == [("aaaa", "title", "Old", "New", "Ann")]
