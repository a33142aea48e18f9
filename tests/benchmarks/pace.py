"""Pace of `timeline update` over many slow hosts against `timeline ingest` of the same pages.

    python tests/benchmarks/pace.py --sources 500 --articles 20 --latency 0.05

Every source is a feed at an address of its own (127.1.x.y), whose answers all take the latency.
The pages are written to a folder, too, and read from there in the same run of this program; each
way has a database of its own and is timed by the wall. Then `update --all` runs again, with
nothing new: it should make conditional requests only and take a tenth of the time. The texts
are invented sentences with dates, of about the length of a short news article.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

VERBS = "approved|rejected|signed|opened|closed|announced|postponed|cancelled|discussed|published"
THINGS = "budget|bridge|agreement|school|strike|report|railway|hospital|harbour|festival|contract"
BODIES = "council|ministry|union|court|company|committee|university|club|board|agency"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SYLLABLES = "ba|cor|del|fen|gar|hol|ing|kel|lan|mor|nes|or|pel|quin|ros|sel|tor|ul|ver|wick|yar|zen"


def article(host: int, number: int) -> bytes:
    """A page that is the same whenever it is asked for."""
    chance = random.Random(f"{host}/{number}")

    def pick(words: str) -> str:
        return chance.choice(words.split("|"))

    def name() -> str:
        return "".join(pick(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()

    def sentence() -> str:
        when = pick(
            f"on {pick('3|14|21')} {pick(MONTHS)} {pick('2022|2023|2024')}|in {pick(MONTHS)} 2024|"
            "in 2021|last week|on Tuesday|after long talks|as planned|for the second time"
        )
        return (
            f"The {pick(BODIES)} of {name()} {pick(VERBS)} the {name()} {pick(THINGS)} {when}, "
            f"{name()} {name()} of the {pick(BODIES)} told reporters."
        )

    title = sentence().split(",")[0]
    paragraphs = "".join(f"<p>{' '.join(sentence() for _ in range(4))}</p>" for _ in range(6))
    address = address_of(host)
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8>"
        f"<title>{title}</title><link rel=canonical href='http://{address}/article/{number}'>"
        "<meta property='og:type' content='article'>"
        f"<meta property='article:published_time' content='2024-11-{1 + number % 28:02}T09:00:00Z'>"
        f"</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


def address_of(host: int) -> str:
    return f"127.1.{host // 250}.{host % 250 + 1}"


def feed(host: int, articles: int, port: int) -> bytes:
    items = "".join(
        f"<item><title>Item {i}</title><guid>urn:{host}:{i}</guid>"
        f"<link>http://{address_of(host)}:{port}/article/{i}</link></item>"
        for i in range(articles)
    )
    return f"<rss version='2.0'><channel><title>Host {host}</title>{items}</channel></rss>".encode()


async def serve(articles: int, latency: float, ready: Path) -> None:
    counts = {"requests": 0, "conditional": 0, "robots": 0}

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address, port = writer.get_extra_info("sockname")[:2]
        _, _, third, fourth = (int(part) for part in address.split("."))
        host = third * 250 + fourth - 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                if path == "/counts":
                    body, kind = json.dumps(counts).encode(), "application/json"
                elif path == "/robots.txt":
                    counts["robots"] += 1
                    body, kind = b"User-agent: *\nDisallow: /private/\n", "text/plain"
                else:
                    counts["requests"] += 1
                    await asyncio.sleep(latency)
                    body = (feed(host, articles, port) if path == "/feed.xml"
                            else article(host, int(path.rsplit("/", 1)[1])))  # fmt: skip
                    kind = "application/rss+xml" if path == "/feed.xml" else "text/html"
                etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
                asked = [line for line in head.split("\r\n") if "if-none-match:" in line.lower()]
                counts["conditional"] += bool(asked)
                same = bool(asked) and etag in asked[0]
                status = "304 Not Modified" if same else "200 OK"
                length = "" if same else f"Content-Length: {len(body)}\r\n"
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nETag: {etag}\r\n{length}\r\n"
                    .encode() + (b"" if same else body)
                )  # fmt: skip
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "0.0.0.0", 0, backlog=2048)  # noqa: S104
    ready.write_text(str(server.sockets[0].getsockname()[1]))
    async with server:
        await server.serve_forever()


def timed(*words: str) -> tuple[float, int]:
    """Run a command of `timeline`; its wall time in seconds and its peak memory in MB."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "timeline", "--quiet", *words], check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return time.monotonic() - began, peak


def counts(port: int) -> dict[str, int]:
    with urllib.request.urlopen(f"http://127.1.0.1:{port}/counts", timeout=30) as answer:
        return dict(json.load(answer))


def measure(options: argparse.Namespace, folder: Path, port: int) -> None:
    pages = folder / "pages"
    for host in range(options.sources):
        (pages / str(host)).mkdir(parents=True)
        for number in range(options.articles):
            (pages / str(host) / f"{number}.html").write_bytes(article(host, number))
    opml = folder / "sources.opml"
    opml.write_text(
        "<opml version='2.0'><body>"
        + "".join(
            f"<outline xmlUrl='http://{address_of(host)}:{port}/feed.xml'/>"
            for host in range(options.sources)
        )
        + "</body></opml>"
    )
    total = options.sources * options.articles
    local, _ = timed("ingest", str(pages), "--db", str(folder / "local.db"))
    print(f"ingest FOLDER   {local:7.1f} s  {total / local:6.1f} articles/s", flush=True)
    database = str(folder / "net.db")
    subprocess.run(
        [sys.executable, "-m", "timeline", "add", str(opml), "--db", database],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    network = ("update", "--db", database, "--delay", "0", "--jobs", str(options.jobs),
               "--allow-address", "127.0.0.0/8")  # fmt: skip
    first, peak = timed(*network)
    before = counts(port)
    print(
        f"update          {first:7.1f} s  {total / first:6.1f} articles/s"
        f"  {local / first:.0%} of the folder's pace, {peak} MB; {before}",
        flush=True,
    )
    second, _ = timed(*network, "--all")
    after = {name: value - before[name] for name, value in counts(port).items()}
    print(f"update again    {second:7.1f} s  {second / first:.0%} of the first; {after}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds for each answer")
    parser.add_argument("--jobs", type=int, default=32)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.articles, options.latency, options.serve))
        return
    with tempfile.TemporaryDirectory() as name:
        ready = Path(name, "port")
        server = subprocess.Popen([sys.executable, __file__, *sys.argv[1:], "--serve", str(ready)])
        try:
            while not ready.exists() or not ready.read_text():
                time.sleep(0.05)
            measure(options, Path(name), int(ready.read_text()))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
