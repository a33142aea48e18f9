"""Reading the gold of linking (see tests/data/linking/README.md) and scoring partitions."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from timeline.edtf import parse
from timeline.models import Article, EventMention, short_hash

FOLDER = Path(__file__).parent.parent / "data" / "linking"


@dataclass(frozen=True, slots=True)
class Gold:
    """Articles with their mentions, and which event each mention key tells."""

    articles: tuple[tuple[Article, tuple[EventMention, ...]], ...]
    events: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1 over pairs, and B³ F1 (Bagga and Baldwin 1998)."""

    precision: float
    recall: float
    f1: float
    b_cubed: float
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]


def read_gold(name: str) -> Gold:
    """Read one gold file of the folder."""
    articles = []
    events: dict[str, str] = {}
    text = (FOLDER / name).read_text("utf-8")
    for block in text.split("\n@ ")[1:]:
        header, *lines = block.splitlines()
        key, publisher, published, language, headline = (
            part.strip() for part in header.split(" | ", 4)
        )
        url = f"https://{key}.example/"
        told = [_told(line) for line in lines if " | " in line and line[0] not in "#+@"]
        body = [line[2:] for line in lines if line.startswith("+ ")]
        article = Article(
            title=headline, text="\n".join([sentence for *_, sentence in told] + body), url=url,
            language=language, published=None if published == "-" else published,
            published_how=None if published == "-" else "given", publisher=publisher,
        )  # fmt: skip
        mentions = []
        for place, (event, kind, edtf, event_class, head, title, sentence) in enumerate(told):
            mention = EventMention(
                key=short_hash(url, sentence, str(place)), article_key=url, kind=kind,
                state="shown", sentence=sentence, sentence_start=place, start=place, end=place,
                expression="", title=title, short_title=title[:40], edtf=edtf,
                granularity=parse(edtf).granularity, modality="asserted", score=0.8, rule="gold",
                date_rule="gold", rules_version="gold", language=language,
                dct=article.published, event_class=event_class, head=head,
            )  # fmt: skip
            events[mention.key] = event
            mentions.append(mention)
        articles.append((article, tuple(mentions)))
    return Gold(tuple(articles), events)


def _told(line: str) -> tuple:
    event, kind, edtf, event_class, head, title = (part.strip() for part in line.split(" | ", 5))
    title, _, sentence = title.partition(" || ")
    known = [None if part == "-" else part for part in (event_class, head)]
    return event, kind, edtf, *known, title, sentence or f"{title}."


def score(gold: Mapping[str, str], found: Mapping[str, str]) -> Scores:
    """Compare two partitions of the same keys, each given as key → name of its group."""
    true = _pairs(gold)
    made = _pairs(found)
    right = len(true & made)
    precision = right / len(made) if made else 1.0
    recall = right / len(true) if true else 1.0
    return Scores(
        precision, recall, _f1(precision, recall), _b_cubed(gold, found),
        tuple(sorted(made - true)), tuple(sorted(true - made)),
    )  # fmt: skip


def _pairs(groups: Mapping[str, str]) -> set[tuple[str, str]]:
    members: dict[str, list[str]] = {}
    for key, group in groups.items():
        members.setdefault(group, []).append(key)
    return {pair for those in members.values() for pair in itertools.combinations(sorted(those), 2)}


def _b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> float:
    both = Counter((gold[key], found[key]) for key in gold)
    gold_sizes, found_sizes = Counter(gold.values()), Counter(found[key] for key in gold)
    precision = _mean(both[gold[key], found[key]] / found_sizes[found[key]] for key in gold)
    recall = _mean(both[gold[key], found[key]] / gold_sizes[gold[key]] for key in gold)
    return _f1(precision, recall)


def _mean(values: Iterable[float]) -> float:
    collected = list(values)
    return sum(collected) / len(collected)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
