import pytest

from timeline.fetch.queue import FetchRequest, HostQueue


def request(host: str, number: int = 0) -> FetchRequest:
    return FetchRequest(f"http://{host}/{number}")


def test_a_host_is_taken_once_until_it_is_done():
    queue = HostQueue()
    for number in range(2):
        queue.add(request("a", number))
    assert queue.take(0.0) == ("a", request("a", 0))
    assert queue.take(0.0) is None
    queue.done("a", ready_at=5.0)
    assert queue.take(1.0) == 4.0
    assert queue.take(5.0) == ("a", request("a", 1))


def test_hosts_that_were_begun_go_before_new_ones():
    queue = HostQueue()
    for host in ("a", "a", "b"):
        queue.add(request(host))
    queue.take(0.0)
    queue.done("a", ready_at=1.0)
    assert queue.take(1.0)[0] == "a"
    assert queue.take(1.0)[0] == "b"


def test_a_host_that_comes_back_still_keeps_its_distance():
    queue = HostQueue()
    queue.add(request("a"))
    queue.take(0.0)
    queue.done("a", ready_at=3.0)
    queue.add(request("a", 1))
    assert queue.take(2.0) == 1.0
    assert queue.take(3.0) == ("a", request("a", 1))


def test_requests_to_a_busy_host_wait_for_it():
    queue = HostQueue()
    queue.add(request("a"))
    queue.take(0.0)
    queue.add(request("a", 1))
    assert queue.take(0.0) is None
    queue.done("a", ready_at=0.0)
    assert queue.take(0.0) == ("a", request("a", 1))


def test_only_so_many_hosts_are_begun_at_once():
    queue = HostQueue()
    for number in range(300):
        queue.add(request(f"host{number}"))
    taken = 0
    while queue.take(0.0) is not None:
        taken += 1
    assert taken == 256
    queue.done("host0", ready_at=0.0)
    assert queue.take(0.0) is not None
    assert queue.size == 300 - 257


def test_what_was_not_started_can_be_taken_out():
    queue = HostQueue()
    for host in ("a", "a", "b"):
        queue.add(request(host))
    queue.take(0.0)
    assert len(queue.clear()) == 2
    queue.done("a", ready_at=0.0)
    assert queue.take(0.0) is None


@pytest.mark.parametrize("url", ["", "http://[::1", "nonsense", "http://"])
def test_what_is_no_url_waits_like_any_host(url):
    queue = HostQueue()
    queue.add(FetchRequest(url))
    assert queue.take(0.0) == ("", FetchRequest(url))
