"""Carrying corrections from one database to another, as JSON objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, get_args

from sqlite_utils import Database

from timeline import edtf
from timeline.errors import CorrectionError
from timeline.models import CorrectionKind
from timeline.pipeline.corrections import begin, check_title
from timeline.storage import transaction
from timeline.storage.corrections import (
    Anchor,
    StoredCorrection,
    insert_correction,
    list_corrections,
)


def export_rows(db: Database) -> Iterable[dict[str, Any]]:
    """Yield every correction that was not reverted as a JSON object, oldest first."""
    for one in list_corrections(db):
        row = asdict(one)
        for name in ("state", "conflict", "reverted_at", "reverted_by"):
            del row[name]
        yield row


def import_rows(db: Database, rows: Iterable[Mapping[str, Any]], *, now: str) -> int:
    """Store corrections that were exported from another database, all or none.

    Args:
        db: an open database.
        rows: as `export_rows` gives them.
        now: UTC instant.

    Returns:
        How many were new.

    Raises:
        CorrectionError: a row is no correction; its number is in the message.
    """
    read = [_read_row(number, row) for number, row in enumerate(rows, 1)]
    with transaction(db):
        new = [one for one in read if insert_correction(db, one)]
        begin(db, new, now=now)
    return len(new)


def _read_row(number: int, row: Mapping[str, Any]) -> StoredCorrection:
    try:
        one = StoredCorrection(
            key=str(row["key"]),
            kind=str(row["kind"]),
            anchors=tuple(Anchor(**anchor) for anchor in row["anchors"]),
            value={str(name): str(said) for name, said in row["value"].items()},
            by=str(row["by"]),
            at=str(row["at"]),
            note=None if row.get("note") is None else str(row["note"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise CorrectionError(f"row {number} is no correction: {error!r}") from error
    _check_row(number, one)
    return one


_NEEDS = {"title": ("title",), "date": ("edtf",), "place": ("place",), "alias": ("alias", "name"),
          "forget": ("url",), "add": ("title", "edtf", "source")}  # fmt: skip


def _check_row(number: int, one: StoredCorrection) -> None:
    if one.kind not in get_args(CorrectionKind):
        raise CorrectionError(f"row {number}: there is no correction of the kind {one.kind!r}")
    missing = [name for name in _NEEDS.get(one.kind, ()) if not one.value.get(name)]
    if missing and one.value:
        raise CorrectionError(f"row {number}: a correction of the kind {one.kind} needs {missing}")
    if one.kind in ("date", "add") and one.value and not edtf.is_valid(one.value["edtf"]):
        raise CorrectionError(f"row {number}: {one.value['edtf']!r} is no EDTF date")
    if one.kind not in ("alias", "forget", "add") and not one.anchors:
        raise CorrectionError(f"row {number}: it does not say which mentions it is about")
    if one.kind == "title":
        check_title(one.value.get("title", "erased"))
