"""What all tests share: a small newsroom on loopback, a database, the command."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


@dataclass
class Answer:
    """What the site says to one path."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    """Close the connection after so many bytes of the body."""


class Site:
    """A real HTTP server on 127.0.0.1 whose pages a test writes.

    Attributes:
        base: `http://127.0.0.1:PORT`.
        asked: paths that were asked for, in order.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        page = self.pages.get(handler.path, Answer(b"not here", 404))
        etag = page.headers.get("ETag")
        if etag and handler.headers.get("If-None-Match") == etag:
            page = Answer(status=304, headers={"ETag": etag})
        handler.send_response(page.status)
        handler.send_header("Content-Type", page.content_type)
        handler.send_header("Content-Length", str(len(page.body)))
        for name, value in page.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(page.body if page.cut is None else page.body[: page.cut])
        if page.cut is not None:
            handler.close_connection = True

    def article(
        self, path: str, title: str, paragraphs: list[str], published: str, **answer: object
    ) -> str:
        """Put a simple article page up; return its URL."""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        body = (
            f'<!doctype html><html lang="en"><head><title>{title}</title>'
            f'<meta property="og:title" content="{title}">'
            f'<meta property="article:published_time" content="{published}">'
            f"</head><body><main><article><h1>{title}</h1>{text}</article></main></body></html>"
        )
        self.pages[path] = Answer(body.encode(), **answer)  # type: ignore[arg-type]
        return self.base + path

    def feed(self, path: str, items: list[tuple[str, str]], **answer: object) -> str:
        """Put an RSS feed of (URL, title) pairs up; return its URL."""
        entries = "".join(
            f"<item><title>{title}</title><link>{url}</link></item>" for url, title in items
        )
        channel = f"<channel><title>News</title>{entries}</channel>"
        body = f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()
        self.pages[path] = Answer(body, content_type="application/rss+xml", **answer)  # type: ignore[arg-type]
        return self.base + path

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@dataclass
class Finished:
    """How a command ended."""

    code: int
    out: str
    err: str


class Command:
    """Runs `timeline` as a process of its own, as a user would."""

    def __init__(self, database: Path, cwd: Path) -> None:
        self.database = database
        self.cwd = cwd

    def __call__(self, *words: str, stdin: str | None = None, **environment: str) -> Finished:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "timeline", *words],
            input=stdin,
            capture_output=True,
            text=True,
            cwd=self.cwd,
            timeout=120,
            check=False,
            env={**os.environ, "TIMELINE_DB": str(self.database), **environment},
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Finished(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def command(database: Path, tmp_path: Path) -> Command:
    return Command(database, tmp_path)
