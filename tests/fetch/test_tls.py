"""HTTPS: the address is pinned, and the certificate is still checked against the name."""

import socket
import ssl
import threading

import pytest
import trustme
from hostile.server import FRONT

from timeline.errors import FetchError


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def serve(authority):
    """Starts a TLS server with a certificate for a name; returns its port and what SNI it saw."""
    listeners = []

    def start(name: str):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        seen = []
        context.sni_callback = lambda _socket, asked, _context: seen.append(asked)
        listener = socket.create_server((FRONT, 0))
        listeners.append(listener)

        def run() -> None:
            while True:
                try:
                    raw, _ = listener.accept()
                    with context.wrap_socket(raw, server_side=True) as connection:
                        while connection.recv(65_536):
                            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe")
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=run, daemon=True).start()
        return listener.getsockname()[1], seen

    yield start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.fixture
def https_fetcher(make_fetcher, authority, tmp_path, monkeypatch):
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest: real(FRONT, *rest))
    return make_fetcher(ca_file=str(tmp_path / "ca.pem"), obey_robots=False, total_timeout=2.0)


def test_a_valid_certificate_for_the_name_is_accepted(https_fetcher, serve):
    port, seen = serve("news.test")
    for _ in range(2):
        assert https_fetcher.get(f"https://news.test:{port}/").body == b"safe"
    assert seen == ["news.test"]


def test_a_certificate_for_another_name_is_refused(https_fetcher, serve):
    port, _ = serve("other.test")
    with pytest.raises(FetchError) as caught:
        https_fetcher.get(f"https://news.test:{port}/")
    assert caught.value.reason == "tls"


def test_an_unknown_authority_is_refused(make_fetcher, serve, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest: real(FRONT, *rest))
    port, _ = serve("news.test")
    with pytest.raises(FetchError) as caught:
        make_fetcher(obey_robots=False).get(f"https://news.test:{port}/")
    assert caught.value.reason == "tls"


def test_plain_http_on_a_tls_port_is_said_so(https_fetcher, server):
    with pytest.raises(FetchError) as caught:
        https_fetcher.get(f"https://news.test:{server.state.port}/ok.html")
    assert caught.value.reason in ("tls", "timeout", "disconnected")


def test_a_stalled_handshake_is_a_timeout(https_fetcher):
    with socket.create_server((FRONT, 0)) as silent, pytest.raises(FetchError) as caught:
        https_fetcher.get(f"https://news.test:{silent.getsockname()[1]}/")
    assert caught.value.reason == "timeout"
