"""What cron runs: reading all sources that are due."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from timeline.errors import FetchError, ParseError
from timeline.fetch import Reason
from timeline.models import Link, utc_text
from timeline.pipeline.ingest import IngestOptions, drain
from timeline.pipeline.local import local_tasks
from timeline.pipeline.network import (
    Offer,
    Target,
    Waiting,
    ask_targets,
    fetch_tasks,
    fetching,
    page_of,
    remember,
)
from timeline.pipeline.readers import Broken, Pool, Task
from timeline.pipeline.run import Clock, IngestRun, Origin, Progress, ingest_run, no_progress
from timeline.sources.local import Given
from timeline.sources.schedule import Outcome, Result, Schedule, backoff_seconds, next_due
from timeline.storage import transaction
from timeline.storage.runs import Failure, RunCounts, Stage
from timeline.storage.sources import (
    StoredSource,
    due_sources,
    list_sources,
    save_source,
    waiting_links,
)

_OVER_HTTP = frozenset({"feed", "sitemap", "page"})


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did.

    Attributes:
        due, read: sources that were due, and that could be read.
        newly_failing: URLs of sources that failed and had not failed the time before.
    """

    counts: RunCounts
    due: int
    read: int
    newly_failing: tuple[str, ...]

    @property
    def needs_attention(self) -> bool:
        """Whether a source newly fails, or none of those that were due could be read."""
        return bool(self.newly_failing) or (self.due > 0 and self.read == 0)


def update(
    database: Path,
    options: IngestOptions,
    *,
    clock: Clock,
    pool: Pool,
    stop: threading.Event | None = None,
    progress: Progress = no_progress,
    everything: bool = False,
) -> UpdateReport:
    """Read all sources that are due, and what earlier runs left over.

    Args:
        database: the file.
        options: how to read.
        clock: gives the UTC instant.
        pool: where pages are parsed and read.
        stop: stops the run cleanly when it is set; what is left waits for the next run.
        progress: told how many articles are done, of how many are known.
        everything: read all active sources, due or not.

    Raises:
        AlreadyRunningError: another run is reading into this database.
        StorageError: the database cannot be written.
    """
    stop = stop or threading.Event()
    with ingest_run(database, "update", clock, wait=False) as run:
        sources = (
            list_sources(run.db, state="active") if everything else due_sources(run.db, clock())
        )
        run.count(sources=len(sources))
        updating = _Update(run, options, stop)
        drain(run, pool, updating.tasks(sources), stop=stop, progress=progress)
    return UpdateReport(
        run.counts, len(sources), updating.read, tuple(sorted(updating.newly_failing))
    )


class _Update:
    """The sources of one update, and how they did."""

    def __init__(self, run: IngestRun, options: IngestOptions, stop: threading.Event) -> None:
        self.run = run
        self.read = 0
        self.newly_failing: list[str] = []
        self._options = options
        self._stop = stop

    def tasks(self, sources: Sequence[StoredSource]) -> Generator[Task, None, None]:
        """Yield what there is to read in the sources."""
        for source in sources:
            if source.kind not in _OVER_HTTP and not source.url.startswith("http"):
                yield from self._local(source)
        over_http = [source for source in sources if source.url.startswith("http")]
        options = self._options
        with fetching(
            self.run,
            options.fetch,
            jobs=options.jobs,
            time_limit=options.timeout,
            stop=self._stop,
        ) as fetches:
            targets = [Target(source.url, source) for source in over_http]
            for target, outcome in ask_targets(fetches, targets):
                yield from self._asked(target, outcome)
            waiting = [
                Waiting(link, source)
                for link, source in waiting_links(self.run.db, now=self.run.clock())
            ]
            yield from fetch_tasks(
                self.run,
                fetches,
                waiting,
                archive=options.archive,
                backoff=lambda tries, url: backoff_seconds(tries + 1, url),
            )

    def _local(self, source: StoredSource) -> Iterator[Task]:
        given = Given(language=source.language, publisher=source.publisher)
        before = self.run.counts.stored + self.run.counts.revised
        failed = False
        for task in local_tasks([source.url], given, source_id=source.id):
            failed = failed or (isinstance(task, Broken) and task.origin.name == source.url)
            yield task
        changed = self.run.counts.stored + self.run.counts.revised > before
        result: Result = "failed" if failed else "changed" if changed else "unchanged"
        with transaction(self.run.db):
            self._settle(source, Outcome(result), error="it cannot be read" if failed else None)

    def _asked(self, target: Target, outcome: Offer | FetchError | ParseError) -> Iterator[Task]:
        source = target.source
        assert source is not None  # noqa: S101
        is_source = target.url == source.url
        if isinstance(outcome, Offer):
            if outcome.found is not None and outcome.found.is_article:
                yield page_of(Waiting(Link(target.url), source), outcome.page)
            self._offered(outcome, source, is_source=is_source)
            return
        if outcome.reason == Reason.STOPPED:
            self.run.count(remaining=1)
            return
        if isinstance(outcome, FetchError) and outcome.reason == Reason.PUT_OFF:
            self._put_off(source, outcome.retry_after or 0.0)
            return
        stage: Stage = "fetch" if isinstance(outcome, FetchError) else "discover"
        yield Broken(
            Origin(target.url, source_id=source.id),
            Failure(stage, target.url, outcome.reason, str(outcome), source.id),
        )
        if is_source:
            gone = outcome.reason == "http-410"
            asked = outcome.retry_after if isinstance(outcome, FetchError) else None
            with transaction(self.run.db):
                self._settle(
                    source,
                    Outcome("gone" if gone else "failed", retry_after=asked),
                    error=str(outcome),
                )

    def _put_off(self, source: StoredSource, seconds: float) -> None:
        """A host that asked for rest is asked later; its sources have not failed for that."""
        until = datetime.fromisoformat(self.run.clock()) + timedelta(seconds=seconds)
        with transaction(self.run.db):
            save_source(self.run.db, replace(source, next_due_at=utc_text(until)))

    def _offered(self, offer: Offer, source: StoredSource, *, is_source: bool) -> None:
        self.run.count(fetched=1)
        changed = remember(self.run, offer, retry=False)
        if not is_source:
            return
        page = offer.page
        read = replace(source, url=page.permanent_url or source.url, title=_title(source, offer))
        if not page.not_modified:
            read = replace(read, etag=page.etag, last_modified=page.last_modified)
        result: Result = "changed" if changed else "unchanged"
        with transaction(self.run.db):
            self._settle(read, Outcome(result, max_age=page.max_age))

    def _settle(self, source: StoredSource, outcome: Outcome, error: str | None = None) -> None:
        """Write the state of a source, inside a transaction."""
        now = self.run.clock()
        schedule = Schedule(source.interval_seconds, source.unchanged_streak, source.error_streak)
        due = next_due(schedule, outcome, datetime.fromisoformat(now), url=source.url)
        failed = outcome.result in ("failed", "gone")
        if due.is_new_failure:
            self.newly_failing.append(source.url)
        self.read += not failed
        save_source(
            self.run.db,
            replace(
                source,
                state="gone" if due.is_gone else "active",
                interval_seconds=due.schedule.interval_seconds,
                unchanged_streak=due.schedule.unchanged_streak,
                error_streak=due.schedule.error_streak,
                next_due_at=utc_text(due.next_due_at),
                last_fetched_at=now,
                last_success_at=source.last_success_at if failed else now,
                last_changed_at=now if outcome.result == "changed" else source.last_changed_at,
                last_error=error,
            ),
        )


def _title(source: StoredSource, offer: Offer) -> str | None:
    return source.title or (offer.found.title if offer.found else None)
