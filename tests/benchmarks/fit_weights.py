"""Fit the weights of the event score on judged rows.

    python tests/benchmarks/fit_weights.py FILE... [--write] [--marks tests/benchmarks/marks.tsv]
    python tests/benchmarks/fit_weights.py FILE... --sheet SHEET [--least 0.06]

FILE: JSON lines with `id`, `title`, `published`, `text`, `language`: the articles of the rows,
so that references are resolved as they are in use.
MARKS: a line for each judged row: its id (`row_id`: a hash, so that no text of the articles is
kept here), its mark (2 a row that a careful reader takes, 1 a true event with a small fault, 0
no) and the letter of the fault. A row counts if today's rules still tell it word for word.
SHEET: what nobody has judged yet, for judging.

Logistic regression, maximum a posteriori around the hand weights (Gaussian prior; words have a
narrower one around 0), soft targets 0 / 0.4 / 1, checked by cross-validation over stories.
`--write` stores the fitted weights in the package.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import timeline.events.score
from timeline.events.extract import extract_with_facts
from timeline.events.score import WORD_FACTS
from timeline.models import Article, EventMention, parse_iso
from timeline.temporal import find

TARGETS = {0: 0.0, 1: 0.4, 2: 1.0}
WEIGHTS = Path(timeline.events.score.__file__).parent / "data" / "weights.json"
MARKS = Path(__file__).parent / "marks.tsv"
FACT_PRECISION, WORD_PRECISION = 10.0, 20.0
WORD_ARTICLES = 6
FOLDS = 10


@dataclass(frozen=True)
class Row:
    """A row of today's rules: its article's story, its facts, its mark (None: not judged)."""

    story: str
    article: str
    facts: tuple[str, ...]
    mention: EventMention
    mark: int | None

    @property
    def key(self) -> str:
        """What its mark is kept under."""
        return row_id(self.article, self.mention)


@dataclass(frozen=True)
class Prior:
    """What a fit starts from, and how much holds each weight there."""

    weights: Mapping[str, float]
    precisions: Mapping[str, float]
    bias: float


def row_id(article: str, mention: EventMention) -> str:
    """Hash what a judge saw of a row: article, title, date and sentence."""
    seen = article + mention.title + (mention.edtf or "") + mention.sentence
    return hashlib.sha256(seen.encode()).hexdigest()[:10]


def read_marks(path: Path) -> dict[str, int]:
    lines = path.read_text("utf-8").splitlines()
    return {line.split("\t")[0]: int(line.split("\t")[1]) for line in lines}


def rows_of(paths: Iterable[Path], marks: Mapping[str, int]) -> Iterator[Row]:
    seen = set()
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            name = record["id"]
            if name in seen:
                continue
            seen.add(name)
            article = Article(
                title=record.get("title") or "", text=record["text"], id=name, language="en",
                published=record.get("published") or None,
            )  # fmt: skip
            timexes = find(article.text, parse_iso(article.published), "en")
            for mention, facts in extract_with_facts(article, timexes):
                if facts and mention.title and mention.kind != "headline":
                    mark = marks.get(row_id(name, mention))
                    yield Row(name.rpartition("-")[0] or name, name, facts, mention, mark)


def prior_of(rows: Sequence[Row], stored: Mapping[str, object]) -> Prior:
    """Take the hand weights, 0 for new facts, and 0 for words that enough articles have."""
    hand = {fact: both["hand"] for fact, both in stored["weights"].items()}  # type: ignore[attr-defined]
    articles = Counter(fact for _, fact in {(row.article, f) for row in rows for f in row.facts})
    for fact, count in articles.items():
        if not fact.startswith(WORD_FACTS) or count >= WORD_ARTICLES:
            hand.setdefault(fact, 0.0)
    precisions = {f: WORD_PRECISION if f.startswith(WORD_FACTS) else FACT_PRECISION for f in hand}
    return Prior(hand, precisions, float(stored["bias"]))  # type: ignore[arg-type]


def fit(rows: Sequence[Row], prior: Prior, steps: int) -> tuple[dict[str, float], float]:
    """Minimise the log loss plus precision/2 * |w - prior|² by AdaGrad over whole batches."""
    weights, offset = dict(prior.weights), prior.bias
    known = [
        (TARGETS[row.mark], [f for f in row.facts if f in weights])
        for row in rows
        if row.mark is not None
    ]
    seen: dict[str, float] = defaultdict(lambda: 1e-8)
    for _ in range(steps):
        gradient: dict[str, float] = defaultdict(float)
        for target, facts in known:
            total = offset + sum([weights[f] for f in facts])
            error = 1 / (1 + math.exp(-total)) - target
            gradient["bias"] += error
            for fact in facts:
                gradient[fact] += error
        for fact, weight in weights.items():
            gradient[fact] += prior.precisions[fact] * (weight - prior.weights[fact])
        for fact, slope in gradient.items():
            seen[fact] += slope * slope
            step = 0.3 * slope / math.sqrt(seen[fact])
            if fact == "bias":
                offset -= step
            else:
                weights[fact] -= step
    return weights, offset


def probability(row: Row, weights: Mapping[str, float], bias: float) -> float:
    return 1 / (1 + math.exp(-bias - sum(weights.get(f, 0.0) for f in row.facts)))


def report(name: str, scored: list[tuple[float, int]]) -> None:
    scored.sort(key=lambda pair: -pair[0])
    for share in (0.15, 0.25, 0.35, 0.5):
        top = scored[: max(1, round(share * len(scored)))]
        strict = sum(mark == 2 for _, mark in top) / len(top)
        lenient = sum(mark >= 1 for _, mark in top) / len(top)
        print(f"{name} top {share:.0%} (score >= {top[-1][0]:.2f}): {strict:.0%}/{lenient:.0%}")


def cross_validate(rows: Sequence[Row], prior: Prior, steps: int) -> None:
    def fold(story: str) -> int:
        return int(hashlib.sha256(story.encode()).hexdigest(), 16) % FOLDS

    scored = []
    for k in range(FOLDS):
        weights, offset = fit([r for r in rows if fold(r.story) != k], prior, steps)
        held_out = [r for r in rows if fold(r.story) == k and r.mark is not None]
        scored += [(probability(r, weights, offset), r.mark or 0) for r in held_out]
    report("held out", scored)


def write_weights(weights: Mapping[str, float], prior: Prior, bias: float) -> None:
    facts = {
        f: {"hand": prior.weights[f], "fitted": round(weights[f], 3)}
        for f in sorted(weights)
        if not f.startswith(WORD_FACTS)
    }
    words = {f: round(weights[f], 2) for f in sorted(weights) if f.startswith(WORD_FACTS)}
    words = {f: weight for f, weight in words.items() if weight}
    text = json.dumps({"bias": round(bias, 3), "weights": facts, "words": words}, indent=1)
    WEIGHTS.write_text(text + "\n", "utf-8")


def write_sheet(rows: Sequence[Row], path: Path, least: float) -> None:
    chosen = [r for r in rows if r.mark is None and r.mention.score >= least]
    random.Random(0).shuffle(chosen)
    lines = []
    for row in chosen:
        seen = row.mention
        record = {
            "id": row.key, "edtf": seen.edtf, "dct": seen.dct, "modality": seen.modality,
            "title": seen.title, "expression": seen.expression, "sentence": seen.sentence,
            "at": seen.start - seen.sentence_start, "article": row.article, "score": seen.score,
        }  # fmt: skip
        lines.append(json.dumps(record, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} rows to judge")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--marks", type=Path, default=MARKS)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--least", type=float, default=0.06)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    marks = read_marks(options.marks)
    every = list(rows_of(options.articles, marks))
    if options.sheet:
        write_sheet(every, options.sheet, options.least)
        return
    rows = [row for row in every if row.mark is not None]
    prior = prior_of(rows, stored)
    print(f"{len(rows)} of {len(marks)} judged rows are told today; {len(prior.weights)} facts")
    report("today", [(row.mention.score, row.mark or 0) for row in rows])
    cross_validate(rows, prior, options.steps)
    weights, bias = fit(rows, prior, 2 * options.steps)
    report("fitted", [(probability(r, weights, bias), r.mark or 0) for r in rows])
    if options.write:
        write_weights(weights, prior, bias)


if __name__ == "__main__":
    main()
