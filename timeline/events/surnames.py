"""Bare surnames in a title, said as the full names that the article gives them."""

from __future__ import annotations

from timeline.events.drafts import Draft, Word
from timeline.events.gazetteer import gazetteer, people_of
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.title_words import entity_words

_ARTICLES = ("al-", "Al-", "el-", "El-")
_PLACING = frozenset(("in", "at", "near", "outside", "across", "around"))
_DETERMINERS = frozenset(("the", "a", "an"))
_COMMON = frozenset(("NN", "NNS", "JJ", "CD", "VB", "VBG", "VBD", "VBN", "RB", "IN", "DT", "PRP"))


def with_full_names(draft: Draft, names: Names, lexicon: Lexicon) -> Draft:
    """Say each bare surname as the article's only full name with it.

    Args:
        draft: the title.
        names: of its article.
        lexicon: word lists.

    Returns:
        The draft, changed where a word can be nothing but a surname: no known name, no part of a
        longer one, none that the title has twice or in full, no place and no thing.
    """
    text = names.text
    for word in reversed(draft.words()):
        full = _full_name(draft, word, names, lexicon)
        if full and _is_sure(text, full, word.before) and not _is_another_president(text, full):
            courtesy = word.before in lexicon.sets["courtesy_title"]
            start = word.start - len(word.before) - 1 if courtesy else word.start
            draft = draft.put(start, word.end, full)
    return draft


def _full_name(draft: Draft, word: Word, names: Names, lexicon: Lexicon) -> str | None:
    text = word.text
    bare = text[3:] if text.startswith(_ARTICLES) else text
    if not bare[:1].isupper() or text.lower() in gazetteer() or bare.lower() in gazetteer():
        return None
    exact = names.person(text)
    found = {full for form in _forms(text, bare) if (full := names.person(form))}
    if not (exact or len(found) == 1) or draft.title.count(bare) > 1 or draft.quotes(word.start):
        return None
    full = exact or found.pop()
    if _is_other(word, lexicon) or not is_personal(full, lexicon):
        return None
    return full if _stands_alone(word, full, names) else None


def _forms(text: str, bare: str) -> tuple[str, ...]:
    """The ways in which an article may write a surname with an Arabic article."""
    return (text,) if len(bare) < 4 else (bare, *(article + bare for article in _ARTICLES))


def is_personal(full: str, lexicon: Lexicon) -> bool:
    """Whether what looks like a full name begins as one does ("Conrad Murray", not "Wire Staff").

    What begins with a place, a day, an abbreviation or an everyday word does not.
    """
    first, *others = full.split(" ")
    low = first.lower()
    if len({first, *others}) <= len(others):  # "Moussa Koussa Koussa" is two sentences
        return False
    if low in entity_words()["given"]:
        return True
    if low in gazetteer() or people_of([first], 0)[1] or low in entity_words()["calendar"]:
        return False
    if "-" in first and first.title() != first:
        return False
    shouted = len(first) > 1 and first.isupper() and "." not in first
    return not shouted and first not in ("U.S.", "U.N.", "U.K.") and not _is_everyday(low, lexicon)


def _is_everyday(low: str, lexicon: Lexicon) -> bool:
    return lexicon.words.get(low) in _COMMON or low in lexicon.nouns


def _is_other(word: Word, lexicon: Lexicon) -> bool:
    """Whether the words beside a name show that it is no surname, or one of somebody else."""
    before, after = word.before, word.after
    if after and not word.owned and (not after[:1].islower() or is_thing(after, lexicon)):
        return True
    if before != before.lower() and not before.endswith(("'s", "’s", "’", "'")):
        titles = lexicon.sets["title_word"] - lexicon.sets["given_title"]
        return before not in titles | lexicon.sets["courtesy_title"]
    low = before.lower()
    if low in _DETERMINERS or (low in _PLACING and not word.owned):
        return True
    if low in entity_words()["particles"] or before[:1].isdigit():
        return True
    opens = word.start == 0
    return opens and (_is_everyday(word.text.lower(), lexicon) or people_of([word.text], 0)[0] > 0)


def _stands_alone(word: Word, full: str, names: Names) -> bool:
    """Whether the article uses a word as a surname, or it follows a given name that is common."""
    if word.text.startswith(_ARTICLES) or full.split(" ", 1)[0].lower() in entity_words()["given"]:
        return True
    if word.before[:1].isupper():
        return True
    forms = _forms(word.text, word.text)
    return any(names.stands_alone(f) or (f != word.text and names.person(f)) for f in forms)


def is_thing(after: str, lexicon: Lexicon) -> bool:
    """Whether a noun follows, so that the name only describes it ("the Tester campaign")."""
    return lexicon.words.get(after.strip(".,")) in ("NN", "NNS") and after not in lexicon.past


def _is_sure(text: str, full: str, title: str) -> bool:
    """Whether a full name is said first, twice, with the same title, or has a given name.

    What looks like a full name once, and late, may be any two words.
    """
    given, surname = full.split(" ", 1)[0], full.rsplit(" ", 1)[-1]
    if given.lower() in entity_words()["given"] or text.count(full) > 1:
        return True
    if title and f"{title} {full}" in text:
        return True
    return text.find(surname) == text.find(full) + len(full) - len(surname)


def _is_another_president(text: str, full: str) -> bool:
    """Whether the article has a president of that surname, and the full name is never his.

    ("President Clinton" is not the Hillary Clinton whom the article names in full.)
    """
    surname = full.rsplit(" ", 1)[-1]
    return f"President {surname}" in text and f"President {full}" not in text
