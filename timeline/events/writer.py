"""From a dated expression to the candidate that tells it best."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.events.analysis import Analysis
from timeline.events.anchors import refuse_date
from timeline.events.candidates import Candidate, CandidateKind
from timeline.events.clauses import Clause
from timeline.events.lexicon import Lexicon
from timeline.events.modality import find_modality
from timeline.events.nominals import find_nominal
from timeline.events.predicates import MAX_TITLE, MAX_WORDS, Predicate
from timeline.events.reduced import tell_reduced
from timeline.events.subjects import Subject
from timeline.events.tagging import NOUNS
from timeline.events.titles import tidy
from timeline.events.tokens import Tokens
from timeline.models import Granularity

_LINE = re.compile(r"\s*(?:[-–—:]|--+)\s*\Z")


_TIMES = frozenset(("year", "day", "moment", "week", "month", "time", "way", "place", "reason"))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a dated expression becomes no row."""

    reason: str


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
    reduced = tell_reduced(analysis, date, granularity, is_future)
    if reduced:
        return reduced
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
    if _object_relative(tokens, clause):
        return Refusal("object-relative")
    subject = analysis.subjects.find(clause)
    if subject.kind == "none" or not subject.text:
        return Refusal("no-subject")
    if subject.kind == "self":
        return Refusal("first-or-second-person")
    if subject.kind == "existential":
        return Refusal("existential")
    if _two_phrases(tokens, subject):
        return Refusal("contact-relative")
    if date >= 0 and _in_apposition(tokens, clause, subject, date):
        return Refusal("date-in-apposition")
    room = MAX_TITLE - len(subject.text) - 1
    words = MAX_WORDS - len(subject.text.split(" "))
    predicate = analysis.predicates.build(clause, room, words) if words > 1 else None
    if predicate is None:
        return Refusal("too-long")
    opener = tokens.lows[clause.opener] if clause.opener >= 0 else ""
    if opener in lexicon.sets["condition"]:
        return Refusal("condition")
    if opener in ("how", "why", "what", "than"):
        return Refusal("question-inside")
    bare = lexicon.is_verb("complement", clause.verb.base) and not predicate.complement
    says = clause.verb.base in lexicon.verbs["saying"] and not predicate.complement
    if says or (
        (bare or lexicon.is_verb("speech", clause.verb.base))
        and (clause.verb.head == predicate.tokens[-1])
    ):
        return Refusal("only-says-so")
    modality, cue = find_modality(tokens, clauses, clause, date, is_future, lexicon)
    title = tidy(f"{subject.text} {predicate.text}")
    rule = f"{kind}-{clause.kind}" if kind == "clause" else kind
    if _only_scheduled(clause, predicate, subject, lexicon):
        title, rule = tidy(_bare(subject.text)), "scheduled-event"
        modality, cue = "planned", tokens.lows[clause.verb.head]
    return Candidate(
        kind, rule, title, tokens, clauses, date, granularity, modality, cue, clause, subject,
        predicate,
    )  # fmt: skip


def _two_phrases(tokens: Tokens, subject: Subject) -> bool:
    """Whether two noun phrases stand side by side ("the bill the House passed")."""
    inside = subject.tokens
    lows = [tokens.lows[j] for j in inside[:2]]
    if len(inside) > 2 and lows[0] in ("the", "a") and lows[1] in _TIMES:
        if tokens.tags[inside[2]] in ("NNP", "PRP", "DT", "PRP$"):
            return True
    for before, here in zip(inside, inside[1:], strict=False):
        if tokens.lows[here] in ("all", "both", "each"):
            continue
        if here == before + 1 and tokens.tags[before] in NOUNS and tokens.tags[here] in (
            "DT", "PRP", "PRP$",
        ):  # fmt: skip
            return True
    return False


def _in_apposition(tokens: Tokens, clause: Clause, subject: Subject, date: int) -> bool:
    """Whether a date is inside an apposition to the subject ("X, a winner in 2012, overcame")."""
    verb = clause.verb
    if verb is None or not subject.tokens or not subject.tokens[-1] < date < verb.start:
        return False
    between = range(subject.tokens[-1] + 1, date)
    commas = [j for j in between if tokens.tags[j] == ","]
    return bool(commas) and any(tokens.tags[j] in NOUNS for j in range(commas[-1], date))


def _object_relative(tokens: Tokens, clause: Clause) -> bool:
    """Whether the relative word is the object ("whom he met"): the clause lacks its object."""
    if clause.kind != "relative" or clause.opener < 0 or clause.verb is None:
        return False
    low = tokens.lows[clause.opener]
    if low == "whose":
        nouns = [j for j in range(clause.opener + 1, clause.verb.start) if tokens.tags[j] in NOUNS]
        return any(
            b > a + 1 or tokens.tags[b] == "NNP" for a, b in zip(nouns, nouns[1:], strict=False)
        )
    if low == "whom" or clause.opener == clause.begin - 1:
        return True
    own = range(clause.opener + 1, clause.verb.start)
    return (
        low in ("which", "that")
        and any(tokens.tags[j] in NOUNS | {"PRP"} for j in own)
        and tokens.tags[clause.opener - 1] not in ("IN", "TO")
    )


def _only_scheduled(
    clause: Clause, predicate: Predicate, subject: Subject, lexicon: Lexicon
) -> bool:
    """Whether a clause only says that its subject is scheduled ("the vote is set for Friday")."""
    verb = clause.verb
    return (
        verb is not None
        and verb.passive
        and verb.base in ("schedule", "slate", "set", "plan", "due", "expect")
        and predicate.tokens[-1] == verb.head
        and subject.head in lexicon.nouns
    )


def _bare(text: str) -> str:
    """Drop the determiner of a noun phrase."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text
