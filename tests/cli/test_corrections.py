"""Correcting from the command line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import InProcess
from tests.histories.wire import SLOTS, Newsroom, article


def test_an_edit_is_told_listed_and_taken_back(room: Newsroom, run: InProcess) -> None:
    key = room.event_of("ceasefire")
    before = room.events()
    out = run.done("edit", key, "--title", "The truce", "--by", "ada", "--note", "its name")
    kind, correction, *state = out.split()
    assert (kind, state) == ("title", ["holds"])
    assert "The truce" in run.done("show", key)
    listed = run.done("corrections")
    assert f"{correction}  " in listed
    assert f"ada: title {key} The truce (its name)" in listed
    assert "by ada (its name)" in run.done("history", key)
    assert run.done("revert", correction, "--by", "bob") == f"title {correction} is taken back\n"
    assert room.events() == before
    assert "by bob" in run.done("corrections", "--all")


def test_the_author_is_the_system_user_by_default(
    room: Newsroom, run: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    run.done("pin", room.event_of("ceasefire"))
    [row] = json.loads(run.done("corrections", "--json"))
    assert (row["by"], row["kind"], row["event_id"]) == (
        "somebody", "pin", room.event_of("ceasefire"),
    )  # fmt: skip


def test_every_kind_has_its_command(room: Newsroom, run: InProcess) -> None:
    truce, bridge = room.event_of("ceasefire"), room.event_of("bridge")
    mentions = [row["key"] for row in json.loads(run.done("show", truce, "--json"))[0]["evidence"]]
    for words in (
        ["split", truce, mentions[1]],
        ["merge", truce, bridge],
        ["hide", bridge],
        ["pin", room.event_of("Kestrel")],
        ["add-event", "A vote", "--date", "2020-05", "--source", "https://x.example/",
         "--place", "Teska", "--sentence", "They voted.", "--published", "2020-06-01"],
        ["alias", "Teska", "Teskaberg"],
        ["forget", str(article(*SLOTS[0]).url)],
    ):  # fmt: skip
        assert run.done(*words).endswith("holds\n")
    kinds = [row["kind"] for row in json.loads(run.done("corrections", "--json"))]
    assert sorted(kinds) == ["add", "alias", "forget", "hide", "merge", "pin", "split"]
    listed = run.done("corrections")
    assert "alias Teska is Teskaberg" in listed
    code, _, err = run("corrections", "--conflicts")
    assert (code, err) == (0, "All corrections hold.\n")


def test_corrections_travel_in_a_file(room: Newsroom, run: InProcess, tmp_path: Path) -> None:
    run.done("edit", room.event_of("ceasefire"), "--title", "The truce", "--date", "2021")
    path = tmp_path / "corrections.jsonl"
    assert run.done("corrections", "--export", str(path)) == ""
    rows = run.done("corrections", "--export", "-")
    assert path.read_text(encoding="utf-8") == rows
    assert len(rows.splitlines()) == 2
    other = Newsroom(tmp_path / "other.db")
    for slot in reversed(SLOTS):
        other.read([article(*slot)])
    words = ["corrections", "--import", str(path), "--db", str(other.path)]
    assert run.done(*words) == "2 read, 2 new; 0 of all do not hold\n"
    assert other.events() == room.events()
    other.close()


def test_a_conflict_is_listed_with_its_reason(room: Newsroom, run: InProcess) -> None:
    key = room.event_of("ceasefire")
    run.done("edit", key, "--title", "One", "--by", "ada")
    run.done("edit", key, "--title", "Two", "--by", "bob")
    listed = run.done("corrections", "--conflicts")
    assert "does not hold: a later correction" in listed
    assert "Two" not in listed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["edit", "KEY"], "say what to correct"),
        (["edit", "KEY", "--date", "last May"], "not an EDTF date: 'last May'"),
        (["edit", "KEY", "--title", ""], "is no name or title"),
        (["edit", "nope", "--title", "x"], "there is no event 'nope'"),
        (["merge", "KEY", "KEY"], "are one event already"),
        (["split", "KEY", "nope"], "nope is no mention of"),
        (["hide", "nope"], "there is no event 'nope'"),
        (["alias", "A", "A"], "itself already"),
        (["forget", "https://nowhere.example/"], "no article was read at"),
        (["revert", "nope"], "there is no correction 'nope'"),
        (["history", "nope"], "there is no event 'nope'"),
        (["add-event", "A", "--date", "soon", "--source", "s"], "not an EDTF"),
        (["corrections", "--import", "nowhere.jsonl"], "cannot read nowhere.jsonl"),
        (["hide", "KEY", "--db", "nowhere.db"], "there is no database at nowhere.db"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(
    room: Newsroom, run: InProcess, words: list[str], message: str
) -> None:
    key = room.event_of("ceasefire")
    before = list(room.db.query("SELECT * FROM events"))
    code, out, err = run(*[key if word == "KEY" else word for word in words])
    assert (code, out) == (1, "")
    assert err.startswith("Error: ")
    assert message in err
    assert len(err.splitlines()) == 1
    assert list(room.db.query("SELECT * FROM events")) == before
    assert room.db.execute("SELECT count(*) FROM corrections").fetchone() == (0,)


def test_a_reader_delays_the_last_traces_and_forget_can_be_run_again(
    room: Newsroom, run: InProcess
) -> None:
    url = str(article(*SLOTS[0]).url)
    with closing(sqlite3.connect(room.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        code, out, err = run("forget", url)
    assert (code, len(err.splitlines())) == (0, 1)
    assert "Another process is reading" in err
    room.close()
    assert run.done("forget", url) == out
    room.__init__(room.path)  # type: ignore[misc]


@pytest.mark.parametrize("text", ["[]\n", "{\n", '{"kind": "title"}\n', "\xff\xfe"])
def test_a_bad_file_is_one_line(room: Newsroom, run: InProcess, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(text.encode("latin-1"))
    code, out, err = run("corrections", "--import", str(path))
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("Error: ")
