"""`timeline edit`, `merge`, `split` … `revert`: what people know better than the machine."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from sqlite_utils import Database

from timeline.cli.options import database_option, now_text
from timeline.pipeline import corrections as make
from timeline.pipeline.by_hand import HandEvent
from timeline.pipeline.corrections import Author
from timeline.settings import Settings
from timeline.storage import open_readonly, writing
from timeline.storage.corrections import StoredCorrection
from timeline.storage.forget import shred

F = TypeVar("F", bound=Callable[..., Any])


def _author_options(function: F) -> F:
    """Let a command take who corrects and why."""
    for decorate in (
        click.option("--note", help="Why, for those who read the history."),
        click.option("--by", metavar="NAME", help="Who says so.  [default: the system user]"),
    ):
        function = decorate(function)
    return function


def _author(by: str | None, note: str | None) -> Author:
    return Author(by or system_user(), now_text(), note)


def system_user() -> str:
    """Name who corrects where no `--by` says so."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@contextmanager
def correcting(settings: Settings) -> Iterator[Database]:
    """Open the database that is there."""
    open_readonly(settings.database).close()
    with writing(settings.database) as db:
        yield db


@click.command()
@click.argument("event", metavar="ID")
@click.option("--title", help="What it is called, at most 120 characters.")
@click.option("--date", metavar="EDTF", help="When it was: 2024-07-09, 2014/2015, 2024-07~.")
@click.option("--place", help="Where it was.")
@_author_options
@database_option
@click.pass_obj
def edit(
    settings: Settings,
    event: str,
    title: str | None,
    date: str | None,
    place: str | None,
    by: str | None,
    note: str | None,
) -> None:
    """Correct the title, date or place of an event.

    It holds for whatever event tells that sentence, now and after every later run.

    \b
    Example:
      timeline edit 7f3k9m2q4r8t --date 2024-07-09/2024-07-11 --note "NATO's own page"
    """
    with correcting(settings) as db:
        done = make.edit(db, event, _author(by, note), title=title, date=date, place=place)
    say(done)


@click.command()
@click.argument("event", metavar="ID")
@click.argument("other", metavar="OTHER")
@_author_options
@database_option
@click.pass_obj
def merge(settings: Settings, event: str, other: str, by: str | None, note: str | None) -> None:
    """Say that two events are one; both ids go on working."""
    with correcting(settings) as db:
        done = make.merge(db, event, other, _author(by, note))
    say([done])


@click.command()
@click.argument("event", metavar="ID")
@click.argument("mentions", metavar="MENTION...", nargs=-1, required=True)
@_author_options
@database_option
@click.pass_obj
def split(
    settings: Settings, event: str, mentions: tuple[str, ...], by: str | None, note: str | None
) -> None:
    """Say that some MENTIONs of an event tell of another one; they move.

    `timeline show ID --json` lists the mentions of an event with their keys.
    """
    with correcting(settings) as db:
        done = make.split(db, event, mentions, _author(by, note))
    say([done])


@click.command()
@click.argument("event", metavar="ID")
@_author_options
@database_option
@click.pass_obj
def hide(settings: Settings, event: str, by: str | None, note: str | None) -> None:
    """Take an event off the timeline."""
    with correcting(settings) as db:
        done = make.hide(db, event, _author(by, note))
    say([done])


@click.command()
@click.argument("event", metavar="ID")
@_author_options
@database_option
@click.pass_obj
def pin(settings: Settings, event: str, by: str | None, note: str | None) -> None:
    """Keep an event among those that are shown first, whatever its score."""
    with correcting(settings) as db:
        done = make.pin(db, event, _author(by, note))
    say([done])


@click.command("add-event")
@click.argument("title")
@click.option("--date", metavar="EDTF", required=True, help="When it was.")
@click.option("--source", required=True, help="URL where it can be read, or words that name it.")
@click.option("--sentence", help="What the source says.  [default: TITLE]")
@click.option("--place", help="Where it was.")
@click.option("--published", metavar="ISO", help="Day on which the source said so.")
@_author_options
@database_option
@click.pass_obj
def add_event(
    settings: Settings,
    title: str,
    date: str,
    source: str,
    sentence: str | None,
    place: str | None,
    published: str | None,
    by: str | None,
    note: str | None,
) -> None:
    """Add an event by hand, with its source.

    \b
    Example:
      timeline add-event "Ukraine became a member of the Council of Europe" \\
        --date 1995-11-09 --source https://www.coe.int/en/web/portal/ukraine
    """
    event = HandEvent(title, date, source, sentence, place, published)
    with correcting(settings) as db:
        done = make.add(db, event, _author(by, note))
    say([done])


@click.command()
@click.argument("other", metavar="ALIAS")
@click.argument("name")
@_author_options
@database_option
@click.pass_obj
def alias(settings: Settings, other: str, name: str, by: str | None, note: str | None) -> None:
    """Say that ALIAS is another name of NAME, an actor or a place.

    \b
    Example:
      timeline alias Zelensky Zelenskyy
    """
    with correcting(settings) as db:
        done = make.alias(db, other, name, _author(by, note))
    say([done])


@click.command()
@click.argument("url")
@_author_options
@database_option
@click.pass_obj
def forget(settings: Settings, url: str, by: str | None, note: str | None) -> None:
    """Take an article down: erase its text, quotations and history, and never read it again.

    Its events go, if nothing else tells them, and their ids answer 410. Backups, snapshots and
    archives that were made before are not touched.
    """
    with correcting(settings) as db:
        done = make.forget(db, url, _author(by, note))
        overwritten = shred(db)
    say([done])
    if not overwritten:
        click.echo(
            "Another process is reading the database; the last traces in its files go when all"
            " have closed it.",
            err=True,
        )


def say(done: Sequence[StoredCorrection]) -> None:
    """Print what became of corrections, one line each."""
    for one in done:
        what = {"holds": "holds", "reverted": "is taken back"}.get(
            one.state, f"does not hold: {one.conflict}"
        )
        click.echo(f"{one.kind} {one.key} {what}")


COMMANDS: tuple[click.Command, ...] = (
    edit, merge, split, hide, pin, add_event, alias, forget,
)  # fmt: skip
