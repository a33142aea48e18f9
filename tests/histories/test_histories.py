"""Random histories of a newsroom: whatever happens, no event URL dies and no correction is lost.

Ten histories run by default; `HISTORIES=100 python -m pytest tests/histories` runs more.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.histories.wire import SLOTS, Newsroom, article
from timeline.pipeline import corrections as make
from timeline.pipeline.by_hand import HandEvent
from timeline.pipeline.carrying import export_rows, import_rows
from timeline.storage import transaction
from timeline.storage.corrections import StoredCorrection, list_corrections
from timeline.storage.events import Found, Gone, Moved, resolve
from timeline.storage.topic_match import TopicMatch
from timeline.storage.topics import add_topic, refresh_topics

slots = st.sampled_from(SLOTS)
places = st.integers(min_value=0, max_value=10_000)
DATES = ("2021-03", "2022-06-19/2022-06-20", "2023~", "[..2022]", "2023-05-02")
TITLES = ("The day it happened", "What an editor calls it", "Another name for it")


class Histories(RuleBasedStateMachine):
    """One newsroom, and what must be so after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="histories-"))
        self.room = Newsroom(self.folder / "news.db")
        self.revisions: dict[tuple[int, int], int] = {}
        self.forgotten: set[tuple[int, int]] = set()
        self.rules = 0
        self.served: set[str] = set()
        self.made: set[str] = set()

    @initialize(first=st.lists(slots, min_size=3, max_size=8, unique=True))
    def open(self, first: list[tuple[int, int]]) -> None:
        with transaction(self.room.db):
            for title, match in (
                ("Truces", TopicMatch(query="teska OR ceasefire")),
                ("Gazette", TopicMatch(sources=("gazette.example",), when="2022/..")),
                ("All", TopicMatch()),
            ):
                add_topic(self.room.db, title, match, now=self.room.now())
        for slot in first:
            self.revisions[slot] = 0
        self.read(first)

    def read(self, wanted: Sequence[tuple[int, int]]) -> None:
        self.room.read((article(*slot, self.revisions[slot]) for slot in wanted), self.rules)

    @rule(wanted=st.lists(slots, min_size=1, max_size=4, unique=True))
    def ingest(self, wanted: list[tuple[int, int]]) -> None:
        for slot in wanted:
            self.revisions.setdefault(slot, 0)
        self.read(wanted)

    @rule(slot=slots, revision=st.integers(min_value=0, max_value=5))
    def revise(self, slot: tuple[int, int], revision: int) -> None:
        self.revisions[slot] = revision
        self.read([slot])

    @rule(rules=st.integers(min_value=0, max_value=3))
    def reprocess(self, rules: int) -> None:
        self.rules = rules
        self.room.reprocess(rules)

    @precondition(lambda self: self.keys())
    @rule(a=places, b=places)
    def merge(self, a: int, b: int) -> None:
        left, right = self.pick(a), self.pick(b)
        if left != right:
            self.note(make.merge(self.room.db, left, right, self.room.author()))

    @precondition(lambda self: self.keys())
    @rule(a=places, part=st.integers(min_value=1, max_value=6))
    def split(self, a: int, part: int) -> None:
        key = self.pick(a)
        mentions = [
            row[0]
            for row in self.room.db.execute(
                "SELECT m.key FROM mentions m JOIN events e ON e.id = m.event_id"
                " WHERE e.key = ? ORDER BY m.key",
                [key],
            )
        ]
        if len(mentions) > 1:
            moving = mentions[: min(part, len(mentions) - 1)]
            self.note(make.split(self.room.db, key, moving, self.room.author()))

    @precondition(lambda self: self.keys())
    @rule(a=places, what=st.sampled_from(("title", "date", "place", "hide", "pin")), n=places)
    def correct(self, a: int, what: str, n: int) -> None:
        key, author, db = self.pick(a), self.room.author(), self.room.db
        if what == "title":
            self.note(*make.edit(db, key, author, title=TITLES[n % len(TITLES)]))
        elif what == "date":
            self.note(*make.edit(db, key, author, date=DATES[n % len(DATES)]))
        elif what == "place":
            self.note(*make.edit(db, key, author, place=("Teska", "Karsholm")[n % 2]))
        else:
            self.note((make.hide if what == "hide" else make.pin)(db, key, author))

    @rule(n=places)
    def add(self, n: int) -> None:
        by_hand = HandEvent(TITLES[n % 3], DATES[n % 5], ("https://x.example/1", "a book")[n % 2])
        self.note(make.add(self.room.db, by_hand, self.room.author()))

    @rule(names=st.sampled_from((("Teska", "Teskaberg"), ("Teskaberg", "Teska"),
                                 ("Karsholm", "Teska"))))  # fmt: skip
    def alias(self, names: tuple[str, str]) -> None:
        self.note(make.alias(self.room.db, *names, self.room.author()))

    @precondition(lambda self: set(self.revisions) - self.forgotten)
    @rule(n=places)
    def forget(self, n: int) -> None:
        known = sorted(set(self.revisions) - self.forgotten)
        slot = known[n % len(known)]
        self.forgotten.add(slot)
        self.note(make.forget(self.room.db, str(article(*slot).url), self.room.author()))

    @precondition(lambda self: any(self.revertible()))
    @rule(n=places)
    def revert(self, n: int) -> None:
        choice = self.revertible()
        one = choice[n % len(choice)]
        make.revert(self.room.db, one.key, by="bob", now=self.room.now())

    @invariant()
    def every_url_ever_served_answers(self) -> None:
        self.served.update(self.keys())
        for key in self.served:
            found = resolve(self.room.db, key)
            assert found is not None, key
            if isinstance(found, Gone):
                assert found.reason
            elif isinstance(found, Moved):
                assert isinstance(resolve(self.room.db, found.key), Found)

    @invariant()
    def corrections_hold_or_are_listed(self) -> None:
        listed = list_corrections(self.room.db, include_reverted=True)
        assert {one.key for one in listed} == self.made
        for one in listed:
            assert (one.state == "conflict") == (one.conflict is not None), one
            if one.state == "holds":
                assert self.shows(one), one

    @invariant()
    def topics_are_as_if_matched_anew(self) -> None:
        rows = "SELECT topic_id, event_id, why FROM topic_events ORDER BY 1, 2"
        before = self.room.db.execute(rows).fetchall()
        with transaction(self.room.db):
            refresh_topics(self.room.db, now=self.room.now())
        assert self.room.db.execute(rows).fetchall() == before

    @invariant()
    def rows_fit_together(self) -> None:
        db = self.room.db
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        [(lonely,)] = db.execute(
            "SELECT count(*) FROM events e WHERE NOT EXISTS"
            " (SELECT 1 FROM mentions m WHERE m.event_id = e.id)"
        ).fetchall()
        assert lonely == 0

    def teardown(self) -> None:
        try:
            self.carry_over()
        finally:
            self.room.close()
            shutil.rmtree(self.folder)

    def carry_over(self) -> None:
        """Another newsroom reads what this one has, backwards, and imports its corrections."""
        other = Newsroom(self.folder / "other.db")
        try:
            there = {row[0] for row in self.room.db.execute("SELECT url FROM articles")}
            final = [article(*slot, revision) for slot, revision in self.revisions.items()]
            final = [one for one in final if one.key in there]
            for one in sorted(final, key=lambda one: one.key, reverse=True):
                other.read([one], self.rules)
            rows = list(export_rows(self.room.db))
            import_rows(other.db, rows, now=other.now())
            self.room.reprocess(self.rules)
            assert other.events() == self.room.events()
            for one in list_corrections(other.db):
                assert one.state == "conflict" or self.shows(one, other), one
        finally:
            other.close()

    def keys(self) -> list[str]:
        return [row[0] for row in self.room.db.execute("SELECT key FROM events ORDER BY key")]

    def pick(self, n: int) -> str:
        keys = self.keys()
        return keys[n % len(keys)]

    def note(self, *made: StoredCorrection) -> None:
        self.made.update(one.key for one in made)

    def revertible(self) -> list[StoredCorrection]:
        return [one for one in list_corrections(self.room.db) if one.kind != "forget"]

    def shows(self, one: StoredCorrection, room: Newsroom | None = None) -> bool:
        """Whether the events show what a correction says, looked up in another way."""
        db = (room or self.room).db
        events = {
            anchor.key: row
            for anchor in one.anchors
            for row in db.execute(
                "SELECT e.key, e.title, e.edtf, e.state, e.pinned, e.id FROM events e"
                " JOIN mentions m ON m.event_id = e.id WHERE m.key = ?",
                [anchor.key],
            )
        }
        mine = [events[a.key] for a in one.side("keys") if a.key in events]
        others = {events[a.key][0] for a in one.side("others") if a.key in events}
        if one.kind == "title":
            return one.value["title"] in {row[1] for row in mine}
        if one.kind == "date":
            return one.value["edtf"] in {row[2] for row in mine}
        if one.kind == "hide":
            return "hidden" in {row[3] for row in mine}
        if one.kind == "pin":
            return any(row[4] and row[3] == "shown" for row in mine)
        if one.kind == "merge":
            return bool({row[0] for row in mine} & others)
        if one.kind == "split":
            return not {row[0] for row in mine} & others
        if one.kind == "place":
            return any(self.is_at(db, row[5]) for row in mine)
        if one.kind == "add":
            return bool(mine)
        if one.kind == "forget":
            query = "SELECT 1 FROM articles WHERE url = ?"
            return db.execute(query, [one.value["url"]]).fetchone() is None
        return True

    @staticmethod
    def is_at(db: object, event_id: int) -> bool:
        rows = db.execute(  # type: ignore[attr-defined]
            "SELECT 1 FROM event_entities WHERE event_id = ? AND role = 'place'", [event_id]
        )
        return rows.fetchone() is not None


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=int(os.environ.get("HISTORIES", "10")),
    stateful_step_count=20,
    deadline=None,
    derandomize="HISTORIES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
    database=None,
)
