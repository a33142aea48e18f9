"""How an article introduces a person: "Cabinet minister X", "X, a photographer for Y,"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from timeline.events.gazetteer import gazetteer, longest_name
from timeline.events.lexicon import Lexicon
from timeline.events.title_words import entity_words

_MOST_CHARS = 60
_MOST_WORDS = 8  # behind the name
_MOST_BEFORE = 4  # words before it
_APPOSED = re.compile(
    r", ((?:[^,.;:()\n“”\"—–]|(?<=\b[A-Z])\.(?=[A-Z ,]|'s))+?)"
    r"(?=[,;]|(?<!\b[A-Z])\.(?:\s|\Z)| who | said | told )"
)
# "The new director of national intelligence, Dennis C. Blair," without the last comma
_LED = re.compile(r"\b((?:[Tt]he|[Aa]n?|[A-Z][\w.]+['’]s) [^,.;:()\n“”\"—–]{3,60}$)")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'./&-]*\Z")
_LINKS = frozenset(("of", "for", "at", "in", "with", "to", "on", "from", "and"))
_OWNED = ("'s", "’s", "s'", "s’")
_FIRST_SEEN = 3  # places of a name that are looked at


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who somebody is.

    Attributes:
        text: the role, without an article where it can stand before a name.
        place: whether it is said before the name or behind it, in commas.
        is_office: whether it can be lost, so that it may not hold for what was long ago.
    """

    text: str
    place: Literal["before", "behind"]
    is_office: bool


def introduce(full: str, text: str, lexicon: Lexicon) -> Introduction | None:
    """Find the role with which an article introduces somebody.

    Args:
        full: a person's full name.
        text: of the article.
        lexicon: word lists.

    Returns:
        The first short role at one of the first places of the name; None for none, for one that
        only says whose it is by a pronoun ("his lawyer"), and for one without its office
        ("a spokesman").
    """
    at = text.find(full)
    for _ in range(_FIRST_SEEN):
        if at < 0:
            return None
        found = _before(text, at, lexicon) or _apposed(text, at, len(full), lexicon)
        if found:
            return found
        at = text.find(full, at + len(full))
    return None


def _before(text: str, at: int, lexicon: Lexicon) -> Introduction | None:
    """The words before a name that are its role, back to the first that is none of them."""
    if at < 4 or text[at - 1] != " ":
        return None
    line = text[max(0, at - 80) : at].rsplit("\n", 1)[-1]
    words = line.split()
    if len(line) == 80:
        words = words[1:]
    kept: list[str] = []
    while words and len(kept) <= _MOST_BEFORE and _may_describe(words, kept, lexicon):
        kept.insert(0, words.pop())
    stop = words[-1].lower() if words else ""
    while kept and not _may_begin(kept[0], not words or stop.endswith((".", "”", '"')), lexicon):
        kept.pop(0)
    if not kept or len(kept) > _MOST_BEFORE or stop in lexicon.sets["possessive"]:
        return None
    role = " ".join(_without_lead(kept, lexicon))
    owned = stop.endswith(_OWNED)
    if owned and kept[0][:1].islower():
        return None
    if not (_is_title(kept, lexicon) or _is_role(kept, [], lexicon)):
        return None
    return Introduction(role, "before", _is_office(kept, lexicon))


def _without_lead(words: list[str], lexicon: Lexicon) -> list[str]:
    """A role without what only its sentence needs ("fellow", "another")."""
    first = next((i for i, w in enumerate(words) if w.lower() not in lexicon.sets["role_lead"]), 0)
    return words[first:]


def _is_title(kept: list[str], lexicon: Lexicon) -> bool:
    """Whether words end in a title that says something ("Gov."; "Foreign Minister")."""
    sets = lexicon.sets
    telling = len(kept) > 1 or kept[-1] not in sets["weak_title"]
    return telling and kept[-1] in sets["title_word"] - sets["courtesy_title"]


def _is_office(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a role is one that somebody holds for some years."""
    if words[0].lower().startswith(("former", "ex-")):
        return False
    last = words[-1]
    title = last in lexicon.sets["title_word"] and not last.startswith(("Dr", "Prof", "Rev"))
    return title or last.lower() in lexicon.sets["bound_role"]


def _may_describe(words: list[str], kept: list[str], lexicon: Lexicon) -> bool:
    """Whether the last of `words` may be a part of the role that goes on with `kept`."""
    word = words[-1]
    low = word.lower()
    if not _WORD.match(word) or low in entity_words()["calendar"]:
        return False
    if low == "of":
        return len(words) > 1 and words[-2] == "Secretary" and bool(kept) and kept[0][0].isupper()
    if word.endswith(("'s", "’s")):
        return word[:1].isupper() and len(words) > 0
    if word.endswith(".") and word not in lexicon.sets["title_word"] and word.count(".") < 2:
        return False
    if low in lexicon.sets["role_noun"] or word in lexicon.sets["title_word"]:
        return True
    tag = lexicon.words.get(low)
    if word[:1].isupper():
        opens = len(words) < 2 or words[-2].endswith((".", "”", '"', ":", "?", "!"))
        if longest_name([word, *kept], 0)[0] > 1:
            return True
        if not opens and low not in lexicon.sets["determiner"] | lexicon.sets["preposition"]:
            return True  # a capital inside a sentence is a name's ("United Nations")
        return tag in (None, "NN", "NNS", "NNP", "NNPS", "JJ") and low not in lexicon.past
    return (tag in ("NN", "JJ") and low not in lexicon.past) or "-" in word


def _may_begin(word: str, opens: bool, lexicon: Lexicon) -> bool:
    """Whether a role may begin with a word; one that opens a sentence has any capital."""
    if opens and word not in lexicon.sets["title_word"]:
        low = word.lower()
        return low in gazetteer() or low in lexicon.sets["role_noun"] or low in lexicon.words
    return not word[:1].isdigit()


def _apposed(text: str, at: int, size: int, lexicon: Lexicon) -> Introduction | None:
    """The apposition behind a name, or the noun phrase that the name is an apposition to."""
    found = _APPOSED.match(text, at + size, at + size + _MOST_CHARS + 40)
    behind = _noun_phrase(found[1], lexicon) if found else None
    if behind or text[at - 2 : at] != ", " or text[at + size : at + size + 1] != ",":
        return behind
    led = _LED.search(text, max(0, at - _MOST_CHARS - 10), at - 2)
    return _noun_phrase(led[1], lexicon) if led and led.end() == at - 2 else None


def _noun_phrase(said: str, lexicon: Lexicon) -> Introduction | None:
    """Read a noun phrase as a role, if it is one and no more."""
    if len(said) > _MOST_CHARS:
        return None
    words = said.split()
    if words[0] in ("The", "A", "An"):
        words[0] = words[0].lower()
    if len(words) > _MOST_WORDS or any(_is_unfit(word, lexicon) for word in words):
        return None
    cut = next((i for i, word in enumerate(words) if i and word in _LINKS), len(words))
    if cut == len(words) - 1 or not all(_WORD.match(word) for word in words):
        return None
    if not _is_role(words[:cut], words[cut:], lexicon) or _points(words):
        return None
    office = _is_office(words[:cut], lexicon)
    bare = words[1:] if words[0] in ("a", "an", "the") else words
    owned = any(word.endswith(_OWNED) for word in words)
    if cut == len(words) and len(bare) <= 4 and not owned:
        return Introduction(" ".join(_without_lead(bare, lexicon)), "before", office)
    return Introduction(" ".join(words), "behind", office)


def _is_unfit(word: str, lexicon: Lexicon) -> bool:
    """Whether a word makes an apposition more than a role: a pronoun, number, day or verb."""
    low = word.lower()
    sets = lexicon.sets
    return (
        low in sets["possessive"] or low in sets["pronoun_any"] or low in sets["pronoun_self"]
        or low in entity_words()["calendar"] or any(sign.isdigit() for sign in word)
        or (low.endswith("ing") and word.islower() and lexicon.words.get(low) != "NN")
        or lexicon.words.get(low) in ("VBD", "VBZ", "MD", "VBP") or low in sets["subordinator"]
    )  # fmt: skip


def _points(words: list[str]) -> bool:
    """Whether a role points at what only the article names ("the company's president")."""
    for i, word in enumerate(words):
        following = words[i + 1 : i + 2]
        pointing = word in ("the", "this", "that") and following and following[0][:1].islower()
        if pointing and (i or following[0].endswith(_OWNED)):
            return not any(other[:1].isupper() for other in words[i + 1 :])
    return False


def _is_role(words: list[str], rest: list[str], lexicon: Lexicon) -> bool:
    """Whether a noun phrase says what somebody is, and of what if that must be said.

    Args:
        words: the phrase up to its head.
        rest: what follows ("for Panos Pictures").
        lexicon: word lists.
    """
    heads = [words[-1].lower()]
    if "and" in words:
        heads.append(words[words.index("and") - 1].lower())
    if any(head not in lexicon.sets["role_noun"] for head in heads):
        return False
    if heads[0] not in lexicon.sets["bound_role"]:
        return True
    idle = lexicon.sets["role_rank"] | {"a", "an", "the", "and", *heads}
    telling = [word for word in words if word.lower() not in idle]
    return bool(telling) or any(word[:1].isupper() for word in rest)
