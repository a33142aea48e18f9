"""Temporal expressions: predictions for a scorer, and speed against dateparser.search.

    python tests/benchmarks/timex.py predict DOCS.jsonl PRED.jsonl
    python tests/benchmarks/timex.py speed DOCS.jsonl [--kilobytes 40]

DOCS.jsonl has one document a line: {"id", "dct", "language" (en if absent), "text"}; gold files
with the same keys serve as well. `predict` writes {"doc", "start", "end", "type", "value"}, one
expression a line, for the TempEval-3 scorer. `speed` prints KB of UTF-8 text per second of
processor time: cold (compiling the language and asking dateparser for the first time
included), warm, and for dateparser.search with the language given on the first `--kilobytes`
of the same documents in the same process; and the peak memory of the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dateparser.search import search_dates

from timeline.models import parse_iso
from timeline.temporal import find


@dataclass(frozen=True, slots=True)
class Document:
    """One text and its day of writing."""

    id: str
    dct: date | datetime | None
    language: str
    text: str

    @property
    def size(self) -> int:
        """Bytes of UTF-8."""
        return len(self.text.encode())


def documents(path: Path) -> list[Document]:
    """Read a JSON Lines file of documents."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Document(row["id"], _instant(row.get("dct")), row.get("language") or "en", row["text"])
        for row in rows
    ]


def _instant(text: str | None) -> date | datetime | None:
    try:
        return parse_iso(text)
    except ValueError:
        return parse_iso(text[:10]) if text else None


def predict(source: Path, target: Path) -> None:
    """Write what `find` finds, for the scorer."""
    with target.open("w", encoding="utf-8") as out:
        for doc in documents(source):
            for one in find(doc.text, doc.dct, doc.language):
                row = {"doc": doc.id, "start": one.start, "end": one.end, "type": one.type,
                       "value": one.value}  # fmt: skip
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def rate(docs: list[Document], run: Callable[[Document], object]) -> float:
    """KB per second of processor time."""
    started = time.process_time()
    for doc in docs:
        run(doc)
    return sum(doc.size for doc in docs) / 1000 / (time.process_time() - started)


def _ours(doc: Document) -> object:
    return find(doc.text, doc.dct, doc.language)


def _theirs(doc: Document) -> object:
    base = datetime(doc.dct.year, doc.dct.month, doc.dct.day) if doc.dct else None  # noqa: DTZ001
    settings = {"RELATIVE_BASE": base} if base else {}
    return search_dates(doc.text, languages=[doc.language], settings=settings)


def speed(source: Path, kilobytes: float) -> None:
    """Print rates, their ratio and peak memory."""
    docs = documents(source)
    cold = rate(docs, _ours)
    warm = max(rate(docs, _ours) for _ in range(3))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sample: list[Document] = []
    while len(sample) < len(docs) and sum(doc.size for doc in sample) < kilobytes * 1000:
        sample.append(docs[len(sample)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = rate(sample, _theirs)
    size = sum(doc.size for doc in docs) / 1000
    print(f"{len(docs)} documents, {size:.0f} KB, {sum(doc.size for doc in sample) / 1000:.0f} KB "
          "of them for dateparser.search")  # fmt: skip
    print(f"find, cold          {cold:8.0f} KB/s")
    print(f"find, warm          {warm:8.0f} KB/s")
    ratios = f"ratio {warm / theirs:.0f}, cold {cold / theirs:.0f}"
    print(f"dateparser.search   {theirs:8.1f} KB/s   {ratios}")
    print(f"peak memory of find {peak:8.0f} MB")


def main(argv: list[str]) -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(required=True, dest="command")
    one = commands.add_parser("predict")
    one.add_argument("docs", type=Path)
    one.add_argument("pred", type=Path)
    two = commands.add_parser("speed")
    two.add_argument("docs", type=Path)
    two.add_argument("--kilobytes", type=float, default=40, help="how much dateparser.search reads")
    args = parser.parse_args(argv)
    if args.command == "predict":
        predict(args.docs, args.pred)
    else:
        speed(args.docs, args.kilobytes)


if __name__ == "__main__":
    main(sys.argv[1:])
