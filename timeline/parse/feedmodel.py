"""What every kind of feed becomes, and the rules that all kinds share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from timeline.models import Link, short_hash

FeedKind = Literal["rss", "rdf", "atom", "json"]

MAX_ITEMS = 5_000
"""Items after these are left out, with a line in `errors`."""
MAX_TITLE = 500
MAX_SUMMARY = 2_000
MAX_ERRORS = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed offers.

    Attributes:
        kind: `rss`, `rdf`, `atom` or `json`.
        links: in the feed's order. An item without an address of its own has the feed's with a
            fragment `#item-HASH` of its content; there is nothing to fetch for it.
        home: the site that the feed belongs to.
        next: the next page of the feed (RFC 5005, `next_url`).
        hub: where to subscribe (WebSub).
        errors: one line for each item that was left out or could be read in part only.
    """

    kind: FeedKind
    title: str
    links: tuple[Link, ...]
    home: str | None = None
    next: str | None = None
    hub: str | None = None
    language: str | None = None
    errors: tuple[str, ...] = ()


def own_address(feed_url: str, identifier: str | None, title: str, text: str | None) -> str:
    """An address for an item that has none: the feed's, with a fragment that names its content."""
    mark = short_hash(identifier or "", title, text or "")
    return f"{feed_url.partition('#')[0]}#item-{mark}"


def without_repeated_ids(links: Iterable[Link]) -> tuple[Link, ...]:
    """Drop identifiers that several different items share."""
    links = list(links)
    count = Counter(link.id for link in links)
    return tuple(
        replace(link, id=None) if link.id and count[link.id] > 1 else link for link in links
    )
