#!/usr/bin/env python3
"""Measure article extraction over a folder of saved pages.

The folder holds `manifest.jsonl` (one JSON object a line with `id`, `url`, `html`: the path of the
page, gzipped or not; `set`: a group to report apart) and the pages. Each engine's predictions go
to a file that a scorer can read (`id`, `title`, `published`, `text`). Engines take turns page by
page in one process, so that their speeds can be compared; speed is CPU time.

    python tests/benchmarks/extract.py DIR --engine ours --engine trafilatura --limit 300
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

Prediction = dict[str, Any]
Engine = Callable[[bytes, str], Prediction]


def ours() -> Engine:
    """`timeline.parse.parse_article`."""
    from timeline.errors import ParseError
    from timeline.parse import parse_article

    def run(body: bytes, url: str) -> Prediction:
        try:
            article = parse_article(body, url)
        except ParseError as error:
            return {"refused": error.reason}
        return {"title": article.title, "published": article.published, "text": article.text}

    return run


def trafilatura() -> Engine:
    """Trafilatura as its documentation says: `bare_extraction(with_metadata=True)`."""
    from trafilatura import bare_extraction

    def run(body: bytes, url: str) -> Prediction:
        found = bare_extraction(body, url=url, with_metadata=True)
        if found is None:
            return {"refused": "no-text"}
        return {"title": found.title, "published": found.date, "text": found.text}

    return run


def newspaper4k() -> Engine:
    """`newspaper4k`, which must be installed by hand; it is no dependency of this project."""
    from newspaper import Article

    def run(body: bytes, url: str) -> Prediction:
        article = Article(url)
        article.download(input_html=body.decode("utf-8", "replace"))
        try:
            article.parse()
        except (ImportError, ValueError) as error:
            return {"refused": str(error)}
        date = article.publish_date
        return {
            "title": article.title,
            "published": date.isoformat() if date else None,
            "text": article.text,
        }

    return run


ENGINES: dict[str, Callable[[], Engine]] = {
    "ours": ours,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
}


def read_page(path: Path) -> bytes:
    """A page, unpacked if it is packed."""
    body = path.read_bytes()
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def measure(
    folder: Path, rows: list[dict[str, Any]], names: list[str], out: Path
) -> tuple[dict[tuple[str, str], float], Counter[str], Counter[str]]:
    """Run the engines over the rows.

    Returns:
        CPU seconds by engine and set, pages by set, refusals of ours by reason.
    """
    engines = {name: ENGINES[name]() for name in names}
    seconds: dict[tuple[str, str], float] = {}
    pages: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    warm = read_page(folder / rows[0]["html"])
    for run in engines.values():
        run(warm, rows[0]["url"])
    files = {name: (out / f"{name}.jsonl").open("w", encoding="utf-8") for name in names}
    for number, row in enumerate(rows):
        body = read_page(folder / row["html"])
        group = str(row.get("set", ""))
        pages[group] += 1
        order = names if number % 2 else names[::-1]
        for name in order:
            start = time.process_time()
            found = engines[name](body, row["url"])
            spent = time.process_time() - start
            seconds[name, group] = seconds.get((name, group), 0.0) + spent
            if name == "ours" and "refused" in found:
                refused[found["refused"]] += 1
            print(json.dumps({"id": row["id"], **found}, ensure_ascii=False), file=files[name])
    for file in files.values():
        file.close()
    return seconds, pages, refused


def report(
    names: list[str], seconds: dict[tuple[str, str], float], pages: Counter[str]
) -> list[str]:
    """Lines of pages per second, and how many times as fast the first engine is."""
    lines = []
    for group in [*sorted(pages), None]:
        count = pages[group] if group is not None else pages.total()
        spent = {
            name: sum(s for (n, g), s in seconds.items() if n == name and group in (None, g))
            for name in names
        }
        cells = [f"{name} {count / spent[name]:.1f}/s" for name in names]
        cells += [f"{names[0]} = {spent[n] / spent[names[0]]:.2f} x {n}" for n in names[1:]]
        lines.append(f"{'all' if group is None else group} ({count} pages): " + ", ".join(cells))
    return lines


def main() -> int:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", action="append", choices=sorted(ENGINES), default=None)
    parser.add_argument("--out", type=Path, default=Path(), help="folder for predictions")
    parser.add_argument("--limit", type=int, help="a random sample of so many pages")
    parser.add_argument("--set", dest="group", help="only the pages of this set")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    manifest = (options.folder / "manifest.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in manifest.splitlines() if line.strip()]
    if options.group:
        rows = [row for row in rows if row.get("set") == options.group]
    if options.limit and options.limit < len(rows):
        rows = random.Random(0).sample(rows, options.limit)
    if not rows:
        sys.exit("no pages")
    names = options.engine or ["ours"]
    options.out.mkdir(parents=True, exist_ok=True)
    seconds, pages, refused = measure(options.folder, rows, names, options.out)
    print("\n".join(report(names, seconds, pages)))
    if refused:
        print("refused:", ", ".join(f"{reason} {n}" for reason, n in sorted(refused.items())))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak resident memory of this process: {peak} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
