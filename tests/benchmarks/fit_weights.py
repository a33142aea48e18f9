"""Fit the weights of the event score on judged rows.

    python tests/benchmarks/fit_weights.py JUDGED... --articles FILE... [--write]

JUDGED: JSON lines with `doc`, `dct`, `sentence`, `expression`, `title`, `mark` (2 a row that a
careful reader takes, 1 a true event with a small fault, 0 no).
FILE: JSON lines with `id`, `title`, `published`, `text`, `language`: the articles of the rows,
so that references are resolved as they are in use. A row whose article is not there is read
alone. A row counts if our title for its expression is (nearly) the judged one.

Logistic regression, maximum a posteriori around the hand weights (Gaussian prior), soft targets
0 / 0.4 / 1, checked by cross-validation over documents. `--write` stores the fitted weights in
the package; the texts stay where they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import timeline.events.score
from timeline.events.extract import extract_with_facts
from timeline.models import Article, EventMention, parse_iso
from timeline.temporal import find

TARGETS = {0: 0.0, 1: 0.4, 2: 1.0}
WEIGHTS = Path(timeline.events.score.__file__).parent / "data" / "weights.json"
SAME_TITLE = 0.86


@dataclass(frozen=True)
class Row:
    """A judged row with the facts that our own extraction found for it."""

    doc: str
    facts: tuple[str, ...]
    mark: int


def read_lines(paths: Iterable[Path]) -> list[dict[str, object]]:
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def squeeze(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def extracted(record: dict[str, object]) -> list[tuple[EventMention, tuple[str, ...]]]:
    article = Article(
        title=str(record.get("title") or ""), text=str(record["text"]), id=str(record["id"]),
        language="en", published=record.get("published") or None,  # type: ignore[arg-type]
    )  # fmt: skip
    return extract_with_facts(article, find(article.text, parse_iso(article.published), "en"))


def match(
    judged: dict[str, object], found: Sequence[tuple[EventMention, tuple[str, ...]]]
) -> Row | None:
    sentence, title = squeeze(str(judged["sentence"])), squeeze(str(judged["title"]))
    expression = squeeze(str(judged["expression"]))
    undated = "undated" in expression
    for mention, facts in found:
        if not facts or undated != (mention.kind == "lead"):
            continue
        said = squeeze(mention.expression)
        if not undated and said not in expression and expression not in said:
            continue
        own = squeeze(mention.sentence)
        if own not in sentence and sentence not in own:
            continue
        if SequenceMatcher(None, squeeze(mention.title), title).ratio() >= SAME_TITLE:
            return Row(str(judged["doc"]), facts, int(str(judged["mark"])))
    return None


def rows_of(judged: list[dict[str, object]], articles: list[dict[str, object]]) -> list[Row]:
    by_doc: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in judged:
        by_doc[str(line["doc"])].append(line)
    known = {str(a["id"]): a for a in articles}
    rows = []
    for doc, lines in sorted(by_doc.items()):
        found = extracted(known[doc]) if doc in known else []
        for line in lines:
            row = match(line, found)
            if row is None:
                alone = {"id": doc, "text": line["sentence"], "published": line.get("dct")}
                row = match(line, extracted(alone))
            if row:
                rows.append(row)
    return rows


def fit(
    rows: Sequence[Row], hand: dict[str, float], bias: float, precision: float, steps: int = 300
) -> tuple[dict[str, float], float]:
    """Minimise the log loss plus precision/2 * |w - hand|² by AdaGrad over whole batches."""
    weights, offset = dict(hand), bias
    seen: dict[str, float] = defaultdict(lambda: 1e-8)
    for _ in range(steps):
        gradient: dict[str, float] = defaultdict(float)
        for row in rows:
            total = offset + sum(weights.get(f, 0.0) for f in row.facts)
            error = 1 / (1 + math.exp(-total)) - TARGETS[row.mark]
            gradient["bias"] += error
            for fact in row.facts:
                gradient[fact] += error
        for fact in weights:
            gradient[fact] += precision * (weights[fact] - hand[fact])
        for fact, slope in gradient.items():
            seen[fact] += slope * slope
            step = 0.3 * slope / math.sqrt(seen[fact])
            if fact == "bias":
                offset -= step
            elif fact in weights:
                weights[fact] -= step
    return weights, offset


def probability(row: Row, weights: dict[str, float], bias: float) -> float:
    return 1 / (1 + math.exp(-bias - sum(weights.get(f, 0.0) for f in row.facts)))


def report(name: str, scored: list[tuple[float, int]]) -> None:
    scored.sort(key=lambda pair: -pair[0])
    for share in (0.2, 0.35, 0.5):
        top = scored[: max(1, round(share * len(scored)))]
        strict = sum(mark == 2 for _, mark in top) / len(top)
        lenient = sum(mark >= 1 for _, mark in top) / len(top)
        print(f"{name} top {share:.0%} (score >= {top[-1][0]:.2f}): {strict:.0%}/{lenient:.0%}")


def cross_validate(rows: list[Row], hand: dict[str, float], bias: float, precision: float) -> None:
    def fold(doc: str) -> int:
        return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 10

    scored = []
    for k in range(10):
        weights, offset = fit([r for r in rows if fold(r.doc) != k], hand, bias, precision, 120)
        scored += [(probability(r, weights, offset), r.mark) for r in rows if fold(r.doc) == k]
    report("held out", scored)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("judged", nargs="+", type=Path)
    parser.add_argument("--articles", nargs="*", type=Path, default=[])
    parser.add_argument("--precision", type=float, default=4.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    rows = rows_of(read_lines(options.judged), read_lines(options.articles))
    hand = {fact: both["hand"] for fact, both in stored["weights"].items()}
    for fact in {f for row in rows for f in row.facts}:
        hand.setdefault(fact, 0.0)
    random.Random(0).shuffle(rows)
    total = len(read_lines(options.judged))
    print(f"{len(rows)} of {total} judged rows have our title; {len(hand)} facts")
    report("hand", [(probability(r, hand, stored["bias"]), r.mark) for r in rows])
    cross_validate(rows, hand, stored["bias"], options.precision)
    weights, bias = fit(rows, hand, stored["bias"], options.precision)
    report("fitted", [(probability(r, weights, bias), r.mark) for r in rows])
    if options.write:
        both = {f: {"hand": hand[f], "fitted": round(weights[f], 3)} for f in sorted(hand)}
        text = json.dumps({"bias": round(bias, 3), "weights": both}, indent=1)
        WEIGHTS.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
