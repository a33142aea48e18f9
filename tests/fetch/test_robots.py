import time

import pytest
from hostile.server import ARTICLE

from timeline.errors import FetchError
from timeline.fetch import RobotsRecord, RobotsRules

US = "event-timeline-tracker"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /\nAllow: /x", "/x/y", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: Event-Timeline-Tracker\nDisallow: /", "/x", False),
        ("User-agent: event-timeline-tracker/1.0 (bot)\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: event-timeline-tracker\nAllow: /", "/x", True),
        ("User-agent: event-timeline-tracker\nUnknown: 1\nUser-agent: *\nDisallow: /", "/x", False),
        ("<html><body>Not found</body></html>", "/x", True),
    ],
)
def test_rules_are_read_by_rfc_9309(robots, path, allowed):
    assert RobotsRules(robots).allows("https://example.org" + path, US) is allowed


def test_crawl_delay_is_ours_or_everybodys():
    rules = RobotsRules("User-agent: *\nCrawl-delay: 3\n\nUser-agent: other\nCrawl-delay: 9\n")
    assert rules.crawl_delay(US) == 3.0
    assert RobotsRules("User-agent: *\nCrawl-delay: x").crawl_delay(US) is None
    assert RobotsRules("").crawl_delay(US) is None


@pytest.mark.parametrize("mode", ["missing", "401", "403", "404", "410", "429", "page", "loop"])
def test_no_readable_file_allows_everything(server, fetcher, mode):
    server.state.robots = mode
    assert fetcher.get(server.url("/private/page.html")).body == ARTICLE


@pytest.mark.parametrize("mode", ["500", "503", "hang"])
def test_a_server_that_cannot_say_forbids_everything(server, make_fetcher, mode):
    server.state.robots = mode
    fetcher = make_fetcher(total_timeout=0.3, max_wait=0.0)
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url("/ok.html"))
    assert caught.value.reason == "robots-unreachable"
    assert server.hits["/ok.html"] == 0


@pytest.mark.parametrize("mode", ["private", "huge", "late"])
def test_a_forbidden_page_is_not_asked_for(server, fetcher, mode):
    server.state.robots = mode
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url("/private/page.html"))
    assert caught.value.reason == "robots-denied"
    assert server.hits["/private/page.html"] == 0
    assert fetcher.get(server.url("/ok.html")).body == ARTICLE


def test_a_redirect_into_what_is_forbidden_is_not_followed(server, fetcher):
    server.state.robots = "private"
    with pytest.raises(FetchError):
        fetcher.get(server.url("/redirect/private-page"))
    assert server.hits["/redirect/private-page"] == 1
    assert server.hits["/private/page.html"] == 0


def test_robots_can_be_left_out(server, make_fetcher):
    server.state.robots = "private"
    fetcher = make_fetcher(obey_robots=False)
    assert fetcher.get(server.url("/private/page.html")).body == ARTICLE
    assert server.hits["/robots.txt"] == 0


def test_crawl_delay_is_kept_within_its_cap(server, make_fetcher):
    server.state.robots = "delay-0.3"
    fetcher = make_fetcher()
    fetcher.get(server.url("/article/1"))
    began = time.monotonic()
    fetcher.get(server.url("/article/2"))
    assert time.monotonic() - began >= 0.25

    server.state.robots = "delay-1000"
    fetcher = make_fetcher(max_crawl_delay=0.1)
    began = time.monotonic()
    fetcher.get(server.url("/article/1"))
    fetcher.get(server.url("/article/2"))
    assert time.monotonic() - began < 5


def test_the_file_is_asked_for_once_and_known_to_the_next_run(server, make_fetcher):
    server.state.robots = "private"
    first = make_fetcher()
    for i in range(3):
        first.get(server.url(f"/article/{i}"))
    assert server.hits["/robots.txt"] == 1
    second = make_fetcher(robots=first.robots.records())
    with pytest.raises(FetchError) as caught:
        second.get(server.url("/private/page.html"))
    assert caught.value.reason == "robots-denied"
    assert server.hits["/robots.txt"] == 1


def test_a_file_that_is_too_old_is_asked_for_again(server, make_fetcher):
    origin = server.url("").rstrip("/")
    old = RobotsRecord(origin, time.time() - 90_000, text="User-agent: *\nDisallow: /")
    fetcher = make_fetcher(robots=[old])
    assert fetcher.get(server.url("/ok.html")).body == ARTICLE
    assert server.hits["/robots.txt"] == 1
