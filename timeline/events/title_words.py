"""A title as the reading of entities sees it: its words, and where runs of capitals end."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from timeline.events.gazetteer import longest_name
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names

_PARTLY = re.compile(r"-[a-zà-ÿ]{4}|\d[.,-]|\$")  # "AI-powered", "US$1-billion"
_LEAST_HEADLINE = 4  # words
_SMALL = ("determiner", "preposition", "subordinator", "connective", "conjunction")


@lru_cache(maxsize=1)
def entity_words() -> Mapping[str, frozenset[str]]:
    """Give the word lists that tell who takes part and where, by name."""
    place = resources.files("timeline.events").joinpath("data", "entities.toml")
    raw = tomllib.loads(place.read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in raw.items()}


@dataclass(frozen=True, slots=True)
class Title:
    """A title in words, and what tells its names.

    Attributes:
        words: as written.
        lows: in lower case, without marks and possessives.
        shouts: whether its capitals tell no names, as `is_headline_case` judges.
        names: of its article.
        lexicon: word lists.
    """

    words: Sequence[str]
    lows: Sequence[str]
    shouts: bool
    names: Names
    lexicon: Lexicon

    def is_name_word(self, i: int) -> bool:
        """Whether a word is capitalised and neither of the calendar nor a small word."""
        word, low = self.words[i].removeprefix("al-").removeprefix("el-"), self.lows[i]
        if not word[:1].isupper() or low in entity_words()["calendar"] or _PARTLY.search(word):
            return False
        return i > 0 or not _is_small(low, self.lexicon)

    def base(self, i: int) -> str:
        """The base form of the verb that a word is, or would be."""
        return self.lexicon.base_of(self.lows[i]) if 0 <= i < len(self.lows) else ""


def _is_small(low: str, lexicon: Lexicon) -> bool:
    return any(low in lexicon.sets[kind] for kind in _SMALL)


def is_headline_case(words: Sequence[str], lows: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the capitals of a headline tell no names ("Norway Signs Treaty with Chile").

    Its verb has a capital, and no word but the smallest has none.
    """
    if len(words) < _LEAST_HEADLINE:
        return False
    for word, low in zip(words, lows, strict=True):
        if word[:1].islower() and low != "to" and not _is_small(low, lexicon):
            return False
    return any(low in lexicon.base and low not in lexicon.sets["be"] for low in lows[1:])


def chain_end(title: Title, i: int) -> int:
    """Where the run of capitalised words, particles between them, ends."""
    j = i
    while j < len(title.words):
        if not title.is_name_word(j):
            after = j + 1
            while after < len(title.words) and title.words[after] in entity_words()["particles"]:
                after += 1
            linked = title.words[j] in entity_words()["particles"] and after < len(title.words)
            if not (linked and j > i and title.words[after][:1].isupper()):
                break
            j = after
        elif (
            j > i and longest_name(title.words, j)[1] and title.words[j - 1].endswith(("'s", "’s"))
        ):
            break
        j += 1
        if title.words[j - 1].endswith((",", ";", ":", "'s", "’s", "s'", "s’")):
            break
    return max(j, i + 1)
