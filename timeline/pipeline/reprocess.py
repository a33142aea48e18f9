"""Reading the stored articles again with today's rules; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from timeline.pipeline.read import RULES_VERSION
from timeline.pipeline.readers import Pool, Task, Text, read_all
from timeline.pipeline.relinking import relink
from timeline.pipeline.run import Clock, IngestRun, Origin, Progress, ingest_run, no_progress
from timeline.storage.articles import count_articles, stored_articles
from timeline.storage.runs import Failure, RunCounts


def reprocess(
    database: Path,
    clock: Clock,
    pool: Pool,
    *,
    everything: bool = False,
    progress: Progress = no_progress,
) -> RunCounts:
    """Read stored articles again; ids of mentions whose sentences are unchanged stay.

    Args:
        database: the file.
        clock: gives the UTC instant.
        pool: where they are read.
        everything: read also what the present rules have read already.
        progress: told how many articles are done, of how many.

    Returns:
        What was done; `stored` counts the articles that were read again.

    Raises:
        StorageError: the database cannot be read or written.
    """
    with ingest_run(database, "reprocess", clock, wait=True) as run:
        relink(run)
        total = count_articles(run.db)
        tasks = _stored_texts(run, None if everything else RULES_VERSION)
        for done, (origin, outcome) in enumerate(read_all(pool, tasks), 1):
            if isinstance(outcome, Failure):
                run.fail(outcome, origin)
            else:
                run.store(origin, outcome, again=True)
            progress(done, total)
    return run.counts


def _stored_texts(run: IngestRun, rules_version: str | None) -> Iterator[Task]:
    after_id = 0
    while page := stored_articles(run.db, after_id=after_id, rules_version=rules_version):
        for stored in page:
            yield Text(Origin(stored.article.key), stored.article)
        after_id = page[-1].id
