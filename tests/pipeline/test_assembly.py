"""Events out of stored articles: links, ids, redirects, history, corrections' hooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from timeline.edtf import parse
from timeline.models import Article, Entity, EventMention, short_hash
from timeline.pipeline.assembly import Changed, Counts, assemble, reassemble
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, save_article
from timeline.storage.events import Found, Gone, Moved, resolve
from timeline.storage.mentions import load_mentions, save_mentions

NOW = "2026-01-01T00:00:00Z"
Told = Sequence[tuple[str, str]]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "news.db")
    yield opened
    opened.close()


def key_of(name: str, title: str) -> str:
    return short_hash(f"https://{name}.example/", title)


def own_words(name: str) -> str:
    """Figures that make a text no copy of another, and tell linking nothing."""
    start = int.from_bytes(name.encode(), "big") % 10**6 * 100
    return " ".join(str(start + number) for number in range(60))


def store(
    db: Database, name: str, told: Told, *, published: str | None = "2024-07-10",
    text: str = "", now: str = NOW, **values: object,
) -> Counts:  # fmt: skip
    """Store one article of the publisher `name` with (EDTF, title) mentions, and link it."""
    url = f"https://{name}.example/"
    article = Article(
        title=told[0][1] if told else "Nothing", url=url, language="en", published=published,
        text=text or " ".join([*(f"{title}." for _, title in told), own_words(name)]),
        published_how=published and "given", publisher=name,
    )  # fmt: skip
    mentions = [
        replace(
            EventMention(
                key=short_hash(url, title), article_key=url, kind="dated", state="shown",
                sentence=f"{title}.", sentence_start=place, start=place, end=place + 1,
                expression="then", title=title, short_title=title[:40], edtf=edtf,
                granularity=parse(edtf).granularity, modality="asserted", score=0.7, rule="test",
                date_rule="test", rules_version="1", language="en", dct=published,
                event_class="meeting", head="summit",
            ),
            **values,
        )
        for place, (edtf, title) in enumerate(told)
    ]  # fmt: skip
    with transaction(db):
        saved = save_article(db, article, Provenance(now, "1"))
        changes = save_mentions(db, saved.id, mentions, now=now)
        return assemble(db, [Changed(saved.id, article, changes)], now=now)


def events(db: Database) -> dict[str, tuple[object, ...]]:
    rows = db.execute("SELECT key, edtf, mentions, sources, conflict FROM events").fetchall()
    return {row[0]: row[1:] for row in rows}


def history(db: Database) -> list[tuple[str, str]]:
    return [tuple(row) for row in db.execute(
        "SELECT change, event_key FROM event_history ORDER BY id").fetchall()]  # fmt: skip


SUMMIT = "NATO summit in Washington"


def test_one_article_gives_one_event(db: Database) -> None:
    counts = store(db, "a", [("2024-07-09", SUMMIT)])
    key = key_of("a", SUMMIT)
    assert events(db) == {key: ("2024-07-09", 1, 1, 0)}
    assert (counts.new, counts.changed, counts.gone) == (1, 0, 0)
    assert history(db) == [("new", key)]
    assert isinstance(resolve(db, key), Found)


def test_ten_articles_of_one_happening_give_one_event(db: Database) -> None:
    for place in range(10):
        store(db, f"a{place}", [("2024-07-09", f"{SUMMIT} opens with words {place}00")])
    (values,) = events(db).values()
    assert values == ("2024-07-09", 10, 10, 0)


def test_storing_the_same_again_changes_and_tells_nothing(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)])
    before = db.execute("SELECT * FROM events").fetchall(), history(db)
    counts = store(db, "a", [("2024-07-09", SUMMIT)], now="2026-03-03T00:00:00Z")
    assert counts.events == 0
    assert (db.execute("SELECT * FROM events").fetchall(), history(db)) == before


def test_an_earlier_mention_moves_the_id_and_leaves_a_redirect(db: Database) -> None:
    store(db, "b", [("2024-07-09", SUMMIT)], published="2024-07-11")
    old = key_of("b", SUMMIT)
    store(db, "a", [("2024-07-09", SUMMIT)], published="2024-07-09")
    new = key_of("a", SUMMIT)
    assert events(db).keys() == {new}
    assert resolve(db, old) == Moved(new)
    assert ("moved", new) in history(db)
    assert db.execute("SELECT old_key, new_key FROM event_redirects").fetchall() == [(old, new)]
    assert db.execute("SELECT sequence FROM events").fetchall() == [(1,)]


def test_a_later_mention_resolves_to_the_event(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)], published="2024-07-09")
    store(db, "b", [("2024-07-09", SUMMIT)], published="2024-07-11")
    assert resolve(db, key_of("b", SUMMIT)) == Moved(key_of("a", SUMMIT))
    assert not db.execute("SELECT 1 FROM event_redirects").fetchall()


def test_two_events_become_one_when_a_third_mention_ties_them(db: Database) -> None:
    store(db, "a", [("2024-07-09", "Summit of NATO leaders in Washington opens")],
          published="2024-07-09")  # fmt: skip
    store(db, "b", [("2024", SUMMIT)], published="2024-12-30")
    store(db, "c", [("2024-07", SUMMIT)], published="2024-08-01")
    (key,) = events(db)
    assert key == key_of("a", "Summit of NATO leaders in Washington opens")
    for name in "bc":
        assert resolve(db, key_of(name, SUMMIT)) == Moved(key)
    assert events(db)[key][0] == "2024-07-09"


def test_the_history_tells_how_a_date_was_narrowed(db: Database) -> None:
    for name, edtf in (("a", "2024"), ("b", "2024-07"), ("c", "2024-07-09/2024-07-11")):
        store(db, name, [(edtf, SUMMIT)], published="2024-12-30")
    rows = db.execute("SELECT before, after FROM event_history WHERE change = 'date'").fetchall()
    assert rows == [("2024", "2024-07"), ("2024-07", "2024-07-09/2024-07-11")]


def test_conflicting_dates_are_kept_as_claims(db: Database) -> None:
    for name in "abc":
        store(db, name, [("2011-03-14", "Lanza Air plane crashed near Huaraz")],
              published="2011-03-16", head="crash", event_class="accident")  # fmt: skip
    store(db, "d", [("2011-03-15", "Lanza Air plane crashed near Huaraz")],
          published="2011-03-16", head="crash", event_class="accident")  # fmt: skip
    assert list(events(db).values()) == [("2011-03-14", 4, 4, 1)]
    (told,) = db.execute("SELECT after FROM event_history WHERE change = 'conflict'").fetchall()
    assert told == ("2011-03-14 (3), 2011-03-15 (1)",)
    claims = db.execute("SELECT edtf, claim, count(*) FROM mentions GROUP BY 1, 2").fetchall()
    assert claims == [("2011-03-14", "kept", 3), ("2011-03-15", "disagrees", 1)]


def test_an_event_that_nothing_tells_any_more_is_gone_with_a_reason(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)])
    counts = store(db, "a", [])
    key = key_of("a", SUMMIT)
    assert counts.gone == 1
    assert events(db) == {}
    assert resolve(db, key) == Gone("the article no longer says it")
    assert ("retracted", key) in history(db)


def test_an_event_that_is_told_again_has_its_id_again(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)])
    store(db, "a", [])
    store(db, "a", [("2024-07-09", SUMMIT)])
    assert isinstance(resolve(db, key_of("a", SUMMIT)), Found)
    assert not db.execute("SELECT 1 FROM event_redirects").fetchall()


def test_losing_its_first_mention_moves_the_id(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)], published="2024-07-09")
    store(db, "b", [("2024-07-09", SUMMIT)], published="2024-07-11")
    store(db, "a", [], published="2024-07-09")
    assert resolve(db, key_of("a", SUMMIT)) == Moved(key_of("b", SUMMIT))


def test_a_mention_that_is_rejected_now_makes_its_event_gone(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)])
    store(
        db,
        "a",
        [("2024-07-09", SUMMIT)],
        state="rejected",
        rejected_reason="a comparison",
        title="",
    )
    assert events(db) == {}
    assert resolve(db, key_of("a", SUMMIT)) == Gone("a comparison")
    assert not db.execute("SELECT 1 FROM mention_blocks").fetchall()


def test_a_split_leaves_both_ids_alive(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)], published="2024-07-09")
    store(db, "b", [("2024-07-09", SUMMIT)], published="2024-07-11")
    store(db, "b", [("2021-07-09", SUMMIT)], published="2024-07-11")
    assert events(db).keys() == {key_of("a", SUMMIT), key_of("b", SUMMIT)}
    assert ("split", key_of("b", SUMMIT)) in history(db)


def test_copies_count_as_one_voice(db: Database) -> None:
    text = " ".join(f"word{number}" for number in range(200))
    for name in ("copy1", "copy2", "copy3"):
        store(db, name, [("2024-07-09", SUMMIT)], text=text)
    store(db, "own", [("2024-07-09", SUMMIT)])
    assert list(events(db).values()) == [("2024-07-09", 4, 2, 0)]
    voices = db.execute("SELECT count(DISTINCT voice) FROM articles").fetchone()
    assert voices == (2,)


def test_a_copy_that_arrives_first_gives_way_to_the_canonical_voice(db: Database) -> None:
    text = " ".join(f"word{number}" for number in range(200))
    store(db, "later", [("2024-07-09", SUMMIT)], text=text, published="2024-07-11")
    store(db, "first", [("2024-07-09", SUMMIT)], text=text, published="2024-07-10")
    assert db.execute("SELECT DISTINCT voice FROM articles").fetchall() == [
        ("https://first.example/",)
    ]


def test_copies_chain_into_one_voice_and_an_edit_breaks_the_chain(db: Database) -> None:
    words = [f"word{number}" for number in range(400)]
    ends = {"left": words[:200], "middle": words[50:250], "right": words[100:300]}
    for name in ("left", "right", "middle"):
        store(db, name, [("2024-07-09", SUMMIT)], text=" ".join(ends[name]))
    assert [values[2] for values in events(db).values()] == [1]
    store(db, "middle", [("2024-07-09", SUMMIT)], text=" ".join(words[340:]))
    assert [values[2] for values in events(db).values()] == [3]


def test_a_copy_that_turns_out_older_names_the_voice(db: Database) -> None:
    text = " ".join(f"word{number}" for number in range(200))
    store(db, "one", [("2024-07-09", SUMMIT)], text=text, published="2024-07-10")
    store(db, "two", [("2024-07-09", SUMMIT)], text=text, published="2024-07-11")
    store(db, "two", [("2024-07-09", SUMMIT)], text=text, published="2024-07-09")
    assert db.execute("SELECT DISTINCT voice FROM articles").fetchall() == [
        ("https://two.example/",)
    ]


def test_a_revised_article_is_no_copy_any_more(db: Database) -> None:
    text = " ".join(f"word{number}" for number in range(200))
    store(db, "one", [("2024-07-09", SUMMIT)], text=text)
    store(db, "two", [("2024-07-09", SUMMIT)], text=text)
    assert [values[2] for values in events(db).values()] == [1]
    store(db, "two", [("2024-07-09", SUMMIT)])
    assert [values[2] for values in events(db).values()] == [2]


def test_a_name_that_changes_its_role_is_kept_in_its_new_one(db: Database) -> None:
    for role in ("actor", "place"):
        store(db, "a", [("2024-07-09", SUMMIT)], entities=(Entity("Washington", role),))
        assert db.execute("SELECT role FROM event_entities").fetchall() == [(role,)]


def test_reassembling_without_a_correction_changes_nothing(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)])
    with transaction(db):
        counts = reassemble(db, [key_of("a", SUMMIT), "unknown"], now=NOW)
    assert counts.events == 0
    assert len(history(db)) == 1


def test_a_renamed_publisher_reaches_its_events(db: Database) -> None:
    store(db, "a", [("2024-07-09", SUMMIT)])
    with transaction(db):
        db.execute("UPDATE articles SET publisher = 'The Post'")
        article = Article("T", "a reports.", url="https://a.example/", publisher="The Post")
        (article_id,) = db.execute("SELECT id FROM articles").fetchone()
        told = [one.mention for one in load_mentions(db, [1]).values()]
        mentions = save_mentions(db, article_id, told, now=NOW)
        assemble(db, [Changed(article_id, article, mentions)], now=NOW)
    assert db.execute("SELECT publisher FROM events").fetchall() == [("The Post",)]


UNTITLED = {"state": "rejected", "rejected_reason": "headline-no-verb"}


@pytest.mark.parametrize("order", ["row first", "support first"])
def test_a_rejected_mention_supports_an_event_that_others_tell(db: Database, order: str) -> None:
    def row() -> None:
        store(db, "b", [("2024-07-09", SUMMIT)], published="2024-07-11")

    def support() -> None:
        store(db, "a", [("2024-07-09", SUMMIT)], published="2024-07-09", **UNTITLED)

    for step in (row, support) if order == "row first" else (support, row):
        step()
    key, witness = key_of("b", SUMMIT), key_of("a", SUMMIT)
    assert events(db) == {key: ("2024-07-09", 2, 2, 0)}
    assert resolve(db, witness) == Moved(key)
    assert history(db)[0] == ("new", key)
    store(db, "b", [], published="2024-07-11")
    assert events(db) == {}
    assert isinstance(resolve(db, witness), Gone)
    assert isinstance(resolve(db, key), Gone)
    row()
    assert events(db) == {key: ("2024-07-09", 2, 2, 0)}


def test_two_rejected_mentions_are_no_event(db: Database) -> None:
    for name in ("a", "b"):
        store(db, name, [("2024-07-09", SUMMIT)], **UNTITLED)
    assert events(db) == {}
    assert history(db) == []
    assert not db.execute("SELECT 1 FROM mention_pairs").fetchall()
