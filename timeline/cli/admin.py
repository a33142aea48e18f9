"""`timeline status` and `timeline backup`: looking after the database."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from timeline import __version__
from timeline.cli.options import database_option, json_option, print_json
from timeline.settings import Settings
from timeline.storage import backup as write_backup
from timeline.storage import open_database, open_readonly
from timeline.storage.status import Status, check, read_status


@click.command()
@click.option(
    "--check", "do_check", is_flag=True, help="Check integrity, permissions and versions."
)
@json_option
@database_option
@click.pass_obj
def status(settings: Settings, do_check: bool, as_json: bool) -> None:
    """Tell how the database and its sources are doing.

    With --check the exit code is 3 if anything is wrong.
    """
    db = open_readonly(settings.database)
    try:
        found = read_status(db, settings.database)
        problems = check(db, settings.database) if do_check else []
    finally:
        db.close()
    if as_json:
        checked = {"problems": problems} if do_check else {}
        print_json({"version": __version__, **asdict(found), **checked})
    else:
        _print_status(found)
        if do_check:
            click.echo("\n".join(problems) or "check    all is well")
    if problems:
        raise click.exceptions.Exit(3)


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@database_option
@click.pass_obj
def backup(settings: Settings, target: Path) -> None:
    """Write a compact copy of the database to TARGET, while others read and write it.

    \b
    Example:
      timeline backup backups/news-2026-01-18.db
    """
    open_readonly(settings.database).close()
    db = open_database(settings.database)
    try:
        write_backup(db, target)
    finally:
        db.close()
    click.echo(f"Wrote {target} ({target.stat().st_size / 1e6:.1f} MB)")


def _print_status(found: Status) -> None:
    click.echo(f"database {found.path} ({found.size_bytes / 1e6:.1f} MB)")
    click.echo(f"version  timeline {__version__}, SQLite {found.sqlite_version}")
    click.echo("rows     " + ", ".join(f"{n} {table}" for table, n in found.counts.items()))
    run = found.last_run
    if run:
        click.echo(
            f"last run {run.command}: {run.state}, started {run.started_at}, "
            f"{run.stored} stored, {run.revised} revised, {run.failed} failed"
        )
    for source in found.sources:
        health = "ok" if not source.error_streak else f"failing: {source.last_error}"
        click.echo(
            f"source   {source.url}: {health}; {source.articles} articles, "
            f"{source.failed_links} failed, due {source.next_due_at}"
        )
