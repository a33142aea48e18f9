"""What strangers may ask of the database, over HTTP."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from timeline.publish.config import read_config
from timeline.publish.reading import Reader, read
from timeline.publish.serve import make_datasette

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
SPREAD = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT group_concat(hex(zeroblob(1000))) FROM n"
)
HOSTILE = {
    "100 rows of 10 MB": "SELECT hex(zeroblob(5000000)) FROM mentions LIMIT 100",
    "300 rows of 2.4 MB": "SELECT hex(zeroblob(1200000)) FROM mentions, mentions LIMIT 300",
    "many rows just under the limit": "SELECT hex(zeroblob(127000)) FROM mentions, mentions",
    "many blobs just under the limit": "SELECT zeroblob(255000) FROM mentions, mentions",
    "endless": ENDLESS,
    "endless text": SPREAD,
    "endless sort": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i, hex(zeroblob(100)) FROM n ORDER BY -i",
}
WIDE = {
    "many columns": "SELECT " + ", ".join(["zeroblob(255000)"] * 99) + " FROM mentions",
    "many wide texts": "SELECT "
    + ", ".join(["char(128512) || hex(zeroblob(127000))"] * 60)
    + " FROM mentions",
}
REFUSED = (
    "ATTACH DATABASE 'file:attached.db' AS x", "DELETE FROM events",
    "INSERT INTO events DEFAULT VALUES",
    "SELECT load_extension('x')", "PRAGMA writable_schema = 1", "DROP TABLE events",
    "WITH a AS (SELECT 1) DELETE FROM events", "VACUUM INTO 'attached.db'",
)  # fmt: skip


def _ask(client: httpx.Client, sql: str) -> httpx.Response:
    return client.get(f"/news.json?_shape=array&sql={quote(sql)}", follow_redirects=True)


@pytest.mark.parametrize("sql", REFUSED)
def test_what_is_no_reading_is_refused(site, sql):
    answer = _ask(site.client, sql)
    assert answer.status_code in (400, 403)
    assert not Path("attached.db").exists()


def test_reading_is_allowed(site):
    answer = _ask(site.client, "SELECT edtf_display(edtf) AS date FROM events ORDER BY key LIMIT 3")
    assert answer.status_code == 200
    assert len(answer.json()) == 3


@pytest.fixture
def own_process(database, tmp_path):
    """The site in a process of its own, so that its memory can be told."""
    code = (
        "import sys; from pathlib import Path; from timeline.publish.serve import serve;"
        "serve(Path(sys.argv[1]), port=0, announce=lambda url: print(url, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(database)], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    try:
        url = process.stdout.readline().strip().removesuffix("/timeline")
        yield process, url
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize(("queries", "megabytes"), [(HOSTILE, 150), (WIDE, 220)])
def test_hostile_queries_cost_little_memory_and_time(own_process, queries, megabytes):
    process, url = own_process
    with httpx.Client(base_url=url, timeout=30) as client:
        client.get("/timeline")
        for name, sql in queries.items():
            start = time.monotonic()
            answer = _ask(client, sql)
            assert answer.status_code == 400, name
            assert time.monotonic() - start < 15, name
        assert client.get("/timeline").status_code == 200
    assert _peak_megabytes(process.pid) < megabytes


def _peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def test_the_public_site_has_canned_queries_only(public_site):
    assert _ask(public_site.client, "SELECT 1").status_code == 403
    canned = public_site.get("/news/on_this_day.json?month_day=07-17&_shape=array")
    assert canned.status_code == 200
    assert canned.json()[0]["title"] == "Airliner shot down over the east"
    assert public_site.get("/news/timeline.json?_where=1=1").status_code in (400, 403)


@pytest.mark.parametrize(
    "path",
    ["/news/articles", "/news/articles.json", "/news/articles/1", "/news/article_revisions",
     "/news/articles_fts", "/news/articles_fts_content", "/news/links", "/news.db"],
)  # fmt: skip
def test_the_public_site_shows_no_full_text(public_site, path):
    assert public_site.get(path, follow_redirects=True).status_code in (403, 404)


@pytest.mark.parametrize("path", ["/timeline", "/timeline/event/minsk0agree1", "/news/timeline",
                                  "/news/evidence", "/news", "/"])  # fmt: skip
def test_the_public_site_quotes_sentences_but_not_articles(public_site, path):
    answer = public_site.get(path)
    assert answer.status_code == 200
    assert "Full text of the article" not in answer.text


def test_our_own_pages_are_not_counted_among_them(database):
    site = make_datasette(database)

    def work(reader: Reader) -> int:
        return sum(len(reader.value("SELECT hex(zeroblob(100000))")) for _ in range(50))

    assert asyncio.run(read(site, read_config(site), work)) == 50 * 200_000
    site.executor.shutdown()


def test_datasettes_own_pages_have_safe_headers(site):
    headers = site.get("/news/timeline").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
