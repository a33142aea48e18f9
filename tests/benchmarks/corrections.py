"""What corrections cost: importing them, checking them, and reading all articles again.

    python tests/benchmarks/corrections.py [--articles 2500] [--corrections 10000]

Articles are made up, read by the real pipeline into a fresh database; corrections of all kinds
that speak of events are spread over them. Times are CPU seconds of this process. At the end
every correction is either seen to hold or listed as a conflict.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from timeline.models import Article, short_hash
from timeline.pipeline.carrying import import_rows
from timeline.pipeline.read import read_article
from timeline.pipeline.run import Origin, ingest_run
from timeline.pipeline.settling import settle
from timeline.storage import open_database, transaction
from timeline.storage.anchors import anchors_of_event
from timeline.storage.articles import stored_articles
from timeline.storage.corrections import list_corrections

_SYLLABLES = ("bel", "dor", "kar", "lin", "mar", "nov", "ost", "pra", "ros", "tal", "ul", "ven")
_DEEDS = ("signed a treaty in", "opened a bridge in", "founded a museum in", "closed a mine in",
          "bought a shipyard in", "won an election in", "launched a railway in")  # fmt: skip
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "December")
NOW = "2024-02-01T00:00:00Z"


def name(number: int) -> str:
    parts = []
    for _ in range(4):
        number, index = divmod(number * 7 + 5, len(_SYLLABLES))
        parts.append(_SYLLABLES[index])
    return "".join(parts).title()


def article(number: int) -> Article:
    sentences = []
    for line in range(5):
        n = number * 5 + line
        day, month, year = n % 27 + 1, _MONTHS[n % 8], 2000 + n % 23
        deed = _DEEDS[n % len(_DEEDS)]
        sentences.append(
            f"{name(n)} {name(n + 7919)} {deed} {name(n + 104729)} on {day} {month} {year}."
        )
    return Article(
        title=f"Notes {number}", text="\n".join(sentences), language="en",
        url=f"https://paper{number % 40}.example/{number}", publisher=f"Paper {number % 40}",
        published=f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00+00:00",
    )  # fmt: skip


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.process_time()
    yield
    print(f"{what:<52}{time.process_time() - began:>8.2f} s", flush=True)


def rows(db: Database, count: int) -> Iterator[dict[str, Any]]:
    """Corrections as an exported file has them, round and round over the events."""
    events = [row[0] for row in db.execute("SELECT key FROM events ORDER BY key")]
    anchors = {event: anchors_of_event(db, event) for event in events}
    kinds = ("title", "date", "title", "place", "pin", "title", "merge", "date", "hide", "title")
    for n, event in zip(range(count), itertools.cycle(events), strict=False):
        kind = kinds[(n + n // len(events)) % len(kinds)]
        sides = list(anchors[event])
        other = anchors[events[(n + 1) % len(events)]]
        said = {
            "title": {"title": f"What happened in case {n}"},
            "date": {"edtf": f"{2000 + n % 20}-{n % 12 + 1:02d}"},
            "place": {"place": name(n)},
        }.get(kind, {})
        yield {
            "key": short_hash("benchmark", str(n)), "kind": kind, "value": said, "by": "editor",
            "at": f"2024-01-01T{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}Z",
            "anchors": [
                {"key": a.key, "article": a.article, "sentence": a.sentence, "edtf": a.edtf,
                 "side": side}
                for side, those in (("keys", sides), ("others", other if kind == "merge" else []))
                for a in those
            ],
        }  # fmt: skip


def reread(path: Path, articles: list[Article]) -> None:
    with ingest_run(path, "reprocess", lambda: NOW, wait=True) as run:
        for one in articles:
            run.store(Origin(one.key), read_article(one), again=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2500)
    parser.add_argument("--corrections", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with timed(f"read {options.articles} articles"):
            reread(path, [article(n) for n in range(options.articles)])
        db = open_database(path)
        try:
            measure(db, path, options.corrections)
        finally:
            db.close()


def measure(db: Database, path: Path, count: int) -> None:
    [(events,)] = db.execute("SELECT count(*) FROM events").fetchall()
    stored = [one.article for one in stored_articles(db, limit=1_000_000)]
    print(f"{events} events")
    with timed("read all again, without corrections"):
        reread(path, stored)
    made = list(rows(db, count))
    with timed(f"import {count} corrections"):
        import_rows(db, made, now=NOW)
    with timed("check all corrections (the end of every run)"), transaction(db):
        settle(db, now=NOW)
    with timed("read all again, with corrections"):
        reread(path, stored)
    with timed("import them once more (nothing is new)"):
        import_rows(db, made, now=NOW)
    listed = list_corrections(db)
    states = Counter((one.kind, one.state) for one in listed)
    for (kind, state), number in sorted(states.items()):
        print(f"  {kind:<8}{state:<10}{number:>6}")
    reasons = [one.conflict for one in listed if one.state == "conflict"]
    print(f"{len(listed)} of {count} are listed; {sum(map(bool, reasons))} conflicts have reasons")


if __name__ == "__main__":
    main()
