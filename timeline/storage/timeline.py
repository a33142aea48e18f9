"""Reading the timeline: events in date order, and the evidence of one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from timeline.edtf import Edtf


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a reader sees it.

    Attributes:
        id: the public, permanent key.
        earliest, latest: inclusive local days as ISO text, None where open.
        shown: above the default cut; False for what stands behind “show more”.
        sources: independent voices that tell of it.
    """

    id: str
    title: str
    short_title: str
    edtf: str
    earliest: str | None
    latest: str | None
    granularity: str
    modality: str
    kind: str
    score: float
    shown: bool
    sources: int
    articles: int
    names: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that an event rests on.

    Attributes:
        key: of the mention; it leads to the event as its id does.
        start, end: character offsets of the expression in the article's text.
        rule: how the date was read; `title_rule`: how the title was cut.
    """

    key: str
    article: str
    article_title: str
    publisher: str | None
    published: str | None
    sentence: str
    expression: str
    start: int
    end: int
    edtf: str
    title: str
    modality: str
    modality_cue: str | None
    score: float
    rule: str
    title_rule: str


_EVENT = (
    "SELECT key, title, short_title, edtf, earliest, latest, granularity, modality, kind, score,"
    " state = 'shown', sources, articles, names, conflict FROM events e"
)


def list_events(
    db: Database,
    *,
    when: Edtf | None = None,
    query: str | None = None,
    include_more: bool = True,
    limit: int | None = None,
) -> list[EventRow]:
    """List events by date.

    Args:
        db: an open database.
        when: only events that may lie in these days.
        query: words that the title or a name must have (FTS5 syntax is quoted away).
        include_more: also those behind “show more”, not only those shown by default.
        limit: rows to return at most.

    Returns:
        Events by their first day, then by id.
    """
    conditions = ["e.state IN ('shown', 'more')" if include_more else "e.state = 'shown'"]
    values: list[object] = []
    if when is not None:
        conditions.append(
            "e.id IN (SELECT id FROM event_spans WHERE first_day <= ? AND last_day >= ?)"
        )
        values += [
            float("inf") if when.latest_day is None else when.latest_day,
            float("-inf") if when.earliest_day is None else when.earliest_day,
        ]
    if query:
        conditions.append("e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)")
        values.append(db.quote_fts(query))
    rows = db.execute(
        f"{_EVENT} WHERE {' AND '.join(conditions)} ORDER BY e.sort_day, e.key LIMIT ?",
        [*values, -1 if limit is None else limit],
    )
    return [_event_row(row) for row in rows]


def get_event(db: Database, key: str) -> EventRow | None:
    """Read the event whose public id this is now."""
    row = db.execute(f"{_EVENT} WHERE e.key = ?", [key]).fetchone()
    return None if row is None else _event_row(row)


def list_evidence(db: Database, key: str) -> list[Evidence]:
    """Read the sentences that an event rests on, in the canonical order of its mentions."""
    rows = db.execute(
        "SELECT m.key, a.url, a.title, a.publisher, a.published, m.sentence, m.expression,"
        ' m.start, m."end", m.edtf, m.title, m.modality, m.modality_cue, m.score,'
        " m.date_rule, m.rule FROM mentions m JOIN articles a ON a.id = m.article_id"
        " JOIN events e ON e.id = m.event_id WHERE e.key = ?"
        " ORDER BY a.dct IS NULL, a.dct, a.url, m.start",
        [key],
    )
    return [Evidence(*row) for row in rows]


def _event_row(row: tuple[object, ...]) -> EventRow:
    values = list(row)
    values[10], values[14] = bool(values[10]), bool(values[14])
    return EventRow(*values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One dated sentence of an article and what became of it.

    Attributes:
        event: public id of the event that it tells of, or None.
        rejected_reason: why it tells of none, or None.
    """

    key: str
    state: str
    rejected_reason: str | None
    event: str | None
    title: str
    sentence: str
    expression: str
    edtf: str | None
    score: float
    rule: str


def list_mentions(db: Database, article_id: int) -> list[MentionRow]:
    """Read all mentions of an article in the order of its text, rejected ones, too."""
    rows = db.execute(
        "SELECT m.key, m.state, m.rejected_reason, e.key, m.title, m.sentence, m.expression,"
        " m.edtf, m.score, m.date_rule FROM mentions m LEFT JOIN events e ON e.id = m.event_id"
        " WHERE m.article_id = ? ORDER BY m.sentence_start, m.start",
        [article_id],
    )
    return [MentionRow(*row) for row in rows]
