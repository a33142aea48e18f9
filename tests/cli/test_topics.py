"""Following topics from the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import InProcess
from tests.histories.wire import Newsroom, article
from timeline.pipeline import corrections as make


def test_a_topic_is_added_listed_and_removed(room: Newsroom, run: InProcess) -> None:
    out = run.done("topic", "add", "Truce in Teska", "--match", "teska", "--when", "2021")
    assert out == "Added truce-in-teska with 1 event\n"
    assert run.done("topic", "list") == ("truce-in-teska  Truce in Teska: 1 event (teska; 2021)\n")
    [row] = json.loads(run.done("topic", "list", "--json"))
    assert (row["slug"], row["match"]["query"]) == ("truce-in-teska", "teska")
    assert run.done("topic", "remove", "truce-in-teska") == "Removed truce-in-teska\n"
    assert run("topic", "list") == (0, "", "No topics yet; `timeline topic add TITLE` adds one.\n")


def test_a_digest_for_programs_has_the_best_first(room: Newsroom, run: InProcess) -> None:
    run.done("topic", "add", "All")
    rows = json.loads(run.done("topic", "digest", "all", "--top", "5", "--json"))
    assert len(rows) == 5
    assert [set(row) for row in rows] == [{"date", "score", "sentences", "event_ids"}] * 5
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all(1 <= len(row["sentences"]) <= 2 for row in rows)
    keys = {event[0] for event in room.events()}
    assert all(set(row["event_ids"]) <= keys for row in rows)
    truce = room.event_of("ceasefire")
    [row] = [row for row in rows if truce in row["event_ids"]]
    assert row["date"] == "2021-03-03"
    assert "Teska" in row["sentences"][0]


def test_a_digest_for_people_is_in_the_order_of_time(room: Newsroom, run: InProcess) -> None:
    run.done("topic", "add", "All")
    lines = run.done("topic", "digest", "all", "--top", "5", "--sentences", "1").splitlines()
    days = [line for line in lines if not line.startswith("  ")]
    assert days[0] == "3 March 2021"
    assert [int(day.split()[-1]) for day in days] == sorted(int(day.split()[-1]) for day in days)
    assert len(lines) == 10


def test_a_corrected_date_is_the_digests(room: Newsroom, run: InProcess) -> None:
    run.done("topic", "add", "Truce", "--match", "ceasefire")
    run.done("edit", room.event_of("ceasefire"), "--date", "2021-03-02")
    rows = json.loads(run.done("topic", "digest", "truce", "--json"))
    assert "2021-03-02" in [row["date"] for row in rows]
    assert "2021-03-03" not in [row["date"] for row in rows]


def test_a_hidden_event_is_in_no_digest(room: Newsroom, run: InProcess) -> None:
    run.done("topic", "add", "All")
    key = room.event_of("ceasefire")
    make.hide(room.db, key, room.author())
    rows = json.loads(run.done("topic", "digest", "all", "--json"))
    assert not any(key in row["event_ids"] for row in rows)


def test_what_is_new_in_a_topic(room: Newsroom, run: InProcess) -> None:
    run.done("topic", "add", "Truce", "--match", "ceasefire", "--when", "2021")
    since = room.now()
    assert run("new", "--since", since, "--topic", "truce") == (0, "", "Nothing is new.\n")
    key = room.event_of("ceasefire")
    make.edit(room.db, key, room.author("ada", "checked"), title="The truce")
    out = run.done("new", "--since", since, "--topic", "truce")
    assert f"changed    {key}  3 March 2021: The truce\n  title: " in out
    assert "→ The truce\n  by ada\n  checked\n" in out
    [row] = json.loads(run.done("new", "--since", since, "--json"))
    assert (row["what"], row["change"], row["event_id"]) == ("changed", "title", key)
    digest = run.done("topic", "digest", "truce", "--since", since)
    assert f"Since {since}\n" in digest
    assert "The truce" in digest
    rows = json.loads(run.done("topic", "digest", "truce", "--since", since, "--json"))
    assert [one["change"] for row in rows for one in row["changes"]] == ["title"]


def test_an_empty_topic_says_so(room: Newsroom, run: InProcess) -> None:
    assert run.done("topic", "add", "Nothing", "--match", "xyzzy").endswith("with 0 events\n")
    assert run("topic", "digest", "nothing") == (0, "", "No date in this topic yet.\n")
    assert run.done("topic", "digest", "nothing", "--json") == "[]\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["topic", "add", "?"], 1, "letters or digits"),
        (["topic", "add", "A", "--match", "(("], 1, "no full-text query"),
        (["topic", "add", "A", "--entity", "Nobody"], 1, "no event names 'Nobody'"),
        (["topic", "add", "A", "--when", "soon"], 2, "not an EDTF"),
        (["topic", "digest", "nope"], 1, "there is no topic 'nope'"),
        (["topic", "digest", "nope", "--top", "0"], 2, "--top"),
        (["topic", "digest", "nope", "--since", "soon"], 2, "not ISO 8601"),
        (["topic", "remove", "nope"], 1, "there is no topic 'nope'"),
        (["new", "--since", "2024-13-01"], 2, "not ISO 8601"),
        (["new", "--since", "2024-01-01", "--topic", "nope"], 1, "there is no topic 'nope'"),
        (["topic", "add", "A", "--db", "nowhere.db"], 1, "no database at nowhere.db"),
    ],
)
def test_bad_input_is_one_clear_line(
    room: Newsroom, run: InProcess, words: list[str], code: int, message: str
) -> None:
    ended, out, err = run(*words)
    assert (ended, out) == (code, "")
    assert message in err.splitlines()[-1]
    assert room.db.execute("SELECT count(*) FROM topics").fetchone() == (0,)


def test_since_is_read_in_any_zone(room: Newsroom, run: InProcess) -> None:
    room.read([article(0, 0, revision=2)])
    everything = run("new", "--since", "2024-01-01T02:00:00+02:00", "--json")
    assert everything == run("new", "--since", "2024-01-01", "--json")
    assert json.loads(everything[1])
