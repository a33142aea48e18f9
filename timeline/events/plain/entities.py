"""Who and where in other languages: names that the gazetteer knows, and no others.

What is a name of somebody unknown cannot be told without a grammar (in German every noun has a
capital). Cases are taken off by a list of endings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import product

from timeline.events.gazetteer import PLACES, Known, gazetteer
from timeline.events.plain.language import PlainLanguage, plain_language
from timeline.events.plain.words import Word, words_of
from timeline.models import Entity

MAX_ENTITIES = 8
_LONGEST = 4  # words of a name
_SHORTEST_STEM = 4


@lru_cache(maxsize=16)
def _names(code: str) -> Mapping[str, Known]:
    """The names of one language, each word in lower case and without its case ending."""
    place = resources.files("timeline.events").joinpath("data", "names-in-languages.tsv")
    lines = [line for line in place.read_text("utf-8").splitlines() if line[:1] != "#"]
    languages = lines[0].split("\t")
    if code not in languages[1:]:
        return {}
    column, language = languages.index(code), plain_language(code)
    found: dict[str, Known] = {}
    for line in lines[1:]:
        fields = line.split("\t")
        for form in filter(None, fields[column].split("|")):
            words = words_of(form, (), language)
            stems = [_stems(word.low, language)[-1] for word in words]
            found.setdefault(" ".join(stems), gazetteer()[fields[0].lower()])
    return found


def _stems(low: str, language: PlainLanguage) -> tuple[str, ...]:
    """A word, and what is left of it without each ending that it may have, longest first."""
    cut = {
        low.removesuffix(ending)
        for ending in language.sets.get("case_endings", ())
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST_STEM
    }
    return (low, *sorted(cut, key=len, reverse=True))


def plain_entities(title: str, code: str | None) -> tuple[Entity, ...]:
    """Find the actors and places that a title of another language names.

    A country or body is an actor, a city a place; behind a preposition of place every place is one.

    Args:
        title: of a mention.
        code: BCP 47 tag of its language; one that has no names gives nothing.

    Returns:
        At most `MAX_ENTITIES`, in order, none twice.
    """
    language = plain_language(code)
    words = words_of(title, (), language)
    found: dict[tuple[str, str], Entity] = {}
    i = 0
    while i < len(words):
        size, known = known_name(words, i, language)
        if known:
            entity = _entity(known, words[i - 1].low if i else "", language)
            found.setdefault((entity.name, entity.role), entity)
        i += max(size, 1)
    return tuple(found.values())[:MAX_ENTITIES]


def known_name(words: Sequence[Word], at: int, language: PlainLanguage) -> tuple[int, Known | None]:
    """Find the longest name that the gazetteer knows at a word.

    Returns:
        How many words it has, and its entry; 0 and None if there is none.
    """
    names = _names(language.code)
    if not names or not words[at].text[:1].isupper():
        return 0, None
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        stems = [_stems(word.low, language) for word in words[at : at + size]]
        for form in product(*stems):
            known = names.get(" ".join(form))
            if known:
                return size, known
    return 0, None


def _entity(known: Known, before: str, language: PlainLanguage) -> Entity:
    if known.kind not in PLACES:
        return Entity(known.name, "actor", known.kind)
    acts = known.kind == "country" and not language.among("places", before)
    return Entity(known.name, "actor" if acts else "place", "place",
                  known.latitude, known.longitude)  # fmt: skip
