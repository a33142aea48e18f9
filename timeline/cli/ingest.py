"""`timeline ingest`, `update`, `reprocess` and `cron`: everything that reads."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from sqlite_utils import Database

from timeline.cli.options import (
    database_option,
    finished_with_failures,
    json_option,
    now_text,
    print_json,
)
from timeline.cli.progress import progress_bar
from timeline.errors import SettingsError
from timeline.fetch import FetchSettings, parse_networks
from timeline.models import parse_iso
from timeline.parse.warc import ArchiveWriter
from timeline.parse.worker import ParserPool
from timeline.pipeline.ingest import IngestOptions
from timeline.pipeline.ingest import ingest as ingest_targets
from timeline.pipeline.plan import Planned, plan_ingest, plan_update
from timeline.pipeline.reprocess import reprocess as reprocess_articles
from timeline.pipeline.run import AlreadyRunningError
from timeline.pipeline.update import update as update_sources
from timeline.settings import Settings
from timeline.sources.cron import crontab_line, systemd_units, update_command
from timeline.sources.local import Given, is_url
from timeline.storage import open_readonly
from timeline.storage.runs import RunCounts

if TYPE_CHECKING:
    from timeline.cluster import ClusterPool

F = TypeVar("F", bound=Callable[..., Any] | click.Command)

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


def _fetch_options(function: F) -> F:
    for option in reversed(_FETCH_OPTIONS):
        function = option(function)
    return function


def worker_pool(cluster: str | None = None) -> ParserPool | ClusterPool:
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


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--published", metavar="ISO", help="Publication time of texts that do not say theirs (local)."
)
@click.option("--language", help="BCP 47 code, where a text does not say its own.")
@click.option("--publisher", help="Publisher, where a text does not say its own.")
@_fetch_options
@json_option
@database_option
@click.pass_obj
def ingest(
    settings: Settings,
    targets: tuple[str, ...],
    published: str | None,
    language: str | None,
    publisher: str | None,
    delay: float,
    allow_addresses: tuple[str, ...],
    jobs: int,
    timeout: float | None,
    archive: Path | None,
    cluster: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read articles now: pages, feeds, files, folders, archives.

    A TARGET is the URL of a page, feed or sitemap; a .html, .txt, .xml, .jsonl, .warc or .warc.gz
    file; a folder of these; or - for a text on standard input. Reading something twice changes
    nothing.

    \b
    Examples:
      timeline ingest https://example.org/feed.xml
      timeline ingest article.txt --published 2026-01-12
      timeline ingest articles.jsonl --db db/story.db
    """
    _check_time(published)
    if dry_run:
        with _existing(settings.database) as db:
            _print_plan(plan_ingest(db, filter(is_url, targets)))
        return
    options = IngestOptions(
        fetch=FetchSettings(delay=delay, allow_addresses=parse_networks(allow_addresses)),
        given=Given(published=published, language=language, publisher=publisher),
        jobs=jobs,
        timeout=timeout,
    )
    with (
        stopping() as stop,
        archiving(archive) as kept,
        worker_pool(cluster) as pool,
        progress_bar(settings, "Reading") as bar,
    ):
        counts = ingest_targets(
            settings.database,
            targets,
            replace(options, archive=kept),
            clock=now_text,
            pool=pool,
            stop=stop,
            progress=bar,
        )
    print_summary(counts, as_json=as_json)
    if counts.failed:
        finished_with_failures()


@click.command()
@_fetch_options
@click.option("--all", "everything", is_flag=True, help="Read all sources, due or not.")
@click.option("--strict", is_flag=True, help="Exit with 3 for any failure, old ones, too.")
@json_option
@database_option
@click.pass_obj
def update(
    settings: Settings,
    delay: float,
    allow_addresses: tuple[str, ...],
    jobs: int,
    timeout: float | None,
    archive: Path | None,
    cluster: str | None,
    dry_run: bool,
    everything: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Read all sources that are due; this is what cron runs.

    A second update on the same database says that one is running and exits with 0. The exit code
    is 3 if a source newly fails or none could be read (with --strict: for any failure).

    \b
    Example:
      timeline update --timeout 600
    """
    if dry_run:
        with _existing(settings.database) as db:
            _print_plan(
                plan_update(db, now=now_text(), everything=everything) if db is not None else ()
            )
        return
    options = IngestOptions(
        fetch=FetchSettings(delay=delay, allow_addresses=parse_networks(allow_addresses)),
        jobs=jobs,
        timeout=timeout,
    )
    try:
        with (
            stopping() as stop,
            archiving(archive) as kept,
            worker_pool(cluster) as pool,
            progress_bar(settings, "Reading") as bar,
        ):
            report = update_sources(
                settings.database,
                replace(options, archive=kept),
                clock=now_text,
                pool=pool,
                stop=stop,
                progress=bar,
                everything=everything,
            )
    except AlreadyRunningError:
        click.echo("already running")
        return
    print_summary(report.counts, as_json=as_json)
    for url in report.newly_failing:
        click.echo(f"newly failing: {url}", err=True)
    if report.needs_attention or (strict and report.counts.failed):
        finished_with_failures()


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also what today's rules have read.")
@json_option
@database_option
@click.pass_obj
def reprocess(settings: Settings, everything: bool, as_json: bool) -> None:
    """Read the stored articles again with today's rules; nothing is fetched.

    Ids stay, corrections hold, and what changes is in each event's history.
    """
    with worker_pool() as pool, progress_bar(settings, "Reading again") as bar:
        counts = reprocess_articles(
            settings.database, now_text, pool, everything=everything, progress=bar
        )
    print_summary(counts, as_json=as_json)
    if counts.failed:
        finished_with_failures()


@click.command()
@click.option("--systemd", is_flag=True, help="Print a systemd service and timer instead.")
@database_option
@click.pass_obj
def cron(settings: Settings, systemd: bool) -> None:
    """Print the crontab line that keeps this database up to date.

    \b
    Examples:
      (crontab -l; timeline cron) | crontab -
      timeline cron --systemd
    """
    words = update_command(settings.database)
    if not systemd:
        click.echo(crontab_line(words))
        return
    for name, text in systemd_units(words).items():
        click.echo(f"# /etc/systemd/system/{name}\n{text}")


@contextmanager
def _existing(database: Path) -> Iterator[Database | None]:
    """Open a database for reading, if there is one."""
    db = open_readonly(database) if database.exists() else None
    try:
        yield db
    finally:
        if db is not None:
            db.close()


def _print_plan(plan: Iterable[Planned]) -> None:
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


def _check_time(published: str | None) -> None:
    try:
        parse_iso(published)
    except ValueError as error:
        raise click.BadParameter(
            f"{published!r} is not ISO 8601 (2026-01-12 or 2026-01-12T09:30+02:00)",
            param_hint="--published",
        ) from error
