"""Articles as rows of a .jsonl file: a JSON object a line."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline.errors import ParseError
from timeline.models import Article
from timeline.parse.encoding import clean_controls
from timeline.sources.lists import web_url

MAX_ROW = 10_000_000
_TEXTS = ("title", "published", "language", "publisher", "section", "summary", "modified")


def read_rows(stream: BinaryIO) -> Iterator[tuple[int, Article | ParseError]]:
    """Read the rows of a file, one after another; a broken one costs itself alone.

    Args:
        stream: UTF-8, a JSON object a line; empty lines are skipped.

    Yields:
        The number of a line with its article, or with what is wrong with it (`bad-row`,
        `no-text`, and `too-large`, after which nothing more is read).
    """
    for number in itertools.count(1):
        line = stream.readline(MAX_ROW + 1)
        if not line:
            return
        if len(line) > MAX_ROW:
            yield number, ParseError(f"the row has more than {MAX_ROW} bytes", reason="too-large")
            return
        if line.strip():
            try:
                yield number, read_row(line)
            except ParseError as error:
                yield number, error


def read_row(line: bytes) -> Article:
    """Read a row of a .jsonl file.

    Args:
        line: a JSON object with `text` and `url` or `id`, and, where they are known, `title`,
            `published` (ISO 8601), `language`, `publisher`, `authors`, `section`, `summary`,
            `modified`.

    Raises:
        ParseError: `bad-row`, or `no-text`.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"it is no JSON: {error}", reason="bad-row") from error
    if not isinstance(row, dict):
        raise ParseError("it is no JSON object", reason="bad-row")
    said = {name: _said(row, name) for name in (*_TEXTS, "text", "url", "id")}
    if said["text"] is None:
        raise ParseError("the row has no `text`", reason="no-text")
    url = said["url"]
    if url is not None and web_url(url) is None:
        raise ParseError(f"its url {url[:80]!r} is no http or https URL", reason="bad-row")
    return Article(
        title=said["title"] or "",
        text=said["text"],
        url=web_url(url) if url else None,
        id=said["id"],
        language=said["language"],
        language_how="given" if said["language"] else None,
        published=said["published"],
        published_how="given" if said["published"] else None,
        modified=said["modified"],
        publisher=said["publisher"],
        authors=_authors(row),
        section=said["section"],
        summary=said["summary"],
    )


def _authors(row: dict[str, Any]) -> tuple[str, ...]:
    names = row.get("authors")
    return tuple(n for n in names if isinstance(n, str)) if isinstance(names, list) else ()


def _said(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if name == "id" and isinstance(value, int):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise ParseError(f"its {name} is no text", reason="bad-row")
    if not value:
        return None
    # JSON can hold halves of surrogate pairs, which no database can.
    return clean_controls(value.encode("utf-8", "replace").decode("utf-8")).strip() or None
