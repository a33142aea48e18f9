"""Real child processes; what hurts them are real functions and real pages."""

import math
import os
import re
import signal
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from timeline.errors import ParseError
from timeline.models import Article
from timeline.parse import parse_article, parse_feed
from timeline.parse.worker import ParserPool

URL = "https://courier.example/bridge"
PARAGRAPH = "<p>The council of Exampleville voted on Tuesday to open the new bridge.</p>"
GOOD = f"<html><head><title>Bridge</title></head><body>{PARAGRAPH * 5}</body></html>".encode()


@pytest.fixture(scope="module")
def pool():
    with ParserPool(workers=2, timeout=1.5, memory=200_000_000) as running:
        yield running


def reason(pool, function, *args):
    with pytest.raises(ParseError) as caught:
        pool.run(function, *args)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_good_page(pool):
    article = pool.run(parse_article, GOOD, URL, fetched_at="2024-07-10T00:00:00Z")
    assert isinstance(article, Article)
    assert article == parse_article(GOOD, URL)


def test_errors_of_the_parser_keep_their_reason(pool):
    assert reason(pool, parse_article, b"", URL) == "empty"
    assert reason(pool, parse_feed, b"<html/>", URL) == "not-a-feed"


@pytest.mark.parametrize(
    ("function", "args", "expected"),
    [
        (time.sleep, (60,), "timeout"),
        (re.fullmatch, ("(a|a)*b", "a" * 40), "timeout"),
        (bytearray, (1_000_000_000,), "memory"),
        (os.abort, (), "crashed"),
        (os._exit, (3,), "crashed"),
        (int, ("x",), "unreadable"),
    ],
)
def test_a_hostile_call_costs_itself_alone(pool, function, args, expected):
    assert reason(pool, function, *args) == expected
    assert pool.run(parse_article, GOOD, URL).title == "Bridge"


def test_the_memory_limit_holds_for_each_call_anew(pool):
    for _ in range(4):
        assert reason(pool, bytearray, 1_000_000_000) == "memory"


def test_what_is_too_large_is_not_sent(pool):
    assert reason(pool, parse_article, bytes(10_000_001), URL) == "too-large"


def test_many_threads(pool):
    titles = []

    def read(number):
        page = GOOD.replace(b"<title>Bridge", b"<title>Bridge %d" % number)
        titles.append(pool.run(parse_article, page, URL).title)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(titles) == sorted(f"Bridge {n}" for n in range(24))


def test_map_gives_every_task_once_and_takes_no_more_than_it_needs():
    taken = []

    def numbers():
        for number in [3, 0, 2, -1, 1]:
            taken.append(number)
            yield number

    with ParserPool(workers=1) as pool:
        outcomes = pool.map(math.sqrt, numbers())
        first = next(outcomes)
        assert len(taken) <= 3
        rest = list(outcomes)
    done = dict([first, *rest])
    assert done[0] == 0.0
    assert done[1] == 1.0
    assert isinstance(done[-1], ParseError)
    assert len(done) == 5


def test_a_caller_that_stops_early_leaves_nothing_running():
    with ParserPool(workers=1, timeout=30) as pool:
        outcomes = pool.map(time.sleep, [0.0, 0.2, 20, 20])
        assert next(outcomes) == (0.0, None)
        outcomes.close()
        started = time.monotonic()
        assert pool.run(abs, -1) == 1
        assert time.monotonic() - started < 15


def test_a_child_that_dies_while_idle_costs_nothing():
    with ParserPool(workers=1) as pool:
        os.kill(pool.run(os.getpid), signal.SIGKILL)
        time.sleep(0.05)
        assert pool.run(parse_article, GOOD, URL).title == "Bridge"


def test_the_death_of_one_is_not_the_death_of_another():
    with ParserPool(workers=2, timeout=20) as pool, ThreadPoolExecutor(2) as threads:
        slow = threads.submit(pool.run, time.sleep, 0.5)
        for _ in range(5):
            assert reason(pool, os._exit, 1) == "crashed"
        assert slow.result() is None


def test_a_closed_pool_says_so():
    pool = ParserPool()
    pool.close()
    assert reason(pool, parse_article, GOOD, URL) == "crashed"
    pool.close()


def test_what_cannot_be_pickled():
    with ParserPool(workers=1) as pool:
        assert reason(pool, threading.Lock) == "unreadable"
        assert pool.run(abs, -1) == 1


def interrupted():
    with ParserPool(workers=1, timeout=30) as pool:
        threading.Thread(target=reason, args=(pool, time.sleep, 20)).start()
        time.sleep(0.3)
        raise KeyboardInterrupt


def test_it_ends_without_leaving_threads_processes_or_warnings():
    before = threading.active_count()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with ParserPool(workers=1) as pool:
            child = pool.run(os.getpid)
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert time.monotonic() - started < 15
    assert threading.active_count() <= before + 1
