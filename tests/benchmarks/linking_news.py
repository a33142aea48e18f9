"""Links between sentences of different articles, through the whole pipeline.

    python -m tests.benchmarks.linking_news [news-tuning.txt …] [--errors]

Reads articles about the same and about similar happenings (see tests/data/linking/README.md) as
`timeline ingest` does: dates, events, links. Two sentences of different articles are linked if
one event is told by both; a headline counts as a sentence. Each file is read twice, with the
publication days told and without.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from timeline.models import Article
from timeline.parse import parse_text
from timeline.pipeline.assembly import Changed, assemble
from timeline.pipeline.read import read_article
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, save_article
from timeline.storage.mentions import save_mentions

from .linking_gold import FOLDER

FILES = ("news-tuning.txt", "news-held-out.txt", "wires-tuning.txt", "wires-held-out.txt")
NOW = "2026-01-01T00:00:00Z"
Sentence = tuple[str, str]
"""Article key and the sentence (or the headline) as it stands."""


@dataclass(frozen=True, slots=True)
class News:
    """Articles, and what each of their sentences tells: names of events, several or none."""

    articles: tuple[Article, ...]
    told: Mapping[Sentence, frozenset[str]]


@dataclass(frozen=True, slots=True)
class LinkScores:
    """Links between sentences of different articles.

    Attributes:
        precision, recall: of the links.
        cover: share of the sentences that have a link in the gold and tell any event here.
        wrong, missed: the pairs.
    """

    precision: float
    recall: float
    cover: float
    wrong: tuple[tuple[Sentence, Sentence], ...]
    missed: tuple[tuple[Sentence, Sentence], ...]


def read_news(name: str) -> News:
    """Read one file of the folder."""
    articles = []
    told: dict[Sentence, frozenset[str]] = {}
    for block in f"\n{(FOLDER / name).read_text('utf-8')}".split("\n@ ")[1:]:
        header, *lines = block.splitlines()
        key, publisher, published, events, headline = (
            part.strip() for part in header.split(" | ", 4)
        )
        url = f"https://{publisher}/{key}"
        sentences = [line.split(": ", 1) for line in lines if ": " in line and line[0] != "#"]
        for names, sentence in [(events, headline), *sentences]:
            told[url, sentence] = frozenset(names.split(",")) - {"-"}
        articles.append(
            parse_text(
                "\n".join(text for _, text in sentences), title=headline, url=url, language="en",
                published=published, publisher=publisher,
            )
        )  # fmt: skip
    return News(tuple(articles), told)


def without_days(news: News) -> News:
    """The same articles, with no publication day told."""
    bare = [replace(one, published=None, published_how=None) for one in news.articles]
    return News(tuple(bare), news.told)


def link_news(db: Database, news: News) -> dict[Sentence, frozenset[str]]:
    """Read, store and link all articles; return the events that each sentence tells."""
    with transaction(db):
        changed = []
        for article in news.articles:
            reading = read_article(article)
            saved = save_article(db, reading.article, Provenance(NOW, "gold"))
            changes = save_mentions(db, saved.id, reading.mentions, now=NOW)
            changed.append(Changed(saved.id, reading.article, changes))
        assemble(db, changed, now=NOW)
    found: dict[Sentence, set[str]] = {}
    for url, sentence, event in db.execute(
        "SELECT a.url, m.sentence, e.key FROM mentions m JOIN articles a ON a.id = m.article_id"
        " JOIN events e ON e.id = m.event_id"
    ):
        found.setdefault((url, sentence), set()).add(event)
    return {place: frozenset(events) for place, events in found.items()}


def score_links(
    gold: Mapping[Sentence, frozenset[str]], found: Mapping[Sentence, frozenset[str]]
) -> LinkScores:
    """Compare links; sentences that the gold does not have are passed over."""
    true = _links(gold)
    made = _links({place: found.get(place, frozenset()) for place in gold})
    linked = {place for pair in true for place in pair}
    right = len(true & made)
    return LinkScores(
        right / len(made) if made else 1.0,
        right / len(true) if true else 1.0,
        sum(bool(found.get(place)) for place in linked) / len(linked),
        tuple(sorted(made - true)),
        tuple(sorted(true - made)),
    )


def _links(events: Mapping[Sentence, frozenset[str]]) -> set[tuple[Sentence, Sentence]]:
    tellers: dict[str, list[Sentence]] = {}
    for place, names in events.items():
        for name in names:
            tellers.setdefault(name, []).append(place)
    return {
        pair
        for places in tellers.values()
        for pair in itertools.combinations(sorted(places), 2)
        if pair[0][0] != pair[1][0]
    }


def measure(news: News) -> LinkScores:
    """Link in a database of its own and score."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "news.db")
        try:
            return score_links(news.told, link_news(db, news))
        finally:
            db.close()


def _print_pairs(kind: str, pairs: Iterable[tuple[Sentence, Sentence]]) -> None:
    for (url, sentence), (other_url, other) in pairs:
        keys = url.rpartition("/")[2], other_url.rpartition("/")[2]
        print(f"  {kind}: [{keys[0]}] {sentence}  ~  [{keys[1]}] {other}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for name in options.files:
        news = read_news(name)
        for how, those in (("with days", news), ("without", without_days(news))):
            result = measure(those)
            print(
                f"{name}, {how}: {len(those.articles)} articles: P {result.precision:.3f}"
                f" R {result.recall:.3f}, cover {result.cover:.3f}"
            )
            if options.errors:
                _print_pairs("wrong", result.wrong)
                _print_pairs("missed", result.missed)


if __name__ == "__main__":
    main()
