"""From a dated expression to the candidate that tells it best."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from timeline.events.analysis import Analysis
from timeline.events.anchors import THING, dates_another_act, dates_event_of_phrase, refuse_date
from timeline.events.candidates import Candidate, CandidateKind, When
from timeline.events.clauses import Clause
from timeline.events.faults import (
    clause_fault,
    only_scheduled,
    predicate_fault,
    recalls,
    subject_fault,
)
from timeline.events.in_full import in_full
from timeline.events.modality import find_modality, find_nominal_modality
from timeline.events.nominals import find_nominal
from timeline.events.participial import tell_participial
from timeline.events.places import find_place
from timeline.events.pointers import PointerResolver, owned_nominal
from timeline.events.predicates import MAX_TITLE, MAX_WORDS, Predicate
from timeline.events.reduced import tell_reduced
from timeline.events.references import Subject
from timeline.events.statements import tell_statement
from timeline.events.titles import bare, mend_article, tidy

_LINKS = frozenset(("in", "at", "of", "from", "near", "for", "to", "with", "by", "on", "the"))
_WORTH = 12  # characters that a predicate must win for an office to go


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a dated expression becomes no row."""

    reason: str


def tell(analysis: Analysis, when: When) -> Candidate | Refusal:
    """Tell the event that a date dates.

    Args:
        analysis: the sentence.
        when: the date; it has a token.
    """
    tokens, clauses, lexicon = analysis.tokens, analysis.clauses, analysis.lexicon
    refused = refuse_date(tokens, when, lexicon)
    if refused and refused != THING:
        return Refusal(refused)
    nominal = find_nominal(tokens, clauses, when.token, lexicon)
    clause = clauses.of(when.token)
    if nominal:
        modality, cue = find_nominal_modality(
            tokens, nominal.tokens, clauses, clause, when, lexicon
        )
        title = tidy(owned_nominal(analysis, nominal, when.token))
        title = in_full(title, nominal.tokens, tokens, analysis.subjects.names)
        return Candidate(
            "nominal", f"named-event-{nominal.pattern}", title, tokens, clauses, when,
            modality, cue, nominal=nominal,
        )  # fmt: skip
    if refused:
        return Refusal(refused)
    if dates_event_of_phrase(tokens, when.token, lexicon):
        return Refusal(THING)
    if tokens.quoted[when.token]:
        return _tell_quoted(analysis, clause, when)
    reduced = tell_reduced(analysis, when)
    if reduced:
        return reduced
    participial = tell_participial(analysis, when)
    if participial:
        return participial
    told_clause, kind = _event_clause(analysis, clause, when.token)
    if told_clause is clause and dates_another_act(tokens, clauses, when):
        return Refusal(THING)
    told = tell_clause(analysis, told_clause, when, kind)
    if isinstance(told, Refusal) and told.reason in ("only-says-so", "no-subject"):
        return tell_statement(analysis, told_clause, when) or told
    return told


def _tell_quoted(analysis: Analysis, clause: Clause, when: When) -> Candidate | Refusal:
    """Tell a quoted clause if it recalls what a name did; opinions and hopes are no events."""
    if when.is_future or not recalls(analysis.tokens, clause, analysis.lexicon):
        return Refusal("quotation")
    told = tell_clause(analysis, clause, when, "clause", recalled=True)
    if isinstance(told, Candidate) and told.subject and told.subject.kind == "named":
        return replace(told, rule="quoted")
    return Refusal("quotation")


def _event_clause(analysis: Analysis, clause: Clause, date: int) -> tuple[Clause, CandidateKind]:
    """Find the clause that a date belongs to; a line "DATE - clause" gives the clause after it."""
    tokens, clauses = analysis.tokens, analysis.clauses
    if date == 0 and date + 1 < len(tokens) and tokens.tags[1] == ":":
        after = next((c for c in clauses.items if c.verb and c.verb.start > 1), None)
        if after:
            return after, "line"
    when = _when_clause(analysis, date)
    if when:
        return when, "clause"
    forecast = _forecast_of(analysis, clause)
    if forecast:
        return forecast, "clause"
    while clause.verb is None and clause.parent >= 0 and clause.kind in ("participle", "bracket"):
        if clause.kind == "bracket":
            break
        clause = clauses.items[clause.parent]
    return clause, "clause"


def _when_clause(analysis: Analysis, date: int) -> Clause | None:
    """The clause in "2014-2015, when the agreements were signed": it tells what the date dates."""
    tokens, clauses = analysis.tokens, analysis.clauses
    j = date + 1
    if j < len(tokens) and tokens.tags[j] == ",":
        j += 1
    if j >= len(tokens) or tokens.lows[j] != "when":
        return None
    found = next((c for c in clauses.items if c.opener == j and c.verb), None)
    if found and any(clauses.owner[other] == found.index for other in tokens.date_at):
        return None
    return found if found and found.verb and found.verb.tense == "past" else None


def _forecast_of(analysis: Analysis, clause: Clause) -> Clause | None:
    """The clause above that forecasts this one: a forecast without its author is no event."""
    if clause.kind != "complement" or clause.parent < 0:
        return None
    parent = analysis.clauses.items[clause.parent]
    if parent.verb is None or parent.verb.base not in ("predict", "forecast", "expect"):
        return None
    return parent if analysis.subjects.find(parent).kind == "named" else None


def tell_clause(
    analysis: Analysis, clause: Clause, when: When, kind: CandidateKind, recalled: bool = False
) -> Candidate | Refusal:
    """Tell what a clause says.

    Args:
        analysis: the sentence.
        clause: the clause.
        when: its date, or one without a token.
        kind: of the candidate to make.
        recalled: whether it may be quoted, since it `recalls` what happened.
    """
    tokens, clauses, lexicon = analysis.tokens, analysis.clauses, analysis.lexicon
    verb = clause.verb
    if verb is None:
        return Refusal("no-clause")
    subject = analysis.subjects.find(clause)
    fault = clause_fault(tokens, clauses, clause, lexicon)
    if fault is None or (recalled and fault == "quotation"):
        fault = subject_fault(tokens, clause, subject, when)
    if fault:
        return Refusal(fault)
    subject, predicate = _fitted(analysis, clause, subject)
    if predicate is None:
        return Refusal("too-long")
    fault = predicate_fault(verb, predicate, when, kind, lexicon)
    if fault:
        return Refusal(fault)
    modality, cue = find_modality(tokens, clauses, clause, when, lexicon)
    title = _standing_alone(analysis, clause, subject, predicate)
    told = (*subject.tokens, *predicate.tokens)
    title = in_full(title, told, tokens, analysis.subjects.names)
    rule = f"{kind}-{clause.kind}" if kind == "clause" else kind
    if only_scheduled(verb, predicate, subject, lexicon):
        title, rule = tidy(bare(subject.text)), "scheduled-event"
        modality, cue = "planned", tokens.lows[verb.head]
    return Candidate(
        kind, rule, title, tokens, clauses, when, modality, cue, clause, subject, predicate
    )


def _standing_alone(
    analysis: Analysis, clause: Clause, subject: Subject, predicate: Predicate
) -> str:
    """Write a title with the place, and the names, that its sentence knows."""
    title = tidy(mend_article(f"{subject.text} {predicate.text}"))
    place = find_place(analysis, clause, subject, predicate)
    if place:
        whole = tidy(mend_article(place.around(subject.text, predicate.text)))
        title = whole if len(whole) <= MAX_TITLE else title
    return PointerResolver(analysis, clause, subject, predicate).resolve(title)


def _is_office(analysis: Analysis, subject: Subject) -> bool:
    """Whether what stands before a name says who it is ("ambassador to Ukraine Marie …").

    It does not if a phrase stands there that the name is only a part of ("uprising against …").
    """
    tags, lows = analysis.tokens.tags, analysis.tokens.lows
    for before, here in pairwise(subject.tokens):
        if tags[here] in ("IN", "TO"):
            return lows[before] in analysis.lexicon.sets["office_noun"]
    return True


def _fitted(
    analysis: Analysis, clause: Clause, subject: Subject
) -> tuple[Subject, Predicate | None]:
    """Build the predicate; where it would be cut, the subject's offices and asides go first."""
    predicate = _predicate(analysis, clause, subject)
    if predicate is not None and not predicate.cut:
        return subject, predicate
    brief = _brief(analysis, subject)
    if brief == subject.text:
        return subject, predicate
    other = replace(subject, text=brief)
    longer = _predicate(analysis, clause, other)
    if longer is None or (predicate and len(longer.text) < len(predicate.text) + _WORTH):
        return subject, predicate
    return other, longer


def _predicate(analysis: Analysis, clause: Clause, subject: Subject) -> Predicate | None:
    room = MAX_TITLE - len(subject.text) - 1
    words = MAX_WORDS - len(subject.text.split(" "))
    return analysis.predicates.build(clause, room, words) if words > 1 else None


def _brief(analysis: Analysis, subject: Subject) -> str:
    """A subject without the offices before full names, and without the name in commas."""
    text = re.sub(r", [^,]+,\Z", "", subject.text)
    if text != subject.text or subject.kind != "named":
        return text
    parts = re.split(r"(, | and )", text)
    for place in range(0, len(parts), 2):
        last = parts[place].removesuffix(" Jr.").rsplit(" ", 1)[-1]
        full = analysis.subjects.names.person(last)
        office = parts[place].removesuffix(" Jr.").removesuffix(full or "").rstrip()
        ends = office.rsplit(" ", 1)[-1]
        alone = len(parts) == 1 and len(text) > 40 and ends.lower() not in _LINKS
        alone = alone and _is_office(analysis, subject)
        if full and office and (ends in analysis.lexicon.sets["title_word"] or alone):
            parts[place] = full
    return "".join(parts)
