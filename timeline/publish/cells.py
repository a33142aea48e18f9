"""Cells of Datasette's own tables: ids lead to pages, dates say what they mean, URLs are links."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from timeline.edtf import parse
from timeline.edtf_text import display
from timeline.errors import EDTFError

_KEYS = {"id", "key", "event_id", "event_key", "mention_key", "title_mention", "new_key", "old_key"}
_DATES = {"edtf", "kept", "claimed"}
_URLS = {"url", "article_url", "example"}
_KEY_LENGTH = range(8, 17)


def render(value: Any, column: str, base: str) -> Markup | None:
    """Render a cell, or leave it to Datasette.

    Args:
        value: of the cell.
        column: name of the column.
        base: URL path of the timeline.
    """
    if not isinstance(value, str) or not value:
        return None
    if column in _KEYS and value.isalnum() and value.isascii() and len(value) in _KEY_LENGTH:
        return Markup('<a href="{}/event/{}"><code>{}</code></a>').format(base, value, value)
    if column in _DATES:
        try:
            parse(value)
        except EDTFError:
            return None
        return Markup('<code title="{}">{}</code>').format(display(value), value)
    if column in _URLS and value.startswith(("https://", "http://")) and len(value) < 2000:
        return Markup('<a rel="nofollow noopener" href="{}">{}</a>').format(value, value)
    return None
