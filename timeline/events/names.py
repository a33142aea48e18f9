"""Names of one article: full names by surname, bodies by their head noun, companies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from timeline.events.gazetteer import gazetteer, people_of
from timeline.events.lexicon import Lexicon

# Patterns that begin with a class of characters and look back from there are found much faster.
_PART = r"(?:(?:[A-Z]\.)+|[^\W\d_a-z][\w’'-]*\w)"
_NAME = re.compile(
    r"[^\W\d_a-z](?<![\w’'].)(?:(?<=[A-Z])\.(?:[A-Z]\.)*|[\w’'-]*\w)"
    rf"(?:[ ](?:(?:de|del|da|van|von|der|den|bin|ibn|al|el|la|di|du|"
    rf"of|the|for|"
    rf"and)[ ])?(?:(?:al|el|ash|bin|ibn)-)?{_PART}){{1,6}}"
)
_INSIDE = re.compile(r"[A-Z](?<=[a-z,] .)[\w’-]+")
_ALONE = re.compile(r"[A-Z](?<!\S.)(?<!the .)[^\W\d_][\w-]+(?=['’]s\b|[.,;]| [a-z])")
_SENTENCE_ENDS = frozenset('\n.!?”"')
_LINK_WORDS = frozenset(("of", "the", "for", "and"))
_SMALL_WORDS = _LINK_WORDS | {"in", "on", "to", "de", "&"}
_LONG_FORM = 90  # characters before an acronym where its name may begin


@dataclass(slots=True)
class Names:
    """What an article calls by its full name.

    Attributes:
        people: surname to the full names that end in it, with counts.
        bodies: head noun (lower case) to the full names that end in it, in order.
        companies: full names that end in "Inc." and the like, in order.
        roles: what somebody is (lower case, "prime-minister") to the full names said with it.
        proper: words that are written with a capital inside sentences.
        text: the article, for what is looked up when it is asked for.
    """

    people: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bodies: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    companies: list[str] = field(default_factory=list)
    roles: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    proper: frozenset[str] = frozenset()
    text: str = ""
    _alone: dict[str, bool] = field(default_factory=dict)

    def person(self, surname: str) -> str | None:
        """Give the full name that ends in a surname, if the article has only one."""
        found = self.people.get(surname)
        if not found:
            return None
        best = found.most_common(2)
        if len(best) > 1 and not _are_one(best[0][0], best[1][0]):
            return None
        return max(found, key=lambda name: (found[name], -len(name)))

    def body(self, head: str) -> str | None:
        """Give the last full name with a head noun, if there are at most two of them."""
        found = self.bodies.get(head)
        return found[-1] if found and len(set(found)) <= 2 else None

    def holder(self, role: str) -> str | None:
        """Give the only full name that the article says with a role ("singer Ada Lund")."""
        found = self.roles.get(role)
        if not found or len({name.rsplit(" ", 1)[-1] for name in found}) > 1:
            return None
        full = [name for name in found if " " in name]
        return max(full, key=lambda name: (found[name], -len(name)), default=None)

    def stands_alone(self, word: str) -> bool:
        """Whether a word stands without another capitalised word and "the", as surnames do."""
        if word not in self._alone:
            self._alone[word] = any(
                found[0] == word and _no_name_before(self.text, found.start())
                for found in _occurrences(word, self.text)
            )
        return self._alone[word]

    def long_form(self, acronym: str) -> str | None:
        """Give the name that stands before "(ACRONYM)", if its initials spell the acronym.

        As Schwartz and Hearst (2003) find abbreviations, but for names alone: every letter
        begins a word, and only small words ("of", "the") begin with none.
        """
        at = self.text.find(f"({acronym})")
        if at < 1:
            return None
        words = self.text[max(0, at - _LONG_FORM) : at].rpartition("\n")[2].split()
        letters = list(acronym)
        for place in range(len(words) - 1, -1, -1):
            initials = [part[:1] for part in words[place].split("-") if part]
            if all(one.isupper() for one in initials) and letters[-len(initials) :] == initials:
                del letters[-len(initials) :]
            elif words[place] not in _SMALL_WORDS:
                return None
            if not letters:
                return " ".join(words[place:])
        return None


def _are_one(name: str, other: str) -> bool:
    """Whether two full names of one surname can be one person's ("Ada Lund", "Ada B. Lund")."""
    given = name.split(" ", 1)[0] == other.split(" ", 1)[0]
    return given or name in other or other in name


def find_names(text: str, lexicon: Lexicon) -> Names:
    """Collect the full names of an article in one pass."""
    inside = {word for word in set(_INSIDE.findall(text)) if not _ordinary(word, lexicon)}
    names = Names(proper=frozenset(inside), text=text)
    for found in _NAME.finditer(text):
        chain = _read_chain(found[0], lexicon)
        if chain.head:
            names.bodies[chain.head].append(chain.name)
        elif chain.is_company:
            names.companies.append(chain.name)
        else:
            for name in filter(None, (chain.first, chain.person)):
                if not _is_thing(name, text, found.start(), lexicon):
                    names.people[name[-1]][" ".join(name)] += 1
            role = _role_before(text, found.start(), chain.titles, lexicon)
            if role:
                names.roles[role][chain.name] += 1
    return names


@dataclass(frozen=True, slots=True)
class _Chain:
    """A run of capitalised words, as far as they alone tell what it names.

    Attributes:
        name: of the body, company or person; the last word if it is none of them.
        head: the head noun of a body's name, in lower case.
        is_company: whether it ends in "Inc." and the like.
        person: the words of a person's name; first: of the one before "and".
        titles: the words before the name.
    """

    name: str
    head: str = ""
    is_company: bool = False
    person: tuple[str, ...] | None = None
    first: tuple[str, ...] | None = None
    titles: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def _read_chain(text: str, lexicon: Lexicon) -> _Chain:
    parts, sets = text.split(" "), lexicon.sets
    last = parts[-1].rstrip(".")
    linked = next((i for i, part in enumerate(parts) if part in _LINK_WORDS), 0)
    if linked and parts[linked - 1].lower() in sets["alias_head"]:
        return _Chain(_body(parts, lexicon), parts[linked - 1].lower())
    if last in sets["company_tail"]:
        return _Chain(text, is_company=True)
    if last.lower() in sets["alias_head"]:
        return _Chain(_body(parts, lexicon), last.lower())
    pair = linked and "and" in parts[2:-2]
    first = _person(parts[: parts.index("and")], lexicon) if pair else None
    person = _person(parts, lexicon)
    held = person or parts[-1:]
    return _Chain(
        " ".join(held),
        person=tuple(person) if person else None,
        first=tuple(first) if first else None,
        titles=tuple(parts[: -len(held)]),
    )


def _occurrences(word: str, text: str) -> Iterator[re.Match[str]]:
    """The places of a text where a word begins what may stand alone."""
    start = text.find(word)
    while start >= 0:
        found = _ALONE.match(text, start)
        if found:
            yield found
        start = text.find(word, start + 1)


def _no_name_before(text: str, start: int) -> bool:
    """Whether a sentence begins at a word, or a word in small letters stands before it."""
    if start < 2:
        return start == 0
    if text[start - 2] in _SENTENCE_ENDS:
        return True
    if text[start - 1] != " ":
        return False
    end = begin = start - 2 if text[start - 2] == "," else start - 1
    while begin and (text[begin - 1].isalnum() or text[begin - 1] in "_’'-"):
        begin -= 1
    return begin < end and "a" <= text[begin] <= "z"


def _role_before(text: str, start: int, titles: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """The role that stands before a name ("Prime Minister", "singer"); none for "former …"."""
    words = [*text[max(0, start - 40) : start].split()[-3:], *titles]
    lows = [word.lower() for word in words]
    if not lows or (start and not titles and text[start - 1] != " ") or "former" in lows:
        return None
    for role in ("-".join(lows[-2:]), lows[-1]):
        if role in lexicon.sets["role"] and "ex" not in lows and "late" not in lows:
            return role
    return None


def _body(parts: list[str], lexicon: Lexicon) -> str:
    while len(parts) > 2 and _ordinary(parts[0], lexicon):
        parts = parts[1:]
    return " ".join(parts)


@lru_cache(maxsize=8192)
def _ordinary(word: str, lexicon: Lexicon) -> bool:
    """Whether a capitalised word is an everyday word that opens a sentence."""
    low = word.lower()
    closed = ("determiner", "preposition", "subordinator", "connective", "conjunction")
    return any(low in lexicon.sets[kind] for kind in closed) or lexicon.words.get(low) in (
        "RB", "IN", "VBD", "VBG", "PRP", "DT", "CC", "WRB", "MD",
    )  # fmt: skip


def _is_thing(name: tuple[str, ...], text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether "Camp Strava" is no person but a thing of Strava: that stood alone before.

    A person is given in full first, and has a first name that is no everyday word.
    """
    first = name[0].lower()
    everyday = first.endswith("ing") or lexicon.words.get(first) in ("NN", "NNS", "JJ", "VB")
    return everyday and text.find(name[-1], 0, start) >= 0


def _person(parts: list[str], lexicon: Lexicon) -> list[str] | None:
    """Cut titles from a chain of capitalised words and keep what can be a person's name."""
    links = [i for i, part in enumerate(parts) if part.lower() in _LINK_WORDS]
    if links:
        parts = parts[links[-1] + (1 if parts[links[-1]] == "and" else 2) :]
    owned = [i for i, part in enumerate(parts[:-1]) if part.endswith(("'s", "’s"))]
    parts = parts[owned[-1] + 1 :] if owned else parts  # "Italy's Giorgia Meloni"
    while parts and (parts[0] in lexicon.sets["title_word"] or _ordinary(parts[0], lexicon)):
        parts = parts[1:]
    sets = lexicon.sets
    if parts and parts[-1] in sets["person_suffix"]:
        parts = parts[:-1]
    titles = [i for i, part in enumerate(parts[:-1]) if part in sets["title_word"]]
    if titles:
        parts = parts[titles[-1] + 1 :]
    placed = len(parts) > 2 and (
        parts[0].lower() in gazetteer()
        or lexicon.words.get(parts[0].lower()) == "NNS"
        or people_of(parts, 0)[0] == 1
    )
    if placed:
        parts = parts[1:]
    if len(parts) == 2 and len(parts[0]) == 2 and parts[0].endswith("."):
        return None
    if not 2 <= len(parts) <= 4 or any(p.lower() in sets["organisation_word"] for p in parts):
        return None
    if parts[-1] in sets["title_word"] or len(parts[-1]) < 3 or parts[-1].rstrip("s").isupper():
        return None
    if parts[-1].lower() in lexicon.nouns and lexicon.words.get(parts[-1]) != "NNP":
        return None  # "Anna Berg Airstrikes": a headline without its full stop
    if parts[0].endswith("-old") or (
        len(parts[0]) > 1 and parts[0].isupper() and "." not in parts[0]
    ):
        return None
    common = lexicon.words.get(parts[0].lower()) if parts else None
    if len(parts) < 2 or (common in ("NN", "NNS", "JJ") and parts[0] not in lexicon.words):
        return None
    return parts
