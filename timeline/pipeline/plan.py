"""What a run would ask, without asking anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlite_utils import Database

from timeline.storage.sources import (
    due_sources,
    known_links,
    list_sources,
    waiting_links,
)


@dataclass(frozen=True, slots=True)
class Planned:
    """One request that a run would make.

    Attributes:
        host: which host would be asked.
        is_conditional: whether the server could answer that nothing changed (304).
    """

    host: str
    url: str
    what: str
    is_conditional: bool


def plan_update(db: Database, *, now: str, everything: bool = False) -> Iterator[Planned]:
    """Tell what an update would ask first: the sources that are due and the links that wait.

    The links that those sources will offer are not known before they are asked.
    """
    sources = list_sources(db, state="active") if everything else due_sources(db, now)
    for source in sources:
        if source.url.startswith("http"):
            conditional = bool(source.etag or source.last_modified)
            yield Planned(_host(source.url), source.url, source.kind, conditional)
    waiting = [link.url for link, _ in waiting_links(db, now=now)]
    yield from _articles(db, waiting)


def plan_ingest(db: Database | None, urls: Iterable[str]) -> Iterator[Planned]:
    """Tell what an ingest of some URLs would ask first; `db` is None if there is none yet."""
    for url in urls:
        if db is None:
            yield Planned(_host(url), url, "target", is_conditional=False)
        else:
            yield from _articles(db, [url])


def _articles(db: Database, urls: list[str]) -> Iterator[Planned]:
    known = known_links(db, urls)
    for url in urls:
        link = known.get(url)
        conditional = link is not None and bool(link.etag or link.last_modified)
        yield Planned(_host(url), url, "article", conditional)


def _host(url: str) -> str:
    return urlsplit(url).netloc or url
