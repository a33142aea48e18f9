"""What became of a public id: every one that was ever published leads somewhere."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.publish.reading import Reader
from timeline.publish.records import EventRow, event_by_key

_MOST_HOPS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """The id is that of an event."""

    event: EventRow


@dataclass(frozen=True, slots=True)
class Moved:
    """Another id tells it now."""

    key: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing tells it any more.

    Attributes:
        reason: why, for people; at: UTC instant, if it is known.
        event: the event, where it is only hidden.
    """

    reason: str
    at: str | None = None
    event: EventRow | None = None


def look_up(reader: Reader, key: str) -> Found | Moved | Gone | None:
    """Resolve the key of any event or mention, present or past; None if there never was one."""
    event = event_by_key(reader, key)
    if event is not None and event.state != "hidden":
        return Found(event)
    redirect = _redirect(reader, key)
    if redirect is not None:
        return redirect
    if event is not None:
        return Gone(_hidden_reason(reader, key), event.changed_at, event)
    mention = reader.row(
        "SELECT e.key, m.rejected_reason FROM mentions m LEFT JOIN events e ON e.id = m.event_id"
        " WHERE m.key = ?",
        (key,),
    )
    if mention is not None:
        event_key, reason = mention
        if event_key is not None:
            return Moved(event_key)
        return Gone(f"the sentence is kept, but no event is made of it ({reason or 'unlinked'})")
    tombstone = reader.row("SELECT reason, at FROM mention_tombstones WHERE key = ?", (key,))
    return None if tombstone is None else Gone(*tombstone)


def _redirect(reader: Reader, key: str) -> Moved | Gone | None:
    """Follow redirects to the end, so that a reader is sent on once."""
    current, seen = key, {key}
    for _ in range(_MOST_HOPS):
        row = reader.row(
            "SELECT new_key, why, at FROM event_redirects WHERE old_key = ?", (current,)
        )
        if row is None:
            break
        new_key, why, at = row
        if new_key is None or new_key in seen:
            return Gone(why, at)
        current = new_key
        seen.add(new_key)
    return Moved(current) if current != key else None


def _hidden_reason(reader: Reader, key: str) -> str:
    note = reader.value(
        "SELECT ifnull(c.note, 'hidden by ' || c.by) FROM corrections c"
        " JOIN correction_keys k ON k.correction_id = c.id"
        " WHERE k.mention_key = ? AND c.kind = 'hide' AND c.state = 'holds' ORDER BY c.id DESC",
        (key,),
    )
    return note or "it was hidden by a correction"
