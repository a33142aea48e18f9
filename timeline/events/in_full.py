"""What a title calls "the council", said by the full name that the article gives it.

A title is read without its article. Surnames and acronyms are said in full by `naming`.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.names import Names
from timeline.events.penn import NOUNS
from timeline.events.predicates import MAX_TITLE
from timeline.events.titles import replace_once
from timeline.events.tokens import Tokens

_VAGUE = frozenset(("group", "team", "board", "service", "society", "union", "party", "league"))


def in_full(title: str, told: Sequence[int], tokens: Tokens, names: Names) -> str:
    """Say each "the council" of a title in full, from left to right, as far as there is room.

    Args:
        title: its text.
        told: the tokens that it is made of.
        tokens: its sentence.
        names: of its article.

    Returns:
        The title; every other word is as it was.
    """
    for j in told:
        if tokens.tags[j] != "NN" or not j or tokens.lows[j - 1] != "the":
            continue
        short, full = _body(j, tokens, names)
        if full and full.lower() not in title.lower():
            title = replace_once(title, short, full, MAX_TITLE)
    return title


def _body(j: int, tokens: Tokens, names: Names) -> tuple[str, str | None]:
    """What "the council" stands for where nothing else says which one."""
    after = j + 1
    alone = after >= len(tokens) or (
        tokens.tags[after] not in NOUNS | {"POS", "THAT", "WP"} and tokens.lows[after] != "of"
    )
    alone = alone and tokens.lows[j] not in _VAGUE
    full = names.body(tokens.lows[j]) if alone else None
    short = f"the {tokens.words[j]}"
    if full is None:
        return short, None
    return short, full if full.lower().startswith("the ") else f"the {full}"
