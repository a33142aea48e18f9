"""What linking looks up: traits, blocks and the pairs that were compared successfully.

Integers and bytes only; what they mean is decided in `timeline.events`.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

_ALL = 1 << 40


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What is kept of one linked mention: packed traits and the blocks that it is in.

    Attributes:
        rank: its place among the members of every block.
        days: its date in short, kept with every block.
    """

    rank: int
    days: int
    traits: bytes
    blocks: tuple[int, ...]


Member = tuple[int, int, int]
"""A member of a block: rank, mention id, its date in short."""


class Pair(NamedTuple):
    """Two mentions (integer ids, a < b) that may be one event."""

    a: int
    b: int
    score: float
    verdict: str


@dataclass(frozen=True, slots=True)
class DroppedLinks:
    """Which blocks mentions were in, and which others they had pairs with."""

    blocks: frozenset[int]
    partners: frozenset[int]


def load_traits(db: Database, ids: Iterable[int]) -> dict[int, bytes]:
    """Read the packed traits of mentions; those that are not linked are left out."""
    rows = db.conn.execute(
        "SELECT f.mention_id, f.traits FROM json_each(?) AS wanted"
        " JOIN mention_traits f ON f.mention_id = wanted.value",
        [json.dumps(list(ids))],
    )
    return dict(rows.fetchall())


def was_linked_otherwise(db: Database, version: int) -> bool:
    """Whether links are there that another version of the rules packed.

    Args:
        db: an open database.
        version: the first byte of today's traits.
    """
    found = db.conn.execute(
        "SELECT substr(traits, 1, 1) <> ? FROM mention_traits ORDER BY mention_id LIMIT 1",
        [bytes([version])],
    ).fetchone()
    return found is not None and bool(found[0])


def drop_all_links(db: Database) -> None:
    """Forget all traits, blocks and pairs inside the caller's transaction."""
    for table in ("mention_pairs", "mention_blocks", "mention_traits"):
        db.conn.execute(f"DELETE FROM {table}")


def drop_links(db: Database, ids: Sequence[int]) -> DroppedLinks:
    """Forget traits, blocks and pairs of mentions inside the caller's transaction."""
    wanted = json.dumps(list(ids))
    partners = {pair.a for pair in pairs_of(db, ids)} | {pair.b for pair in pairs_of(db, ids)}
    rows = db.conn.execute(
        "SELECT f.mention_id, f.blocks FROM json_each(?) AS wanted"
        " JOIN mention_traits f ON f.mention_id = wanted.value",
        [wanted],
    ).fetchall()
    blocks: set[int] = set()
    for mention_id, packed in rows:
        rank, *own = _unpack(packed)
        blocks.update(own)
        db.conn.executemany(
            "DELETE FROM mention_blocks WHERE block = ? AND rank = ? AND mention_id = ?",
            [(block, rank, mention_id) for block in own],
        )
    for statement in (
        "DELETE FROM mention_pairs WHERE a IN (SELECT value FROM json_each(?))",
        "DELETE FROM mention_pairs WHERE b IN (SELECT value FROM json_each(?))",
        "DELETE FROM mention_traits WHERE mention_id IN (SELECT value FROM json_each(?))",
    ):
        db.conn.execute(statement, [wanted])
    return DroppedLinks(frozenset(blocks), frozenset(partners - set(ids)))


def add_links(db: Database, rows: Mapping[int, LinkRow]) -> None:
    """Store traits and blocks of mentions that have none, inside the caller's transaction."""
    db.conn.executemany(
        "INSERT INTO mention_traits (mention_id, traits, blocks) VALUES (?, ?, ?)",
        [(key, row.traits, _pack(row.rank, row.blocks)) for key, row in rows.items()],
    )
    db.conn.executemany(
        "INSERT INTO mention_blocks (block, rank, mention_id, days) VALUES (?, ?, ?, ?)",
        sorted(
            (block, row.rank, key, row.days) for key, row in rows.items() for block in row.blocks
        ),
    )


def first_members(db: Database, blocks: Iterable[int], limit: int) -> dict[int, list[Member]]:
    """Read the members with the smallest ranks of each block.

    Args:
        db: an open database.
        blocks: block numbers.
        limit: members to read of a block at most.

    Returns:
        For each block that has members, those in ascending order.
    """
    rows = db.conn.execute(
        "SELECT b.block, b.rank, b.mention_id, b.days FROM json_each(?1) AS wanted"
        " CROSS JOIN mention_blocks b ON b.block = wanted.value AND b.rank <= ifnull("
        "(SELECT rank FROM mention_blocks WHERE block = wanted.value"
        " ORDER BY rank, mention_id LIMIT 1 OFFSET ?2), 1 << 40)",
        [json.dumps(sorted(blocks)), limit - 1],
    )
    found: dict[int, list[Member]] = {}
    for block, rank, mention_id, days in rows:
        found.setdefault(block, []).append((rank, mention_id, days))
    return {block: members[:limit] for block, members in found.items()}


def all_members(db: Database, blocks: Iterable[int]) -> dict[int, list[Member]]:
    """Read all members of blocks, however many there are."""
    return first_members(db, blocks, _ALL)


def pairs_of(db: Database, ids: Iterable[int]) -> set[Pair]:
    """Read all pairs that have one of these mentions on either side."""
    wanted = json.dumps(list(ids))
    rows = db.conn.execute(
        "SELECT p.a, p.b, p.score, p.verdict FROM json_each(?1) AS wanted"
        " CROSS JOIN mention_pairs p ON p.a = wanted.value"
        " UNION SELECT p.a, p.b, p.score, p.verdict FROM json_each(?1) AS wanted"
        " CROSS JOIN mention_pairs p ON p.b = wanted.value",
        [wanted],
    )
    return {Pair(*row) for row in rows}


def save_pairs(db: Database, pairs: Iterable[Pair]) -> None:
    """Store pairs inside the caller's transaction; one that is there is replaced."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO mention_pairs (a, b, score, verdict) VALUES (?, ?, ?, ?)",
        sorted(pairs),
    )


def delete_pairs(db: Database, pairs: Iterable[Pair]) -> None:
    """Delete pairs inside the caller's transaction."""
    db.conn.executemany(
        "DELETE FROM mention_pairs WHERE a = ? AND b = ?", [pair[:2] for pair in pairs]
    )


def _pack(rank: int, blocks: Iterable[int]) -> bytes:
    return array("q", [rank, *blocks]).tobytes()


def _unpack(packed: bytes) -> array[int]:
    numbers = array("q")
    numbers.frombytes(packed)
    return numbers
