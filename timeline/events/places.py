"""Where it happened: the place that a sentence names beside its clause, kept for the title.

"In the port of Aden, six rockets hit a ship" is cut to its subject and predicate; without the
phrase in front nobody knows where. It is kept if the title names no place otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.analysis import Analysis
from timeline.events.clauses import Clause
from timeline.events.entities import entities_in
from timeline.events.gazetteer import PLACES, gazetteer, people_of
from timeline.events.predicates import Predicate
from timeline.events.references import Subject, render
from timeline.events.title_words import entity_words

_NAMED = ("NNP", "NNPS")
_INSIDE = frozenset((*_NAMED, "DT", "JJ", "NN", "CC", "VBN", "CD"))
_AFTER = frozenset((",", ".", "DATE", "CC", ":"))
_NO_PLACE = frozenset(
    ("with", "as", "like", "unlike", "despite", "after", "before", "since", "from", "of", "because")
)
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase of place: its text as the sentence has it, and whether it stands in front."""

    text: str
    leads: bool

    def around(self, subject: str, predicate: str) -> str:
        """Put the phrase where the sentence has it."""
        if not self.leads:
            return f"{subject} {predicate} {self.text}"
        first, _, rest = subject.partition(" ")
        if first in ("The", "A", "An"):
            subject = f"{first.lower()} {rest}"
        return f"{self.text}, {subject} {predicate}"


def find_place(
    analysis: Analysis, clause: Clause, subject: Subject, predicate: Predicate
) -> Place | None:
    """Find the phrase of place that a clause has before its subject or behind a comma.

    Args:
        analysis: the sentence.
        clause: the clause.
        subject: as the title says it.
        predicate: as the title says it.

    Returns:
        None if there is no such phrase, or the title names a place without it.
    """
    place = (
        _leading(analysis, clause, subject)
        or _trailing(analysis, clause, predicate)
        or _antecedent(analysis, clause)
        or _of_witness(analysis, clause)
    )
    if place is None:
        return None
    title = f"{subject.text} {predicate.text}"
    named = entities_in(title, analysis.subjects.names, analysis.lexicon)
    if any(entity.role == "place" for entity in named) or place.text.split()[-1] in title:
        return None
    return None if _names_settlement(title) else place


def _names_settlement(title: str) -> bool:
    """Whether a title says "the town of Aden"."""
    words = title.split()
    return any(
        word in entity_words()["settlements"] and of == "of" and name[:1].isupper()
        for word, of, name in zip(words, words[1:], words[2:], strict=False)
    )


def _leading(analysis: Analysis, clause: Clause, subject: Subject) -> Place | None:
    tokens, clauses = analysis.tokens, analysis.clauses
    if subject.how == "shared" and clause.parent >= 0:
        clause = clauses.items[clause.parent]
    if clause.kind not in ("main", "coordinate") or clause.verb is None:
        return None
    own = [j for j in subject.tokens if clause.begin <= j < clause.verb.start]
    end = own[0] if own else clause.verb.start
    for j in range(clause.begin, end):
        opens = j == clause.begin or tokens.tags[j - 1] == ","
        if tokens.tags[j] in ("VBN", "VBG") or (opens and tokens.lows[j] in _NO_PLACE):
            return None
        if tokens.tags[j] == "IN" and clauses.owner[j] == clause.index:
            phrase = _phrase(analysis, j, end)
            if phrase:
                text = render(tokens, phrase)
                return Place(text[:1].upper() + text[1:], True)
    return None


def _trailing(analysis: Analysis, clause: Clause, predicate: Predicate) -> Place | None:
    tags, owner = analysis.tokens.tags, analysis.clauses.owner
    j = predicate.end
    while j < len(tags) and tags[j] in ("DATE", ","):
        j += 1
    if predicate.cut or j >= len(tags) or tags[j] != "IN" or owner[j] != clause.index:
        return None
    phrase = _phrase(analysis, j, len(tags))
    return Place(render(analysis.tokens, phrase), False) if phrase else None


def _antecedent(analysis: Analysis, clause: Clause) -> Place | None:
    """The place in "in Latvia, where riots broke out"."""
    tokens = analysis.tokens
    if clause.kind != "relative" or tokens.lows[clause.opener] != "where" or clause.antecedent < 1:
        return None
    for start in range(clause.antecedent - 1, max(clause.antecedent - _MOST_WORDS, -1), -1):
        if tokens.tags[start] == "IN" and tokens.lows[start] != "of":
            phrase = _phrase(analysis, start, clause.antecedent + 1)
            whole = phrase and phrase[-1] == clause.antecedent
            return Place(render(tokens, phrase), False) if whole else None
    return None


def _of_witness(analysis: Analysis, clause: Clause) -> Place | None:
    """The place in "a doctor in Aden said ten people were killed": a witness tells of his own."""
    tokens = analysis.tokens
    if clause.kind != "complement" or clause.parent < 0 or clause.verb is None:
        return None
    parent = analysis.clauses.items[clause.parent]
    harmed = analysis.lexicon.is_verb("harming", clause.verb.base)
    if parent.verb is None or parent.verb.start > clause.verb.start or not harmed:
        return None
    witness = False
    for j in range(parent.begin, parent.verb.start):
        witness = witness or tokens.lows[j] in entity_words()["witnesses"]
        if witness and tokens.tags[j] == "IN" and tokens.lows[j] in ("in", "near", "outside"):
            phrase = _phrase(analysis, j, parent.verb.start, bounded=False)
            return Place(render(tokens, phrase), False) if phrase else None
    return None


def _phrase(analysis: Analysis, start: int, limit: int, bounded: bool = True) -> list[int]:
    """The tokens of "in the port of Aden" from its preposition on; none if it names no place.

    It ends at a mark or a date, where `bounded`, and before `limit`.
    """
    tokens = analysis.tokens
    tags, lows = tokens.tags, tokens.lows
    if lows[start] not in analysis.lexicon.sets["place_preposition"]:
        return []
    end = start + 1
    while end < min(limit, start + _MOST_WORDS) and (
        tags[end] in _INSIDE or (lows[end] == "of" and tags[end - 1] == "NN")
    ):
        end += 1
    if bounded and end < limit and tags[end] not in _AFTER:
        return []
    name = end
    while name > start + 1 and tags[name - 1] in _NAMED:
        name -= 1
    if name == end or "CC" in tags[start:end]:
        return []
    return list(range(start, end)) if _is_place(analysis, start, name, end) else []


def _is_place(analysis: Analysis, start: int, name: int, end: int) -> bool:
    """Whether the name that a phrase ends in is a place's."""
    tokens, words = analysis.tokens, entity_words()
    lows, tags = tokens.lows, tokens.tags
    if name - start > 2 and lows[name - 1] == "of":
        return lows[name - 2] in words["settlements"]
    if any(
        tags[j] == "CD" or (tags[j] == "NN" and lows[j] not in words["settlements"])
        for j in range(start + 1, name)
    ):
        return False
    known = gazetteer().get(" ".join(lows[name:end]))
    if known:
        return known.kind in PLACES and known.name.lower() not in words["continents"]
    if name > start + 1 or people_of(tokens.words, name)[0]:
        return False
    return _could_be_place(analysis, start, name, end)


def _could_be_place(analysis: Analysis, start: int, name: int, end: int) -> bool:
    """Whether an unknown name straight behind "in", "near" or "outside" is no person or body."""
    tokens, words, lexicon = analysis.tokens, entity_words(), analysis.lexicon
    names = analysis.subjects.names
    if tokens.lows[start] not in words["placing_unknown"] or end - name > 2:
        return False
    for j in range(name, end):
        word, low = tokens.words[j], tokens.lows[j]
        ordinary = lexicon.words.get(low) not in (None, "NNP") or low in lexicon.nouns
        body = low in words["organisations"] or low in lexicon.sets["organisation_word"]
        if ordinary or body or word.isupper() or not word.isalpha() or low in words["calendar"]:
            return False
    return not names.people.get(tokens.words[end - 1])
