"""What an export holds: events with their addresses, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.publish.evidence import Change, Claim
from timeline.publish.records import EventRow

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Retracted:
    """An event that subscribers may still have.

    Attributes:
        key: its id; at: when it went (UTC); reason: why.
        title, edtf: what it said last, where that is known; new_key: what tells it now.
    """

    key: str
    at: str
    reason: str
    title: str | None = None
    edtf: str | None = None
    new_key: str | None = None
    sequence: int = 1


@dataclass(frozen=True, slots=True)
class Export:
    """A selection to be written in some format.

    Attributes:
        title: of the selection; url: absolute URL of its page; self_url: of this export.
        link: makes the absolute URL of an event's page out of its key.
        events: those of this page; total: how many the selection has.
        next_url: where the next page of the export is, if it has pages.
        claims, history: of a single event; None for a selection.
        retracted: what subscribers are to be told that it is gone.
        read_at: when anything in the database last changed (UTC).
    """

    title: str
    url: str
    self_url: str
    link: Callable[[str], str]
    events: Sequence[EventRow]
    total: int
    read_at: str
    next_url: str | None = None
    claims: Sequence[Claim] | None = None
    history: Sequence[Change] = ()
    retracted: Sequence[Retracted] = field(default_factory=tuple)


def event_data(event: EventRow, link: Callable[[str], str]) -> dict[str, Any]:
    """One event as plain data, as the JSON Schema describes it."""
    return {
        "id": event.key,
        "url": link(event.key),
        "title": event.title,
        "language": event.language,
        "edtf": event.edtf,
        "date": event.words,
        "earliest": event.earliest,
        "latest": event.latest,
        "granularity": event.granularity,
        "modality": event.modality,
        "kind": event.kind,
        "class": event.event_class,
        "score": round(event.score, 4),
        "sources": event.sources,
        "articles": event.articles,
        "mentions": event.mentions,
        "conflict": bool(event.conflict),
        "corrected": bool(event.corrected),
        "publishers": list(event.publishers),
        "actors": list(event.actors),
        "places": [
            {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}
            for place in event.places
        ],
        "first_read_at": event.first_read_at,
        "changed_at": event.changed_at,
    }


def said_of(event: EventRow) -> str:
    """One line of what a format without uncertainty cannot say: the date, how sure, who says so."""
    sources = f"{event.sources} source" + ("" if event.sources == 1 else "s")
    said = f"{event.words} (EDTF {event.edtf}), {event.modality} by {sources}"
    if event.conflict:
        said += "; sources disagree about the date"
    return said
