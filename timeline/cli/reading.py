"""What the commands that read share: options, worker processes, clean stops, summaries."""

from __future__ import annotations

import functools
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from sqlite_utils import Database

from timeline.cli.options import now_text, print_json
from timeline.cli.progress import progress_bar
from timeline.errors import SettingsError
from timeline.fetch import FetchSettings, parse_networks
from timeline.parse.warc import ArchiveWriter
from timeline.parse.worker import ParserPool
from timeline.pipeline.ingest import IngestOptions
from timeline.pipeline.plan import Planned
from timeline.pipeline.readers import Pool
from timeline.pipeline.run import Progress
from timeline.settings import Settings
from timeline.sources.local import Given
from timeline.storage import open_readonly
from timeline.storage.runs import RunCounts

if TYPE_CHECKING:
    from timeline.cluster import ClusterPool

F = TypeVar("F", bound=Callable[..., Any])

_FETCH_OPTIONS = (
    click.option(
        "--delay",
        type=click.FloatRange(min=0),
        default=1.0,
        show_default=True,
        help="Seconds between two requests to one host.",
    ),
    click.option(
        "--allow-address",
        "allow_addresses",
        multiple=True,
        metavar="NETWORK",
        help="An address or network that may be asked although it is not public (repeatable).",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=32,
        show_default=True,
        help="Hosts that are asked at once.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Stop fetching after this long, cleanly, and say what is left.",
    ),
    click.option(
        "--archive",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="FOLDER",
        help="Keep the pages that are fetched as WARC files, to be read again years later.",
    ),
    click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Read on the workers of this Dask scheduler (the `cluster` extra).",
    ),
    click.option("--dry-run", is_flag=True, help="Print what would be asked of which host."),
)


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the options that `ingest` and `update` share say; times in seconds."""

    delay: float
    allow_addresses: tuple[str, ...]
    jobs: int
    timeout: float | None
    archive: Path | None
    cluster: str | None
    dry_run: bool


def reading_options(function: F) -> F:
    """Give a command the options of reading; it gets them as one `ReadingOptions`."""

    @functools.wraps(function)
    def gathered(*arguments: Any, **values: Any) -> Any:
        own = {field.name: values.pop(field.name) for field in fields(ReadingOptions)}
        return function(*arguments, options=ReadingOptions(**own), **values)

    command: Any = gathered
    for option in reversed(_FETCH_OPTIONS):
        command = option(command)
    wrapped: F = command
    return wrapped


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a run is given by its command."""

    options: IngestOptions
    pool: Pool
    stop: threading.Event
    progress: Progress


@contextmanager
def equipped(
    settings: Settings, options: ReadingOptions, given: Given | None = None
) -> Iterator[Equipment]:
    """Open everything that a run needs for the length of a `with` block.

    Raises:
        SettingsError: an option cannot be used.
    """
    networks = parse_networks(options.allow_addresses)
    with ExitStack() as stack:
        pool = stack.enter_context(worker_pool(options.cluster))
        yield Equipment(
            IngestOptions(
                fetch=FetchSettings(delay=options.delay, allow_addresses=networks),
                given=given or Given(),
                jobs=options.jobs,
                timeout=options.timeout,
                archive=stack.enter_context(archiving(options.archive)),
            ),
            pool,
            stack.enter_context(stopping()),
            stack.enter_context(progress_bar(settings, "Reading")),
        )


def worker_pool(cluster: str | None = None) -> AbstractContextManager[Pool]:
    """Open the worker processes that parse and read, one a core, or a cluster's workers.

    Raises:
        SettingsError: the `cluster` extra is not installed, or no scheduler answers.
    """
    if cluster is not None:
        return _cluster_pool(cluster)
    return ParserPool(None, preload=["timeline.pipeline.readers"])


def _cluster_pool(address: str) -> ClusterPool:
    try:
        from timeline.cluster import ClusterPool
    except ModuleNotFoundError as error:
        raise SettingsError(
            "a cluster needs Dask: pip install 'event-timeline-tracker[cluster]'"
        ) from error
    return ClusterPool(address)


@contextmanager
def existing(database: Path) -> Iterator[Database | None]:
    """Open a database for reading, if there is one."""
    db = open_readonly(database) if database.exists() else None
    try:
        yield db
    finally:
        if db is not None:
            db.close()


def print_plan(plan: Iterable[Planned]) -> None:
    """Print requests that would be made, by host."""
    requests = sorted(plan, key=lambda item: item.host)
    for item in requests:
        condition = " (if changed)" if item.is_conditional else ""
        click.echo(f"{item.host}  {item.what}{condition}  {item.url}")
    click.echo(f"{len(requests)} requests to begin with; nothing was asked.", err=True)


def print_summary(counts: RunCounts, *, as_json: bool = False) -> None:
    """Print what a run did: one line for people, or JSON for programs."""
    if as_json:
        print_json(asdict(counts))
        return
    left = f", {counts.remaining} left for the next run" if counts.remaining else ""
    click.echo(
        f"{counts.stored} stored, {counts.revised} revised, {counts.unchanged} unchanged, "
        f"{counts.failed} failed; {counts.mentions} mentions, {counts.events} events{left}"
    )


@contextmanager
def archiving(folder: Path | None) -> Iterator[ArchiveWriter | None]:
    """Open the WARC files of a run in a folder, if one was named."""
    if folder is None:
        yield None
        return
    folder.mkdir(parents=True, exist_ok=True)
    with ArchiveWriter(folder, f"timeline-{now_text().replace(':', '')}") as writer:
        yield writer


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Turn SIGTERM and the first Ctrl-C into a clean stop for the length of a `with` block."""
    stop = threading.Event()
    before: dict[int, Any] = {}

    def ask_to_stop(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo("Stopping; again to stop at once.", err=True)

    for name in (signal.SIGTERM, signal.SIGINT):
        before[name] = signal.signal(name, ask_to_stop)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
