"""What the score looks at: binary facts about a candidate, each with a name for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from timeline.events.candidates import Candidate, candidate_happening
from timeline.events.clauses import Clause
from timeline.events.lexicon import Lexicon
from timeline.events.nominals import Nominal
from timeline.events.penn import NOUNS
from timeline.events.predicates import Predicate
from timeline.events.references import Subject
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup

_PERSONS = frozenset(("he", "she", "it", "they", "him", "her", "them"))
_POINTING = frozenset(("this", "these", "those", "such", "here", "that's", "there"))
_POINTERS = frozenset(("that", "this", "these", "those"))
_POSSESSIVES = frozenset(("his", "her", "its", "their"))
_OBJECTS = frozenset(("him", "it", "them", "her"))
_ABOUT = frozenset(("of", "on", "between", "against"))
_VERB_CLASSES = ("speech", "performative", "figures", "state", "vague", "hungry")
_PHRASES = frozenset(("after", "over", "despite", "following", "amid", "since"))
_LEADS = frozenset(
    ("until", "till", "through", "since", "from", "for", "before", "after", "by", "of", ",")
)
_MARKS = {".": "stop", ",": "comma", "WP": "relative", "THAT": "relative", "IN": "phrase",
          "TO": "phrase"}  # fmt: skip


def features(candidate: Candidate, context: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Name the facts that hold for a candidate, sorted, none twice.

    Args:
        candidate: the row that could be.
        context: facts about its article and date, as `context_facts` names them.
        lexicon: word lists.
    """
    found = set(_common(candidate, context, lexicon))
    if candidate.nominal:
        found.update(_nominal(candidate, candidate.nominal, lexicon))
    elif candidate.clause and candidate.subject and candidate.predicate:
        verb = candidate.clause.verb
        if verb:
            found.update(_subject(candidate.subject, lexicon))
            found.update(_verb(candidate, candidate.clause, verb, lexicon))
            found.update(_attachment(candidate, verb, lexicon))
            found.update(_wording(candidate, candidate.predicate, lexicon))
    return tuple(sorted(found))


def context_facts(personal: bool, days_ago: int | None, sentence: int) -> tuple[str, ...]:
    """Name the facts about the place of a date.

    Args:
        personal: whether the article talks in the first or second person.
        days_ago: days from the end of the date to publication (negative: to come), or None.
        sentence: index of the sentence in the article.
    """
    facts = ["article:personal"] if personal else []
    if sentence < 6:
        facts.append("article:opening")
    if days_ago is None:
        facts.append("age:unknown")
    elif days_ago < 0:
        facts.append("age:to-come")
    elif days_ago <= 8:
        facts.append("age:week")
    elif days_ago <= 400:
        facts.append("age:year")
    else:
        facts.append("age:older")
    return tuple(facts)


def _facts(prefix: str, facts: Mapping[str, object]) -> Iterator[str]:
    return (f"{prefix}:{name}" for name, holds in facts.items() if holds)


def _common(candidate: Candidate, context: tuple[str, ...], lexicon: Lexicon) -> Iterator[str]:
    yield f"kind:{candidate.kind}"
    yield from context
    happening = candidate_happening(candidate, lexicon)
    if happening:
        yield f"class:{happening.event_class}"
    yield f"modality:{candidate.modality}"
    tokens = candidate.tokens
    question = tokens.text.rstrip("\"”'’) ").endswith("?")
    yield from _facts("sentence", {"question": question, "long": len(tokens) > 55})
    yield from _title(candidate, lexicon)
    if candidate.when.token >= 0:
        yield from _date(candidate)


def _title(candidate: Candidate, lexicon: Lexicon) -> Iterator[str]:
    title = candidate.title
    words = [w.strip(",.") for w in title.lower().replace("’", "'").split()]
    selves = lexicon.sets["pronoun_self"]
    yield from _facts(
        "title",
        {
            "self": any(w in selves for w in words),
            "pronoun": not _PERSONS.isdisjoint(words[1:]),
            "pointing": not _POINTING.isdisjoint(words),
            "short": len(words) < 5,
            "long": len(words) > 18,
            "figures": sum(w[:1].isdigit() or w[:1] in ("$", "€", "£") for w in words) >= 2,
            "stray-marks": title.count("(") != title.count(")") or '"' in title,
            "no-name": not any(w[:1].isupper() for w in title.split()[1:]),
        },
    )


def _date(candidate: Candidate) -> Iterator[str]:
    tokens, date = candidate.tokens, candidate.when.token
    low = tokens.lows[date]
    last = candidate.predicate.tokens[-1] if candidate.predicate else -1
    after_last = range(last + 1, date) if last >= 0 else range(0)
    in_participle = candidate.clauses.of(date).kind == "participle"
    yield f"date:{candidate.when.granularity}"
    yield from _facts(
        "date",
        {
            "today": low in ("today", "now", "tonight"),
            "this-unit": low in ("this year", "this week", "this month"),
            "beyond-comma": any(tokens.tags[j] == "," for j in after_last),
            "opens": date == 0 or (date == 1 and tokens.tags[0] == "IN"),
            "in-participle": in_participle and candidate.nominal is None,
            "quoted": tokens.quoted[date],
        },
    )


def _nominal(candidate: Candidate, nominal: Nominal, lexicon: Lexicon) -> Iterator[str]:
    tokens = candidate.tokens
    names = sum(tokens.tags[i] == "NNP" for i in nominal.tokens)
    yield from _facts(
        "nominal",
        {
            nominal.pattern: True,
            "names": names >= 2,
            "one-name": names < 2,
            "generic": tokens.lows[nominal.head] in lexicon.sets["generic_event"],
            "complete": nominal.complete,
            "bare": nominal.tokens[-1] == nominal.head,
            "brief": len(nominal.tokens) <= 3,
            "about": any(tokens.lows[i] in _ABOUT for i in nominal.tokens),
        },
    )


def _subject(subject: Subject, lexicon: Lexicon) -> Iterator[str]:
    words = subject.text.lower().split()
    head, sets = subject.head, lexicon.sets
    if subject.kind == "common":
        yield from _common_subject(words, subject.plural, lexicon)
    yield from _facts(
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


def _verb(candidate: Candidate, clause: Clause, verb: VerbGroup, lexicon: Lexicon) -> Iterator[str]:
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
    yield from _facts(
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
        yield from _facts("complement", facts)


def _attachment(candidate: Candidate, verb: VerbGroup, lexicon: Lexicon) -> Iterator[str]:
    tokens, date = candidate.tokens, candidate.when.token
    if date < 0:
        return
    before = tokens.lows[date - 1] if date else ""
    if before in _LEADS:
        yield f"lead:{'comma' if before == ',' else before}"
    low, high = sorted((verb.head, date))
    if any(low < other < high for other in tokens.date_at):
        yield "date:other-nearer"
    before_verb = date < verb.start
    yield from _before(candidate, date) if before_verb else _after(candidate, verb, date, lexicon)


def _before(candidate: Candidate, date: int) -> Iterator[str]:
    tags = candidate.tokens.tags
    inside = candidate.subject.tokens if candidate.subject else ()
    phrase = any(tags[j] in ("IN", "TO") for j in inside if j < date)
    yield "date:before-verb"
    if inside and inside[0] < date and phrase:
        yield "date:in-subject"
    if any(tags[j] in ("VBN", "VBG") for j in range(max(0, date - 2), date)):
        yield "date:after-participle"


def _after(candidate: Candidate, verb: VerbGroup, date: int, lexicon: Lexicon) -> Iterator[str]:
    tags, lows = candidate.tokens.tags, candidate.tokens.lows
    between = range(verb.head + 1, date)
    following = tags[date + 1] if date + 1 < len(tags) else "."
    just_before = range(max(verb.head + 1, date - 2), date)
    yield from _facts(
        "date",
        {
            "far": len(between) > 9,
            "at-verb": all(tags[j] in ("IN", "RB", "DT") for j in between),
            "closes": following in (".", ","),
            "after-participle": any(tags[j] in ("VBN", "VBG", "VBD") for j in just_before),
            "in-infinitive": any(tags[j] == "TO" and tags[j + 1] == "VB" for j in between),
            "after-phrase": any(lows[j] in _PHRASES for j in between),
            "after-event-noun": any(lows[j] in lexicon.nouns for j in between),
            "modifier": following in NOUNS or following in ("JJ", "POS"),
        },
    )


def _wording(candidate: Candidate, predicate: Predicate, lexicon: Lexicon) -> Iterator[str]:
    tags, lows = candidate.tokens.tags, candidate.tokens.lows
    last = predicate.tokens[-1]
    yield from _facts(
        "end",
        {
            "cut": predicate.cut,
            "mid-list": predicate.cut and tags[last + 1 : last + 2] == [","],
            "trimmed": predicate.trimmed,
            "lacking": predicate.lacking,
            "unfinished": lows[last] in lexicon.sets["unfinished"],
            "gerund": last > 0 and tags[last] == "VBG" and tags[last - 1] in ("IN", "TO", "JJ"),
        },
    )
    yield from _end_mark(tags, predicate.end)
    verb = candidate.clause.verb if candidate.clause else None
    after = [j for j in predicate.tokens if verb and j > verb.head]
    bare = _bare_nouns(after, candidate.tokens, lexicon)
    finite = any(tags[j] in ("VBD", "VBZ", "MD") for j in after)
    said = {lows[j] for j in after}
    yield from _facts(
        "predicate",
        {
            "empty": not after,
            "name": any(tags[j] == "NNP" for j in after),
            "the-bare": bare == 1,
            "the-bare-twice": bare > 1,
            "pronoun-object": any(tags[j] == "PRP" and lows[j] in _OBJECTS for j in after[:2]),
            "pointing": any(tags[j] == "DT" and lows[j] in _POINTERS for j in after),
            "possessive": not _POSSESSIVES.isdisjoint(said),
            "second-verb": finite and not predicate.complement,
            "event": not said.isdisjoint(lexicon.nouns),
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
