"""`timeline ingest`, `update`, `reprocess` and `cron`: everything that reads."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from timeline.cli.options import (
    database_option,
    finished_with_failures,
    json_option,
    now_text,
    print_json,
)
from timeline.cli.progress import progress_bar
from timeline.fetch import FetchSettings, parse_networks
from timeline.models import parse_iso
from timeline.parse.worker import WorkerPool
from timeline.pipeline.ingest import IngestOptions, ingest as ingest_targets
from timeline.pipeline.reprocess import reprocess as reprocess_articles
from timeline.pipeline.run import AlreadyRunningError
from timeline.pipeline.update import UpdateReport, update as update_sources
from timeline.settings import Settings
from timeline.sources.cron import crontab_line, systemd_units
from timeline.storage.runs import RunCounts


def _fetch_options(function: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(
        [
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
                help="An address or network that may be asked although it is not public.",
            ),
            click.option(
                "--jobs",
                type=click.IntRange(min=1),
                default=16,
                show_default=True,
                help="Hosts that are asked at once.",
            ),
            click.option(
                "--timeout",
                type=click.FloatRange(min=0, min_open=True),
                metavar="SECONDS",
                help="Stop cleanly after this long and say what is left.",
            ),
            click.option(
                "--archive",
                type=click.Path(file_okay=False, path_type=Path),
                help="Keep what is fetched as WARC files in this folder.",
            ),
            click.option("--dry-run", is_flag=True, help="Say what would be asked of which host."),
        ]
    ):
        function = option(function)
    return function


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--published", metavar="ISO", help="Publication time of texts that do not say theirs (local)."
)
@click.option("--language", help="BCP 47 code, where a text does not say its own.")
@_fetch_options
@json_option
@database_option
@click.pass_obj
def ingest(
    settings: Settings,
    targets: tuple[str, ...],
    published: str | None,
    language: str | None,
    delay: float,
    allow_addresses: tuple[str, ...],
    jobs: int,
    timeout: float | None,
    archive: Path | None,
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
    options = IngestOptions(
        fetch=FetchSettings(delay=delay, allow_addresses=parse_networks(allow_addresses)),
        published=published,
        language=language,
        jobs=jobs,
        timeout=timeout,
        archive=archive,
    )
    if dry_run:
        for line in ingest_targets.plan(targets, options):
            click.echo(line)
        return
    with _stopping() as stop, _pool() as pool, progress_bar(settings, "Reading") as progress:
        counts = ingest_targets(
            settings.database,
            targets,
            options,
            clock=now_text,
            pool=pool,
            stop=stop,
            progress=progress,
        )
    _report(counts, as_json=as_json)
    if counts.failed:
        finished_with_failures()


def _check_time(published: str | None) -> None:
    try:
        parse_iso(published)
    except ValueError as error:
        raise click.BadParameter(
            f"{published!r} is not ISO 8601 (2026-01-12 or 2026-01-12T09:30+02:00)",
            param_hint="--published",
        ) from error
