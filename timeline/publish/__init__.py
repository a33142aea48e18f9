"""The published timeline: a Datasette plugin with pages, exports and SQL functions.

Works on Datasette 0.65.5 and on the 1.0 alphas. Nothing here writes to the database.
"""

from __future__ import annotations

from typing import Any

from datasette import hookimpl

from timeline.publish import filters, site, views
from timeline.publish.config import read_config


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The pages and exports."""
    return [
        (r"^/timeline$", views.timeline_page),
        (r"^/timeline/event/(?P<key>[^/.]+)$", views.event_page),
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
