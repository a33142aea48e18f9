"""From a dated expression to the candidate that tells it best."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from timeline.events.anchors import refuse_date
from timeline.events.candidates import Candidate, CandidateKind
from timeline.events.clauses import Clause, Clauses, find_clauses
from timeline.events.lexicon import Lexicon
from timeline.events.modality import find_modality
from timeline.events.names import Names
from timeline.events.nominals import find_nominal
from timeline.events.predicates import MAX_TITLE, MAX_WORDS, PredicateBuilder
from timeline.events.subjects import Subject, SubjectFinder
from timeline.events.tagging import tag
from timeline.events.titles import tidy
from timeline.events.tokens import Tokens, tokenise
from timeline.models import Granularity

_LINE = re.compile(r"\s*(?:[-–—:]|--+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a dated expression becomes no row."""

    reason: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """One sentence, read: tokens, clauses, subjects."""

    tokens: Tokens
    clauses: Clauses
    subjects: SubjectFinder
    predicates: PredicateBuilder
    lexicon: Lexicon

    def main_subject(self) -> Subject | None:
        """Give the subject of the first clause that has a verb and a subject of its own."""
        for clause in self.clauses.items:
            if clause.verb and clause.kind in ("main", "coordinate", "attribution"):
                subject = self.subjects.find(clause)
                if subject.kind not in ("none", "existential"):
                    return subject
        return None


def analyse(
    text: str,
    dates: list[tuple[int, int]],
    in_quote: bool,
    names: Names,
    earlier: Callable[[], Subject | None],
    lexicon: Lexicon,
) -> Analysis:
    """Read one sentence.

    Args:
        text: the sentence's own words.
        dates: offsets in it of its temporal expressions.
        in_quote: whether a quotation is open where it begins.
        names: of the article.
        earlier: gives the main subject of the sentence before.
        lexicon: word lists.
    """
    tokens = tokenise(text, dates, in_quote)
    tag(tokens, lexicon)
    clauses = find_clauses(tokens, lexicon)
    subjects = SubjectFinder(tokens, clauses, lexicon, names, earlier)
    return Analysis(tokens, clauses, subjects, PredicateBuilder(tokens, clauses, lexicon), lexicon)


def tell(
    analysis: Analysis, date: int, granularity: Granularity | None, is_future: bool
) -> Candidate | Refusal:
    """Tell the event that a date dates.

    Args:
        analysis: the sentence.
        date: token of the expression.
        granularity: of the date.
        is_future: whether the date begins after the day of publication.
    """
    tokens, clauses, lexicon = analysis.tokens, analysis.clauses, analysis.lexicon
    refused = refuse_date(tokens, date, granularity, lexicon)
    if refused in ("comparison", "vague-date", "validity"):
        return Refusal(refused)
    nominal = find_nominal(tokens, clauses, date, lexicon)
    clause = clauses.of(date)
    if nominal:
        modality, cue = find_modality(tokens, clauses, clause, date, is_future, lexicon)
        if modality in ("negated", "possible", "planned") and not is_future:
            modality, cue = "asserted", None
        return Candidate(
            "nominal", f"named-event-{nominal.pattern}", tidy(nominal.text), tokens, clauses, date,
            granularity, modality, cue, nominal=nominal,
        )  # fmt: skip
    if refused:
        return Refusal(refused)
    if tokens.quoted[date]:
        return Refusal("quotation")
    clause, kind = _event_clause(analysis, clause, date)
    return tell_clause(analysis, clause, date, kind, granularity, is_future)


def _event_clause(analysis: Analysis, clause: Clause, date: int) -> tuple[Clause, CandidateKind]:
    """Find the clause that a date belongs to; a line "DATE - clause" gives the clause after it."""
    tokens, clauses = analysis.tokens, analysis.clauses
    if date == 0 and date + 1 < len(tokens) and tokens.tags[1] == ":":
        after = next((c for c in clauses.items if c.verb and c.verb.start > 1), None)
        if after:
            return after, "line"
    while clause.verb is None and clause.parent >= 0 and clause.kind in ("participle", "bracket"):
        if clause.kind == "bracket":
            break
        clause = clauses.items[clause.parent]
    return clause, "clause"


def tell_clause(
    analysis: Analysis,
    clause: Clause,
    date: int,
    kind: CandidateKind,
    granularity: Granularity | None,
    is_future: bool,
) -> Candidate | Refusal:
    """Tell what a clause says.

    Args:
        analysis: the sentence.
        clause: the clause.
        date: token of its date, or -1.
        kind: of the candidate to make.
        granularity: of the date, or None.
        is_future: whether the date begins after the day of publication.
    """
    tokens, clauses, lexicon = analysis.tokens, analysis.clauses, analysis.lexicon
    if clause.verb is None:
        return Refusal("no-clause")
    if any(tokens.quoted[j] for j in (clause.verb.head,)):
        return Refusal("quotation")
    subject = analysis.subjects.find(clause)
    if subject.kind == "none" or not subject.text:
        return Refusal("no-subject")
    if subject.kind == "self":
        return Refusal("first-or-second-person")
    if subject.kind == "existential":
        return Refusal("existential")
    room = MAX_TITLE - len(subject.text) - 1
    words = MAX_WORDS - len(subject.text.split(" "))
    predicate = analysis.predicates.build(clause, room, words) if words > 1 else None
    if predicate is None:
        return Refusal("too-long")
    if clause.opener >= 0 and tokens.lows[clause.opener] in lexicon.sets["condition"]:
        return Refusal("condition")
    bare = lexicon.is_verb("complement", clause.verb.base) and not predicate.complement
    if bare and clause.verb.head == predicate.tokens[-1]:
        return Refusal("only-says-so")
    modality, cue = find_modality(tokens, clauses, clause, date, is_future, lexicon)
    title = tidy(f"{subject.text} {predicate.text}")
    rule = f"{kind}-{clause.kind}" if kind == "clause" else kind
    return Candidate(
        kind, rule, title, tokens, clauses, date, granularity, modality, cue, clause, subject,
        predicate,
    )  # fmt: skip
