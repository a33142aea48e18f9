"""`timeline corrections`, `revert` and `history`: who said what, and whether it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from timeline.cli.corrections import correcting, say, system_user
from timeline.cli.options import database_option, json_option, now_text, print_json
from timeline.errors import CorrectionError
from timeline.pipeline import corrections as make
from timeline.pipeline.carrying import export_rows, import_rows
from timeline.settings import Settings
from timeline.storage import open_readonly, writing
from timeline.storage.changes import HistoryEntry, history_of
from timeline.storage.corrections import StoredCorrection, list_corrections
from timeline.storage.events import resolve
from timeline.storage.forget import shred


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
    with correcting(settings) as db:
        done = make.revert(db, correction, by=by or system_user(), now=now_text())
    say([done])


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
        new = import_rows(db, rows, now=now_text())
        conflicts = len(list_corrections(db, conflicts=True))
        if any(row.get("kind") == "forget" for row in rows):
            shred(db)
    click.echo(f"{len(rows)} read, {new} new; {conflicts} of all do not hold")


def _export(db: Database, path: Path) -> None:
    try:
        with click.open_file(str(path), "w", encoding="utf-8", atomic=str(path) != "-") as file:
            for row in export_rows(db):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CorrectionError(f"cannot write {path}: {error}") from error


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


COMMANDS: tuple[click.Command, ...] = (corrections, revert, history)
