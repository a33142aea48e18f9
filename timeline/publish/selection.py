"""Which events a page shows: the query of its URL as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from timeline.edtf import Edtf, parse
from timeline.errors import EDTFError, TimelineError
from timeline.models import MODALITIES

DATED: dict[str, tuple[str, ...]] = {
    "day": ("day",),
    "week": ("week", "weekend"),
    "month": ("month",),
    "season": ("season", "quarter", "half"),
    "year": ("year",),
    "decade": ("decade", "century"),
    "interval": (),
}
_LISTS = ("actor", "dated", "modality", "place", "source", "topic")
_MAX_VALUES = 20
_MAX_LENGTH = 300
_MAX_QUERY = 2000


class QueryError(TimelineError):
    """The URL asks for something that cannot be read; the text says what and how to say it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The events that a URL asks for.

    Attributes:
        when: an EDTF; events that overlap it.
        topic, place, source, modality, dated: any of them; `actor`: all of them.
        minimum: told by at least so many sources.
        score: also the events below the default cut that score at least this.
        q: words, all of which stand in title or names.
        show: `all` for every event by date; sort: `sources` for the most reported first.
        after: the cursor: where the page before ended.
    """

    when: str | None = None
    topic: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    minimum: int | None = None
    score: float | None = None
    q: str | None = None
    show: str | None = None
    sort: str | None = None
    after: str | None = None
    span: Edtf | None = field(default=None, compare=False)

    @property
    def filtered(self) -> bool:
        """Whether anything but the dates narrows it down."""
        return any(
            (self.topic, self.place, self.actor, self.source, self.modality, self.dated,
             self.minimum, self.score is not None, self.q)
        )  # fmt: skip

    @property
    def days(self) -> tuple[int | None, int | None]:
        """First and last day of `when`; None where it is open."""
        return (None, None) if self.span is None else (self.span.earliest_day, self.span.latest_day)

    def pairs(self) -> list[tuple[str, str]]:
        """The query as pairs, keys sorted, defaults left out."""
        pairs = [(key, value) for key in _LISTS for value in getattr(self, key)]
        for key, value in (
            ("after", self.after), ("min", self.minimum), ("q", self.q), ("score", self.score),
            ("show", self.show), ("sort", self.sort), ("when", self.when),
        ):  # fmt: skip
            if value is not None:
                pairs.append((key, f"{value:g}" if isinstance(value, float) else str(value)))
        return sorted(pairs, key=lambda pair: pair[0])

    def query(self) -> str:
        """The query string with its `?`, or nothing."""
        pairs = self.pairs()
        return "?" + "&".join(f"{k}={quote(v, safe='/.:,~')}" for k, v in pairs) if pairs else ""

    def at(self, path: str = "/timeline") -> str:
        """The URL path of this selection."""
        return path + self.query()

    def but(self, **changes: Any) -> Selection:
        """The same selection with other values, from its first page on."""
        if "when" in changes:
            changes["span"] = parse(changes["when"]) if changes["when"] else None
        return replace(self, **{"after": None, **changes})


def read_selection(args: Mapping[str, Any]) -> Selection:
    """Read the query of a URL.

    Args:
        args: Datasette's `request.args` (a mapping with `getlist`).

    Returns:
        The selection; empty values are as if they were not there.

    Raises:
        QueryError: a value cannot be read; the text says which and gives an example.
    """
    lists = {key: _values(args, key) for key in _LISTS}
    for key, allowed in (("modality", MODALITIES), ("dated", tuple(DATED))):
        for value in lists[key]:
            if value not in allowed:
                raise QueryError(f"“{value}” is no {key}; it is one of {', '.join(allowed)}.")
    when = _one(args, "when")
    show, sort = _one(args, "show"), _one(args, "sort")
    if show not in (None, "all") or sort not in (None, "date", "sources"):
        raise QueryError("show= takes all; sort= takes date or sources.")
    selection = Selection(
        when=when,
        span=_span(when),
        minimum=_number(args, "min", int),
        score=_number(args, "score", float),
        q=_one(args, "q"),
        show=show,
        sort=None if sort == "date" else sort,
        after=_one(args, "after"),
        **lists,
    )
    # Every link of a page repeats the query, a hundred times or more.
    if len(selection.query()) > _MAX_QUERY:
        raise QueryError(f"The query is longer than {_MAX_QUERY:,} characters; ask for less.")
    return selection


def _values(args: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = args.getlist(key) if hasattr(args, "getlist") else list(args.get(key, ()))
    cleaned = dict.fromkeys(value.strip()[:_MAX_LENGTH] for value in found if value.strip())
    return tuple(cleaned)[:_MAX_VALUES]


def _one(args: Mapping[str, Any], key: str) -> str | None:
    return next(iter(_values(args, key)), None)


def _span(when: str | None) -> Edtf | None:
    if when is None:
        return None
    try:
        return parse(when)
    except EDTFError as error:
        raise QueryError(
            f"“{when}” is no date that can be read. "
            "Write 2014, 2014-09, 2014-09-05, 201X, 2014/2015 or ../2012."
        ) from error


def _number(args: Mapping[str, Any], key: str, kind: type[int] | type[float]) -> Any:
    text = _one(args, key)
    if text is None:
        return None
    try:
        number = kind(text)
    except ValueError:
        raise QueryError(f"{key}= takes a number, not “{text}”.") from None
    if not 0 <= number < 10**9:
        raise QueryError(f"{key}= takes a number that is not negative, not “{text}”.")
    return number
