"""Events told by a participle clause: "after joining Nordlys in 2004, Berg …".

The understood subject of such a clause is that of the clause it hangs on (Quirk et al. 1985,
15.58), so the title says it with a finite verb: "Berg joined Nordlys". Past participles are
passives: "Built in 1931, the tower …" and "the tower (built in 1931)".
"""

from __future__ import annotations

from dataclasses import replace

from timeline.events.analysis import Analysis
from timeline.events.candidates import Candidate, When
from timeline.events.clauses import Clause
from timeline.events.describing import Describer
from timeline.events.faults import predicate_fault, subject_fault
from timeline.events.lexicon import Lexicon
from timeline.events.modality import find_modality
from timeline.events.penn import NOUNS
from timeline.events.predicates import MAX_TITLE, MAX_WORDS, Predicate
from timeline.events.references import Subject, render
from timeline.events.titles import mend_article, tidy
from timeline.events.verbs import VerbGroup

_DONE = frozenset(("after", "since", "upon", "before", "following", "on"))
_OPEN = frozenset(("from", "since", "until", "till"))
_PAST = frozenset(("past", "perfect", "pluperfect"))


def tell_participial(analysis: Analysis, when: When) -> Candidate | None:
    """Tell the event of the participle clause that a date is in, if it is one that has happened.

    Args:
        analysis: the sentence.
        when: the date; it has a token.
    """
    clause = analysis.clauses.of(when.token)
    if clause.kind not in ("participle", "bracket") or clause.verb or when.is_future:
        return None
    if analysis.tokens.lows[when.token - 1] in _OPEN:
        return None
    group = _group(analysis, clause)
    if group is None:
        return None
    if clause.kind == "bracket":
        subject: Subject | None = _before_bracket(analysis, clause)
    else:
        subject = _understood(analysis, clause, group, when)
    return _candidate(analysis, clause, group, subject, when) if subject else None


def _understood(analysis: Analysis, clause: Clause, group: VerbGroup, when: When) -> Subject | None:
    """The subject of the clause that a participle clause hangs on."""
    tokens, lexicon = analysis.tokens, analysis.lexicon
    parent = _parent(analysis, clause)
    if parent is None or parent.verb is None:
        return None
    fronted = tokens.tags[group.head] == "VBN" and group.start == group.head
    if fronted and (parent.verb.start < group.start or not _opens(analysis, group)):
        return None
    if not fronted and (parent.verb.tense not in _PAST or not _asserted(analysis, clause, group)):
        return None
    subject = analysis.subjects.find(parent)
    if subject_fault(tokens, parent, subject, replace(when, token=-1)):
        return None
    return None if subject.head in lexicon.nouns and not group.passive else subject


def _opens(analysis: Analysis, group: VerbGroup) -> bool:
    """Whether a participle is the first word of its sentence, adverbs left out."""
    return all(analysis.tokens.tags[j] in ("RB", ":") for j in range(group.start))


def _before_bracket(analysis: Analysis, clause: Clause) -> Subject | None:
    """The name before "(built in 1931)"."""
    tags = analysis.tokens.tags
    end = clause.opener
    start = end
    while start > 0 and tags[start - 1] in NOUNS | {"CD", "POS", "JJ", "DT"}:
        start -= 1
    found = list(range(start, end))
    words = analysis.tokens.words
    version = any(tags[j] == "CD" and "." in words[j] for j in found) and words[start][:1].isupper()
    named = version or any(tags[j] == "NNP" for j in found)
    if not named or (start and tags[start - 1] in ("IN", "CC")):
        return None
    subject = Describer(analysis.tokens, analysis.lexicon).describe(found)
    return subject if subject.kind in ("named", "common") else None


def _candidate(
    analysis: Analysis, clause: Clause, group: VerbGroup, subject: Subject, when: When
) -> Candidate | None:
    tokens = analysis.tokens
    own = replace(clause, verb=group, kind="understood")
    said = _past(analysis, group, subject.plural)
    lead = render(tokens, list(range(group.start, group.end)))
    room = MAX_TITLE - len(subject.text) - 1 + min(0, len(lead) - len(said))
    predicate = analysis.predicates.build(own, room, MAX_WORDS - len(subject.text.split(" ")))
    if predicate is None or not predicate.text.startswith(lead):
        return None
    predicate = _before_next(analysis, predicate, group)
    if tokens.tags[group.end : group.end + 2] == ["IN", "IN"]:
        return None
    alone = predicate.tokens[-1] == group.head and not group.passive
    if alone and group.base in analysis.lexicon.verbs["light"]:
        return None
    predicate = replace(predicate, text=said + predicate.text[len(lead) :])
    if predicate_fault(group, predicate, when, "clause", analysis.lexicon):
        return None
    modality, cue = find_modality(tokens, analysis.clauses, own, when, analysis.lexicon)
    title = tidy(mend_article(f"{subject.text} {predicate.text}"))
    return Candidate(
        "clause", "participial", title, tokens, analysis.clauses, when, modality, cue, own,
        subject, predicate,
    )  # fmt: skip


def _before_next(analysis: Analysis, predicate: Predicate, group: VerbGroup) -> Predicate:
    """Leave out what a second participle says ("touring the camp and meeting its guards")."""
    tokens = analysis.tokens
    joints = (j for j in predicate.tokens if j > group.head and tokens.tags[j] == "CC")
    stop = next((j for j in joints if tokens.lows[min(j + 1, len(tokens) - 1)].endswith("ing")), -1)
    if stop < 0 or group.passive:
        return predicate
    kept = tuple(j for j in predicate.tokens if j < stop)
    return replace(predicate, tokens=kept, text=render(tokens, kept), end=stop)


def _group(analysis: Analysis, clause: Clause) -> VerbGroup | None:
    """The verb of a participle clause: "joining", "having joined", "being sold", "sold"."""
    tokens, lexicon = analysis.tokens, analysis.lexicon
    start = clause.begin
    while start < len(tokens) and tokens.tags[start] == "RB":
        start += 1
    if start >= len(tokens) or tokens.tags[start] not in ("VBG", "VBN"):
        return None
    low = tokens.lows[start]
    head = start
    if low in ("having", "being"):
        head = start + 1
        if low == "having" and tokens.lows[head : head + 1] == ["been"]:
            head += 1
        if tokens.tags[head : head + 1] not in (["VBN"], ["VBD"]):
            return None
    elif clause.kind == "bracket" and tokens.tags[start] == "VBG":
        return None
    passive = low == "being" or head == start + 2 or tokens.tags[start] == "VBN"
    base = lexicon.base_of(tokens.lows[head])
    if passive and lexicon.is_verb("intransitive", base):
        return None
    counts = not passive and lexicon.is_verb("figures", base)
    if counts or (base not in lexicon.happenings and tokens.lows[head] != "born"):
        return None
    return VerbGroup(start, head + 1, head, base, "past", passive)


def _parent(analysis: Analysis, clause: Clause) -> Clause | None:
    """The clause with a verb that an -ing clause hangs on."""
    items = analysis.clauses.items
    index = clause.parent
    while index >= 0 and items[index].verb is None and items[index].kind == "participle":
        index = items[index].parent
    return items[index] if index >= 0 else None


def _asserted(analysis: Analysis, clause: Clause, group: VerbGroup) -> bool:
    """Whether the words before an -ing clause leave no doubt that it has happened.

    A bare one behind a comma does if it says that something was done ("…, becoming the first")
    and not how or why.
    """
    tokens = analysis.tokens
    before = tokens.lows[group.start - 1] if group.start else ""
    if before in _DONE:
        return True
    perfect = tokens.lows[group.start] == "having"
    return perfect or (before == "," and clause.opener == group.start - 1)


def _past(analysis: Analysis, group: VerbGroup, plural: bool) -> str:
    """The finite form of a group: "was arrested", "joined"."""
    low = analysis.tokens.lows[group.head]
    if group.passive:
        return f"{'were' if plural else 'was'} {low}"
    return simple_past_of(group.base, low, analysis.lexicon)


def simple_past_of(base: str, form: str, lexicon: Lexicon) -> str:
    """Give the simple past of a verb ("stop", "stopping": "stopped")."""
    if base in lexicon.simple:
        return lexicon.simple[base]
    if form.endswith("ed"):
        return form
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return base[:-1] + "ied"
    return form.removesuffix("ing") + "ed"
