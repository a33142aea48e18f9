"""Words that are read as one: spellings of a name, a country and its adjective, news synonyms.

The table is `data/same-words.txt`, for English. Names that are too rare for any table are read
by how they sound, since a name of another script is written in many ways ("Lateef", "Latif").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_SOUNDS = (
    (re.compile(r"[kgq]h|ck|q|c(?![eiyh])|^g(?=[aou])"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"([bdjt])h"), r"\1"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[ou]+"), "u"),
    (re.compile(r"[eiy]+"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SPELT = 5
"""Shorter words are too easily other words."""


@dataclass(frozen=True, slots=True)
class SameWords:
    """The table.

    Attributes:
        heads: stem (or an acronym in capitals) to the stem of the word that stands for it.
        phrases: first word of a phrase to the phrases, longest first, each with the word that
            replaces it; all in lower case.
        openings: the first words of phrases, as they may be written.
    """

    heads: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    openings: frozenset[str]


def read_same_words(stem: Callable[[str], str]) -> SameWords:
    """Read the table.

    Args:
        stem: gives the stem of a word in lower case.
    """
    heads: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in _lines():
        if ":" in line:
            head, _, group = line.partition(":")
            for phrase in group.split("|"):
                words = tuple(phrase.lower().split())
                phrases.setdefault(words[0], []).append((words, head))
            continue
        first, *others = line.split()
        for word in (first, *others):
            heads[word if _is_acronym(word) else stem(word.lower())] = stem(first.lower())
    longest_first = {
        first: tuple(sorted(those, key=lambda one: -len(one[0])))
        for first, those in phrases.items()
    }
    openings = frozenset(
        written for first in phrases for written in (first, first.capitalize(), first.upper())
    )
    return SameWords(heads, longest_first, openings)


def replace_phrases(words: list[str], table: SameWords) -> list[str]:
    """Replace every phrase of the table among the words of a text by its one word."""
    if table.openings.isdisjoint(words):
        return words
    lower = [word.rstrip(".").lower() for word in words]
    found: list[str] = []
    place = 0
    while place < len(words):
        for phrase, head in table.phrases.get(lower[place], ()):
            if tuple(lower[place : place + len(phrase)]) == phrase:
                found.append(head)
                place += len(phrase)
                break
        else:
            found.append(words[place])
            place += 1
    return found


def sound(name: str) -> str:
    """Write a rare name by how it sounds, so that its spellings agree.

    Vowels fall into three kinds, doubled letters are one, and consonants that transliterations
    confuse are the same: "Gadhari", "Qaddari" and "Kadari" all give "kadari".

    Args:
        name: in lower case.

    Returns:
        Its key; the name itself if it is shorter than five letters or not of Latin ones.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if len(plain) < _SPELT or not (plain.isascii() and plain.isalpha()):
        return name
    for pattern, letter in _SOUNDS:
        plain = pattern.sub(letter, plain)
    return plain


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    data = resources.files("timeline.events").joinpath("data", "same-words.txt")
    return tuple(_meant(data.read_text("utf-8")))


def _meant(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()
