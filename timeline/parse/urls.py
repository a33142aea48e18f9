"""Addresses as documents write them."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

MAX_LENGTH = 4_000


def absolute(base: str, raw: str | None) -> str | None:
    """Resolve an address against a base (RFC 3986).

    Args:
        base: the document's own address.
        raw: what it wrote; white space inside is dropped, as browsers do.

    Returns:
        An absolute http or https URL of at most `MAX_LENGTH` characters; None for anything else
        (`javascript:`, `mailto:`, no host, an invalid port).
    """
    if not raw or not raw.strip():
        return None
    try:
        found = urljoin(base, "".join(raw.split()))
        parts = urlsplit(found)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return found if usable and len(found) <= MAX_LENGTH else None
