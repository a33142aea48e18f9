"""What lies on this machine: files, folders, archives, standard input.

Everything is handed on as it is found, one item after another, and what cannot be read is an
item, too, so that one broken row loses nothing else.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, cast

from timeline.errors import ParseError
from timeline.models import Article, Link
from timeline.parse.sniff import sniff
from timeline.parse.warc import read_warc
from timeline.sources.discovery import Discovery, discover_body
from timeline.sources.lists import web_url
from timeline.sources.rows import read_rows

MAX_FILE = 10_000_000
STDIN = "-"

Format = Literal["html", "text", "xml", "jsonl", "warc"]
_FORMATS: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".text": "text",
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml", ".opml": "xml",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".warc": "warc",
}  # fmt: skip
_TYPES: dict[Format, str] = {"html": "text/html", "text": "text/plain", "xml": "application/xml"}


@dataclass(frozen=True, slots=True)
class Given:
    """What a user says of texts that may not say it themselves.

    Attributes:
        published: ISO 8601, local.
        language: BCP 47.
        publisher: name for people.
        time_zone: IANA zone of the publisher.
    """

    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class LocalPage:
    """Bytes of one page or plain text.

    Attributes:
        name: file, and place in it, for people.
        url: where the page came from, if that is known (an archive says it).
        fetched_at: UTC instant when it was fetched, likewise.
    """

    name: str
    body: bytes
    content_type: str | None
    url: str | None = None
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class LocalArticle:
    """An article that needs no parsing: a row of a .jsonl file, an item of a feed."""

    name: str
    article: Article


@dataclass(frozen=True, slots=True)
class LocalLinks:
    """Links and targets that a file names, to be asked for over HTTP."""

    name: str
    found: Discovery


@dataclass(frozen=True, slots=True)
class LocalFailure:
    """Something that cannot be read; `reason` is a short, stable code."""

    name: str
    reason: str
    message: str


LocalItem = LocalPage | LocalArticle | LocalLinks | LocalFailure


def is_url(target: str) -> bool:
    """Whether a target is to be asked for over HTTP, and is no file or folder."""
    return target.strip().lower().startswith(("http://", "https://"))


def read_local(target: str, stdin: BinaryIO) -> Iterator[LocalItem]:
    """Read a file, folder, archive or standard input.

    Args:
        target: a path, or `-`. Names ending in .html, .txt, .xml, .jsonl or .warc, gzipped
            (.gz) or not, say what a file is; otherwise its first bytes do.
        stdin: read for `-`, up to 10 MB.

    Yields:
        Items in the order of names and rows.
    """
    if target == STDIN:
        yield from _read_body(STDIN, stdin.read(MAX_FILE + 1), None)
        return
    path = Path(target)
    try:
        if path.is_dir():
            yield from _read_folder(path)
        else:
            yield from _read_file(path)
    except OSError as error:
        yield _unreadable(path, error)


def _read_folder(folder: Path) -> Iterator[LocalItem]:
    found = False
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith(".") or _format_of(path) is None:
                continue
            found = True
            try:
                yield from _read_file(path)
            except OSError as error:
                yield _unreadable(path, error)
    if not found:
        yield LocalFailure(str(folder), "nothing-to-read", "the folder has no file to be read")


def _unreadable(path: Path, error: OSError) -> LocalFailure:
    missing = isinstance(error, FileNotFoundError)
    return LocalFailure(
        str(path), "not-found" if missing else "unreadable", error.strerror or str(error)
    )


def _format_of(path: Path) -> Format | None:
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return _FORMATS.get(plain.suffix.lower())


def _read_file(path: Path) -> Iterator[LocalItem]:
    kind = _format_of(path)
    if kind == "warc":
        yield from _read_archive(path)
        return
    try:
        with _opened(path) as stream:
            if kind == "jsonl":
                yield from _rows_of(str(path), stream)
            else:
                yield from _read_body(str(path), stream.read(MAX_FILE + 1), kind)
    except (EOFError, zlib.error) as error:
        yield LocalFailure(str(path), "broken-gzip", str(error))


def _opened(path: Path) -> BinaryIO:
    packed = path.suffix.lower() == ".gz"
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def _read_archive(path: Path) -> Iterator[LocalItem]:
    """The pages of a web archive that were answered with success; feeds in it are left out."""
    for page in read_warc(path):
        if isinstance(page, ParseError):
            yield LocalFailure(str(path), page.reason, str(page))
        elif page.status == 200 and sniff(page.body, page.content_type) in ("html", "text"):
            yield LocalPage(page.url, page.body, page.content_type, page.url, page.fetched_at)


def _read_body(name: str, body: bytes, kind: Format | None) -> Iterator[LocalItem]:
    if len(body) > MAX_FILE:
        yield LocalFailure(name, "too-large", f"it has more than {MAX_FILE} bytes")
        return
    kind = kind or _format(body)
    if kind == "jsonl":
        yield from _rows_of(name, io.BytesIO(body))
    elif kind == "html":
        yield LocalPage(name, body, _TYPES[kind])
    else:
        yield from _read_offers(name, body, kind)


def _format(body: bytes) -> Format:
    """What a file without a telling name is, by its content."""
    kind = sniff(body)
    if kind == "json":
        return "jsonl"
    if kind == "html":
        return "html"
    return "text" if kind in ("text", "empty") else "xml"


def _read_offers(name: str, body: bytes, kind: Format) -> Iterator[LocalItem]:
    """A text or XML file: an article, or a list, feed or sitemap that names some."""
    try:
        found = discover_body(body, "")
    except ParseError as error:
        yield LocalFailure(name, error.reason, str(error))
        return
    if found.is_article:
        yield LocalPage(name, body, _TYPES.get(kind))
        return
    whole = [link for link in found.links if link.text]
    for link in whole:
        yield LocalArticle(name, _article_of(link))
    rest = tuple(link for link in found.links if not link.text and web_url(link.url))
    if rest or found.nested or found.errors:
        yield LocalLinks(name, replace(found, links=rest))


def _article_of(link: Link) -> Article:
    return Article(
        title=link.title or "",
        text=link.text or "",
        url=web_url(link.url),
        id=link.id,
        language=link.language,
        published=link.published,
        published_how="feed" if link.published else None,
        modified=link.updated,
        authors=(link.author,) if link.author else (),
        summary=link.summary,
    )


def _rows_of(name: str, stream: BinaryIO) -> Iterator[LocalItem]:
    for number, row in read_rows(stream):
        place = f"{name}:{number}"
        if isinstance(row, ParseError):
            yield LocalFailure(place, row.reason, str(row))
        else:
            yield LocalArticle(place, row)
