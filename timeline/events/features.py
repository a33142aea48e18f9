"""What the score looks at: binary facts about a candidate, each with a name for people."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events.candidates import Candidate, candidate_happening
from timeline.events.clauses import Clause
from timeline.events.lexicon import Lexicon
from timeline.events.predicates import Predicate
from timeline.events.subjects import Subject
from timeline.events.tagging import NOUNS
from timeline.events.verbs import VerbGroup


def features(candidate: Candidate, context: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Name the facts that hold for a candidate, sorted, none twice.

    Args:
        candidate: the row that could be.
        context: facts about its article and date, as `context_facts` names them.
        lexicon: word lists.
    """
    found = set(_common(candidate, context, lexicon))
    if candidate.nominal:
        found.update(_nominal(candidate, lexicon))
    elif candidate.clause and candidate.subject and candidate.predicate:
        verb = candidate.clause.verb
        if verb:
            found.update(_subject(candidate, candidate.subject, lexicon))
            found.update(_verb(candidate, candidate.clause, verb, lexicon))
            found.update(_attachment(candidate, candidate.clause, verb, lexicon))
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


def _common(candidate: Candidate, context: tuple[str, ...], lexicon: Lexicon) -> Iterator[str]:
    tokens = candidate.tokens
    yield f"kind:{candidate.kind}"
    yield from context
    happening = candidate_happening(candidate, lexicon)
    if happening:
        yield f"class:{happening.event_class}"
    yield f"modality:{candidate.modality}"
    if candidate.granularity:
        yield f"date:{candidate.granularity}"
    low = tokens.lows[candidate.date] if candidate.date >= 0 else ""
    if low in ("today", "now", "tonight", "this year", "this week", "this month"):
        yield f"date:{'today' if low in ('today', 'now', 'tonight') else 'this-unit'}"
    if tokens.text.rstrip("\"”'’) ").endswith("?"):
        yield "sentence:question"
    if len(tokens) > 55:
        yield "sentence:long"
    last = candidate.predicate.tokens[-1] if candidate.predicate else -1
    if 0 <= last < candidate.date and any(
        tokens.tags[j] == "," for j in range(last + 1, candidate.date)
    ):
        yield "date:beyond-comma"
    if candidate.date == 0 or (candidate.date == 1 and tokens.tags[0] == "IN"):
        yield "date:opens"
    words = candidate.title.lower().replace("’", "'").split()
    if any(w.strip(",.") in lexicon.sets["pronoun_self"] for w in words):
        yield "title:self"
    if any(w.strip(",.") in ("he", "she", "it", "they", "him", "her", "them") for w in words[1:]):
        yield "title:pronoun"
    if any(w in ("this", "these", "those", "such", "here", "that's", "there") for w in words):
        yield "title:pointing"
    if len(words) < 5:
        yield "title:short"
    if len(words) > 18:
        yield "title:long"
    if sum(w[0].isdigit() or w[0] in "$€£" for w in words) >= 2:
        yield "title:figures"
    if candidate.title.count("(") != candidate.title.count(")") or '"' in candidate.title:
        yield "title:stray-marks"
    if any(tokens.quoted[i] for i in (candidate.date,) if i >= 0):
        yield "date:quoted"
    if not any(w[:1].isupper() for w in candidate.title.split()[1:]):
        yield "title:no-name"


def _nominal(candidate: Candidate, lexicon: Lexicon) -> Iterator[str]:
    nominal = candidate.nominal
    assert nominal is not None  # noqa: S101
    yield f"nominal:{nominal.pattern}"
    tokens = candidate.tokens
    names = sum(tokens.tags[i] == "NNP" for i in nominal.tokens)
    yield "nominal:names" if names >= 2 else "nominal:one-name"
    if tokens.lows[nominal.head] in lexicon.sets["generic_event"]:
        yield "nominal:generic"
    if nominal.tokens[-1] == nominal.head:
        yield "nominal:bare"
    if len(nominal.tokens) <= 3:
        yield "nominal:brief"
    if any(tokens.lows[i] in ("of", "on", "between", "against") for i in nominal.tokens):
        yield "nominal:about"


def _subject(candidate: Candidate, subject: Subject, lexicon: Lexicon) -> Iterator[str]:
    yield f"subject:{subject.kind}"
    if subject.how != "own":
        yield f"subject:{subject.how}"
    low = subject.text.lower()
    words = low.split()
    first = words[0] if words else ""
    if first in ("his", "her", "its", "their"):
        yield "subject:possessive"
    if subject.kind == "common":
        if first in ("the", "this", "that", "these", "those") and len(words) <= 2:
            unique = words[-1] in lexicon.sets["unique_the"]
            yield "subject:the-unique" if unique else "subject:the-bare"
        elif first == "the":
            yield "subject:the-long"
        elif first in ("a", "an") or first in lexicon.sets["number_word"] or first[:1].isdigit():
            yield "subject:new"
        elif subject.plural:
            yield "subject:bare-plural"
    if subject.head in lexicon.sets["time_noun"]:
        yield "subject:time"
    if subject.head in lexicon.sets["market_noun"]:
        yield "subject:market"
    if subject.head in lexicon.sets["media_subject"]:
        yield "subject:media"
    if subject.head in lexicon.sets["abstract_subject"]:
        yield "subject:abstract"
    if subject.head in lexicon.nouns:
        yield "subject:event"
    if subject.gap:
        yield "subject:gap"
    if len(words) > 10:
        yield "subject:long"


def _verb(candidate: Candidate, clause: Clause, verb: VerbGroup, lexicon: Lexicon) -> Iterator[str]:
    yield f"tense:{verb.tense}"
    if verb.passive:
        yield "verb:passive"
    if verb.passive and verb.tense == "past":
        yield "verb:past-passive"
    for kind in ("speech", "performative", "figures", "state", "vague", "hungry"):
        if lexicon.is_verb(kind, verb.base):
            yield f"verb:{kind}"
    if verb.base in lexicon.happenings:
        yield "verb:happening"
    known = lexicon.is_verb("state", verb.base) or verb.base in lexicon.happenings
    if not known and not lexicon.is_verb("speech", verb.base):
        yield "verb:unknown" if verb.base not in lexicon.bases else "verb:other"
    if verb.base == "be" and not verb.passive:
        yield "verb:be"
    if verb.base == "have":
        yield "verb:have"
    predicate = candidate.predicate
    if predicate and predicate.complement:
        yield from _complement(candidate, predicate.complement, lexicon)
    elif lexicon.is_verb("complement", verb.base) and lexicon.is_verb("speech", verb.base):
        yield "verb:bare-speech"
    yield f"clause:{clause.kind}"
    if clause.kind == "relative" and clause.restrictive:
        yield "clause:restrictive"
    if clause.opener >= 0 and clause.kind == "subordinate":
        yield f"opener:{candidate.tokens.lows[clause.opener]}"


def _complement(candidate: Candidate, inner: Clause, lexicon: Lexicon) -> Iterator[str]:
    yield "complement:yes"
    verb = inner.verb
    if verb is None:
        return
    if verb.tense in ("future", "conditional"):
        yield "complement:future"
    if lexicon.is_verb("state", verb.base) and not verb.passive:
        yield "complement:state"
    if verb.base in lexicon.happenings:
        yield "complement:happening"


def _attachment(
    candidate: Candidate, clause: Clause, verb: VerbGroup, lexicon: Lexicon
) -> Iterator[str]:
    tokens, date = candidate.tokens, candidate.date
    if date < 0:
        return
    tags, lows = tokens.tags, tokens.lows
    before = lows[date - 1] if date else ""
    if before in (
        "until",
        "till",
        "through",
        "since",
        "from",
        "for",
        "before",
        "after",
        "by",
        "of",
    ):
        yield f"lead:{before}"
    elif before == ",":
        yield "lead:comma"
    low, high = sorted((verb.head, date))
    if any(low < other < high for other in tokens.date_at):
        yield "date:other-nearer"
    if date < verb.start:
        yield "date:before-verb"
        inside = candidate.subject.tokens if candidate.subject else ()
        if inside and inside[0] < date and any(tags[j] in ("IN", "TO") for j in inside if j < date):
            yield "date:in-subject"
        if any(tags[j] in ("VBN", "VBG") for j in range(max(0, date - 2), date)):
            yield "date:after-participle"
        return
    between = range(verb.head + 1, date)
    if len(between) > 9:
        yield "date:far"
    if not between or all(tags[j] in ("IN", "RB", "DT") for j in between):
        yield "date:at-verb"
    if date + 1 >= len(tags) or tags[date + 1] in (".", ","):
        yield "date:closes"
    if any(tags[j] in ("VBN", "VBG", "VBD") for j in range(max(verb.head + 1, date - 2), date)):
        yield "date:after-participle"
    if any(tags[j] == "TO" and j + 1 < date and tags[j + 1] == "VB" for j in between):
        yield "date:in-infinitive"
    if any(lows[j] in ("after", "over", "despite", "following", "amid", "since") for j in between):
        yield "date:after-phrase"
    if any(lows[j] in lexicon.nouns for j in between):
        yield "date:after-event-noun"
    if tags[date + 1 : date + 2] and tags[date + 1] in NOUNS | {"JJ", "POS"}:
        yield "date:modifier"


def _wording(candidate: Candidate, predicate: Predicate, lexicon: Lexicon) -> Iterator[str]:
    tokens = candidate.tokens
    tags, lows = tokens.tags, tokens.lows
    last = predicate.tokens[-1]
    if predicate.cut:
        yield "end:cut"
    if predicate.trimmed:
        yield "end:trimmed"
    if lows[last] in lexicon.sets["unfinished"]:
        yield "end:unfinished"
    following = predicate.end
    while following < len(tags) and tags[following] == "DATE":
        following += 1
    mark = tags[following] if following < len(tags) else "."
    if mark in (".",):
        yield "end:stop"
    elif mark == ",":
        yield "end:comma"
    elif mark in ("WP", "THAT"):
        yield "end:relative"
    elif mark in ("IN", "TO"):
        yield "end:phrase"
    elif mark not in (":", "(", "CC"):
        yield "end:odd"
    if tags[last] == "VBG" and last > 0 and tags[last - 1] in ("IN", "TO", "JJ"):
        yield "end:gerund"
    verb = candidate.clause.verb if candidate.clause else None
    after = [j for j in predicate.tokens if verb and j > verb.head]
    if not after:
        yield "predicate:empty"
    if any(tags[j] == "NNP" for j in after):
        yield "predicate:name"
    bare = sum(
        lows[j] == "the" and lows[k] not in lexicon.sets["unique_the"]
        and (k + 1 >= len(tags) or lows[k + 1] != "of") and tags[k] in ("NN", "NNS")
        for j, k in zip(after, after[1:], strict=False)
        if k == j + 1
    )  # fmt: skip
    if bare:
        yield "predicate:the-bare" if bare == 1 else "predicate:the-bare-twice"
    if any(lows[j] in ("his", "her", "its", "their") for j in after):
        yield "predicate:possessive"
    if not predicate.complement and any(tags[j] in ("VBD", "VBZ", "MD") for j in after):
        yield "predicate:second-verb"
    if any(lows[j] in lexicon.nouns for j in after):
        yield "predicate:event"
