"""Settings of one process, from options and environment; read once, handed on, never global."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATABASE = Path("db/news.db")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data is.

    Attributes:
        database: the SQLite file.
        quiet: show no progress.
    """

    database: Path = DEFAULT_DATABASE
    quiet: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `TIMELINE_DB`."""
        return cls(database=Path(environment.get("TIMELINE_DB") or DEFAULT_DATABASE))
