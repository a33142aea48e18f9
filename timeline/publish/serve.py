"""`timeline serve`: Datasette in this process, with our metadata and settings."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from timeline import publish
from timeline.errors import SettingsError
from timeline.publish.config import DATABASE
from timeline.publish.site_metadata import datasette_arguments, site_metadata
from timeline.storage.database import open_readonly

DEFAULT_PORT = 8001
_PORTS_TRIED = 20
_SETTINGS: dict[str, Any] = {
    "suggest_facets": False,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 200,
    "default_page_size": 50,
    "truncate_cells_html": 300,
    "max_csv_mb": 20,
}
_PUBLIC_SETTINGS: dict[str, Any] = {
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": False,
}


def make_datasette(
    database: Path,
    *,
    public: bool = False,
    title: str | None = None,
    today: date | None = None,
    immutable: bool = False,
) -> Any:
    """Make the site: one database, under the name `news`, with our plugin.

    Args:
        database: the SQLite file.
        public: canned queries only, no full texts, no download.
        title: of the timeline.
        today: the day that counts as today; None: the day it is (UTC).
        immutable: nobody writes to the file while it is served.

    Raises:
        StorageError: there is no such file, or it is no timeline database of this version.
    """
    open_readonly(database).close()
    # Where rich is installed, Datasette prints every mistaken query of a stranger with all local
    # variables on stdout: a second of work each, and a hang where nobody reads stdout.
    handler: Any = pm.get_plugin("datasette.handle_exception")
    handler.rich = None
    if not any(plugin is publish for plugin in pm.get_plugins()):
        pm.register(publish, name="timeline")
    site = Datasette(
        [],
        memory=True,
        settings={**_SETTINGS, **(_PUBLIC_SETTINGS if public else {})},
        **datasette_arguments(site_metadata(public=public, title=title, today=today)),
    )
    site.remove_database("_memory")
    site.add_database(Database(site, path=str(database), is_mutable=not immutable), name=DATABASE)
    return site


def serve(
    database: Path,
    host: str = "127.0.0.1",
    port: int | None = None,
    *,
    public: bool = False,
    title: str | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the timeline until it is interrupted.

    Args:
        database: the SQLite file.
        host: address to listen on; 127.0.0.1 for this machine alone.
        port: None: 8001, or the next one that is free; 0: any.
        public: see `make_datasette`.
        title: of the timeline.
        announce: gets the URL when connections are accepted.

    Raises:
        StorageError: there is no such file, or it is no timeline database of this version.
        SettingsError: the address cannot be listened on.
    """
    site = make_datasette(database, public=public, title=title)
    with listen(host, port) as listener:
        bound = listener.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{bound}/timeline")
        try:
            asyncio.run(_run(site, listener))
        except KeyboardInterrupt:
            return


async def _run(site: Any, listener: socket.socket) -> None:
    await site.invoke_startup()
    config = uvicorn.Config(site.app(), log_level="warning", lifespan="on", access_log=False)
    await uvicorn.Server(config).serve(sockets=[listener])


def listen(host: str, port: int | None) -> socket.socket:
    """Open a listening socket.

    Raises:
        SettingsError: the port is taken, or the address is none of this machine.
    """
    wanted = range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TRIED) if port is None else [port]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason = ""
    for number in wanted:
        # Naming the protocol lets asyncio turn off Nagle's algorithm (40 ms a page otherwise).
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(128)
        except OSError as error:
            listener.close()
            reason = error.strerror or str(error)
        else:
            return listener
    place = f"{host}:{wanted[0]}" if len(wanted) == 1 else f"{host}:{wanted[0]}–{wanted[-1]}"
    raise SettingsError(f"cannot listen on {place} ({reason}); name another with --port or --host")
