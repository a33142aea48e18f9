"""What the README and the demo promise is what a reader gets."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.publish.sql_functions import register

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SQL = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    words = [sys.executable, "-W", "error", "-m", "timeline", "demo", "--no-serve"]
    for expected in ("13 stored, 0 revised, 0 unchanged, 0 failed", "0 stored, 0 revised"):
        done = subprocess.run(
            [*words, "--db", str(path)], capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(expected)
    return path


@pytest.fixture
def connection(sample: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(sample)
    register(opened)
    yield opened
    opened.close()


@pytest.fixture
def events(sample: Path) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "events", "--json", "--db", str(sample)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


@pytest.mark.parametrize("sql", SQL)
def test_every_sql_example_runs(connection: sqlite3.Connection, sql: str) -> None:
    rows = connection.execute(sql).fetchall()
    assert rows or "failures" in sql


def test_there_are_examples() -> None:
    assert len(SQL) >= 5


def find(events: list[dict[str, object]], word: str, *edtf: str) -> dict[str, object]:
    found = [e for e in events if word in str(e["title"]) and e["edtf"] in edtf]
    assert found, [(e["edtf"], e["title"]) for e in events]
    return found[0]


def test_the_demo_tells_of_the_summit(events: list[dict[str, object]]) -> None:
    assert find(events, "Washington", "2024", "2024-07-09/2024-07-11")["shown"]


def test_the_demo_tells_of_the_minsk_agreements(events: list[dict[str, object]]) -> None:
    assert find(events, "Minsk agreements", "2014/2015")["shown"]


def test_the_demo_tells_what_will_not_be_by_the_end_of_winter(
    events: list[dict[str, object]],
) -> None:
    ceasefire = find(events, "easefire", "[2026-01-12..2026-02-28]")
    assert ceasefire["modality"] in ("planned", "possible", "negated", "reported")
    assert ceasefire["shown"]


def test_two_publishers_disagree_and_a_copy_is_one_voice(connection: sqlite3.Connection) -> None:
    conflicts = connection.execute(
        "SELECT edtf, mentions FROM events WHERE conflict AND title LIKE '%partner%'"
    ).fetchall()
    assert [(edtf in ("2020-06-11", "2020-06-12"), count) for edtf, count in conflicts] == [
        (True, 2)
    ]
    copies = connection.execute(
        "SELECT count(*), count(DISTINCT voice) FROM articles WHERE title LIKE 'Allies will not%'"
    ).fetchone()
    assert copies == (2, 1)


def test_each_event_leads_to_a_sentence_of_an_article(connection: sqlite3.Connection) -> None:
    wrong = connection.execute(
        "SELECT e.title FROM events e WHERE NOT EXISTS (SELECT 1 FROM mentions m"
        " JOIN articles a ON a.id = m.article_id WHERE m.event_id = e.id"
        " AND (m.kind = 'headline' OR instr(a.text, m.sentence) > 0)"
        ' AND (m.start < 0 OR substr(a.text, m.start + 1, m."end" - m.start) = m.expression))'
    ).fetchall()
    assert wrong == []


def test_the_demos_digest_has_the_dates_that_matter(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(sample.read_bytes())
    for words in (
        ["add", "Ukraine and NATO"],
        ["digest", "ukraine-and-nato", "--top", "5", "--json"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "timeline", "topic", *words, "--db", str(path)],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
    rows = json.loads(done.stdout)
    told = {row["date"]: " ".join(row["sentences"]) for row in rows}
    assert len(told) == 5
    assert any("summit in Washington" in said for on, said in told.items() if "2024" in on)
    assert any("Minsk" in said for on, said in told.items() if re.search("201[45]", on))
