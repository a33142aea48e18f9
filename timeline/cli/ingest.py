"""`timeline ingest`, `update`, `reprocess` and `cron`: everything that reads."""

from __future__ import annotations

import click

from timeline.cli.options import database_option, finished_with_failures, json_option, now_text
from timeline.cli.progress import progress_bar
from timeline.cli.reading import (
    ReadingOptions,
    equipped,
    existing,
    print_plan,
    print_summary,
    reading_options,
    worker_pool,
)
from timeline.models import parse_iso
from timeline.pipeline.ingest import ingest as ingest_targets
from timeline.pipeline.plan import plan_ingest, plan_update
from timeline.pipeline.reprocess import reprocess as reprocess_articles
from timeline.pipeline.run import AlreadyRunningError
from timeline.pipeline.update import update as update_sources
from timeline.settings import Settings
from timeline.sources.cron import crontab_line, systemd_units, update_command
from timeline.sources.local import Given, is_url


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--published", metavar="ISO", help="Publication time of texts that do not say theirs (local)."
)
@click.option("--language", help="BCP 47 code, where a text does not say its own.")
@click.option("--publisher", help="Publisher, where a text does not say its own.")
@reading_options
@json_option
@database_option
@click.pass_obj
def ingest(
    settings: Settings,
    targets: tuple[str, ...],
    published: str | None,
    language: str | None,
    publisher: str | None,
    options: ReadingOptions,
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
    if options.dry_run:
        with existing(settings.database) as db:
            print_plan(plan_ingest(db, filter(is_url, targets)))
        return
    given = Given(published=published, language=language, publisher=publisher)
    with equipped(settings, options, given) as run:
        counts = ingest_targets(
            settings.database,
            targets,
            run.options,
            clock=now_text,
            pool=run.pool,
            stop=run.stop,
            progress=run.progress,
        )
    print_summary(counts, as_json=as_json)
    if counts.failed:
        finished_with_failures()


@click.command()
@reading_options
@click.option("--all", "everything", is_flag=True, help="Read all sources, due or not.")
@click.option("--strict", is_flag=True, help="Exit with 3 for any failure, old ones, too.")
@json_option
@database_option
@click.pass_obj
def update(
    settings: Settings, everything: bool, strict: bool, options: ReadingOptions, as_json: bool
) -> None:
    """Read all sources that are due; this is what cron runs.

    A second update on the same database says that one is running and exits with 0. The exit code
    is 3 if a source newly fails or none could be read (with --strict: for any failure).

    \b
    Example:
      timeline update --timeout 600
    """
    if options.dry_run:
        with existing(settings.database) as db:
            print_plan(plan_update(db, now=now_text(), everything=everything) if db else ())
        return
    try:
        with equipped(settings, options) as run:
            report = update_sources(
                settings.database,
                run.options,
                clock=now_text,
                pool=run.pool,
                stop=run.stop,
                progress=run.progress,
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


def _check_time(published: str | None) -> None:
    try:
        parse_iso(published)
    except ValueError as error:
        raise click.BadParameter(
            f"{published!r} is not ISO 8601 (2026-01-12 or 2026-01-12T09:30+02:00)",
            param_hint="--published",
        ) from error
