"""What a title says in short, said in full: surnames, acronyms, "the council".

A title is read without its article. Where the article itself gives the full name, and the title
has room for it, the title gives it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.events.gazetteer import gazetteer
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens

_MISTERS = frozenset(("Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Miss"))
_ACRONYM = re.compile(r"[A-Z]{2,6}\Z")
_NAMED = ("NNP", "NNPS")
_VAGUE = frozenset(("group", "team", "board", "service", "society", "union", "party", "league"))


def in_full(
    title: str, told: Sequence[int], tokens: Tokens, names: Names, lexicon: Lexicon, room: int
) -> str:
    """Say the names of a title in full, from left to right, as far as there is room.

    Args:
        title: its text.
        told: the tokens that it is made of.
        tokens: its sentence.
        names: of its article.
        lexicon: word lists.
        room: characters that the title may have.

    Returns:
        The title; every word that is no bare surname, acronym or "the council" is as it was.
    """
    for j in told:
        tag = tokens.tags[j]
        if tag in _NAMED:
            short, full = _name(j, tokens, names, lexicon)
        elif tag == "NN" and j and tokens.lows[j - 1] == "the":
            short, full = _body(j, tokens, names)
        else:
            continue
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


def _name(j: int, tokens: Tokens, names: Names, lexicon: Lexicon) -> tuple[str, str | None]:
    """What a bare surname or an acronym stands for; None if it stays as it is."""
    word, tags = tokens.words[j], tokens.tags
    after = tags[j + 1] if j + 1 < len(tags) else "."
    if tokens.lows[j] in gazetteer():
        return word, None
    if _ACRONYM.match(word):
        whole = after not in _NAMED and (j == 0 or tags[j - 1] not in _NAMED)
        return word, names.long_form(word) if whole else None
    if after in NOUNS or (j and tokens.lows[j - 1] in ("the", "a", "an")):
        return word, None
    mister = j > 0 and tokens.words[j - 1] in _MISTERS
    titled = j > 0 and tokens.words[j - 1] in lexicon.sets["title_word"]
    if j and tags[j - 1] in _NAMED and not mister and not titled:
        return word, None
    return (f"{tokens.words[j - 1]} {word}" if mister else word), names.person(word)


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
