"""What is new since a time, and the life of one event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.histories.wire import SLOTS, Newsroom, article, stocked
from timeline.pipeline import corrections as make
from timeline.storage import transaction
from timeline.storage.changes import changes_since, history_of
from timeline.storage.topic_match import TopicMatch
from timeline.storage.topics import Topic, add_topic

CEASEFIRE = article(0, 0)
NOTHING = "Orvania and Belmark play football on Sundays.\nNothing else was ever said."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    opened = stocked(tmp_path / "news.db", [(0, 0), (4, 0)])
    yield opened
    opened.close()


def told(room: Newsroom, since: str, topic: Topic | None = None) -> list[tuple[str, str, str]]:
    return [(one.what, one.change, one.event_id) for one in changes_since(room.db, since, topic)]


def topic_of(room: Newsroom, query: str) -> Topic:
    with transaction(room.db):
        return add_topic(room.db, query, TopicMatch(query=query), now=room.now())


def test_all_events_are_new_at_first_and_none_later(room: Newsroom) -> None:
    assert {one[:2] for one in told(room, "2024-01-01")} == {("new", "new")}
    assert len(told(room, "2024-01-01")) == len(room.events())
    assert told(room, room.now()) == []


def test_reading_the_same_again_is_no_news(room: Newsroom) -> None:
    since = room.now()
    room.read([CEASEFIRE, article(4, 0)])
    room.reprocess()
    assert told(room, since) == []


def test_a_correction_is_told_as_was_and_now(room: Newsroom) -> None:
    key = room.event_of("ceasefire")
    title = {event: title for event, title, *_ in room.events()}[key]
    since = room.now()
    make.edit(room.db, key, room.author("bob"), title="One")
    make.edit(room.db, key, room.author("ada", "checked"), title="Two", date="2021")
    changes = {one.change: one for one in changes_since(room.db, since)}
    assert changes.keys() == {"title", "date"}
    two = changes["title"]
    assert (two.what, two.before, two.after, two.by, two.note) == (
        "changed", title, "Two", "ada", "checked",
    )  # fmt: skip
    assert (two.title, two.edtf) == ("Two", "2021")


def test_a_change_that_was_taken_back_is_no_news(room: Newsroom) -> None:
    since = room.now()
    [one] = make.edit(room.db, room.event_of("ceasefire"), room.author(), title="One")
    make.revert(room.db, one.key, by="ada", now=room.now())
    assert told(room, since) == []


def test_a_new_event_is_told_once_however_it_changes(room: Newsroom) -> None:
    since = room.now()
    room.read([article(2, 0)])
    key = room.event_of("Solheim")
    make.edit(room.db, key, room.author(), title="Mira Solheim is president")
    assert ("new", "new", key) in told(room, since)
    assert [one for one in told(room, since) if one[2] == key] == [("new", "new", key)]


def test_what_came_and_went_is_not_told(room: Newsroom) -> None:
    since = room.now()
    extra = replace(CEASEFIRE, url="https://other.example/1",
                    text="The museum of Lorvik burned down on 5 May 2020.")  # fmt: skip
    room.read([extra])
    assert told(room, since) != []
    room.read([replace(extra, text=NOTHING)])
    assert told(room, since) == []


def test_a_retracted_event_is_told_with_its_last_title(room: Newsroom) -> None:
    key = room.event_of("ceasefire")
    make.edit(room.db, key, room.author(), title="The truce")
    since = room.now()
    room.read([replace(CEASEFIRE, text=NOTHING)])
    [one] = changes_since(room.db, since)
    assert (one.what, one.event_id, one.title, one.edtf) == ("retracted", key, "The truce", None)
    assert one.note == "the article no longer says it"


def test_hidden_is_retracted_and_shown_again_is_new(room: Newsroom) -> None:
    key = room.event_of("ceasefire")
    since = room.now()
    hidden = make.hide(room.db, key, room.author("bob"))
    [one] = changes_since(room.db, since)
    assert (one.what, one.event_id, one.by) == ("retracted", key, "bob")
    later = room.now()
    make.revert(room.db, hidden.key, by="ada", now=room.now())
    assert told(room, since) == []
    assert told(room, later) == [("new", "state", key)]


def test_a_merger_is_told_of_the_event_that_stays(room: Newsroom) -> None:
    a, b = room.event_of("ceasefire"), room.event_of("Kestrel")
    since = room.now()
    make.merge(room.db, a, b, room.author())
    merged = [one for one in changes_since(room.db, since) if one.change == "merged"]
    assert [(one.what, {one.event_id, one.before}) for one in merged] == [("changed", {a, b})]


def test_a_topic_tells_only_of_its_events_also_of_past_ones(room: Newsroom) -> None:
    truce, airline = topic_of(room, "ceasefire"), topic_of(room, "kestrel")
    key = room.event_of("ceasefire")
    since = room.now()
    room.read([replace(CEASEFIRE, text=NOTHING)])
    assert told(room, since, truce) == [("retracted", "retracted", key)]
    assert told(room, since, airline) == []


def test_history_tells_a_life_in_order(room: Newsroom) -> None:
    key = room.event_of("ceasefire")
    room.read([article(0, 1), article(0, 2)])
    [one] = make.edit(room.db, key, room.author("bob", "its name"), title="The truce")
    make.pin(room.db, key, room.author("ada"))
    make.revert(room.db, one.key, by="eve", now=room.now())
    life = [(e.change, e.by) for e in history_of(room.db, key)]
    assert life[0] == ("new", None)
    for expected in (("title", "bob"), ("correction title", "bob"), ("correction pin", "ada"),
                     ("reverted title", "eve")):  # fmt: skip
        assert expected in life
    times = [e.at for e in history_of(room.db, key)]
    assert times == sorted(times)


def test_history_goes_on_under_another_id(room: Newsroom) -> None:
    a, b = room.event_of("ceasefire"), room.event_of("Kestrel")
    make.merge(room.db, a, b, room.author())
    assert history_of(room.db, a) == history_of(room.db, b)
    news = [e.event_id for e in history_of(room.db, a) if e.change == "new"]
    assert set(news) == {a, b}


def test_history_of_nothing(room: Newsroom) -> None:
    assert history_of(room.db, "nothing") == []


@pytest.mark.parametrize("slot", SLOTS[:2])
def test_every_event_has_a_history(room: Newsroom, slot: tuple[int, int]) -> None:
    room.read([article(*slot)])
    for key, title, *_ in room.events():
        first = history_of(room.db, key)[0]
        assert (first.change, bool(first.after)) == ("new", bool(title))
