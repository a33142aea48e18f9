"""Digests against journalists' timelines, with the counting baseline beside them.

Everything goes through the product: articles are ingested into a fresh database, a topic is
added, the digest is printed as JSON and scored by a scorer that follows news-tls (date F1 and
AR1 as in Gholipour Ghalandari and Ifrim, ACL 2020).

    python tests/benchmarks/digests.py FOLDER SCORER [--sentences 2] [--keep DIR]

FOLDER has one folder for each story, with `articles.jsonl` (id, title, published, text) and
`timelines.jsonl`; SCORER takes `PREDICTION GOLD --ranked --json`. The baseline orders days by how
many articles mention them and tells each by the first sentences that name it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from timeline.storage import open_readonly
from timeline.storage.topics import get_topic
from timeline.topics.dates import Reference, mentioning_articles
from timeline.topics.reading import read_story

EVERY_DATE = 100_000
Row = dict[str, object]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--sentences", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="keep the databases in this folder")
    options = parser.parse_args()
    stories = sorted(path.parent for path in options.folder.glob("*/articles.jsonl"))
    if not stories:
        parser.error(f"no story in {options.folder}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        measure(stories, folder, options.scorer, options.sentences)


def measure(stories: list[Path], folder: Path, scorer: Path, sentences: int) -> None:
    print(f"{'story':<12}{'articles':>9}   {'counting: date F1':<18}{'AR1':<8}"
          f"{'ours: date F1':<16}{'AR1':<8}{'above':<14}{'digest':>8}")  # fmt: skip
    totals: list[tuple[float, ...]] = []
    for story in stories:
        database = ingest(story, folder)
        baseline = score(scorer, story, counting(database, sentences), folder)
        began = time.perf_counter()
        rows = product("topic", "digest", "story", "--top", str(EVERY_DATE),
                       "--sentences", str(sentences), "--json", database=database)  # fmt: skip
        seconds = time.perf_counter() - began
        ours = score(scorer, story, json.loads(rows), folder)
        above = [name for name, a, b in zip(("date", "AR1"), ours, baseline, strict=True) if a > b]
        count = sum(1 for _ in (story / "articles.jsonl").open(encoding="utf-8"))
        print(f"{story.name:<12}{count:>9}   {baseline[0]:<18.3f}{baseline[1]:<8.3f}"
              f"{ours[0]:<16.3f}{ours[1]:<8.3f}{', '.join(above) or '-':<14}"
              f"{seconds:>6.1f} s")  # fmt: skip
        totals.append((*baseline, *ours))
    means = [sum(column) / len(totals) for column in zip(*totals, strict=True)]
    print(f"{'mean':<21}   {means[0]:<18.3f}{means[1]:<8.3f}{means[2]:<16.3f}{means[3]:<8.3f}")


def ingest(story: Path, folder: Path) -> Path:
    database = folder / f"{story.name}.db"
    if not database.exists():
        product("ingest", str(story / "articles.jsonl"), database=database)
        product("topic", "add", "Story", database=database)
    return database


def product(*words: str, database: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "--quiet", "--db", str(database), *words],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 3):
        sys.exit(f"timeline {' '.join(words)}: {done.stderr}")
    return done.stdout


def counting(database: Path, sentences: int) -> list[Row]:
    """What the counting baseline says: days by mentioning articles, first sentences first."""
    db = open_readonly(database)
    try:
        references = read_story(db, get_topic(db, "story")).references
    finally:
        db.close()
    return [
        {"date": entry.date, "score": entry.score,
         "sentences": first_sentences(references, entry.date)[:sentences]}
        for entry in mentioning_articles(references)
    ]  # fmt: skip


def first_sentences(references: Iterable[Reference], date: str) -> list[str]:
    key: Callable[[Reference], tuple[int, str, int]] = lambda r: (  # noqa: E731
        r.published_day or 0, r.article, r.start,
    )  # fmt: skip
    naming = sorted((r for r in references if r.date == date), key=key)
    return list(dict.fromkeys(r.sentence for r in naming))


def score(scorer: Path, story: Path, rows: list[Row], folder: Path) -> tuple[float, float]:
    prediction = folder / "prediction.jsonl"
    prediction.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(scorer), str(prediction), str(story / "timelines.jsonl"),
         "--ranked", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    mean = json.loads(done.stdout)["mean"]
    return mean["date"][2], mean["AR1"][2]


if __name__ == "__main__":
    main()
