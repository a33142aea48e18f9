"""`metadata.yml` as each Datasette wants it: all in metadata (0.65), or split (1.0)."""

from __future__ import annotations

import copy
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import datasette
import yaml

from timeline.publish.config import DATABASE, PLUGIN

FULL_TEXTS = ("articles", "article_revisions", "articles_fts", "links")
_SHADOWS = ("config", "data", "docsize", "idx")
_CONFIG_OF_TABLES = ("allow", "facets", "hidden", "label_column", "size", "sort", "sort_desc")


def metadata_text() -> str:
    """The text of `metadata.yml`, from the package or from beside it in a checkout."""
    packaged = files("timeline.publish").joinpath("metadata.yml")
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / "metadata.yml").read_text(encoding="utf-8")


def site_metadata(
    *, public: bool, title: str | None = None, today: date | None = None
) -> dict[str, Any]:
    """Build the metadata of a site.

    Args:
        public: strangers may come: canned queries only, no table that holds full texts.
        title: of the timeline, if it is not the one of `metadata.yml`.
        today: the day that counts as today; None: the day it is (UTC).
    """
    metadata: dict[str, Any] = copy.deepcopy(yaml.safe_load(metadata_text()))
    plugin: dict[str, Any] = {"public": public}
    if title:
        metadata["title"] = plugin["title"] = title
    if today:
        plugin["today"] = today.isoformat()
    metadata["plugins"] = {PLUGIN: plugin}
    news = metadata["databases"][DATABASE]
    if public:
        news["allow_sql"] = False
        names = [*FULL_TEXTS, *(f"articles_fts_{part}" for part in _SHADOWS)]
        for name in names:
            news["tables"].setdefault(name, {})["allow"] = False
    return metadata


def datasette_arguments(metadata: dict[str, Any]) -> dict[str, Any]:
    """Arguments for `Datasette(…)`: 1.0 takes queries, permissions and plugins as config."""
    if is_before_1():
        return {"metadata": metadata}
    metadata = copy.deepcopy(metadata)
    config: dict[str, Any] = {"plugins": metadata.pop("plugins"), "databases": {}}
    for name, database in metadata["databases"].items():
        moved: dict[str, Any] = {
            key: database.pop(key) for key in ("queries", "allow_sql", "allow") if key in database
        }
        tables: dict[str, Any] = {}
        for table, said in database.get("tables", {}).items():
            taken = {key: said.pop(key) for key in _CONFIG_OF_TABLES if key in said}
            if taken:
                tables[table] = taken
        config["databases"][name] = {**moved, "tables": tables}
    return {"metadata": metadata, "config": config}


def is_before_1() -> bool:
    """Whether the installed Datasette is of the 0.x line."""
    return str(datasette.__version__).startswith("0.")
