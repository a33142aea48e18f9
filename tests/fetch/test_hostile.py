"""Every way of the hostile server to misbehave costs one named error, soon and in little memory."""

import subprocess
import sys
import time
import tracemalloc

import pytest
from hostile.server import ARTICLE, BACK, FEED, PRIVATE

from timeline.errors import FetchError

REFUSED = [
    ("/slow/hang", "any", "timeout"),
    ("/slow/headers", "any", "timeout"),
    ("/slow/drip.html", "article", "timeout"),
    ("/slow/stall.xml", "feed", "timeout"),
    ("/inf/chunked.html", "article", "too-large"),
    ("/inf/tiny-chunks.html", "article", "too-large"),
    ("/inf/length.html", "article", "too-large"),
    ("/inf/headers", "any", "headers-too-large"),
    ("/inf/header-line", "any", "headers-too-large"),
    ("/inf/informational", "any", "headers-too-large"),
    ("/bomb/gzip.html", "article", "too-large"),
    ("/bomb/stacked", "any", "encoding-refused"),
    ("/bomb/many-encodings", "any", "encoding-refused"),
    ("/bomb/br", "any", "encoding-refused"),
    ("/bomb/untold.gz", "article", "type-refused"),
    ("/redirect/loop", "any", "too-many-redirects"),
    ("/redirect/chain/7", "any", "too-many-redirects"),
    ("/redirect/endless", "any", "too-many-redirects"),
    ("/redirect/slow", "any", "timeout"),
    ("/redirect/nowhere", "any", "bad-redirect"),
    ("/type/pdf", "article", "type-refused"),
    ("/type/empty", "any", "empty"),
    ("/cut/length.html", "article", "truncated"),
    ("/cut/chunked.xml", "feed", "truncated"),
    ("/cut/gzip.xml", "feed", "truncated"),
    ("/cut/notgzip.xml", "feed", "encoding-broken"),
    ("/cut/reset", "article", "disconnected"),
    ("/cut/close", "any", "disconnected"),
    ("/cut/garbage", "any", "protocol"),
    ("/cut/two-lengths", "any", "protocol"),
    ("/status/404", "any", "http-404"),
    ("/status/410", "any", "http-410"),
    ("/status/503", "any", "http-503"),
    ("/status/202", "any", "http-202"),
    ("/status/304", "any", "http-304"),
    ("/status/206", "any", "http-206"),
]


@pytest.mark.parametrize(("path", "accept", "reason"), REFUSED)
def test_misbehaviour_is_one_named_error(server, make_fetcher, path, accept, reason):
    fetcher = make_fetcher(total_timeout=0.5 if reason == "timeout" else 10.0)
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url(path), accept=accept)
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)
    assert time.monotonic() - began < 5


def test_the_server_is_still_usable_after_all_of_it(server, make_fetcher):
    fetcher = make_fetcher(max_host_failures=1_000)
    for path, accept, _ in REFUSED:
        if path.startswith(("/cut", "/type", "/inf", "/bomb")):
            with pytest.raises(FetchError):
                fetcher.get(server.url(path), accept=accept)
    assert fetcher.get(server.url("/ok.html"), accept="article").body == ARTICLE


@pytest.mark.parametrize("name", PRIVATE)
def test_no_redirect_reaches_a_private_address(server, fetcher, name):
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url(f"/redirect/private/{name}"))
    assert caught.value.reason in ("address-refused", "url-refused")
    assert server.back_hits == 0


@pytest.mark.parametrize("target", [t for t in PRIVATE.values() if not t.startswith("/")])
def test_no_private_address_is_asked_directly(server, fetcher, target):
    with pytest.raises(FetchError) as caught:
        fetcher.get(target.replace("{port}", str(server.state.port)))
    assert caught.value.reason in ("address-refused", "url-refused")
    assert server.back_hits == 0


def test_private_robots_are_not_asked_either(server, fetcher):
    with pytest.raises(FetchError):
        fetcher.get(server.url("/ok.html", host=BACK))
    assert server.hits["/robots.txt"] == 0


@pytest.mark.parametrize("path", ["/bomb/gzip.html", "/inf/chunked.html", "/inf/length.html"])
def test_memory_stays_near_the_cap(server, fetcher, path):
    tracemalloc.start()
    try:
        with pytest.raises(FetchError):
            fetcher.get(server.url(path), accept="article")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * fetcher.settings.max_body


def test_good_pages_come_through(server, fetcher):
    for path in ("/ok.xml", "/type/none.xml", "/type/octet.xml"):
        assert fetcher.get(server.url(path), accept="feed").body == FEED
    assert fetcher.get(server.url("/redirect/chain/4")).body == ARTICLE


def test_a_fetcher_leaves_no_thread_that_holds_up_the_exit(server):
    code = (
        "from timeline.fetch import *\n"
        "f = Fetcher(FetchSettings(allow_addresses=parse_networks(('127.0.0.9',)), delay=0))\n"
        f"print(len(f.get({server.url('/ok.html')!r}).body))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True
    )
    assert done.stdout.strip() == str(len(ARTICLE))
