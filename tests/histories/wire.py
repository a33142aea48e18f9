"""A newsroom in process: articles go through the real pipeline into a real database file.

The wire is made up here: happenings with distinct names, places and days, told by several
papers in several ways, so that some are linked and some are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from timeline.models import Article, EventMention, short_hash
from timeline.pipeline.corrections import Author
from timeline.pipeline.read import Reading, read_article
from timeline.pipeline.run import Origin, ingest_run
from timeline.storage import open_database
from timeline.storage.articles import stored_articles


@dataclass(frozen=True, slots=True)
class Happening:
    """What some papers tell: a sentence with `{when}` for its date, and how they say the date."""

    told: tuple[str, ...]
    days: tuple[str, ...]
    background: str


HAPPENINGS = (
    Happening(
        ("Orvania and Belmark signed a ceasefire in Teska on {when}.",
         "Belmark and Orvania signed the Teska ceasefire on {when} after long talks.",
         "On {when} Orvania and Belmark signed a ceasefire in Teska."),
        ("3 March 2021", "March 3, 2021", "4 March 2021"),
        "The fighting in the Teska valley had lasted for nine years.",
    ),
    Happening(
        ("A bridge over the Lunde river in Karsholm collapsed on {when}.",
         "The Lunde bridge in Karsholm collapsed on {when} and killed 14 people.",
         "On {when} the bridge over the Lunde river collapsed in Karsholm."),
        ("19 June 2022", "June 19, 2022", "June 2022"),
        "The Karsholm Rail Board had warned of rust in the pillars.",
    ),
    Happening(
        ("Mira Solheim won the presidential election in Norrland on {when}.",
         "Voters in Norrland elected Mira Solheim president on {when}.",
         "Mira Solheim won the election in Norrland on {when}."),
        ("11 September 2022", "September 11, 2022", "11 September 2022"),
        "Her party had been in opposition for twelve years.",
    ),
    Happening(
        ("The Halvor dam near Ostby burst on {when}.",
         "On {when} the Halvor dam burst near Ostby and flooded three villages.",
         "The Halvor dam near Ostby burst on {when} after a week of rain."),
        ("7 January 2023", "January 7, 2023", "January 2023"),
        "The reservoir had been full since autumn.",
    ),
    Happening(
        ("Kestrel Airlines bought the carrier Polair in Vantaja on {when}.",
         "Kestrel Airlines announced on {when} that it bought Polair.",
         "On {when} Kestrel Airlines bought Polair in Vantaja."),
        ("2 May 2023", "May 2, 2023", "2 May 2023"),
        "Both carriers had lost money for years.",
    ),
)  # fmt: skip
PAPERS = ("gazette", "herald", "courier", "tribune")
_STOCKED_SECONDS = 600
SLOTS = [(h, p) for h in range(len(HAPPENINGS)) for p in range(len(PAPERS))]


def article(happening: int, paper: int, revision: int = 0) -> Article:
    """What a paper writes about a happening; a revision words it, or dates it, differently."""
    story = HAPPENINGS[happening]
    told = story.told[(paper + revision) % len(story.told)]
    when = story.days[(paper + revision // 2) % len(story.days)]
    other = HAPPENINGS[(happening + 1) % len(HAPPENINGS)]
    lines = [told.format(when=when), story.background]
    if revision % 3 != 2:
        lines.append(f"It was on 14 July 2023 that {PAPERS[paper]} readers heard of it again.")
    if paper % 2:
        lines.append(other.told[0].format(when=other.days[0]))
    if revision:
        lines.append(f"This article was corrected {revision} times.")
    return Article(
        title=f"What is known in {PAPERS[paper].title()} Town",
        text="\n".join(lines),
        url=f"https://{PAPERS[paper]}.example/{happening}",
        language="en",
        published=f"2023-09-{10 + happening * 4 + paper:02d}T08:00:00+00:00",
        published_how="given",
        publisher=PAPERS[paper].title(),
    )


def under(rules: int, reading: Reading) -> Reading:
    """What other rules would read: some mentions are none, some have another title or date."""
    return replace(reading, mentions=tuple(_under(rules, one) for one in reading.mentions))


def share(rules: int, key: str) -> int:
    """Which sixth of all mentions one falls into under some rules."""
    return int(short_hash(key, str(rules), length=3).encode().hex(), 16) % 6


def _under(rules: int, one: EventMention) -> EventMention:
    sixth = share(rules, one.key)
    if not rules or one.state == "rejected" or sixth > 2:
        return one
    if sixth == 0:
        return replace(one, state="rejected", rejected_reason="the rules changed")
    if sixth == 1:
        return replace(one, title=f"{one.title}, as it is read now")
    return replace(one, state="more", edtf=(one.edtf or "")[:7], granularity="month")


class Newsroom:
    """A database that articles are read into, at instants that only grow."""

    def __init__(self, path: Path, *, seconds: int = 0) -> None:
        self.path = path
        self.db: Database = open_database(path)
        self._seconds = seconds

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def now(self) -> str:
        """The next instant."""
        self._seconds += 1
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"2024-01-01T{hours:02d}:{minutes:02d}:{seconds:02d}Z"

    def author(self, by: str = "ada", note: str | None = None) -> Author:
        """Somebody who corrects now."""
        return Author(by, self.now(), note)

    def read(self, articles: Iterable[Article], rules: int = 0) -> None:
        """Read articles in one run, as `timeline ingest` does."""
        with ingest_run(self.path, "ingest", self.now, wait=True) as run:
            for one in articles:
                run.store(Origin(one.key), under(rules, read_article(one)))

    def reprocess(self, rules: int = 0) -> None:
        """Read all stored articles again, as `timeline reprocess` does."""
        with ingest_run(self.path, "reprocess", self.now, wait=True) as run:
            for stored in stored_articles(self.db, limit=10_000):
                reading = under(rules, read_article(stored.article))
                run.store(Origin(stored.article.key), reading, again=True)

    def event_of(self, words: str) -> str:
        """The id of the one event whose title has these words."""
        rows = self.db.execute(
            "SELECT key FROM events WHERE title LIKE ?", [f"%{words}%"]
        ).fetchall()
        assert len(rows) == 1, (words, rows)
        return str(rows[0][0])

    def events(self) -> list[tuple[str, str, str, str]]:
        """Id, title, date and state of all events."""
        return [
            (row[0], row[1], row[2], row[3])
            for row in self.db.execute("SELECT key, title, edtf, state FROM events ORDER BY key")
        ]


def stocked(path: Path, slots: Sequence[tuple[int, int]] = SLOTS) -> Newsroom:
    """A newsroom at `path` that has read some articles; read once in a process, then copied."""
    path.write_bytes(_stock(tuple(slots)))
    return Newsroom(path, seconds=_STOCKED_SECONDS)


@lru_cache(maxsize=4)
def _stock(slots: tuple[tuple[int, int], ...]) -> bytes:
    with TemporaryDirectory() as folder:
        room = Newsroom(Path(folder) / "news.db")
        room.read(article(*slot) for slot in slots)
        room.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        room.close()
        return room.path.read_bytes()
