"""Speed of linking and how it grows, on a synthetic stream of news.

    python -m tests.benchmarks.linking_speed --mentions 200000 [--every 50000] [--db FILE]

The stream tells of made-up happenings day by day (`PER_DAY` mentions a day). Names and words are
drawn by Zipf's law, as in a newspaper; one mention in six tells of an earlier day and one in ten
has a date of a month or a year. Figures are CPU time of this process, a mention; `save` stores
articles and mentions, `all` is everything that `assemble` does (voices, linking, grouping,
events, ids, history) with the commit, `link` the part of it that finds and compares mentions,
`commit` the part that SQLite writes; `clock` is what a watch says of `save` and `all` together.
The generator's memory, which grows with the stream, is kept out of Python's cycle collector. A
file that is there is filled further (with the same seed).
"""

from __future__ import annotations

import argparse
import gc
import itertools
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from sqlite_utils import Database

from timeline.edtf import day_number, day_text, parse
from timeline.models import Article, Entity, EventMention, short_hash
from timeline.pipeline import assembly
from timeline.pipeline.assembly import Changed
from timeline.storage import open_database, transaction
from timeline.storage.articles import Provenance, count_articles, save_article
from timeline.storage.mentions import save_mentions

PER_DAY = 1500
PER_ARTICLE = 8
BATCH = 100
NOW = "2026-01-01T00:00:00Z"
_FIRST_DAY = day_number(2016, 1, 1)
_SYLLABLES = (
    "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "dar", "fen", "gol", "hin", "jak",
    "lor", "mas", "nev", "pol", "rus",
)  # fmt: skip
_VERBS = {
    "attack": ["attack", "strike", "bomb", "kill"],
    "meeting": ["meet", "visit", "host", "negotiate"],
    "court": ["charge", "convict", "sentence", "sue"],
    "business": ["buy", "sell", "launch", "merge"],
    "sport": ["win", "beat", "lose", "draw"],
}
_NOUNS = (
    "talks", "bridge", "hospital", "factory", "treaty", "election", "final", "budget", "army",
    "market", "school",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    day: int
    names: tuple[str, ...]
    place: str
    event_class: str
    head: str
    noun: str


class World:
    """A stream of articles about made-up happenings; the same for the same seed.

    `names` is how many names there are, `per_day` how many mentions a day has, and `copies` the
    share of articles that are another publisher's copy of an earlier one.
    """

    def __init__(
        self, seed: int, *, names: int = 40_000, per_day: int = PER_DAY, copies: float = 0.0
    ) -> None:
        self.random = random.Random(seed)
        self.names = self._words(names)
        self.places = self._words(names // 10)
        self.weights = list(itertools.accumulate(1 / (i + 10) for i in range(names)))
        self.place_weights = self.weights[: names // 10]
        self.per_day = per_day
        self.copies = copies
        self.past: list[Happening] = []
        self.written: list[tuple[tuple[Happening, ...], tuple[str, ...]]] = []

    def _words(self, count: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            length = self.random.choice((2, 3, 3, 4))
            made["".join(self.random.choices(_SYLLABLES, k=length)).capitalize()] = None
        return list(made)

    def happening(self, day: int) -> Happening:
        event_class = self.random.choice(list(_VERBS))
        return Happening(
            day,
            tuple(self.random.choices(self.names, cum_weights=self.weights, k=3)),
            self.random.choices(self.places, cum_weights=self.place_weights)[0],
            event_class,
            self.random.choice(_VERBS[event_class]),
            self.random.choice(_NOUNS),
        )

    def articles(self) -> Iterator[tuple[Article, list[EventMention]]]:
        for number in itertools.count():
            day = _FIRST_DAY + number * PER_ARTICLE // self.per_day
            yield self.article(number, day)

    def choose(self, day: int) -> Happening:
        """Recent news is told often, the older the rarer; the rest is told for the first time."""
        chance = self.random.random()
        recent = min(3 * self.per_day // 2, len(self.past))
        if chance < 0.3 and self.past:
            return self.past[-1 - int(self.random.random() ** 2 * recent)]
        if chance < 0.46 and self.past:
            return self.random.choice(self.past)
        self.past.append(self.happening(day))
        return self.past[-1]

    def article(self, number: int, day: int) -> tuple[Article, list[EventMention]]:
        url = f"https://p{number % 300}.example/{number}"
        if self.written and self.random.random() < self.copies:
            told, sentences = self.random.choice(self.written)
        else:
            chosen: dict[Happening, None] = {}
            while len(chosen) < PER_ARTICLE:
                chosen[self.choose(day)] = None
            told = tuple(chosen)
            sentences = tuple(self.sentence(one) for one in told)
            if self.copies:
                self.written.append((told, sentences))
        article = Article(
            title=sentences[0], text="\n".join(sentences), url=url, language="en",
            published=day_text(day), published_how="given", publisher=f"p{number % 300}.example",
        )  # fmt: skip
        offset = 0
        mentions = []
        for one, sentence in zip(told, sentences, strict=True):
            mentions.append(self.mention(url, day, one, sentence, offset))
            offset += len(sentence) + 1
        return article, mentions

    def sentence(self, one: Happening) -> str:
        first, second, third = one.names
        tail = self.random.choice((f"with {third}", f"after {one.noun}", "near the border", ""))
        return f"{first} {second} {one.head} {one.noun} in {one.place} {tail}".strip() + "."

    def mention(
        self, url: str, day: int, one: Happening, sentence: str, offset: int
    ) -> EventMention:
        chance = self.random.random()
        text = day_text(one.day)
        edtf = text if chance > 0.1 else text[:7] if chance > 0.03 else text[:4]
        return EventMention(
            key=short_hash(url, sentence, str(offset)), article_key=url, kind="dated",
            state="shown", sentence=sentence, sentence_start=offset, start=offset,
            end=offset + 4, expression="then", title=sentence[:-1], short_title=one.noun,
            edtf=edtf, granularity=parse(edtf).granularity, modality="asserted", score=0.8,
            rule="synthetic", date_rule="synthetic", rules_version="1", language="en",
            dct=day_text(day), event_class=one.event_class, head=one.head,
            entities=(Entity(one.names[1], "actor"), Entity(one.place, "place")),
        )  # fmt: skip


class Stopwatch:
    """Adds up the CPU seconds of a function that a module calls by its name."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self.seconds = 0.0
        self.function = getattr(module, name)
        setattr(module, name, self)

    def __call__(self, *values: object) -> object:
        started = time.process_time()
        try:
            return self.function(*values)
        finally:
            self.seconds += time.process_time() - started


def reference() -> float:
    """CPU milliseconds of a fixed piece of work, to tell a busy machine from slow code."""
    started = time.process_time()
    sum(number * number for number in range(1_000_000))
    return (time.process_time() - started) * 1e3


@dataclass(slots=True)
class Spent:
    """CPU seconds by part, seconds on the clock, and the mentions that they were spent on."""

    mentions: int = 0
    save: float = 0.0
    assemble: float = 0.0
    commit: float = 0.0
    clock: float = 0.0


def run(path: Path, total: int, every: int, seed: int) -> None:
    stream = World(seed).articles()
    linking = Stopwatch(assembly, "link_mentions")
    db = open_database(path)
    stored = count_articles(db)
    done = sum(len(mentions) for _, mentions in itertools.islice(stream, stored))
    spent = Spent()
    print("  mentions   link/s    all/s  link us   all us  commit    save  clock us    events"
          "      MB  ref ms")  # fmt: skip
    while done + spent.mentions < total:
        batch = list(itertools.islice(stream, BATCH))
        gc.freeze()
        _store(db, batch, spent)
        if int((done + spent.mentions) / every) != int(done / every):
            done += spent.mentions
            _print(db, path, done, spent, linking.seconds)
            spent, linking.seconds = Spent(), 0.0
    db.close()


def _store(db: Database, batch: Sequence[tuple[Article, list[EventMention]]], spent: Spent) -> None:
    clock, started = time.perf_counter(), time.process_time()
    with transaction(db):
        changed = []
        for article, mentions in batch:
            saved = save_article(db, article, Provenance(NOW, "1"))
            changes = save_mentions(db, saved.id, mentions, now=NOW)
            changed.append(Changed(saved.id, article, changes))
        middle = time.process_time()
        assembly.assemble(db, changed, now=NOW)
        assembled = time.process_time()
    ended = time.process_time()
    spent.mentions += sum(len(mentions) for _, mentions in batch)
    spent.save += middle - started
    spent.assemble += ended - middle
    spent.commit += ended - assembled
    spent.clock += time.perf_counter() - clock


def _print(db: Database, path: Path, done: int, spent: Spent, linking: float) -> None:
    (events,) = db.execute("SELECT count(*) FROM events").fetchone()
    each = 1e6 / spent.mentions
    print(
        f"{done:>10} {spent.mentions / linking:>8.0f} {spent.mentions / spent.assemble:>8.0f}"
        f" {linking * each:>8.0f} {spent.assemble * each:>8.0f} {spent.commit * each:>7.0f}"
        f" {spent.save * each:>7.0f} {spent.clock * each:>9.0f} {events:>9}"
        f" {path.stat().st_size / 1e6:>7.0f} {reference():>7.0f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "news.db"
        run(path, options.mentions, options.every, options.seed)


if __name__ == "__main__":
    main()
