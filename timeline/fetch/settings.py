"""What a fetcher may do and how long it may take: one frozen value, no globals."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from timeline import __version__
from timeline.errors import SettingsError

PRODUCT_TOKEN = "event-timeline-tracker"  # noqa: S105 - RFC 9309's name for it
HOME = "https://pypi.org/project/event-timeline-tracker/"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits and manners of a `Fetcher`; sizes in bytes, times in seconds.

    Attributes:
        total_timeout: for one fetch with all its redirects, names, handshakes, robots.txt and
            short delays; time that it waits longer for its host's turn comes on top.
        connect_timeout: for one attempt to connect to one address.
        max_body: of a body after its Content-Encoding is undone.
        max_wire: of an answer's bytes as they come, framing included.
        max_headers: of one header section.
        max_redirects: followed for one fetch; each target is checked like the first URL.
        allow_addresses: networks that may be asked although they are not public.
        delay: between the end of one request to a host and the start of the next.
        max_crawl_delay: the most that a robots.txt can make the delay.
        max_wait: the longest that a fetch waits for a host that asked for time (Retry-After);
            beyond it the fetch fails at once with `put-off`.
        obey_robots: ask for robots.txt and keep to it.
        robots_max_age: how long a robots.txt is used (RFC 9309 says at most 24 hours).
        max_host_failures: consecutive network failures after which a host is left alone.
        contact: URL or mail address of whoever runs this, sent in the User-Agent.
        ca_file: PEM file of the certificate authorities to trust, in place of certifi's.
    """

    total_timeout: float = 20.0
    connect_timeout: float = 10.0
    max_body: int = 10_000_000
    max_wire: int = 10_500_000
    max_headers: int = 65_536
    max_redirects: int = 5
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] = ()
    delay: float = 1.0
    max_crawl_delay: float = 30.0
    max_wait: float = 5.0
    obey_robots: bool = True
    robots_max_age: float = 86_400.0
    max_host_failures: int = 3
    contact: str = HOME
    ca_file: str | None = None

    def __post_init__(self) -> None:
        """Refuse values that cannot be meant.

        Raises:
            SettingsError: a time or size that is not positive, or a contact that does not fit
                into a header.
        """
        for name in ("total_timeout", "connect_timeout", "max_body", "max_wire", "max_headers"):
            if not getattr(self, name) > 0:
                raise SettingsError(f"{name} must be more than 0")
        for name in ("max_redirects", "delay", "max_crawl_delay", "max_wait", "robots_max_age"):
            if not getattr(self, name) >= 0:
                raise SettingsError(f"{name} must not be negative")
        if not (self.contact.isascii() and self.contact.isprintable() and self.contact.strip()):
            raise SettingsError("contact must be printable ASCII: a URL or a mail address")

    @property
    def user_agent(self) -> str:
        """The User-Agent header: product, version and contact (RFC 9110, 10.1.5)."""
        return f"{PRODUCT_TOKEN}/{__version__} (+{self.contact})"


def parse_networks(texts: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks (`127.0.0.9`, `10.0.0.0/8`, `fd00::/8`).

    Raises:
        SettingsError: a text is neither.
    """
    try:
        return tuple(ip_network(text.strip()) for text in texts)
    except ValueError as error:
        raise SettingsError(f"not an address or network: {error}") from error
