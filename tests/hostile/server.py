"""A small web server on loopback that misbehaves, for the project's own tests.

It listens on two addresses with one port: `FRONT` plays the public internet, and `BACK` stands
for everything private. A test allows `FRONT` alone and then sees that `BACK` was never reached.

    with HostileServer() as server:
        server.url("/cut/gzip")      # on FRONT
        server.hits["/ok.html"]      # how often it was asked on FRONT
        server.back_hits             # must stay 0
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import socket
import socketserver
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qs, unquote, urlsplit

FRONT = "127.0.0.9"
BACK = "127.0.0.1"
LIFE_SECONDS = 20.0
MAX_BYTES = 64_000_000

ARTICLE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>A new bridge</title>"
    b"<meta property='article:published_time' content='2024-06-04T08:00:00Z'></head><body>"
    b"<article><h1>A new bridge</h1>"
    + b"<p>On 3 June 2024 the council of Exampleville voted to open the new bridge.</p>" * 8
    + b"</article></body></html>"
)
FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
    + b"".join(
        b"<item><title>Item %d</title><link>http://127.0.0.9/article/%d</link>"
        b"<guid>urn:item:%d</guid><pubDate>Mon, 03 Jun 2024 10:00:00 GMT</pubDate></item>"
        % (i, i, i)
        for i in range(20)
    )
    + b"</channel></rss>"
)
PRIVATE = {
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "file": "file:///etc/passwd",
    "ftp": "ftp://127.0.0.1/x",
    "data": "data:text/html,x",
    "loopback": "http://127.0.0.1:{port}/canary",
    "localhost": "http://localhost:{port}/canary",
    "zero": "http://0.0.0.0:{port}/canary",
    "short": "http://127.1:{port}/canary",
    "decimal": "http://2130706433:{port}/canary",
    "hex": "http://0x7f000001:{port}/canary",
    "octal": "http://0177.0.0.1:{port}/canary",
    "v6": "http://[::1]:{port}/canary",
    "v6-mapped": "http://[::ffff:127.0.0.1]:{port}/canary",
    "nat64": "http://[64:ff9b::7f00:1]:{port}/canary",
    "6to4": "http://[2002:7f00:1::]:{port}/canary",
    "upper": "http://LOCALHOST:{port}/canary",
    "userinfo": "http://example.com@127.0.0.1:{port}/canary",
    "protocol-relative": "//127.0.0.1:{port}/canary",
    "rfc1918": "http://10.0.0.1/",
    "cgnat": "http://100.64.0.1/",
    "multicast": "http://224.0.0.1/",
    "fullwidth": "http://１２７.０.０.１:{port}/canary",
    "ideographic stops": "http://127。0。0。1:{port}/canary",
    "circled": "http://①②⑦.⓪.⓪.①:{port}/canary",
}


@dataclass
class State:
    """What the server was asked and how it is to answer; shared by its threads."""

    hits: Counter[str] = field(default_factory=Counter)
    back_hits: int = 0
    times: list[tuple[str, float, float]] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    robots: str = "missing"
    port: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


class OverError(Exception):
    """The bound of this connection was reached."""


class Reply:
    """One request, and the means to answer it badly."""

    def __init__(self, sock: socket.socket, state: State, path: str, headers: dict[str, str]):
        parts = urlsplit(path)
        self.path = parts.path
        self.query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.headers = headers
        self.state = state
        self.keep = True
        self._sock = sock
        self._sent = 0
        self._until = time.monotonic() + LIFE_SECONDS
        self.last_sent = time.monotonic()

    @property
    def base(self) -> str:
        return f"http://{self._sock.getsockname()[0]}:{self.state.port}"

    def raw(self, data: bytes) -> None:
        if self._sent > MAX_BYTES or time.monotonic() > self._until:
            raise OverError
        self.last_sent = time.monotonic()
        self._sock.sendall(data)
        self._sent += len(data)

    def pause(self, seconds: float) -> None:
        if self.state.stopping.wait(min(seconds, self._until - time.monotonic())):
            raise OverError
        if time.monotonic() > self._until:
            raise OverError

    def head(self, status: int = 200, **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Status"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.raw("\r\n".join([*lines, "", ""]).encode())

    def body(
        self, data: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        typed = {"Content_Type": kind} if kind else {}
        self.head(status, Content_Length=str(len(data)), **typed, **headers)
        self.raw(data)

    def part(self, data: bytes, said: int, kind: str = "text/html") -> None:
        """Send less than Content-Length says, and close."""
        self.keep = False
        self.head(Content_Type=kind, Content_Length=str(said))
        self.raw(data)

    def reset(self) -> None:
        """Close with RST."""
        self.keep = False
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._sock.close()


Page = Callable[[Reply], None]
PAGES: dict[str, Page] = {}


def page(path: str) -> Callable[[Page], Page]:
    """Register what answers `path` (and, where it ends in `/`, everything below)."""

    def register(function: Page) -> Page:
        PAGES[path] = function
        return function

    return register


def feed_page(reply: Reply) -> None:
    reply.body(FEED, "application/rss+xml")


PAGES["/ok.html"] = lambda reply: reply.body(ARTICLE)
PAGES["/ok.xml"] = feed_page
PAGES["/article/"] = lambda reply: reply.body(ARTICLE)
PAGES["/canary"] = lambda reply: reply.body(b"CANARY")
PAGES["/private/page.html"] = lambda reply: reply.body(ARTICLE)


@page("/robots.txt")
def _robots(reply: Reply) -> None:
    mode = reply.state.robots
    forbid = b"User-agent: *\nDisallow: /private/\n"
    if mode == "private":
        reply.body(forbid, "text/plain")
    elif mode == "huge":
        reply.body(forbid + b"# padding\n" * 2_000_000, "text/plain")
    elif mode == "late":
        reply.body(b"# padding\n" * 49_000 + forbid, "text/plain")
    elif mode.startswith("delay"):
        reply.body(f"User-agent: *\nCrawl-delay: {mode[6:]}\n".encode(), "text/plain")
    elif mode == "page":
        reply.body(ARTICLE)
    elif mode == "loop":
        reply.body(b"", status=302, Location=reply.base + "/robots.txt")
    elif mode == "hang":
        reply.pause(LIFE_SECONDS)
    elif mode.isdigit():
        reply.body(b"no", "text/plain", int(mode))
    else:
        reply.body(b"no such file", "text/plain", 404)


@page("/cond.xml")
def _conditional(reply: Reply) -> None:
    date = "Mon, 03 Jun 2024 10:00:00 GMT"
    if reply.headers.get("if-none-match") == '"v1"' or (
        "if-none-match" not in reply.headers and reply.headers.get("if-modified-since") == date
    ):
        reply.head(304, ETag='"v1"')
    else:
        reply.body(
            FEED, "application/rss+xml", ETag='"v1"', Last_Modified=date, Cache_Control="max-age=60"
        )


@page("/slow/hang")
def _hang(reply: Reply) -> None:
    reply.pause(LIFE_SECONDS)


@page("/slow/headers")
def _slow_headers(reply: Reply) -> None:
    reply.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        reply.raw(b"X-Drip: drop\r\n")
        reply.pause(0.1)


@page("/slow/drip.html")
def _drip(reply: Reply) -> None:
    reply.head(Content_Type="text/html", Content_Length=str(len(ARTICLE)))
    for byte in ARTICLE:
        reply.raw(bytes([byte]))
        reply.pause(0.1)


@page("/slow/stall.xml")
def _stall(reply: Reply) -> None:
    reply.head(Content_Type="application/rss+xml", Content_Length=str(len(FEED)))
    reply.raw(FEED[: len(FEED) // 2])
    reply.pause(LIFE_SECONDS)


@page("/inf/chunked.html")
def _endless(reply: Reply) -> None:
    reply.head(Content_Type="text/html", Transfer_Encoding="chunked")
    chunk = b"<p>endless</p>\n" * 4_000
    while True:
        reply.raw(b"%x\r\n%b\r\n" % (len(chunk), chunk))


@page("/inf/tiny-chunks.html")
def _tiny_chunks(reply: Reply) -> None:
    reply.head(Content_Type="text/html", Transfer_Encoding="chunked")
    while True:
        reply.raw(b"1;padding=0123456789\r\nx\r\n" * 2_000)


@page("/inf/length.html")
def _endless_length(reply: Reply) -> None:
    reply.head(Content_Type="text/html", Content_Length=str(10**15))
    while True:
        reply.raw(b"x" * 65_536)


@page("/inf/headers")
def _endless_headers(reply: Reply) -> None:
    reply.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        reply.raw(b"X-More: more and more\r\n" * 500)


@page("/inf/header-line")
def _endless_line(reply: Reply) -> None:
    reply.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        reply.raw(b"v" * 65_536)


@page("/inf/informational")
def _endless_informational(reply: Reply) -> None:
    while True:
        reply.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 500)


@functools.cache
def bomb() -> bytes:
    """20 MB of zeros in 20 kB."""
    return gzip.compress(bytes(20_000_000), 6)


@page("/bomb/gzip.html")
def _bomb(reply: Reply) -> None:
    reply.body(bomb(), Content_Encoding="gzip")


@page("/bomb/stacked")
def _stacked(reply: Reply) -> None:
    data = gzip.compress(gzip.compress(bytes(1_000_000)))
    reply.body(data, Content_Encoding="gzip, gzip")


@page("/bomb/many-encodings")
def _many_encodings(reply: Reply) -> None:
    reply.body(b"x", Content_Encoding=", ".join(["gzip"] * 50))


@page("/bomb/br")
def _brotli(reply: Reply) -> None:
    reply.body(b"\x0b\x02\x80hello\x03", Content_Encoding="br")


@page("/bomb/untold.gz")
def _untold(reply: Reply) -> None:
    reply.body(bomb(), "application/gzip")


@page("/redirect/loop")
def _loop(reply: Reply) -> None:
    reply.body(b"", status=302, Location=reply.base + "/redirect/loop")


@page("/redirect/chain/")
def _chain(reply: Reply) -> None:
    left = int(reply.path.rsplit("/", 1)[1])
    target = f"/redirect/chain/{left - 1}" if left > 1 else "/ok.html"
    reply.body(b"", status=302, Location=reply.base + target)


@page("/redirect/endless")
def _endless_redirects(reply: Reply) -> None:
    number = int(reply.query.get("n", "0")) + 1
    reply.body(b"", status=302, Location=f"{reply.base}{reply.path}?n={number}")


@page("/redirect/slow")
def _slow_redirects(reply: Reply) -> None:
    reply.pause(0.4)
    _endless_redirects(reply)


@page("/redirect/moved")
def _moved(reply: Reply) -> None:
    reply.body(b"", status=301, Location="moved-again")


@page("/redirect/moved-again")
def _moved_again(reply: Reply) -> None:
    reply.body(b"", status=308, Location="/redirect/for-now")


@page("/redirect/for-now")
def _for_now(reply: Reply) -> None:
    reply.body(b"", status=302, Location="/ok.html#part")


@page("/redirect/private-page")
def _forbidden(reply: Reply) -> None:
    reply.body(b"", status=302, Location="/private/page.html")


@page("/redirect/nowhere")
def _nowhere(reply: Reply) -> None:
    reply.head(302, Content_Length="0")


@page("/redirect/private/")
def _private(reply: Reply) -> None:
    target = PRIVATE[unquote(reply.path.rsplit("/", 1)[1])].replace("{port}", str(reply.state.port))
    reply.head(302, Content_Length="0", Location=target)


@page("/type/none.xml")
def _no_type(reply: Reply) -> None:
    reply.body(FEED, "")


@page("/type/octet.xml")
def _octets(reply: Reply) -> None:
    reply.body(FEED, "application/octet-stream")


@page("/type/pdf")
def _pdf(reply: Reply) -> None:
    reply.part(b"%PDF-1.7", 9_000_000, "application/pdf")


@page("/type/empty")
def _empty(reply: Reply) -> None:
    reply.body(b"")


@page("/cut/length.html")
def _cut_length(reply: Reply) -> None:
    reply.part(ARTICLE[:200], len(ARTICLE))


@page("/cut/chunked.xml")
def _cut_chunked(reply: Reply) -> None:
    reply.keep = False
    reply.head(Content_Type="application/rss+xml", Transfer_Encoding="chunked")
    reply.raw(b"%x\r\n%b\r\n" % (len(FEED), FEED))


@page("/cut/gzip.xml")
def _cut_gzip(reply: Reply) -> None:
    data = gzip.compress(FEED)
    reply.body(data[: len(data) // 2], "application/rss+xml", Content_Encoding="gzip")


@page("/cut/notgzip.xml")
def _not_gzip(reply: Reply) -> None:
    reply.body(FEED, "application/rss+xml", Content_Encoding="gzip")


@page("/cut/reset")
def _reset(reply: Reply) -> None:
    reply.part(ARTICLE[:100], len(ARTICLE))
    reply.pause(0.05)
    reply.reset()


@page("/cut/close")
def _close(reply: Reply) -> None:
    reply.keep = False


@page("/cut/garbage")
def _garbage(reply: Reply) -> None:
    reply.keep = False
    reply.raw(b"\x16\x03\x01\x02\x00 this is not HTTP\r\n\r\n")


@page("/cut/two-lengths")
def _two_lengths(reply: Reply) -> None:
    reply.keep = False
    reply.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")


@page("/status/")
def _status(reply: Reply) -> None:
    reply.body(b"status", "text/plain", int(reply.path.rsplit("/", 1)[1]))


@page("/busy/")
def _busy(reply: Reply) -> None:
    """429 with a Retry-After of what is said, the first time; then a good feed."""
    said = reply.path.rsplit("/", 1)[1]
    if said == "date":
        said = formatdate(time.time() + 2, usegmt=True)
    if reply.state.hits[reply.path] == 1:
        reply.body(b"slow down", "text/plain", 429, Retry_After=said)
    else:
        feed_page(reply)


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        state: State = self.server.state
        with contextlib.suppress(OSError, OverError, ValueError):
            while self._one(state):
                pass

    def _one(self, state: State) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            got = self.request.recv(65_536)
            if not got:
                return False
            head += got
        began = time.monotonic()
        first, *rest = head.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in rest)}
        path = first.split(" ")[1]
        reply = Reply(self.request, state, path, headers)
        with state.lock:
            state.hits[reply.path] += 1
            state.back_hits += self.request.getsockname()[0] != FRONT
            state.requests.append((path, headers))
        try:
            _find(reply.path)(reply)
        finally:
            with state.lock:
                state.times.append((path, began, reply.last_sent))
        return reply.keep


def _find(path: str) -> Page:
    if path in PAGES:
        return PAGES[path]
    for prefix, function in PAGES.items():
        if prefix.endswith("/") and path.startswith(prefix):
            return function
    return lambda reply: reply.body(b"no such page", "text/plain", 404)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64
    state: State


class HostileServer:
    """The server on `FRONT` and `BACK`, in threads of this process."""

    def __init__(self) -> None:
        self.state = State()

    def __enter__(self) -> HostileServer:
        bomb()
        back = _Server((BACK, 0), _Handler)
        self.state.port = back.server_address[1]
        front = _Server((FRONT, self.state.port), _Handler)
        self._servers = (back, front)
        for server in self._servers:
            server.state = self.state
            threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
            ).start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.state.stopping.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def url(self, path: str, host: str = FRONT) -> str:
        return f"http://{host}:{self.state.port}{path}"

    @property
    def hits(self) -> Counter[str]:
        return self.state.hits

    @property
    def back_hits(self) -> int:
        return self.state.back_hits
