"""Acronyms in a title, said in full where the article says what they stand for."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.events.drafts import Draft, Word
from timeline.events.gazetteer import gazetteer, plain
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names

_ACRONYM = re.compile(r"[A-Z]{2,6}\Z")
_LEAST = 3  # letters of one whose name stands nowhere before "(NOB)"
_LINK = r"(?: (?:of|the|for|and|in|on|to|de|du|la|del)){0,2} "
_LONGEST = 70  # characters of an expansion


def with_expansions(draft: Draft, names: Names, lexicon: Lexicon) -> Draft:
    """Say each acronym by the name that it stands for.

    Args:
        draft: the title.
        names: of its article.
        lexicon: word lists.

    Returns:
        The draft, changed where the article gives "Name of the Body (NOB)", or has one
        capitalised phrase of these initials, and the acronym is none that everybody knows.
    """
    for word in reversed(draft.words()):
        if not _ACRONYM.match(word.text) or _is_known(word, lexicon) or _shouts(draft, word):
            continue
        full = _expansion(word.text, names)
        if full and full.lower() not in draft.title.lower() and not draft.quotes(word.start):
            draft = draft.put(word.start, word.end, _with_article(full, word, names.text, lexicon))
    return draft


def _is_known(word: Word, lexicon: Lexicon) -> bool:
    return word.text.lower() in gazetteer() or word.text in lexicon.sets["known_acronym"]


def _shouts(draft: Draft, word: Word) -> bool:
    """Whether a title is in capitals there, or has the acronym twice or in brackets."""
    loud = any(len(other) > 2 and other.isupper() for other in (word.before, word.after))
    bracketed = draft.title[word.start - 1 : word.start] == "("
    return loud or bracketed or draft.title.count(word.text) > 1


def _expansion(acronym: str, names: Names) -> str | None:
    """The name that an article gives before "(NOB)", or its only phrase of these initials."""
    full = names.long_form(acronym)
    if full or len(acronym) < _LEAST:
        return full
    found = _initials(acronym).finditer(names.text)
    phrases = {plain(one[0]) for one in found if len(one[0]) <= _LONGEST}
    return phrases.pop() if len(phrases) == 1 else None


@lru_cache(maxsize=256)
def _initials(acronym: str) -> re.Pattern[str]:
    """A pattern of capitalised words with the initials of an acronym, small words between them."""
    words = _LINK.join(rf"{letter}[a-z][\w’'-]*" for letter in acronym)
    return re.compile(rf"(?<![\w-]){words}(?![\w-])(?! [A-Z])")


def _with_article(full: str, word: Word, text: str, lexicon: Lexicon) -> str:
    """Add "the" where the article says it and the title has the acronym bare ("NOC said …")."""
    before = word.before.lower()
    alone = not before or before in lexicon.sets["preposition"] or before in lexicon.past
    ends = not word.after or word.owned or _is_verb(word.after, lexicon)
    return f"the {full}" if alone and ends and f"the {full}" in text else full


def _is_verb(after: str, lexicon: Lexicon) -> bool:
    """Whether what follows is a verb, so that the acronym is no part of "NTC fighters"."""
    if lexicon.words.get(after) in ("NN", "NNS"):
        return False
    helps = any(after in lexicon.sets[kind] for kind in ("be", "have", "modal"))
    return helps or after in lexicon.past or after in lexicon.base
