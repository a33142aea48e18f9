"""Who and where: the names in a title, with a small gazetteer of our own.

A name that takes part is an actor, one that says where it happened a place. A country is an
actor unless a preposition makes it a place; a city is a place unless it is a capital that acts
("Moscow rejected the plan"). People's names count with an official noun ("Russian forces").
"""

from __future__ import annotations

from timeline.events.gazetteer import PLACES, Known, longest_name, people_of, plain
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.title_words import Title, chain_end, entity_words, is_headline_case
from timeline.events.unknown_names import end_of_body, named_in_article, unknown_name
from timeline.models import Entity

MAX_ENTITIES = 8


def entities_in(title: str, names: Names, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Find the actors and places that a title names.

    Args:
        title: of a mention.
        names: of its article.
        lexicon: word lists.

    Returns:
        At most `MAX_ENTITIES`, in order, none twice.
    """
    words = title.replace("Secretary of State ", "Secretary ").split()
    lows = [plain(word.strip('"“”‘(')).lower() for word in words]
    read = Title(words, lows, is_headline_case(words, lows, lexicon), names, lexicon)
    found: dict[tuple[str, str], Entity] = {}
    i = 0
    while i < len(words):
        size, entity = _entity_at(read, i)
        if entity:
            found.setdefault((entity.name, entity.role), entity)
        i += max(size, 1)
    return tuple(found.values())[:MAX_ENTITIES]


def _entity_at(title: Title, i: int) -> tuple[int, Entity | None]:
    """Read the name that begins at a word: how many words it has, and what it names."""
    if not title.words[i][:1].isalpha() or not title.words[i][:1].isupper():
        return 1, None
    if title.lows[i] in entity_words()["calendar"] and not longest_name(title.words, i)[1]:
        return 1, None
    size, known = longest_name(title.words, i)
    if title.lows[i] == "the" and longest_name(title.words, i + 1)[0] + 1 >= size:
        return 1, None
    chain = chain_end(title, i)
    if known and not _is_part_of_name(title, i, size, known, chain):
        return size, _known_entity(title, i, size, known)
    size, country, plural = people_of(title.words, i)
    if country and i + size < chain and title.lows[i + size] in entity_words()["organisations"]:
        name = plain(" ".join(title.words[i : i + size + 1]))  # "Turkish Airlines"
        return size + 1, Entity(name, "actor", "organisation")
    if country:
        return size, _people(title, i + size, country, plural)
    if title.shouts:
        return named_in_article(title, i, chain)
    if not title.is_name_word(i) or (not i and chain > 1 and _only_describes(title)):
        return 1, None
    return unknown_name(title, i, chain)


def _only_describes(title: Title) -> bool:
    """Whether a title opens with an adjective before a known name ("Tiny Finland")."""
    tag = title.lexicon.words.get(title.lows[0])
    return tag in ("JJ", "RB", "VBG", "VBN") and longest_name(title.words, 1)[1] is not None


def _is_part_of_name(title: Title, i: int, size: int, known: Known, chain: int) -> bool:
    """Whether a known name is only a part of one ("Washington Post", "Supreme Court of Chile")."""
    after = i + size
    if known.kind not in PLACES:
        return known.kind == "organisation" and end_of_body(title, after) > after
    if title.shouts or plain(title.words[after - 1]) != title.words[after - 1]:
        return False
    if after >= chain:
        return False
    following = title.words[after]
    if following in title.lexicon.sets["title_word"] or longest_name(title.words, after)[1]:
        return False
    return people_of(title.words, after)[1] is None


def _known_entity(title: Title, i: int, size: int, known: Known) -> Entity:
    if known.kind not in PLACES:
        return Entity(known.name, "actor", known.kind)
    acts = _acts(title, i, i + size, known)
    return Entity(known.name, "actor" if acts else "place", "place",
                  known.latitude, known.longitude)  # fmt: skip


def _acts(title: Title, i: int, after: int, known: Known) -> bool:
    """Whether a place takes part, as a country, or as a capital or region that acts."""
    before = i - 1
    while before >= 0 and title.lows[before] == "the":
        before -= 1
    previous = title.lows[before] if before >= 0 else ""
    if previous in entity_words()["placing"] or title.base(before) in entity_words()["reaching"]:
        return False
    if known.kind == "country":
        return True
    if known.kind == "city":
        return False
    if known.kind == "capital" and title.base(before) in entity_words()["addressing"]:
        return True
    verb = after
    if verb + 1 < len(title.words) and title.lows[verb] == "and":  # "Berlin and Paris proposed"
        verb += 1 + longest_name(title.words, verb + 1)[0]
    leads = before < 0 or (previous == "and" and before > 0 and i <= 3)
    return leads and title.base(verb) in entity_words()["acts"]


def _people(title: Title, after: int, country: Known, plural: bool) -> Entity | None:
    """The country behind "Russian forces" or "Americans"; not behind "a Chilean woman"."""
    near = title.lows[after : after + 2]
    official = any(low in entity_words()["officials"] for low in near)
    if not plural and not official:
        return None
    return Entity(country.name, "actor", "place", country.latitude, country.longitude)
