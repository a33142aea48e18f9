"""`timeline demo`: the bundled sample, read over HTTP and served."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import click

from timeline.cli.options import now_text
from timeline.cli.progress import progress_bar
from timeline.cli.reading import print_summary, worker_pool
from timeline.demo import sample_server
from timeline.fetch import FetchSettings
from timeline.pipeline.ingest import IngestOptions, ingest
from timeline.publish.serve import serve
from timeline.settings import Settings
from timeline.storage import transaction, writing
from timeline.storage.sources import add_source, list_sources

DEFAULT = Path("db/demo.db")
ARTICLES_PORT = 8765


@click.command()
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="The demo's own database.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="[default: 8001 or the next free one]")
@click.option("--no-serve", is_flag=True, help="Only read the sample.")
@click.pass_obj
def demo(settings: Settings, db: Path, port: int | None, no_serve: bool) -> None:
    """Read the bundled sample over real HTTP from a loopback server, and serve it.

    Ctrl-C ends it. Repeating it changes nothing.
    """
    with sample_server(ARTICLES_PORT) as base:
        feed = f"{base}/feed.xml"
        _start_afresh_if_moved(db, feed)
        options = IngestOptions(
            fetch=FetchSettings(delay=0, allow_addresses=(ip_network("127.0.0.1"),))
        )
        with worker_pool() as pool, progress_bar(settings, "Reading the sample") as progress:
            counts = ingest(db, (feed,), options, clock=now_text, pool=pool, progress=progress)
    print_summary(counts)
    if not no_serve:
        serve(db, port=port, title="Ukraine’s road to NATO", announce=_announce)


def _announce(url: str) -> None:
    click.echo(f"The timeline is at {url} (Ctrl-C ends it)")


def _start_afresh_if_moved(path: Path, feed: str) -> None:
    """Drop the demo's database if it was read from another port: its addresses would differ."""
    if path.exists():
        with writing(path) as db:
            moved = any(source.url != feed for source in list_sources(db))
        if moved:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
    with writing(path) as db, transaction(db):
        add_source(db, feed, "feed", now=now_text(), title="The bundled sample")
