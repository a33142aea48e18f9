"""Web archives (WARC 1.0/1.1, ISO 28500; ARC): read pages out of them, write pages into them.

Everything that is written can be read back years later, by this package or any other.
"""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from timeline.errors import ParseError
from timeline.models import FetchedPage
from timeline.parse.html import MAX_BYTES

_PAGES = frozenset({"response", "resource", "conversion"})
_COMPRESSION = 4
_GZIP = zlib.MAX_WBITS | 16
_BLOCK = 65_536
_MAX_FILE = 1_000_000_000


def read_warc(archive: Path) -> Iterator[FetchedPage | ParseError]:
    """Read the pages of a .warc, .warc.gz or .arc.gz file.

    Args:
        archive: the file; compression is seen from its content.

    Yields:
        For each response, resource or conversion record with an http(s) target, the page, its
        body decoded; or the error that stands for a record that could not be read (`too-large`,
        `encoding`, `cut-off`). An archive that breaks off ends with an error (`cut-off`); one
        that is no archive gives `not-warc`.

    Raises:
        OSError: the file cannot be opened.
    """
    with archive.open("rb") as file:
        stream = _Inflated(file)
        try:
            for record in ArchiveIterator(stream, arc2warc=True):
                found = _read_record(record)
                if found is not None and not (stream.cut and isinstance(found, ParseError)):
                    yield found
        except ArchiveLoadFailed as error:
            line = str(error).strip().splitlines()[0] if str(error).strip() else "unknown format"
            yield ParseError(f"{archive.name} is not a web archive: {line}", reason="not-warc")
        except ValueError as error:
            yield ParseError(f"{archive.name} holds a broken record: {error}", reason="cut-off")
        if stream.cut:
            yield ParseError(f"{archive.name} breaks off", reason="cut-off")


class _Inflated:
    """A stream of the archive's own bytes, compressed record by record, as a whole, or not.

    Where the file breaks off it ends there, and `cut` is true.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._pending = file.read(_BLOCK)
        self._compressed = self._pending.startswith(b"\x1f\x8b")
        self._inflater = zlib.decompressobj(_GZIP)
        self.cut = False

    def read(self, size: int = _BLOCK) -> bytes:
        """Up to `size` bytes; none at the end."""
        while block := self._pending or self._file.read(_BLOCK):
            if not self._compressed:
                self._pending = block[size:]
                return block[:size]
            if self._inflater.eof:
                self._inflater = zlib.decompressobj(_GZIP)
            try:
                data = self._inflater.decompress(block, size)
            except zlib.error:
                break
            self._pending = self._inflater.unconsumed_tail or self._inflater.unused_data
            if data:
                return data
        self.cut = self._compressed and not self._inflater.eof
        return b""


class ArchiveWriter:
    """Writes pages to .warc.gz files of up to 1 GB in a directory; safe to use from threads.

    with ArchiveWriter(Path("archive"), "20240709T101500Z") as archive:
        archive.write(page)
    """

    def __init__(self, directory: Path, name: str) -> None:
        """Prepare; the first file is made with the first page.

        Args:
            directory: made if it is not there.
            name: begins the names of files, such as the run's start in UTC; a file that exists
                is never touched.
        """
        self._directory = directory
        self._name = name
        self._number = 0
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()

    def write(self, page: FetchedPage) -> None:
        """Append one response record, whole or not at all, and flush it.

        Args:
            page: its body is stored as it is, decoded; the URL is the one that answered.

        Raises:
            OSError: the disk is full or the directory cannot be written.
        """
        member = gzip.compress(_serialise(page), _COMPRESSION)
        with self._lock:
            file = self._current_file()
            start = file.tell()
            try:
                file.write(member)
                file.flush()
            except OSError:
                file.truncate(start)
                raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _current_file(self) -> BinaryIO:
        """The file to write to; a new one at the start and when the old one is full."""
        if self._file is not None and self._file.tell() >= _MAX_FILE:
            self._file.close()
            self._file = None
        while self._file is None:
            self._directory.mkdir(parents=True, exist_ok=True)
            path = self._directory / f"timeline-{self._name}-{self._number:04}.warc.gz"
            self._number += 1
            try:
                self._file = path.open("xb", buffering=0)
            except FileExistsError:
                continue
        return self._file


def _serialise(page: FetchedPage) -> bytes:
    """One uncompressed WARC response record."""
    headers = [
        ("Content-Type", page.content_type or ""),
        ("ETag", page.etag or ""),
        ("Last-Modified", page.last_modified or ""),
        ("Content-Length", str(len(page.body))),
    ]
    clean = [(name, " ".join(value.split())) for name, value in headers if value]
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        page.final_url,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=StatusAndHeaders(f"{page.status} OK", clean, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": page.fetched_at},
    )
    writer.write_record(record)
    return buffer.getvalue()


def _read_record(record: ArcWarcRecord) -> FetchedPage | ParseError | None:
    """The page of a record; None if it is no page."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip().strip("<>")
    if record.rec_type not in _PAGES or not url.startswith(("http://", "https://")):
        return None
    fetched_at = (record.rec_headers.get_header("WARC-Date") or "").strip()
    http = record.http_headers
    try:
        body = _read_body(record)
    except ParseError as error:
        return ParseError(f"{url}: {error}", reason=error.reason)
    code = http.get_statuscode() if http is not None else "200"
    return FetchedPage(
        url=url,
        final_url=url,
        status=int(code) if code.isdigit() else 0,
        content_type=_header(record, "Content-Type"),
        body=body,
        fetched_at=_whole_seconds(fetched_at),
        etag=_header(record, "ETag"),
        last_modified=_header(record, "Last-Modified"),
    )


def _header(record: ArcWarcRecord, name: str) -> str | None:
    """An HTTP header; for records without any, the record's own Content-Type."""
    source = record.http_headers if record.http_headers is not None else record.rec_headers
    value = source.get_header(name)
    return str(value) if value else None


def _read_body(record: ArcWarcRecord) -> bytes:
    """The body without transfer and content encoding, in bounded memory.

    Raises:
        ParseError: `too-large`, `encoding` or `cut-off`.
    """
    stream = record.raw_stream
    if (_header(record, "Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    raw = bytearray()
    while block := stream.read(_BLOCK):
        raw += block
        if len(raw) > MAX_BYTES:
            raise ParseError(f"body has more than {MAX_BYTES} bytes", reason="too-large")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ParseError("record breaks off", reason="cut-off")
    encoding = (_header(record, "Content-Encoding") or "identity").lower().strip()
    if record.http_headers is None or encoding == "identity":
        return bytes(raw)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ParseError(f"content encoding {encoding[:40]} is not read", reason="encoding")
    return _inflate(bytes(raw))


def _inflate(raw: bytes) -> bytes:
    """Undo gzip or deflate; what claims to be compressed and is not stays as it is."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        body = inflater.decompress(raw, MAX_BYTES + 1)
    except zlib.error:
        return raw
    if len(body) > MAX_BYTES:
        raise ParseError(f"body inflates to more than {MAX_BYTES} bytes", reason="too-large")
    return body


def _whole_seconds(stamp: str) -> str:
    """A WARC-Date, which may have fractions, to the second."""
    return f"{stamp[:19]}Z" if len(stamp) >= 19 else stamp
