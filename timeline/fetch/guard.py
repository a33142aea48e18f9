"""Which URLs and addresses may be asked, and connections to nothing else.

A name is resolved once, every answer is checked, and the socket is opened to an address that
was checked, so that a name that changes between check and use (DNS rebinding) gains nothing.
The tables (IANA special-purpose registries, translation prefixes decoded) are `ssrfguard`'s.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network
from typing import Any

import ssrfguard

from timeline.errors import FetchError, SettingsError
from timeline.fetch.reasons import Reason

_MAX_LOOKUPS = 64
_MAX_ADDRESSES = 3


@lru_cache(maxsize=256)
def _policy(allow: tuple[IPv4Network | IPv6Network, ...], port: int) -> ssrfguard.Policy:
    return ssrfguard.Policy(allowed_networks=allow, allowed_ports=frozenset({port}))


@dataclass(frozen=True, slots=True)
class Guard:
    """The rule of which addresses are public enough to be asked.

    Attributes:
        allow: networks that may be asked although they are not public.
        lookups: holds back names that are being resolved; `getaddrinfo` cannot be cancelled,
            so a stalled name server costs threads, of which there are only so many.
    """

    allow: tuple[IPv4Network | IPv6Network, ...] = ()
    lookups: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_MAX_LOOKUPS)
    )

    def __post_init__(self) -> None:
        """Refuse networks that would let anything through.

        Raises:
            SettingsError: a network inside a prefix that translates to IPv4 addresses.
        """
        try:
            _policy(self.allow, 80)
        except ValueError as error:
            raise SettingsError(str(error)) from error

    def check_url(self, url: str, port: int) -> None:
        """Refuse what can be refused by its spelling, before any name is resolved.

        Args:
            url: absolute URL.
            port: the port that it means.

        Raises:
            FetchError: `url-refused` (scheme, credentials, malformed or disguised host) or
                `address-refused` (a literal address that is not public).
        """
        try:
            _policy(self.allow, port).check_url(url)
        except (ssrfguard.SSRFGuardError, ValueError) as error:
            raise _refusal(error) from error

    def connect(
        self, host: str, port: int, *, remaining: Callable[[], float], attempt: float
    ) -> socket.socket:
        """Resolve a host, check every answer and connect to one of those.

        Args:
            host: name or literal address, without brackets.
            port: TCP port.
            remaining: seconds that are left; raises when there are none.
            attempt: the most seconds for one address.

        Returns:
            A connected socket whose peer is the address that was checked.

        Raises:
            FetchError: `url-refused`, `address-refused`, `dns`, `connect` or `timeout`.
        """
        policy = _policy(self.allow, port)
        literal = f"[{host}]" if ":" in host else host
        try:
            target = policy.check_url(f"http://{literal}:{port}/")
            addresses = ssrfguard.resolve(
                target, policy=policy, resolver=self._timed_resolver(remaining)
            )
        except ssrfguard.SSRFGuardError as error:
            raise _refusal(error) from error
        except (OSError, UnicodeError) as error:
            raise FetchError(f"{host}: name not resolved: {error}", reason=Reason.DNS) from error
        return _connect_first(addresses, policy, host, remaining, attempt)

    def _timed_resolver(self, remaining: Callable[[], float]) -> ssrfguard.Resolver:
        def resolver(
            host: str, port: int, family: int, kind: int, protocol: int, flags: int
        ) -> Iterable[Any]:
            def ask() -> Iterable[Any]:
                return socket.getaddrinfo(host, port, family, kind, protocol, flags)

            return ask() if flags & socket.AI_NUMERICHOST else self._look_up(ask, host, remaining)

        return resolver

    def _look_up(
        self, ask: Callable[[], Iterable[Any]], host: str, remaining: Callable[[], float]
    ) -> Iterable[Any]:
        answers: list[Iterable[Any]] = []
        errors: list[OSError | UnicodeError] = []
        done = threading.Event()

        def work() -> None:
            try:
                answers.append(ask())
            except (OSError, UnicodeError) as error:
                errors.append(error)
            finally:
                self.lookups.release()
                done.set()

        if not self.lookups.acquire(timeout=remaining()):
            raise FetchError("too many names are being resolved", reason=Reason.TIMEOUT)
        threading.Thread(target=work, name="timeline-dns", daemon=True).start()
        if not done.wait(remaining()):
            raise FetchError(f"{host}: resolving took too long", reason=Reason.TIMEOUT)
        if errors:
            raise errors[0]
        return answers[0]


def _refusal(error: Exception) -> FetchError:
    """Translate a refusal; a literal address in a URL is refused as a URL by `ssrfguard`."""
    blocked = (ssrfguard.BlockedAddressError,)
    by_address = isinstance(error, blocked) or isinstance(error.__cause__, blocked)
    return FetchError(
        str(error), reason=Reason.ADDRESS_REFUSED if by_address else Reason.URL_REFUSED
    )


def _connect_first(
    addresses: tuple[ssrfguard.Address, ...],
    policy: ssrfguard.Policy,
    host: str,
    remaining: Callable[[], float],
    attempt: float,
) -> socket.socket:
    error: OSError | None = None
    for address in addresses[:_MAX_ADDRESSES]:
        try:
            sock = ssrfguard.connect(
                (address,),
                policy=policy,
                timeout=min(attempt, remaining()),
                socket_options=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),
            )
        except ssrfguard.SSRFGuardError as refused:
            raise _refusal(refused) from refused
        except OSError as failed:
            error = failed
        else:
            return sock
    reason = Reason.TIMEOUT if isinstance(error, TimeoutError) else Reason.CONNECT
    raise FetchError(f"{host}: no connection: {error}", reason=reason) from error
