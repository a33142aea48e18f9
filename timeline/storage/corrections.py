"""Corrections: what people said about events, kept apart from what the machine read.

A correction is keyed by mention keys, which are the same on every machine and after every
re-reading, never by what a run numbered. Each key is stored with an anchor (article, sentence,
date), so that a mention whose sentence was edited can be found again. `about` has all anchors
of a correction, the event's first mention first; `correction_keys` has the few that act now:

- `title`, `date`, `place`, `hide`, `pin`, `add`: one key, the first of `about` that is still a
  mention; the correction holds for whatever event tells that mention.
- `merge`: all keys of both sides: they are one event, but for what a later split moved away.
- `split`: all keys of both sides: the moved ones (`keys`) stay together, and none of them may
  share an event with one of `others`.
- `alias` and `forget` act on a name and on an article: their only key is `name:NAME` or
  `url:KEY`, so that they are found by an index, too.

Later ones (by `at`, then `key`) win over earlier ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlite_utils import Database

from timeline.errors import NotFoundError
from timeline.models import Correction

State = Literal["holds", "conflict", "reverted"]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mention stood when a person spoke of it.

    Attributes:
        key: of the mention.
        article: key of its article.
        sentence: its words, empty once its article was forgotten.
        edtf: its date as it was read then.
        side: `keys` or, for the other side of a merge or split, `others`.
    """

    key: str
    article: str = ""
    sentence: str = ""
    edtf: str = ""
    side: Literal["keys", "others"] = "keys"


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A correction with its anchors and what became of it.

    Attributes:
        value: what was said, without the mention keys.
        conflict: why it does not hold, if its state is `conflict`.
    """

    key: str
    kind: str
    anchors: tuple[Anchor, ...]
    value: Mapping[str, str]
    by: str
    at: str
    note: str | None
    state: State = "holds"
    conflict: str | None = None
    reverted_at: str | None = None
    reverted_by: str | None = None

    def side(self, side: str) -> tuple[Anchor, ...]:
        """The anchors of one side, in their order."""
        return tuple(anchor for anchor in self.anchors if anchor.side == side)


def name_key(name: str) -> str:
    """The key under which an alias of this name is found."""
    return f"name:{name}"


def url_key(article_key: str) -> str:
    """The key under which a forgotten article is found."""
    return f"url:{article_key}"


def insert_correction(db: Database, correction: StoredCorrection) -> bool:
    """Store a correction inside the caller's transaction.

    Returns:
        False if one with this key is there already; then nothing changes.
    """
    cursor = db.execute(
        "INSERT INTO corrections (key, kind, about, value, by, at, note, state, conflict,"
        " reverted_at, reverted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO NOTHING",
        [correction.key, correction.kind, _anchors_text(correction.anchors),
         json.dumps(dict(correction.value), ensure_ascii=False, sort_keys=True), correction.by,
         correction.at, correction.note, correction.state, correction.conflict,
         correction.reverted_at, correction.reverted_by],
    )  # fmt: skip
    return cursor.rowcount == 1


def acting_corrections(db: Database, keys: Iterable[str]) -> list[Correction]:
    """Read the corrections that act on mentions, names or articles.

    Args:
        db: an open database.
        keys: mention keys, `name_key`s or `url_key`s.

    Returns:
        Those that were not reverted, each once, oldest first (by time, then key). `keys` and
        `value["others"]` have only keys that act now, in the order of the correction.
    """
    ids: set[int] = set()
    for chunk in _chunks(list(keys)):
        marks = ", ".join("?" * len(chunk))
        ids.update(
            row[0]
            for row in db.execute(
                f"SELECT correction_id FROM correction_keys WHERE mention_key IN ({marks})", chunk
            )
        )
    if not ids:
        return []
    rows = db.execute(
        "SELECT c.id, c.key, c.kind, c.about, c.value, c.by, c.at, c.note FROM corrections c"
        " WHERE c.id IN (SELECT value FROM json_each(?)) AND c.state != 'reverted'"
        " ORDER BY c.at, c.key",
        [json.dumps(sorted(ids))],
    ).fetchall()
    return [_acting(db, *row) for row in rows]


def _acting(
    db: Database, row_id: int, key: str, kind: Any, about: str, value: str, by: str, at: str,
    note: str | None,
) -> Correction:  # fmt: skip
    active = {
        row[0]
        for row in db.execute(
            "SELECT mention_key FROM correction_keys WHERE correction_id = ?", [row_id]
        )
    }
    anchors = [anchor for anchor in _anchors(about) if anchor.key in active]
    said: dict[str, str] = json.loads(value)
    others = [anchor.key for anchor in anchors if anchor.side == "others"]
    if others:
        said["others"] = " ".join(others)
    keys = tuple(anchor.key for anchor in anchors if anchor.side == "keys")
    return Correction(key, kind, keys, said, by, at, note)


def list_corrections(
    db: Database, *, conflicts: bool = False, include_reverted: bool = False
) -> list[StoredCorrection]:
    """List corrections, oldest first.

    Args:
        db: an open database.
        conflicts: only those that no longer hold.
        include_reverted: also those that were taken back.
    """
    states = ["conflict"] if conflicts else ["holds", "conflict"]
    if include_reverted:
        states.append("reverted")
    marks = ", ".join("?" * len(states))
    return list(_read(db, f"WHERE state IN ({marks}) ORDER BY at, key", states))


def get_correction(db: Database, key: str) -> StoredCorrection:
    """Read one correction.

    Raises:
        NotFoundError: there is none with this key.
    """
    for correction in _read(db, "WHERE key = ?", [key]):
        return correction
    raise NotFoundError(f"there is no correction {key!r}; `timeline corrections` lists them")


def corrections_about(db: Database, article_key: str) -> list[StoredCorrection]:
    """List the corrections, reverted ones, too, that have an anchor in an article."""
    return list(
        _read(
            db,
            "WHERE EXISTS (SELECT 1 FROM json_each(about) a"
            " WHERE a.value ->> 'article' = ?) ORDER BY at, key",
            [article_key],
        )
    )


def set_value(db: Database, key: str, value: Mapping[str, str], *, note: str | None) -> None:
    """Replace what a correction says, inside the caller's transaction; only `forget` does."""
    db.execute(
        "UPDATE corrections SET value = ?, note = ? WHERE key = ?",
        [json.dumps(dict(value)), note, key],
    )


def corrections_acting_on(db: Database, keys: Iterable[str]) -> list[StoredCorrection]:
    """List the corrections that act on any of some mentions (or `name_key`s), oldest first."""
    return list(
        _read(
            db,
            "WHERE state != 'reverted' AND id IN (SELECT k.correction_id FROM json_each(?) w"
            " JOIN correction_keys k ON k.mention_key = w.value) ORDER BY at, key",
            [json.dumps(list(keys))],
        )
    )


def mark_correction(db: Database, key: str, state: State, conflict: str | None) -> None:
    """Write whether a correction holds inside the caller's transaction."""
    db.execute(
        "UPDATE corrections SET state = ?, conflict = ? WHERE key = ?", [state, conflict, key]
    )


def revert_correction(db: Database, key: str, *, by: str, now: str) -> None:
    """Take a correction back inside the caller's transaction; it stays listed as reverted."""
    db.execute(
        "UPDATE corrections SET state = 'reverted', conflict = NULL, reverted_at = ?,"
        " reverted_by = ? WHERE key = ?",
        [now, by, key],
    )


def replace_anchors(db: Database, key: str, anchors: Sequence[Anchor]) -> None:
    """Write other anchors inside the caller's transaction, where mentions were found again."""
    db.execute("UPDATE corrections SET about = ? WHERE key = ?", [_anchors_text(anchors), key])


def set_acting_keys(db: Database, key: str, acting: Iterable[str]) -> bool:
    """Write which keys of a correction act now, inside the caller's transaction.

    Returns:
        Whether that changed anything.
    """
    (row_id,) = db.execute("SELECT id FROM corrections WHERE key = ?", [key]).fetchone()
    before = {
        row[0]
        for row in db.execute(
            "SELECT mention_key FROM correction_keys WHERE correction_id = ?", [row_id]
        )
    }
    after = set(acting)
    db.conn.executemany(
        "DELETE FROM correction_keys WHERE correction_id = ? AND mention_key = ?",
        [(row_id, gone) for gone in before - after],
    )
    db.conn.executemany(
        "INSERT INTO correction_keys (mention_key, correction_id) VALUES (?, ?)",
        [(new, row_id) for new in after - before],
    )
    return before != after


def acting_keys(db: Database) -> dict[str, set[str]]:
    """Read which keys act now, for every correction that was not reverted."""
    acting: dict[str, set[str]] = {}
    for key, mention_key in db.execute(
        "SELECT c.key, k.mention_key FROM corrections c"
        " JOIN correction_keys k ON k.correction_id = c.id WHERE c.state != 'reverted'"
    ):
        acting.setdefault(key, set()).add(mention_key)
    return acting


def is_forgotten(db: Database, article_key: str) -> bool:
    """Whether an article was taken down by `timeline forget` and must not be read again."""
    row = db.execute(
        "SELECT 1 FROM correction_keys k JOIN corrections c ON c.id = k.correction_id"
        " WHERE k.mention_key = ? AND c.kind = 'forget' AND c.state != 'reverted'",
        [url_key(article_key)],
    ).fetchone()
    return row is not None


def _read(db: Database, where: str, values: Sequence[object]) -> Iterator[StoredCorrection]:
    rows = db.execute(
        "SELECT key, kind, about, value, by, at, note, state, conflict, reverted_at,"
        f" reverted_by FROM corrections {where}",
        list(values),
    ).fetchall()
    for key, kind, about, value, *rest in rows:
        yield StoredCorrection(key, kind, _anchors(about), json.loads(value), *rest)


def _anchors(text: str) -> tuple[Anchor, ...]:
    return tuple(Anchor(**anchor) for anchor in json.loads(text))


def _anchors_text(anchors: Iterable[Anchor]) -> str:
    return json.dumps([asdict(anchor) for anchor in anchors], ensure_ascii=False)


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
