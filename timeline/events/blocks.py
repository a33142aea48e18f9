"""Which mentions are compared at all: blocks, bounded without arrival order mattering.

A mention is a member of blocks, each a place in time with two telling terms. Two blocks are
neighbours if a pair across them may be compared. In each block the `PIVOTS` members with the
smallest ranks (a hash of the mention key) are pivots, and a pair is compared only if one of the
two is a pivot of a block that is the other's or a neighbour of it (see `reach` for coarse dates).
Blocks of near times lie together in the database, so that a batch of news writes few pages of it:
days are kept by three days, and by months for what coarse dates they may be part of. Who is a
pivot is a function of the set of mentions, so arrival order cannot matter; a new mention costs at
most `PIVOTS` comparisons a block, and becomes a pivot of a block of n (and is compared with all of
it) with probability `PIVOTS`/n. Blocking with two keys: Christen, Data Matching (2012), ch. 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from timeline.edtf import civil
from timeline.events.traits import Traits

Reach = Literal["all", "pivots", "none"]
PIVOTS = 12
FINE_DAYS = 10
NEAR_DAYS = 3
_BUCKET_DAYS = 3
_FINE_KEYS, _COARSE_KEYS = 3, 4
_LONG_YEARS = 2
_CONFLICT_BLOCKS = 3
_FAR, _MOST = 1 << 22, 2047
_FINE, _FINE_MONTH, _COARSE_YEAR, _LONG = range(4)
_HASH_BITS, _PLACE_BITS = 38, 22
_LEVEL_SHIFT = _HASH_BITS + _PLACE_BITS
_RANK_CHARACTERS = 6
_BASE32 = {character: i for i, character in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


def rank(mention_key: str, *, supporting: bool = False) -> int:
    """A mention's place in the order in which pivots are chosen: 30 bits of its key.

    Those that only support come after all that make rows, so that they never take the place of
    one among the pivots.
    """
    number = int(supporting)
    for character in mention_key[:_RANK_CHARACTERS]:
        number = number * 32 + _BASE32.get(character, 0)
    return number


def days_of(value: Traits) -> int:
    """Write a date in short: first day, how many days more (up to 2,047), whether about."""
    first = _FAR if value.first is None else value.first + _FAR
    more = _MOST if value.first is None or value.last is None else value.last - value.first
    return first << 12 | min(more, _MOST) << 1 | value.approximate


def may_meet(a: int, b: int, shared_blocks: int) -> bool:
    """Whether two dates in short allow a comparison, given how many blocks brought them together.

    Said dates that differ ask for titles so alike that at least three terms, and so three
    blocks, are shared.
    """
    first_a, first_b = a >> 12, b >> 12
    gap = (
        first_b - first_a - (a >> 1 & _MOST)
        if first_a < first_b
        else (first_a - first_b - (b >> 1 & _MOST))
    )
    return (
        gap <= 0
        or (gap <= NEAR_DAYS and (a | b) & 1 == 1)
        or (gap <= NEAR_DAYS and shared_blocks >= _CONFLICT_BLOCKS)
    )


def reach(block: int, near: int, leads: bool) -> Reach:
    """Whom a member of one block meets in a neighbour of it.

    Args:
        block: the member's own.
        near: the neighbour.
        leads: whether the member is a pivot of its own block.

    Returns:
        `all` members, the `pivots` or `none`. Between days and coarse dates only the pivots of
        the days count, so that a coarse date is compared with few of the thousands of a month.
    """
    level, other = block >> _LEVEL_SHIFT, near >> _LEVEL_SHIFT
    if level == _FINE_MONTH:
        return "all" if leads else "none"
    return "all" if leads and other != _FINE_MONTH else "pivots"


def is_fine(value: Traits) -> bool:
    """Whether a date names days (up to ten of them) rather than a month or more."""
    return (
        value.first is not None and value.last is not None and value.last - value.first < FINE_DAYS
    )


def is_long(value: Traits) -> bool:
    """Whether a date is open or longer than two years: it compares only with the very same."""
    return value.first is None or value.last is None or _years(value) is None


def blocks(value: Traits) -> dict[int, tuple[int, ...]]:
    """Give the blocks of a mention.

    Args:
        value: its traits.

    Returns:
        Each block that it is a member of (an integer below 2**62), with the neighbours of that
        block, itself among them where its members are compared with each other. Empty for a
        mention with fewer than two telling terms: it is not linked.
    """
    pairs = [(pair, _pair_hash(*pair)) for pair in combinations(value.keys, 2)]
    leading = set(combinations(value.keys[: _FINE_KEYS if is_fine(value) else _COARSE_KEYS], 2))
    best = [number for pair, number in pairs if pair in leading]
    if is_fine(value):
        return _fine_blocks(value, [number for _, number in pairs], best)
    years = _years(value)
    if years is None:
        span = (value.first or 0) * 7 + (value.last or 0) * 13 + value.granularity
        return {block: (block,) for block in (_block(_LONG, span, one) for _, one in pairs)}
    found: dict[int, tuple[int, ...]] = {}
    months = _months(value)
    for year in years:
        for number in best:
            coarse = _block(_COARSE_YEAR, year, number)
            fine = [_block(_FINE_MONTH, month, number) for month in months if month // 12 == year]
            found[coarse] = (coarse, *fine)
    return found


def _fine_blocks(
    value: Traits, numbers: Sequence[int], best: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    assert value.first is not None  # noqa: S101
    assert value.last is not None  # noqa: S101
    found: dict[int, tuple[int, ...]] = {}
    for place in range(value.first // _BUCKET_DAYS, value.last // _BUCKET_DAYS + 1):
        before, here, after = (_block(_FINE, place + step, 0) for step in (-1, 0, 1))
        for number in numbers:
            found[here | number] = (before | number, here | number, after | number)
    for month in _months(value):
        for number in best:
            near = _block(_COARSE_YEAR, month // 12, number)
            found[_block(_FINE_MONTH, month, number)] = (near,)
    return found


def _months(value: Traits) -> range:
    """The months that a closed date touches, counted from year 0."""
    assert value.first is not None  # noqa: S101
    assert value.last is not None  # noqa: S101
    first, last = civil(value.first), civil(value.last)
    return range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])


def _years(value: Traits) -> range | None:
    """The years of a coarse date; None if it is open or longer than two years."""
    if value.first is None or value.last is None:
        return None
    first, last = civil(value.first)[0], civil(value.last)[0]
    return range(first, last + 1) if last - first < _LONG_YEARS else None


def _block(level: int, place: int, number: int) -> int:
    """Pack level, place in time and the hash of two terms, so that near times lie together."""
    return (level << _PLACE_BITS | place & (1 << _PLACE_BITS) - 1) << _HASH_BITS | number


def _pair_hash(a: int, b: int) -> int:
    low, high = (a, b) if a < b else (b, a)
    mixed = (low * 0x9E3779B97F4A7C15 ^ high * 0xC2B2AE3D27D4EB4F) & 0xFFFFFFFFFFFFFFFF
    mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    return mixed >> (64 - _HASH_BITS)
