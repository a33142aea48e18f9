"""From the mentions of one event to the event: title, date, claims and what people corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.edtf import Edtf, parse
from timeline.events.terms import terms, total
from timeline.models import (
    MODALITIES,
    ClaimVerdict,
    Correction,
    CorrectionKind,
    Entity,
    Event,
    EventMention,
    EventState,
    MentionKind,
)

_KIND_RANK: dict[MentionKind, int] = {"hand": 0, "dated": 1, "lead": 2, "headline": 3}
_STATE_RANK = {"shown": 0, "more": 1}
_DOUBT_LEFT = 0.85
_TYPICAL = 0.2
_MAX_ENTITIES = 20
_ABOUT_DAYS = 3
_LASTING_DAYS = 31
SHORT_TITLE = 40


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with what its article is: its publisher and its voice."""

    mention: EventMention
    publisher: str | None
    voice: str


def canonical_order(mention: EventMention) -> tuple[str, str, int, int, str]:
    """The order that ids and ties follow: DCT (unknown last), article key, offset, key."""
    return (
        mention.dct or "~",
        mention.article_key,
        mention.sentence_start,
        mention.start,
        mention.key,
    )


def build_event(tellings: Sequence[Telling], corrections: Sequence[Correction] = ()) -> Event:
    """Make the event that some mentions tell of.

    Args:
        tellings: at least one that makes a row, every one with a date, in any order; those that
            only support it count as articles, voices and claims, and say nothing else.
        corrections: those that are about this event, of the kinds title, date, place, hide and
            pin; of two of one kind the later one holds.

    Returns:
        The event. Its key is that of the canonically first mention; its title the best among
        the mentions'; its date the one that most voices claim, narrowed by more precise claims
        that are consistent with it.
    """
    everything = sorted(tellings, key=lambda telling: canonical_order(telling.mention))
    ordered = [telling for telling in everything if telling.mention.state != "rejected"]
    said = {one.kind: one for one in sorted(corrections, key=lambda one: (one.at, one.key))}
    best = _best_title(ordered)
    voices = voices_of(ordered)
    sources = len(set(voices if len(everything) == len(ordered) else voices_of(everything)))
    edtf = said["date"].value["edtf"] if "date" in said else _kept_date(ordered, voices)
    claims = _claims(everything, edtf)
    title, short_title = best.title, best.short_title
    if "title" in said:
        title = said["title"].value["title"]
        short_title = said["title"].value.get("short_title") or _shortened(title)
    mentions = [telling.mention for telling in ordered]
    return Event(
        key=mentions[0].key,
        mentions=tuple(telling.mention.key for telling in everything),
        title=title,
        short_title=short_title,
        title_mention=None if "title" in said else best.key,
        kind=min((mention.kind for mention in mentions), key=_KIND_RANK.__getitem__),
        state=_state(mentions, said),
        edtf=edtf,
        modality=min((mention.modality for mention in mentions), key=MODALITIES.index),
        score=round(1 - (1 - best.score) * _DOUBT_LEFT ** (sources - 1), 4),
        claims=claims,
        articles=len({telling.mention.article_key for telling in everything}),
        sources=sources,
        language=best.language,
        event_class=best.event_class or _commonest_class(mentions),
        publisher=next((one.publisher for one in ordered if one.publisher), None),
        entities=_entities(mentions, said.get("place")),
        conflict=any(claims.get(mention.key) == "disagrees" for mention in mentions),
        pinned="pin" in said,
        corrected=bool(said),
    )


def voices_of(tellings: Sequence[Telling]) -> list[str]:
    """Name the independent voice of each: copies are one, and so are articles of one publisher.

    A publisher that also printed a copy of another's text ties the two together.
    """
    if len(tellings) == 1:
        return [f"voice {tellings[0].voice}"]
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for telling in tellings:
        voice = find(f"voice {telling.voice}")
        if telling.publisher:
            root[voice] = find(f"publisher {telling.publisher}")
    return [find(f"voice {telling.voice}") for telling in tellings]


def _best_title(ordered: Sequence[Telling]) -> EventMention:
    """The mention that says it best: shown, well scored, and typical of what the others say."""
    if len(ordered) == 1:
        return ordered[0].mention
    codes = [_title_codes(one.mention.title, one.mention.language) for one in ordered]
    counts = Counter(code for own in codes for code in own)
    often = frozenset(code for code in counts if counts[code] * 2 > len(codes))

    def goodness(position: int) -> tuple[int, float, int]:
        mention = ordered[position].mention
        own = codes[position]
        typical = 2 * total(own & often) / ((total(own) + total(often)) or 1)
        return (
            -_STATE_RANK.get(mention.state, 2),
            round(mention.score + _TYPICAL * typical, 6),
            -position,
        )

    return ordered[max(range(len(ordered)), key=goodness)].mention


@lru_cache(maxsize=4096)
def _title_codes(title: str, language: str | None) -> frozenset[int]:
    return frozenset([term.code for term in terms(title, language)])


def _kept_date(ordered: Sequence[Telling], names: Sequence[str]) -> str:
    """The date that most voices claim; ties go to the narrower, then to the first in order.

    A voice that claims a wider date supports every narrower one inside it, so 2024, 2024-07
    and 2024-07-09/2024-07-11 give the last. An interval says that something lasted: a date inside
    it replaces it only if more voices say that date. Dates are never averaged. Dates that are
    only the article's own day count where there is no other.
    """
    if len(ordered) == 1 and ordered[0].mention.edtf is not None:
        return ordered[0].mention.edtf
    voices: dict[str, set[str]] = {}
    for exact in (True, False):
        for telling, voice in zip(ordered, names, strict=True):
            mention = telling.mention
            if mention.edtf is not None and _is_exact(mention) is exact:
                voices.setdefault(mention.edtf, set()).add(voice)
        if voices:
            break
    values = {edtf: parse(edtf) for edtf in voices}
    first = {edtf: position for position, edtf in enumerate(voices)}

    def support(edtf: str) -> tuple[int, int, int, int]:
        value = values[edtf]
        backing = {
            voice for other, claimed in voices.items() if _supports(values[other], value)
            for voice in claimed
        }  # fmt: skip
        inner = [len(v) for other, v in voices.items() if _is_inside(values[other], value)]
        lasting = value.kind == "interval" and (
            (value.days or _LASTING_DAYS + 1) <= _LASTING_DAYS
            or len(voices[edtf]) >= max(inner, default=0)
        )
        width = value.days if value.days is not None else 10**9
        return (len(backing), lasting, -width, -first[edtf])

    return max(voices, key=support)


def _is_inside(claim: Edtf, kept: Edtf) -> bool:
    return claim != kept and kept.contains(claim)


def _is_exact(mention: EventMention) -> bool:
    return mention.kind in ("dated", "hand") and not parse(mention.edtf or "").approximate


def _supports(claim: Edtf, kept: Edtf) -> bool:
    """Whether who claims the one may also mean the other, as a part or as the whole of it."""
    return claim.contains(kept) or (kept.kind == "interval" and kept.contains(claim))


def _claims(ordered: Sequence[Telling], edtf: str) -> dict[str, ClaimVerdict]:
    kept = parse(edtf)
    return {
        telling.mention.key: _verdict(telling.mention, kept)
        for telling in ordered
        if telling.mention.edtf is not None
    }


def _verdict(mention: EventMention, kept: Edtf) -> ClaimVerdict:
    if mention.edtf == kept.value:
        return "kept"
    claim = parse(mention.edtf or "")
    if claim.overlaps(kept):
        return "inside"
    if not _is_exact(mention) or kept.approximate:
        after = (claim.earliest_day or 0) - (kept.latest_day or 0)
        if -_ABOUT_DAYS <= after <= _ABOUT_DAYS:
            return "inside"
    return "disagrees"


def _state(
    mentions: Sequence[EventMention], said: Mapping[CorrectionKind, Correction]
) -> EventState:
    if "hide" in said:
        return "hidden"
    if "pin" in said or any(mention.state == "shown" for mention in mentions):
        return "shown"
    return "more"


def _commonest_class(mentions: Sequence[EventMention]) -> str | None:
    counts = Counter(mention.event_class for mention in mentions if mention.event_class)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _entities(mentions: Sequence[EventMention], place: Correction | None) -> tuple[Entity, ...]:
    """Who and where, the most often named first; a corrected place replaces the others."""
    named: dict[tuple[str, str], Entity] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        for entity in mention.entities:
            if place is None or entity.role != "place":
                named.setdefault((entity.name, entity.role), entity)
                counts[entity.name, entity.role] += 1
    chosen = sorted(named, key=lambda who: (-counts[who], who))[:_MAX_ENTITIES]
    found = [named[who] for who in chosen]
    if place is not None:
        found.insert(0, _corrected_place(place.value))
    return tuple(found)


def _corrected_place(value: Mapping[str, str]) -> Entity:
    latitude, longitude = value.get("latitude"), value.get("longitude")
    return Entity(
        name=value["place"],
        role="place",
        kind="place",
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
    )


def _shortened(title: str) -> str:
    """Cut a title to 40 characters between words, without an ellipsis."""
    if len(title) <= SHORT_TITLE:
        return title
    return title[: SHORT_TITLE + 1].rsplit(" ", 1)[0][:SHORT_TITLE]
