"""The closed word lists of a language other than English, and what they say of single words.

Nobody's grammar: the lists tell where clauses begin, which words are finite verbs, and what makes
a sentence no row. A language has a file of its own in `data/languages`, or a few lists in
`data/other_languages.toml`; without a finite verb to look for, only whole sentences are told.

The lists, by what reads them:

- clauses: `subordinators`, `complementisers` (what was said), `relatives`, `joiners`, `speech`
  (verbs of saying), `helpers` with `spoken` ("a déclaré"), `tails` (open a phrase that may be left
  out), of these `purposes` before one of the `infinitives`, `prepositions`, `determiners`;
- verbs: `verbs` and `verb_endings` (finite), `not_verbs` (what ends alike), `past_endings`,
  `participles` (endings), `auxiliaries`, `copulas`, `states`;
- subjects: `pronouns`, `clitics` (before the verb), `adverbs` (before a verb without subject);
- dates: `than` behind `comparatives`, `comparisons`, `bounds` ("vor 2019"), `of` (the date of a
  noun), `today` (nowadays, beside a copula);
- rows: `leading` (conjunctions that go), `own_voice`, `demonstratives` and
  `possessives` (mean something said before), `market` and `percent` (figures);
- names: `name_stems` (beginnings of well-known names), `places` (prepositions of place), in
  German `institutions`, `demonyms`; `case_endings` of names;
- modality: `negations`, `denials`, `possible`, `reported`;
- headlines: `questions`, `labels` ("Kommentar", "Live").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

STEM = 5  # letters by which inflected forms of a name are taken for the same


@dataclass(frozen=True, slots=True)
class PlainLanguage:
    """Word lists of one language, all lower case.

    Attributes:
        sets: lists by name (`subordinators`, `relatives`, `pronouns` …); a missing one is empty.
        endings: of finite verbs, longest first.
        code: BCP 47 primary subtag; empty for the lists of no language.
        connectives: phrases that open a sentence and look back ("sin embargo").
        boilerplate: what only the page says, and no news ("alle Rechte vorbehalten").
        has_verbs: whether finite verbs can be told from other words.
        elides: apostrophes part words ("l'Italie").
        articles: common nouns have an article, so that a bare capitalised first word is a name.
        drops_subjects: a clause may begin with its verb and leave its subject out.
        verb_last: subordinate clauses end in their verb; nouns are capitalised.
    """

    sets: Mapping[str, frozenset[str]]
    endings: tuple[str, ...]
    connectives: tuple[str, ...]
    boilerplate: tuple[str, ...]
    has_verbs: bool
    code: str = ""
    elides: bool = False
    articles: bool = False
    drops_subjects: bool = False
    verb_last: bool = False

    def among(self, kind: str, word: str) -> bool:
        """Whether a word (lower case) is in a list."""
        return word in self.sets.get(kind, ())

    def is_finite(self, word: str, before: str = "") -> bool:
        """Whether a word, written in lower case, is a finite verb.

        Args:
            word: as written; a capitalised one is none.
            before: the word before it in lower case: after a determiner or preposition, what
                ends like a verb is an adjective ("die geplante Reform").
        """
        if not word[:1].islower():
            return False
        if word in self.sets.get("verbs", ()):
            return True
        if word in self.sets.get("not_verbs", ()) or len(word) < STEM - 1:
            return False
        if self.among("determiners", before) or self.among("prepositions", before):
            return False
        return word.endswith(self.endings) if self.endings else False

    def is_past(self, word: str) -> bool:
        """Whether a finite verb ends like a past ("проголосував", "erklärte")."""
        endings = tuple(self.sets.get("past_endings", ()))
        return bool(endings) and not self.among("verbs", word) and word.endswith(endings)

    def follows_noun(self, word: str, before: str) -> bool:
        """Whether a small German word right behind a noun ends like a verb ("Pendler zahlen")."""
        return (
            before[:1].isupper()
            and word[:1].islower()
            and len(word) >= STEM - 1
            and word.endswith(("t", "en"))
            and not any(self.among(kind, word) for kind in ("prepositions", "not_verbs"))
        )


def _read(*path: str) -> dict[str, Any]:
    place = resources.files("timeline.events").joinpath("data", *path)
    return tomllib.loads(place.read_text("utf-8"))


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, PlainLanguage]:
    folder = resources.files("timeline.events").joinpath("data", "languages")
    lists = {
        place.name.removesuffix(".toml"): _read("languages", place.name)
        for place in folder.iterdir()
        if place.name.endswith(".toml")
    } | _read("other_languages.toml")
    return {code: _language(code, kinds) for code, kinds in lists.items()}


def _phrases(lists: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    return tuple(filter(None, lists.get(kind, "").split("|")))


def _language(code: str, lists: Mapping[str, Any]) -> PlainLanguage:
    words = {kind: frozenset(text.split()) for kind, text in lists.items() if isinstance(text, str)}
    endings = sorted(words.pop("verb_endings", ()), key=lambda ending: (-len(ending), ending))
    return PlainLanguage(
        sets=words,
        endings=tuple(endings),
        connectives=_phrases(lists, "connectives"),
        boilerplate=_phrases(lists, "boilerplate"),
        has_verbs="verbs" in words,
        code=code,
        **{flag: True for flag, value in lists.items() if value is True},
    )


_NONE = PlainLanguage({}, (), (), (), has_verbs=False)


def plain_language(language: str | None) -> PlainLanguage:
    """Give the lists of a language.

    Args:
        language: BCP 47 tag, or None.

    Returns:
        Its lists; empty ones for a language that has none.
    """
    return _languages().get(primary(language), _NONE)


def primary(language: str | None) -> str:
    """Give the primary subtag of a language tag (RFC 5646), lower case; empty for None."""
    return re.split("[-_]", (language or "").lower(), maxsplit=1)[0]
