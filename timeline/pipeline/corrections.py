"""What people can say about events: made, stored, taken back, carried to another database.

Every function is one transaction in which the correction is stored, the events that it touches
are decided again and all corrections are checked; what cannot be done raises before anything is
written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from timeline import edtf
from timeline.errors import CorrectionError, NotFoundError
from timeline.models import CorrectionKind, short_hash, utc_text
from timeline.pipeline.acting import acting_of
from timeline.pipeline.assembly import reassemble
from timeline.pipeline.by_hand import HandEvent, read_hand_event, store_hand_event
from timeline.pipeline.settling import restore_aliases, settle
from timeline.pipeline.take_down import take_down
from timeline.storage import transaction
from timeline.storage.anchors import anchors_of_event, mentions_naming, standings
from timeline.storage.corrections import (
    Anchor,
    StoredCorrection,
    corrections_acting_on,
    get_correction,
    insert_correction,
    name_key,
    revert_correction,
    set_acting_keys,
    url_key,
)
from timeline.storage.events import Found, Gone, Moved, resolve
from timeline.storage.forget import find_article_key

LONGEST_TITLE = 120
_Said = tuple[CorrectionKind, Sequence[Anchor], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Author:
    """Who corrects, when and why.

    Attributes:
        by: name; `at`: UTC instant; `note`: why, for people.
    """

    by: str
    at: str
    note: str | None = None


def edit(
    db: Database,
    event: str,
    author: Author,
    *,
    title: str | None = None,
    date: str | None = None,
    place: str | None = None,
) -> list[StoredCorrection]:
    """Correct what an event is called, when or where it was.

    Raises:
        NotFoundError, CorrectionError: there is no such event, or nothing is said of it, or a
            title is empty or longer than 120 characters.
        EDTFError: the date is no EDTF.
    """
    said: list[tuple[CorrectionKind, dict[str, str]]] = []
    if title is not None:
        said.append(("title", {"title": check_title(title)}))
    if date is not None:
        said.append(("date", {"edtf": edtf.parse(date.strip()).value}))
    if place is not None:
        said.append(("place", {"place": _name(place)}))
    if not said:
        raise CorrectionError("say what to correct: --title, --date or --place")
    anchors = _anchors(db, event)
    return _make(db, [(kind, anchors, value) for kind, value in said], author)


def merge(db: Database, event: str, other: str, author: Author) -> StoredCorrection:
    """Say that two events are one.

    Raises:
        NotFoundError: one of them is not there.
        CorrectionError: they are one already.
    """
    left, right = _anchors(db, event), _anchors(db, other)
    if left[0].key == right[0].key:
        raise CorrectionError(f"{event} and {other} are one event already")
    anchors = [*left, *_others(right)]
    return _make(db, [("merge", anchors, {})], author)[0]


def split(db: Database, event: str, mentions: Sequence[str], author: Author) -> StoredCorrection:
    """Say that some mentions of an event tell of another one.

    Args:
        db: an open database.
        event: any of its ids.
        mentions: keys of the mentions that move.
        author: who says so.

    Raises:
        NotFoundError, CorrectionError: there is no such event, a mention is not one of its
            mentions, or none of them would stay or move.
    """
    anchors = _anchors(db, event)
    known = {anchor.key for anchor in anchors}
    strangers = [key for key in mentions if key not in known]
    if strangers:
        raise CorrectionError(
            f"{strangers[0]} is no mention of {event}; `timeline show {event}` lists them"
        )
    moving = [anchor for anchor in anchors if anchor.key in set(mentions)]
    staying = [anchor for anchor in anchors if anchor.key not in set(mentions)]
    if not moving or not staying:
        raise CorrectionError("a split needs mentions that move and mentions that stay")
    both = [*moving, *_others(staying)]
    return _make(db, [("split", both, {})], author)[0]


def hide(db: Database, event: str, author: Author) -> StoredCorrection:
    """Take an event off the timeline; its page tells why."""
    return _make(db, [("hide", _anchors(db, event), {})], author)[0]


def pin(db: Database, event: str, author: Author) -> StoredCorrection:
    """Keep an event among those that are shown first, whatever its score."""
    return _make(db, [("pin", _anchors(db, event), {})], author)[0]


def alias(db: Database, other: str, name: str, author: Author) -> StoredCorrection:
    """Say that one name stands for another: Zelensky is Zelenskyy.

    Raises:
        CorrectionError: the names are the same.
    """
    value = {"alias": _name(other), "name": _name(name)}
    if value["alias"] == value["name"]:
        raise CorrectionError(f"{value['name']} is itself already")
    return _make(db, [("alias", [], value)], author)[0]


def add(db: Database, event: HandEvent, author: Author) -> StoredCorrection:
    """Add an event by hand, with its source.

    Raises:
        CorrectionError: the title or the source is none that can be used.
        EDTFError: the date is no EDTF.
    """
    value = read_hand_event(event, check_title(event.title))
    return _make(db, [("add", [], value)], author)[0]


def forget(db: Database, url: str, author: Author) -> StoredCorrection:
    """Take an article down: its text, quotations and history are erased, its ids answer 410.

    Of an article that was taken down already the correction that did so is given.

    Raises:
        NotFoundError: no article was read at this URL.
    """
    key = find_article_key(db, url)
    if key is None:
        for one in corrections_acting_on(db, [url_key(url)]):
            return one
        raise NotFoundError(f"no article was read at {url}")
    return _make(db, [("forget", [], {"url": key})], author)[0]


def revert(db: Database, key: str, *, by: str, now: str) -> StoredCorrection:
    """Take a correction back; the machine's word, or an earlier correction, counts again.

    What `forget` erased does not come back: the article may be read again.

    Raises:
        NotFoundError: there is no such correction.
        CorrectionError: it was reverted already.
    """
    one = get_correction(db, key)
    if one.state == "reverted":
        raise CorrectionError(f"correction {key} was reverted on {one.reverted_at}")
    with transaction(db):
        revert_correction(db, key, by=by, now=now)
        touched = {anchor.key for anchor in one.anchors}
        if one.kind == "alias":
            touched |= set(mentions_naming(db, [one.value["alias"], one.value["name"]]))
            restore_aliases(db)
        if one.kind == "add":
            store_hand_event(db, one, now=now, gone="it was added by hand and taken back")
        reassemble(db, touched, now=now)
        settle(db, now=now, released=touched)
    return get_correction(db, key)


def _make(db: Database, said: Sequence[_Said], author: Author) -> list[StoredCorrection]:
    with transaction(db):
        author = _last_word(db, said, author)
        made = [_correction(*one, author) for one in said]
        new = [one for one in made if insert_correction(db, one)]
        begin(db, new, now=author.at)
    return [get_correction(db, one.key) for one in made]


def _last_word(db: Database, said: Sequence[_Said], author: Author) -> Author:
    """Date a correction after the others on the same mentions, made in the same second or not.

    Of two that contradict each other the later one holds, and clocks may differ.
    """
    keys = {anchor.key for _, anchors, _ in said for anchor in anchors}
    keys |= {name_key(value["alias"]) for _, _, value in said if "alias" in value}
    latest = max((one.at for one in corrections_acting_on(db, keys)), default="")
    if latest < author.at:
        return author
    after = datetime.fromisoformat(latest) + timedelta(seconds=1)
    return replace(author, at=utc_text(after))


def begin(db: Database, new: Sequence[StoredCorrection], *, now: str) -> None:
    """Let stored corrections act for the first time, inside the caller's transaction.

    Args:
        db: an open database in a write transaction.
        new: corrections that were just inserted.
        now: UTC instant.
    """
    present = standings(db, {anchor.key for one in new for anchor in one.anchors})
    touched = set(present)
    for one in new:
        set_acting_keys(db, one.key, acting_of(one, present))
        if one.kind == "alias":
            touched |= set(mentions_naming(db, [one.value["alias"], one.value["name"]]))
        elif one.kind == "add":
            store_hand_event(db, one, now=now)
        elif one.kind == "forget":
            take_down(db, one.value["url"], now=now)
    if any(one.kind == "alias" for one in new):
        restore_aliases(db)
    reassemble(db, touched, now=now)
    settle(db, now=now)


def _correction(
    kind: CorrectionKind, anchors: Sequence[Anchor], value: Mapping[str, str], author: Author
) -> StoredCorrection:
    target = " ".join(anchor.key for anchor in anchors)
    said = json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
    key = short_hash(kind, target, said, author.by, author.at)
    return StoredCorrection(key, kind, tuple(anchors), value, author.by, author.at, author.note)


def _anchors(db: Database, event: str) -> list[Anchor]:
    """The anchors of the event that a key leads to now."""
    found = resolve(db, event)
    if isinstance(found, Gone):
        raise CorrectionError(f"event {event} is gone: {found.reason}")
    if found is None:
        raise NotFoundError(f"there is no event {event!r}; `timeline events` lists them")
    key = event if isinstance(found, Found) else found.key
    assert isinstance(found, Found | Moved)  # noqa: S101
    return anchors_of_event(db, key)


def _others(anchors: Iterable[Anchor]) -> list[Anchor]:
    return [Anchor(a.key, a.article, a.sentence, a.edtf, "others") for a in anchors]


def check_title(text: str) -> str:
    """Check a title and tidy its white space.

    Raises:
        CorrectionError: it is empty, not printable or longer than 120 characters.
    """
    title = _name(text)
    if len(title) > LONGEST_TITLE:
        raise CorrectionError(
            f"a title has at most {LONGEST_TITLE} characters, this one {len(title)}"
        )
    return title


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or not name.isprintable():
        raise CorrectionError(f"{text!r} is no name or title")
    return name
