"""Names that the gazetteer does not know: people, bodies, places, by their words and neighbours."""

from __future__ import annotations

from timeline.events.gazetteer import longest_name, people_of, plain
from timeline.events.title_words import Title, chain_end, entity_words
from timeline.models import Entity

_LONGEST_PERSON = 6  # words


def unknown_name(title: Title, i: int, chain: int) -> tuple[int, Entity | None]:
    """Judge a run of capitalised words that the gazetteer does not know.

    Args:
        title: the title.
        i: the run's first word.
        chain: where it ends, as `chain_end` gives it.

    Returns:
        How many words are read, and what they name; None if they are no name.
    """
    start = i
    while start < chain and _is_title_word(title, start):
        start += 1
    titled = start > i
    if titled and (
        start >= chain or longest_name(title.words, start)[1] or people_of(title.words, start)[1]
    ):
        return start - i, None
    size, entity = _judged(title, start, chain, titled)
    return start - i + size, entity


def _is_title_word(title: Title, i: int) -> bool:
    known = longest_name(title.words, i)[0] > 1
    return title.words[i] in title.lexicon.sets["title_word"] and not known


def _judged(title: Title, i: int, chain: int, titled: bool) -> tuple[int, Entity | None]:
    end = end_of_body(title, chain)
    if end > chain:
        kind = "place" if title.lows[i] in entity_words()["landforms"] else "organisation"
        name = plain(" ".join(title.words[i:end]))
        return end - i, Entity(name, "place" if kind == "place" else "actor", kind)
    cut = next((j for j in range(i + 1, chain) if _begins_known(title, j)), chain)
    last = cut
    numbered = cut < len(title.words) and title.words[cut][:1].isdigit()
    if numbered and title.lows[cut - 1] in entity_words()["numbered"]:
        last -= 1
    if last == i:
        return cut - i, None
    text = plain(" ".join(title.words[i:last]))
    if _is_body(title, i, last):
        return cut - i, Entity(text, "actor", "organisation") if last - i > 1 else None
    surname = plain(title.words[last - 1])
    person = title.names.person(surname) if last - i <= _LONGEST_PERSON else None
    if person and not (person.endswith(text) or text.endswith(person)):
        person = None
    if last - i == 1 and person is None:
        return cut - i, _single(title, i, text)
    name = text if person is None or _has_particle(text.removesuffix(person)) else person
    human = titled or _has_particle(name) or _is_human(title, name, surname)
    return cut - i, Entity(name, "actor", "person" if human else None)


def _is_human(title: Title, name: str, surname: str) -> bool:
    """Whether a name of several words is a person's: by given name, or by its surname alone."""
    if name.split()[0].lower() in entity_words()["given"]:
        return True
    return longest_name([surname], 0)[1] is None and title.names.stands_alone(surname)


def _has_particle(text: str) -> bool:
    return any(word in entity_words()["particles"] for word in text.split())


def _begins_known(title: Title, j: int) -> bool:
    """Whether another name begins inside a run ("Italy's Giorgia Meloni" is cut before)."""
    size, known = longest_name(title.words, j)
    return known is not None and (size > 1 or known.kind in ("organisation", "person"))


def end_of_body(title: Title, chain: int) -> int:
    """Where "University of Oslo", "Gulf of Aden" end; `chain` if it is no such name."""
    head = title.lows[chain - 1]
    if not (
        head in entity_words()["organisations"]
        or head in title.lexicon.sets["alias_head"]
        or head in entity_words()["landforms"]
    ):
        return chain
    end = chain
    while end + 1 < len(title.words) and title.words[end] in (
        ("of", "for") if end == chain else ("of", "for", "and")
    ):
        after = end + 1 + (title.words[end + 1] == "the")
        if after >= len(title.words) or not title.is_name_word(after):
            break
        end = chain_end(title, after)
    return end


def _single(title: Title, i: int, text: str) -> Entity | None:
    """Judge one capitalised word: a surname, a place behind its preposition, or a body."""
    low, before = title.lows[i], title.lows[i - 1] if i else ""
    if len(text) < 2:
        return None
    ordinary = title.lexicon.words.get(low)
    if (
        before in entity_words()["placing_unknown"]
        or title.base(i - 1) in entity_words()["reaching"]
    ):
        return Entity(text, "place", "place")
    if i == 0 and text not in title.names.proper:
        # Any first word has a capital; a name is none of everyday and no plural.
        everyday = ordinary or low in title.lexicon.base or low in title.lexicon.nouns
        if everyday or low.endswith("s") or not _is_finite(title, i + 1):
            return None
        return Entity(text, "actor")
    if ordinary and ordinary != "NNP":
        return None
    return Entity(text, "actor")


def _is_finite(title: Title, i: int) -> bool:
    """Whether a word is a past or a helping verb: what stands before it is its subject."""
    low = title.lows[i] if i < len(title.lows) else ""
    sets = title.lexicon.sets
    return low in title.lexicon.past or any(low in sets[kind] for kind in ("be", "have", "modal"))


def named_in_article(title: Title, i: int, chain: int) -> tuple[int, Entity | None]:
    """Judge capitals that tell no names: only what the article names elsewhere is one.

    Args and returns: as for `unknown_name`.
    """
    for size in (3, 2):
        if i + size > chain:
            continue
        words = [plain(word) for word in title.words[i : i + size]]
        person = title.names.person(words[-1])
        if person and person.endswith(" ".join(words)) and not _is_body(title, i, i + size):
            return size, Entity(person, "actor", "person")
        if size == 2 and _is_body(title, i + 1, i + 2):
            return size, Entity(" ".join(words), "actor", "organisation")
    return 1, None


def _is_body(title: Title, start: int, end: int) -> bool:
    sets = title.lexicon.sets
    return any(
        title.lows[j] in entity_words()["organisations"]
        or title.lows[j] in sets["organisation_word"]
        or plain(title.words[j]) in sets["company_tail"]
        for j in range(start, end)
    )
