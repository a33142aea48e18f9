"""What cron runs: due sources, conditional requests, locks, kills and exit codes."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Answer, Command, Site
from tests.newsroom import story

ALLOW = ("--allow-address", "127.0.0.1", "--delay", "0")


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def put_up(site: Site, numbers: range, path: str = "/feed.xml", etag: str = '"1"') -> str:
    for number in numbers:
        one = story(number)
        site.article(one.path, one.title, list(one.paragraphs), one.published)
    items = [(site.base + story(number).path, story(number).title) for number in numbers]
    return site.feed(path, items, headers={"ETag": etag})


def test_add_list_remove(command: Command) -> None:
    assert "Added" in command("add", "https://example.org/feed.xml").out
    assert "already" in command("add", "https://example.org/feed.xml").out
    assert command("add", "https://example.org/sitemap_news.xml").code == 0
    listed = json.loads(command("list", "--json").out)
    assert [(source["url"], source["kind"]) for source in listed] == [
        ("https://example.org/feed.xml", "feed"),
        ("https://example.org/sitemap_news.xml", "sitemap"),
    ]
    assert "https://example.org/feed.xml" in command("list", "--opml").out
    assert command("remove", "https://example.org/feed.xml").code == 0
    assert command("remove", "https://example.org/feed.xml").code == 1
    assert command("remove", "https://example.org/other.xml").code == 1
    assert len(json.loads(command("list", "--json").out)) == 1


def test_opml_in_and_out(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/>'
        '<outline text="Group"><outline text="B" xmlUrl="https://b.example/feed"/></outline>'
        "</body></opml>"
    )
    assert command("add", str(path)).out.count("Added") == 2
    assert command("list", "--opml").out.count("xmlUrl") == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add", "no such thing"), "neither"),
        (("add", "https://example.org/f", "--time-zone", "Europe/Atlantis"), "time zone"),
    ],
)
def test_bad_sources_are_refused(command: Command, words: tuple[str, ...], message: str) -> None:
    done = command(*words)
    assert (done.code, message in done.err) == (2, True)


def test_an_update_reads_what_is_due_and_asks_conditionally_later(
    command: Command, site: Site, database: Path
) -> None:
    feed = put_up(site, range(3))
    command("add", feed)
    done = command("update", *ALLOW)
    assert (done.code, done.out[:8]) == (0, "3 stored"), done.err
    asked = len(site.asked)
    assert command("update", *ALLOW).out.startswith("0 stored")
    assert site.asked[asked:] == []
    assert command("update", "--all", *ALLOW).out.startswith("0 stored")
    assert site.asked[asked:] == ["/feed.xml"]
    put_up(site, range(4), etag='"2"')
    assert command("update", "--all", *ALLOW).out.startswith("1 stored")
    due = rows(database, "SELECT next_due_at > last_success_at, error_streak FROM sources")
    assert due == [(1, 0)]


def test_a_dry_run_asks_nobody(command: Command, site: Site) -> None:
    feed = put_up(site, range(2))
    command("add", feed)
    done = command("update", "--dry-run", *ALLOW)
    assert feed in done.out
    assert site.asked == []


def test_only_a_new_failure_is_worth_a_mail(command: Command, site: Site, database: Path) -> None:
    good = put_up(site, range(1))
    site.pages["/bad.xml"] = Answer(b"", 500)
    command("add", good)
    command("add", site.base + "/bad.xml", "--kind", "feed")
    first = command("update", "--all", *ALLOW)
    assert first.code == 3
    assert "newly failing" in first.err
    second = command("update", "--all", *ALLOW)
    assert second.code == 0
    assert command("update", "--all", "--strict", *ALLOW).code == 3
    assert rows(database, "SELECT error_streak FROM sources WHERE url LIKE '%bad%'") == [(3,)]
    health = json.loads(command("status", "--json").out)["sources"]
    assert [source["error_streak"] for source in health] == [3, 0]


def test_a_source_that_is_gone_is_asked_no_more(
    command: Command, site: Site, database: Path
) -> None:
    site.pages["/gone.xml"] = Answer(b"", 410)
    command("add", site.base + "/gone.xml")
    assert command("update", *ALLOW).code == 3
    assert rows(database, "SELECT state FROM sources") == [("gone",)]
    asked = len(site.asked)
    assert command("update", "--all", *ALLOW).code == 0
    assert len(site.asked) == asked


def test_a_source_that_moved_for_good_is_asked_at_its_new_place(
    command: Command, site: Site, database: Path
) -> None:
    put_up(site, range(1), path="/new.xml")
    site.pages["/old.xml"] = Answer(status=301, headers={"Location": "/new.xml"})
    command("add", site.base + "/old.xml")
    assert command("update", *ALLOW).code == 0
    assert rows(database, "SELECT url FROM sources") == [(site.base + "/new.xml",)]


def test_overlapping_updates_say_so_and_read_everything_once(
    command: Command, site: Site, database: Path
) -> None:
    command("add", put_up(site, range(12)))
    words = [sys.executable, "-m", "timeline", "update", "--db", str(database), *ALLOW]
    running = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * 4, ended
    read = [path for path in site.asked if path.startswith("/story")]
    assert sorted(read) == sorted(set(read))
    assert rows(database, "SELECT count(*) FROM articles") == [(12,)]


EVENTS = "SELECT key, title, edtf, state, mentions FROM events ORDER BY key"


def test_a_killed_run_is_completed_by_the_next_without_duplicates(
    command: Command, site: Site, database: Path, tmp_path: Path
) -> None:
    feed = put_up(site, range(30))
    undisturbed = tmp_path / "undisturbed.db"
    assert command("ingest", feed, "--db", str(undisturbed), *ALLOW).code == 0
    command("add", feed)
    chance = random.Random(7)
    for _ in range(5):
        words = [sys.executable, "-m", "timeline", "update", "--all", "--db", str(database), *ALLOW]
        with subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(chance.uniform(0.3, 1.6))
            process.send_signal(signal.SIGKILL)
        assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert command("update", "--all", *ALLOW).code == 0
    assert rows(database, EVENTS) == rows(undisturbed, EVENTS)
    assert rows(database, "SELECT count(*) FROM ingest_runs WHERE state = 'running'") == [(0,)]
    checked = command("status", "--check")
    assert (checked.code, "all is well" in checked.out) == (0, True), checked.out


def test_the_crontab_line_works_in_cron_s_bare_environment(
    command: Command, site: Site, database: Path, tmp_path: Path
) -> None:
    feed = put_up(site, range(1))
    command("add", feed)
    line = command("cron", "--db", str(database)).out
    schedule, words = line[:13], line[13:].strip()
    assert schedule == "*/15 * * * * "
    ran = subprocess.run(
        ["env", "-i", f"HOME={tmp_path}", "PATH=/usr/bin:/bin", "sh", "-c",
         words.replace("\\%", "%")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 3
    assert "newly failing" in ran.stderr
    assert rows(database, "SELECT reason FROM failures") == [("address-refused",)]
    units = command("cron", "--systemd").out
    assert "OnCalendar=*:0/15" in units
    assert "ExecStart=" in units


def test_a_run_s_time_limit_stops_it_cleanly(command: Command, site: Site, database: Path) -> None:
    command("add", put_up(site, range(6)))
    slow = ("--allow-address", "127.0.0.1", "--delay", "1.5")
    done = command("update", "--timeout", "3", *slow)
    assert done.code == 0
    assert "left for the next run" in done.out
    assert rows(database, "SELECT state FROM ingest_runs") == [("stopped",)]
    assert command("update", *ALLOW).code == 0
    assert rows(database, "SELECT count(*) FROM articles") == [(6,)]


def test_an_error_in_the_middle_of_fetching_ends_the_process(
    command: Command, site: Site, database: Path
) -> None:
    command("add", put_up(site, range(80)))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT raise(ABORT, 'full'); END"
        )
        connection.commit()
    done = command("update", *ALLOW)
    assert (done.code, len(done.err.splitlines())) == (1, 1)
