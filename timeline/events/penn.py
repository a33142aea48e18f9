"""Penn tags by groups, and the neighbours of a token."""

from __future__ import annotations

from timeline.events.tokens import Tokens

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
SKIPPED = frozenset(("RB", "``", "DATE"))  # what stands between a word and the one before it
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def previous(tokens: Tokens, i: int) -> str:
    """The tag before token `i`, with adverbs, quotation marks and dates skipped."""
    tags = tokens.tags
    j = i - 1
    while j >= 0 and tags[j] in SKIPPED:
        j -= 1
    return tags[j] if j >= 0 else "."


def helped(tokens: Tokens, i: int, helpers: frozenset[str]) -> bool:
    """Whether one of `helpers` stands before token `i`, adverbs and dates between them or not."""
    tags = tokens.tags
    j = i - 1
    while j >= 0 and tags[j] in ("RB", "DATE"):
        j -= 1
    return j >= 0 and tokens.lows[j] in helpers


def finite_near(tokens: Tokens, i: int) -> bool:
    """Whether another finite verb stands between the marks around token `i`."""
    tags = tokens.tags
    for around in (range(i + 1, len(tags)), range(i - 1, -1, -1)):
        for j in around:
            if tags[j] in (",", ":", ".", "WP", "(", ")"):
                break
            if tags[j] in FINITE:
                return True
    return False


def finite_ahead(tokens: Tokens, i: int) -> bool:
    """Whether a finite verb follows token `i` before a mark or conjunction."""
    for tag in tokens.tags[i + 1 :]:
        if tag in (",", ":", ".", "WP", "(", ")", "CC"):
            return False
        if tag in FINITE:
            return True
    return False
