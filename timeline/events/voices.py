"""Near-copies: articles that a reader would call the same text, so that they count once.

One-permutation MinHash (Li, Owen and Zhang, NIPS 2012) over runs of four words, with empty bins
filled by rotation (Shrivastava and Li, ICML 2014). Two articles are near-copies if enough bands
of two bins agree: with a resemblance J of their sets of runs, a band agrees with probability J²,
so a quarter of the bands stands for J = 0.5. It depends on the two texts alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from itertools import islice

BANDS = 32
SHARED_BANDS = 8
_BINS = 2 * BANDS
_RUN = 4
_FIRST_WORDS = 300
_WORD = re.compile(r"\w+")
_MASK = 0xFFFFFFFF


def bands(title: str, text: str) -> tuple[int, ...]:
    """Reduce an article to band values that near-copies share.

    Args:
        title: its headline, which counts only for texts too short for a single run.
        text: its text.

    Returns:
        32 integers below 2**37, each telling its band too; none for an article without words.
    """
    words = _words(text) or _words(title)
    if not words:
        return ()
    if len(words) < 3 * _RUN:
        words = [*_words(title), *words]
    bins = _bins(words)
    return tuple(
        band << 32 | zlib.crc32(f"{bins[2 * band]} {bins[2 * band + 1]}".encode())
        for band in range(BANDS)
    )


def _words(text: str) -> list[str]:
    """The first words of a text: a copy is cut at its end, if anywhere."""
    return [match[0] for match in islice(_WORD.finditer(text.lower()), _FIRST_WORDS)]


def _bins(words: list[str]) -> list[int]:
    empty = _MASK + 1
    bins = [empty] * _BINS
    for start in range(max(1, len(words) - _RUN + 1)):
        number = zlib.crc32(" ".join(words[start : start + _RUN]).encode("utf-8", "replace"))
        number = number * 0x9E3779B1 & _MASK
        place = number % _BINS
        if number < bins[place]:
            bins[place] = number
    filled = [place for place in range(_BINS) if bins[place] != empty]
    return [bins[place] if bins[place] != empty else _borrowed(bins, place, empty)
            for place in range(_BINS)] if len(filled) < _BINS else bins  # fmt: skip


def _borrowed(bins: list[int], place: int, empty: int) -> int:
    step = next(step for step in range(1, _BINS) if bins[(place + step) % _BINS] != empty)
    return (bins[(place + step) % _BINS] + step * 0x9E3779B1) & _MASK


def first_voice(keys: Iterable[tuple[str, str]]) -> str:
    """Choose the article that names a voice: the canonically first, by (DCT, article key)."""
    return min(keys)[1]
