"""What a digest is made of, read from a database that the pipeline filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.histories.wire import Newsroom, stocked
from timeline.pipeline import corrections as make
from timeline.storage import transaction
from timeline.storage.topic_match import TopicMatch
from timeline.storage.topics import add_topic
from timeline.topics.reading import Story, named_date, read_story


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    opened = stocked(tmp_path / "news.db")
    yield opened
    opened.close()


def story(room: Newsroom, match: TopicMatch) -> Story:
    with transaction(room.db):
        topic = add_topic(room.db, "A story", match, now=room.now())
    return read_story(room.db, topic)


def test_the_whole_database(room: Newsroom) -> None:
    read = story(room, TopicMatch())
    dates = {one.date for one in read.references}
    assert {"2021-03-03", "2022-06-19", "2022-09-11", "2023-05-02", "2023-07-14"} <= dates
    articles = room.db.execute("SELECT count(*) FROM articles").fetchone()[0]
    assert len({lead.article for lead in read.leads}) == articles
    assert max(lead.start for lead in read.leads) > 0


def test_a_sentence_that_tells_of_no_event_refers_to_its_date(room: Newsroom) -> None:
    heard = [one for one in story(room, TopicMatch()).references if one.date == "2023-07-14"]
    assert heard
    assert {one.event for one in heard} == {None}


def test_a_topic_has_only_the_articles_that_tell_its_events(room: Newsroom) -> None:
    read = story(room, TopicMatch(query="teska", when="2021"))
    key = room.event_of("Teska")
    told = room.db.execute(
        "SELECT DISTINCT a.url FROM articles a JOIN mentions m ON m.article_id = a.id"
        " JOIN events e ON e.id = m.event_id WHERE e.key = ?",
        [key],
    )
    urls = {row[0] for row in told}
    assert {one.article for one in read.references} <= urls
    assert {lead.article for lead in read.leads} == urls
    assert {one.date for one in read.references} == {"2021-03-03", "2021-03-04"}


def test_a_corrected_date_stands_for_what_was_said(room: Newsroom) -> None:
    key = room.event_of("Teska")
    make.edit(room.db, key, room.author(), date="2021-02-28")
    mine = [one for one in story(room, TopicMatch()).references if one.event == key]
    assert {one.date for one in mine} == {"2021-02-28"}


def test_a_hidden_event_is_left_out(room: Newsroom) -> None:
    key = room.event_of("Teska")
    make.hide(room.db, key, room.author())
    assert all(one.event != key for one in story(room, TopicMatch()).references)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("2011-05-11/..", "2011-05-11"),
        ("../2011-05-11", "2011-05-11"),
        ("[..2011-05-11]", "2011-05-11"),
        ("[2011-05-11..2011-05-11]", "2011-05-11"),
        ("2011-05-11/2011-05-11", "2011-05-11"),
        ("2011-05/..", "2011-05/.."),
        ("2011-05-11~", "2011-05-11~"),
        ("2011-05-11/2011-05-13", "2011-05-11/2011-05-13"),
        ("2011", "2011"),
    ],
)
def test_which_day_words_name(value: str, named: str) -> None:
    assert named_date(value) == named
