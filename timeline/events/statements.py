"""Statements whose speaker comes last: "Libya has closed its border, the ministry said on Friday".

What the date dates is the saying, so the speaker goes first: "The ministry said Libya has closed
its border". Only whole, unquoted clauses without a date of their own are told so.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.analysis import Analysis
from timeline.events.candidates import Candidate, When
from timeline.events.clauses import Clause
from timeline.events.describing import Describer
from timeline.events.faults import clause_fault, subject_fault
from timeline.events.modality import find_modality
from timeline.events.penn import NOUNS
from timeline.events.predicates import MAX_TITLE, MAX_WORDS, Predicate
from timeline.events.references import NO_SUBJECT, Subject, full_name, render
from timeline.events.titles import mend_article, tidy

_SPEAKER = NOUNS | {"JJ", "DT", "POS", "CD"}
_KINDS = ("main", "coordinate")


def tell_statement(analysis: Analysis, saying: Clause, when: When) -> Candidate | None:
    """Tell a statement that stands before its speaker, if it can stand as a whole.

    Args:
        analysis: the sentence.
        saying: the clause of the verb of saying, which the date belongs to.
        when: the date; it has a token.
    """
    tokens, verb = analysis.tokens, saying.verb
    if verb is None or verb.negated or not analysis.lexicon.is_verb("stating", verb.base):
        return None
    if verb.tense not in ("past", "present", "perfect") or verb.passive or any(tokens.quoted):
        return None
    said = _said(analysis, saying)
    if said is None or said.verb is None:
        return None
    speaker = _speaker(analysis, saying)
    subject = analysis.subjects.find(said)
    if speaker.kind not in ("named", "common") or not speaker.text:
        return None
    of_itself = speaker.how in ("body", "role") and subject.kind == "named"
    if of_itself or speaker.text.lower() in subject.text.lower():
        return None
    if clause_fault(tokens, analysis.clauses, said, analysis.lexicon):
        return None
    if subject_fault(tokens, said, subject, replace(when, token=-1)):
        return None
    return _candidate(analysis, saying, said, speaker, subject, when)


def _said(analysis: Analysis, saying: Clause) -> Clause | None:
    """The clause that a comma parts from the speaker behind it; None if it has a date."""
    tokens, clauses = analysis.tokens, analysis.clauses
    begin = saying.begin
    comma = begin > 0 and tokens.tags[begin - 1] == "," and tokens.tags[0] != "``"
    if not comma or any(date < begin for date in tokens.date_at):
        return None
    first = next((c for c in clauses.items[: saying.index] if c.verb and c.kind in _KINDS), None)
    if first is None or first.verb is None or first.verb.start >= begin:
        return None
    return None if analysis.lexicon.is_verb("speech", first.verb.base) else first


def _speaker(analysis: Analysis, saying: Clause) -> Subject:
    """Who says it, before the verb or behind it ("…, said Ada Lund, a minister")."""
    found = analysis.subjects.find(saying)
    if found.kind != "none" or saying.verb is None or saying.verb.base != "say":
        return found
    tokens = analysis.tokens
    if tokens.tags[saying.verb.start - 1] != ",":
        return NO_SUBJECT
    j = saying.verb.end
    while j < len(tokens) and (
        tokens.tags[j] in _SPEAKER or (tokens.lows[j] == "of" and j > saying.verb.end)
    ):
        j += 1
    inside = list(range(saying.verb.end, j))
    if not inside or tokens.tags[inside[-1]] not in NOUNS:
        return NO_SUBJECT
    return full_name(Describer(tokens, analysis.lexicon).describe(inside), analysis.subjects.names)


def _candidate(
    analysis: Analysis,
    saying: Clause,
    said: Clause,
    speaker: Subject,
    subject: Subject,
    when: When,
) -> Candidate | None:
    assert saying.verb is not None  # noqa: S101
    tokens = analysis.tokens
    spoken = _spoken(analysis, saying)
    head = f"{speaker.text} {render(tokens, spoken)} {_inside(analysis, subject)}"
    words = MAX_WORDS - len(head.split(" "))
    room = MAX_TITLE - len(head) - 1
    told = analysis.predicates.build(said, room, words) if words > 1 else None
    if told is None or told.lacking or tokens.tags[told.end : told.end + 1] == ["THAT"]:
        return None
    own = tuple(j for j in subject.tokens if j < saying.begin)
    predicate = Predicate(
        (*spoken, *own, *told.tokens), f"{head} {told.text}", told.end, told.cut, told.trimmed,
        said, told.clauses | {said.index, saying.index}, "THAT",
    )  # fmt: skip
    modality, cue = find_modality(tokens, analysis.clauses, saying, when, analysis.lexicon)
    return Candidate(
        "clause", "statement", tidy(mend_article(predicate.text)), tokens, analysis.clauses, when,
        modality, cue, replace(saying, kind="stated"), speaker, predicate,
    )  # fmt: skip


def _spoken(analysis: Analysis, saying: Clause) -> list[int]:
    """The verb of saying, with its listener ("told reporters")."""
    tokens, verb = analysis.tokens, saying.verb
    assert verb is not None  # noqa: S101
    spoken = list(range(verb.start, verb.end))
    if analysis.lexicon.is_verb("telling", verb.base):
        j = verb.end
        while j < len(tokens) and tokens.tags[j] in NOUNS | {"DT", "JJ", "POS"}:
            spoken.append(j)
            j += 1
    return [j for j in spoken if tokens.tags[j] != "DATE"]


def _inside(analysis: Analysis, subject: Subject) -> str:
    """A subject as it reads in the middle of a sentence: "The army" is "the army"."""
    first, space, rest = subject.text.partition(" ")
    words = analysis.lexicon.words
    if first in ("The", "A", "An"):
        return first.lower() + space + rest
    tags = [analysis.tokens.tags[j] for j in subject.tokens[:2]]
    named = not tags or any(tag in ("NNP", "NNPS") for tag in tags)
    part = first.partition("-")[0]
    common = part.lower() in words
    if named or first.isupper() or not common or subject.how not in ("own", "shared"):
        return subject.text
    return first[:1].lower() + first[1:] + space + rest
