"""What the score looks at: binary facts about a candidate, each with a name for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.events.candidates import Candidate, candidate_happening
from timeline.events.clause_features import subject_facts, verb_facts, wording_facts
from timeline.events.date_features import attachment_facts, date_facts
from timeline.events.facts import holding
from timeline.events.lexicon import Lexicon
from timeline.events.missing_features import missing_facts
from timeline.events.nominals import Nominal
from timeline.events.terms import terms, weight

_PERSONS = frozenset(("he", "she", "it", "they", "him", "her", "them"))
_POINTING = frozenset(("this", "these", "those", "such", "here", "that's", "there"))
_NAME = re.compile(r"(?<![\w’'.&-])[A-Z][\w’'.&-]*(?: (?:of |the )*[A-Z][\w’'.&-]*)*")
# Weights of words by how seldom they are, 0..15 (`terms.weight`): the lowest fifth of titles.
_EVERYDAY = 7.2
_RARE = 8
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ABOUT = frozenset(("of", "on", "between", "against"))


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
            found.update(subject_facts(candidate.subject, lexicon))
            found.update(verb_facts(candidate, candidate.clause, verb, lexicon))
            found.update(attachment_facts(candidate, verb, lexicon))
            found.update(wording_facts(candidate, candidate.predicate, lexicon))
    return tuple(sorted(found))


def context_facts(
    personal: bool, reported: bool, headline: float, days_ago: int | None, sentence: int
) -> tuple[str, ...]:
    """Name the facts about the place of a date.

    Args:
        personal: whether the article talks in the first or second person.
        reported: whether it quotes what people said.
        headline: share of the words of its headline that the sentence has.
        days_ago: days from the end of the date to publication (negative: to come), or None.
        sentence: index of the sentence in the article.
    """
    facts = ["article:personal"] if personal else []
    if reported:
        facts.append("article:reported")
    if headline >= 0.5:
        facts.append("article:headline")
    elif headline >= 0.25:
        facts.append("article:headline-some")
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
    yield f"kind:{candidate.kind}"
    yield from context
    happening = candidate_happening(candidate, lexicon)
    if happening:
        yield f"class:{happening.event_class}"
    yield f"modality:{candidate.modality}"
    tokens = candidate.tokens
    question = tokens.text.rstrip("\"”'’) ").endswith("?")
    yield from holding("sentence", {"question": question, "long": len(tokens) > 55})
    yield from _words(candidate.title)
    yield from _title(candidate, lexicon)
    yield from missing_facts(candidate, lexicon)
    if candidate.when.token >= 0:
        yield from date_facts(candidate, lexicon)


def _words(title: str) -> Iterator[str]:
    """Name the words of a title that are no names, and its last one.

    A title's verb and nouns say more of its weight than any class that they are put into;
    names would say what the stories were about that the weights were fitted on.
    """
    words = [word for word in _WORD.findall(title) if word.islower()]
    for word in words:
        yield f"word:{word}"
    if words and title.endswith(words[-1]):
        yield f"last:{words[-1]}"


def _title(candidate: Candidate, lexicon: Lexicon) -> Iterator[str]:
    title = candidate.title
    words = [w.strip(",.") for w in title.lower().replace("’", "'").split()]
    telling = [term for term in terms(title, "en") if not term.is_number]
    weights = [weight(term.code) for term in telling]
    plain = [weight(term.code) for term in telling if not term.is_name]
    names = len(_NAME.findall(title[1:]))
    selves = lexicon.sets["pronoun_self"]
    yield from holding(
        "title",
        {
            "self": not selves.isdisjoint(words),
            "pronoun": not _PERSONS.isdisjoint(words[1:]),
            "pointing": not _POINTING.isdisjoint(words),
            "short": len(words) < 5,
            "brief": 5 <= len(words) < 8,
            "long": len(words) > 18,
            "figures": sum([w[:1].isdigit() or w[:1] in ("$", "€", "£") for w in words]) >= 2,
            "stray-marks": title.count("(") != title.count(")") or '"' in title,
            "no-name": names == 0,
            "names": names > 1,
            "everyday": weights and sum(weights) < _EVERYDAY * len(weights),
            "no-rare-word": max(plain, default=0) < _RARE,
        },
    )


def _nominal(candidate: Candidate, nominal: Nominal, lexicon: Lexicon) -> Iterator[str]:
    tokens = candidate.tokens
    names = sum(tokens.tags[i] == "NNP" for i in nominal.tokens)
    yield from holding(
        "nominal",
        {
            nominal.pattern: True,
            "names": names >= 2,
            "one-name": names < 2,
            "generic": tokens.lows[nominal.head] in lexicon.sets["generic_event"],
            "complete": nominal.complete,
            "bare": nominal.tokens[-1] == nominal.head,
            "brief": len(nominal.tokens) <= 3,
            "statement": nominal.happening.event_class == "statement",
            "about": any(tokens.lows[i] in _ABOUT for i in nominal.tokens),
        },
    )
