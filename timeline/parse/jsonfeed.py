"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from timeline.errors import ParseError
from timeline.models import Link
from timeline.parse.encoding import decode
from timeline.parse.feedmodel import (
    MAX_ERRORS,
    MAX_ITEMS,
    MAX_SUMMARY,
    MAX_TITLE,
    Feed,
    own_address,
    without_repeated_ids,
)
from timeline.parse.fragments import plain_text, plain_title
from timeline.parse.stamps import read_stamp
from timeline.parse.urls import absolute
from timeline.parse.xml import MAX_BYTES, web_year


def parse_json_feed(body: bytes, url: str, content_type: str | None) -> Feed:
    """JSON Feed 1.0 and 1.1."""
    if len(body) > MAX_BYTES:
        raise ParseError(f"feed has {len(body)} bytes, more than {MAX_BYTES}", reason="too-large")
    try:
        data = json.loads(decode(body, content_type), strict=False)
    except (ValueError, RecursionError):
        raise ParseError("document is JSON that cannot be read", reason="not-a-feed") from None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise ParseError("JSON is not a JSON Feed", reason="not-a-feed")
    if "jsonfeed" not in str(data.get("version")):
        raise ParseError("JSON has no JSON Feed version", reason="not-a-feed")
    errors: list[str] = []
    links: list[Link] = []
    items = data["items"]
    if len(items) > MAX_ITEMS:
        errors.append(f"feed has {len(items)} items; only the first {MAX_ITEMS} were read")
    for number, item in enumerate(items[:MAX_ITEMS], 1):
        try:
            links.append(_read_json_item(item, url))
        except ParseError as error:
            errors.append(f"item {number}: {error}")
    hubs = data.get("hubs")
    hub = (
        hubs[0].get("url")
        if isinstance(hubs, list) and hubs and isinstance(hubs[0], dict)
        else None
    )
    return Feed(
        kind="json",
        title=plain_title(_string(data, "title") or "")[:MAX_TITLE],
        links=without_repeated_ids(links),
        home=absolute(url, _string(data, "home_page_url")),
        next=absolute(url, _string(data, "next_url")),
        hub=absolute(url, hub if isinstance(hub, str) else None),
        language=_string(data, "language"),
        errors=tuple(errors[:MAX_ERRORS]),
    )


def _read_json_item(item: Any, base: str) -> Link:
    """One item of a JSON Feed."""
    if not isinstance(item, dict):
        raise ParseError("it is not an object", reason="empty")
    identifier = _string(item, "id")
    title = plain_title(_string(item, "title") or "")[:MAX_TITLE]
    markup = _string(item, "content_html")
    text = plain_text(markup) if markup else _string(item, "content_text")
    address = absolute(base, _string(item, "url") or _string(item, "external_url"))
    if not (address or title or text):
        raise ParseError("it has neither link, title nor text", reason="empty")
    authors = item.get("authors") or [item.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    return Link(
        url=address or own_address(base, identifier, title, text),
        id=identifier,
        title=title or None,
        published=web_year(read_stamp(_string(item, "date_published"))),
        updated=web_year(read_stamp(_string(item, "date_modified"))),
        summary=(_string(item, "summary") or "")[:MAX_SUMMARY] or None,
        text=text,
        language=_string(item, "language"),
        author=_string(first, "name") if isinstance(first, dict) else None,
    )


def _string(data: dict[str, Any], key: str) -> str | None:
    """A text value; numbers (ids often are) as text."""
    value = data.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None
