"""The same articles in any order and batches, killed or not, give the same events and ids."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from benchmarks.linking_speed import World
from sqlite_utils import Database

from timeline.models import Article, EventMention
from timeline.pipeline.assembly import Changed, assemble
from timeline.pipeline.linking import PIVOTS
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, save_article
from timeline.storage.events import Found, Gone, Moved, resolve
from timeline.storage.mentions import save_mentions

NOW = "2026-01-01T00:00:00Z"
Item = tuple[Article, Sequence[EventMention]]
Snapshot = tuple[list[tuple[object, ...]], ...]


class KilledError(Exception):
    """The process was killed before it could commit."""


def news(seed: int, count: int, names: int = 60) -> list[Item]:
    """Dense news of a small world: blocks are crowded, one article in eight is a copy."""
    world = World(seed, names=names, per_day=240, copies=0.12)
    return [
        (article, [as_kind(one, place) for place, one in enumerate(mentions)])
        for article, mentions in itertools.islice(world.articles(), count)
    ]


def as_kind(mention: EventMention, place: int) -> EventMention:
    """The first mention of an article is its headline, the last is rejected now and then."""
    if place == 0 and mention.dct:
        return replace(mention, kind="headline", edtf=f"{mention.dct}~", granularity="day")
    if place == 7 and mention.key < "8":
        return replace(mention, state="rejected", rejected_reason="a comparison")
    return mention


def write(db: Database, items: Sequence[Item], *, killed: bool = False) -> None:
    with transaction(db):
        changed = []
        for article, mentions in items:
            saved = save_article(db, article, Provenance(NOW, "1"))
            changed.append(
                Changed(saved.id, article, save_mentions(db, saved.id, mentions, now=NOW))
            )
        assemble(db, changed, now=NOW)
        if killed:
            raise KilledError


def published(db: Database) -> set[str]:
    return {key for (key,) in db.execute("SELECT key FROM events")}


def snapshot(db: Database) -> Snapshot:
    queries = (
        "SELECT key, title, edtf, kind, state, modality, score, mentions, articles, sources,"
        " conflict, names, publisher, title_mention FROM events ORDER BY key",
        "SELECT m.key, m.claim, e.key FROM mentions m LEFT JOIN events e ON e.id = m.event_id"
        " ORDER BY m.key",
        "SELECT url, voice FROM articles ORDER BY url",
        "SELECT min(a.key, b.key), max(a.key, b.key), p.score, p.verdict FROM mention_pairs p"
        " JOIN mentions a ON a.id = p.a JOIN mentions b ON b.id = p.b ORDER BY 1, 2",
        "SELECT e.key, n.name, ee.role FROM event_entities ee JOIN events e ON e.id = ee.event_id"
        " JOIN entities n ON n.id = ee.entity_id ORDER BY 1, 2, 3",
        "SELECT unit, bin, state, modality, events FROM event_bins WHERE events"
        " ORDER BY 1, 2, 3, 4",
    )
    return tuple(db.execute(query).fetchall() for query in queries)


@dataclass(slots=True)
class Shuffle:
    """One way in which the same articles may come."""

    seed: int
    sizes: Sequence[int]

    def write_all(self, path: Path, items: Sequence[Item]) -> tuple[Snapshot, int]:
        """Write everything, now and then killed and resumed; check that no id ever dies."""
        chosen = random.Random(self.seed)
        order = list(items)
        chosen.shuffle(order)
        db = open_database(path)
        seen: set[str] = set()
        try:
            while order:
                size = chosen.choice(self.sizes)
                if chosen.random() < 0.2:
                    with pytest.raises(KilledError):
                        write(db, order[:size], killed=True)
                    continue
                write(db, order[:size])
                seen |= published(db)
                del order[:size]
            now = published(db)
            for key in seen:
                found = resolve(db, key)
                assert isinstance(found, Found if key in now else Moved)
                assert isinstance(found, Found) or found.key in now
            return snapshot(db), len(seen)
        finally:
            db.close()


def check(tmp_path: Path, items: Sequence[Item], shuffles: int) -> None:
    expected, _ = Shuffle(0, (len(items),)).write_all(tmp_path / "all.db", items)
    for seed in range(1, shuffles + 1):
        sizes = (1, 3, 20) if seed % 2 else (7, 50, 400)
        found, _ = Shuffle(seed, sizes).write_all(tmp_path / f"{seed}.db", items)
        assert found == expected


def test_any_order_gives_the_same_events(tmp_path: Path) -> None:
    check(tmp_path, news(5, 90), 3)


@pytest.mark.slow
def test_twenty_shuffles_of_a_thousand_articles(tmp_path: Path) -> None:
    check(tmp_path, news(11, 1000, names=2000), 20)


def test_the_world_crowds_its_blocks(tmp_path: Path) -> None:
    db = open_database(tmp_path / "news.db")
    write(db, news(5, 90))
    crowd = db.execute(
        "SELECT max(members) FROM (SELECT count(*) AS members FROM mention_blocks GROUP BY block)"
    ).fetchone()[0]
    merged = db.execute("SELECT count(*) FROM events WHERE mentions > 2").fetchone()[0]
    copies = db.execute("SELECT count(*) FROM articles WHERE voice != url").fetchone()[0]
    db.close()
    assert crowd > 2 * PIVOTS
    assert merged > 20
    assert copies > 5


def revised(items: Sequence[Item], seed: int) -> list[Item]:
    """The same articles after their publishers edited some: mentions gone, moved, reworded."""
    chosen = random.Random(seed)
    made = []
    for article, mentions in items:
        kept = [one for one in mentions if chosen.random() < 0.8]
        kept = [replace(one, edtf="2016-01-02", granularity="day") if chosen.random() < 0.1 else one
                for one in kept]  # fmt: skip
        made.append((replace(article, text=f"{article.text} Updated."), kept))
    return made


def test_revisions_give_what_the_revised_articles_give(tmp_path: Path) -> None:
    items = news(7, 60)
    edited = revised(items, 1)
    fresh, _ = Shuffle(0, (len(items),)).write_all(tmp_path / "fresh.db", edited)
    db = open_database(tmp_path / "revised.db")
    write(db, items)
    before = published(db)
    for start in range(0, len(edited), 13):
        write(db, edited[start : start + 13])
    after = snapshot(db)
    answers = [resolve(db, key) for key in before]
    write(db, items)
    restored = published(db)
    db.close()
    assert after == fresh
    assert all(isinstance(answer, Found | Moved | Gone) for answer in answers)
    assert any(isinstance(answer, Gone) for answer in answers)
    assert restored == before


@pytest.mark.parametrize("edit", [reversed, sorted], ids=["reversed", "sorted"])
def test_nothing_is_told_twice(
    tmp_path: Path, edit: Callable[[Sequence[str]], Sequence[str]]
) -> None:
    items = news(3, 30)
    by_key = {article.key: (article, mentions) for article, mentions in items}
    db = open_database(tmp_path / "news.db")
    write(db, items)
    rows = db.execute("SELECT count(*), max(sequence) FROM event_history, events").fetchone()
    write(db, [by_key[key] for key in edit(list(by_key))])
    again = db.execute("SELECT count(*), max(sequence) FROM event_history, events").fetchone()
    db.close()
    assert rows == again
