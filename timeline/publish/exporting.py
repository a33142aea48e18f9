"""The routes of the exports."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from typing import Any

from datasette import Response

from timeline.edtf_text import display
from timeline.publish import exports, site
from timeline.publish.addresses import Found, Gone, look_up
from timeline.publish.config import Config
from timeline.publish.formats.records import Export
from timeline.publish.reading import Reader, read
from timeline.publish.selection import Selection, read_selection
from timeline.publish.views import Address, elsewhere, key_path, url_part, view
from timeline.publish.wording import sentence


@view
async def timeline_export(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline.json` and so on: the selection of the page's query."""
    selection = read_selection(request.args)
    return await export_selection(
        request, datasette, config, selection, site.base_path(datasette), _title(config, selection)
    )


async def export_selection(
    request: Any, datasette: Any, config: Config, selection: Selection, path: str, title: str
) -> Response:
    """Answer with a selection in the format that the URL names."""
    ending = request.url_vars["format"]
    page_url = datasette.absolute_url(request, selection.but(show=None, sort=None).at(path))
    export_url = datasette.absolute_url(request, f"{path}.{ending}")
    link = _link(request, datasette)
    export = await read(
        datasette,
        config,
        lambda reader: exports.selection_export(
            reader, selection, ending, title, page_url, export_url, link, config.today
        ),
    )
    return answer(request, export, ending, "timeline")


def _title(config: Config, selection: Selection) -> str:
    if selection.when is None:
        return config.title
    return f"{config.title}: {sentence(display(selection.when))}"


def _link(request: Any, datasette: Any) -> Any:
    root = datasette.absolute_url(request, site.base_path(datasette))
    return lambda key: key_path(root, key)


@view
async def event_export(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/event/ID.json` and so on; subscribers of a gone event are told so."""
    key, ending = url_part(request, "key"), request.url_vars["format"]
    base, link = site.base_path(datasette), _link(request, datasette)
    self_url = datasette.absolute_url(request, f"{key_path(base, key)}.{ending}")

    def work(reader: Reader) -> tuple[Address, Export | None]:
        """Look the id up and read what is exported of it, if anything is."""
        address = look_up(reader, key)
        if isinstance(address, Found):
            return address, exports.event_export(reader, address.event, link(key), self_url, link)
        if isinstance(address, Gone) and ending in ("ics", "atom"):
            return address, exports.gone_export(key, address, link(key), self_url, link)
        return address, None

    address, export = await read(datasette, config, work)
    if export is None:
        return await elsewhere(request, datasette, config, address, key)
    return answer(request, export, ending, key)


def answer(request: Any, export: Export, ending: str, name: str) -> Response:
    """Write an export with the headers of its kind; 304 for who has it already (RFC 9110)."""
    writer = exports.WRITERS[ending]
    body = writer.write(export)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:20]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    }
    if export.next_url:
        headers["Link"] = f'<{export.next_url}>; rel="next"'
    if ending in ("csv", "ics"):
        headers["Content-Disposition"] = f'inline; filename="{_filename(name)}.{ending}"'
    if tag in (request.headers.get("if-none-match") or "").replace("W/", "").split(", "):
        return Response("", status=304, headers=headers, content_type=writer.CONTENT_TYPE)
    return Response(body, headers=headers, content_type=writer.CONTENT_TYPE)


def _filename(name: str) -> str:
    kept = "".join(character if character.isalnum() else "-" for character in name)
    return kept.encode("ascii", "ignore").decode() or "timeline"


async def schema(request: Any, datasette: Any) -> Response:
    """`/timeline/schema/events.json`: the JSON Schema of the JSON exports."""
    text = files("timeline.publish").joinpath("static", "events.schema.json").read_text("utf-8")
    data = json.loads(text)
    data["$id"] = datasette.absolute_url(request, f"{site.base_path(datasette)}/schema/events.json")
    return Response(
        json.dumps(data, indent=2),
        headers={"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*"},
        content_type="application/schema+json; charset=utf-8",
    )
