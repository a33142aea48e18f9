from collections.abc import Callable, Iterator

import pytest
from hostile.server import FRONT, HostileServer

from timeline.fetch import Fetcher, FetchSettings, parse_networks


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


@pytest.fixture
def make_fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Fetchers that may ask the front address, without delay."""
    made: list[Fetcher] = []

    def make(robots=(), **changes) -> Fetcher:
        values = {
            "allow_addresses": parse_networks((FRONT,)),
            "delay": 0.0,
            "total_timeout": 10.0,
            "max_body": 1_000_000,
            "max_wire": 1_100_000,
            **changes,
        }
        made.append(Fetcher(FetchSettings(**values), robots=robots))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    return make_fetcher()
