"""Ask every endpoint of a hostile web server and see that each costs one named error, in time.

    python tests/benchmarks/hostile.py hostile_server.py            # the fetcher alone
    python tests/benchmarks/hostile.py hostile_server.py --ingest   # `timeline ingest`, whole

The server is started as `python SERVER --port 0 --ready FILE`, listens on 127.0.0.9 (the one
address that is allowed here) and, as what must never be reached, on 127.0.0.1. `/hits` there
says what was, and a catalogue at `/` names the endpoints. Each is asked by a process of its own
with the service's own limits; its time and the peak memory of its largest process are measured,
and a traceback, 25 seconds, 250 MB or a reached private page count as bad.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

from timeline.errors import FetchError
from timeline.fetch import Fetcher, FetchSettings, parse_networks

FRONT, BACK = "127.0.0.9", "127.0.0.1"
MAX_SECONDS, MAX_MB = 25.0, 250
PRIVATE = (
    "metadata file file-localhost ftp gopher data javascript loopback localhost loopback2 zero "
    "short decimal hex octal v6 v6-mapped nat64 dot upper userinfo protocol-relative rfc1918 cgnat "
    "fullwidth circled"
)
ROBOTS = (
    "allow deny deny-private delay bom html 404 401 403 429 500 503 huge redirect-loop hang binary"
)
INSTANCES = {
    "/redirect/chain/*": ["/redirect/chain/4", "/redirect/chain/9"],
    "/redirect/ssrf/*": [f"/redirect/ssrf/{name}" for name in PRIVATE.split()],
    "/status/*": [f"/status/{code}" for code in (204, 400, 404, 410, 429, 500, 503)],
    "/site/article/*": ["/site/article/1?ms=50"],
}
SKIPPED = ("/hits", "/reset", "/control", "/canary", "/robots.txt", "/redirect/to")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("server", type=Path, help="the hostile server's program")
    parser.add_argument("--only", default="", help="endpoints that begin with this")
    parser.add_argument("--ingest", action="store_true", help="run `timeline ingest` on each")
    parser.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        print(json.dumps((ingest if options.ingest else ask)(*options.ask)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "port"
        server = subprocess.Popen(
            [sys.executable, options.server, "--port", "0", "--ready", str(ready)],
            stderr=subprocess.DEVNULL,
        )
        try:
            while not ready.exists():
                time.sleep(0.05)
            return walk(options, int(ready.read_text()))
        finally:
            server.terminate()
            server.wait()


def walk(options: argparse.Namespace, port: int) -> int:
    bad = 0
    for path, robots in cases(port):
        if not path.startswith(options.only):
            continue
        get(port, f"/control/robots/{robots}")
        how = ["--ingest"] if options.ingest else []
        done = subprocess.run(
            [sys.executable, __file__, str(options.server), "--ask", path, str(port), *how],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        found = (
            {"seconds": 0, "mb": 0, "outcome": f"CRASH {done.stderr.strip().splitlines()[-1]}"}
            if done.returncode
            else json.loads(done.stdout)
        )
        hits = json.loads(get(port, "/hits"))["hits"]
        reached = [hit for hit in hits if hit.endswith(f"@{BACK}") and "canary" in hit]
        fine = found["seconds"] <= MAX_SECONDS and found["mb"] <= MAX_MB and not reached
        fine = fine and not found["outcome"].startswith("CRASH")
        bad += not fine
        name = path if robots == "allow" else f"{path} (robots {robots})"
        print(
            f"{'ok  ' if fine else 'BAD '} {name:34} {found['seconds']:6.2f} s {found['mb']:4} MB"
            f"  {found['outcome']}{f' REACHED {reached}' if reached else ''}",
            flush=True,
        )
    print(f"{bad} bad")
    return 1 if bad else 0


def cases(port: int) -> list[tuple[str, str]]:
    found = []
    for entry in json.loads(get(port, "/")):
        path = entry["path"]
        if path in INSTANCES:
            found += [(instance, "allow") for instance in INSTANCES[path]]
        elif not path.startswith(SKIPPED) and path != "/":
            found.append((path, "allow"))
    return found + [("/private/page" if "deny" in m else "/ok.html", m) for m in ROBOTS.split()]


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://{FRONT}:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def ask(path: str, port: str) -> dict[str, object]:
    settings = FetchSettings(allow_addresses=parse_networks((FRONT,)))
    began = time.monotonic()
    accept = "feed" if path.split("?")[0].endswith((".xml", "for-feed", "/headers")) else "article"
    with Fetcher(settings) as fetcher:
        try:
            page = fetcher.get(f"http://{FRONT}:{port}{path}", accept=accept)
            outcome = f"{page.status}, {len(page.body)} bytes"
        except FetchError as error:
            outcome = f"{error.reason}: {error}"
    return {
        "seconds": time.monotonic() - began,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "outcome": outcome[:120],
    }


def ingest(path: str, port: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder, "news.db"))
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "timeline", "--quiet", "ingest", f"http://{FRONT}:{port}{path}",
             "--allow-address", FRONT, "--db", database],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        seconds = time.monotonic() - began
        db = sqlite3.connect(database)
        reasons = Counter(reason for (reason,) in db.execute("SELECT reason FROM failures"))
        (stored,) = db.execute("SELECT count(*) FROM articles").fetchone()
        (events,) = db.execute("SELECT count(*) FROM events").fetchone()
        db.close()
    crash = "CRASH " if "Traceback" in done.stderr or done.returncode not in (0, 3) else ""
    failed = ", ".join(f"{n} {reason}" for reason, n in reasons.items())
    return {
        "seconds": seconds,
        "mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "outcome": f"{crash}exit {done.returncode}: {stored} articles, {events} events; {failed}",
    }


if __name__ == "__main__":
    sys.exit(main())
