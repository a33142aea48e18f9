"""Tokens of one English sentence, with Penn tags from a lexicon and a suffix table.

Each temporal expression is one token tagged `DATE`, so that its inside never disturbs the
grammar around it. The tags follow the Penn Treebank guidelines (Santorini 1990), as
`Universal Dependencies English EWT` uses them; context patches are in `tagging`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Possessive quantifiers (`++`) give up at once where a word goes on otherwise. The first branch
# finds nothing that the others would not: it makes plain words, the commonest tokens, cheap; the
# look ahead to it spares white space the trial of every branch.
_TOKEN = re.compile(
    r"(?=\S)(?:[A-Za-z]++(?=[ ,])"
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W\d_]+)*|\b(?:[Pp]ro|[Aa]nti|[Nn]on|[Ee]x)-(?=\s+[A-Z])"
    r"|(?=[^\W\d_]++['’])[^\W\d_]+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m|S)\b"
    r"|[$€£¥#]?\d+(?:[.,:/–-]\d+)*(?:%|(?:st|nd|rd|th|bn|m|k)\b|/[^\W\d_]+)?(?:-[^\W\d_]+)*(?:-\d+)?"
    r"|[^\W\d_]++\d++\.\d+|[^\W_]++(?:\.[a-z]{2,4})+\b(?!\.)"
    r"|[^\W_]+(?:[-&/][^\W_]+|['’](?!s\b|re\b|ve\b|ll\b|d\b|m\b)[^\W\d_]+)*(?:\.(?=\s+\S|,))?"
    r"|--+|``|''|\.\.+"
    r"|\S)"
)
_OPEN_QUOTES = frozenset(("“", "``", "«", "„"))
_QUOTE_STARTS = _OPEN_QUOTES | {'"'}
_CLOSE_QUOTES = frozenset(("”", "''", "»"))
# Names that in small letters are everyday words; they keep their capitals.
_ACRONYMS = frozenset(("US", "WHO", "IT"))
_SHORT_QUOTE = 6  # words; longer ones are treated as somebody's own speech


@dataclass(slots=True)
class Tokens:
    """The tokens of a sentence as parallel lists.

    Attributes:
        text: the sentence.
        words, lows: as written, and in lower case with straight apostrophes.
        starts, ends: character offsets in `text`.
        tags: Penn tags, and `DATE`.
        date_at: token index to the index of its temporal expression.
        quoted: whether a token is inside a quotation that is somebody's own speech.
        marks: indices of the quotation marks around such quotations.
    """

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    date_at: dict[int, int]
    quoted: list[bool]
    marks: set[int]

    def __len__(self) -> int:
        return len(self.words)


def tokenise(text: str, dates: Sequence[tuple[int, int]], in_quote: bool = False) -> Tokens:
    """Cut a sentence into tokens; tags are left empty but for dates.

    Args:
        text: one sentence.
        dates: offsets of the temporal expressions in it, in order, not overlapping.
        in_quote: whether a quotation is open where the sentence begins.
    """
    tokens = Tokens(text, [], [], [], [], [], {}, [], set())
    position = 0
    for index, (start, end) in enumerate(dates):
        _scan(tokens, position, start)
        tokens.date_at[len(tokens.words)] = index
        tokens.words.append(text[start:end])
        tokens.starts.append(start)
        tokens.ends.append(end)
        position = end
    _scan(tokens, position, len(text))
    tokens.lows = list(map(lower, tokens.words))
    tokens.tags = [""] * len(tokens.words)
    for place in tokens.date_at:
        tokens.tags[place] = "DATE"
    tokens.quoted = [False] * len(tokens.words)
    _mark_quotes(tokens, in_quote)
    return tokens


def _scan(tokens: Tokens, start: int, end: int) -> None:
    found = [*_TOKEN.finditer(tokens.text, start, end)]
    tokens.words += map(re.Match.group, found)
    tokens.starts += map(re.Match.start, found)
    tokens.ends += map(re.Match.end, found)


@lru_cache(maxsize=16384)
def lower(word: str) -> str:
    """Give a word in lower case with straight apostrophes; acronyms keep their capitals."""
    return word if word in _ACRONYMS else word.lower().replace("’", "'")


def _mark_quotes(tokens: Tokens, in_quote: bool) -> None:
    """Find quotations; long ones, and those that cross the sentence, are marked as speech."""
    if not in_quote and _QUOTE_STARTS.isdisjoint(tokens.words):
        return
    opened = -1 if in_quote else None
    for i, word in enumerate(tokens.words):
        straight = word == '"'
        if opened is None and (word in _OPEN_QUOTES or straight):
            opened = i
        elif opened is not None and (word in _CLOSE_QUOTES or straight):
            _quote(tokens, opened, i)
            opened = None
    if opened is not None:
        _quote(tokens, opened, len(tokens))


def _quote(tokens: Tokens, opened: int, closed: int) -> None:
    inside = tokens.lows[opened + 1 : closed]
    whole = opened >= 0 and closed < len(tokens)
    if whole and len(inside) <= _SHORT_QUOTE + 1 and not any(w in ".?!" for w in inside[:-1]):
        return
    for i in range(max(opened, 0), min(closed + 1, len(tokens))):
        tokens.quoted[i] = True
    tokens.marks.update(i for i in (opened, closed) if 0 <= i < len(tokens))
