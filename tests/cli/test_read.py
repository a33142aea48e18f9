"""`events`, `show`, `why`, `dates`, `status`, `backup`, `reprocess`: the timeline in a terminal."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Command

TEXT = """\
NATO leaders met in Oslo on 9 July 2024. Norway and Poland signed a treaty on Monday.

The Oslo agreements of 2014-2015 ended the strike. In the 1990s things were slower.
"""


@pytest.fixture
def filled(command: Command, tmp_path: Path) -> Command:
    (tmp_path / "article.txt").write_text(TEXT)
    done = command("ingest", "article.txt", "--published", "2024-07-11")
    assert done.code == 0, done.err
    return command


def test_events_as_json_are_what_a_program_needs(filled: Command) -> None:
    events = json.loads(filled("events", "--json").out)
    assert events
    keys = {"id", "title", "edtf", "earliest", "latest", "granularity", "modality", "score",
            "shown"}  # fmt: skip
    assert all(keys <= set(event) for event in events)
    summit = next(event for event in events if event["edtf"] == "2024-07-09")
    assert (summit["earliest"], summit["latest"]) == ("2024-07-09", "2024-07-09")
    assert (summit["granularity"], summit["modality"]) == ("day", "asserted")
    assert summit["shown"] is True
    assert 0 <= summit["score"] <= 1


def test_events_can_be_narrowed_by_time_and_words(filled: Command) -> None:
    assert "9 July 2024" in filled("events", "--all", "--when", "2024-07").out
    assert filled("events", "--when", "1905").out == ""
    assert "Oslo" in filled("events", "oslo").out
    assert filled("events", 'nothing" OR "x').code == 0
    assert filled("events", "--when", "last summer").code == 2


def test_show_tells_every_sentence_that_an_event_rests_on(filled: Command) -> None:
    event = next(
        one for one in json.loads(filled("events", "--json").out) if one["edtf"] == "2024-07-09"
    )
    shown = filled("show", event["id"]).out
    assert "NATO leaders met in Oslo on 9 July 2024." in shown
    assert "“9 July 2024” read as 2024-07-09" in shown
    (as_json,) = json.loads(filled("show", event["id"], "--json").out)
    evidence = next(one for one in as_json["evidence"] if one["expression"])
    assert TEXT.replace("\n\n", "\n")[evidence["start"] : evidence["end"]] == "9 July 2024"
    assert evidence["rule"]


def test_an_unknown_id_is_one_clear_line(filled: Command) -> None:
    done = filled("show", "nosuchevent1")
    assert (done.code, done.out) == (1, "")
    assert done.err == ("Error: there is no event nosuchevent1; `timeline events` lists them\n")


def test_why_tells_what_was_found_and_not_shown(filled: Command) -> None:
    told = filled("why", "hash:").out
    assert "“the 1990s” = 199X" in told
    assert "not on it:" in told
    rows = json.loads(filled("why", "hash:", "--json").out)
    assert {row["expression"] for row in rows} >= {"9 July 2024", "Monday", "the 1990s"}
    assert filled("why", "no such article").code == 1


def test_dates_explains_what_it_found_and_what_it_refused(command: Command) -> None:
    done = command("dates", "The 787 may land by the end of winter.", "--published", "2026-01-12")
    assert "EDTF [2026-01-12..2026-02-28]" in done.out
    found = json.loads(command("dates", "on 9 July 2024", "--json").out)["found"]
    assert [(one["text"], one["edtf"]) for one in found] == [("9 July 2024", "2024-07-09")]
    assert "Nothing" in command("dates", "no such thing").out
    assert command("dates", "x", "--published", "soon").code == 2
    assert "2024-07" in command("dates", "-", stdin="in July 2024").out


def test_status_tells_what_is_there_and_finds_what_is_wrong(
    filled: Command, database: Path
) -> None:
    status = json.loads(filled("status", "--check", "--json").out)
    assert status["counts"]["articles"] == 1
    assert status["last_run"]["state"] == "done"
    assert status["problems"] == []
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE mentions SET event_id = NULL")
        connection.commit()
    broken = filled("status", "--check")
    assert broken.code == 3
    assert "events that no mention tells of" in broken.out


def test_a_backup_can_be_read_like_the_original(filled: Command, tmp_path: Path) -> None:
    assert filled("backup", "copy.db").code == 0
    copy = filled("events", "--json", "--db", str(tmp_path / "copy.db")).out
    assert copy == filled("events", "--json").out
    again = filled("backup", "copy.db")
    assert (again.code, "exists" in again.err) == (1, True)


def test_reprocessing_changes_nothing_while_the_rules_are_the_same(filled: Command) -> None:
    before = filled("events", "--json").out
    assert filled("reprocess").out.startswith("0 stored")
    assert filled("reprocess", "--all").out.startswith("1 stored")
    assert filled("events", "--json").out == before


def test_colour_is_never_forced(filled: Command) -> None:
    event = json.loads(filled("events", "--json").out)[0]
    assert "\x1b" not in filled("show", event["id"], NO_COLOR="1").out
