"""Reading over HTTP in two steps: what is offered, then the articles themselves.

First every target (a source, or a URL that a user named) is asked what it offers, and the links
are remembered together with the target's validators. Then the links that wait are fetched and
handed on to be read. The links in the database are the queue between the two, so that a run may
be killed anywhere and the next one goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast

from timeline.errors import FetchError, ParseError
from timeline.fetch import (
    Fetcher,
    FetchRequest,
    FetchRun,
    FetchSettings,
    Reason,
    RobotsRecord,
)
from timeline.models import Article, FetchedPage, Link, utc_text
from timeline.pipeline.read import Hints
from timeline.pipeline.readers import Broken, Page, Task, Text
from timeline.pipeline.run import IngestRun, Origin
from timeline.sources.discovery import Discovery, Expect, discover
from timeline.storage import transaction
from timeline.storage.robots import load_robots, save_robots
from timeline.storage.runs import Failure
from timeline.storage.sources import KnownLink, StoredSource, known_links, offer_links

MAX_NESTED = 200


@contextmanager
def fetching(
    run: IngestRun,
    settings: FetchSettings,
    *,
    jobs: int,
    time_limit: float | None,
    stop: threading.Event,
) -> Iterator[FetchRun]:
    """Open a run of fetches that knows the robots.txt files of earlier runs and keeps new ones.

    Args:
        run: the ingest run.
        settings: limits and manners.
        jobs: hosts that are asked at once.
        time_limit: seconds after which fetching stops, or None.
        stop: stops it when it is set.
    """
    known = [RobotsRecord(*row) for row in load_robots(run.db)]
    with Fetcher(settings, robots=known) as fetcher:
        try:
            with FetchRun(fetcher, jobs=jobs, time_limit=time_limit, stop=stop) as fetches:
                yield fetches
        finally:
            fresh = set(fetcher.robots.records()) - set(known)
            with transaction(run.db):
                save_robots(run.db, map(astuple, fresh))


class Archive(Protocol):
    """Where fetched pages are kept."""

    def write(self, page: FetchedPage) -> None:
        """Keep a page."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to be asked what it offers.

    Attributes:
        url: what to ask.
        source: the registered source that it is, or that named it.
        depth: how many sitemap indexes and pages led to it.
        known: validators and state of an earlier reading as an article.
    """

    url: str
    source: StoredSource | None = None
    depth: int = 0
    known: KnownLink | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What a target offered.

    Attributes:
        page: as it came.
        found: links, nested targets and what was left out; None if nothing changed (304).
    """

    target: Target
    page: FetchedPage
    found: Discovery | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A link that is to be read, with its source."""

    link: Link
    source: StoredSource | None = None


def ask_targets(
    fetches: FetchRun, targets: Iterable[Target]
) -> Iterator[tuple[Target, Offer | FetchError | ParseError]]:
    """Fetch targets and, where they name others (sitemap indexes, a page's feeds), those.

    Args:
        fetches: an open run of fetches, with nothing in it.
        targets: what to ask.

    Yields:
        Every target with what it offers or why it could not be asked, as they come.
    """
    asked = {target.url for target in targets}
    for target in targets:
        fetches.submit(_ask(target))
    nested = 0
    for request, outcome in fetches:
        target = cast("Target", request.context)
        if isinstance(outcome, FetchError):
            yield target, outcome
            continue
        try:
            found = None if outcome.not_modified else discover(outcome, expect=_expected(target))
        except ParseError as error:
            yield target, error
            continue
        for url in found.nested if found and target.depth < 2 else ():
            if url not in asked and nested < MAX_NESTED:
                asked.add(url)
                nested += 1
                fetches.submit(_ask(Target(url, target.source, target.depth + 1)))
        yield target, Offer(target, outcome, found)


def _expected(target: Target) -> Expect:
    """A registered feed, or what a page named as one, is a feed; its error page is no article."""
    registered = target.source is not None and target.source.kind in ("feed", "sitemap")
    return "feed" if registered or target.depth > 0 else "anything"


def _ask(target: Target) -> FetchRequest:
    source, known = target.source, target.known
    is_source = source is not None and source.url == target.url
    return FetchRequest(
        target.url,
        etag=source.etag if source and is_source else known.etag if known else None,
        last_modified=(
            source.last_modified if source and is_source else known.last_modified if known else None
        ),
        accept="feed",
        context=target,
    )


def remember(run: IngestRun, offer: Offer, *, retry: bool) -> list[Waiting]:
    """Store what a target offered, before its validators are.

    Args:
        run: the ingest run.
        offer: what was offered.
        retry: read failed links again although their time has not come.

    Returns:
        The links that are to be read now.
    """
    source = offer.target.source
    if offer.found is None:
        return []
    with transaction(run.db):
        wanted = offer_links(
            run.db,
            offer.found.links,
            now=run.clock(),
            source_id=_id(source),
            retry=retry,
        )
    for error in offer.found.errors:
        run.fail(Failure("discover", offer.target.url, "item-left-out", error, _id(source)))
    return [Waiting(link, source) for link in wanted]


def fetch_tasks(
    run: IngestRun,
    fetches: FetchRun,
    waiting: Sequence[Waiting],
    *,
    archive: Archive | None = None,
    backoff: Callable[[int, str], float] | None = None,
) -> Iterator[Task]:
    """Fetch the pages of links and hand them on to be read.

    A link that carries its whole text and has no page of its own is handed on as it is.

    Args:
        run: counts what is fetched, unchanged and left over.
        fetches: an open run of fetches.
        waiting: the links.
        archive: keeps what was fetched, if given.
        backoff: seconds until a link that failed so often may be tried again.

    Yields:
        Pages, texts, and what could not be fetched.
    """
    known = known_links(run.db, [item.link.url for item in waiting])
    for item in waiting:
        if item.link.text and "#item-" in item.link.url:
            yield _text_of(item)
        else:
            fetches.submit(_request_for(item, known.get(item.link.url)))
    for request, outcome in fetches:
        item = cast("Waiting", request.context)
        if isinstance(outcome, FetchedPage):
            yield from _fetched(run, item, outcome, archive)
        elif outcome.reason in (Reason.STOPPED, Reason.PUT_OFF):
            run.count(remaining=1)
        else:
            before = known.get(item.link.url)
            seconds = backoff(before.tries if before else 0, item.link.url) if backoff else 0.0
            yield _broken(run, item, outcome, seconds)


def _request_for(item: Waiting, before: KnownLink | None) -> FetchRequest:
    """Ask for a link's page, if it changed since it was read."""
    return FetchRequest(
        item.link.url,
        etag=before.etag if before else None,
        last_modified=before.last_modified if before else None,
        accept="article",
        context=item,
    )


def _fetched(
    run: IngestRun, item: Waiting, page: FetchedPage, archive: Archive | None
) -> Iterator[Page]:
    """Count, keep and hand on what came for a link; nothing is read of what did not change."""
    run.count(fetched=1)
    if page.not_modified:
        run.unchanged(item.link.url)
        return
    if archive is not None:
        archive.write(page)
    yield page_of(item, page)


def page_of(item: Waiting, page: FetchedPage) -> Page:
    """Turn what came back for a link into a page to be read."""
    link, source = item.link, item.source
    origin = Origin(link.url, link.url, _id(source), page.etag, page.last_modified)
    hints = Hints(
        url=page.final_url,
        title=link.title,
        published=link.published,
        published_how="feed" if link.published else None,
        language=link.language or (source.language if source else None),
        publisher=source.publisher if source else None,
        time_zone=source.time_zone if source else None,
        fetched_at=page.fetched_at,
    )
    return Page(origin, page.body, page.content_type, hints)


def _text_of(item: Waiting) -> Text:
    link, source = item.link, item.source
    article = Article(
        title=link.title or "",
        text=link.text or "",
        url=link.url,
        language=link.language,
        published=link.published,
        published_how="feed" if link.published else None,
    )
    hints = Hints(
        language=source.language if source else None,
        publisher=source.publisher if source else None,
    )
    return Text(Origin(link.url, link.url, _id(source)), article, hints)


def _broken(run: IngestRun, item: Waiting, error: FetchError, wait_seconds: float) -> Broken:
    origin = Origin(item.link.url, item.link.url, _id(item.source))
    wait = max(wait_seconds, error.retry_after or 0)
    next_try_at = utc_text(datetime.fromisoformat(run.clock()) + timedelta(seconds=wait))
    return Broken(
        origin,
        Failure("fetch", item.link.url, error.reason, str(error), origin.source_id, next_try_at),
    )


def _id(source: StoredSource | None) -> int | None:
    return source.id if source else None
