"""Makes a database of any size for measuring the site: `python -m tests.benchmarks.site_data -h`.

A million events, 100,000 articles and two million mentions take about two minutes and 1.6 GB.
Every form of date is there: 84% days, 5% months, 3% years, 3% ranges, 2% open ends, and
seasons, quarters, weeks, decades and years BC.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import time
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from timeline.edtf import parse
from timeline.models import short_hash
from timeline.storage.database import open_database

READ_AT = "2026-01-18T09:40:00Z"
TODAY = date(2026, 1, 18).toordinal()
_WORDS = [
    "council",
    "minister",
    "treaty",
    "border",
    "strike",
    "summit",
    "court",
    "budget",
    "election",
    "storm",
    "bridge",
    "harvest",
    "port",
    "railway",
    "energy",
    "police",
    "union",
    "festival",
    "airport",
    "hospital",
    "school",
    "mayor",
    "senate",
    "embassy",
    "ceasefire",
    "sanctions",
    "inquiry",
    "merger",
    "verdict",
    "protest",
    "flood",
    "earthquake",
    "launch",
    "vaccine",
]
_VERBS = [
    "opens",
    "closes",
    "signs",
    "rejects",
    "suspends",
    "approves",
    "delays",
    "visits",
    "attacks",
    "elects",
    "fines",
]
_MODALITIES = (
    ("asserted",) * 84 + ("reported",) * 6 + ("planned",) * 6 + ("possible",) * 3 + ("negated",)
)


def main() -> None:
    """Make a database from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--mentions", type=int, default=2_000_000)
    given = parser.parse_args()
    start = time.perf_counter()
    make(given.database, given.events, given.articles, given.mentions)
    size = given.database.stat().st_size / 1e6
    print(f"{given.database}: {size:,.0f} MB in {time.perf_counter() - start:.0f} s")


def make(path: Path, events: int, articles: int, mentions: int) -> None:
    """Fill a new database; the same numbers give the same rows."""
    database = open_database(path)
    connection: sqlite3.Connection = database.conn
    try:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        with connection:
            _fill(connection, random.Random(7), events, articles, mentions)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()


def _fill(
    connection: sqlite3.Connection, rng: random.Random, events: int, articles: int, mentions: int
) -> None:
    publishers = [f"Publisher {number}" for number in range(300)]
    connection.executemany(
        "INSERT INTO sources (id, url, kind, title, publisher, added_at, next_due_at,"
        " last_success_at) VALUES (?, ?, 'feed', ?, ?, ?, ?, ?)",
        (
            (number + 1, f"https://p{number}.example/feed", name, name, READ_AT, READ_AT, READ_AT)
            for number, name in enumerate(publishers)
        ),
    )
    connection.executemany(
        "INSERT INTO articles (id, url, title, text, language, published, dct, publisher,"
        " content_hash, voice, source_id, first_read_at, read_at, rules_version)"
        " VALUES (?, ?, ?, ?, 'en', ?, ?, ?, ?, ?, ?, ?, ?, '1')",
        _articles(rng, articles, publishers),
    )
    connection.executemany(
        "INSERT INTO events (id, key, title, short_title, language, names, kind, state, edtf,"
        " earliest, latest, earliest_day, latest_day, sort_day, year, month_day, granularity,"
        " modality, score, mentions, articles, sources, publisher, first_read_at, changed_at)"
        f" VALUES ({', '.join('?' * 25)})",
        _events(rng, events),
    )
    connection.executemany(
        "INSERT INTO mentions (id, key, article_id, event_id, kind, state, title, short_title,"
        " sentence, sentence_start, start, end, expression, edtf, granularity, modality, score,"
        " rule, date_rule, rules_version, first_read_at)"
        " VALUES (?, ?, ?, ?, 'dated', 'shown', ?, ?, ?, 0, 20, 30, ?, ?, ?, ?, .8, 'clause',"
        " 'date.day', '1', ?)",
        _mentions(rng, connection, events, articles, mentions),
    )
    names = [f"Place {number}" for number in range(2000)] + [f"Actor {n}" for n in range(8000)]
    connection.executemany(
        "INSERT INTO entities (id, name, kind, latitude, longitude) VALUES (?, ?, NULL, ?, ?)",
        (
            (n + 1, name, rng.uniform(-60, 70), rng.uniform(-180, 180))
            for n, name in enumerate(names)
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO event_entities VALUES (?, ?, ?)", _entities(rng, events)
    )
    _topics(connection, rng, events)
    _derived(connection)


def _articles(
    rng: random.Random, articles: int, publishers: list[str]
) -> Iterator[tuple[object, ...]]:
    for number in range(1, articles + 1):
        source = int(rng.random() ** 2 * len(publishers))
        day = date.fromordinal(TODAY - int(rng.random() ** 2 * 3000))
        url = f"https://p{source}.example/{number}"
        words = rng.choices(_WORDS, k=120)
        text = " ".join(f"{' '.join(words[n : n + 12]).capitalize()}." for n in range(0, 120, 12))
        published = f"{day}T10:00:00+00:00"
        yield (
            number, url, f"Article {number} on the {rng.choice(_WORDS)}", text,
            published, published, publishers[source], str(number), str(number), source + 1,
            READ_AT, READ_AT,
        )  # fmt: skip


def _events(rng: random.Random, events: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, events + 1):
        edtf, granularity = _date(rng)
        value = parse(edtf)
        one_day = value.earliest_day == value.latest_day
        known = value.earliest_day if value.earliest_day is not None else value.latest_day
        sources = 1 + int(rng.paretovariate(1.6)) if number % 3 == 0 else 1
        title = f"{rng.choice(_WORDS).capitalize()} {rng.choice(_WORDS)} {rng.choice(_VERBS)} the"
        title += f" {rng.choice(_WORDS)} of district {number % 977}"
        yield (
            number, short_hash("event", str(number)), title, title[:40], "en",
            f"Place {number % 2000}", "dated", "shown" if number % 20 else "more", edtf,
            value.earliest, value.latest, value.earliest_day, value.latest_day, known, value.year,
            value.earliest[-5:] if one_day and value.earliest else None, granularity,
            rng.choice(_MODALITIES), round(rng.uniform(0.4, 1), 3), 2, 2, min(sources, 300), None,
            READ_AT, READ_AT,
        )  # fmt: skip


def _date(rng: random.Random) -> tuple[str, str]:
    """A date as the news name them: mostly days, mostly recent, some to come."""
    day = date.fromordinal(TODAY + 400 - int(rng.random() ** 2.2 * 12000))
    kind = rng.random()
    if kind < 0.84:
        return day.isoformat(), "day"
    if kind < 0.89:
        return f"{day:%Y-%m}", "month"
    if kind < 0.92:
        return f"{day:%Y}", "year"
    if kind < 0.95:
        later = date.fromordinal(day.toordinal() + rng.randint(1, 300))
        return f"{day}/{later}", "day"
    if kind < 0.97:
        return (f"{day:%Y}/..", "year") if rng.random() < 0.5 else (f"../{day:%Y-%m}", "month")
    if kind < 0.985:
        return f"{day.year}-{rng.randint(21, 24)}", "season"
    if kind < 0.99:
        return f"[{day}..{date.fromordinal(day.toordinal() + 6)}]", "week"
    if kind < 0.995:
        return f"{day.year}-{rng.randint(33, 36)}", "quarter"
    return (f"{day.year // 10}X", "decade") if kind < 0.999 else (f"-0{rng.randint(10, 99)}3",
                                                                  "year")  # fmt: skip


def _mentions(
    rng: random.Random, connection: sqlite3.Connection, events: int, articles: int, mentions: int
) -> Iterator[tuple[object, ...]]:
    dated = connection.execute(
        "SELECT id, key, title, short_title, edtf, granularity, modality, sources FROM events"
    ).fetchall()
    for number in range(1, mentions + 1):
        chosen = number - 1 if number <= events else int(rng.random() ** 1.5 * events)
        event_id, key, title, short_title, edtf, granularity, modality, _ = dated[chosen]
        yield (
            number, key if number <= events else short_hash("mention", str(number)),
            rng.randint(1, articles), event_id, title, short_title,
            f"The {title} was told on {edtf}.", edtf, edtf, granularity, modality, READ_AT,
        )  # fmt: skip


def _entities(rng: random.Random, events: int) -> Iterator[tuple[int, int, str]]:
    for event in range(1, events + 1):
        yield event, 1 + int(rng.random() ** 3 * 2000), "place"
        yield event, 2001 + int(rng.random() ** 3 * 8000), "actor"
        if event % 2:
            yield event, 2001 + int(rng.random() ** 2 * 8000), "actor"


def _topics(connection: sqlite3.Connection, rng: random.Random, events: int) -> None:
    for number in range(1, 21):
        connection.execute(
            "INSERT INTO topics (id, slug, title, match, added_at) VALUES (?, ?, ?, ?, ?)",
            (number, f"topic-{number}", f"Topic {number}", '{"query": "council"}', READ_AT),
        )
        belonging = {rng.randint(1, events) for _ in range(100 * number)}
        connection.executemany(
            "INSERT INTO topic_events VALUES (?, ?, 'named')",
            ((number, event) for event in belonging),
        )


def _derived(connection: sqlite3.Connection) -> None:
    """What the triggers would have kept in step, at once."""
    connection.execute(
        "INSERT INTO event_spans SELECT id, ifnull(earliest_day, -9e999),"
        " ifnull(latest_day, 9e999) FROM events ORDER BY sort_day"
    )
    connection.execute("INSERT INTO events_fts (events_fts) VALUES ('rebuild')")
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    counts = files("timeline.storage").joinpath("schema", "m002_counts.sql").read_text("utf-8")
    for statement in re.findall(r"^INSERT INTO event_b.*?;", counts, re.DOTALL | re.MULTILINE):
        connection.execute(statement)


if __name__ == "__main__":
    main()
