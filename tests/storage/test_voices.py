"""Near-copies in the database, and the bands that find them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from timeline.events.voices import BANDS, SHARED_BANDS, bands, first_voice
from timeline.models import Article
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, save_article
from timeline.storage.voices import (
    articles_of_voices,
    near_copies,
    orders,
    replace_bands,
    save_voice,
)

NOW = "2026-01-01T00:00:00Z"


def words(seed: int, count: int) -> str:
    chosen = random.Random(seed)
    return " ".join(f"w{chosen.randrange(2000)}" for _ in range(count))


def shared(a: str, b: str) -> int:
    return len(set(bands("", a)) & set(bands("", b)))


def test_a_copy_with_a_changed_end_is_a_near_copy() -> None:
    text = words(1, 250)
    assert shared(text, text) == BANDS
    assert shared(text, text + " " + words(2, 30)) >= SHARED_BANDS
    assert shared(text, " ".join(text.split()[:190])) >= SHARED_BANDS


def test_other_texts_are_not() -> None:
    assert all(shared(words(1, 250), words(seed, 250)) < 3 for seed in range(2, 40))
    half = words(1, 80) + " " + words(2, 200)
    assert shared(words(1, 80) + " " + words(3, 200), half) < SHARED_BANDS


def test_case_and_punctuation_do_not_count() -> None:
    assert bands("", "A dam burst, killing eleven people in Valdora on Monday night!") == bands(
        "", "a dam burst - killing eleven people in valdora on monday night"
    )


def test_a_short_text_needs_its_title() -> None:
    assert bands("One", "Watch the video") != bands("Two", "Watch the video")
    assert bands("", "...") == ()


@given(st.text(max_size=60), st.text(max_size=200))
def test_bands_of_any_text(title: str, text: str) -> None:
    found = bands(title, text)
    assert found == bands(title, text)
    assert len(found) in (0, BANDS)
    assert all(0 <= band < 2**37 for band in found)


def test_the_first_voice_is_the_canonically_first() -> None:
    assert first_voice([("2024-01-02", "a"), ("2024-01-01", "z"), ("~", "0")]) == "z"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "news.db")
    with transaction(opened):
        for number, published in enumerate(("2024-01-02", "2024-01-01", None)):
            save_article(
                opened,
                Article("T", "Text", url=f"https://{number}.example/", published=published),
                Provenance(NOW, "1"),
            )
    yield opened
    opened.close()


def test_bands_are_replaced_only_where_they_differ(db: Database) -> None:
    with transaction(db):
        assert replace_bands(db, 1, [1, 2, 3]) == "new"
        assert replace_bands(db, 1, [3, 2, 1]) == "same"
        assert replace_bands(db, 1, [4]) == "changed"
        assert replace_bands(db, 1, []) == "changed"
        assert replace_bands(db, 1, []) == "same"


def test_near_copies_share_enough_bands(db: Database) -> None:
    with transaction(db):
        for article, own in ((1, [1, 2, 3]), (2, [1, 2, 9]), (3, [3])):
            replace_bands(db, article, own)
    assert near_copies(db, 1, 2) == {2}
    assert near_copies(db, 1, 1) == {2, 3}


def test_voices_are_saved_and_found(db: Database) -> None:
    assert orders(db, [1, 2, 3]) == {
        1: ("2024-01-02", "https://0.example/"),
        2: ("2024-01-01", "https://1.example/"),
        3: ("~", "https://2.example/"),
    }
    with transaction(db):
        assert save_voice(db, [1, 2], "https://1.example/") == {1}
    assert articles_of_voices(db, [2]) == {1, 2}
