import itertools
import threading
import time

import pytest

from timeline.fetch import FetchRequest, FetchRun, fetch_all
from timeline.models import FetchedPage


def test_every_request_comes_back_once_with_its_context(server, fetcher):
    requests = [
        FetchRequest(server.url(path), accept="article", context=number)
        for number, path in enumerate(["/ok.html", "/status/404", "/type/pdf", "/article/1"] * 5)
    ]
    outcomes = {r.context: o for r, o in fetch_all(fetcher, requests, jobs=4)}
    assert sorted(outcomes) == list(range(20))
    for number, outcome in outcomes.items():
        expected = [None, "http-404", "type-refused", None][number % 4]
        assert getattr(outcome, "reason", None) == expected


def test_one_host_is_never_asked_twice_at_once(server, fetcher):
    requests = [FetchRequest(server.url(f"/article/{i}")) for i in range(30)]
    assert len(list(fetch_all(fetcher, requests, jobs=8))) == 30
    times = sorted((start, end) for _, start, end in server.state.times)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(times))


def test_a_slow_host_does_not_hold_up_the_others(server, make_fetcher):
    fetcher = make_fetcher(total_timeout=0.6)
    port = server.state.port
    requests = [FetchRequest(server.url("/slow/hang"))]
    requests += [FetchRequest(f"http://no-such-host.invalid:{port}/{i}") for i in range(5)]
    order = [r.url for r, _ in fetch_all(fetcher, requests, jobs=2)]
    assert order[-1] == server.url("/slow/hang")


def test_work_can_be_added_while_results_come(server, fetcher):
    seen = []
    with FetchRun(fetcher, jobs=4) as run:
        run.submit(FetchRequest(server.url("/ok.xml"), context="feed"))
        for request, outcome in run:
            assert isinstance(outcome, FetchedPage)
            seen.append(request.url)
            if request.context == "feed":
                for i in range(5):
                    run.submit(FetchRequest(server.url(f"/article/{i}")))
    assert len(seen) == 6


def test_requests_are_read_no_faster_than_they_are_worked_on(server, fetcher):
    pulled = 0

    def endless():
        nonlocal pulled
        while True:
            pulled += 1
            yield FetchRequest(server.url("/ok.html"))

    results = fetch_all(fetcher, endless(), jobs=2)
    for _ in range(20):
        next(results)
    results.close()
    assert pulled < 5_000
    assert server.hits["/ok.html"] < 60


@pytest.mark.parametrize("how", ["event", "time"])
def test_a_stopped_run_says_what_is_left(server, make_fetcher, how):
    fetcher = make_fetcher(total_timeout=15.0)
    stop = threading.Event()
    requests = [FetchRequest(server.url("/ok.html")), FetchRequest(server.url("/slow/hang"))]
    requests += [FetchRequest(server.url(f"/article/{i}")) for i in range(10)]
    began = time.monotonic()
    if how == "event":
        threading.Timer(0.4, stop.set).start()
    limit = 0.4 if how == "time" else None
    outcomes = list(fetch_all(fetcher, requests, jobs=2, stop=stop, time_limit=limit))
    assert time.monotonic() - began < 5
    assert len(outcomes) == 12
    assert [getattr(o, "reason", "done") for _, o in outcomes].count("stopped") == 11
    assert server.hits["/article/0"] == 0


def test_leaving_a_run_early_leaves_no_thread(server, make_fetcher):
    fetcher = make_fetcher(total_timeout=15.0)
    began = time.monotonic()
    with FetchRun(fetcher, jobs=4) as run:
        run.submit(FetchRequest(server.url("/slow/hang")))
        time.sleep(0.2)
    assert time.monotonic() - began < 5
    assert not [t for t in threading.enumerate() if t.name.startswith("timeline-fetch")]


def test_an_error_that_is_ours_is_not_swallowed(server, fetcher, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(fetcher, "get", broken)
    with pytest.raises(ZeroDivisionError):
        list(fetch_all(fetcher, [FetchRequest(server.url("/ok.html"))]))


def test_an_unreadable_url_is_an_outcome(fetcher):
    ((_, outcome),) = fetch_all(fetcher, [FetchRequest("http://[::1")])
    assert outcome.reason == "url-refused"
