"""One ingest run: it holds the lock, counts, and stores what was read in small transactions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from timeline import __version__
from timeline.errors import StorageError, TimelineError
from timeline.models import utc_text
from timeline.pipeline.assembly import Changed, assemble
from timeline.pipeline.read import RULES_VERSION, Reading
from timeline.pipeline.rescue import with_corrections
from timeline.pipeline.settling import settle
from timeline.storage import transaction, writing
from timeline.storage.articles import Provenance, save_article
from timeline.storage.corrections import is_forgotten
from timeline.storage.mentions import save_mentions
from timeline.storage.runs import (
    Failure,
    RunCounts,
    RunState,
    end_run,
    record_failure,
    save_counts,
    start_run,
)
from timeline.storage.sources import LinkOutcome, save_link

BATCH = 64
BATCH_SECONDS = 2.0
_PASSING = frozenset({"timeout", "memory", "crashed"})
"""Failures of parsing that a busy machine may be to blame for; they are tried again."""

Clock = Callable[[], str]
"""Gives the UTC instant as text."""
Progress = Callable[[int, int], None]
"""Is told how many pieces are done, of how many."""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


class AlreadyRunningError(TimelineError):
    """Another run holds the lock of this database."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a reading came from, stored with it.

    Attributes:
        name: URL, or the name of a file or row, for failures.
        link_url: the link that was followed, if one was.
        source_id: the registered source that offered it.
        etag, last_modified: validators of the page.
    """

    name: str
    link_url: str | None = None
    source_id: int | None = None
    etag: str | None = None
    last_modified: str | None = None


class IngestRun:
    """Stores readings and failures in batches; a batch is one transaction.

    Attributes:
        counts: what was stored so far.
    """

    def __init__(self, db: Database, run_id: int, clock: Clock) -> None:
        self.db = db
        self.run_id = run_id
        self.counts = RunCounts()
        self.clock = clock
        self._readings: list[tuple[Origin, Reading, bool]] = []
        self._unchanged: list[str] = []
        self._failures: list[tuple[Failure, Origin | None]] = []
        self._since = time.monotonic()

    def count(self, **more: int) -> None:
        """Add to the counts."""
        self.counts = replace(
            self.counts, **{name: getattr(self.counts, name) + n for name, n in more.items()}
        )

    def store(self, origin: Origin, reading: Reading, *, again: bool = False) -> None:
        """Store a reading, soon; with `again` although its article is as it was."""
        self._readings.append((origin, reading, again))
        if reading.left_out:
            self._failures.append(
                (
                    Failure(
                        "temporal",
                        origin.name,
                        "too-many-dates",
                        f"{reading.left_out} temporal expressions were left out",
                        origin.source_id,
                    ),
                    None,
                )
            )
        self._flush_if_due()

    def unchanged(self, link_url: str) -> None:
        """Note, soon, that the page of a link is as it was (304)."""
        self._unchanged.append(link_url)
        self.count(unchanged=1)
        self._flush_if_due()

    def fail(self, failure: Failure, origin: Origin | None = None) -> None:
        """Record a failure, soon; with the link that it happened to, if there is one."""
        self._failures.append((failure, origin))
        self.count(failed=1)
        self._flush_if_due()

    def flush(self) -> None:
        """Store everything that waits, in one transaction.

        Raises:
            StorageError: the database cannot be written; nothing of the batch was stored.
        """
        if self._readings or self._failures or self._unchanged:
            before = self.counts
            try:
                with transaction(self.db):
                    self._write(self.clock())
            except BaseException:
                self.counts = before
                raise
        self._readings.clear()
        self._failures.clear()
        self._unchanged.clear()
        self._since = time.monotonic()

    def _flush_if_due(self) -> None:
        waiting = len(self._readings) + len(self._failures) + len(self._unchanged)
        if waiting >= BATCH or time.monotonic() - self._since > BATCH_SECONDS:
            self.flush()

    def _write(self, now: str) -> None:
        changed: list[Changed] = []
        for url in self._unchanged:
            save_link(self.db, url, LinkOutcome("read"), now=now)
        for origin, reading, again in self._readings:
            found = self._write_article(origin, reading, now, again=again)
            if found is not None:
                changed.append(found)
        counts = assemble(self.db, changed, now=now, run_id=self.run_id)
        self.count(events=counts.events)
        for failure, failed_origin in self._failures:
            record_failure(self.db, self.run_id, failure, now=now)
            if failed_origin is not None and failed_origin.link_url is not None:
                save_link(self.db, failed_origin.link_url, _outcome_of(failure, now), now=now)
        save_counts(self.db, self.run_id, self.counts)

    def _write_article(
        self, origin: Origin, reading: Reading, now: str, *, again: bool
    ) -> Changed | None:
        if is_forgotten(self.db, reading.article.key):
            self._refuse_forgotten(origin)
            return None
        provenance = Provenance(now, RULES_VERSION, self.run_id, origin.source_id)
        saved = save_article(self.db, reading.article, provenance)
        if origin.link_url is not None:
            outcome = LinkOutcome(
                "read", saved.id, etag=origin.etag, last_modified=origin.last_modified
            )
            save_link(self.db, origin.link_url, outcome, now=now)
        if saved.outcome == "unchanged" and not again:
            self.count(unchanged=1)
            return None
        self.count(
            stored=saved.outcome in ("new", "reread", "unchanged"),
            revised=saved.outcome == "revised",
            mentions=len(reading.mentions),
        )
        mentions = with_corrections(self.db, reading.mentions)
        changes = save_mentions(self.db, saved.id, mentions, now=now, run_id=self.run_id)
        return Changed(saved.id, reading.article, changes)

    def _refuse_forgotten(self, origin: Origin) -> None:
        error = "it was taken down by `timeline forget`"
        failure = Failure("store", origin.name, "forgotten", error, origin.source_id)
        self._failures.append((failure, origin))
        self.count(failed=1)


def _outcome_of(failure: Failure, now: str) -> LinkOutcome:
    if failure.reason == "http-410":
        return LinkOutcome("gone")
    if failure.reason in _PASSING:
        later = datetime.fromisoformat(now) + timedelta(hours=6)
        return LinkOutcome("failed", next_try_at=utc_text(later))
    if failure.stage == "parse" or failure.reason == "forgotten":
        return LinkOutcome("refused")
    return LinkOutcome("failed", next_try_at=failure.next_try_at)


@contextmanager
def run_lock(database: Path, *, wait: bool) -> Iterator[None]:
    """Hold the lock that only one run on a database can hold.

    Args:
        database: the database file; the lock lies beside it.
        wait: wait for a run that is under way.

    Raises:
        AlreadyRunningError: a run is under way, and `wait` is false.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(f"{database}.run.lock", timeout=-1 if wait else 0)
    try:
        lock.acquire()
    except Timeout as error:
        raise AlreadyRunningError(f"another run is reading into {database}") from error
    except OSError as error:
        raise StorageError(f"cannot lock {database}: {error}") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def ingest_run(database: Path, command: str, clock: Clock, *, wait: bool) -> Iterator[IngestRun]:
    """Open an ingest run for the length of a `with` block and close it in the database.

    Args:
        database: the file.
        command: what was asked for, for people.
        clock: gives the UTC instant.
        wait: as for `run_lock`.

    Raises:
        AlreadyRunningError: as for `run_lock`.
        StorageError: the database cannot be written.
    """
    with run_lock(database, wait=wait), writing(database) as db:
        with transaction(db):
            run_id = start_run(db, command, now=clock(), version=__version__)
        run = IngestRun(db, run_id, clock)
        state: RunState = "failed"
        note: str | None = None
        try:
            yield run
            run.flush()
            state = "stopped" if run.counts.remaining else "done"
        except KeyboardInterrupt:
            state, note = "stopped", "interrupted"
            run.flush()
            raise
        except TimelineError as error:
            note = str(error)
            raise
        finally:
            with transaction(db):
                settle(db, now=clock(), run_id=run_id)
                save_counts(db, run_id, run.counts)
                end_run(db, run_id, now=clock(), state=state, note=note)
