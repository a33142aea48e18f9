"""Penn tags by groups, and the neighbours of a token."""

from __future__ import annotations

from timeline.events.tokens import Tokens

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def previous(tokens: Tokens, i: int) -> str:
    """The tag before token `i`, with adverbs, quotation marks and dates skipped."""
    j = i - 1
    while j >= 0 and tokens.tags[j] in ("RB", "``", "DATE"):
        j -= 1
    return tokens.tags[j] if j >= 0 else "."


def helped(tokens: Tokens, i: int, helpers: frozenset[str]) -> bool:
    """Whether one of `helpers` stands before token `i`, adverbs and dates between them or not."""
    j = i - 1
    while j >= 0 and tokens.tags[j] in ("RB", "DATE"):
        j -= 1
    return j >= 0 and tokens.lows[j] in helpers


def finite_near(tokens: Tokens, i: int) -> bool:
    """Whether another finite verb stands between the marks around token `i`."""
    for step in (1, -1):
        j = i + step
        while 0 <= j < len(tokens) and tokens.tags[j] not in (",", ":", ".", "WP", "(", ")"):
            if tokens.tags[j] in FINITE:
                return True
            j += step
    return False


def finite_ahead(tokens: Tokens, i: int) -> bool:
    """Whether a finite verb follows token `i` before a mark or conjunction."""
    for tag in tokens.tags[i + 1 :]:
        if tag in (",", ":", ".", "WP", "(", ")", "CC"):
            return False
        if tag in FINITE:
            return True
    return False
