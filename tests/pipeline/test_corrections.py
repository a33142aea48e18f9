"""What people say about events, and what it outlives."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.histories.wire import PAPERS, SLOTS, Newsroom, article, share, stocked
from timeline.errors import CorrectionError, EDTFError, NotFoundError, TimelineError
from timeline.pipeline import corrections as make
from timeline.pipeline.by_hand import HandEvent
from timeline.pipeline.carrying import export_rows, import_rows
from timeline.storage.changes import changes_since, history_of
from timeline.storage.corrections import StoredCorrection, get_correction, list_corrections
from timeline.storage.events import Found, Gone, Moved, resolve
from timeline.storage.forget import shred


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    room = stocked(tmp_path / "news.db")
    yield room
    room.close()


def event(room: Newsroom, key: str) -> tuple[str, str, str]:
    """Title, date and state of the event that a key leads to now."""
    found = resolve(room.db, key)
    assert isinstance(found, Found | Moved), (key, found)
    row = room.db.execute("SELECT title, edtf, state FROM events WHERE key = ?", [found.key])
    title, edtf, state = row.fetchone()
    return title, edtf, state


def mentions(room: Newsroom, key: str) -> list[str]:
    found = resolve(room.db, key)
    assert isinstance(found, Found | Moved)
    rows = room.db.execute(
        "SELECT m.key FROM mentions m JOIN events e ON e.id = m.event_id WHERE e.key = ?"
        " ORDER BY m.key",
        [found.key],
    )
    return [row[0] for row in rows]


def corrected(room: Newsroom) -> str:
    """The ceasefire with a title and a date of ours."""
    key = room.event_of("ceasefire")
    make.edit(room.db, key, room.author(), title="The truce", date="2021-03-03/2021-03-05")
    return key


WANTED = ("The truce", "2021-03-03/2021-03-05", "shown")


def rejects(rules: int, key: str) -> bool:
    """Whether these rules read no event in a mention (see `tests.histories.wire.under`)."""
    return share(rules, key) == 0


def reason(room: Newsroom, one: StoredCorrection) -> str | None:
    return get_correction(room.db, one.key).conflict


class TestSaying:
    def test_an_edit_shows_at_once_and_is_told(self, newsroom: Newsroom) -> None:
        key = newsroom.event_of("ceasefire")
        before = event(newsroom, key)[0]
        done = make.edit(
            newsroom.db, key, newsroom.author("ada", "from the treaty"),
            title="  The  truce ", date="2021-03-03/2021-03-05", place="Teska",
        )  # fmt: skip
        assert [(one.kind, one.state, one.by) for one in done] == [
            ("title", "holds", "ada"), ("date", "holds", "ada"), ("place", "holds", "ada"),
        ]  # fmt: skip
        assert event(newsroom, key) == WANTED
        told = [(e.change, e.before, e.after, e.by) for e in history_of(newsroom.db, key)]
        assert ("title", before, "The truce", "ada") in told
        assert ("correction place", None, "Teska", "ada") in told

    def test_merged_events_are_one_and_both_ids_work(self, newsroom: Newsroom) -> None:
        a, b = newsroom.event_of("ceasefire"), newsroom.event_of("Kestrel")
        both = {*mentions(newsroom, a), *mentions(newsroom, b)}
        assert make.merge(newsroom.db, a, b, newsroom.author()).state == "holds"
        assert {*mentions(newsroom, a)} == {*mentions(newsroom, b)} == both

    def test_split_mentions_move(self, newsroom: Newsroom) -> None:
        key = newsroom.event_of("ceasefire")
        everything = mentions(newsroom, key)
        moving = everything[1:3]
        assert make.split(newsroom.db, key, moving, newsroom.author()).state == "holds"
        assert mentions(newsroom, moving[0]) == moving
        assert set(mentions(newsroom, everything[0])) == {everything[0], *everything[3:]}

    def test_a_merge_outlives_a_later_split_of_one_mention(self, newsroom: Newsroom) -> None:
        a, b = newsroom.event_of("ceasefire"), newsroom.event_of("Kestrel")
        stray = mentions(newsroom, a)[0]
        both = {*mentions(newsroom, a), *mentions(newsroom, b)}
        merged = make.merge(newsroom.db, a, b, newsroom.author())
        make.split(newsroom.db, stray, [stray], newsroom.author())
        rest = sorted(both - {stray})
        assert mentions(newsroom, stray) == [stray]
        assert mentions(newsroom, rest[0]) == rest
        assert reason(newsroom, merged) is None or "apart" in str(reason(newsroom, merged))

    def test_hide_and_pin(self, newsroom: Newsroom) -> None:
        key = newsroom.event_of("ceasefire")
        pinned = make.pin(newsroom.db, key, newsroom.author())
        hidden = make.hide(newsroom.db, key, newsroom.author())
        assert event(newsroom, key)[2] == "hidden"
        assert (hidden.state, reason(newsroom, hidden)) == ("holds", None)
        assert "hidden" in str(reason(newsroom, pinned))
        make.revert(newsroom.db, hidden.key, by="bob", now=newsroom.now())
        assert event(newsroom, key)[2] == "shown"
        assert reason(newsroom, pinned) is None

    def test_an_event_by_hand_has_its_source(self, newsroom: Newsroom) -> None:
        by_hand = HandEvent(
            "Teska got a mayor", "2021-05~", "https://x.example/a#top", "A mayor was elected.",
            "Teska", "2021-06-01",
        )  # fmt: skip
        done = make.add(newsroom.db, by_hand, newsroom.author())
        assert done.state == "holds"
        assert event(newsroom, done.anchors[0].key) == ("Teska got a mayor", "2021-05~", "shown")
        [(url, sentence, published)] = newsroom.db.execute(
            "SELECT article_url, sentence, published FROM evidence WHERE event_id = ?",
            [done.anchors[0].key],
        ).fetchall()
        assert url == f"https://x.example/a#by-hand-{done.key}"
        assert (sentence, published) == ("A mayor was elected.", "2021-06-01")
        newsroom.reprocess()
        assert event(newsroom, done.anchors[0].key)[0] == "Teska got a mayor"
        make.revert(newsroom.db, done.key, by="ada", now=newsroom.now())
        assert isinstance(resolve(newsroom.db, done.anchors[0].key), Gone)

    def test_the_source_of_an_event_may_be_words(self, newsroom: Newsroom) -> None:
        done = make.add(newsroom.db, HandEvent("A vote", "2020", "the archive"), newsroom.author())
        row = newsroom.db.execute("SELECT url, publisher FROM articles ORDER BY id DESC").fetchone()
        assert row == (f"id:by-hand-{done.key}", "the archive")

    def test_an_alias_renames_and_is_taken_back(self, newsroom: Newsroom) -> None:
        def names() -> set[str]:
            rows = newsroom.db.execute(
                "SELECT n.name FROM event_entities x JOIN entities n ON n.id = x.entity_id"
            )
            return {row[0] for row in rows}

        key = newsroom.event_of("ceasefire")
        make.edit(newsroom.db, key, newsroom.author(), place="Teska")
        one = make.alias(newsroom.db, "Teska", "Teskaberg", newsroom.author())
        assert one.state == "holds"
        assert "Teskaberg" in names()
        assert "Teska" not in names()
        assert list_corrections(newsroom.db, conflicts=True) == []
        make.revert(newsroom.db, one.key, by="ada", now=newsroom.now())
        assert "Teska" in names()
        assert "Teskaberg" not in names()


class TestOutliving:
    def test_reading_again_and_reprocessing(self, newsroom: Newsroom) -> None:
        key = corrected(newsroom)
        newsroom.read(article(*slot) for slot in SLOTS)
        newsroom.reprocess()
        assert event(newsroom, key) == WANTED
        assert list_corrections(newsroom.db, conflicts=True) == []

    def test_a_revision_that_words_it_differently(self, newsroom: Newsroom) -> None:
        key = corrected(newsroom)
        newsroom.read(article(0, paper, revision=1) for paper in range(len(PAPERS)))
        assert event(newsroom, key) == WANTED
        assert list_corrections(newsroom.db, conflicts=True) == []

    def test_a_sentence_that_was_edited_is_found_again(self, tmp_path: Path) -> None:
        room = Newsroom(tmp_path / "one.db")
        one = article(0, 0)
        room.read([one])
        key = corrected(room)
        edited = one.text.replace("signed a ceasefire", "signed a first ceasefire")
        room.read([replace(one, text=edited)])
        assert event(room, room.event_of("truce")) == WANTED
        assert isinstance(resolve(room.db, key), Gone | Moved)
        assert list_corrections(room.db, conflicts=True) == []
        room.close()

    def test_what_is_gone_is_a_conflict_until_it_is_back(self, tmp_path: Path) -> None:
        room = Newsroom(tmp_path / "one.db")
        one = article(0, 0)
        room.read([one])
        corrected(room)
        text = "Orvania and Belmark play football on Sundays.\nNothing else was ever said."
        room.read([replace(one, text=text)])
        assert [c.kind for c in list_corrections(room.db, conflicts=True)] == ["date", "title"]
        assert {c.conflict for c in list_corrections(room.db, conflicts=True)} == {
            "the sentence that it is about is in no article any more"
        }
        room.read([one])
        assert list_corrections(room.db, conflicts=True) == []
        assert event(room, room.event_of("truce")) == WANTED
        room.close()

    def test_rules_that_read_no_event_there_any_more(self, tmp_path: Path) -> None:
        room = Newsroom(tmp_path / "one.db")
        room.read([article(0, 0)])
        key = corrected(room)
        rules = next(n for n in range(1, 100) if rejects(n, key))
        room.reprocess(rules)
        assert event(room, key) == ("The truce", "2021-03-03/2021-03-05", "more")
        assert list_corrections(room.db, conflicts=True) == []
        told = room.db.execute("SELECT rule FROM mentions WHERE key = ?", [key]).fetchone()[0]
        assert told == "kept for a correction, else: the rules changed"
        assert [one.what for one in changes_since(room.db, "2024-01-01")] == ["new"]
        for one in list_corrections(room.db):
            make.revert(room.db, one.key, by="ada", now=room.now())
        assert resolve(room.db, key) == Gone("the rules changed")
        room.reprocess()
        assert event(room, key)[0] != "The truce"
        room.close()

    def test_rules_that_read_the_event_elsewhere_only(self, newsroom: Newsroom) -> None:
        key = corrected(newsroom)
        newsroom.reprocess(next(n for n in range(1, 100) if rejects(n, key)))
        state = newsroom.db.execute("SELECT state FROM mentions WHERE key = ?", [key]).fetchone()
        assert state == ("rejected",)
        [(title,)] = newsroom.db.execute(
            "SELECT title FROM events WHERE edtf = '2021-03-03/2021-03-05'"
        ).fetchall()
        assert title == "The truce"
        assert list_corrections(newsroom.db, conflicts=True) == []

    def test_a_merge_by_people_with_another_event(self, newsroom: Newsroom) -> None:
        key = corrected(newsroom)
        make.merge(newsroom.db, newsroom.event_of("Kestrel"), key, newsroom.author())
        assert event(newsroom, key) == WANTED

    def test_of_two_titles_the_later_holds_and_the_other_is_told(self, newsroom: Newsroom) -> None:
        key = corrected(newsroom)
        [first] = [c for c in list_corrections(newsroom.db) if c.kind == "title"]
        [second] = make.edit(newsroom.db, key, newsroom.author("bob"), title="The armistice")
        assert event(newsroom, key)[0] == "The armistice"
        assert reason(newsroom, first) == (
            f"a later correction, {second.key} by bob, says otherwise"
        )
        make.revert(newsroom.db, second.key, by="bob", now=newsroom.now())
        assert event(newsroom, key) == WANTED
        assert reason(newsroom, first) is None

    def test_a_split_leaves_the_correction_with_what_stays(self, newsroom: Newsroom) -> None:
        key = corrected(newsroom)
        everything = mentions(newsroom, key)
        moving = [one for one in everything if one != key][:2]
        make.split(newsroom.db, key, moving, newsroom.author())
        first = newsroom.db.execute(
            "SELECT a.url FROM mentions m JOIN articles a ON a.id = m.article_id WHERE m.key = ?",
            [key],
        ).fetchone()[0]
        make.forget(newsroom.db, first, newsroom.author())
        assert event(newsroom, moving[0])[0] != "The truce"
        assert newsroom.event_of("The truce") not in moving

    def test_merge_then_split_says_which_holds(self, newsroom: Newsroom) -> None:
        a, b = newsroom.event_of("ceasefire"), newsroom.event_of("Kestrel")
        of_b = mentions(newsroom, b)
        merged = make.merge(newsroom.db, a, b, newsroom.author())
        parted = make.split(newsroom.db, a, of_b, newsroom.author())
        assert reason(newsroom, parted) is None
        assert "apart" in str(reason(newsroom, merged))
        make.revert(newsroom.db, parted.key, by="ada", now=newsroom.now())
        assert reason(newsroom, merged) is None


class TestForgetting:
    SECRET = "zebrafish"

    @pytest.fixture
    def room(self, tmp_path: Path) -> Iterator[Newsroom]:
        room = stocked(tmp_path / "news.db")
        secret = replace(
            article(0, 0), url="https://leak.example/1", title=f"The {self.SECRET} files",
            text=f"The {self.SECRET} laboratory in Vantaja exploded on 5 May 2019.\n"
            "Orvania and Belmark signed a ceasefire in Teska on 3 March 2021.",
        )  # fmt: skip
        room.read([secret])
        room.read([replace(secret, text=secret.text + f"\nThe {self.SECRET} was corrected.")])
        yield room
        room.close()

    def test_text_quotations_and_history_are_gone_from_the_file(self, room: Newsroom) -> None:
        key = room.event_of(self.SECRET)
        make.edit(room.db, key, room.author(), title=f"A {self.SECRET} blast")
        make.forget(room.db, "https://leak.example/1", room.author("bob", "court order"))
        shred(room.db)
        gone = resolve(room.db, key)
        assert gone == Gone("its article was taken down")
        for path in room.path.parent.glob("news.db*"):
            assert self.SECRET.encode() not in path.read_bytes(), path
        dump = "\n".join(sqlite3.connect(room.path).iterdump())
        assert self.SECRET not in dump
        assert room.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        [conflict] = list_corrections(room.db, conflicts=True)
        assert (conflict.kind, conflict.conflict) == ("title", "its article was taken down")

    def test_what_others_tell_stays(self, room: Newsroom) -> None:
        key = room.event_of("ceasefire")
        make.forget(room.db, "https://leak.example/1", room.author())
        assert event(room, key)[1] == "2021-03-03"

    def test_it_is_never_read_again_until_reverted(self, room: Newsroom) -> None:
        one = article(0, 0)
        taken_down = make.forget(room.db, str(one.url), room.author())
        room.read([one])
        assert room.db.execute(
            "SELECT reason, error FROM failures WHERE url = ?", [one.url]
        ).fetchall() == [("forgotten", "it was taken down by `timeline forget`")]
        assert room.db.execute("SELECT 1 FROM articles WHERE url = ?", [one.url]).fetchone() is None
        make.revert(room.db, taken_down.key, by="ada", now=room.now())
        room.read([one])
        assert room.db.execute("SELECT 1 FROM articles WHERE url = ?", [one.url]).fetchone()

    def test_readers_are_told_that_the_event_is_gone(self, room: Newsroom) -> None:
        key = room.event_of(self.SECRET)
        since = room.now()
        make.forget(room.db, "https://leak.example/1", room.author())
        [told] = [one for one in changes_since(room.db, since) if one.event_id == key]
        assert (told.what, told.title, told.note) == (
            "retracted", None, "its article was taken down",
        )  # fmt: skip


class TestCarrying:
    def everything(self, room: Newsroom) -> None:
        """One correction of each kind."""
        key = corrected(room)
        make.edit(room.db, key, room.author(), place="Teska")
        make.merge(room.db, room.event_of("bridge"), room.event_of("Solheim"), room.author())
        moving = mentions(room, room.event_of("Kestrel"))[:2]
        make.split(room.db, moving[0], moving, room.author())
        make.hide(room.db, moving[0], room.author())
        make.pin(room.db, key, room.author(note="the main one"))
        make.add(room.db, HandEvent("A vote", "2020", "the archive"), room.author())
        make.alias(room.db, "Teska", "Teskaberg", room.author())
        make.forget(room.db, "https://tribune.example/3", room.author())

    def test_another_database_that_read_in_another_order(
        self, newsroom: Newsroom, tmp_path: Path
    ) -> None:
        self.everything(newsroom)
        rows = [json.loads(json.dumps(row)) for row in export_rows(newsroom.db)]
        other = Newsroom(tmp_path / "other.db")
        for slot in reversed(SLOTS):
            other.read([article(*slot)])
        assert import_rows(other.db, rows, now=other.now()) == len(rows) == 10
        assert other.events() == newsroom.events()
        assert list_corrections(other.db, conflicts=True) == []
        assert import_rows(other.db, rows, now=other.now()) == 0
        other.close()

    def test_corrections_that_come_before_the_articles(
        self, newsroom: Newsroom, tmp_path: Path
    ) -> None:
        self.everything(newsroom)
        other = Newsroom(tmp_path / "other.db")
        import_rows(other.db, list(export_rows(newsroom.db)), now=other.now())
        waiting = {one.kind for one in list_corrections(other.db, conflicts=True)}
        assert waiting == {"title", "date", "place", "merge", "split", "hide", "pin"}
        other.read(article(*slot) for slot in SLOTS)
        assert other.events() == newsroom.events()
        assert list_corrections(other.db, conflicts=True) == []
        other.close()

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"kind": "praise"}, "row 1: there is no correction of the kind 'praise'"),
            ({"kind": "date", "value": {"edtf": "yesterday"}}, "row 1: 'yesterday' is no EDTF"),
            ({"value": {}, "anchors": []}, "row 1: it does not say which mentions"),
            ({"value": {"edtf": "2024"}}, "row 1: a correction of the kind title needs"),
            ({"value": None}, "row 1 is no correction"),
            ({"anchors": [{"who": 1}]}, "row 1 is no correction"),
            ({"value": {"title": "x" * 121}}, "at most 120 characters"),
        ],
    )
    def test_a_bad_row_changes_nothing(
        self, newsroom: Newsroom, change: dict[str, object], message: str
    ) -> None:
        corrected(newsroom)
        [row] = [row for row in export_rows(newsroom.db) if row["kind"] == "title"]
        rows = [{**row, "key": "new", **change}, row]
        before = list_corrections(newsroom.db)
        with pytest.raises(TimelineError, match=message):
            import_rows(newsroom.db, rows, now=newsroom.now())
        assert list_corrections(newsroom.db) == before


class TestRefusing:
    def test_what_makes_no_sense_changes_nothing(self, newsroom: Newsroom) -> None:
        key = newsroom.event_of("ceasefire")
        db, author = newsroom.db, newsroom.author()
        everything = mentions(newsroom, key)
        before = newsroom.events()
        for error, message, call in (
            (NotFoundError, "no event 'nope'", lambda: make.hide(db, "nope", author)),
            (CorrectionError, "--title, --date or", lambda: make.edit(db, key, author)),
            (EDTFError, "not an EDTF", lambda: make.edit(db, key, author, date="last May")),
            (CorrectionError, "is no name", lambda: make.edit(db, key, author, title=" ")),
            (CorrectionError, "120", lambda: make.edit(db, key, author, title="x" * 121)),
            (CorrectionError, "is no name", lambda: make.edit(db, key, author, place="a\x00b")),
            (CorrectionError, "one event already", lambda: make.merge(db, key, key, author)),
            (CorrectionError, "one event already",
             lambda: make.merge(db, key, everything[-1], author)),
            (CorrectionError, "no mention of", lambda: make.split(db, key, ["x"], author)),
            (CorrectionError, "that stay", lambda: make.split(db, key, everything, author)),
            (CorrectionError, "itself", lambda: make.alias(db, "Teska", " Teska ", author)),
            (NotFoundError, "no article", lambda: make.forget(db, "https://no.example", author)),
            (NotFoundError, "no correction", lambda: make.revert(db, "x", by="a", now="b")),
            (CorrectionError, "its source",
             lambda: make.add(db, HandEvent("A vote", "2020", " "), author)),
            (CorrectionError, "ISO 8601",
             lambda: make.add(db, HandEvent("A", "2020", "s", published="May"), author)),
            (EDTFError, "not an EDTF", lambda: make.add(db, HandEvent("A", "x", "s"), author)),
        ):  # fmt: skip
            with pytest.raises(error, match=message):
                call()
        assert newsroom.events() == before
        assert list_corrections(db, include_reverted=True) == []

    def test_a_correction_is_reverted_once(self, newsroom: Newsroom) -> None:
        one = make.hide(newsroom.db, newsroom.event_of("ceasefire"), newsroom.author())
        assert make.revert(newsroom.db, one.key, by="bob", now=newsroom.now()).state == "reverted"
        with pytest.raises(CorrectionError, match="was reverted on"):
            make.revert(newsroom.db, one.key, by="bob", now=newsroom.now())

    def test_an_event_that_is_gone_says_why(self, newsroom: Newsroom) -> None:
        key = newsroom.event_of("collapsed")
        for (url,) in newsroom.db.execute("SELECT url FROM articles").fetchall():
            make.forget(newsroom.db, url, newsroom.author())
        with pytest.raises(CorrectionError, match="is gone: its article was taken down"):
            make.pin(newsroom.db, key, newsroom.author())


def test_of_two_in_one_second_the_second_one_holds(newsroom: Newsroom) -> None:
    key, author = newsroom.event_of("ceasefire"), newsroom.author()
    for title in ("One", "Two", "Three", "Four"):
        make.edit(newsroom.db, key, author, title=title)
        assert event(newsroom, key)[0] == title
    times = [one.at for one in list_corrections(newsroom.db)]
    assert times == sorted(set(times))
