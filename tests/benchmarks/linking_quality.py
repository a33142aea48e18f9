"""Quality of linking on our own gold, through a real database.

python -m tests.benchmarks.linking_quality [tuning.txt checked.txt held-out.txt] [--errors]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from sqlite_utils import Database

from timeline.pipeline.assembly import Changed, assemble
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, save_article
from timeline.storage.mentions import save_mentions

from .linking_gold import Gold, read_gold, score

NOW = "2026-01-01T00:00:00Z"


def link(db: Database, gold: Gold) -> dict[str, str]:
    """Store and link all articles; return mention key → public id of its event."""
    with transaction(db):
        changed = []
        for article, mentions in gold.articles:
            saved = save_article(db, article, Provenance(NOW, "gold"))
            changes = save_mentions(db, saved.id, mentions, now=NOW)
            changed.append(Changed(saved.id, article, changes))
        assemble(db, changed, now=NOW)
    rows = db.execute("SELECT m.key, e.key FROM mentions m JOIN events e ON e.id = m.event_id")
    return dict(rows.fetchall())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", default=["tuning.txt", "checked.txt", "held-out.txt"])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for name in options.files:
        gold = read_gold(name)
        with tempfile.TemporaryDirectory() as folder:
            db = open_database(Path(folder) / "news.db")
            found = link(db, gold)
            db.close()
        result = score(gold.events, found)
        print(
            f"{name}: {len(gold.events)} mentions of {len(set(gold.events.values()))} events:"
            f" pairs P {result.precision:.3f} R {result.recall:.3f} F1 {result.f1:.3f},"
            f" B3 F1 {result.b_cubed:.3f}"
        )
        if options.errors:
            titles = {one.key: f"{one.edtf} {one.title}" for _, ms in gold.articles for one in ms}
            for kind, pairs in (("wrong", result.wrong), ("missed", result.missed)):
                for pair in pairs:
                    told = (f"[{gold.events[key]}] {titles[key]}" for key in pair)
                    print(f"  {kind}: {'  ~  '.join(told)}")


if __name__ == "__main__":
    main()
