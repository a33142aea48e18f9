"""What a title calls "the council", said by the full name that the article gives it.

A title is read without its article. Surnames and acronyms are said in full by `naming`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.events.names import Names
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens

_VAGUE = frozenset(("group", "team", "board", "service", "society", "union", "party", "league"))


def in_full(title: str, told: Sequence[int], tokens: Tokens, names: Names, room: int) -> str:
    """Say each "the council" of a title in full, from left to right, as far as there is room.

    Args:
        title: its text.
        told: the tokens that it is made of.
        tokens: its sentence.
        names: of its article.
        room: characters that the title may have.

    Returns:
        The title; every other word is as it was.
    """
    for j in told:
        if tokens.tags[j] != "NN" or not j or tokens.lows[j - 1] != "the":
            continue
        short, full = _body(j, tokens, names)
        if not full or len(title) + len(full) - len(short) > room:
            continue
        if full.lower() not in title.lower():
            title = _replaced(title, short, full)
    return title


def _replaced(title: str, short: str, full: str) -> str:
    """Put `full` in the place of the words `short`, if they stand there once."""
    found = [*re.finditer(rf"(?<![\w’'-]){re.escape(short)}(?![\w-])", title)]
    if len(found) != 1:
        return title
    return title[: found[0].start()] + full + title[found[0].end() :]


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
