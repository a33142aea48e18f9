"""Blocks and pairs as SQLite keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from timeline.models import Article, EventMention
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, save_article
from timeline.storage.linking import (
    LinkRow,
    Pair,
    add_links,
    all_members,
    delete_pairs,
    drop_links,
    first_members,
    load_traits,
    pairs_of,
    save_pairs,
)
from timeline.storage.mentions import save_mentions

NOW = "2026-01-01T00:00:00Z"
BIG = 2**61 + 5


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "news.db")
    with transaction(opened):
        article = Article("T", "Text.", url="https://a.example/1")
        saved = save_article(opened, article, Provenance(NOW, "1"))
        mentions = [
            EventMention(
                key=f"key{number}", article_key=article.key, kind="dated", state="shown",
                sentence="T.", sentence_start=0, start=0, end=1, expression="", title="T",
                short_title="T", edtf="2024", granularity="year", modality="asserted", score=0.5,
                rule="", date_rule="", rules_version="1",
            )
            for number in range(6)
        ]  # fmt: skip
        save_mentions(opened, saved.id, mentions, now=NOW)
        add_links(
            opened,
            {number: LinkRow(10 - number, number, b"x", (7, BIG)) for number in range(1, 7)},
        )
    yield opened
    opened.close()


def test_members_come_by_rank_and_are_limited(db: Database) -> None:
    found = first_members(db, [7, BIG, 99], 2)
    assert found == {7: [(4, 6, 6), (5, 5, 5)], BIG: [(4, 6, 6), (5, 5, 5)]}
    assert len(first_members(db, [7], 50)[7]) == 6
    assert [member[1] for member in all_members(db, [7])[7]] == [6, 5, 4, 3, 2, 1]


def test_equal_ranks_are_ordered_by_mention(db: Database) -> None:
    with transaction(db):
        drop_links(db, [1, 2])
        add_links(db, {1: LinkRow(4, 0, b"x", (7,)), 2: LinkRow(4, 0, b"x", (7,))})
    assert [member[1] for member in first_members(db, [7], 2)[7]] == [1, 2]


def test_pairs_are_found_from_both_sides(db: Database) -> None:
    one, other = Pair(1, 3, 0.8, "join"), Pair(2, 3, 0.4, "maybe")
    with transaction(db):
        save_pairs(db, [one, other])
        save_pairs(db, [one])
    assert pairs_of(db, [3]) == {one, other}
    assert pairs_of(db, [1]) == {one}
    with transaction(db):
        delete_pairs(db, [one])
    assert pairs_of(db, [1, 2, 3]) == {other}


def test_dropping_says_what_was_there(db: Database) -> None:
    with transaction(db):
        save_pairs(db, [Pair(1, 3, 0.8, "join")])
        dropped = drop_links(db, [1, 999])
    assert dropped.blocks == {7, BIG}
    assert dropped.partners == {3}
    assert not pairs_of(db, [3])
    assert load_traits(db, [1, 2]) == {2: b"x"}
    assert all(member[1] != 1 for member in all_members(db, [7])[7])


def test_nothing_is_found_for_nothing(db: Database) -> None:
    assert first_members(db, [], 5) == {}
    assert pairs_of(db, []) == set()
    assert load_traits(db, []) == {}
