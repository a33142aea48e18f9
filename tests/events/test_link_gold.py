"""The quality of linking on our gold must not fall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.linking_gold import read_gold, score
from benchmarks.linking_quality import link
from sqlite_utils import Database

from timeline.edtf import parse
from timeline.storage import open_database

FILES = ("tuning.txt", "checked.txt", "held-out.txt")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "news.db")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", FILES)
def test_quality_on_gold(db: Database, name: str) -> None:
    gold = read_gold(name)
    result = score(gold.events, link(db, gold))
    assert result.precision >= 0.95
    assert result.f1 >= 0.85
    assert result.b_cubed >= 0.90


@pytest.mark.parametrize("name", FILES)
def test_no_event_is_merged_across_years(db: Database, name: str) -> None:
    gold = read_gold(name)
    years: dict[str, set[int | None]] = {}
    found = link(db, gold)
    for _, mentions in gold.articles:
        for mention in mentions:
            years.setdefault(found[mention.key], set()).add(parse(mention.edtf or "").year)
    assert all(len(those) == 1 for those in years.values())


def test_the_gold_is_large_enough() -> None:
    read = [read_gold(name) for name in FILES]
    assert sum(len(gold.events) for gold in read) >= 150
    assert sum(len(set(gold.events.values())) for gold in read) >= 40


def test_scores_of_a_known_partition() -> None:
    gold = {"a": "1", "b": "1", "c": "1", "d": "2"}
    result = score(gold, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert (result.precision, result.recall) == (0.5, pytest.approx(1 / 3))
    assert result.wrong == (("c", "d"),)
    assert result.b_cubed == pytest.approx(2 * 0.75 * (2 / 3) / (0.75 + 2 / 3))
    assert score(gold, gold).f1 == 1
