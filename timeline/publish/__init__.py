"""The published timeline: a Datasette plugin with pages, exports and SQL functions.

Works on Datasette 0.65.5 and on the 1.0 alphas. Nothing here writes to the database.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from timeline.publish import (
    cells,
    exporting,
    exports,
    filters,
    limits,
    listviews,
    site,
    sql_functions,
    views,
)
from timeline.publish.config import read_config
from timeline.publish.facets import KeptFacet

_FORMATS = "|".join(exports.WRITERS)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The pages and exports."""
    return [
        (r"^/timeline$", views.timeline_page),
        (rf"^/timeline\.(?P<format>{_FORMATS})$", exporting.timeline_export),
        (r"^/timeline/event/(?P<key>[^/.]+)$", views.event_page),
        (rf"^/timeline/event/(?P<key>[^/.]+)\.(?P<format>{_FORMATS})$", exporting.event_export),
        (r"^/timeline/topics?/?$", listviews.topics_page),
        (r"^/timeline/topic/(?P<slug>[^/.]+)$", listviews.topic_page),
        (rf"^/timeline/topic/(?P<slug>[^/.]+)\.(?P<format>{_FORMATS})$", listviews.topic_export),
        (r"^/timeline/on-this-day$", listviews.day_page),
        (r"^/timeline/new$", listviews.new_page),
        (r"^/timeline/sources$", listviews.sources_page),
        (r"^/timeline/sources\.opml$", listviews.sources_opml),
        (r"^/timeline/schema/events\.json$", exporting.schema),
        (r"^/timeline/static/timeline\.css$", views.stylesheet),
    ]


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Filters that the templates use."""
    filters.install(env)


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Lead from Datasette's own pages to the timeline."""
    return [{"href": site.base_path(datasette), "label": read_config(datasette).title}]


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Give every connection the SQL functions, and those that strangers reach their limits."""
    sql_functions.register(conn)
    if database != "_internal":
        limits.restrict(conn)


@hookimpl
def render_cell(value: Any, column: str, datasette: Any, database: str) -> Markup | None:
    """Link ids and addresses in Datasette's own tables, and explain dates."""
    if database != read_config(datasette).database:
        return None
    return cells.render(value, column, site.base_path(datasette))


@hookimpl
def register_facet_classes() -> list[type]:
    """Facets that are answered from kept counts."""
    return [KeptFacet]


@hookimpl
def asgi_wrapper() -> Any:
    """Send safe headers with Datasette's own pages, too."""
    return site.with_safe_headers
