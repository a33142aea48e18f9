"""A digest: the dates of a story that matter, each with a sentence or two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from timeline import edtf
from timeline.topics.dates import RankedDate, Reference, rank
from timeline.topics.sentences import LEAD_DAYS, Rarity, Told, choose


@dataclass(frozen=True, slots=True)
class Lead:
    """One of the first sentences of an article.

    Attributes:
        published_day: day number of publication in the publisher's zone.
        language: BCP 47 tag of the article, or None.
    """

    article: str
    published_day: int
    sentence: str
    start: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A date that matters.

    Attributes:
        date: EDTF.
        score: 0 or more; comparable within one digest only.
        told: the chosen sentences with the articles that they come from, best first.
        event_ids: the events at that date, most often told first.
    """

    date: str
    score: float
    told: tuple[Told, ...]
    event_ids: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """The words of the chosen sentences, best first."""
        return [one.text for one in self.told]


def digest(
    references: Sequence[Reference],
    leads: Sequence[Lead],
    *,
    top: int,
    sentences: int,
    ranking: Callable[[Iterable[Reference]], list[RankedDate]] = rank,
) -> list[DigestEntry]:
    """Choose the dates of a story that matter and the sentences that tell them.

    Args:
        references: every sentence of the story that names a date, in any order.
        leads: first sentences of its articles, in any order.
        top: how many dates at most.
        sentences: how many sentences a date at most.
        ranking: how dates are ordered.

    Returns:
        Dates with at least one sentence, best first. No sentence stands at two dates.
    """
    ranked = ranking(references)
    wanted = {entry.date for entry in ranked}
    told = _candidates(references, leads, wanted)
    rarity = Rarity(sorted({r.sentence for r in references} | {lead.sentence for lead in leads}))
    events = _events(references)
    language = _main_language(references)
    entries: list[DigestEntry] = []
    taken: set[str] = set()
    for entry in ranked:
        if len(entries) == top:
            break
        chosen = choose(told[entry.date], rarity, sentences, taken, language)
        if chosen:
            taken.update(one.text for one in chosen)
            entries.append(
                DigestEntry(entry.date, entry.score, tuple(chosen), events.get(entry.date, ()))
            )
    return entries


def _candidates(
    references: Sequence[Reference], leads: Sequence[Lead], wanted: set[str]
) -> dict[str, list[Told]]:
    named = {(r.article, r.sentence) for r in references}
    told: dict[str, dict[str, Told]] = defaultdict(dict)
    for r in references:
        if r.date in wanted:
            last = edtf.parse(r.date).latest_day
            known = r.published_day is not None and last is not None
            delay = r.published_day - last if known and r.published_day and last else 0
            _keep(told[r.date], Told(r.sentence, r.article, r.start, delay, True, r.language))
    for lead in leads:
        if (lead.article, lead.sentence) in named:
            continue
        for delay in range(LEAD_DAYS):
            date = edtf.day_text(lead.published_day - delay)
            if date in wanted:
                where = (lead.sentence, lead.article, lead.start)
                _keep(told[date], Told(*where, delay, False, lead.language))
    return {date: list(by_text.values()) for date, by_text in told.items()}


def _keep(by_text: dict[str, Told], candidate: Told) -> None:
    """Keep one of the copies of a sentence: the one whose article's key comes first."""
    there = by_text.get(candidate.text)
    if there is None or (candidate.article, candidate.start) < (there.article, there.start):
        by_text[candidate.text] = candidate


def _main_language(references: Iterable[Reference]) -> str | None:
    counts = Counter(reference.language for reference in references)
    return min(counts, key=lambda one: (-counts[one], one or ""), default=None)


def _events(references: Iterable[Reference]) -> dict[str, tuple[str, ...]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for reference in references:
        if reference.event is not None:
            counts[reference.date][reference.event] += 1
    return {
        date: tuple(sorted(events, key=lambda event: (-events[event], event)))
        for date, events in counts.items()
    }
