"""The places that a text names, and the nation that its "the rebels" are of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from timeline.events.gazetteer import Known, longest_name, people_of
from timeline.events.lexicon import lexicon
from timeline.events.title_words import entity_words

COUNTRIES = ("country",)
CITIES = ("city", "capital")
_LONGEST_WORD = 30
_OPENING = 4000  # characters of an article that show what it is about
_LEAST = 3  # times that an article names its main country
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")


def places_in(text: str, kinds: Collection[str]) -> Counter[str]:
    """Count the places of some kinds in a text, as a sentence says them ("the United States").

    Args:
        text: of a sentence or article.
        kinds: `COUNTRIES`, which count with what their people are called, or `CITIES`, where any
            unknown name behind "in" may be one.
    """
    words = [one[0] for one in _WORD.finditer(text)]
    found: Counter[str] = Counter()
    i = 0
    while i < len(words):
        size = 1
        if words[i][0].isupper():
            size, name = _place_at(words, i, kinds)
            if name:
                found[name] += 1
        i += max(size, 1)
    return found


def _place_at(words: list[str], i: int, kinds: Collection[str]) -> tuple[int, str | None]:
    size, known = longest_name(words, i)
    if known:
        return size, _said(known) if known.kind in kinds else None
    if "country" in kinds:
        size, country, _ = people_of(words, i)
        return size, _said(country) if country and country.kind == "country" else None
    behind = i and words[i - 1].lower() in entity_words()["placing_unknown"]
    return 1, words[i] if behind else None


def _said(place: Known) -> str:
    last = place.name.rsplit(" ", 1)[-1].lower()
    return f"the {place.name}" if last in entity_words()["with_the"] else place.name


def nation_before(noun: str, text: str) -> str | None:
    """Find the nation with which a text says a noun ("Libyan rebels"), if it is the only one.

    Args:
        noun: as "the NOUN" has it.
        text: of the article.

    Returns:
        The word for the nation; None if the noun stands behind other names too, or if the article
        does not speak of that country most.
    """
    found: set[str] = set()
    at = text.find(f" {noun}")
    while at > 0 and len(found) < 2:
        end = at + len(noun) + 1
        if not text[end : end + 1].isalnum():
            word = text[max(0, at - _LONGEST_WORD) : at].rsplit(None, 1)[-1:]
            found.update(one for one in word if one[:1].isupper() and one not in _openers())
        at = text.find(f" {noun}", end)
    if len(found) != 1:
        return None
    nation = found.pop()
    _, country, plural = people_of([nation], 0)
    if country is None or plural:
        return None
    return nation if main_country(text) == _said(country) else None


@lru_cache(maxsize=8)
def main_country(text: str) -> str | None:
    """Give the country that an article opens with: named more than twice, and than any other."""
    most = places_in(text[:_OPENING], COUNTRIES).most_common(2)
    if not most or most[0][1] < _LEAST or (len(most) > 1 and most[1][1] == most[0][1]):
        return None
    return most[0][0]


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """Small words with a capital, as they open a sentence."""
    sets = lexicon().sets
    kinds = ("determiner", "preposition", "conjunction", "subordinator", "connective")
    words = frozenset().union(*(sets[kind] for kind in (*kinds, "number_word")))
    return frozenset(word.capitalize() for word in words)
