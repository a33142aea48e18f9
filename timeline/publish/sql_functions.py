"""SQL functions over EDTF, so that strangers' queries ask dates as the pages do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from timeline.edtf import Edtf, parse
from timeline.edtf_text import display
from timeline.errors import EDTFError

Value = TypeVar("Value")


def register(connection: sqlite3.Connection) -> None:
    """Add the functions to a connection.

    `edtf_earliest(x)` and `edtf_latest(x)`: first and last day as ISO text; `edtf_first_day(x)`
    and `edtf_last_day(x)`: the same as day numbers; `edtf_overlaps(a, b)`: 1 if a day exists
    that both may mean, else 0; `edtf_display(x)`: in words. All are NULL for what is no EDTF.
    """
    for name, count, function in (
        ("edtf_earliest", 1, _of(lambda value: value.earliest)),
        ("edtf_latest", 1, _of(lambda value: value.latest)),
        ("edtf_first_day", 1, _of(lambda value: value.earliest_day)),
        ("edtf_last_day", 1, _of(lambda value: value.latest_day)),
        ("edtf_display", 1, _of(lambda value: display(value.value))),
        ("edtf_overlaps", 2, _overlaps),
    ):
        connection.create_function(name, count, function, deterministic=True)


def _of(read: Callable[[Edtf], Value]) -> Callable[[object], Value | None]:
    def function(text: object) -> Value | None:
        """Read an EDTF and give the part that is asked for; NULL where it cannot be read."""
        value = _parsed(text)
        return None if value is None else read(value)

    return function


def _parsed(text: object) -> Edtf | None:
    if isinstance(text, int):
        text = f"{text:04d}"
    if not isinstance(text, str):
        return None
    try:
        return parse(text.strip())
    except EDTFError:
        return None


def _overlaps(a: object, b: object) -> int | None:
    one, other = _parsed(a), _parsed(b)
    return None if one is None or other is None else int(one.overlaps(other))
