"""A title that could become a row, with all that the score and the entities need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Happening, Lexicon
from timeline.events.nominals import Nominal
from timeline.events.predicates import Predicate
from timeline.events.references import Subject
from timeline.events.tokens import Tokens
from timeline.models import Granularity, Modality

CandidateKind = Literal["clause", "nominal", "line", "lead"]


@dataclass(frozen=True, slots=True)
class When:
    """The date of a candidate.

    Attributes:
        token: of the expression in its sentence; -1 if there is none.
        granularity: None if there is no date.
        is_future: whether it begins after the day of publication.
        is_closed: whether it is one day or period, so that "before 2027", read as 2027, would
            date the event wrongly.
    """

    token: int = -1
    granularity: Granularity | None = None
    is_future: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to tell an event.

    Attributes:
        kind: clause; nominal (a named event); line (of a printed timeline); lead (undated).
        rule: how the title was cut.
        title: at most 120 characters.
        tokens, clauses: its sentence.
        when: its date.
        clause, subject, predicate: for all but nominals.
        nominal: for named events.
        modality, cue: as `modality` judges.
    """

    kind: CandidateKind
    rule: str
    title: str
    tokens: Tokens
    clauses: Clauses
    when: When
    modality: Modality
    cue: str | None
    clause: Clause | None = None
    subject: Subject | None = None
    predicate: Predicate | None = None
    nominal: Nominal | None = None


def candidate_happening(told: Candidate, words: Lexicon) -> Happening | None:
    """Say what kind of happening a candidate tells of, by its verb or its event noun."""
    if told.nominal:
        return told.nominal.happening
    verb = told.clause.verb if told.clause else None
    if verb is None:
        return None
    inner = told.predicate.complement if told.predicate else None
    if inner and inner.verb and inner.verb.base in words.happenings:
        return words.happenings[inner.verb.base]
    known = words.happenings.get(verb.base)
    light = verb.base in words.verbs["light"] or verb.base in words.verbs["vague"]
    if known and not light:
        return known
    tokens = told.tokens
    for group in (
        told.predicate.tokens if told.predicate else (),
        told.subject.tokens if told.subject else (),
    ):
        for j in group:
            if tokens.lows[j] in words.nouns:
                return words.nouns[tokens.lows[j]]
    return known or Happening("other", verb.base)
