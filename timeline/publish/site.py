"""What all pages share: the frame, its links, headers and the answers for what is not there."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from datasette import Response

from timeline.edtf_text import display
from timeline.publish.config import Config
from timeline.publish.selection import Selection

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
# Datasette's own pages have inline script and style.
_FOREIGN_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
        b" img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'",
    ),
)
FORMATS = (
    ("JSON", "json"), ("CSV", "csv"), ("iCalendar", "ics"), ("Atom", "atom"),
    ("TimelineJS", "timelinejs"), ("GeoJSON", "geojson"),
)  # fmt: skip
_SECTIONS = (
    ("Timeline", ""), ("Topics", "/topics"), ("On this day", "/on-this-day"), ("New", "/new"),
    ("Sources", "/sources"),
)  # fmt: skip


def base_path(datasette: Any) -> str:
    """URL path of the timeline, under Datasette's `base_url`."""
    return str(datasette.urls.path("/timeline"))


@cache
def stylesheet() -> tuple[bytes, str]:
    """The CSS and a short hash of it."""
    body = files("timeline.publish").joinpath("static", "timeline.css").read_bytes()
    return body, hashlib.sha256(body).hexdigest()[:8]


def is_rtl(text: str) -> bool:
    """Whether the first strong character of a text runs from right to left."""
    for character in text[:200]:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


async def html(
    datasette: Any,
    request: Any,
    config: Config,
    template: str,
    context: Mapping[str, Any],
    *,
    section: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Response:
    """Render a page in the frame.

    Args:
        datasette: the running `Datasette`.
        request: the request that is answered.
        config: the plugin's settings.
        template: name of the template.
        context: what the template says.
        section: the entry of the bar that is current.
        crumbs: (words, href) behind "home / timeline".
        status: HTTP status.
    """
    base = base_path(datasette)
    sections = [(name, base + path) for name, path in _SECTIONS]
    sections.append(("Data", str(datasette.urls.database(config.database))))
    shared = {
        "site_title": config.title,
        "base": base,
        "css_url": f"{base}/static/timeline.css?{stylesheet()[1]}",
        "sections": sections,
        "section": section,
        "crumb_links": list(crumbs),
        "today_words": display(config.today.isoformat()),
        "q": None,
        "database": config.database,
    }
    body = await datasette.render_template(template, {**shared, **context}, request=request)
    return Response.html(body, status=status, headers=page_headers())


def page_headers() -> dict[str, str]:
    """Headers of our own pages: nothing from elsewhere, nothing inline, nothing guessed."""
    return {
        "Content-Security-Policy": CONTENT_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }


async def problem(
    datasette: Any, request: Any, config: Config, status: int, title: str, words: str
) -> Response:
    """Say what is wrong on a page of our own (400, 404, 410), or as JSON where that was asked."""
    if request.path.endswith((".json", ".geojson", ".timelinejs")):
        error = {"ok": False, "error": words, "status": status, "title": title}
        return Response.json(error, status=status, headers={"X-Content-Type-Options": "nosniff"})
    context = {"heading": title, "words": words}
    return await html(datasette, request, config, "timeline_problem.html", context, status=status)


def export_links(
    datasette: Any, config: Config, path: str, selection: Selection | None
) -> list[tuple[str, str]]:
    """Links to the same selection in every format, and as SQL."""
    query = "" if selection is None else selection.but(show=None, sort=None).query()
    links = [(name, f"{path}.{ending}{query}") for name, ending in FORMATS]
    if not config.public:
        table = f"{datasette.urls.database(config.database)}/timeline"
        links.append(("SQL", table + _table_query(selection)))
    return links


def _table_query(selection: Selection | None) -> str:
    first, last = (None, None) if selection is None else selection.days
    parts = []
    if last is not None:
        parts.append(f"earliest_day__lte={last}")
    if first is not None:
        parts.append(f"latest_day__gte={first}")
    return "?" + "&".join(parts) if parts else ""


def with_safe_headers(app: Any) -> Any:
    """Wrap an ASGI app: no sniffing and no framing; our own pages' stricter policy stays."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        """Answer a request as the app does, with our headers added."""

        async def send_with_headers(message: Any) -> None:
            """Add to an answer's headers those that it does not have."""
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                extra = [(name, value) for name, value in _FOREIGN_HEADERS if name not in known]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    return wrapped
