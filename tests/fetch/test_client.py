import itertools
import socket
import threading
import time

import pytest
from hostile.server import ARTICLE, BACK, FRONT

from timeline.errors import FetchError, SettingsError
from timeline.fetch import FetchSettings, parse_networks
from timeline.models import FetchedPage


def test_page_has_what_a_parser_and_a_scheduler_need(server, fetcher):
    page = fetcher.get(server.url("/cond.xml"), accept="feed")
    assert page.status == 200
    assert page.content_type == "application/rss+xml"
    assert page.etag == '"v1"'
    assert page.last_modified == "Mon, 03 Jun 2024 10:00:00 GMT"
    assert page.max_age == 60
    assert page.fetched_at.endswith("Z")
    assert page.elapsed > 0
    assert page.permanent_url is None


@pytest.mark.parametrize(
    "validators",
    [{"etag": '"v1"'}, {"last_modified": "Mon, 03 Jun 2024 10:00:00 GMT"}],
)
def test_validators_are_sent_and_304_is_no_error(server, fetcher, validators):
    page = fetcher.get(server.url("/cond.xml"), **validators)
    assert page.not_modified
    assert page.body == b""


def test_only_permanent_redirects_move_the_url(server, fetcher):
    page = fetcher.get(server.url("/redirect/moved"))
    assert page.body == ARTICLE
    assert page.url == server.url("/redirect/moved")
    assert page.permanent_url == server.url("/redirect/for-now")
    assert page.final_url == server.url("/ok.html")


def test_requests_are_honest_and_ask_for_gzip_only(server, make_fetcher):
    fetcher = make_fetcher(contact="mailto:ops@example.org")
    fetcher.get(server.url("/ok.html"), accept="article")
    for _, headers in server.state.requests:
        assert headers["user-agent"].startswith("event-timeline-tracker/")
        assert "mailto:ops@example.org" in headers["user-agent"]
        assert headers["accept-encoding"] == "gzip"
        assert "cookie" not in headers
    assert "text/html" in server.state.requests[-1][1]["accept"]


def test_the_environment_names_no_proxy(server, fetcher, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{BACK}:{server.state.port}")
    assert fetcher.get(server.url("/ok.html")).body == ARTICLE
    assert server.back_hits == 0


def test_one_connection_serves_many_requests(server, fetcher, monkeypatch):
    opened = []
    connect = socket.socket.connect
    monkeypatch.setattr(
        socket.socket, "connect", lambda self, to: (opened.append(to), connect(self, to))[1]
    )
    for _ in range(5):
        fetcher.get(server.url("/ok.html"))
    with pytest.raises(FetchError):
        fetcher.get(server.url("/status/404"))
    fetcher.get(server.url("/ok.html"))
    assert len(opened) == 1


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/", "http://", "http:///x", "http://a b/", "http://[::1",
     "http://example.org:99999/", "javascript:alert(1)", "http://exa\nmple.org/",
     "http://" + "a" * 300 + ".org/", "http://user:secret@example.org/",
     "http://0177.1/", "http://[fe80::1%25eth0]/", "http://exa mple.org/"],
)  # fmt: skip
def test_what_is_no_public_url_is_refused(fetcher, url):
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert caught.value.reason == "url-refused"


def test_an_international_name_is_asked_for_by_its_ascii_form(server, fetcher, monkeypatch):
    real, asked = socket.getaddrinfo, []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest: (asked.append(host), real(FRONT, *rest))[1]
    )
    page = fetcher.get(server.url("/ok.html", host="Nachrichten-für-Köln.test"))
    assert page.body == ARTICLE
    ascii_form = "nachrichten-für-köln.test".encode("idna").decode()
    assert asked == [ascii_form]
    assert server.state.requests[-1][1]["host"] == f"{ascii_form}:{server.state.port}"


def test_a_name_without_address_is_said_so(fetcher):
    with pytest.raises(FetchError) as caught:
        fetcher.get("http://no-such-name.invalid/")
    assert caught.value.reason == "dns"


def test_a_closed_port_is_said_so(fetcher):
    with socket.socket() as unused:
        unused.bind((FRONT, 0))
        port = unused.getsockname()[1]
        with pytest.raises(FetchError) as caught:
            fetcher.get(f"http://{FRONT}:{port}/")
    assert caught.value.reason == "connect"


def test_a_name_that_is_bound_again_gains_nothing(server, make_fetcher, monkeypatch):
    """The first answer is public, every later one is not: the first is what is connected to."""
    answers = iter([FRONT])
    real = socket.getaddrinfo

    def rebinding(host, *rest, **options):
        if host == "rebind.test":
            host = next(answers, BACK)
        return real(host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    assert make_fetcher().get(server.url("/ok.html", host="rebind.test")).body == ARTICLE
    assert server.back_hits == 0
    with pytest.raises(FetchError) as caught:
        make_fetcher().get(server.url("/ok.html", host="rebind.test"))
    assert caught.value.reason == "address-refused"
    assert server.back_hits == 0


def test_a_name_with_a_private_address_among_others_is_refused(server, fetcher, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest: real(FRONT, *rest) + real(BACK, *rest),
    )
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url("/ok.html", host="both.test"))
    assert caught.value.reason == "address-refused"


def test_a_stalled_name_server_is_a_timeout(make_fetcher, monkeypatch):
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: release.wait(10) and [])
    fetcher = make_fetcher(total_timeout=0.2)
    try:
        with pytest.raises(FetchError) as caught:
            fetcher.get("http://stalled.test/")
    finally:
        release.set()
    assert caught.value.reason in ("timeout", "robots-unreachable")


def test_stop_ends_a_fetch_that_is_under_way(server, make_fetcher):
    fetcher = make_fetcher(total_timeout=15.0)
    threading.Timer(0.2, fetcher.stop).start()
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url("/slow/hang"))
    assert caught.value.reason == "stopped"
    assert time.monotonic() - began < 5
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url("/ok.html"))
    assert caught.value.reason == "stopped"


def answered(server, path, count):
    """When requests below a path came and were answered; the server notes it a little later."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        times = [one for one in server.state.times if one[0].startswith(path)]
        if len(times) >= count:
            return times
        time.sleep(0.01)
    raise AssertionError(f"{path} was answered {len(times)} times, not {count}")


def test_requests_to_one_host_keep_their_distance(server, make_fetcher):
    fetcher = make_fetcher(delay=0.15)
    threads = [
        threading.Thread(target=fetcher.get, args=(server.url(f"/article/{i}"),)) for i in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # robots.txt is asked for once, and counts
    times = sorted((start, end) for _, start, end in answered(server, "/", 4))
    for (_, end), (start, _) in itertools.pairwise(times):
        assert start - end >= 0.14


def test_a_short_retry_after_is_waited_for(server, make_fetcher):
    fetcher = make_fetcher(max_wait=2.0)
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url("/busy/1"))
    assert (caught.value.status, caught.value.retry_after) == (429, 1.0)
    assert isinstance(fetcher.get(server.url("/busy/1")), FetchedPage)
    first, second = answered(server, "/busy/1", 2)
    assert second[1] - first[2] >= 0.95


@pytest.mark.parametrize("said", ["999999999", "date", "soon"])
def test_a_host_that_asks_for_time_is_put_off_not_slept_for(server, make_fetcher, said):
    fetcher = make_fetcher(max_wait=0.0)
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url(f"/busy/{said}"))
    assert caught.value.status == 429
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.url("/ok.html"))
    assert caught.value.reason == "put-off"
    assert caught.value.retry_after > 0
    assert time.monotonic() - began < 0.5
    assert server.hits["/ok.html"] == 0


def test_a_host_that_fails_again_and_again_is_left_alone(server, make_fetcher):
    fetcher = make_fetcher(max_host_failures=2)
    reasons = []
    for _ in range(4):
        with pytest.raises(FetchError) as caught:
            fetcher.get(server.url("/cut/close"))
        reasons.append(caught.value.reason)
    assert reasons == ["disconnected", "disconnected", "put-off", "put-off"]


@pytest.mark.parametrize(
    "wrong",
    [{"total_timeout": 0}, {"max_body": -1}, {"delay": -1}, {"contact": "one\r\ntwo"},
     {"contact": ""}],
)  # fmt: skip
def test_settings_that_cannot_be_meant_are_refused(wrong):
    with pytest.raises(SettingsError):
        FetchSettings(**wrong)


def test_networks_are_read_or_refused(make_fetcher):
    assert [str(n) for n in parse_networks(("127.0.0.9", "fd00::/8"))] == [
        "127.0.0.9/32",
        "fd00::/8",
    ]
    with pytest.raises(SettingsError):
        parse_networks(("localhost",))
    with pytest.raises(SettingsError):
        make_fetcher(allow_addresses=parse_networks(("64:ff9b::/96",)))


def test_waiting_long_for_the_hosts_turn_is_not_held_against_it(server, make_fetcher):
    fetcher = make_fetcher(total_timeout=0.6, delay=1.0)
    for number in range(2):
        assert fetcher.get(server.url(f"/article/{number}")).body == ARTICLE
