"""`timeline events`, `timeline show` and `timeline why`: the timeline in a terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click
from sqlite_utils import Database

from timeline import edtf
from timeline.cli.options import database_option, json_option, print_json, wants_colour
from timeline.edtf_text import display
from timeline.errors import EDTFError, NotFoundError
from timeline.settings import Settings
from timeline.storage import open_readonly
from timeline.storage.articles import find_article
from timeline.storage.events import Gone, Moved, resolve
from timeline.storage.timeline import (
    EventRow,
    Evidence,
    MentionRow,
    get_event,
    list_events,
    list_evidence,
    list_mentions,
)


@click.command()
@click.argument("query", required=False)
@click.option("--when", metavar="EDTF", help="Only events that may lie in it: 2024, 2014/2015.")
@click.option("--all", "include_more", is_flag=True, help="Also those behind “show more”.")
@click.option("--limit", type=click.IntRange(min=1), help="Rows to print at most.")
@json_option
@database_option
@click.pass_obj
def events(
    settings: Settings,
    query: str | None,
    when: str | None,
    include_more: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the events by date, those whose title or names have the words of QUERY.

    With --json all events are listed, and `shown` tells which a reader sees first.

    \b
    Examples:
      timeline events --when 2014/2015
      timeline events "NATO summit" --json
    """
    try:
        span = edtf.parse(when) if when else None
    except EDTFError as error:
        raise click.BadParameter(str(error), param_hint="--when") from error
    db = open_readonly(settings.database)
    try:
        rows = list_events(
            db, when=span, query=query, include_more=include_more or as_json, limit=limit
        )
    finally:
        db.close()
    if as_json:
        print_json([_as_json(row) for row in rows])
        return
    for row in rows:
        click.echo(_line(row))
    if not rows:
        click.echo("No event matches." if query or when else "No events yet.", err=True)


@click.command()
@click.argument("key", metavar="ID")
@json_option
@database_option
@click.pass_obj
def show(settings: Settings, key: str, as_json: bool) -> None:
    """Show one event with every sentence that it rests on.

    ID is an event's id, or that of any mention, present or past.

    \b
    Example:
      timeline show 7f3k9m2q4r8t
    """
    db = open_readonly(settings.database)
    try:
        row = _find(db, key)
        evidence = list_evidence(db, row.id)
    finally:
        db.close()
    if as_json:
        print_json([{**_as_json(row), "evidence": [asdict(item) for item in evidence]}])
        return
    click.echo(_heading(row.title))
    click.echo(
        f"{display(row.edtf, row.granularity)} · EDTF {row.edtf} · {row.modality} · "
        f"{_sources(row.sources)} · score {row.score:.2f} · id {row.id}"
    )
    for item in evidence:
        click.echo("\n" + _evidence_text(item))


@click.command()
@click.argument("article")
@json_option
@database_option
@click.pass_obj
def why(settings: Settings, article: str, as_json: bool) -> None:
    """Tell for every dated sentence of an ARTICLE why it is on the timeline, or why not.

    ARTICLE is its URL, or a part of its URL or title that no other article has.

    \b
    Example:
      timeline why "Minsk agreements never became"
    """
    db = open_readonly(settings.database)
    try:
        stored = find_article(db, article)
        if stored is None:
            raise NotFoundError(f"no article, or more than one, has {article!r} in URL or title")
        rows = list_mentions(db, stored.id)
    finally:
        db.close()
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    click.echo(_heading(stored.article.title))
    click.echo(f"{stored.article.published or 'no publication time'} · {stored.article.key}")
    for row in rows:
        click.echo("\n" + _mention_text(row))
    if not rows:
        click.echo("No temporal expression was found in it.")


def _find(db: Database, key: str) -> EventRow:
    found = resolve(db, key)
    if isinstance(found, Gone):
        raise NotFoundError(f"event {key} is gone: {found.reason}")
    row = get_event(db, found.key if isinstance(found, Moved) else key) if found else None
    if row is None:
        raise NotFoundError(f"there is no event {key}; `timeline events` lists them")
    return row


def _as_json(row: EventRow) -> dict[str, Any]:
    return asdict(row)


def _line(row: EventRow) -> str:
    date = display(row.edtf, row.granularity)
    note = "" if row.modality == "asserted" else f" ({row.modality})"
    return f"{row.id}  {date:<22}  {row.title}{note}"


def _heading(text: str) -> str:
    return click.style(text, bold=True) if wants_colour() else text


def _sources(count: int) -> str:
    return f"{count} source" if count == 1 else f"{count} sources"


def _evidence_text(item: Evidence) -> str:
    said = f"“{item.expression}” read as {item.edtf} by {item.rule}" if item.expression else (
        f"no date in it; {item.edtf} by {item.rule}"
    )  # fmt: skip
    return (
        f"  {item.sentence}\n"
        f"  {item.publisher or 'unknown publisher'}, {item.published or 'undated'} · {said}\n"
        f"  {item.article}"
    )


def _mention_text(row: MentionRow) -> str:
    date = row.edtf or "no date"
    verdict = f"event {row.event}: {row.title}" + (
        " (behind “show more”)" if row.state == "more" else ""
    )
    if row.rejected_reason:
        verdict = f"not on it: {row.rejected_reason}"
        if row.event is not None:
            verdict = f"supports event {row.event}; no row of its own: {row.rejected_reason}"
    return (
        f"  {row.sentence}\n  “{row.expression}” = {date} by {row.rule}; score {row.score:.2f}\n"
        f"  {verdict}"
    )
