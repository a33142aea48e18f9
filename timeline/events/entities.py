"""Who and where: names in a title."""

from __future__ import annotations

import re

from timeline.events.gazetteer import Known, gazetteer
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.models import Entity

_CHAIN = re.compile(
    r"(?:[^\W\d_a-z][\w’'.&-]*)(?:(?: (?:of|the|for|and|de|del|da|van|von|bin|al|el|la))* "
    r"[^\W\d_a-z][\w’'.&-]*)*"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|off|across|around|from|to|over)\s+(?:the\s+)?\Z", re.I
)
MAX_ENTITIES = 8


def entities_in(title: str, names: Names, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Find the actors and places that a title names, in order, none twice."""
    found: dict[tuple[str, str], Entity] = {}
    for chain in _CHAIN.finditer(title):
        before = title[: chain.start()]
        for entity in _of_chain(chain[0], before, names, lexicon):
            found.setdefault((entity.name, entity.role), entity)
    return tuple(found.values())[:MAX_ENTITIES]


def _of_chain(chain: str, before: str, names: Names, lexicon: Lexicon) -> list[Entity]:
    """Cut a chain of capitalised words into known and unknown names."""
    chain = chain.removeprefix("The ")
    chain = chain.replace("Secretary of State ", "Secretary ")
    words = chain.split(" ")
    if (
        len(words) > 2
        and words[1] in ("of", "for")
        and words[0].lower() in lexicon.sets["alias_head"]
    ):
        return [Entity(_plain(chain), "actor", "organisation")]
    out: list[Entity] = []
    i = 0
    while i < len(words):
        size, known = _longest(words, i)
        if known and not _begins_longer_name(words, i + size, known, lexicon):
            lead = before + " ".join(words[:i]) + (" " if i else "")
            out.append(_known_entity(known, bool(_PLACE_BEFORE.search(lead))))
            i += size
            continue
        j = i + (size if known else 0)
        while j < len(words) and not _longest(words, j)[1]:
            j += 1
        name = _unknown(words[i:j], not before.strip() and i == 0, names, lexicon)
        if name:
            out.append(name)
        i = max(j, i + 1)
    return out


def _begins_longer_name(words: list[str], after: int, known: Known, lexicon: Lexicon) -> bool:
    """Whether a place is only the beginning of a name ("Washington Post", "US Open")."""
    if known.kind not in ("country", "city", "region") or after >= len(words):
        return False
    possessive = words[after - 1].endswith(("'s", "’s", ",", "'", "’"))
    following = words[after]
    return (
        not possessive
        and following[:1].isupper()
        and following not in lexicon.sets["title_word"]
        and not _longest(words, after)[1]
    )


def _plain(text: str) -> str:
    return re.sub(r"['’]s?$", "", text).rstrip(",.;:")


def _longest(words: list[str], i: int) -> tuple[int, Known | None]:
    table = gazetteer()
    for size in range(min(5, len(words) - i), 0, -1):
        name = re.sub(r"['’]s?$", "", " ".join(words[i : i + size])).rstrip(",.;:")
        entry = table.get(name.lower()) or table.get(name.lower() + ".")
        if entry:
            return size, entry
    return 0, None


def _known_entity(known: Known, placed: bool) -> Entity:
    if known.kind in ("country", "city", "region"):
        role = "place" if placed or known.kind != "country" else "actor"
        return Entity(known.name, "place" if role == "place" else "actor", "place",
                      known.latitude, known.longitude)  # fmt: skip
    return Entity(known.name, "actor", known.kind)


def _unknown(words: list[str], opens: bool, names: Names, lexicon: Lexicon) -> Entity | None:
    while words and (
        words[0] in lexicon.sets["title_word"]
        or words[0].lower() in ("the", "a", "an", "of", "and", "for")
    ):
        words = words[1:]
    while words and words[-1].lower() in ("of", "the", "for", "and"):
        words = words[:-1]
    if not words:
        return None
    text = re.sub(r"['’]s?$", "", " ".join(words)).rstrip(",.;:")
    lows = [w.lower().strip(",.") for w in words]
    if any(
        w in lexicon.sets["organisation_word"] or w in lexicon.sets["company_tail"] for w in lows
    ):
        return Entity(text, "actor", "organisation") if len(words) > 1 else None
    person = names.person(words[-1]) if len(words) <= 4 else None
    if person and person.endswith(text):
        return Entity(person, "actor", "person")
    ordinary = lexicon.words.get(lows[0])
    if len(words) == 1 and (opens or (ordinary and ordinary != "NNP")):
        return None
    return Entity(text, "actor") if len(text) > 1 else None
