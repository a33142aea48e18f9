"""What stands before an expression, and between two of them."""

from __future__ import annotations

import re
from bisect import bisect_left

from timeline.temporal.encode import Encoded
from timeline.temporal.language import symbol_pattern
from timeline.temporal.tagger import Found

_BEFORE = 12
_GAP = 24
_GAP_TOKENS = 6


def before(encoded: Encoded, at: int, source: str) -> re.Match[str] | None:
    """Match a pattern of classes (`{about} `) that ends right at a token."""
    low = max(0, at - _BEFORE)
    return symbol_pattern(encoded.language, f"(?:{source})\\Z").search(encoded.code[low:at])


def between(encoded: Encoded, left: Found, right: Found, source: str) -> bool:
    """Whether only a pattern of classes stands between two expressions, and not much of it."""
    gap = encoded.code[token_at(encoded, left.end) : token_at(encoded, right.start)]
    if right.start - left.end > _GAP:
        return False
    pattern = symbol_pattern(encoded.language, f"(?:{source})\\Z")
    return len(gap) <= _GAP_TOKENS and pattern.match(gap) is not None


def token_at(encoded: Encoded, offset: int) -> int:
    """The token at a character offset."""
    return bisect_left(encoded.starts, offset)


def class_value(encoded: Encoded, index: int, *classes: str) -> str:
    """What a word stands for in the first of the classes that it has, empty if in none."""
    word = encoded.word(index)
    if word is not None:
        for cls in classes:
            if cls in word.values:
                return word.values[cls]
    return ""
