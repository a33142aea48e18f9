"""Facts about a clause: its subject, its verb, and the wording of what it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from timeline.events.candidates import Candidate
from timeline.events.clauses import Clause
from timeline.events.facts import holding
from timeline.events.gazetteer import gazetteer
from timeline.events.lexicon import Lexicon
from timeline.events.predicates import Predicate
from timeline.events.references import Subject
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup

_POINTERS = frozenset(("that", "this", "these", "those"))
_POSSESSIVES = frozenset(("his", "her", "its", "their"))
_IN_PHRASE = frozenset(("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "VBN", "VBG", "CD"))
_BEFORE_NOUN = frozenset(("DT", "JJ", "PRP$", "CD", "POS"))
_NOUN_NEXT = (["NN"], ["NNS"], ["NNP"], ["NNPS"])
_SECOND = frozenset(("VBD", "VBZ", "MD"))
_OBJECTS = frozenset(("him", "it", "them", "her"))
_VERB_CLASSES = ("speech", "performative", "figures", "state", "vague", "hungry")
_MARKS = {".": "stop", ",": "comma", "WP": "relative", "THAT": "relative", "IN": "phrase",
          "TO": "phrase"}  # fmt: skip


def subject_facts(subject: Subject, lexicon: Lexicon) -> Iterator[str]:
    """Name what kind of subject a title has, and where it came from."""
    words = subject.text.lower().split()
    head, sets = subject.head, lexicon.sets
    if subject.kind == "common":
        yield from _common_subject(words, subject.plural, lexicon)
    yield from holding(
        "subject",
        {
            subject.kind: True,
            subject.how: subject.how != "own",
            "possessive": not _POSSESSIVES.isdisjoint(words),
            "one-word": len(words) == 1 and subject.kind == "common",
            "time": head in sets["time_noun"],
            "market": head in sets["market_noun"],
            "media": head in sets["media_subject"],
            "abstract": head in sets["abstract_subject"],
            "event": head in lexicon.nouns,
            "gap": subject.gap,
            "long": len(words) > 10,
        },
    )


def _common_subject(words: list[str], plural: bool, lexicon: Lexicon) -> Iterator[str]:
    first, last = words[0], words[-1]
    new = first in ("a", "an") or first in lexicon.sets["number_word"] or first[:1].isdigit()
    if first in ("the", "this", "that", "these", "those") and len(words) <= 2:
        unique = last in lexicon.sets["unique_the"]
        yield "subject:the-unique" if unique else "subject:the-bare"
    elif first == "the":
        yield "subject:the-long"
    elif new:
        yield "subject:new"
    elif plural:
        yield "subject:bare-plural"


def verb_facts(
    candidate: Candidate, clause: Clause, verb: VerbGroup, lexicon: Lexicon
) -> Iterator[str]:
    """Name what kind of verb a clause has, in which tense, and how the clause hangs."""
    happens = verb.base in lexicon.happenings
    classes = [kind for kind in _VERB_CLASSES if lexicon.is_verb(kind, verb.base)]
    if "figures" in classes and not _counts(candidate, lexicon):
        classes.remove("figures")
    known = happens or "state" in classes or "speech" in classes
    inner = candidate.predicate.complement if candidate.predicate else None
    says = "speech" in classes and lexicon.is_verb("complement", verb.base)
    yield f"tense:{verb.tense}"
    yield f"clause:{clause.kind}"
    yield from (f"verb:{kind}" for kind in classes)
    yield from holding(
        "verb",
        {
            "passive": verb.passive,
            "past-passive": verb.passive and verb.tense == "past",
            "happening": happens,
            "unknown": not known and verb.base not in lexicon.bases,
            "other": not known and verb.base in lexicon.bases,
            "be": verb.base == "be" and not verb.passive,
            "have": verb.base == "have",
            "bare-speech": says and inner is None,
        },
    )
    if inner:
        yield from _complement(inner, lexicon)
    if clause.kind == "relative" and clause.restrictive:
        yield "clause:restrictive"
    if clause.opener >= 0 and clause.kind == "subordinate":
        yield f"opener:{candidate.tokens.lows[clause.opener]}"


def _counts(candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether a clause is about figures ("shares fell", "sales rose 3 percent")."""
    head = candidate.subject.head if candidate.subject else ""
    about = head in lexicon.sets["market_noun"] or head in lexicon.sets["abstract_subject"]
    said = candidate.predicate.tokens if candidate.predicate else ()
    return about or any(candidate.tokens.tags[j] == "CD" for j in said)


def _complement(inner: Clause, lexicon: Lexicon) -> Iterator[str]:
    verb = inner.verb
    yield "complement:yes"
    if verb:
        facts = {
            "future": verb.tense in ("future", "conditional"),
            "state": lexicon.is_verb("state", verb.base) and not verb.passive,
            "happening": verb.base in lexicon.happenings,
        }
        yield from holding("complement", facts)


def wording_facts(candidate: Candidate, predicate: Predicate, lexicon: Lexicon) -> Iterator[str]:
    """Name what may be missing or unresolved in what a title says of its subject."""
    tags, lows = candidate.tokens.tags, candidate.tokens.lows
    last = predicate.tokens[-1]
    yield from holding(
        "end",
        {
            "cut": predicate.cut,
            "mid-list": predicate.cut and tags[last + 1 : last + 2] == [","],
            "trimmed": predicate.trimmed,
            "lacking": predicate.lacking,
            "unfinished": lows[last] in lexicon.sets["unfinished"],
            "gerund": last > 0 and tags[last] == "VBG" and tags[last - 1] in ("IN", "TO", "JJ"),
            "infinitive": last > 0 and tags[last] == "VB" and tags[last - 1] == "TO",
            "adjective": tags[last] in ("JJ", "JJR") and tags[last - 1] in _BEFORE_NOUN,
            "inside-phrase": tags[last] in _IN_PHRASE
            and tags[last + 1 : last + 2][:1] in _NOUN_NEXT,
        },
    )
    yield from _end_mark(tags, predicate.end)
    verb = candidate.clause.verb if candidate.clause else None
    after = [j for j in predicate.tokens if verb and not verb.start <= j <= verb.head]
    bare = _bare_nouns(after, candidate.tokens, lexicon)
    said = {lows[j] for j in after}
    limit = predicate.trailing if predicate.trailing >= 0 else len(tags)
    kinds = {tags[j] for j in after}
    finite = not _SECOND.isdisjoint([tags[j] for j in after if j < limit])
    yield from holding(
        "predicate",
        {
            "empty": not after,
            "name": "NNP" in kinds,
            "the-bare": bare == 1,
            "the-long": "the" in said and _long_definites(after, candidate.tokens),
            "owner-clash": _owner_clash(said, candidate.subject),
            "the-bare-twice": bare > 1,
            "pronoun-object": any(tags[j] == "PRP" and lows[j] in _OBJECTS for j in after[:2]),
            "pointing": not _POINTERS.isdisjoint(said)
            and any(tags[j] == "DT" and lows[j] in _POINTERS for j in after),
            "possessive": not _POSSESSIVES.isdisjoint(said),
            "second-verb": finite and not predicate.complement,
            "event": not lexicon.nouns.keys().isdisjoint(said),
            "with-clause": predicate.trailing >= 0,
        },
    )


def _end_mark(tags: list[str], following: int) -> Iterator[str]:
    """What stands behind the last word: the end of the sentence, a phrase, a relative clause."""
    while following < len(tags) and tags[following] == "DATE":
        following += 1
    mark = tags[following] if following < len(tags) else "."
    if mark not in (":", "(", "CC"):
        yield f"end:{_MARKS.get(mark, 'odd')}"


def _bare_nouns(after: list[int], tokens: Tokens, lexicon: Lexicon) -> int:
    """Count "the NOUN" without "of", the unique ones ("the government") left out."""
    tags, lows = tokens.tags, tokens.lows
    return sum(
        lows[j] == "the"
        and tags[k] in ("NN", "NNS")
        and lows[k] not in lexicon.sets["unique_the"]
        and (k + 1 >= len(lows) or lows[k + 1] != "of")
        for j, k in pairwise(after)
        if k == j + 1
    )


def _long_definites(after: list[int], tokens: Tokens) -> bool:
    """Whether there is a "the ADJECTIVE NOUN" without a name or "of", which only context tells."""
    tags, lows = tokens.tags, tokens.lows
    for place, j in enumerate(after):
        if lows[j] != "the":
            continue
        phrase: list[int] = []
        for k in after[place + 1 :]:
            if tags[k] not in _IN_PHRASE or k != j + 1 + len(phrase):
                break
            phrase.append(k)
        if len(phrase) < 2 or tags[phrase[-1]] not in ("NN", "NNS"):
            continue
        following = lows[phrase[-1] + 1] if phrase[-1] + 1 < len(lows) else ""
        named = any(tokens.words[k][:1].isupper() for k in phrase)
        if not named and following not in ("of", "for", "in", "that", "to", "between"):
            return True
    return False


def _owner_clash(said: set[str], subject: Subject | None) -> bool:
    """Whether "his" or "her" has no person in the subject that it could be of."""
    if subject is None or said.isdisjoint(("his", "her", "he", "she")):
        return False
    if subject.plural or subject.kind != "named":
        return True
    known = gazetteer().get(subject.text.lower().removeprefix("the "))
    return known is not None and known.kind != "person"
