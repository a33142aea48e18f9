"""A run whose pages are read by the workers of a real Dask scheduler."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.newsroom import story

pytest.importorskip("distributed", reason="the `cluster` extra is not installed")


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    code = (
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as c:\n"
        "        print(c.scheduler_address, flush=True)\n"
        "        input()\n"
    )
    script = tmp_path / "cluster.py"
    script.write_text(code)
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.write("\n")


def events(database: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT key, title, edtf FROM events ORDER BY key").fetchall()


def test_a_cluster_reads_what_this_machine_reads(
    command: Command, scheduler: str, database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "stories.jsonl"
    path.write_text("\n".join(story(n).row("https://example.org") for n in range(6)) + "\n{}\n")
    done = command("ingest", str(path), "--cluster", scheduler)
    assert (done.code, done.out[:8]) == (3, "6 stored"), done.err
    other = tmp_path / "other.db"
    assert command("ingest", str(path), "--db", str(other)).code == 3
    assert events(database) == events(other)
    assert events(database)


def test_a_scheduler_that_is_not_there_is_one_clear_line(command: Command) -> None:
    done = command("ingest", "x.txt", "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert "no Dask scheduler answers" in done.err
