"""Months, weekdays and seasons that are names of people and things: Theresa May, Julio Iglesias.

Languages that write such words small (`[engine] small = true`) tell a name by its capital;
others by a title before it.
"""

from __future__ import annotations

import re

from timeline.temporal.match import Match

_SENTENCE_START = re.compile(r"(?:\A|\n|[.!?:;\"(·*-])[ \n]*\Z")


def name_reason(m: Match, slot: str) -> str | None:
    """Why a word of the calendar is a name here, or None.

    Args:
        m: a match of the word alone, perhaps with its determiner.
        slot: the slot that holds it.
    """
    if m.precedes("title", gap=r"\.? "):
        return "a name, by the title before it"
    token = m.token(slot)
    if not token[0].isupper() or (token.isupper() and token[1:]):
        return None
    at, code = m.found.start(slot), m.encoded.code
    initial = _SENTENCE_START.search(code[max(0, at - 3) : at])
    if slot == "month" and initial and re.match(r" [WU]", code[at + 1 : at + 3]):
        return "part of a name"
    if not m.encoded.language.small:
        return None
    if not initial:
        return "a name, by its capital"
    if slot == "month" and re.match(r" |\Z", code[at + 1 : at + 2]):
        return "a name at the beginning of a sentence"
    return None


def is_noun_of_day(m: Match, slot: str) -> bool:
    """Whether German "Morgen" is the noun (morning) and not the adverb (tomorrow).

    Nouns have a capital; at the beginning of a sentence it could be either, and the adverb is
    the likelier.
    """
    word = m.encoded.word(m.found.start(slot))
    if not m.encoded.language.counts_nouns or word is None or "daypart" not in word.values:
        return False
    at = m.found.start(slot)
    initial = _SENTENCE_START.search(m.encoded.code[max(0, at - 3) : at])
    return m.token(slot)[0].isupper() and not initial
