"""`timeline serve` and `timeline publish`."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.cli.options import database_option
from timeline.publish.serve import serve as run_server
from timeline.publish.snapshot import write_snapshot
from timeline.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port.  [default: 8001, or the next free one]"
)
@click.option(
    "--public",
    is_flag=True,
    help="For strangers: canned queries only, no full texts, no download.",
)
@click.option("--title", help="Headline of the timeline.")
@database_option
@click.pass_obj
def serve(settings: Settings, host: str, port: int | None, public: bool, title: str | None) -> None:
    """Publish the timeline as a web site, until Ctrl-C."""

    def announce(url: str) -> None:
        click.echo(f"The timeline is at {url} (Ctrl-C ends it)")

    run_server(settings.database, host, port, public=public, title=title, announce=announce)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--texts", is_flag=True, help="Keep the full texts of the articles.")
@click.option("--sql", is_flag=True, help="Let visitors write SQL of their own.")
@database_option
@click.pass_obj
def publish(settings: Settings, folder: Path, texts: bool, sql: bool) -> None:
    """Write a compact copy of the database with its metadata, for any host of Datasette."""
    snapshot = write_snapshot(settings.database, folder, texts=texts, public=not sql)
    click.echo(f"{snapshot.database} ({snapshot.size:,} bytes)")
    click.echo(f"Serve it with: {snapshot.command}")
