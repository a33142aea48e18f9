"""Event mentions as they are filled in: what is known before, and what the score adds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from timeline import edtf as edtf_values
from timeline.edtf import Edtf
from timeline.errors import EDTFError
from timeline.events.candidates import Candidate, When, candidate_happening
from timeline.events.entities import entities_in
from timeline.events.features import context_facts, features
from timeline.events.lexicon import Lexicon, lexicon
from timeline.events.plain.reader import PlainReader, is_english
from timeline.events.reading import Dated, Reading
from timeline.events.score import LEAD_MORE_CUT, LEAD_SHOWN_CUT, cuts, score, weights
from timeline.events.short_titles import shorten
from timeline.events.titles import content_stems
from timeline.models import SAME_ROW, Article, EventMention, MentionKind, MentionState, short_hash

_RECENT = 400  # days, in which the offices of people seldom change
RULES_VERSION = "events-3"


def parsed(text: str | None) -> Edtf | None:
    """Read an EDTF value; None for None and for what is none."""
    if text is None:
        return None
    try:
        return edtf_values.parse(text)
    except EDTFError:
        return None


@dataclass(slots=True)
class Frame:
    """An article under extraction.

    Attributes:
        article, reading: the article, and its sentences as the rules read them.
        lexicon: word lists.
        dct_day: day number of its publication, or None.
        english: whether the English rules hold.
        facts: what the scores were made of, by mention key.
    """

    article: Article
    reading: Reading
    lexicon: Lexicon
    dct_day: int | None
    english: bool
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _plain: PlainReader | None = None
    _title_stems: set[str] | None = None

    @classmethod
    def of(cls, article: Article, dated: list[Dated]) -> Frame:
        """Split an article into sentences and judge its language."""
        words = lexicon()
        when = article.dct
        day = when.date() if isinstance(when, datetime) else when
        reading = Reading.of(article.text, article.language, dated, words)
        english = is_english(article.language, article.text, words.sets["english_small"])
        return cls(article, reading, words, day.toordinal() if day else None, english)

    def plain_reader(self) -> PlainReader:
        """Give the reader of an article that is not English (made once)."""
        if self._plain is None:
            self._plain = PlainReader.of(self.article.text, self.article.language)
        return self._plain

    @property
    def dct_edtf(self) -> str | None:
        """The publication day, marked as approximate: when the news of an article happened."""
        return None if self.dct_day is None else f"{edtf_values.day_text(self.dct_day)}~"

    def is_future(self, value: Edtf) -> bool:
        """Whether a date begins after the day of publication, or is some day from it on."""
        if self.dct_day is None:
            return False
        first, last = value.earliest_day, value.latest_day
        if first is not None and first > self.dct_day:
            return True
        still_open = last is None or last > self.dct_day
        return first == self.dct_day and still_open and value.kind == "set"

    def when(self, token: int, value: Edtf) -> When:
        """Describe the date of a token."""
        closed = value.earliest_day is not None and value.latest_day is not None
        is_closed = closed and value.kind == "date"
        return When(token, value.granularity, self.is_future(value), is_closed)

    def blank(
        self, index: int, one: Dated, occurrence: int, value: Edtf | None, reason: str | None
    ) -> EventMention:
        """Make the mention of an expression, rejected as long as nothing is told.

        Args:
            index: of its sentence.
            one: the expression.
            occurrence: how often the same sentence came before in the article.
            value: its date, parsed.
            reason: why it becomes no row, if that is known already.
        """
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
            granularity=value.granularity if value else one.timex.granularity,
            modality="asserted",
            score=0.0,
            rule="none",
            date_rule=one.timex.rule,
            rules_version=RULES_VERSION,
            rejected_reason=reason,
            timex_value=one.timex.value,
            language=self.article.language,
            dct=self.article.published,
        )

    def own_news(
        self, kind: MentionKind, sentence: str, start: int, edtf: str | None
    ) -> EventMention:
        """Make the mention of a lead or headline, rejected as long as nothing is told."""
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

    def scored(self, base: EventMention, told: Candidate) -> EventMention:
        """Fill in what is told, with its score; the cuts decide the state."""
        facts = self.facts[base.key] = features(told, self._context(base), self.lexicon)
        value, parts = score(facts, weights())
        value_of_date = parsed(base.edtf)
        if told.kind == "lead":
            shown, more = LEAD_SHOWN_CUT, LEAD_MORE_CUT
        else:
            future = bool(value_of_date and self.is_future(value_of_date))
            named = told.nominal is not None and told.nominal.complete
            shown, more = cuts(told.modality, future, named and told.when.granularity == "year")
        state: MentionState = "shown" if value >= shown else "more" if value >= more else "rejected"
        happening = candidate_happening(told, self.lexicon)
        subject = told.subject.text if told.subject else ""
        title, short = told.title, ""
        if state != "rejected":
            title, brief = self.reading.naming.complete(title, subject, self._is_recent(base))
            short = shorten(brief.title, self.lexicon, brief.subject)
        return replace(
            base,
            state=state,
            rejected_reason=None if state != "rejected" else "score-below-cut",
            title=title,
            short_title=short,
            modality=told.modality,
            modality_cue=told.cue,
            score=value,
            score_parts=parts,
            rule=told.rule,
            event_class=happening.event_class if happening else None,
            head=happening.stem if happening else None,
            entities=entities_in(title, self.reading.names, self.lexicon)
            if state != "rejected"
            else (),
        )

    def _is_recent(self, base: EventMention) -> bool:
        """Whether a date is within about a year of publication, or either is unknown."""
        ago = self._days_ago(base)
        return ago is None or ago <= _RECENT

    def _days_ago(self, base: EventMention) -> int | None:
        """Days from the end of the date to publication (negative: to come), if both are known."""
        value = parsed(base.edtf)
        if self.dct_day is None or value is None:
            return None
        last = value.latest_day if value.latest_day is not None else value.earliest_day
        return self.dct_day - last if last is not None else None

    def _context(self, base: EventMention) -> tuple[str, ...]:
        ago = self._days_ago(base)
        index = self.reading.sentence_of(base.sentence_start)
        return context_facts(
            self.reading.personal, self.reading.reported, self._headline_share(base), ago, index
        )

    def _headline_share(self, base: EventMention) -> float:
        """Give the share of the words of the headline that a sentence has, 0..1."""
        if self._title_stems is None:
            self._title_stems = content_stems(self.article.title)
        stems = self._title_stems
        return len(stems & content_stems(base.sentence)) / len(stems) if len(stems) > 2 else 0.0


def once_each(mentions: list[EventMention]) -> list[EventMention]:
    """Keep the best of the rows that say the same; the others are rejected as such.

    Rows say the same if they have one title in a sentence, or one title and date in the
    article, or if one sentence tells the same twice, with a finer date inside a coarse one.
    """
    best: dict[tuple[str, str], EventMention] = {}
    rows = [mention for mention in mentions if mention.state != "rejected"]
    for mention in rows:
        for place in _places(mention):
            rival = best.get(place)
            if rival is None or mention.score > rival.score:
                best[place] = mention
    doubled = {
        mention.key for mention in rows if any(best[p] is not mention for p in _places(mention))
    }
    by_sentence: dict[int, list[EventMention]] = {}
    for mention in rows:
        by_sentence.setdefault(mention.sentence_start, []).append(mention)
    for together in by_sentence.values():
        doubled.update(m.key for m in together if any(_is_coarser(m, other) for other in together))
    return [
        replace(m, state="rejected", rejected_reason=SAME_ROW) if m.key in doubled else m
        for m in mentions
    ]


def _places(mention: EventMention) -> tuple[tuple[str, str], tuple[str, str]]:
    return (
        ("sentence", f"{mention.sentence_start}\x1f{mention.title}"),
        ("date", f"{mention.edtf}\x1f{mention.title}"),
    )


def _is_coarser(mention: EventMention, other: EventMention) -> bool:
    """Whether another row tells all that this one does, with a date inside its date."""
    own, finer = parsed(mention.edtf), parsed(other.edtf)
    if own is None or finer is None or mention.edtf == other.edtf or not own.contains(finer):
        return False
    return set(mention.title.lower().split()) <= set(other.title.lower().split())
