"""Event mentions of one article: for every dated expression a row, or the reason for none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from timeline import edtf as edtf_values
from timeline.edtf import Edtf
from timeline.errors import EDTFError
from timeline.events.candidates import Candidate, candidate_happening
from timeline.events.entities import entities_in
from timeline.events.features import context_facts, features
from timeline.events.headline import clean, is_news
from timeline.events.hygiene import own_start, refuse
from timeline.events.lexicon import Happening, Lexicon, lexicon
from timeline.events.other_languages import clause_with, is_english
from timeline.events.reading import Dated, Reading, join_ranges
from timeline.events.score import MORE_CUT, SHOWN_CUT, cuts, score, weights
from timeline.events.titles import shorten, tidy
from timeline.events.writer import Refusal, tell, tell_clause
from timeline.models import (
    Article,
    EventMention,
    Granularity,
    MentionKind,
    MentionState,
    Timex,
    short_hash,
)

RULES_VERSION = "events-1"
_LEAD_SENTENCES = 4
_HEADLINE_SCORE = 0.62


class Extractor(Protocol):
    """What turns an article with its temporal expressions into event mentions."""

    def extract(self, article: Article, timexes: Sequence[Timex]) -> list[EventMention]:
        """Extract mentions; see `extract`."""
        ...


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """The extractor of this package: rules, a small tag table and fitted weights."""

    def extract(self, article: Article, timexes: Sequence[Timex]) -> list[EventMention]:
        """Extract mentions; see `extract`."""
        return _Extraction.of(article, timexes).run()


def extract(article: Article, timexes: Sequence[Timex]) -> list[EventMention]:
    """Extract the event mentions of an article.

    Args:
        article: its text, title, language and publication time.
        timexes: the temporal expressions of its text, as `timeline.temporal.find` gives them.

    Returns:
        The headline and lead (if there are such), then one mention for every expression that
        names or would name a date, in text order; each `shown`, `more`, or `rejected` with its
        reason. The same article always gives the same mentions.
    """
    return RuleExtractor().extract(article, timexes)


def extract_with_facts(
    article: Article, timexes: Sequence[Timex]
) -> list[tuple[EventMention, tuple[str, ...]]]:
    """Extract mentions together with the facts that their scores were made of.

    For fitting weights; arguments as for `extract`. Mentions that were never scored have none.
    """
    extraction = _Extraction.of(article, timexes)
    return [(mention, extraction.facts.get(mention.key, ())) for mention in extraction.run()]


@dataclass(slots=True)
class _Extraction:
    article: Article
    reading: Reading
    lexicon: Lexicon
    dct_day: int | None
    english: bool
    occurrences: Counter[str]
    facts: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, article: Article, timexes: Sequence[Timex]) -> _Extraction:
        words = lexicon()
        when = article.dct
        day = when.date() if isinstance(when, datetime) else when
        reading = Reading.of(article.text, article.language, join_ranges(timexes), words)
        return cls(
            article, reading, words, day.toordinal() if day else None,
            is_english(article.language, article.text), Counter(), {},
        )  # fmt: skip

    def run(self) -> list[EventMention]:
        mentions: list[EventMention] = []
        headline = self.headline()
        if headline:
            mentions.append(headline)
        lead = self.lead() if self.english else None
        if lead:
            mentions.append(lead)
        for index in range(len(self.reading.spans)):
            sentence = self.reading.sentence(index)
            occurrence = self.occurrences[sentence]
            self.occurrences[sentence] += 1
            for one in self.reading.dated_in(index):
                mention = self.dated(index, one, occurrence)
                if mention:
                    mentions.append(mention)
        return _once_each(mentions)

    def dated(self, index: int, one: Dated, occurrence: int) -> EventMention | None:
        timex = one.timex
        if timex.type not in ("DATE", "TIME") and one.edtf is None and timex.unresolved is None:
            return None
        base = self._blank(index, one, occurrence)
        if timex.unresolved:
            return replace(base, rejected_reason=f"unresolved: {timex.unresolved}")
        value = _parsed(one.edtf)
        if value is None:
            return replace(base, rejected_reason="names-no-date")
        base = replace(base, granularity=value.granularity)
        reason = refuse(base.sentence[own_start(base.sentence) :])
        if reason:
            return replace(base, rejected_reason=reason)
        if not self.english:
            return self._other_language(base, value)
        token = self.reading.token_of(index, one)
        if token < 0:
            return replace(base, rejected_reason="dateline")
        told = tell(self.reading.analysis(index), token, value.granularity, self._is_future(value))
        if isinstance(told, Refusal):
            return replace(base, rejected_reason=told.reason)
        return self._scored(base, told)

    def _scored(self, base: EventMention, told: Candidate) -> EventMention:
        facts = self.facts[base.key] = features(told, self._context(base), self.lexicon)
        value, parts = score(facts, weights())
        shown, more = cuts(told.modality)
        state: MentionState = "shown" if value >= shown else "more" if value >= more else "rejected"
        happening = candidate_happening(told, self.lexicon)
        return replace(
            base,
            state=state,
            rejected_reason=None if state != "rejected" else "score-below-cut",
            title=told.title,
            short_title=shorten(told.title, self.lexicon),
            modality=told.modality,
            modality_cue=told.cue,
            score=value,
            score_parts=parts,
            rule=told.rule,
            event_class=happening.event_class if happening else None,
            head=happening.stem if happening else None,
            entities=entities_in(told.title, self.reading.names, self.lexicon),
        )

    def _context(self, base: EventMention) -> tuple[str, ...]:
        value = _parsed(base.edtf)
        ago = None
        if self.dct_day is not None and value is not None:
            last = value.latest_day if value.latest_day is not None else value.earliest_day
            ago = self.dct_day - last if last is not None else None
        index = self.reading.sentence_of(base.sentence_start)
        return context_facts(self.reading.personal, ago, index)

    def _blank(self, index: int, one: Dated, occurrence: int) -> EventMention:
        sentence = self.reading.sentence(index)
        start = self.reading.spans[index][0]
        place = str(one.start - start)
        parts = (self.article.key, sentence, place, *([str(occurrence)] if occurrence else []))
        return EventMention(
            key=short_hash(*parts),
            article_key=self.article.key,
            kind="dated",
            state="rejected",
            sentence=sentence,
            sentence_start=start,
            start=one.start,
            end=one.end,
            expression=self.article.text[one.start : one.end],
            title="",
            short_title="",
            edtf=one.edtf,
            granularity=one.timex.granularity,
            modality="asserted",
            score=0.0,
            rule="none",
            date_rule=one.timex.rule,
            rules_version=RULES_VERSION,
            timex_value=one.timex.value,
            language=self.article.language,
            dct=self.article.published,
        )

    def _is_future(self, value: Edtf) -> bool:
        if self.dct_day is None:
            return False
        first, last = value.earliest_day, value.latest_day
        if first is not None and first > self.dct_day:
            return True
        still_open = last is None or last > self.dct_day
        return first == self.dct_day and still_open and value.kind == "set"

    def _other_language(self, base: EventMention, value: Edtf) -> EventMention:
        at = base.start - base.sentence_start
        title = clause_with(base.sentence, at, at + base.end - base.start)
        if title is None:
            return replace(base, rejected_reason="too-long")
        title = tidy(title)
        return replace(
            base,
            state="more",
            title=title,
            short_title=shorten(title, self.lexicon),
            modality="planned" if self._is_future(value) else "asserted",
            score=MORE_CUT,
            rule="as-it-stands",
        )

    def _own_news(
        self, kind: MentionKind, sentence: str, start: int, edtf: str | None
    ) -> EventMention:
        return EventMention(
            key=short_hash(self.article.key, sentence, kind),
            article_key=self.article.key,
            kind=kind,
            state="rejected",
            sentence=sentence,
            sentence_start=start,
            start=-1,
            end=-1,
            expression="",
            title="",
            short_title="",
            edtf=edtf,
            granularity="day" if edtf else None,
            modality="asserted",
            score=0.0,
            rule="none",
            date_rule="dct",
            rules_version=RULES_VERSION,
            rejected_reason=None if edtf else "no-publication-date",
            language=self.article.language,
            dct=self.article.published,
        )

    def _dct_edtf(self) -> str | None:
        return f"{edtf_values.day_text(self.dct_day)}~" if self.dct_day is not None else None

    def lead(self) -> EventMention | None:
        """Make a mention of the first undated sentence among the first four."""
        for index in range(min(_LEAD_SENTENCES, len(self.reading.spans))):
            if self.reading.dated_in(index) or refuse(self.reading.sentence(index)):
                continue
            base = self._own_news(
                "lead", self.reading.sentence(index), self.reading.spans[index][0], self._dct_edtf()
            )
            if base.edtf is None:
                return base
            analysis = self.reading.analysis(index)
            clause = analysis.clauses.items[0]
            told = tell_clause(analysis, clause, -1, "lead", None, False)
            if isinstance(told, Refusal):
                return replace(base, rejected_reason=told.reason)
            return self._scored(base, told)
        return None

    def headline(self) -> EventMention | None:
        """Make a mention of the headline, on its publication day or the day of its lead."""
        title = clean(self.article.title)
        if not title:
            return None
        edtf, how = self._headline_date(title)
        base = self._own_news("headline", self.article.title, -1, edtf)
        if edtf is None:
            return base
        reason = is_news(title, self.lexicon) if self.english else _plain_headline(title)
        if reason:
            return replace(base, rejected_reason=reason)
        title = tidy(title)
        happening = _first_happening(title, self.lexicon) if self.english else None
        return replace(
            base,
            state="shown",
            title=title,
            short_title=shorten(title, self.lexicon),
            score=_HEADLINE_SCORE if self.english else SHOWN_CUT,
            rule="headline",
            date_rule=how,
            event_class=happening.event_class if happening else None,
            head=happening.stem if happening else None,
            entities=entities_in(title, self.reading.names, self.lexicon),
        )

    def _headline_date(self, title: str) -> tuple[str | None, str]:
        """The day that a sentence of the lead gives the same news, else about the DCT."""
        stems = _stems(title)
        for index in range(min(_LEAD_SENTENCES, len(self.reading.spans))):
            shared = stems & _stems(self.reading.sentence(index))
            if not stems or len(shared) < 0.4 * len(stems):
                continue
            for one in self.reading.dated_in(index):
                value = _parsed(one.edtf)
                if value and value.granularity == "day" and value.kind == "date":
                    near = (
                        value.earliest_day is not None
                        and self.dct_day is not None
                        and (abs(value.earliest_day - self.dct_day) <= 3)
                    )
                    if near:
                        return one.edtf, one.timex.rule
        return self._dct_edtf(), "dct"


def _parsed(text: str | None) -> Edtf | None:
    if text is None:
        return None
    try:
        return edtf_values.parse(text)
    except EDTFError:
        return None


def _stems(text: str) -> set[str]:
    words = (w.strip(".,;:!?()'\"“”’‘").lower() for w in text.split())
    return {w[:5] for w in words if len(w) > 3}


def _plain_headline(title: str) -> str | None:
    """Judge a headline of another language by its form alone."""
    if len(title) > 120:
        return "too-long"
    if len(title) < 12 or title.rstrip().endswith(("?", "？", "؟")):
        return "headline-no-news"
    return None


def _first_happening(title: str, words: Lexicon) -> Happening | None:
    for word in title.lower().replace("’s", "").split():
        word = word.strip(".,;:'\"“”‘’")
        base = words.base.get(word)
        if base in words.happenings and base is not None:
            return words.happenings[base]
        if word in words.nouns:
            return words.nouns[word]
    return None


def _once_each(mentions: list[EventMention]) -> list[EventMention]:
    """Keep the best of the rows that say the same; the others are rejected as such."""
    best: dict[tuple[str, str], EventMention] = {}
    for mention in mentions:
        if mention.state == "rejected":
            continue
        for place in (("sentence", f"{mention.sentence_start}\x1f{mention.title}"),
                      ("date", f"{mention.edtf}\x1f{mention.title}")):  # fmt: skip
            rival = best.get(place)
            if rival is None or mention.score > rival.score:
                best[place] = mention
    out = []
    for mention in mentions:
        keys = (("sentence", f"{mention.sentence_start}\x1f{mention.title}"),
                ("date", f"{mention.edtf}\x1f{mention.title}"))  # fmt: skip
        if mention.state != "rejected" and any(best[k].key != mention.key for k in keys):
            mention = replace(mention, state="rejected", rejected_reason="same-row")
        out.append(mention)
    return out


def granularity_of(text: str | None) -> Granularity | None:
    """Give the granularity of an EDTF value, or None if it is none."""
    value = _parsed(text)
    return value.granularity if value else None
