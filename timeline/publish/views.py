"""The routes: read the URL, read the database in one hop, render."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from datasette import Response

from timeline.publish import site
from timeline.publish.addresses import Found, Gone, Moved, look_up
from timeline.publish.cache import cached
from timeline.publish.config import Config, read_config
from timeline.publish.filters import day_words
from timeline.publish.jsonld import json_ld
from timeline.publish.listing import Listing
from timeline.publish.pages import event, rows, timeline
from timeline.publish.reading import Reader, read
from timeline.publish.selection import QueryError, Selection, read_selection
from timeline.publish.where import dated_class

_NOT_KEPT = ("after", "show", "sort", "when")
Address = Found | Moved | Gone | None
View = Callable[[Any, Any, Config], Awaitable[Response]]


def view(function: View) -> Callable[[Any, Any], Awaitable[Response]]:
    """Give a view its settings, and answer what cannot be read with a page that says so."""

    async def answer(request: Any, datasette: Any) -> Response:
        """Check the method, call the view, turn a query that cannot be read into a page."""
        config = read_config(datasette)
        if request.method not in ("GET", "HEAD"):
            return Response.text("Only GET and HEAD are answered here.\n", status=405)
        try:
            return await function(request, datasette, config)
        except QueryError as error:
            return await site.problem(
                datasette, request, config, 400, "That cannot be read", str(error)
            )
        except sqlite3.OperationalError as error:
            if str(error) != "interrupted":
                raise
            words = "Counting that takes too long; narrow it down, to fewer years for instance."
            return await site.problem(datasette, request, config, 503, "Too much", words)

    answer.__name__ = function.__name__
    answer.__doc__ = function.__doc__
    return answer


@view
async def timeline_page(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline`: chart, list and rail of a selection."""
    selection = read_selection(request.args)
    base = site.base_path(datasette)
    page, listing = await _read_timeline(datasette, config, selection, base)
    query = selection.but(show=None, sort=None).query()

    def lane_href(edtf: str | None, unit: str) -> str:
        """Link a band to its events, or a whole lane where `edtf` is None."""
        dated = (dated_class(edtf or "", unit),)
        return selection.but(when=edtf or selection.when, dated=dated, show=None).at(base)

    context = {
        "page": page,
        "listing": listing,
        "q": selection.q,
        "when": selection.when,
        "kept": [pair for pair in selection.pairs() if pair[0] not in _NOT_KEPT],
        "canonical": datasette.absolute_url(request, selection.at(base)),
        "formats": {ending: f"{base}.{ending}{query}" for _, ending in site.FORMATS},
        "export_links": site.export_links(datasette, config, base, selection),
        "chart_heading": _chart_heading(selection, page),
        "lanes": True,
        "lane_href": lane_href,
    }
    crumbs = [(selection.when, selection.at(base))] if selection.when else []
    return await site.html(
        datasette, request, config, "timeline.html", context, section="Timeline", crumbs=crumbs
    )


async def _read_timeline(
    datasette: Any, config: Config, selection: Selection, base: str
) -> tuple[timeline.TimelinePage, Listing | None]:
    """Read chart and rail, which all orders of the list share, and the list."""
    today = config.today.toordinal()
    frame = replace(selection, show=None, sort=None, after=None)

    async def read_page() -> timeline.TimelinePage:
        """Read chart and rail."""
        return await read(
            datasette,
            config,
            lambda reader: timeline.make_page(reader, frame, config.title, today, base),
        )

    page = await cached(datasette, config, ("timeline", frame, today, base), read_page)
    board = page.board
    if board is None:
        return page, None

    async def read_rows() -> Listing:
        """Read the list."""
        return await read(
            datasette, config, lambda reader: rows.make_listing(reader, selection, board, base)
        )

    if selection != frame:
        return page, await read_rows()
    return page, await cached(datasette, config, ("rows", frame, today, base), read_rows)


def _chart_heading(selection: Selection, page: timeline.TimelinePage) -> str:
    if selection.when is None or page.chart is None:
        return "When it happened, or is said to"
    unit = page.chart.unit.removeprefix("a ")
    return f"{unit.capitalize()} by {unit}"


@view
async def event_page(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/event/ID`: 200, 301 to the id that tells it now, or 410 with the reason."""
    key = url_part(request, "key")
    only = (request.args.get("claim") or "").strip() or None
    base = site.base_path(datasette)

    def work(reader: Reader) -> tuple[Address, event.EventPage | None]:
        """Look the id up and read its page, if it has one."""
        address = look_up(reader, key)
        if not isinstance(address, Found):
            return address, None
        return address, event.make_page(reader, address.event, only)

    address, page = await read(datasette, config, work)
    if page is None:
        return await elsewhere(request, datasette, config, address, key)
    path = key_path(base, page.event.key)
    url = datasette.absolute_url(request, path)
    context = {
        "page": page,
        "event_path": path,
        "canonical": url,
        "said_by": event.stand(page.event),
        "json_ld": json_ld(page.event, url),
        "export_links": site.export_links(datasette, config, path, None),
    }
    crumbs = [(page.event.key, path)]
    return await site.html(
        datasette, request, config, "timeline_event.html", context, crumbs=crumbs
    )


async def elsewhere(
    request: Any, datasette: Any, config: Config, address: Address, key: str
) -> Response:
    """Send a reader on from an id that is no event now: 301, 410 with the reason, or 404."""
    if isinstance(address, Moved):
        ending = request.url_vars.get("format")
        path = key_path(site.base_path(datasette), address.key) + (f".{ending}" if ending else "")
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(path + query, status=301)
    if isinstance(address, Gone):
        words = f"The event {key} is not told any more: {address.reason}."
        if address.at:
            words += f" That was on {day_words(address.at)}."
        return await site.problem(datasette, request, config, 410, "Gone", words)
    words = f"There never was an event with the address {key}."
    return await site.problem(datasette, request, config, 404, "Not found", words)


async def stylesheet() -> Response:
    """`/timeline/static/timeline.css`: for ever, because its URL names its content."""
    body, _ = site.stylesheet()
    return Response(
        body.decode(),
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        },
        content_type="text/css; charset=utf-8",
    )


def url_part(request: Any, name: str) -> str:
    """A part of the URL's path, decoded (Datasette hands it on as it was sent)."""
    return unquote(request.url_vars[name])


def key_path(base: str, key: str) -> str:
    """URL path of an event."""
    return f"{base}/event/{quote(key, safe='')}"
