"""A database whose mentions another version of the rules linked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.histories.wire import SLOTS, Newsroom, article, stocked
from timeline.errors import StorageError
from timeline.parse.worker import ParserPool
from timeline.pipeline.reprocess import reprocess
from timeline.storage import transaction


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    room = stocked(tmp_path / "news.db")
    yield room
    room.close()


def age(room: Newsroom) -> None:
    """Make the links those of a version that is unknown."""
    older = "CAST(x'00' || substr(traits, 2, 40) AS BLOB)"
    with transaction(room.db):
        room.db.execute(f"UPDATE mention_traits SET traits = {older}")


def test_nothing_is_linked_to_what_cannot_be_read(newsroom: Newsroom) -> None:
    age(newsroom)
    with pytest.raises(StorageError, match="timeline reprocess"):
        newsroom.read(article(*slot, revision=1) for slot in SLOTS[::2])


def test_reprocess_links_anew_and_ids_stay(newsroom: Newsroom) -> None:
    before = newsroom.events()
    pairs = newsroom.db.execute("SELECT * FROM mention_pairs ORDER BY a, b").fetchall()
    blocks = newsroom.db.execute("SELECT * FROM mention_blocks ORDER BY 1, 2, 3").fetchall()
    history = newsroom.db.execute("SELECT count(*) FROM event_history").fetchone()
    age(newsroom)
    with ParserPool(1) as pool:
        reprocess(newsroom.path, newsroom.now, pool)
    assert newsroom.events() == before
    assert newsroom.db.execute("SELECT * FROM mention_pairs ORDER BY a, b").fetchall() == pairs
    after = newsroom.db.execute("SELECT * FROM mention_blocks ORDER BY 1, 2, 3").fetchall()
    assert after == blocks
    assert newsroom.db.execute("SELECT count(*) FROM event_history").fetchone() == history
