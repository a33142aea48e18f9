"""An HTTP server on loopback that serves the bundled articles as a news site would."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

_TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/rss+xml; charset=utf-8"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a bundled file, honouring If-None-Match (RFC 9110, 13.1.2)."""
        name = self.path.partition("?")[0].lstrip("/")
        suffix = name[name.rfind(".") :] if "." in name else ""
        source = files("timeline.demo").joinpath("site", name)
        if suffix not in _TYPES or "/" in name or not source.is_file():
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
            return
        body = source.read_bytes()
        if suffix == ".xml":
            body = body.replace(b"{base}", f"http://{self.headers['Host']}".encode())
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", None, etag)
            return
        self._answer(HTTPStatus.OK, body, _TYPES[suffix], etag)

    def _answer(
        self, status: HTTPStatus, body: bytes, content_type: str | None, etag: str | None = None
    ) -> None:
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the demo prints its own lines."""


@contextmanager
def sample_server(port: int = 0) -> Iterator[str]:
    """Serve the sample on 127.0.0.1 for the length of a `with` block.

    Args:
        port: the port that is wanted; if it is taken, any free one (0 means any).

    Yields:
        The base URL, `http://127.0.0.1:PORT`; the feed is at `/feed.xml`.
    """
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    except OSError:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
