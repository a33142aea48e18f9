"""Whether the words of another language hold a name: what a row has to be about.

Capitals tell a name inside a sentence; not at its beginning, and in German not at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.plain.entities import known_name
from timeline.events.plain.language import STEM, PlainLanguage
from timeline.events.plain.words import Word


def has_name(
    words: Sequence[Word], proper: frozenset[str], opens: bool, language: PlainLanguage
) -> bool:
    """Whether words hold a name.

    Args:
        words: of a title.
        proper: beginnings of words that the article writes with a capital inside sentences.
        opens: whether the title begins where its sentence does.
        language: word lists.
    """
    if not any(w.low != w.text for w in words) and not any(w.text[:1].islower() for w in words):
        return True
    for i, word in enumerate(words):
        if word.in_date or not word.text[:1].isupper():
            continue
        if len(word.text) > 1 and sum(map(str.isupper, word.text)) > 1:
            return True
        if i == 0 and opens:
            if _first_is_name(words, proper, language):
                return True
        elif not language.verb_last or _is_german_name(words, i, language):
            return True
    if not language.verb_last:
        return False
    stems = tuple(language.sets["demonyms"] | language.sets["name_stems"])
    return any(word.low.startswith(stems) for word in words)


def _first_is_name(words: Sequence[Word], proper: frozenset[str], language: PlainLanguage) -> bool:
    """Whether the first word is a name although any first word has a capital."""
    first = words[0].low
    if known_name(words, 0, language)[1]:
        return True
    if any(first.startswith(stem) for stem in language.sets.get("name_stems", ())):
        return True
    if any(language.among(kind, first) for kind in ("prepositions", "subordinators", "joiners")):
        return False
    rest = [w for w in words[1:4] if not language.among("negations", w.low)]
    second = rest[0] if rest else None
    verb_next = second is not None and language.is_finite(second.text)
    if language.verb_last:
        return verb_next and not first.endswith(("en", "ung", "heit", "keit"))
    if language.articles and verb_next and not first.endswith("mente"):
        return True
    return first[:STEM] in proper


def _is_german_name(words: Sequence[Word], i: int, language: PlainLanguage) -> bool:
    """Whether a capitalised German word, which may be any noun, is a name.

    Two nouns side by side are one ("Minister Pistorius"; a compound would be one word), and so
    is a noun without article behind "in", "aus", "nach" ("nach Genf").
    """
    if language.among("institutions", words[i].low):
        return True
    before = words[i - 1] if i else None
    if before is None or before.in_date:
        return False
    if before.text[:1].isupper() and before.end + 1 == words[i].start:
        # A first word with a capital may be an adjective ("Erste Auslieferungen").
        opening = i == 1 and before.start == 0
        describes = before.low.endswith(("e", "em", "en", "es")) or _is_closed(before.low, language)
        return not (opening and describes)
    return (
        language.among("places", before.low)
        and not words[i].low.endswith(("en", "ung", "heit", "keit", "schaft", "tion"))
        and words[i].low not in ("angaben", "zukunft", "höhe", "protest", "haft", "kraft", "folge")
    )


def _is_closed(low: str, language: PlainLanguage) -> bool:
    return any(
        language.among(kind, low)
        for kind in ("determiners", "prepositions", "subordinators", "joiners", "pronouns")
    )
