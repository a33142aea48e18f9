"""Plain lists of URLs, one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_URL = 8_192
_SPLIT = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class UrlList:
    """What a list names.

    Attributes:
        urls: in its order, each once.
        errors: one line for each line that names no URL, with its number.
    """

    urls: tuple[str, ...]
    errors: tuple[str, ...] = ()


def parse_list(text: str) -> UrlList:
    """Read a list of URLs.

    Args:
        text: a URL a line; what follows it after white space is a remark. Empty lines and
            lines that begin with `#` are skipped.

    Returns:
        The URLs, and what is none.
    """
    urls: dict[str, None] = {}
    errors: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        word = _SPLIT.split(line.strip(), maxsplit=1)[0]
        if not word or word.startswith("#"):
            continue
        url = web_url(word)
        if url is None:
            errors.append(f"line {number}: {word[:80]!r} is no http or https URL")
        else:
            urls[url] = None
    return UrlList(tuple(urls), tuple(errors))


def web_url(text: str) -> str | None:
    """Take a text as an absolute http or https URL without its fragment, or None."""
    url = text.strip().split("#", 1)[0]
    if not url or len(url) > MAX_URL:
        return None
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:
        return None
    return url
