"""A small gazetteer of our own: places, bodies and their aliases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Known:
    """A gazetteer entry: canonical name, kind and, for places, where it is (degrees, WGS 84)."""

    name: str
    kind: str
    latitude: float | None
    longitude: float | None


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, Known]:
    """Read the gazetteer: every name and alias (lower case) to its entry."""
    known: dict[str, Known] = {}
    text = resources.files("timeline.events").joinpath("data", "gazetteer.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, kind, latitude, longitude, aliases = (line.split("\t") + [""] * 4)[:5]
        entry = Known(
            name,
            kind,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
        )
        for alias in (name, *filter(None, aliases.split("|"))):
            known.setdefault(alias.lower(), entry)
    return known
