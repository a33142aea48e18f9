"""robots.txt by RFC 9309, read with protego.

4xx allows everything, 5xx and no answer forbid everything, at least 500 KiB are parsed, and a
file is used for at most a day.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpx
import protego

from timeline.errors import FetchError
from timeline.fetch.reasons import Reason
from timeline.fetch.settings import PRODUCT_TOKEN, FetchSettings
from timeline.models import FetchedPage

MAX_ROBOTS_BYTES = 512_000
_UNREACHABLE_AGE = 1_800.0
_MAX_PARSED = 512
_USER_AGENT_LINE = re.compile(r"(?i)^\s*user-?agent\s*:\s*([a-z_-]+)\b.*$")
_RULE_LINE = re.compile(
    r"(?i)^\s*(user[- ]?agent|dis+al+ow|disalow|diasllow|disallaw|allow|crawl[- ]delay)\b"
)
_NOT_ASKED = frozenset(
    {
        Reason.ADDRESS_REFUSED, Reason.URL_REFUSED, Reason.STOPPED, Reason.PUT_OFF,
        Reason.DNS, Reason.CONNECT, Reason.TLS,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RobotsRecord:
    """What one origin's robots.txt said, to be kept between runs.

    Attributes:
        origin: `https://example.org` or `http://example.org:8080`.
        fetched_at: seconds since the epoch.
        text: the file, empty where everything is allowed.
        unreachable: why everything is forbidden, or None.
    """

    origin: str
    fetched_at: float
    text: str = ""
    unreachable: str | None = None


class RobotsRules:
    """The rules of one robots.txt."""

    def __init__(self, text: str) -> None:
        self._rules = protego.Protego.parse(_by_the_rfc(text))

    def allows(self, url: str, product_token: str) -> bool:
        """Whether a crawler of this name may ask for the URL."""
        return bool(self._rules.can_fetch(url, product_token))

    def crawl_delay(self, product_token: str) -> float | None:
        """Seconds between requests that the file asks for, if it does."""
        delay = self._rules.crawl_delay(product_token)
        return float(delay) if delay is not None and delay >= 0 else None


def decode_robots(body: bytes) -> str:
    """Decode a robots.txt: UTF-8 (RFC 9309, 2.3), cut at 500 KiB, without byte order mark."""
    return body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace").replace("\0", "")


def _by_the_rfc(text: str) -> str:
    """Bring the file to the RFC's grammar where protego is more generous than it.

    A User-agent line names a product token, which is letters, `_` and `-` (2.2.1); lines that
    are no rule do not end a group (2.2).
    """
    lines = (line for line in text.splitlines() if _RULE_LINE.match(line))
    return "\n".join(_USER_AGENT_LINE.sub(r"User-agent: \1", line) for line in lines)


class RobotsCache:
    """The robots.txt of every origin that was asked; safe to share by threads.

    Args:
        settings: for how long a file is used, and the cap on crawl-delay.
        fetch: gets a robots.txt URL by a deadline (`time.monotonic`), or raises FetchError.
        records: what is known from earlier runs.
    """

    def __init__(
        self,
        settings: FetchSettings,
        fetch: Callable[[httpx.URL, float], FetchedPage],
        records: Iterable[RobotsRecord] = (),
    ) -> None:
        self._settings = settings
        self._fetch = fetch
        self._lock = threading.Lock()
        self._busy: dict[str, threading.Lock] = {}
        self._records = {record.origin: record for record in records}
        self._parsed: OrderedDict[str, tuple[RobotsRecord, RobotsRules]] = OrderedDict()

    def records(self) -> list[RobotsRecord]:
        """All that is known, to be handed to the next run's fetcher."""
        with self._lock:
            return list(self._records.values())

    def check(self, url: httpx.URL, deadline: float) -> float:
        """Ask whether `url` may be fetched.

        Args:
            url: what is to be fetched.
            deadline: `time.monotonic` by which a robots.txt that is not known must be here.

        Returns:
            The delay in seconds that the file asks for, capped by the settings; 0 if none.

        Raises:
            FetchError: `robots-denied` or `robots-unreachable`, or what kept robots.txt from
                being asked for at all (`address-refused`, `put-off`, `stopped`, `dns`, `connect`).
        """
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        record = self._record(origin, url, deadline)
        if record.unreachable is not None:
            raise FetchError(
                f"{origin}/robots.txt: {record.unreachable}", reason=Reason.ROBOTS_UNREACHABLE
            )
        if not record.text:
            return 0.0
        rules = self._rules(record)
        if not rules.allows(str(url), PRODUCT_TOKEN):
            raise FetchError(f"{origin}/robots.txt forbids {url.path}", reason=Reason.ROBOTS_DENIED)
        return min(rules.crawl_delay(PRODUCT_TOKEN) or 0.0, self._settings.max_crawl_delay)

    def _record(self, origin: str, url: httpx.URL, deadline: float) -> RobotsRecord:
        record = self._fresh(origin)
        if record is not None:
            return record
        with self._lock:
            busy = self._busy.setdefault(origin, threading.Lock())
        with busy:
            record = self._fresh(origin)
            if record is None:
                record = self._ask(origin, url, deadline)
                with self._lock:
                    self._records[origin] = record
        with self._lock:
            self._busy.pop(origin, None)
        return record

    def _fresh(self, origin: str) -> RobotsRecord | None:
        with self._lock:
            record = self._records.get(origin)
        if record is None:
            return None
        usable = _UNREACHABLE_AGE if record.unreachable else self._settings.robots_max_age
        age = time.time() - record.fetched_at
        return record if 0 <= age < min(usable, self._settings.robots_max_age) else None

    def _ask(self, origin: str, url: httpx.URL, deadline: float) -> RobotsRecord:
        now = time.time()
        try:
            page = self._fetch(url.copy_with(raw_path=b"/robots.txt"), deadline)
        except FetchError as error:
            if error.reason in _NOT_ASKED:
                raise
            return RobotsRecord(origin, now, unreachable=_forbids(error))
        return RobotsRecord(origin, now, text=decode_robots(page.body))

    def _rules(self, record: RobotsRecord) -> RobotsRules:
        with self._lock:
            held = self._parsed.get(record.origin)
            if held is not None and held[0] is record:
                self._parsed.move_to_end(record.origin)
                return held[1]
        rules = RobotsRules(record.text)
        with self._lock:
            self._parsed[record.origin] = (record, rules)
            while len(self._parsed) > _MAX_PARSED:
                self._parsed.popitem(last=False)
        return rules


def _forbids(error: FetchError) -> str | None:
    """Why a robots.txt that could not be read forbids everything; None if it allows it.

    RFC 9309, 2.3.1: 4xx and too many redirects mean that there is no file; 5xx and network
    errors mean complete disallow. What is no text (an empty file, one of another type) has no
    rules.
    """
    if error.reason in (Reason.EMPTY, Reason.TOO_MANY_REDIRECTS, Reason.TYPE_REFUSED):
        return None
    if error.status is not None and 400 <= error.status < 500:
        return None
    return f"{error.reason}: {error}"
