"""Saving the mentions of an article: added, changed, removed, tombstones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from timeline.edtf import parse
from timeline.models import Article, Entity, EventMention, short_hash
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, save_article
from timeline.storage.mentions import (
    MentionChanges,
    load_mentions,
    mention_ids,
    mentions_of_articles,
    mentions_of_events,
    save_mentions,
)

NOW = "2026-01-01T00:00:00Z"
ARTICLE = Article("A dam burst", "A dam burst on 2 June.", url="https://a.example/1",
                  published="2014-06-03", published_how="given", publisher="Post")  # fmt: skip


def mention(title: str, **values: object) -> EventMention:
    base = EventMention(
        key=short_hash(ARTICLE.key, title), article_key=ARTICLE.key, kind="dated", state="shown",
        sentence=f"{title}.", sentence_start=0, start=3, end=9, expression="2 June", title=title,
        short_title=title[:40], edtf="2014-06-02", granularity="day", modality="asserted",
        score=0.7, rule="clause", date_rule="day_month", rules_version="1", language="en",
        dct="2014-06-03", entities=(Entity("Valdora", "place", "place", 46.1, 7.5),),
        score_parts={"bias": 0.25},
    )  # fmt: skip
    made = replace(base, **values)
    return replace(made, granularity=parse(made.edtf).granularity if made.edtf else None)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "news.db")
    yield opened
    opened.close()


def save(db: Database, *mentions: EventMention, now: str = NOW) -> MentionChanges:
    with transaction(db):
        saved = save_article(db, ARTICLE, Provenance(now, "1"))
        return save_mentions(db, saved.id, mentions, now=now)


def test_a_mention_comes_back_as_it_was_saved(db: Database) -> None:
    one = mention("A dam burst")
    changes = save(db, one)
    (mention_id,) = changes.added
    stored = load_mentions(db, changes.added)[mention_id]
    assert stored.mention == one
    assert stored.publisher == "Post"
    assert stored.event_id is None
    assert changes.linkable == {mention_id: one}


def test_a_mention_at_hand_takes_its_place_from_the_article(db: Database) -> None:
    one = mention("A dam burst", dct="2014-06-03T00:00")
    (mention_id,) = save(db, one).added
    at_hand = load_mentions(db, [mention_id, 999], {mention_id: one})
    assert at_hand == load_mentions(db, [mention_id])
    assert at_hand[mention_id].mention.dct == "2014-06-03"


def test_saving_the_same_again_changes_nothing(db: Database) -> None:
    save(db, mention("A dam burst"))
    again = save(db, mention("A dam burst"))
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert len(again.linkable) == 1


def test_a_changed_mention_keeps_its_id_and_first_reading(db: Database) -> None:
    (mention_id,) = save(db, mention("A dam burst")).added
    changes = save(db, mention("A dam burst", score=0.9), now="2026-02-02T00:00:00Z")
    assert changes.changed == (mention_id,)
    row = db.execute("SELECT score, first_read_at FROM mentions").fetchone()
    assert row == (0.9, NOW)


def test_a_mention_that_is_gone_leaves_a_tombstone(db: Database) -> None:
    one, other = mention("A dam burst"), mention("A mayor resigned")
    save(db, one, other)
    changes = save(db, other)
    assert changes.removed == (one.key,)
    assert db.execute("SELECT key, reason, article_url FROM mention_tombstones").fetchall() == [
        (one.key, "the article no longer says it", ARTICLE.key)
    ]
    assert mention_ids(db, [one.key, other.key]).keys() == {other.key}


def test_a_mention_that_comes_back_has_no_tombstone(db: Database) -> None:
    one = mention("A dam burst")
    save(db, one)
    save(db)
    save(db, one)
    assert not db.execute("SELECT 1 FROM mention_tombstones").fetchall()


def test_a_rejected_mention_is_kept_but_not_linkable(db: Database) -> None:
    rejected = mention("Last year", state="rejected", rejected_reason="comparison", edtf=None)
    changes = save(db, rejected)
    assert len(changes.added) == 1
    assert not changes.linkable


def test_of_two_mentions_with_one_key_the_first_counts(db: Database) -> None:
    one = mention("A dam burst")
    save(db, one, replace(one, score=0.1))
    assert db.execute("SELECT score FROM mentions").fetchall() == [(0.7,)]


def test_mentions_are_found_by_event_and_article(db: Database) -> None:
    changes = save(db, mention("A dam burst"))
    assert mentions_of_events(db, [1]) == set()
    assert mentions_of_articles(db, [changes.article_id]) == set()


def test_dates_of_all_kinds_are_derived(db: Database) -> None:
    save(db, mention("BC", edtf="-0043"), mention("open", edtf="2022/.."))
    rows = db.execute(
        "SELECT earliest, latest, earliest_day, latest_day FROM mentions ORDER BY title"
    ).fetchall()
    assert rows[0][:2] == ("-0043-01-01", "-0043-12-31")
    assert rows[1][1] is None
    assert rows[1][3] is None
