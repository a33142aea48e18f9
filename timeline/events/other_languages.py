"""Articles that are not English: their dated clauses as they stand, in nobody's grammar."""

from __future__ import annotations

import re

MAX_TITLE = 120
MIN_CLAUSE = 25
_BOUNDARY = re.compile(r"[,;:—–()،؛，；：、。]|\s-\s")
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "at", "by", "from", "it", "has", "were", "are", "be", "his", "this", "had"]
)  # fmt: skip


def is_english(language: str | None, text: str) -> bool:
    """Whether the English rules hold; a text without a language is judged by its small words."""
    if language:
        return language.lower().split("-")[0] == "en"
    words = re.findall(r"[^\W\d_]+", text[:4000].lower())[:600]
    return bool(words) and sum(w in _ENGLISH for w in words) > 0.2 * len(words)


def clause_with(sentence: str, start: int, end: int) -> str | None:
    """Give the words around an expression, cut only where a clause ends.

    Args:
        sentence: one sentence.
        start, end: offsets of the expression in it.

    Returns:
        The sentence if it has at most 120 characters; else its longest beginning that ends at a
        boundary and holds the expression; else the clause that holds it; else None.
    """
    body = sentence.rstrip(" .。!！…")
    if len(body) <= MAX_TITLE:
        return body
    marks = [(m.start(), m.end()) for m in _BOUNDARY.finditer(body)]
    fitting = [a for a, _ in marks if end <= a <= MAX_TITLE]
    if fitting:
        return body[: fitting[-1]]
    before = max((b for _, b in marks if b <= start), default=0)
    after = min((a for a, _ in marks if a >= end), default=len(body))
    clause = body[before:after].strip()
    return clause if MIN_CLAUSE <= len(clause) <= MAX_TITLE else None
