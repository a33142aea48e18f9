"""A sheet of random rows for judging titles by eye, and the sum of its marks.

    python tests/benchmarks/titles.py ARTICLES... --seed 1 --rows 60 --sheet SHEET [--state shown]
    python tests/benchmarks/titles.py --sheet SHEET --marks MARKS

ARTICLES: JSON lines with `id` or `url`, `title`, `published`, `text`, `language`.
SHEET: JSON lines, one row each: article, offsets of the expression, date, modality, score, title;
no text of the article but the title. The sentences are printed, for the judge's eyes only.
MARKS: JSON object from row number to 2 (a careful reader takes title and date as a timeline row),
1 (a true event with the right date, small fault) or 0 (no).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from timeline.events import extract
from timeline.models import Article, EventMention, parse_iso
from timeline.temporal import find


def articles(paths: list[Path]) -> Iterator[Article]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            yield Article(
                title=record.get("title") or "", text=record["text"], url=record.get("url"),
                id=record.get("id"), language=record.get("language"),
                published=record.get("published") or None,
            )  # fmt: skip


def mentions(article: Article) -> list[EventMention]:
    language = article.language or "en"
    return extract(article, find(article.text, parse_iso(article.published), language))


def draw(options: argparse.Namespace) -> None:
    rows: list[EventMention] = []
    words = counted = 0
    for article in articles(options.articles):
        counted += 1
        words += len(article.text.split())
        rows += [m for m in mentions(article) if m.kind == options.kind]
    shown = [m for m in rows if m.state == "shown"]
    more = [m for m in rows if m.state == "more"]
    print(f"{counted} articles, {words} words; {options.kind} rows per 1,000 words:", end=" ")
    print(
        f"shown {1000 * len(shown) / words:.2f}, with more {1000 * len(shown + more) / words:.2f}"
    )
    pool = {"shown": shown, "more": more, "both": shown + more}[options.state]
    random.Random(options.seed).shuffle(pool)
    lines = []
    for number, row in enumerate(pool[: options.rows]):
        record = {
            "row": number, "article": row.article_key, "start": row.start, "end": row.end,
            "edtf": row.edtf, "modality": row.modality, "state": row.state, "score": row.score,
            "title": row.title,
        }  # fmt: skip
        lines.append(json.dumps(record, ensure_ascii=False))
        at = max(0, row.start - row.sentence_start)
        around = row.sentence[max(0, at - 150) : at + 150]
        print(f"{number}  {row.edtf} ({row.dct}) {row.modality}: {row.title}")
        print(f"      [{row.expression}] {around}")
    options.sheet.write_text("\n".join(lines) + "\n", "utf-8")


def tally(options: argparse.Namespace) -> None:
    rows = [json.loads(line) for line in options.sheet.read_text("utf-8").splitlines()]
    marks = {int(row): mark for row, mark in json.loads(options.marks.read_text("utf-8")).items()}
    for state in ("shown", "more"):
        found = [marks[row["row"]] for row in rows if row["state"] == state and row["row"] in marks]
        if found:
            strict = sum(mark == 2 for mark in found) / len(found)
            lenient = sum(mark >= 1 for mark in found) / len(found)
            print(f"{state}: {len(found)} rows, {strict:.0%} strictly, {lenient:.0%} leniently")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--sheet", type=Path, required=True)
    parser.add_argument("--marks", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--state", choices=("shown", "more", "both"), default="shown")
    parser.add_argument("--kind", choices=("dated", "lead", "headline"), default="dated")
    options = parser.parse_args()
    if options.marks:
        tally(options)
    else:
        draw(options)


if __name__ == "__main__":
    main()
