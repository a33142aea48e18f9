"""A title that could become a row, with all that the score and the entities need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.events.clauses import Clause, Clauses
from timeline.events.nominals import Nominal
from timeline.events.predicates import Predicate
from timeline.events.subjects import Subject
from timeline.events.tokens import Tokens
from timeline.models import Granularity, Modality

CandidateKind = Literal["clause", "nominal", "line", "lead"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to tell an event.

    Attributes:
        kind: clause; nominal (a named event); line (of a printed timeline); lead (undated).
        rule: how the title was cut.
        title: at most 120 characters.
        tokens, clauses: its sentence.
        date: token of its date, -1 if it has none.
        clause, subject, predicate: for all but nominals.
        nominal: for named events.
        granularity: of the date.
        modality, cue: as `modality` judges.
    """

    kind: CandidateKind
    rule: str
    title: str
    tokens: Tokens
    clauses: Clauses
    date: int
    granularity: Granularity | None
    modality: Modality
    cue: str | None
    clause: Clause | None = None
    subject: Subject | None = None
    predicate: Predicate | None = None
    nominal: Nominal | None = None
