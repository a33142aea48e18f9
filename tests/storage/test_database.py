"""Opening, migrating, refusing and backing up a database file."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from timeline import edtf
from timeline.errors import StorageError
from timeline.storage import backup, open_database, open_readonly, transaction
from timeline.storage.migrations import MIGRATIONS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "news.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    opened = open_database(path)
    yield opened
    opened.close()


def test_a_fresh_file_has_the_promised_habits(db: Database) -> None:
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert db.execute("PRAGMA application_id").fetchone()[0] != 0
    strict = dict(db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
    tables = [name for name, in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'event\\_spans%' ESCAPE '\\'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    )]  # fmt: skip
    assert len(tables) > 15
    assert [name for name in tables if not strict[name]] == []


def test_a_strict_table_refuses_a_wrong_type(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(
            "INSERT INTO failures (at, stage, url, reason, error, run_id)"
            " VALUES ('now', 'fetch', 'u', 'r', 'e', 'no number')"
        )


def test_opening_again_migrates_nothing(db: Database, path: Path) -> None:
    again = open_database(path)
    assert [m.name for m in MIGRATIONS.applied(again)] == [m.name for m in MIGRATIONS.applied(db)]
    assert not (path.parent / "backups").exists()
    again.close()


def test_a_database_of_a_newer_version_is_refused(db: Database, path: Path) -> None:
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('timeline', 'm999_from_the_future', 'x')"
    )
    db.conn.commit()
    for opener in (open_database, open_readonly):
        with pytest.raises(StorageError, match="newer version.*m999_from_the_future"):
            opener(path)


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for opener in (open_database, open_readonly):
        with pytest.raises(StorageError, match="not a timeline database"):
            opener(path)
    assert path.read_bytes()[100:] == before[100:]


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("a long text that is certainly no SQLite database " * 50)
    with pytest.raises(StorageError, match=r"cannot open .*notes\.db"):
        open_database(path)


def test_reading_what_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="ingest something first"):
        open_readonly(tmp_path / "absent.db")


def test_an_upgrade_takes_a_backup_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_database(path).close()
    later = [*MIGRATIONS._migrations, MIGRATIONS._Migration("m998_later", lambda _: None)]
    monkeypatch.setattr(MIGRATIONS, "_migrations", later)
    upgraded = open_database(path)
    upgraded.close()
    kept = sqlite3.connect(path.parent / "backups" / "news-before-m998_later.db")
    assert kept.execute("SELECT count(*) FROM events").fetchone() == (0,)
    kept.close()


def test_eight_processes_may_open_a_fresh_file_at_once(path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom timeline.storage import open_database\n"
        "db = open_database(pathlib.Path(sys.argv[1])); print(len(db.table_names())); db.close()"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    outputs = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0] * 8
    assert len(set(outputs)) == 1
    db = open_readonly(path)
    assert len(MIGRATIONS.applied(db)) == len(MIGRATIONS._migrations)
    db.close()


def test_a_failed_transaction_leaves_nothing(db: Database) -> None:
    with pytest.raises(RuntimeError), transaction(db):
        db.execute("INSERT INTO topics (slug, title, added_at) VALUES ('a', 'A', 'now')")
        raise RuntimeError
    assert db.execute("SELECT count(*) FROM topics").fetchone() == (0,)


def test_a_full_disk_is_a_clear_error_and_the_old_data_whole(db: Database) -> None:
    with transaction(db):
        db.execute("INSERT INTO topics (slug, title, added_at) VALUES ('a', 'A', 'now')")
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="full"), transaction(db):
        db.execute(
            "INSERT INTO topics (slug, title, added_at) VALUES ('b', ?, 'now')", ["x" * 10**7]
        )
    assert db.execute("SELECT slug FROM topics").fetchall() == [("a",)]
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_is_whole_and_never_overwrites(db: Database, tmp_path: Path) -> None:
    with transaction(db):
        db.execute("INSERT INTO topics (slug, title, added_at) VALUES ('a', 'A', 'now')")
    target = tmp_path / "copies" / "copy.db"
    backup(db, target)
    copy = open_readonly(target)
    assert copy.execute("SELECT slug FROM topics").fetchall() == [("a",)]
    copy.close()
    with pytest.raises(StorageError, match="exists"):
        backup(db, target)


INSERT_EVENT = (
    "INSERT INTO events (key, title, short_title, kind, state, edtf, earliest, latest,"
    " earliest_day, latest_day, sort_day, year, granularity, modality, score, mentions,"
    " articles, sources, first_read_at, changed_at) VALUES (?, ?, ?, 'dated', 'shown', ?, ?, ?,"
    " ?, ?, 1, 2024, 'month', 'asserted', 1, 1, 1, 1, 'now', 'now')"
)


def test_triggers_keep_spans_bins_and_words_in_step(db: Database) -> None:
    with transaction(db):
        db.execute(
            INSERT_EVENT,
            ["a", "Summit ends", "S", "2024-07", "2024-07-01", "2024-07-31", 738_703, 738_733],
        )
        db.execute(INSERT_EVENT, ["b", "War", "W", "2024/..", "2024-01-01", None, 738_521, None])
    bins = (
        "SELECT unit, bin, state, modality, events FROM event_bins"
        " WHERE events > 0 AND unit IN ('month', 'year') ORDER BY 1"
    )
    assert db.execute(bins).fetchall() == [
        ("month", 2024 * 12 + 6, "shown", "asserted", 1),
        ("year", 2024, "shown", "asserted", 1),
    ]
    spans = db.execute("SELECT last_day FROM event_spans ORDER BY id").fetchall()
    assert spans == [(738_733.0,), (float("inf"),)]
    with transaction(db):
        db.execute(
            "UPDATE events SET title = 'Talks end', state = 'more', earliest = '2024-08-01',"
            " latest = '2024-08-31', earliest_day = 738734, latest_day = 738764 WHERE key = 'a'"
        )
    assert db.execute(bins).fetchall() == [
        ("month", 2024 * 12 + 7, "more", "asserted", 1),
        ("year", 2024, "more", "asserted", 1),
    ]
    found = "SELECT rowid FROM events_fts WHERE events_fts MATCH ?"
    assert db.execute(found, ["summit"]).fetchall() == []
    assert db.execute(found, ["talks"]).fetchall() == [(1,)]
    with transaction(db):
        db.execute("DELETE FROM events")
    assert db.execute(bins).fetchall() == []
    assert db.execute("SELECT count(*) FROM event_spans").fetchone() == (0,)
    db.execute("INSERT INTO events_fts (events_fts) VALUES ('integrity-check')")


def _event(rng: random.Random, number: int) -> list[object]:
    """Values for `events`: a date of any form, a state and a modality, all at random."""
    text = rng.choice((
        f"20{rng.randint(10, 13)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}", "2012-02", "2012",
        "201X", "2012-21", "2012~", "2012-09-XX", "2011/2012", "../2012-03", "2012-03/..",
        "[2012-03-01..2012-03-09]", "-0043", "2012-35",
    ))  # fmt: skip
    when = edtf.parse(text)
    day = when.earliest_day if when.earliest_day is not None else when.latest_day
    assert day is not None
    return [
        f"key{number}", rng.choice(("shown", "more", "hidden")), text, when.earliest, when.latest,
        when.earliest_day, when.latest_day, day, edtf.civil(day)[0], when.granularity,
        rng.choice(("asserted", "reported", "planned", "possible", "negated")),
    ]  # fmt: skip


_NAMES = (
    "key, state, edtf, earliest, latest, earliest_day, latest_day, sort_day, year, granularity,"
    " modality"
)
_INSERT_ANY = (
    f"INSERT INTO events ({_NAMES}, title, short_title, kind, score, mentions, articles, sources,"
    " first_read_at, changed_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'T', 'T', 'dated', 1, 1, 1, 1, 'now', 'now')"
)


def _kept(db: Database) -> tuple[list[object], list[object]]:
    bins = "SELECT unit, bin, state, modality, events FROM event_bins WHERE events != 0"
    bands = "SELECT * FROM event_bands WHERE events != 0"
    return sorted(db.execute(bins)), sorted(db.execute(bands), key=str)


def _counted(db: Database) -> tuple[list[object], list[object]]:
    """Count anew what the triggers keep, without SQL."""
    bins: Counter[tuple[object, ...]] = Counter()
    bands: Counter[tuple[object, ...]] = Counter()
    for state, text, first, last, day, year, granularity, modality in db.execute(
        "SELECT state, edtf, earliest_day, latest_day, sort_day, year, granularity, modality"
        " FROM events"
    ):
        bins["from day", day, state, modality] += 1
        bins["from year", year, state, modality] += 1
        if first is not None and first == last:
            bins["day", first, state, modality] += 1
        if first is not None and last is not None:
            year_, month, _ = edtf.civil(first)
            if (year_, month) == edtf.civil(last)[:2]:
                bins["month", year_ * 12 + month - 1, state, modality] += 1
            if year_ == edtf.civil(last)[0]:
                bins["year", year_, state, modality] += 1
        if first != last and not any(sign in text for sign in "/.,"):
            bands[text, granularity, state, modality, first, last] += 1
    return sorted((*key, n) for key, n in bins.items()), sorted(
        ((*key, n) for key, n in bands.items()), key=str
    )


def test_what_the_pages_count_is_kept_through_every_change(db: Database) -> None:
    rng = random.Random(11)
    for number in range(200):
        with transaction(db):
            db.execute(_INSERT_ANY, _event(rng, number))
            if number % 3 == 0:
                names = ", ".join(f"{name} = ?" for name in _NAMES.split(", ")[1:])
                changed = [*_event(rng, number)[1:], f"key{rng.randrange(number + 1)}"]
                db.execute(f"UPDATE events SET {names} WHERE key = ?", changed)
            if number % 5 == 0:
                db.execute("DELETE FROM events WHERE key = ?", [f"key{rng.randrange(number + 1)}"])
    assert _kept(db) == _counted(db)
    with transaction(db):
        db.execute("DELETE FROM events")
    assert _kept(db) == ([], [])


def test_an_upgrade_from_the_first_schema_counts_what_is_there(tmp_path: Path) -> None:
    db = Database(sqlite3.connect(tmp_path / "old.db"))
    MIGRATIONS.apply(db, stop_before="m002_counts")
    rng = random.Random(12)
    for number in range(100):
        db.execute(_INSERT_ANY, _event(rng, number))
    db.conn.commit()
    before = [row[0] for row in db.execute("SELECT key FROM events ORDER BY id")]
    MIGRATIONS.apply(db)
    assert [row[0] for row in db.execute("SELECT key FROM events ORDER BY id")] == before
    assert _kept(db) == _counted(db)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
