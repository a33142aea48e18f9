"""The whole line over real HTTP and real files, as a user runs it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Answer, Command, Site
from tests.newsroom import Story, story

ALLOW = ("--allow-address", "127.0.0.1", "--delay", "0")


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def put_up(site: Site, stories: list[Story]) -> str:
    for one in stories:
        site.article(one.path, one.title, list(one.paragraphs), one.published)
    return site.feed("/feed.xml", [(site.base + one.path, one.title) for one in stories])


EVENTS = (
    "SELECT e.key, e.title, e.edtf, e.state, e.modality, e.mentions, e.sources FROM events e"
    " ORDER BY e.key"
)


@pytest.fixture
def broken_feed(site: Site) -> str:
    good = [story(number) for number in range(3)]
    put_up(site, good)
    site.pages["/down"] = Answer(b"later", 500)
    site.pages["/empty"] = Answer(b"<html><head><title>Nothing</title></head><body></body></html>")
    site.article("/cut", "A cut page", ["Half of a sentence. " * 200], "2024-06-14")
    site.pages["/cut"].cut = 900
    paths = [one.path for one in good] + ["/down", "/empty", "/cut"]
    return site.feed("/feed.xml", [(site.base + path, f"Item {path}") for path in paths])


def test_three_good_articles_and_three_failures(
    command: Command, broken_feed: str, database: Path
) -> None:
    done = command("ingest", broken_feed, *ALLOW)
    assert done.code == 3, done.err
    assert done.out.startswith("3 stored, 0 revised, 0 unchanged, 3 failed")
    assert len(done.out.splitlines()) == 1
    assert rows(database, "SELECT stage, reason FROM failures ORDER BY reason") == [
        ("fetch", "http-500"),
        ("parse", "no-text"),
        ("fetch", "truncated"),
    ]
    assert rows(database, "SELECT state, stored, failed FROM ingest_runs") == [("done", 3, 3)]


def test_loopback_is_refused_unless_it_is_allowed(
    command: Command, broken_feed: str, database: Path, site: Site
) -> None:
    done = command("ingest", broken_feed)
    assert done.code == 3
    assert site.asked == []
    assert rows(database, "SELECT stage, reason FROM failures") == [("fetch", "address-refused")]
    assert rows(database, "SELECT count(*) FROM articles") == [(0,)]


def test_a_second_reading_changes_nothing(command: Command, site: Site, database: Path) -> None:
    feed = put_up(site, [story(number) for number in range(4)])
    assert command("ingest", feed, *ALLOW).code == 0
    tables = ("articles", "mentions", "events", "event_history", "event_redirects", "links")
    before = {table: rows(database, f"SELECT * FROM {table}") for table in tables}
    assert before["events"]
    asked = len(site.asked)
    done = command("ingest", feed, *ALLOW)
    assert done.code == 0
    assert done.out.startswith("0 stored, 0 revised")
    assert {table: rows(database, f"SELECT * FROM {table}") for table in tables} == before
    assert [path for path in site.asked[asked:] if path.startswith("/story")] == []


def test_a_changed_article_is_a_revision_and_ids_stay(
    command: Command, site: Site, database: Path
) -> None:
    one = story(3)
    url = site.article(one.path, one.title, list(one.paragraphs), one.published)
    assert command("ingest", url, *ALLOW).code == 0
    before = {key for key, *_ in rows(database, EVENTS)}
    site.article(
        one.path, one.title, ["Something new stands here now.", *one.paragraphs], one.published
    )
    done = command("ingest", url, *ALLOW)
    assert done.out.startswith("0 stored, 1 revised")
    assert rows(database, "SELECT revision FROM articles") == [(2,)]
    assert rows(database, "SELECT revision FROM article_revisions") == [(1,)]
    assert before <= {key for key, *_ in rows(database, EVENTS)}


def test_any_order_and_any_door_give_the_same_events(
    command: Command, site: Site, database: Path, tmp_path: Path
) -> None:
    stories = [story(number) for number in range(20)]
    feed = put_up(site, stories)
    assert command("ingest", feed, *ALLOW).code == 0
    by_feed = rows(database, EVENTS)
    assert len(by_feed) >= 20

    backwards = tmp_path / "backwards.jsonl"
    backwards.write_text("\n".join(one.row(site.base) for one in reversed(stories)))
    other = tmp_path / "other.db"
    assert command("ingest", str(backwards), "--db", str(other)).code == 0
    assert rows(other, EVENTS) == by_feed

    third = tmp_path / "third.db"
    for start in (10, 0):
        part = tmp_path / f"part{start}.jsonl"
        part.write_text("\n".join(one.row(site.base) for one in stories[start : start + 10]))
        assert command("ingest", str(part), "--db", str(third)).code == 0
    assert rows(third, EVENTS) == by_feed


def test_one_broken_row_loses_nothing_else(
    command: Command, database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "rows.jsonl"
    good = story(1).row("https://example.org")
    path.write_text("\n".join([good, "{broken", json.dumps({"title": "no text"})]))
    done = command("ingest", str(path))
    assert done.code == 3
    assert rows(database, "SELECT count(*) FROM articles") == [(1,)]
    assert len(rows(database, "SELECT * FROM failures")) == 2


def test_standard_input_and_a_given_date(command: Command, database: Path) -> None:
    text = "Oslo and Riga signed a treaty on Tuesday.\n\nIt was adopted in Oslo in May 2023."
    done = command("ingest", "-", "--published", "2024-06-14", stdin=text)
    assert done.code == 0, done.err
    assert rows(database, "SELECT published, published_how FROM articles") == [
        ("2024-06-14", "given")
    ]
    assert ("2024-06-11",) in rows(database, "SELECT edtf FROM mentions")


def test_without_a_publication_time_relative_dates_stay_unresolved(
    command: Command, database: Path
) -> None:
    text = "Oslo and Riga signed a treaty on Tuesday. It was adopted in Oslo on 5 May 2023."
    assert command("ingest", "-", stdin=text).code == 0
    found = dict(rows(database, "SELECT expression, edtf FROM mentions WHERE expression != ''"))
    assert found["Tuesday"] is None
    assert "2023-05-05" in found.values()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("ingest",), 2, "Missing argument"),
        (("ingest", "x.txt", "--published", "yesterday"), 2, "ISO 8601"),
        (("ingest", "http://example.org", "--allow-address", "nowhere"), 1, "not an address"),
        (("show", "abc"), 1, "no database"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    command: Command, words: tuple[str, ...], code: int, message: str
) -> None:
    done = command(*words)
    assert done.code == code
    assert message in done.err
    assert done.out == ""


def test_what_is_not_there_is_a_recorded_failure(command: Command, database: Path) -> None:
    done = command("ingest", "absent.html")
    assert done.code == 3
    assert rows(database, "SELECT url, reason FROM failures") == [("absent.html", "not-found")]


def test_an_archive_gives_the_same_events_again_without_the_network(
    command: Command, site: Site, database: Path, tmp_path: Path
) -> None:
    feed = put_up(site, [story(number) for number in range(4)])
    assert command("ingest", feed, "--archive", "kept", *ALLOW).code == 0
    asked = len(site.asked)
    (archive,) = (tmp_path / "kept").iterdir()
    assert archive.name.endswith(".warc.gz")
    other = tmp_path / "other.db"
    assert command("ingest", str(archive), "--db", str(other)).out.startswith("4 stored")
    assert len(site.asked) == asked
    assert rows(other, EVENTS) == rows(database, EVENTS)
