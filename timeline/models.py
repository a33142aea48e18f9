"""The frozen values that pass between the stages.

    Source → Link → FetchedPage → Article → Timex → EventMention → Event

Nothing here does I/O or reads a clock. Offsets are character offsets into `Article.text`
(Python `str` indices, end exclusive). Instants that end in `_at` are UTC as ISO 8601 with `Z`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Granularity = Literal[
    "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century"
]
GRANULARITIES: tuple[Granularity, ...] = (
    "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century",
)  # fmt: skip
Modality = Literal["asserted", "reported", "planned", "possible", "negated"]
MODALITIES: tuple[Modality, ...] = ("asserted", "reported", "planned", "possible", "negated")
MentionState = Literal["shown", "more", "rejected"]
_SOME_DAYS: frozenset[Granularity | None] = frozenset({"day", "weekend", "week"})
SAME_ROW = "same-row"
"""Why a mention is rejected that says what another one of its article says better."""
MentionKind = Literal["dated", "lead", "headline", "hand"]

_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(first + second for first in _BASE32 for second in _BASE32)  # by their 10 bits


def short_hash(*parts: str, length: int = 12) -> str:
    """Hash texts to a short name that is the same on every machine.

    Args:
        parts: what the name stands for; the boundaries between parts count.
        length: characters to return, 5 bits each (12: one collision is likely only among
            a billion).

    Returns:
        `length` characters of lower-case Crockford base32 (no i, l, o, u).
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:10], "big")
    pairs = [_PAIRS[(number >> shift) & 1023] for shift in range(70, 70 - 5 * length, -10)]
    return "".join(pairs)[:length]


@dataclass(frozen=True, slots=True)
class Link:
    """A URL that a source offers, with what the source says of it.

    Attributes:
        url: absolute, http or https.
        id: the source's own identifier (RSS guid, Atom id), if it gives one.
        published: as the source says it (ISO 8601 where it could be read), else None.
        text: the full content, where the feed carries it.
    """

    url: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    summary: str | None = None
    text: str | None = None
    language: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What came back for one URL.

    Attributes:
        url: the URL that was asked for.
        final_url: the URL that answered, after redirects.
        permanent_url: where 301 and 308 alone lead, if they moved the resource.
        body: decoded of its Content-Encoding; empty for a 304.
        fetched_at: UTC instant.
        elapsed: seconds.
    """

    url: str
    final_url: str
    status: int
    content_type: str | None
    body: bytes
    fetched_at: str
    permanent_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    max_age: int | None = None
    elapsed: float = 0.0

    @property
    def not_modified(self) -> bool:
        """Whether the server said that nothing changed (304)."""
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Article:
    """One news text.

    Attributes:
        url: canonical URL, or None for a text that has none.
        id: an identifier that came with a text without URL.
        title: the headline; empty if there is none.
        text: paragraphs separated by one newline; never has NUL or other control characters.
        language: BCP 47 primary subtag (`en`, `uk`), or None.
        published: ISO 8601 in the publisher's local time as it was said: a date, a date and
            time, or a date and time with offset. None if it is not known.
        published_how: `json-ld`, `meta`, `microdata`, `time`, `htmldate`, `feed`, `given`,
            `url`, `dateline` and `stamp` (a line of the text) …; None if `published` is None.
        modified: like `published`.
        publisher: name for people, else the host.
        is_free: `isAccessibleForFree`, if the page says so.
        direction: `rtl` or `ltr`, if the page says so.
    """

    title: str
    text: str
    url: str | None = None
    id: str | None = None
    language: str | None = None
    language_how: str | None = None
    published: str | None = None
    published_how: str | None = None
    modified: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    image: str | None = None
    is_free: bool | None = None
    direction: str | None = None
    summary: str | None = None

    @property
    def key(self) -> str:
        """The article key: canonical URL, else `id:` and the given id, else a content hash."""
        if self.url:
            return self.url
        if self.id:
            return f"id:{self.id}"
        return f"hash:{short_hash(self.title, self.text, length=16)}"

    @property
    def content_hash(self) -> str:
        """Changes when a reader would see another text, title or publication time."""
        return short_hash(self.title, self.text, self.published or "", length=16)

    @property
    def dct(self) -> date | datetime | None:
        """Document creation time in the publisher's local time; None if it is not known."""
        return parse_iso(self.published)

    @property
    def published_at(self) -> str | None:
        """The publication instant in UTC, or None if time or offset is not known."""
        when = self.dct
        if not isinstance(when, datetime) or when.tzinfo is None:
            return None
        return utc_text(when)


def parse_iso(text: str | None) -> date | datetime | None:
    """Read an ISO 8601 date or date-time (RFC 3339 and the forms that Python prints).

    Args:
        text: `2024-07-09`, `2024-07-09T10:00`, `2024-07-09 10:00:00+02:00`, `…Z`, or None.

    Returns:
        A `datetime` if a clock time was said (aware if an offset was), else a `date`;
        None for None.

    Raises:
        ValueError: the text is none of these.
    """
    if text is None:
        return None
    if len(text) <= 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text)


def utc_text(when: datetime) -> str:
    """Print an aware instant as `2024-07-09T08:00:00Z` (seconds, UTC)."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression and what it means.

    Attributes:
        start, end: character offsets of `text`.
        type, value, mod: as in TIMEX3 (TimeML 1.2.1); `value` may be `PAST_REF`, `P3D` …
        edtf: the same as EDTF (ISO 8601-2, levels 0-2), or None where it names no date.
        earliest, latest: inclusive local days as ISO text; None where open or unknown (years
            before 0 and after 9999 as EDTF writes them).
        interval: where this is one bound of a range that TIMEX3 annotates as two
            expressions, the EDTF of the whole range.
        rule: name of the rule that read it.
        said: the components that the text itself says (`year`, `month`, `day`, `weekday` …).
        implied: those that come from the DCT or the last mentioned date.
        path: the steps of the resolution, for people.
        unresolved: why there is no date, if a date would have needed the DCT.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    rule: str
    mod: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    granularity: Granularity | None = None
    interval: str | None = None
    said: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    unresolved: str | None = None


@dataclass(frozen=True, slots=True)
class NotADate:
    """A span that looked like a temporal expression and was refused."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place that takes part in an event.

    Attributes:
        name: the canonical name (`Ukraine`, `NATO`), as aliases resolve it.
        role: `actor` or `place`.
        kind: `person`, `organisation`, `place` or None if not known.
        latitude, longitude: degrees (WGS 84), for places that the gazetteer knows.
    """

    name: str
    role: Literal["actor", "place"]
    kind: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A clause or noun phrase of one article about a dated happening.

    A mention is made for every dated expression; one that tells of no event has the state
    `rejected` and a reason, so that a reader can ask why.

    Attributes:
        key: short hash of article key, sentence and place of the expression in it.
        sentence, sentence_start: the sentence and its offset in the article's text (a headline
            has the offset -1).
        start, end: offsets of the expression in the article's text (-1 where there is none).
        expression: the words of the expression, empty for an undated lead or headline.
        edtf: the date; None if unresolved.
        voice_key: filled in by storage: which independent publisher's text it is.
        dct: ISO 8601 local publication time of the article, or None.
        event_class: what kind of happening (`attack`, `meeting`, `agreement` …), or None.
        head: stem of the word that names the happening (`summit`, `sign`).
        score, score_parts: in [0, 1], and what it was made of.
        rule: how the title was cut; `date_rule`: how the date was read.
        rules_version: version of the rules (temporal and events) that made it.
    """

    key: str
    article_key: str
    kind: MentionKind
    state: MentionState
    sentence: str
    sentence_start: int
    start: int
    end: int
    expression: str
    title: str
    short_title: str
    edtf: str | None
    granularity: Granularity | None
    modality: Modality
    score: float
    rule: str
    date_rule: str
    rules_version: str
    modality_cue: str | None = None
    rejected_reason: str | None = None
    timex_value: str | None = None
    language: str | None = None
    dct: str | None = None
    event_class: str | None = None
    head: str | None = None
    entities: tuple[Entity, ...] = ()
    score_parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def supports(self) -> bool:
        """Whether it makes no row, but says what happened and when well enough to be evidence.

        Such a mention may join an event that others tell; alone it is none.
        """
        return (
            self.state == "rejected"
            and self.edtf is not None
            and bool(self.title)
            and self.granularity in _SOME_DAYS
            and self.rejected_reason != SAME_ROW
        )

    @property
    def is_linked(self) -> bool:
        """Whether linking looks at it: it makes a row or may support one."""
        return self.state != "rejected" or self.supports


ClaimVerdict = Literal["kept", "inside", "disagrees"]
EventState = Literal["shown", "more", "hidden"]


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that one or more mentions tell of.

    Attributes:
        key: public id, the key of the canonically first mention (by DCT, article key, offset).
        mentions: their keys in canonical order.
        title_mention: key of the mention whose title is taken; None for a corrected title.
        edtf: the kept date, as the mention says it or a person corrected it.
        claims: for every mention key, whether its date is the kept one, is consistent with it
            (`inside`) or disagrees.
        articles: how many articles tell of it; sources: how many independent voices.
        publisher: of the canonically first article that has one.
        conflict: whether a claim disagrees.
        pinned, corrected: whether a person pinned it, or corrected anything about it.
    """

    key: str
    mentions: tuple[str, ...]
    title: str
    short_title: str
    title_mention: str | None
    kind: MentionKind
    state: EventState
    edtf: str
    modality: Modality
    score: float
    claims: Mapping[str, ClaimVerdict]
    articles: int
    sources: int
    language: str | None = None
    event_class: str | None = None
    publisher: str | None = None
    entities: tuple[Entity, ...] = ()
    conflict: bool = False
    pinned: bool = False
    corrected: bool = False


CorrectionKind = Literal[
    "title", "date", "place", "merge", "split", "hide", "pin", "add", "alias", "forget"
]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said about an event; it wins over extraction.

    Attributes:
        key: permanent short hash of kind, target, author and time.
        kind: what is corrected.
        keys: the mention keys that it is about, the event's first one first; it holds for
            whatever event tells any of them now.
        value: what is said (`{"title": …}`, `{"edtf": …}`; for `merge` and `split` the mention
            keys of the other side, joined by spaces, under `others`).
        by: author; `at`: UTC instant; `note`: why.
    """

    key: str
    kind: CorrectionKind
    keys: tuple[str, ...]
    value: Mapping[str, str]
    by: str
    at: str
    note: str | None = None
