"""What the pages are told by the site's configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

PLUGIN = "timeline"
DATABASE = "news"


@dataclass(frozen=True, slots=True)
class Config:
    """The plugin's own settings (`plugins: timeline:` in Datasette's configuration).

    Attributes:
        database: name under which the timeline's database is served.
        title: headline of the timeline page.
        public: strangers may come: no SQL of their own, no full texts.
        today: the day that "today" means (UTC).
    """

    database: str
    title: str
    public: bool
    today: date


def read_config(datasette: Any) -> Config:
    """Read the plugin's settings; what is not said has a default.

    Args:
        datasette: the running `Datasette`.
    """
    said: dict[str, Any] = datasette.plugin_config(PLUGIN) or {}
    today = said.get("today")
    return Config(
        database=str(said.get("database", DATABASE)),
        title=str(said.get("title", "Timeline")),
        public=bool(said.get("public", False)),
        today=date.fromisoformat(str(today)) if today else datetime.now(UTC).date(),
    )
