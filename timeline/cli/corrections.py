"""`timeline edit`, `merge`, `split` … `revert`: what people know better than the machine."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlite_utils import Database

from timeline.cli.options import database_option, json_option, now_text, print_json
from timeline.errors import CorrectionError
from timeline.pipeline import corrections as make
from timeline.pipeline.by_hand import HandEvent
from timeline.pipeline.corrections import Author
from timeline.settings import Settings
from timeline.storage import open_readonly, writing
from timeline.storage.changes import HistoryEntry, history_of
from timeline.storage.corrections import StoredCorrection, list_corrections
from timeline.storage.events import resolve
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
    return Author(by or _system_user(), now_text(), note)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@contextmanager
def _correcting(settings: Settings) -> Iterator[Database]:
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
    with _correcting(settings) as db:
        done = make.edit(db, event, _author(by, note), title=title, date=date, place=place)
    _say(done)


@click.command()
@click.argument("event", metavar="ID")
@click.argument("other", metavar="OTHER")
@_author_options
@database_option
@click.pass_obj
def merge(settings: Settings, event: str, other: str, by: str | None, note: str | None) -> None:
    """Say that two events are one; both ids go on working."""
    with _correcting(settings) as db:
        done = make.merge(db, event, other, _author(by, note))
    _say([done])


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
    with _correcting(settings) as db:
        done = make.split(db, event, mentions, _author(by, note))
    _say([done])


@click.command()
@click.argument("event", metavar="ID")
@_author_options
@database_option
@click.pass_obj
def hide(settings: Settings, event: str, by: str | None, note: str | None) -> None:
    """Take an event off the timeline."""
    with _correcting(settings) as db:
        done = make.hide(db, event, _author(by, note))
    _say([done])


@click.command()
@click.argument("event", metavar="ID")
@_author_options
@database_option
@click.pass_obj
def pin(settings: Settings, event: str, by: str | None, note: str | None) -> None:
    """Keep an event among those that are shown first, whatever its score."""
    with _correcting(settings) as db:
        done = make.pin(db, event, _author(by, note))
    _say([done])


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
    with _correcting(settings) as db:
        done = make.add(db, event, _author(by, note))
    _say([done])


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
    with _correcting(settings) as db:
        done = make.alias(db, other, name, _author(by, note))
    _say([done])


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
    with _correcting(settings) as db:
        done = make.forget(db, url, _author(by, note))
        overwritten = shred(db)
    _say([done])
    if not overwritten:
        click.echo(
            "Another process is reading the database; the last traces in its files go when all"
            " have closed it.",
            err=True,
        )


@click.command()
@click.option("--conflicts", is_flag=True, help="Only those that do not hold, with the reason.")
@click.option("--all", "include_reverted", is_flag=True, help="Also those that were taken back.")
@json_option
@click.option(
    "--export",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all that hold or are in conflict to a file (- for standard output).",
)
@click.option(
    "--import",
    "given",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Read a file that --export wrote, from any database (- for standard input).",
)
@database_option
@click.pass_obj
def corrections(
    settings: Settings,
    conflicts: bool,
    include_reverted: bool,
    as_json: bool,
    target: Path | None,
    given: Path | None,
) -> None:
    """List what people corrected, or carry it to another database.

    \b
    Examples:
      timeline corrections --conflicts
      timeline corrections --export corrections.jsonl
      timeline corrections --import corrections.jsonl --db other.db
    """  # fmt: skip
    if given is not None:
        _import(settings, given)
        return
    db = open_readonly(settings.database)
    try:
        if target is not None:
            _export(db, target)
            return
        found = list_corrections(db, conflicts=conflicts, include_reverted=include_reverted)
        events = {one.key: _event_now(db, one) for one in found}
    finally:
        db.close()
    if as_json:
        print_json([_as_json(one, events[one.key]) for one in found])
        return
    for one in found:
        click.echo(_line(one, events[one.key]))
    if not found:
        click.echo("All corrections hold." if conflicts else "No corrections yet.", err=True)


@click.command()
@click.argument("correction", metavar="CORRECTION")
@click.option("--by", metavar="NAME", help="Who takes it back.  [default: the system user]")
@database_option
@click.pass_obj
def revert(settings: Settings, correction: str, by: str | None) -> None:
    """Take a correction back; what was read, or corrected before, counts again."""
    with _correcting(settings) as db:
        done = make.revert(db, correction, by=by or _system_user(), now=now_text())
    _say([done])


@click.command()
@click.argument("event", metavar="ID")
@json_option
@database_option
@click.pass_obj
def history(settings: Settings, event: str, as_json: bool) -> None:
    """Tell an event's life: first read, narrowed, merged, corrected, by whom.

    ID is any id that it has or had.
    """
    db = open_readonly(settings.database)
    try:
        entries = history_of(db, event)
        known = resolve(db, event) is not None
    finally:
        db.close()
    if not entries and not known:
        raise CorrectionError(f"there is no event {event!r}; `timeline events` lists them")
    if as_json:
        print_json([_entry_json(entry) for entry in entries])
        return
    for entry in entries:
        click.echo(_entry_text(entry))


def _import(settings: Settings, path: Path) -> None:
    rows: list[dict[str, Any]] = []
    try:
        with click.open_file(str(path), encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise CorrectionError(f"row {number} of {path} is no JSON object")
                    rows.append(row)
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot read {path}: {error}") from error
    except ValueError as error:
        raise CorrectionError(f"{path} is no file of JSON lines: {error}") from error
    with writing(settings.database) as db:
        new = make.import_rows(db, rows, now=now_text())
        conflicts = len(list_corrections(db, conflicts=True))
        if any(row.get("kind") == "forget" for row in rows):
            shred(db)
    click.echo(f"{len(rows)} read, {new} new; {conflicts} of all do not hold")


def _export(db: Database, path: Path) -> None:
    try:
        with click.open_file(str(path), "w", encoding="utf-8", atomic=str(path) != "-") as file:
            for row in make.export_rows(db):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CorrectionError(f"cannot write {path}: {error}") from error


def _say(done: Sequence[StoredCorrection]) -> None:
    for one in done:
        what = {"holds": "holds", "reverted": "is taken back"}.get(
            one.state, f"does not hold: {one.conflict}"
        )
        click.echo(f"{one.kind} {one.key} {what}")


def _event_now(db: Database, one: StoredCorrection) -> str | None:
    for anchor in one.anchors:
        row = db.execute(
            "SELECT e.key FROM mentions m JOIN events e ON e.id = m.event_id WHERE m.key = ?",
            [anchor.key],
        ).fetchone()
        if row is not None:
            return str(row[0])
    return None


def _said(one: StoredCorrection) -> str:
    if one.kind == "alias" and one.value:
        return f"{one.value['alias']} is {one.value['name']}"
    if one.kind in ("merge", "split"):
        other = one.side("others")
        return f"{one.anchors[0].key} {'and' if one.kind == 'merge' else 'from'} {other[0].key}"
    shown = ("title", "edtf", "place", "url", "source")
    return ", ".join(one.value[name] for name in shown if name in one.value)


def _as_json(one: StoredCorrection, event: str | None) -> dict[str, Any]:
    return {
        "id": one.key, "kind": one.kind, "event_id": event, "value": dict(one.value),
        "by": one.by, "at": one.at, "note": one.note, "state": one.state,
        "conflict": one.conflict, "reverted_at": one.reverted_at, "reverted_by": one.reverted_by,
        "mentions": [anchor.key for anchor in one.anchors],
    }  # fmt: skip


def _line(one: StoredCorrection, event: str | None) -> str:
    about = f" {event}" if event else ""
    text = f"{one.key}  {one.at}  {one.by}: {one.kind}{about} {_said(one)}".rstrip()
    if one.note:
        text += f" ({one.note})"
    if one.state == "conflict":
        text += f"\n  does not hold: {one.conflict}"
    if one.state == "reverted":
        text += f"\n  taken back {one.reverted_at} by {one.reverted_by}"
    return text


def _entry_json(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "at": entry.at, "change": entry.change, "event_id": entry.event_id,
        "before": entry.before, "after": entry.after, "note": entry.note, "by": entry.by,
    }  # fmt: skip


def _entry_text(entry: HistoryEntry) -> str:
    text = f"{entry.at}  {entry.change}"
    if entry.before and entry.after:
        text += f": {entry.before} → {entry.after}"
    elif entry.before or entry.after:
        text += f": {entry.after or entry.before}"
    text += f", by {entry.by}" if entry.by else ""
    return text + (f" ({entry.note})" if entry.note else "")


COMMANDS: tuple[click.Command, ...] = (
    edit, merge, split, hide, pin, add_event, alias, forget, corrections, revert, history,
)  # fmt: skip
