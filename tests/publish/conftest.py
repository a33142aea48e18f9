"""The site of the sample, over real HTTP."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from tests.publish import sample
from timeline.publish.serve import listen, make_datasette

TODAY = date(2026, 1, 18)


@dataclass(frozen=True)
class Site:
    url: str
    client: httpx.Client
    database: Path

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.client.get(path, **more)


@contextmanager
def running(database: Path, **options: Any) -> Iterator[Site]:
    """Serve a database from a thread until the block ends."""
    site = make_datasette(database, today=TODAY, **options)
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(site.app(), log_level="error", lifespan="on", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=_run, args=(site, server, listener), daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with httpx.Client(base_url=url, timeout=30) as client:
        client.get("/timeline/static/timeline.css")
        yield Site(url, client, database)
    server.should_exit = True
    thread.join(timeout=10)
    listener.close()


def _run(site: Any, server: uvicorn.Server, listener: socket.socket) -> None:
    async def main() -> None:
        await site.invoke_startup()
        await server.serve(sockets=[listener])
        site.executor.shutdown(wait=False)

    asyncio.run(main())


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.build(tmp_path_factory.mktemp("site") / "any-name.db")


@pytest.fixture(scope="session")
def site(database: Path) -> Iterator[Site]:
    with running(database, title="Minsk and after") as served:
        yield served


@pytest.fixture(scope="session")
def public_site(database: Path) -> Iterator[Site]:
    with running(database, public=True) as served:
        yield served
