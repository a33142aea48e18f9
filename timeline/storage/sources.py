"""The registry of sources and the links that they offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sqlite_utils import Database

from timeline.errors import NotFoundError
from timeline.models import Link, short_hash

SourceKind = Literal["feed", "sitemap", "page", "list", "folder", "archive"]


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source as it is stored.

    Attributes:
        url: what is read, or the path of a folder, list or archive.
        interval_seconds: its tier.
        next_due_at, last_fetched_at, last_success_at, last_changed_at: UTC instants or None.
        error_streak, unchanged_streak: how often in a row it failed, or had nothing new.
        etag, last_modified: validators of the body that was read last.
    """

    id: int
    url: str
    kind: SourceKind
    title: str | None
    publisher: str | None
    language: str | None
    time_zone: str | None
    state: str
    interval_seconds: int
    next_due_at: str
    last_fetched_at: str | None
    last_success_at: str | None
    last_changed_at: str | None
    last_error: str | None
    error_streak: int
    unchanged_streak: int
    etag: str | None
    last_modified: str | None


_SOURCE_FIELDS = tuple(StoredSource.__dataclass_fields__)
_SELECT = f"SELECT {', '.join(_SOURCE_FIELDS)} FROM sources"


def add_source(
    db: Database,
    url: str,
    kind: SourceKind,
    *,
    now: str,
    title: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    time_zone: str | None = None,
) -> tuple[StoredSource, bool]:
    """Register a source inside the caller's transaction; one that was removed comes back.

    Returns:
        The source, and whether it was not there (or not active) before.
    """
    before = db.execute("SELECT state FROM sources WHERE url = ?", [url]).fetchone()
    db.execute(
        "INSERT INTO sources (url, kind, title, publisher, language, time_zone, added_at,"
        " next_due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET state = 'active', kind = excluded.kind,"
        " title = coalesce(excluded.title, title),"
        " publisher = coalesce(excluded.publisher, publisher),"
        " language = coalesce(excluded.language, language),"
        " time_zone = coalesce(excluded.time_zone, time_zone),"
        " next_due_at = CASE state WHEN 'active' THEN next_due_at ELSE excluded.next_due_at END",
        [url, kind, title, publisher, language, time_zone, now, now],
    )
    return get_source(db, url), before is None or before[0] != "active"


def get_source(db: Database, url: str) -> StoredSource:
    """Read one source.

    Raises:
        NotFoundError: there is none with this URL.
    """
    row = db.execute(f"{_SELECT} WHERE url = ?", [url]).fetchone()
    if row is None:
        raise NotFoundError(f"there is no source {url}; `timeline list` shows all")
    return StoredSource(*row)


def list_sources(db: Database, *, state: str | None = None) -> list[StoredSource]:
    """List the sources by URL, all or those in a state."""
    rows = db.execute(f"{_SELECT} WHERE state = coalesce(?, state) ORDER BY url", [state])
    return [StoredSource(*row) for row in rows]


def due_sources(db: Database, now: str) -> list[StoredSource]:
    """List the active sources that are due, the longest waiting first."""
    rows = db.execute(
        f"{_SELECT} WHERE state = 'active' AND next_due_at <= ? ORDER BY next_due_at, url", [now]
    )
    return [StoredSource(*row) for row in rows]


def remove_source(db: Database, url: str) -> None:
    """Stop reading a source; its articles, events and history stay.

    Raises:
        NotFoundError: there is no active source with this URL.
    """
    source = get_source(db, url)
    if source.state == "removed":
        raise NotFoundError(f"{url} was already removed")
    db.execute("UPDATE sources SET state = 'removed' WHERE id = ?", [source.id])


def save_source(db: Database, source: StoredSource) -> None:
    """Write everything that a reading changed of a source, inside the caller's transaction."""
    names = [name for name in _SOURCE_FIELDS if name != "id"]
    assignments = ", ".join(f"{name} = ?" for name in names)
    db.execute(
        f"UPDATE OR IGNORE sources SET {assignments} WHERE id = ?",
        [*(getattr(source, name) for name in names), source.id],
    )


@dataclass(frozen=True, slots=True)
class KnownLink:
    """What is remembered of a link.

    Attributes:
        state: `new` (to be read), `read`, `failed`, `refused` or `gone`.
        fingerprint: changes when what the source says of the link changes.
        next_try_at: UTC instant before which a failed link is not asked again, or None.
        etag, last_modified: validators of its page.
    """

    url: str
    state: str
    fingerprint: str | None
    tries: int
    next_try_at: str | None
    etag: str | None
    last_modified: str | None


def known_links(db: Database, urls: Iterable[str]) -> dict[str, KnownLink]:
    """Look links up by URL."""
    wanted = list(dict.fromkeys(urls))
    found: dict[str, KnownLink] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" for _ in part)
        rows = db.execute(
            "SELECT url, state, fingerprint, tries, next_try_at, etag, last_modified"
            f" FROM links WHERE url IN ({marks})",
            part,
        )
        found.update((row[0], KnownLink(*row)) for row in rows)
    return found


def fingerprint(link: Link) -> str:
    """Hash what a source says of a link; it changes when the article may have changed."""
    parts = (link.title, link.published, link.updated, link.summary, link.text)
    return short_hash(*(part or "" for part in parts))


def offer_links(
    db: Database, links: Iterable[Link], *, now: str, source_id: int | None, retry: bool = False
) -> list[Link]:
    """Remember offered links inside the caller's transaction and tell which are to be read.

    A link is to be read if it is new, if what the source says of it has changed, or if it
    failed and may be tried again. Until it was read it stays in the state `new`, so that a run
    that is killed loses nothing. The text that a feed carries is kept for items that have no page
    of their own alone: thousands of links wait in memory at once.

    Args:
        db: an open database in a write transaction.
        links: as the source offers them.
        now: UTC instant.
        source_id: the source that offers them, if it is registered.
        retry: try failed links again although their time has not come.

    Returns:
        Those to be read, in the order of the source, each URL once, without texts that were not
        kept.
    """
    offered = {link.url: link for link in links}
    known = known_links(db, offered)
    wanted = [
        link
        for url, link in offered.items()
        if url not in known or _is_wanted(known[url], fingerprint(link), now, retry=retry)
    ]
    db.conn.executemany(
        "INSERT INTO links (source_id, url, title, published, language, text, fingerprint,"
        " state, first_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'new', ?)"
        " ON CONFLICT (url) DO UPDATE SET state = 'new',"
        " source_id = coalesce(source_id, excluded.source_id),"
        " title = coalesce(excluded.title, title),"
        " published = coalesce(excluded.published, published),"
        " language = coalesce(excluded.language, language),"
        " text = excluded.text, fingerprint = excluded.fingerprint",
        [
            (source_id, link.url, link.title, link.published, link.language, _kept_text(link),
             fingerprint(link), now)
            for link in wanted
        ],
    )  # fmt: skip
    return [replace(link, text=_kept_text(link)) for link in wanted]


def _kept_text(link: Link) -> str | None:
    """The text of an item without a page (`#item-HASH`); of others, the page is read."""
    return link.text if "#item-" in link.url else None


def _is_wanted(known: KnownLink, offered: str, now: str, *, retry: bool) -> bool:
    if known.state == "new" or known.fingerprint != offered:
        return True
    return known.state == "failed" and (
        retry or known.next_try_at is None or known.next_try_at <= now
    )


def waiting_links(db: Database, *, now: str) -> list[tuple[Link, StoredSource]]:
    """List the links of active sources that were not read yet, or may be tried again.

    Returns:
        Links as they were offered, each with its source, the oldest first.
    """
    sources = {source.id: source for source in list_sources(db, state="active")}
    rows = db.execute(
        "SELECT url, title, published, language, text, source_id FROM links"
        " WHERE state = 'new' OR (state = 'failed' AND next_try_at <= ?) ORDER BY id",
        [now],
    )
    return [
        (Link(url, title=title, published=published, language=language, text=text), sources[key])
        for url, title, published, language, text, key in rows
        if key in sources
    ]


@dataclass(frozen=True, slots=True)
class LinkOutcome:
    """What became of a link.

    Attributes:
        state: `read`, `failed`, `refused` or `gone`.
        article_id: the article that it led to.
        next_try_at: UTC instant when a failed link may be asked again.
        etag, last_modified: validators of the page.
    """

    state: str
    article_id: int | None = None
    next_try_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def save_link(db: Database, url: str, outcome: LinkOutcome, *, now: str) -> None:
    """Remember what became of a link, inside the caller's transaction; its text is let go."""
    is_read = outcome.state == "read"
    db.execute(
        "INSERT INTO links (url, state, article_id, first_seen_at, read_at, tries, next_try_at,"
        " etag, last_modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET state = excluded.state, text = NULL,"
        " article_id = coalesce(excluded.article_id, article_id),"
        " read_at = coalesce(excluded.read_at, read_at),"
        " tries = CASE excluded.state WHEN 'read' THEN 0 ELSE tries + 1 END,"
        " next_try_at = excluded.next_try_at,"
        " etag = coalesce(excluded.etag, etag),"
        " last_modified = coalesce(excluded.last_modified, last_modified)",
        [url, outcome.state, outcome.article_id, now, now if is_read else None,
         0 if is_read else 1, outcome.next_try_at, outcome.etag, outcome.last_modified],
    )  # fmt: skip
