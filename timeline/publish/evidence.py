"""What an event rests on: the dates claimed, the sentences, the history and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.edtf import Edtf, parse
from timeline.errors import EDTFError
from timeline.publish.reading import Reader
from timeline.publish.records import EventRow, date_words

KEPT, INSIDE, WIDER, OVERLAPS, DISAGREES = (
    "kept", "inside it", "wider, agrees", "overlaps it", "disagrees",
)  # fmt: skip
_ORDER = (KEPT, INSIDE, WIDER, OVERLAPS, DISAGREES)
SENTENCES = 3
MOST_SENTENCES = 500
_CLAIMS = 40


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence, in three pieces around the expression, with where it stands.

    Attributes:
        published: as the publisher says it, local time.
        copies: publishers that print the same text (one voice).
        revision: of the article, from 1.
        rule: how the date was read; title_rule: how the title was cut.
    """

    key: str
    before: str
    expression: str
    after: str
    edtf: str
    publisher: str | None
    published: str | None
    article_url: str
    article_title: str
    language: str | None
    modality: str
    modality_cue: str | None
    rule: str
    title_rule: str
    rules_version: str
    start: int
    end: int
    revision: int
    copies: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.expression + self.after


@dataclass(frozen=True, slots=True)
class Claim:
    """One date that sources name, with its verdict beside the date that is kept.

    Attributes:
        sources: independent voices; quotes: some or all of its `sentences`.
    """

    edtf: str
    granularity: str
    sources: int
    sentences: int
    verdict: str
    quotes: tuple[Quote, ...] = ()

    @property
    def words(self) -> str:
        """The date in words."""
        return date_words(self.edtf, self.granularity)

    @property
    def short_words(self) -> str:
        """The date in words, abbreviated."""
        return date_words(self.edtf, self.granularity, short=True)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an event's history."""

    at: str
    change: str
    before: str | None
    after: str | None
    note: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Similar:
    """An event that may be the same, with its likeness from 0 to 1."""

    event: EventRow
    likeness: float


_QUOTES = """
SELECT m.key, m.sentence, m.sentence_start, m.start, m."end", m.expression, m.edtf, a.publisher,
  a.published, a.url, a.title, ifnull(m.language, a.language), m.modality, m.modality_cue,
  m.date_rule, m.rule, m.rules_version, a.revision, a.voice, a.id
FROM mentions m JOIN articles a ON a.id = m.article_id
WHERE m.event_id = ? AND m.edtf IS NOT NULL
ORDER BY a.published DESC, a.id, m.start LIMIT ?
"""


def claims(
    reader: Reader, event: EventRow, only: str | None = None, *, all_sentences: bool = False
) -> list[Claim]:
    """Read the dates that an event's sources claim.

    Args:
        reader: reads the database.
        event: whose evidence.
        only: an EDTF: this claim alone, with all its sentences.
        all_sentences: all sentences of all claims (at most `MOST_SENTENCES`).

    Returns:
        The kept date first, then what agrees with it, what disagrees last; within a verdict
        the most claimed first.
    """
    kept = parse(event.edtf)
    found: dict[str, list[tuple[Quote, str]]] = {}
    granularities: dict[str, str] = dict(
        reader.rows(
            "SELECT edtf, min(granularity) FROM mentions WHERE event_id = ?"
            " AND edtf IS NOT NULL GROUP BY edtf",
            (event.id,),
        )
    )
    for row in reader.rows(_QUOTES, (event.id, MOST_SENTENCES)):
        quote, voice = _quote(row)
        found.setdefault(quote.edtf, []).append((quote, voice))
    made = [
        _claim(
            edtf,
            granularities.get(edtf) or event.granularity,
            kept,
            quotes,
            everything=all_sentences or only is not None,
        )
        for edtf, quotes in found.items()
        if only is None or edtf == only
    ]
    return sorted(
        made, key=lambda claim: (_ORDER.index(claim.verdict), -claim.sources, claim.edtf)
    )[:_CLAIMS]


def _claim(
    edtf: str,
    granularity: str,
    kept: Edtf,
    quotes: list[tuple[Quote, str]],
    *,
    everything: bool,
) -> Claim:
    by_voice: dict[str, list[Quote]] = {}
    for quote, voice in quotes:
        by_voice.setdefault(voice, []).append(quote)
    shown = [_with_copies(voiced) for voiced in by_voice.values()]
    return Claim(
        edtf,
        granularity,
        len(by_voice),
        len(shown),
        verdict(edtf, kept),
        tuple(shown if everything else shown[:SENTENCES]),
    )


def _with_copies(quotes: list[Quote]) -> Quote:
    """Show one of several prints of one text, and name the others."""
    first = quotes[0]
    others = dict.fromkeys(
        quote.publisher
        for quote in quotes[1:]
        if quote.publisher and quote.article_url != first.article_url
    )
    others.pop(first.publisher or "", None)
    return replace(first, copies=tuple(others))


def verdict(edtf: str, kept: Edtf) -> str:
    """Say how a claimed date stands to the date that is kept."""
    try:
        claimed = parse(edtf)
    except EDTFError:
        return DISAGREES
    same = (claimed.earliest_day, claimed.latest_day) == (kept.earliest_day, kept.latest_day)
    if claimed.value == kept.value or same:
        return KEPT
    if not kept.overlaps(claimed):
        return DISAGREES
    if kept.contains(claimed):
        return INSIDE
    return WIDER if claimed.contains(kept) else OVERLAPS


def _quote(row: tuple[object, ...]) -> tuple[Quote, str]:
    (key, sentence, sentence_start, start, end, expression, edtf, publisher, published, url, title,
     language, modality, cue, date_rule, rule, rules_version, revision, voice, _) = row  # fmt: skip
    text, words = str(sentence), str(expression)
    begin, stop = (
        int(str(start)) - int(str(sentence_start)),
        int(str(end)) - int(str(sentence_start)),
    )
    if text[max(begin, 0) : max(stop, 0)] != words or not words:
        begin = text.find(words) if words else 0
        begin, stop = (begin, begin + len(words)) if begin >= 0 else (0, 0)
    quote = Quote(
        str(key), text[:begin], text[begin:stop], text[stop:], str(edtf), _text(publisher),
        _text(published), str(url), str(title), _text(language), str(modality), _text(cue),
        str(date_rule), str(rule), str(rules_version), int(str(start)), int(str(end)),
        int(str(revision)),
    )  # fmt: skip
    return quote, str(voice)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def history(reader: Reader, key: str) -> list[Change]:
    """Read an event's history, newest first."""
    rows = reader.rows(
        "SELECT at, change, before, after, note, by FROM event_history WHERE event_key = ?"
        " ORDER BY at DESC, id DESC LIMIT 100",
        (key,),
    )
    return [Change(*row) for row in rows]
