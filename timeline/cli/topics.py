"""`timeline topic` and `timeline new`: stories that people follow, and what is new in them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import click

from timeline.cli.options import database_option, json_option, now_text, print_json
from timeline.edtf import parse
from timeline.edtf_text import display
from timeline.errors import EDTFError
from timeline.models import parse_iso, utc_text
from timeline.settings import Settings
from timeline.storage import open_readonly, transaction, writing
from timeline.storage.changes import ChangedEvent, changes_since
from timeline.storage.topic_match import TopicMatch
from timeline.storage.topics import (
    Topic,
    add_topic,
    get_topic,
    list_topics,
    remove_topic,
)
from timeline.topics.digest import DigestEntry, digest
from timeline.topics.reading import read_story


@click.group()
def topic() -> None:
    """Follow a story: its events, the dates that matter, what is new."""


@topic.command("add")
@click.argument("title")
@click.option(
    "--match",
    metavar="QUERY",
    help="Words (SQLite FTS5) that an event, or an article that tells it, must have.",
)
@click.option(
    "--entity",
    "entities",
    multiple=True,
    metavar="NAME",
    help="Actor or place; given twice, both take part.",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    help="Publisher, host or source URL; given twice, one of them tells it.",
)
@click.option("--when", metavar="EDTF", help="The days that the event lies in: 2014/.., 2024.")
@database_option
@click.pass_obj
def add(
    settings: Settings,
    title: str,
    match: str | None,
    entities: tuple[str, ...],
    sources: tuple[str, ...],
    when: str | None,
) -> None:
    """Add a topic; without a match it is the whole database.

    \b
    Examples:
      timeline topic add "Ukraine and NATO"
      timeline topic add "Minsk" --match 'minsk AND (agreement* OR protocol)' --when 2014/..
    """  # fmt: skip
    try:
        span = parse(when).value if when else None
    except EDTFError as error:
        raise click.BadParameter(str(error), param_hint="--when") from error
    open_readonly(settings.database).close()
    with writing(settings.database) as db, transaction(db):
        added = add_topic(db, title, TopicMatch(match, entities, sources, span), now=now_text())
    click.echo(f"Added {added.slug} with {_count(added.events, 'event')}")


@topic.command("list")
@json_option
@database_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the topics."""
    db = open_readonly(settings.database)
    try:
        topics = list_topics(db)
    finally:
        db.close()
    if as_json:
        print_json([asdict(one) for one in topics])
        return
    for one in topics:
        click.echo(f"{one.slug}  {one.title}: {_count(one.events, 'event')} ({_matches(one)})")
    if not topics:
        click.echo("No topics yet; `timeline topic add TITLE` adds one.", err=True)


@topic.command("remove")
@click.argument("slug")
@database_option
@click.pass_obj
def remove(settings: Settings, slug: str) -> None:
    """Remove a topic; its events stay."""
    open_readonly(settings.database).close()
    with writing(settings.database) as db, transaction(db):
        remove_topic(db, slug)
    click.echo(f"Removed {slug}")


@topic.command("digest")
@click.argument("slug")
@click.option(
    "--top", type=click.IntRange(min=1), default=10, show_default=True, help="How many dates."
)
@click.option(
    "--sentences",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="How many sentences for each, at most.",
)
@click.option("--since", metavar="ISO", help="Also what is new, changed or retracted since then.")
@json_option
@database_option
@click.pass_obj
def show_digest(
    settings: Settings, slug: str, top: int, sentences: int, since: str | None, as_json: bool
) -> None:
    """Print the dates of a topic that matter, with a sentence or two each.

    In the terminal they stand in the order of time, in JSON the best comes first. With --since,
    JSON rows have the changes of their events under `changes`.

    \b
    Example:
      timeline topic digest ukraine-and-nato --top 5 --since 2026-01-01
    """  # fmt: skip
    instant = _instant(since) if since else None
    db = open_readonly(settings.database)
    try:
        found = get_topic(db, slug)
        story = read_story(db, found)
        changes = changes_since(db, instant, found) if instant else []
    finally:
        db.close()
    entries = digest(story.references, story.leads, top=top, sentences=sentences)
    if as_json:
        print_json([_digest_json(entry, changes, told=bool(instant)) for entry in entries])
        return
    for entry in sorted(entries, key=_in_time):
        click.echo(f"{display(entry.date)}\n" + "\n".join(f"  {s}" for s in entry.sentences))
    if not entries:
        click.echo("No date in this topic yet.", err=True)
    if since:
        click.echo(f"\nSince {since}")
        _print_changes(changes)


@click.command()
@click.option(
    "--since",
    metavar="ISO",
    required=True,
    help="Day or instant (UTC if no offset is given): 2026-01-12, 2026-01-12T08:00Z.",
)
@click.option("--topic", "slug", metavar="SLUG", help="Only this topic.")
@json_option
@database_option
@click.pass_obj
def new(settings: Settings, since: str, slug: str | None, as_json: bool) -> None:
    """Tell which events are new, changed (date, title, merged) or retracted since a time.

    \b
    Example:
      timeline new --since 2026-01-12 --topic ukraine-and-nato
    """  # fmt: skip
    instant = _instant(since)
    db = open_readonly(settings.database)
    try:
        found = changes_since(db, instant, get_topic(db, slug) if slug else None)
    finally:
        db.close()
    if as_json:
        print_json([asdict(change) for change in found])
    else:
        _print_changes(found)


def _instant(text: str) -> str:
    """Read a day or an instant and print it as the UTC text that the database has."""
    try:
        when = parse_iso(text.strip())
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is not ISO 8601 (2026-01-12)", param_hint="--since"
        ) from error
    assert isinstance(when, date)  # noqa: S101
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=UTC)
    return utc_text(when if when.tzinfo else when.replace(tzinfo=UTC))


def _digest_json(entry: DigestEntry, changes: list[ChangedEvent], *, told: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "date": entry.date,
        "score": round(entry.score, 4),
        "sentences": entry.sentences,
        "event_ids": list(entry.event_ids),
    }
    if told:
        row["changes"] = [asdict(one) for one in changes if one.event_id in entry.event_ids]
    return row


def _in_time(entry: DigestEntry) -> tuple[int, str]:
    when = parse(entry.date)
    day = when.earliest_day if when.earliest_day is not None else when.latest_day
    return (day or 0, entry.date)


def _print_changes(changes: list[ChangedEvent]) -> None:
    for one in changes:
        title = one.title or "an event whose article was taken down"
        when = f"{display(one.edtf)}: " if one.edtf else ""
        text = f"{one.at}  {one.what:<9}  {one.event_id}  {when}{title}"
        if one.what == "changed" and one.before and one.after:
            text += f"\n  {one.change}: {one.before} → {one.after}"
        if one.by:
            text += f"\n  by {one.by}"
        if one.note:
            text += f"\n  {one.note}"
        click.echo(text)
    if not changes:
        click.echo("Nothing is new.", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _matches(one: Topic) -> str:
    if one.match.is_everything:
        return "the whole database"
    said = [one.match.query or "", *one.match.entities, *one.match.sources, one.match.when or ""]
    return "; ".join(part for part in said if part)


COMMANDS: tuple[click.Command, ...] = (topic, new)
