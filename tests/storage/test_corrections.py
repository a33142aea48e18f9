"""Keeping corrections: by mention, with the keys that act now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from timeline.errors import NotFoundError
from timeline.storage import open_database, transaction
from timeline.storage.corrections import (
    Anchor,
    StoredCorrection,
    acting_corrections,
    acting_keys,
    corrections_about,
    corrections_acting_on,
    get_correction,
    insert_correction,
    is_forgotten,
    list_corrections,
    mark_correction,
    replace_anchors,
    revert_correction,
    set_acting_keys,
    url_key,
)

FIRST = Anchor("m1", "https://a.example/1", "It rained on Monday.", "2024-07-08")
SECOND = Anchor("m2", "https://a.example/2", "Monday's rain.", "2024-07-08")
OTHER = Anchor("m9", "https://b.example/9", "It snowed.", "2024-01-08", "others")
TITLE = StoredCorrection(
    "c1", "title", (FIRST, SECOND), {"title": "The rain"}, "ada", "2024-08-01T00:00:00Z", "why"
)
MERGE = replace(TITLE, key="c2", kind="merge", anchors=(FIRST, SECOND, OTHER), value={},
                at="2024-07-01T00:00:00Z")  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "news.db")
    with transaction(opened):
        for one, keys in ((TITLE, ["m1"]), (MERGE, ["m2", "m9"])):
            assert insert_correction(opened, one)
            assert set_acting_keys(opened, one.key, keys)
    yield opened
    opened.close()


def test_it_comes_back_as_it_went_in(db: Database) -> None:
    assert get_correction(db, "c1") == TITLE
    assert list_corrections(db) == [MERGE, TITLE]


def test_the_same_correction_is_stored_once(db: Database) -> None:
    with transaction(db):
        assert not insert_correction(db, replace(TITLE, by="bob"))
    assert get_correction(db, "c1").by == "ada"


def test_what_acts_is_found_by_its_mentions_oldest_first(db: Database) -> None:
    merge, title = acting_corrections(db, ["m1", "m9", "unknown"])
    assert (title.kind, title.keys, title.value) == ("title", ("m1",), {"title": "The rain"})
    assert (merge.kind, merge.keys, merge.value) == ("merge", ("m2",), {"others": "m9"})
    assert acting_corrections(db, []) == acting_corrections(db, ["unknown"]) == []
    assert corrections_acting_on(db, ["m9"]) == [MERGE]


def test_many_keys_are_looked_up_at_once(db: Database) -> None:
    keys = [f"x{n}" for n in range(5000)] + ["m1"]
    assert [one.key for one in acting_corrections(db, keys)] == ["c1"]


def test_keys_that_act_can_change(db: Database) -> None:
    with transaction(db):
        assert set_acting_keys(db, "c1", ["m2"])
        assert not set_acting_keys(db, "c1", ["m2"])
    assert acting_keys(db) == {"c1": {"m2"}, "c2": {"m2", "m9"}}
    assert [one.key for one in acting_corrections(db, ["m1"])] == []


def test_a_reverted_one_acts_no_more_but_is_kept(db: Database) -> None:
    with transaction(db):
        revert_correction(db, "c1", by="bob", now="2024-09-01T00:00:00Z")
    assert acting_corrections(db, ["m1"]) == []
    assert list_corrections(db) == [MERGE]
    [_, reverted] = list_corrections(db, include_reverted=True)
    assert (reverted.state, reverted.reverted_by) == ("reverted", "bob")


def test_conflicts_are_listed_with_their_reason(db: Database) -> None:
    with transaction(db):
        mark_correction(db, "c2", "conflict", "it snowed later")
    [conflict] = list_corrections(db, conflicts=True)
    assert (conflict.key, conflict.conflict) == ("c2", "it snowed later")


def test_anchors_can_be_replaced_and_found_by_article(db: Database) -> None:
    with transaction(db):
        replace_anchors(db, "c1", [SECOND])
    assert get_correction(db, "c1").anchors == (SECOND,)
    assert [one.key for one in corrections_about(db, FIRST.article)] == ["c2"]


def test_sides(db: Database) -> None:
    merge = get_correction(db, "c2")
    assert (merge.side("keys"), merge.side("others")) == ((FIRST, SECOND), (OTHER,))


def test_what_is_forgotten_until_reverted(db: Database) -> None:
    one = StoredCorrection("c3", "forget", (), {"url": "https://x.example/"}, "ada", "2024", None)
    with transaction(db):
        insert_correction(db, one)
        set_acting_keys(db, "c3", [url_key("https://x.example/")])
    assert is_forgotten(db, "https://x.example/")
    assert not is_forgotten(db, "https://x.example/other")
    with transaction(db):
        revert_correction(db, "c3", by="ada", now="2025")
    assert not is_forgotten(db, "https://x.example/")


def test_an_unknown_one(db: Database) -> None:
    with pytest.raises(NotFoundError, match="no correction 'nope'"):
        get_correction(db, "nope")
