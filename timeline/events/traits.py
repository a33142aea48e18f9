"""What linking knows of one mention: a small value that two mentions are compared by.

Traits are a function of the mention and its own article; they are stored as bytes beside the
mention, so that comparing needs neither its text nor any other article.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from timeline.edtf import Edtf, parse
from timeline.errors import StorageError
from timeline.events.acts import act_code, acts_of, class_code, head_code
from timeline.events.lexicon import lexicon
from timeline.events.terms import Term, code_of, count_codes, terms, total, weight
from timeline.models import GRANULARITIES, EventMention

TRAITS_VERSION = 3
_HEADER = struct.Struct("<BBBiiiIIIHHH")
_OPEN = 2**31 - 1
_LAST = 2**30
_TITLE_TERMS, _SENTENCE_TERMS, _ARTICLE_TERMS = 20, 30, 40
_ARTICLE_CHARACTERS = 2000
_OTHER = "other"
_OWN_NEWS = frozenset({"lead", "headline"})
_KEYS, _NEWS_KEYS, _STORY_KEYS = 4, 4, 3
_SETS = 9
_OPENING = 120
"""Characters of place, date and byline that may stand before the first sentence of a text."""
_NEWS_DAYS = 3
_ACQUITTED = "not guilty"
_NAME_BONUS = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """What one mention is compared by.

    Attributes:
        first, last: day numbers of the date; None where the side is open.
        granularity: index in `GRANULARITIES`.
        approximate: whether the date is about right (`~`), as the publication day is.
        own_news: whether it is the article's own news (a lead, a headline).
        written: day number of the article's DCT, or None.
        negated: whether the mention says that it did not happen.
        reporting: whether all that it names is that somebody said something.
        article: code of the article key; language: code of the language.
        head: code of the word that names what happens, 0 if unknown.
        title, names, sentence, context: term codes of the title, of the names in title and
            entities, of title and sentence together, and of the article's most telling terms.
        numbers, places: codes of the numbers in the title, and of the places that it names.
        acts: all that the title says happens, and the classes of that (see `acts`).
        main: those that its verb or event noun says; all, if that says nothing of a kind.
        keys: up to seven codes that a mention of the same event most likely shares, best first.
        supporting: whether it makes no row (see `EventMention.supports`).
        leading: whether it is its article's own news, or the first thing that its text says, of
            one of the days before: news texts begin with what they are about.
    """

    first: int | None
    last: int | None
    granularity: int
    approximate: bool
    own_news: bool
    written: int | None
    negated: bool
    reporting: bool
    article: int
    language: int
    head: int
    title: frozenset[int]
    names: frozenset[int]
    sentence: frozenset[int]
    context: frozenset[int]
    numbers: frozenset[int]
    places: frozenset[int]
    acts: frozenset[int]
    main: frozenset[int]
    keys: tuple[int, ...]
    title_weight: int
    names_weight: int
    context_weight: int
    supporting: bool = False
    leading: bool = False


def article_terms(title: str, text: str, language: str | None) -> frozenset[int]:
    """Choose the most telling terms of an article.

    Args:
        title: its headline.
        text: its text, of which the first 2,000 characters count.
        language: BCP 47 primary subtag.

    Returns:
        At most 40 term codes: the heaviest by weight times the root of the count.
    """
    counts = count_codes(f"{title}\n{title}\n{text[:_ARTICLE_CHARACTERS]}", language)
    heaviest = sorted(counts, key=lambda code: (-weight(code) * counts[code] ** 0.5, code))
    return frozenset(heaviest[:_ARTICLE_TERMS])


def traits_of(mention: EventMention, context: frozenset[int]) -> Traits:
    """Work out what a mention is compared by.

    Args:
        mention: one with a date.
        context: the terms of its article, from `article_terms`.

    Returns:
        Its traits, the same on every machine.

    Raises:
        ValueError: the mention has no date.
    """
    if mention.edtf is None:
        raise ValueError("a mention without a date is not linked")
    when = parse(mention.edtf)
    supporting = mention.state == "rejected"
    words = mention.sentence if supporting and mention.kind != "headline" else mention.title
    title_terms = terms(words, mention.language)
    sentence_terms = terms(mention.sentence, mention.language)
    places = _entity_terms(mention, "place")
    names = _names(title_terms, sentence_terms, places | _entity_terms(mention, "actor"))
    happens = _what_happens(mention, words, title_terms)
    title = _heaviest([term.code for term in title_terms], _TITLE_TERMS, happens.head)
    sentence = _heaviest([term.code for term in sentence_terms], _SENTENCE_TERMS, happens.head)
    return Traits(
        first=_bounded(when.earliest_day),
        last=_bounded(when.latest_day),
        granularity=GRANULARITIES.index(when.granularity),
        approximate=when.approximate,
        own_news=mention.kind in _OWN_NEWS,
        written=_day(mention.dct),
        negated=mention.modality == "negated" and _ACQUITTED not in mention.title.lower(),
        reporting=happens.reporting,
        article=code_of(f"article {mention.article_key}", 0),
        language=code_of(f"language {mention.language or 'en'}", 0),
        head=happens.head,
        title=title,
        names=names,
        sentence=title | sentence,
        context=context,
        numbers=frozenset(term.code for term in title_terms if term.is_number),
        places=title & places,
        acts=happens.acts,
        main=happens.main,
        keys=_keys(title, names, happens.head)
        if mention.kind not in _OWN_NEWS and not supporting
        else _news_keys(title, names, context),
        title_weight=total(title),
        names_weight=total(names),
        context_weight=total(context),
        supporting=supporting,
        leading=_leads(mention, when),
    )


def _leads(mention: EventMention, when: Edtf) -> bool:
    if mention.kind in _OWN_NEWS:
        return True
    written = _day(mention.dct)
    if written is None or when.earliest_day is None or mention.sentence_start > _OPENING:
        return False
    return 0 <= written - when.earliest_day <= _NEWS_DAYS


@dataclass(frozen=True, slots=True)
class _Happens:
    """What a mention says happens: as `acts`, `main`, `head` and `reporting` of `Traits`."""

    acts: frozenset[int]
    main: frozenset[int]
    head: int
    reporting: bool


def _what_happens(mention: EventMention, words: str, title_terms: Sequence[Term]) -> _Happens:
    unknown = mention.event_class in (None, _OTHER)
    english = mention.language in (None, "en")
    acts = acts_of(words, title_terms) if english else frozenset()
    main = acts
    if mention.event_class and not unknown:
        main = frozenset({class_code(mention.event_class)})
        if mention.head:
            main |= {act_code(mention.head, mention.language)} - {0}
        acts |= main
    reporting = mention.head is not None and unknown and lexicon().is_verb("speech", mention.head)
    head = head_code(mention.head, mention.language) if mention.head and not reporting else 0
    return _Happens(acts, main, head, reporting)


def _names(title: list[Term], sentence: list[Term], entities: frozenset[int]) -> frozenset[int]:
    """Names of the title: those of its entities and those that the sentence capitalises too."""
    written = {term.code for term in (*title, *sentence) if term.is_name}
    return entities | {term.code for term in title if term.code in written}


def _entity_terms(mention: EventMention, role: str) -> frozenset[int]:
    codes: frozenset[int] = frozenset()
    for entity in mention.entities:
        if entity.role == role:
            codes |= _name_codes(entity.name, mention.language)
    return codes


@lru_cache(maxsize=16384)
def _name_codes(name: str, language: str | None) -> frozenset[int]:
    return frozenset(count_codes(name, language))


def _keys(title: frozenset[int], names: frozenset[int], head: int) -> tuple[int, ...]:
    ranked = sorted(
        title - {head}, key=lambda code: (-weight(code) - _NAME_BONUS * (code in names), code)
    )
    return (*ranked[: _KEYS - 1], head) if head else tuple(ranked[:_KEYS])


def _news_keys(
    title: frozenset[int], names: frozenset[int], context: frozenset[int]
) -> tuple[int, ...]:
    """For an article's own news, which others may title in other words: its article counts."""

    def telling(code: int) -> tuple[int, int]:
        return -weight(code) - _NAME_BONUS * (code in names), code

    best = sorted(title, key=telling)[:_NEWS_KEYS]
    rest = sorted(context - set(best), key=telling)[:_STORY_KEYS]
    return (*best, *rest)


def _heaviest(codes: list[int], limit: int, head: int) -> frozenset[int]:
    """The most telling distinct codes, and the one that names what happens."""
    distinct = set(codes)
    if len(distinct) > limit:
        distinct = set(sorted(distinct, key=lambda code: (-weight(code), code))[:limit])
    return frozenset(distinct | {head} if head else distinct)


def _day(dct: str | None) -> int | None:
    return None if dct is None else parse(dct[:10]).earliest_day


def _bounded(day: int | None) -> int | None:
    """Keep days of the first and last millions of years within 32 bits."""
    return None if day is None else max(-_LAST, min(_LAST, day))


def pack(value: Traits) -> bytes:
    """Write traits as bytes for the database."""
    flags = value.approximate | value.negated << 1 | value.reporting << 2 | value.own_news << 3
    flags |= value.supporting << 4 | value.leading << 5
    sets = (
        value.title, value.names, value.sentence, value.context, value.numbers, value.places,
        value.acts, value.main,
    )  # fmt: skip
    body = array("I")
    for codes in sets:
        body.extend(sorted(codes))
    body.extend(value.keys)
    sizes = bytes(len(codes) for codes in (*sets, value.keys))
    header = _HEADER.pack(
        TRAITS_VERSION, flags, value.granularity,
        *(_OPEN if day is None else day for day in (value.first, value.last, value.written)),
        value.article, value.language, value.head,
        value.title_weight, value.names_weight, value.context_weight,
    )  # fmt: skip
    return header + sizes + body.tobytes()


def unpack(data: bytes) -> Traits:
    """Read traits that `pack` wrote.

    Raises:
        StorageError: another version of the rules wrote them.
    """
    if data[0] != TRAITS_VERSION:
        raise StorageError(
            "the events were linked by another version of the rules;"
            " `timeline reprocess` reads the stored articles again"
        )
    (_, flags, granularity, first, last, written, article, language, head, title_weight,
      names_weight, context_weight) = _HEADER.unpack_from(data)  # fmt: skip
    start = _HEADER.size + _SETS
    body = array("I")
    body.frombytes(data[start:])
    codes = body.tolist()
    ends = list(accumulate(data[_HEADER.size : start]))
    title, names, sentence, context, numbers, places, acts, main, keys = (
        codes[begin:end] for begin, end in zip((0, *ends), ends, strict=False)
    )
    return Traits(
        None if first == _OPEN else first,
        None if last == _OPEN else last,
        granularity,
        bool(flags & 1),
        bool(flags & 8),
        None if written == _OPEN else written,
        bool(flags & 2),
        bool(flags & 4),
        article,
        language,
        head,
        frozenset(title),
        frozenset(names),
        frozenset(sentence),
        frozenset(context),
        frozenset(numbers),
        frozenset(places),
        frozenset(acts),
        frozenset(main),
        tuple(keys),
        title_weight,
        names_weight,
        context_weight,
        bool(flags & 16),
        bool(flags & 32),
    )
