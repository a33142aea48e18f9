"""The word lists of events: closed classes, verbs with their forms, happenings, tags.

Everything is read once from data files of this package and never changes afterwards.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Happening:
    """What a word says happens: its event class and the stem that names it."""

    event_class: str
    stem: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Word lists, all lower case unless said otherwise.

    It is compared and hashed by identity, so that what follows from a word can be kept.

    Attributes:
        sets: closed classes by name (`modal`, `preposition` …).
        verbs: verb classes by name, as base forms (`speech`, `figures` …).
        happenings: base form to what it says happens.
        nouns: event noun to what it says happens.
        base: inflected verb form to base form.
        past: forms that can be a simple past; participles: that can be a past participle.
        simple: base form to its irregular simple past.
        bases: all known base forms.
        words: word (case as written) to its commonest Penn tag; suffixes likewise, after a
            letter for the case (`C` or `l`).
    """

    sets: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    happenings: Mapping[str, Happening]
    nouns: Mapping[str, Happening]
    base: Mapping[str, str]
    past: frozenset[str]
    participles: frozenset[str]
    simple: Mapping[str, str]
    bases: frozenset[str]
    words: Mapping[str, str]
    suffixes: Mapping[str, str]

    def base_of(self, form: str) -> str:
        """Give the base form of a verb form (lower case), guessed if it is not known."""
        known = self.base.get(form)
        if known:
            return known
        for ending, rest in (("ied", "y"), ("ies", "y"), ("ed", ""), ("ing", ""), ("s", "")):
            if form.endswith(ending) and len(form) > len(ending) + 2:
                stem = form[: -len(ending)] + rest
                doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "slfz"
                return stem[:-1] if doubled else stem
        return form

    def simple_past(self, base: str, participle: str) -> str | None:
        """Give the simple past for a past participle ("fled" for "fled", "went" for "gone")."""
        if base in self.simple:
            return self.simple[base] if base not in ("be", "have", "do") else None
        return participle if participle.endswith("ed") else None

    def is_verb(self, kind: str, base: str) -> bool:
        """Whether a base form belongs to a verb class."""
        return base in self.verbs[kind]


def _read(name: str) -> str:
    return resources.files("timeline.events").joinpath("data", name).read_text("utf-8")


def _regular(base: str) -> tuple[str, str, str]:
    """Inflect a regular verb: third person, past, -ing (Quirk et al. 1985, 3.5-3.8)."""
    if base.endswith("e"):
        return base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return third, base + "ed", base + "ing"


def _doubles(base: str) -> bool:
    return (
        len(base) > 2
        and base[-1] not in "aeiouwxyh"
        and base[-2] in _VOWELS
        and base[-3] not in _VOWELS
    )


def _forms(
    bases: frozenset[str], irregular: Mapping[str, tuple[list[str], list[str]]]
) -> tuple[dict[str, str], set[str], set[str]]:
    form_of: dict[str, str] = {}
    past: set[str] = set()
    participles: set[str] = set()
    for base in sorted(bases):
        third, regular, ing = _regular(base)
        form_of[base] = base
        form_of.setdefault(third, base)
        form_of.setdefault(ing, base)
        simple, perfect = irregular.get(base, ([regular], [regular]))
        if _doubles(base):
            form_of.setdefault(base + base[-1] + "ing", base)
            if base not in irregular:
                simple = perfect = [regular, base + base[-1] + "ed"]
        for form in (*simple, *perfect):
            form_of.setdefault(form, base)
        past.update(simple)
        participles.update(perfect)
    return form_of, past, participles


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the word lists of this package."""
    words = tomllib.loads(_read("words.toml"))
    verbs = {kind: frozenset(text.split()) for kind, text in words["verbs"].items()}
    sets = {kind: frozenset(text.split()) for kind, text in words["sets"].items()}
    happenings: dict[str, Happening] = {}
    nouns: dict[str, Happening] = {}
    for event_class, lists in tomllib.loads(_read("happenings.toml")).items():
        for base in lists["verbs"].split():
            happenings.setdefault(base, Happening(event_class, base))
        for entry in lists["nouns"].split():
            noun, _, stem = entry.partition("=")
            nouns.setdefault(noun.lower(), Happening(event_class, stem or noun))
    irregular = {}
    for line in _read("irregular.tsv").splitlines():
        base, simple, perfect = line.split("\t")
        irregular[base] = (simple.split(","), perfect.split(","))
    packed = resources.files("timeline.events").joinpath("data", "ewt-tags.json.gz").read_bytes()
    tags = json.loads(gzip.decompress(packed))
    seen = {word for word, tag in tags["l"].items() if tag in ("VB", "VBP") and word.isalpha()}
    bases = frozenset().union(
        *verbs.values(), happenings, irregular, seen & set(map(str.lower, seen))
    )
    form_of, past, participles = _forms(bases, irregular)
    form_of.update(dict.fromkeys(sets["be"], "be"))
    form_of.update(dict.fromkeys(sets["have"], "have"))
    form_of.update(dict.fromkeys(sets["do"], "do"))
    return Lexicon(
        sets=sets,
        verbs=verbs,
        happenings=happenings,
        nouns=nouns,
        base=form_of,
        past=frozenset(past),
        participles=frozenset(participles),
        simple={base: forms[0][0] for base, forms in irregular.items()},
        bases=bases,
        words=tags["l"],
        suffixes=tags["s"],
    )
