"""Measures the site over HTTP: `python -m tests.benchmarks.site_load DATABASE`.

The database is one of `site_data`. First one client asks for pages, each URL for the first time
(nothing of it is cached) and again; then 8 connections ask for the JSON of events while a writer
adds events to the same file, twenty a transaction. Beside the time that passed stands the time
that the server worked (all of its threads, from /proc), which a busy machine hardly changes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import httpx

_SERVE = (
    "import sys; from pathlib import Path; from timeline.publish.serve import serve;"
    "serve(Path(sys.argv[1]), port=0, announce=lambda url: print(url, flush=True))"
)


def main() -> None:
    """Measure a database from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(given.database)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip().removesuffix("/timeline")
    try:
        time.sleep(3)
        keys = _keys(given.database, 400)
        _pages(url, keys, process.pid)
        asyncio.run(_events(url, keys, given.database, given.seconds))
    finally:
        process.terminate()
        process.wait()


def _keys(database: Path, count: int) -> list[str]:
    connection = sqlite3.connect(database)
    (events,) = connection.execute("SELECT max(id) FROM events").fetchone()
    rng = random.Random(3)
    ids = [rng.randint(1, events) for _ in range(count)]
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(f"SELECT key FROM events WHERE id IN ({marks})", ids).fetchall()
    connection.close()
    return [key for (key,) in rows]


def _pages(url: str, keys: list[str], server: int) -> None:
    rng = random.Random(4)
    months = [f"{rng.randint(2005, 2025)}-{rng.randint(1, 12):02d}" for _ in range(25)]
    groups = {
        "timeline, whole": ["/timeline"] * 5,
        "timeline, a year": [f"/timeline?when={year}" for year in range(2000, 2026)],
        "timeline, a month": [f"/timeline?when={month}" for month in dict.fromkeys(months)],
        "event": [f"/timeline/event/{key}" for key in keys[:100]],
        "topic": [f"/timeline/topic/topic-{number}" for number in range(1, 21)],
        "narrowed down": [
            "/timeline?modality=planned",
            "/timeline?place=Place+7",
            "/timeline?dated=month",
            "/timeline?min=20",
            "/timeline?when=-3000/2030",
            "/timeline?source=Publisher+250",
        ],
        "what is new": ["/timeline/new?since=2026-01-01", "/timeline/on-this-day?day=07-17"],
        "feeds": ["/timeline.atom", "/timeline.json", "/timeline.timelinejs"],
        "overlap (SQL)": [
            f"/news/events_overlapping.json?when={month}-11&_shape=array" for month in months
        ],
        "on this day (SQL)": [
            f"/news/on_this_day.json?month_day=07-{day:02d}&_shape=array" for day in range(1, 29)
        ],
        "3-facet table": ["/news/timeline"] * 5,
        "two frequent words": [
            f"/timeline.json?q={words}"
            for words in ("council+bridge", "court+port", "summit+mayor")
        ],
    }
    print(f"{'':20} {'first':>13} {'worked':>13} {'again':>13} {'worked':>13}   p50 / p95, ms")
    with httpx.Client(base_url=url, timeout=60) as client:
        for name, paths in groups.items():
            first = [_ask(client, path, server) for path in paths]
            again = [_ask(client, path, server) for path in paths * 2]
            timed = (*zip(*first, strict=True), *zip(*again, strict=True))
            columns = [_both(times) for times in timed]
            print(f"{name:20} " + " ".join(f"{column:>13}" for column in columns), flush=True)


def _ask(client: httpx.Client, path: str, server: int) -> tuple[float, float]:
    """Ask for a page: milliseconds that passed, and that the server's threads worked."""
    worked, start = _worked(server), time.perf_counter()
    answer = client.get(path)
    passed = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, (path, answer.status_code)
    return passed, _worked(server) - worked


def _worked(process: int) -> float:
    """Milliseconds that the threads of a process have run (0 where there is no /proc)."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def _both(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} / {ordered[int(len(ordered) * 0.95)]:.0f}"


async def _events(url: str, keys: list[str], database: Path, seconds: float) -> None:
    stop = threading.Event()
    written: Counter[str] = Counter()
    writer = threading.Thread(target=_write, args=(database, stop, written))
    writer.start()
    statuses: Counter[int] = Counter()
    times: list[float] = []
    limits = httpx.Limits(max_connections=8)
    start = time.perf_counter()
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60) as client:

        async def worker(number: int) -> None:
            rng = random.Random(number)
            while time.perf_counter() - start < seconds:
                begun = time.perf_counter()
                answer = await client.get(f"/timeline/event/{rng.choice(keys)}.json")
                times.append((time.perf_counter() - begun) * 1000)
                statuses[answer.status_code] += 1

        await asyncio.gather(*(worker(number) for number in range(8)))
    took = time.perf_counter() - start
    stop.set()
    writer.join()
    print(
        f"event JSON, 8 connections, {written['events']} events written meanwhile:"
        f" {len(times) / took:.0f} requests/s, p50 / p95 {_both(times)} ms, {dict(statuses)}"
    )


def _write(database: Path, stop: threading.Event, written: Counter[str]) -> None:
    connection = sqlite3.connect(database, timeout=30, isolation_level=None)
    names = [row[1] for row in connection.execute("PRAGMA table_info(events)") if row[1] != "id"]
    copied = ", ".join("key || ?" if name == "key" else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    while not stop.is_set():
        connection.execute("BEGIN IMMEDIATE")
        tag = f"-{time.time_ns()}"
        connection.execute(
            f"INSERT INTO events ({columns}) SELECT {copied} FROM events WHERE id <= 20", [tag]
        )
        connection.execute("COMMIT")
        written["events"] += 20
        time.sleep(0.05)
    connection.execute("DELETE FROM events WHERE key LIKE '%-%'")
    connection.close()


if __name__ == "__main__":
    main()
