"""Reading what a user names: URLs, files, folders, archives, standard input."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from timeline.errors import FetchError
from timeline.fetch import FetchSettings
from timeline.models import Link
from timeline.pipeline.local import local_tasks
from timeline.pipeline.network import (
    Archive,
    Offer,
    Target,
    Waiting,
    ask_targets,
    fetch_tasks,
    fetching,
    page_of,
    remember,
)
from timeline.pipeline.readers import Broken, Pool, Task, read_all
from timeline.pipeline.run import Clock, IngestRun, Origin, Progress, ingest_run, no_progress
from timeline.sources.local import Given, is_url
from timeline.storage.runs import Failure, RunCounts, Stage


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How to read.

    Attributes:
        fetch: limits and manners over HTTP.
        given: what the user says of texts that do not say it themselves.
        jobs: hosts that are asked at once.
        timeout: seconds after which the run stops cleanly, or None.
        archive: keeps what is fetched, if given.
    """

    fetch: FetchSettings = field(default_factory=FetchSettings)
    given: Given = field(default_factory=Given)
    jobs: int = 32
    timeout: float | None = None
    archive: Archive | None = None


def ingest(
    database: Path,
    targets: Sequence[str],
    options: IngestOptions,
    *,
    clock: Clock,
    pool: Pool,
    stop: threading.Event | None = None,
    progress: Progress = no_progress,
) -> RunCounts:
    """Read targets into a database; a second reading of the same changes nothing.

    Args:
        database: the file; made if it is not there.
        targets: URLs of pages, feeds and sitemaps; names of files and folders; `-`.
        options: how to read.
        clock: gives the UTC instant.
        pool: where pages are parsed and read.
        stop: stops the run cleanly when it is set.
        progress: told how many articles are done, of how many are known.

    Returns:
        What was done; failures are recorded in the database.

    Raises:
        StorageError: the database cannot be written.
    """
    stop = stop or threading.Event()
    command = " ".join(["ingest", *targets])[:500]
    with ingest_run(database, command, clock, wait=True) as run:
        tasks = _tasks(run, targets, options, stop)
        drain(run, pool, tasks, stop=stop, progress=progress)
    return run.counts


def drain(
    run: IngestRun,
    pool: Pool,
    tasks: Generator[Task, None, None],
    *,
    stop: threading.Event,
    progress: Progress = no_progress,
) -> None:
    """Read tasks in the worker processes and store what comes of them.

    However it ends, `tasks` is closed, and with it what fetches for them: its threads would
    otherwise keep the process alive after an error.
    """
    taken = 0

    def counted() -> Iterator[Task]:
        nonlocal taken
        for task in tasks:
            if stop.is_set():
                run.count(remaining=1)
                continue
            taken += 1
            yield task

    with closing(tasks):
        for done, (origin, outcome) in enumerate(read_all(pool, counted()), 1):
            if isinstance(outcome, Failure):
                run.fail(outcome, origin)
            else:
                run.store(origin, outcome)
            progress(done, taken)


def _tasks(
    run: IngestRun, targets: Sequence[str], options: IngestOptions, stop: threading.Event
) -> Generator[Task, None, None]:
    links: list[Link] = []
    files = [target for target in targets if not is_url(target)]
    yield from local_tasks(files, options.given, links=links)
    asked = [Target(target) for target in targets if is_url(target)]
    if not asked and not links:
        return
    waiting = {link.url: Waiting(link) for link in links}
    with fetching(
        run, options.fetch, jobs=options.jobs, time_limit=options.timeout, stop=stop
    ) as fetches:
        for target, outcome in ask_targets(fetches, asked):
            if not isinstance(outcome, Offer):
                stage: Stage = "fetch" if isinstance(outcome, FetchError) else "discover"
                failure = Failure(stage, target.url, outcome.reason, str(outcome))
                yield Broken(Origin(target.url), failure)
            elif outcome.found is not None and outcome.found.is_article:
                run.count(fetched=1)
                if options.archive is not None:
                    options.archive.write(outcome.page)
                yield page_of(Waiting(Link(target.url)), outcome.page)
            else:
                offered = remember(run, outcome, retry=True)
                waiting |= {item.link.url: item for item in offered}
        yield from fetch_tasks(run, fetches, list(waiting.values()), archive=options.archive)
