"""Builds small news databases, row by row, with the schema that the package ships."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline import edtf as edtf_values
from timeline.models import short_hash
from timeline.storage.database import open_database

READ_AT = "2026-01-18T09:40:00Z"


@dataclass(frozen=True)
class Told:
    """One sentence of one article: `<<` and `>>` stand around the expression."""

    article: int
    sentence: str
    edtf: str
    rule: str = "date.day"
    state: str = "shown"
    modality: str = "asserted"
    cue: str | None = None


class News:
    """A database being filled; `path` is the file. Close it before it is served."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = open_database(path)
        self.conn: sqlite3.Connection = self.db.conn
        self.sources: dict[str, int] = {}

    def close(self) -> None:
        self.conn.commit()
        self.db.close()

    def insert(self, table: str, **row: object) -> int:
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        cursor = self.conn.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values())
        )
        return int(cursor.lastrowid or 0)

    def source(self, publisher: str, **more: object) -> int:
        if publisher not in self.sources:
            host = short_hash(publisher, length=6)
            row = {
                "url": f"https://{host}.example/feed.xml", "kind": "feed", "title": publisher,
                "publisher": publisher, "added_at": "2025-11-01T00:00:00Z",
                "next_due_at": "2026-01-18T09:55:00Z", "last_fetched_at": READ_AT,
                "last_success_at": READ_AT,
            }  # fmt: skip
            self.sources[publisher] = self.insert("sources", **{**row, **more})
        return self.sources[publisher]

    def article(
        self,
        publisher: str,
        title: str,
        published: str,
        *,
        text: str = "",
        language: str = "en",
        voice: str | None = None,
        url: str | None = None,
        **more: object,
    ) -> int:
        url = url or f"https://{short_hash(publisher, length=6)}.example/{short_hash(title)}"
        return self.insert(
            "articles",
            **{
                "url": url, "title": title, "text": text or f"{title}.\nFull text of the article.",
                "language": language, "published": published, "published_how": "json-ld",
                "publisher": publisher, "content_hash": short_hash(title),
                "voice": voice or short_hash(url), "source_id": self.source(publisher),
                "first_read_at": READ_AT, "read_at": READ_AT, "rules_version": "1",
                **more,
            },
        )  # fmt: skip

    def event(
        self,
        title: str,
        edtf: str,
        told: Sequence[Told],
        *,
        granularity: str | None = None,
        modality: str = "asserted",
        places: Sequence[tuple[str, float | None, float | None]] = (),
        actors: Sequence[str] = (),
        **more: object,
    ) -> str:
        value = edtf_values.parse(edtf)
        key = str(more.pop("key", "")) or short_hash(title, edtf)
        voices = {self._voice(one.article) for one in told}
        names = " ".join([*(place[0] for place in places), *actors])
        known = value.earliest_day if value.earliest_day is not None else value.latest_day
        day = value.earliest_day == value.latest_day
        event_id = self.insert(
            "events",
            **{
                "key": key, "title": title, "short_title": title[:40], "language": "en",
                "names": names, "kind": "dated", "state": "shown", "edtf": edtf,
                "earliest": value.earliest, "latest": value.latest,
                "earliest_day": value.earliest_day, "latest_day": value.latest_day,
                "sort_day": known, "year": value.year,
                "month_day": value.earliest[-5:] if day and value.earliest else None,
                "granularity": granularity or value.granularity, "modality": modality,
                "score": 0.8, "mentions": len(told), "articles": len({t.article for t in told}),
                "sources": len(voices),
                "publisher": self._publisher(told[0].article) if told else None,
                "first_read_at": READ_AT, "changed_at": READ_AT, **more,
            },
        )  # fmt: skip
        for number, one in enumerate(told):
            self.mention(event_id, title, one, key=key if number == 0 else None)
        for name, latitude, longitude in places:
            self.entity(event_id, name, "place", latitude, longitude)
        for name in actors:
            self.entity(event_id, name, "actor")
        return key

    def mention(self, event_id: int | None, title: str, one: Told, *, key: str | None) -> int:
        before, _, rest = one.sentence.partition("<<")
        expression, _, after = rest.partition(">>")
        value = edtf_values.parse(one.edtf)
        sentence = f"{before}{expression}{after}"
        return self.insert(
            "mentions",
            **{
                "key": key or short_hash(str(one.article), one.sentence, title),
                "article_id": one.article, "event_id": event_id, "kind": "dated",
                "state": one.state, "title": title, "short_title": title[:40],
                "rejected_reason": "no-event" if one.state == "rejected" else None,
                "sentence": sentence, "sentence_start": 100, "start": 100 + len(before),
                "end": 100 + len(before) + len(expression), "expression": expression,
                "timex_value": one.edtf, "edtf": one.edtf, "earliest": value.earliest,
                "latest": value.latest, "earliest_day": value.earliest_day,
                "latest_day": value.latest_day, "granularity": value.granularity,
                "modality": one.modality, "modality_cue": one.cue, "score": 0.8,
                "rule": "clause", "date_rule": one.rule, "rules_version": "1",
                "first_read_at": READ_AT,
            },
        )  # fmt: skip

    def entity(
        self,
        event_id: int,
        name: str,
        role: str,
        latitude: float | None = None,
        longitude: float | None = None,
    ) -> None:
        self.conn.execute(
            "INSERT INTO entities (name, kind, latitude, longitude) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [name, "place" if role == "place" else None, latitude, longitude],
        )
        self.conn.execute(
            "INSERT INTO event_entities SELECT ?, id, ? FROM entities WHERE name = ?",
            [event_id, role, name],
        )

    def topic(self, slug: str, title: str, keys: Sequence[str]) -> None:
        topic_id = self.insert(
            "topics", slug=slug, title=title, added_at=READ_AT, matched_at=READ_AT,
            match='{"query": "minsk", "when": "2014/.."}',
        )  # fmt: skip
        for key in keys:
            self.conn.execute(
                "INSERT INTO topic_events SELECT ?, id, 'names Minsk' FROM events WHERE key = ?",
                [topic_id, key],
            )

    def history(self, key: str, at: str, change: str, **more: object) -> None:
        self.insert("event_history", event_key=key, at=at, change=change, **more)

    def _voice(self, article: int) -> str:
        return str(self._one("voice", article))

    def _publisher(self, article: int) -> str:
        return str(self._one("publisher", article))

    def _one(self, column: str, article: int) -> object:
        return self.conn.execute(
            f"SELECT {column} FROM articles WHERE id = ?", [article]
        ).fetchone()[0]
