"""`timeline add`, `list` and `remove`: the registry of sources."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import cast
from zoneinfo import available_timezones

import click

from timeline.cli.options import database_option, json_option, now_text, print_json
from timeline.settings import Settings
from timeline.sources.local import is_url
from timeline.sources.opml import Subscription, parse_opml, write_opml
from timeline.storage import open_readonly, transaction, writing
from timeline.storage.sources import (
    SourceKind,
    StoredSource,
    add_source,
    list_sources,
    remove_source,
)


@click.command()
@click.argument("url")
@click.option(
    "--kind",
    type=click.Choice(["feed", "sitemap", "page", "list", "folder", "archive"]),
    help="What it is.  [default: told from the name, else feed]",
)
@click.option("--title", help="Name for people.")
@click.option("--publisher", help="Publisher of its articles, where the pages do not say.")
@click.option("--language", help="BCP 47 code, where the pages do not say.")
@click.option("--time-zone", help="IANA zone of the publisher, such as Europe/Kyiv.")
@database_option
@click.pass_obj
def add(
    settings: Settings,
    url: str,
    kind: str | None,
    title: str | None,
    publisher: str | None,
    language: str | None,
    time_zone: str | None,
) -> None:
    """Register a source that `timeline update` reads again and again.

    URL may also be a local folder, list of URLs or WARC archive, or an OPML file, whose feeds are
    all registered.

    \b
    Examples:
      timeline add https://example.org/feed.xml
      timeline add https://example.org/news-sitemap.xml --kind sitemap
      timeline add subscriptions.opml
    """
    _check_zone(time_zone)
    subscriptions = _subscriptions(url, title)
    with writing(settings.database) as db, transaction(db):
        for subscription in subscriptions:
            name = subscription.url
            _, is_new = add_source(
                db,
                name,
                cast("SourceKind", kind or _guess_kind(name)),
                now=now_text(),
                title=subscription.title,
                publisher=publisher,
                language=language,
                time_zone=time_zone,
            )
            click.echo(f"Added {name}" if is_new else f"{name} was already there")


@click.command("list")
@click.option("--all", "all_states", is_flag=True, help="Also removed and gone sources.")
@click.option("--opml", "as_opml", is_flag=True, help="Print OPML, for other readers.")
@json_option
@database_option
@click.pass_obj
def list_(settings: Settings, all_states: bool, as_opml: bool, as_json: bool) -> None:
    """List the sources and how they are doing."""
    db = open_readonly(settings.database)
    try:
        sources = list_sources(db, state=None if all_states else "active")
    finally:
        db.close()
    if as_json:
        print_json([asdict(source) for source in sources])
        return
    if as_opml:
        feeds = [Subscription(s.url, s.title) for s in sources if s.url.startswith("http")]
        click.echo(write_opml(feeds, title="Sources of the timeline"), nl=False)
        return
    for source in sources:
        click.echo(_line(source))
    if not sources:
        click.echo("No sources yet; `timeline add URL` registers one.", err=True)


@click.command()
@click.argument("url")
@database_option
@click.pass_obj
def remove(settings: Settings, url: str) -> None:
    """Stop reading a source; what was read from it stays."""
    with writing(settings.database) as db, transaction(db):
        remove_source(db, url)
    click.echo(f"Removed {url}; its articles and events stay.")


def _subscriptions(name: str, title: str | None) -> list[Subscription]:
    if is_url(name):
        return [Subscription(name, title)]
    path = Path(name)
    if not path.exists():
        raise click.BadParameter(f"{name} is neither an http(s) URL nor a file", param_hint="URL")
    if path.suffix.lower() == ".opml":
        return list(parse_opml(path.read_bytes()))
    return [Subscription(str(path.absolute()), title)]


def _check_zone(name: str | None) -> None:
    if name is not None and name not in available_timezones():
        raise click.BadParameter(
            f"{name!r} is no IANA time zone such as Europe/Kyiv", param_hint="--time-zone"
        )


def _guess_kind(name: str) -> SourceKind:
    lowered = name.lower()
    if not lowered.startswith("http"):
        path = Path(name)
        if path.is_dir():
            return "folder"
        return "archive" if lowered.endswith((".warc", ".warc.gz")) else "list"
    return "sitemap" if "sitemap" in lowered.rpartition("/")[2] else "feed"


def _line(source: StoredSource) -> str:
    health = "ok" if not source.error_streak else f"failing ({source.error_streak}x)"
    state = health if source.state == "active" else source.state
    return f"{source.kind:<8} {state:<14} next {source.next_due_at}  {source.url}"
