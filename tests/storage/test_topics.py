"""Topics: what matches, why, and the same whether matched at once or as events come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.histories.wire import SLOTS, Newsroom, article, stocked
from timeline.errors import EDTFError, NotFoundError, StorageError, TimelineError
from timeline.pipeline import corrections as make
from timeline.storage import transaction
from timeline.storage.topic_match import TopicMatch
from timeline.storage.topics import (
    add_topic,
    get_topic,
    list_topics,
    refresh_topics,
    remove_topic,
    slugify,
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    opened = stocked(tmp_path / "news.db")
    yield opened
    opened.close()


def follow(room: Newsroom, title: str, match: TopicMatch) -> dict[str, str]:
    """Add a topic; give the titles of its events and why they are in it."""
    with transaction(room.db):
        topic = add_topic(room.db, title, match, now=room.now())
    return reasons(room, topic.slug)


def reasons(room: Newsroom, slug: str) -> dict[str, str]:
    rows = room.db.execute(
        "SELECT e.title, x.why FROM topic_events x JOIN topics t ON t.id = x.topic_id"
        " JOIN events e ON e.id = x.event_id WHERE t.slug = ?",
        [slug],
    )
    return dict(rows.fetchall())


def test_without_a_match_it_is_the_whole_database(room: Newsroom) -> None:
    found = follow(room, "Everything", TopicMatch())
    assert set(found.values()) == {"the whole database"}
    assert len(found) == len(room.events()) == get_topic(room.db, "everything").events


def test_words_match_titles_first_and_then_articles(room: Newsroom) -> None:
    found = follow(room, "Bridges", TopicMatch(query="karsholm AND bridge"))
    bridge = found.pop("The bridge over the Lunde river collapsed in Karsholm")
    assert bridge == "its title or names match karsholm AND bridge"
    assert set(found.values()) == {"an article that tells it matches karsholm AND bridge"}


def test_all_that_a_match_says_must_be_so(room: Newsroom) -> None:
    match = TopicMatch(
        query="ceasefire OR bridge",
        entities=("Teska",),
        sources=("Herald", "https://nobody.example/feed"),
        when="2021",
    )
    assert follow(room, "Truce", match) == {
        "Orvania and Belmark signed a ceasefire in Teska": (
            "its title or names match ceasefire OR bridge; names Teska; told by Herald;"
            " lies in 2021"
        )
    }


@pytest.mark.parametrize("source", ["Gazette", "gazette", "gazette.example"])
def test_a_source_is_a_publisher_or_a_host(room: Newsroom, source: str) -> None:
    found = follow(room, "G", TopicMatch(sources=(source,)))
    assert set(found.values()) == {"told by Gazette"}
    assert 0 < len(found) < len(room.events()) + 1


def test_a_part_of_a_host_is_no_source(room: Newsroom) -> None:
    assert follow(room, "G", TopicMatch(sources=("zette.example",))) == {}


def test_entities_are_followed_through_aliases(room: Newsroom) -> None:
    make.alias(room.db, "Teska", "Teskaberg", room.author())
    by_old = follow(room, "Old", TopicMatch(entities=("Teska",)))
    by_new = follow(room, "New", TopicMatch(entities=("teskaberg",)))
    assert by_old.keys() == by_new.keys() != set()


def test_events_that_come_later_are_matched_as_they_come(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "late.db")
    with transaction(room.db):
        for title, query in (("Truce", "ceasefire"), ("Bridge", "lunde")):
            add_topic(room.db, title, TopicMatch(query=query), now=room.now())
    for slot in SLOTS:
        room.read([article(*slot)])
    as_they_came = [reasons(room, slug) for slug in ("truce", "bridge")]
    with transaction(room.db):
        refresh_topics(room.db, now=room.now())
    assert as_they_came == [reasons(room, slug) for slug in ("truce", "bridge")]
    assert all(as_they_came)
    room.close()


def test_a_hidden_event_is_not_counted(room: Newsroom) -> None:
    follow(room, "Truce", TopicMatch(query="ceasefire"))
    before = get_topic(room.db, "truce").events
    make.hide(room.db, room.event_of("ceasefire"), room.author())
    assert get_topic(room.db, "truce").events == before - 1


def test_slugs_are_readable_and_unique(room: Newsroom) -> None:
    for expected in ("ukraine-and-nato", "ukraine-and-nato-2", "ukraine-and-nato-3"):
        with transaction(room.db):
            topic = add_topic(room.db, " Ukraine  and NATO", TopicMatch(), now=room.now())
        assert (topic.slug, topic.title) == (expected, "Ukraine and NATO")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ukraine & NATO", "ukraine-nato"),
        ("Łódź, Besançon", "łodz-besancon"),
        ("Мінські угоди", "мінські-угоди"),
        ("a/b?c=d#e", "a-b-c-d-e"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 80, "x" * 60),
        ("—!", ""),
    ],
)
def test_what_a_slug_is_made_of(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize(
    ("title", "match", "error", "message"),
    [
        ("…", TopicMatch(), TimelineError, "letters or digits"),
        ("A", TopicMatch(query="AND ("), TimelineError, "no full-text query"),
        ("A", TopicMatch(query=""), TimelineError, "no full-text query"),
        ("A", TopicMatch(query='"'), TimelineError, "no full-text query"),
        ("A", TopicMatch(query="names: x"), TimelineError, "no full-text query"),
        ("A", TopicMatch(entities=("Nobody",)), NotFoundError, "no event names 'Nobody'"),
        ("A", TopicMatch(when="soon"), EDTFError, "not an EDTF"),
    ],
)
def test_what_cannot_be_matched_changes_nothing(
    room: Newsroom, title: str, match: TopicMatch, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message), transaction(room.db):
        add_topic(room.db, title, match, now=room.now())
    assert list_topics(room.db) == []


def test_topics_are_listed_and_removed(room: Newsroom) -> None:
    match = TopicMatch(query="lunde", entities=("Karsholm",), when="2022")
    follow(room, "B", match)
    follow(room, "A", TopicMatch())
    assert [topic.slug for topic in list_topics(room.db)] == ["a", "b"]
    assert get_topic(room.db, "b").match == match
    with transaction(room.db):
        remove_topic(room.db, "b")
    assert reasons(room, "b") == {}
    with pytest.raises(NotFoundError, match="no topic 'b'"):
        get_topic(room.db, "b")


def test_a_damaged_match_is_told(room: Newsroom) -> None:
    follow(room, "B", TopicMatch())
    with transaction(room.db):
        room.db.execute("UPDATE topics SET match = '[1]'")
    with pytest.raises(StorageError, match="damaged"):
        list_topics(room.db)
