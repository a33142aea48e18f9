"""What makes a clause unfit for a row, however its title would read."""

from __future__ import annotations

from itertools import pairwise

from timeline.events.candidates import CandidateKind, When
from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS
from timeline.events.predicates import Predicate
from timeline.events.references import Subject
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup

_OBJECTS = NOUNS | {"CD", "DT", "JJ", "PRP$"}
_TIMES = frozenset(("year", "day", "moment", "week", "month", "time", "way", "place", "reason"))
_SUBJECT_FAULTS = {
    "none": "no-subject",
    "self": "first-or-second-person",
    "pronoun": "pronoun-unresolved",
    "existential": "existential",
}


def clause_fault(tokens: Tokens, clauses: Clauses, clause: Clause, lexicon: Lexicon) -> str | None:
    """Say why a clause cannot be told at all, or None."""
    opener = tokens.lows[clause.opener] if clause.opener >= 0 else ""
    if clause.verb and clause.verb.base == "do" and opener in ("as", "than"):
        return "stands-for-a-verb"
    if clause.verb is None:
        return "no-clause"
    if tokens.quoted[clause.verb.head]:
        return "quotation"
    if _object_relative(tokens, clause):
        return "object-relative"
    if _denied(tokens, clauses, clause, lexicon):
        return "not-asserted"
    if opener in lexicon.sets["condition"]:
        return "condition"
    if opener in ("how", "why", "what", "than"):
        return "question-inside"
    return None


def recalls(tokens: Tokens, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether quoted words tell of a happening in the simple past, and of nobody who speaks.

    ("In 1802, Murdock lit a house with gas": a reader needs no voice to understand it.)
    """
    verb = clause.verb
    if verb is None or verb.tense != "past" or verb.negated or verb.base not in lexicon.happenings:
        return False
    if clause.kind not in ("main", "quote") or lexicon.is_verb("figures", verb.base):
        return False
    selves = lexicon.sets["pronoun_self"]
    return "?" not in tokens.words and selves.isdisjoint(tokens.lows)


def _denied(tokens: Tokens, clauses: Clauses, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether the clause above denies, doubts or only hopes what a complement says.

    That holds through a noun too: "denied a report that Norway signed the deal".
    """
    if clause.kind != "complement" or clause.parent < 0:
        return False
    above = clauses.items[clause.parent].verb
    if above is None:
        return False
    noun = clause.opener > 0 and tokens.lows[clause.opener - 1] in lexicon.sets["complement_noun"]
    refuses = noun and lexicon.is_verb("refuting", above.base)
    apart = any(tokens.tags[j] == "," for j in range(above.end, clause.begin))
    negated = above.negated and not apart
    return negated or refuses or lexicon.is_verb("doubting", above.base)


def subject_fault(tokens: Tokens, clause: Clause, subject: Subject, when: When) -> str | None:
    """Say what is wrong with a subject, or None."""
    if subject.kind in _SUBJECT_FAULTS:
        return _SUBJECT_FAULTS[subject.kind]
    if not subject.text or subject.text.lower().startswith("according to "):
        return "no-subject"
    if _joined_clash(tokens, clause, subject):
        return "number-clash"
    if _number_clash(tokens, clause, subject):
        return "number-clash"
    if _two_phrases(tokens, subject):
        return "contact-relative"
    if when.token >= 0 and _in_apposition(tokens, clause, subject, when.token):
        return "date-in-apposition"
    return None


def predicate_fault(
    verb: VerbGroup, predicate: Predicate, when: When, kind: CandidateKind, lexicon: Lexicon
) -> str | None:
    """Say what is wrong with a predicate, or None."""
    alone = predicate.tokens[-1] == verb.head
    if alone and verb.base in lexicon.verbs["saying"]:
        return "only-says-so"
    if not predicate.complement:
        speaks = lexicon.is_verb("complement", verb.base) or lexicon.is_verb("speech", verb.base)
        objectless = verb.base in lexicon.sets["objectful"] and not verb.passive
        objectless = objectless or verb.base in ("quote", "cite")
        objectless = objectless and predicate.first_tag in ("IN", "TO", "")
        saying = verb.base in lexicon.verbs["saying"] and not _acts(verb, predicate, lexicon)
        if saying or (speaks and alone) or objectless:
            return "only-says-so"
    stands = verb.passive or lexicon.is_verb("standalone", verb.base)
    stands = stands or lexicon.is_verb("intransitive", verb.base)
    follows = predicate.follows
    if follows == "as" and verb.base in ("describe", "characterize", "quote", "cite", "portray"):
        return "object-lost"
    if alone and (not stands or verb.base in ("come", "go", "be")):
        return "object-lost"
    if kind == "line" and when.is_future and verb.tense == "present":
        return "date-against-tense"
    past = verb.tense in ("past", "pluperfect")
    unveils = verb.base in lexicon.verbs["unveiling"] and not predicate.complement
    if when.is_future and past and (unveils or not _looks_ahead(verb, lexicon)):
        return "date-against-tense"
    return None


def _acts(verb: VerbGroup, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Whether a verb of saying does something to a thing ("added 358,000 jobs", "claimed …")."""
    return verb.base in lexicon.verbs["acting"] and predicate.first_tag in _OBJECTS


def _number_clash(tokens: Tokens, clause: Clause, subject: Subject) -> bool:
    """Whether a plural verb has a singular antecedent, so that more belongs to it."""
    verb = clause.verb
    plural_verb = verb is not None and tokens.lows[verb.start] in ("were", "are", "have")
    if subject.how != "relative" and (
        subject.kind != "common" or not subject.tokens or tokens.tags[subject.tokens[0]] != "NN"
    ):
        return False
    return plural_verb and not subject.plural and subject.head not in ("police", "people")


def _joined_clash(tokens: Tokens, clause: Clause, subject: Subject) -> bool:
    """Whether "X and a Y" is followed by "was": only the last phrase is the subject."""
    verb = clause.verb
    if verb is None or tokens.lows[verb.start] not in ("was", "is", "has"):
        return False
    return any(
        tokens.lows[before] == "and" and tokens.tags[here] in ("DT", "PRP$")
        for before, here in pairwise(subject.tokens)
    )


def _two_phrases(tokens: Tokens, subject: Subject) -> bool:
    """Whether two noun phrases stand side by side ("the bill the House passed")."""
    inside = subject.tokens
    lows = [tokens.lows[j] for j in inside[:2]]
    skip = 1 + (lows[1:] == ["last"] or lows[1:] == ["first"] or lows[1:] == ["next"])
    timed = lows[:1] in (["the"], ["a"]) and len(inside) > skip + 1
    if timed and tokens.lows[inside[skip]] in _TIMES:
        return tokens.tags[inside[skip + 1]] in ("NNP", "NNPS", "NNS", "PRP", "DT", "PRP$")
    for before, here in pairwise(inside):
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
        return any(b > a + 1 or tokens.tags[b] == "NNP" for a, b in pairwise(nouns))
    if low == "whom" or clause.opener == clause.begin - 1:
        return True
    own = range(clause.opener + 1, clause.verb.start)
    return (
        low in ("which", "that")
        and any(tokens.tags[j] in NOUNS | {"PRP"} for j in own)
        and tokens.tags[clause.opener - 1] not in ("IN", "TO")
    )


def _looks_ahead(verb: VerbGroup, lexicon: Lexicon) -> bool:
    """Whether a past verb can have a date to come ("agreed to meet Friday", "was due on …")."""
    return (
        lexicon.is_verb("planned", verb.base)
        or lexicon.is_verb("complement", verb.base)
        or lexicon.is_verb("performative", verb.base)
        or verb.base in ("be", "invite", "ask", "call", "order", "postpone", "delay", "appoint")
    )


def only_scheduled(
    verb: VerbGroup, predicate: Predicate, subject: Subject, lexicon: Lexicon
) -> bool:
    """Whether a clause only says that its subject is scheduled ("the vote is set for Friday")."""
    return (
        verb.passive
        and verb.base in ("schedule", "slate", "set", "plan", "due", "expect")
        and predicate.tokens[-1] == verb.head
        and subject.head in lexicon.nouns
    )
