"""Words of a title that point at what stands before it: "his", "the city", "the singer".

They are said by name where the sentence itself, or the one before, leaves one thing that they can
mean. Anything else stays as it is: a wrong name is worse than an open word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.events.analysis import Analysis
from timeline.events.clauses import Clause
from timeline.events.gazetteer import gazetteer, plain
from timeline.events.names import Names
from timeline.events.nominals import Nominal
from timeline.events.penn import NOUNS
from timeline.events.predicates import MAX_TITLE, Predicate
from timeline.events.references import Subject, fits, render
from timeline.events.surroundings import CITIES, COUNTRIES, main_country, nation_before, places_in
from timeline.events.title_words import entity_words
from timeline.events.titles import replace_once
from timeline.events.tokens import Tokens

_NAMED = ("NNP", "NNPS")
_OWNERS = frozenset(("his", "her"))
_PERSONS = _OWNERS | {"him"}
_WHOSE = {"his": "he", "her": "she", "its": "it", "their": "they"}
_LONGEST_OWNER = 40  # characters
_LOOK_BACK = 240  # characters before a sentence where "the city" may have been named
_KINDS = {"country": COUNTRIES, "nation": COUNTRIES, "city": CITIES}


@dataclass(frozen=True, slots=True)
class PointerResolver:
    """Says by name what the words of a title point at.

    Attributes:
        analysis: the sentence.
        clause: the clause that the title tells.
        subject: its subject.
        predicate: its predicate.
    """

    analysis: Analysis
    clause: Clause
    subject: Subject
    predicate: Predicate

    def resolve(self, title: str) -> str:
        """Replace what is sure, as far as the title has room.

        Args:
            title: made of the subject and the predicate, in the words of the sentence.
        """
        for short, full in self._found():
            if not re.search(rf"\b{re.escape(full)}\b", title, re.IGNORECASE):
                title = replace_once(title, short, full, MAX_TITLE)
        name = self._apposed()
        if name and len(title) + len(name) + 2 <= MAX_TITLE and title.endswith(self._end()):
            title = f"{title}, {name}"
        return title

    @property
    def _names(self) -> Names:
        return self.analysis.subjects.names

    @property
    def _tokens(self) -> Tokens:
        return self.analysis.tokens

    def _end(self) -> str:
        return self._tokens.words[self.predicate.tokens[-1]]

    def _found(self) -> list[tuple[str, str]]:
        tokens, found = self._tokens, []
        verb = self.clause.verb
        for j in (*self.subject.tokens, *self.predicate.tokens):
            low = tokens.lows[j]
            if low in _PERSONS and verb and j > verb.head:
                name = self._person(j)
                if name:
                    found.append((tokens.words[j], _owned(name) if low in _OWNERS and
                                  tokens.tags[j] == "PRP$" else name))  # fmt: skip
            elif low in _KINDS and self._is_bare(j):
                name = self._place(j)
                if name:
                    found.append((f"the {tokens.words[j]}", name))
            elif self._is_role(low) and self._is_bare(j):
                name = self._names.holder(low)
                if name:
                    found.append((f"the {tokens.words[j]}", plain(name)))
            elif tokens.tags[j] in ("NN", "NNS") and self._is_bare(j):
                nation = self._nation(j)
                if nation:
                    found.append((f"the {tokens.words[j]}", f"the {nation} {tokens.words[j]}"))
        return found

    def _nation(self, j: int) -> str | None:
        """Whose "the rebels" are, where sentence and title name no country or that one alone."""
        tokens, text = self._tokens, self._names.text
        nation = nation_before(tokens.lows[j], text)
        if nation is None:
            return None
        near = places_in(tokens.text, COUNTRIES)
        return nation if not near or near.keys() == places_in(nation, COUNTRIES).keys() else None

    def _is_role(self, low: str) -> bool:
        """Whether a role is one person's in the article ("the singer"), not any president's."""
        sets = self.analysis.lexicon.sets
        return low in sets["role"] and low not in sets["unique_the"]

    def _is_bare(self, j: int) -> bool:
        """Whether "the NOUN" has nothing else that says which one."""
        tags, lows = self._tokens.tags, self._tokens.lows
        if tags[j] not in ("NN", "NNS") or j == 0 or lows[j - 1] != "the":
            return False
        after = tags[j + 1] if j + 1 < len(tags) else "."
        following = lows[j + 1] if j + 1 < len(lows) else ""
        return after not in (*NOUNS, "WP", "THAT", "VBN", "VBG", "PRP") and following not in (
            "of", "where", "in", "for", "with", "to",
        )  # fmt: skip

    def _person(self, j: int) -> str | None:
        """Who "his" is, where the subject can be no person and one was named before it."""
        if not self._is_no_person():
            return None
        tokens, verb = self._tokens, self.clause.verb
        begin = verb.head if verb else 0
        if any(tokens.tags[k] in (*_NAMED, "PRP") for k in range(begin + 1, j)):
            return None
        found = {name for k in range(begin) if (name := self._person_at(k))}
        if found:
            name = found.pop()
            told = found or name.rsplit(" ", 1)[-1] in self.subject.text
            return None if told else name
        if j > begin + 1 or any(tokens.tags[k] == "PRP" for k in range(begin)):
            return None  # the sentence before tells only whom the verb itself was about
        earlier = self.analysis.subjects.earlier()
        sure = earlier and earlier.how != "pronoun" and fits("he", earlier, self.analysis.lexicon)
        if not earlier or not sure:
            return None
        last = earlier.text.rsplit(" ", 1)[-1]
        return self._names.person(last)

    def _person_at(self, k: int) -> str | None:
        """The person whose name ends in a token."""
        tokens = self._tokens
        if tokens.tags[k] not in _NAMED or tokens.tags[k + 1 : k + 2] in (["NNP"], ["NNPS"]):
            return None
        word = tokens.words[k]
        known = gazetteer().get(word.lower())
        if known:
            return word if known.kind == "person" else None
        return self._names.person(word) if self._names.people.get(word) else None

    def _is_no_person(self) -> bool:
        """Whether the subject is several, a country or a body, which "his" cannot stand for."""
        subject = self.subject
        if subject.plural:
            return True
        if subject.kind != "named":
            return False
        known = gazetteer().get(subject.text.lower().removeprefix("the "))
        words = subject.text.lower().split()
        organised = words[-1] in self.analysis.lexicon.sets["organisation_word"]
        return organised or (known is not None and known.kind != "person")

    def _place(self, j: int) -> str | None:
        """What "the city" or "the country" is: the only one named shortly before.

        A country must also be the one that the article speaks of most.
        """
        tokens = self._tokens
        kinds = _KINDS[tokens.lows[j]]
        at = self._names.text.find(tokens.text)
        before = self._names.text[max(0, at - _LOOK_BACK) : at] if at > 0 else ""
        before = before.rpartition("\n\n")[2] + tokens.text[: tokens.starts[j]]
        found = places_in(before, kinds)
        if len(found) != 1:
            return None
        (name,) = found
        if kinds is CITIES:
            return name
        return name if main_country(self._names.text) == name else None

    def _apposed(self) -> str | None:
        """The name behind a last common noun: "with his father, Juan Gonzalez, in Havana"."""
        tokens = self._tokens
        tags, end = tokens.tags, self.predicate.end
        if self.predicate.cut or tags[end : end + 1] != [","] or tags[end - 1] != "NN":
            return None
        stop = end + 1
        while stop < len(tags) and tags[stop] in _NAMED:
            stop += 1
        closed = stop >= len(tags) or tags[stop] in (",", ".", "DATE")
        if not closed or not 1 <= stop - end - 1 <= 4:
            return None
        start = end - 1
        while start > 0 and tags[start - 1] in ("NN", "JJ", "NNP"):
            start -= 1
        led = tags[start - 1] in ("PRP$", "POS") or tokens.lows[start - 1] == "the"
        known = self.analysis.lexicon.sets["role"] | entity_words()["settlements"]
        known |= self.analysis.lexicon.sets["person_noun"] | {"spokesman", "spokeswoman", "lawyer"}
        name = render(tokens, list(range(end + 1, stop)))
        return name if led and tokens.lows[end - 1] in known else None


def owned_nominal(analysis: Analysis, nominal: Nominal, date: int) -> str:
    """Say whose a named event is: "Suncor's 2010 acquisition of …", or "its" of a Suncor before.

    Args:
        analysis: the sentence.
        nominal: the event that a date modifies.
        date: token of the date.

    Returns:
        The title of the nominal, with its owner if that is a name.
    """
    tokens = analysis.tokens
    title, last = nominal.text, date - 1
    if last < 1 or nominal.tokens[0] < date:
        return title
    owner = ""
    if tokens.tags[last] == "POS" and tokens.tags[last - 1] in _NAMED:
        start = last - 1
        while start > 0 and tokens.tags[start - 1] in _NAMED:
            start -= 1
        owner = render(tokens, list(range(start, last)))
    elif tokens.lows[last] in _WHOSE:
        subject = analysis.subjects.find(analysis.clauses.of(date))
        its = tokens.lows[last] == "its" and subject.kind == "named" and not subject.plural
        if its or fits(_WHOSE[tokens.lows[last]], subject, analysis.lexicon):
            owner = subject.text
    if not owner or len(owner) > _LONGEST_OWNER or owner.lower() in title.lower():
        return title
    written = tokens.words[nominal.tokens[0]][:1]
    whole = f"{_owned(owner)} {written}{title[1:]}"
    return whole if len(whole) <= MAX_TITLE else title


def _owned(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
