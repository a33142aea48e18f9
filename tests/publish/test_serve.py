import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import yaml

from tests.publish.conftest import running
from timeline.errors import SettingsError, StorageError
from timeline.publish.serve import DEFAULT_PORT, listen, make_datasette
from timeline.publish.snapshot import write_snapshot

ROOT = Path(__file__).parents[2]
_CODE = (
    "import sys; from pathlib import Path; from timeline.publish.serve import serve;"
    "serve(Path(sys.argv[1]), port=0, announce=lambda url: print(url, flush=True))"
)


def test_it_serves_until_it_is_interrupted(database):
    process = subprocess.Popen(
        [sys.executable, "-c", _CODE, str(database)], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        url = process.stdout.readline().strip()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                assert httpx.get(url, timeout=20).status_code == 200
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in errors
    finally:
        process.kill()


def test_the_next_free_port_is_taken_if_none_was_asked_for():
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        ports = (first.getsockname()[1], second.getsockname()[1])
    assert DEFAULT_PORT <= ports[0] < ports[1] < DEFAULT_PORT + 20


def test_a_port_that_was_asked_for_must_be_free():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="cannot listen on 127.0.0.1"):
            listen("127.0.0.1", taken.getsockname()[1])


def test_a_file_that_is_no_timeline_is_refused(tmp_path):
    with pytest.raises(StorageError, match="no database"):
        make_datasette(tmp_path / "none.db")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(StorageError, match="not a timeline database"):
        make_datasette(other)


def test_every_table_and_column_is_described(site, database):
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text())
    tables = metadata["databases"]["news"]["tables"]
    connection = sqlite3.connect(database)
    missing = []
    for name, kind in connection.execute("SELECT name, type FROM sqlite_master").fetchall():
        shadow = name.startswith(("sqlite_", "events_fts", "articles_fts", "event_spans_", "_"))
        if kind not in ("table", "view") or shadow:
            continue
        columns = tables.get(name, {}).get("columns", {})
        assert tables.get(name, {}).get("title"), f"{name} has no title"
        for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", [name]):
            if column not in columns:
                missing.append(f"{name}.{column}")
    connection.close()
    assert missing == []


def test_every_canned_query_runs(site):
    values = {
        "first": "2014", "last": "2015-06", "when": "2014-09", "month_day": "07-17",
        "id": "minsk0agree1", "since": "2026-01-01",
    }  # fmt: skip
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text())
    for name in metadata["databases"]["news"]["queries"]:
        answer = site.get(f"/news/{name}.json?_shape=array", params={"_shape": "array", **values})
        assert answer.status_code == 200, name
        assert isinstance(answer.json(), list)
        assert answer.json() or name == "never", name


def test_data_pages_link_ids_and_explain_dates(site):
    page = site.get("/news/timeline?_size=100").text
    assert '<a href="/timeline/event/minsk0agree1"><code>minsk0agree1</code></a>' in page
    assert '<code title="2014–2015">2014/2015</code>' in page
    assert "Independent voices that tell of it" in page


@pytest.mark.parametrize("name", ["event_spans_node", "events_fts_idx", "mention_traits"])
def test_inner_tables_are_hidden(site, name):
    tables = site.get("/news.json").json()["tables"]
    assert all(table["hidden"] for table in tables if table["name"] == name)


def test_a_snapshot_is_compact_and_has_no_full_texts(database, tmp_path):
    snapshot = write_snapshot(database, tmp_path / "out")
    assert snapshot.database == tmp_path / "out" / "news.db"
    assert [path.name for path in sorted((tmp_path / "out").iterdir())][-1] == "news.db"
    connection = sqlite3.connect(f"{snapshot.database.as_uri()}?immutable=1", uri=True)
    assert connection.execute("SELECT max(length(text)) FROM articles").fetchone() == (0,)
    assert connection.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'article'"
    ).fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM sqlite_stat1").fetchone()[0] > 0
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    events = connection.execute("SELECT count(*) FROM events").fetchone()
    connection.close()
    assert b"Full text of the article" not in snapshot.database.read_bytes()
    with running(snapshot.database, public=True, immutable=True) as site:
        assert site.get("/timeline/event/minsk0agree1").status_code == 200
        assert site.get("/timeline.json").json()["total"] == events[0] - 1  # one stands below


def test_a_snapshot_with_texts_replaces_an_earlier_one(database, tmp_path):
    write_snapshot(database, tmp_path)
    snapshot = write_snapshot(database, tmp_path, texts=True)
    assert b"Full text of the article" in snapshot.database.read_bytes()
    metadata = yaml.safe_load(snapshot.metadata.read_text())
    assert metadata["databases"]["news"]["tables"]["timeline"]["columns"]["edtf"]


def test_a_snapshot_of_nothing_is_refused(tmp_path):
    with pytest.raises(StorageError, match="no database"):
        write_snapshot(tmp_path / "none.db", tmp_path / "out")
