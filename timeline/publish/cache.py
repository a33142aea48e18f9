"""Keeps what a page read for as long as the database stays as it is.

A page that was costly to read may be up to twenty times as old as reading it took, while an
ingest writes: a chart of a million events that took 0.3 s is at most 6 s old; a page that takes
2 ms is always fresh.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from timeline.publish.config import Config
from timeline.publish.reading import version

Page = TypeVar("Page")
_PATIENCE = 20.0
_KEPT = 256


@dataclass(frozen=True, slots=True)
class _Entry:
    page: Any
    version: tuple[object, ...]
    read_at: float
    took: float


_CACHES: WeakKeyDictionary[Any, OrderedDict[object, _Entry]] = WeakKeyDictionary()


async def cached(
    datasette: Any, config: Config, key: object, make: Callable[[], Awaitable[Page]]
) -> Page:
    """Give a page from the cache, or make it.

    Args:
        datasette: the running `Datasette`; each has a cache of its own.
        config: says which database is read.
        key: hashable; what the page depends on besides the database.
        make: reads the page.
    """
    pages = _CACHES.setdefault(datasette, OrderedDict())
    state = version(datasette, config)
    entry = pages.get(key)
    now = time.monotonic()
    if entry is not None:
        young = now - entry.read_at < entry.took * _PATIENCE and entry.took > 0.02
        if entry.version == state or young:
            pages.move_to_end(key)
            page: Page = entry.page
            return page
    page = await make()
    pages[key] = _Entry(page, state, now, time.monotonic() - now)
    pages.move_to_end(key)
    while len(pages) > _KEPT:
        pages.popitem(last=False)
    return page
