"""The names of a small gazetteer of our own, with what countries call their people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

PLACES = frozenset(("country", "capital", "city", "region"))
_LONGEST = 5  # words of a name
_END = re.compile(r"(?:['’]s?|[,.;:!?”\")\]])+$")
_LAST = frozenset("'’s,.;:!?”\")]\n")  # what a text ends in that `_END` matches


@dataclass(frozen=True, slots=True)
class Known:
    """A gazetteer entry: canonical name, kind and, for places, where it is (degrees, WGS 84)."""

    name: str
    kind: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class _Table:
    """Names with their entries, and the first words of the names."""

    entries: Mapping[str, Known]
    firsts: frozenset[str]

    @classmethod
    def of(cls, entries: Mapping[str, Known]) -> _Table:
        return cls(entries, frozenset(plain(name.split(" ")[0]) for name in entries))


@dataclass(frozen=True, slots=True)
class _Tables:
    names: _Table
    peoples: _Table


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    names: dict[str, Known] = {}
    peoples: dict[str, Known] = {}
    text = resources.files("timeline.events").joinpath("data", "gazetteer.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, kind, north, east, aliases, people = (line.split("\t") + [""] * 5)[:6]
        entry = Known(name, kind, float(north) if north else None, float(east) if east else None)
        for alias in (name, *filter(None, aliases.split("|"))):
            names.setdefault(alias.lower(), entry)
        for called in filter(None, people.split("|")):
            peoples.setdefault(called.lower(), entry)
    return _Tables(_Table.of(names), _Table.of(peoples))


def gazetteer() -> Mapping[str, Known]:
    """Give every name and alias (lower case) with its entry."""
    return _tables().names.entries


def plain(text: str) -> str:
    """Drop a possessive and the marks behind a name."""
    return _END.sub("", text) if text[-1:] in _LAST else text


def longest_name(words: Sequence[str], at: int) -> tuple[int, Known | None]:
    """Find the longest known name that begins at a word.

    Args:
        words: as written, marks and possessives attached.
        at: index of the first word.

    Returns:
        How many words it has, and its entry; 0 and None if there is none.
    """
    return _longest(words, at, _tables().names)


def people_of(words: Sequence[str], at: int) -> tuple[int, Known | None, bool]:
    """Find what a country calls its people at a word ("Russian", "South Koreans").

    Returns:
        How many words it has, the country, and whether it is a plural noun ("Russians").
    """
    size, country = _longest(words, at, _tables().peoples)
    if country:
        return size, country, False
    singular = [plain(word).removesuffix("s") for word in words[at : at + _LONGEST]]
    size, country = _longest(singular, 0, _tables().peoples)
    return size, country, country is not None


def _longest(words: Sequence[str], at: int, table: _Table) -> tuple[int, Known | None]:
    if at >= len(words) or plain(words[at]).lower() not in table.firsts:
        return 0, None
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        written = words[at : at + size]
        if any(word.endswith((",", ";", ":", "'s", "’s")) for word in written[:-1]):
            continue
        name = plain(" ".join(written)).lower()
        entry = table.entries.get(name) or table.entries.get(name + ".")
        if entry:
            return size, entry
    return 0, None
