"""Which language a text is in: what the page says, checked against the text."""

from __future__ import annotations

import re

from resiliparse.parse.lang import detect_fast

_SAMPLE = 4_000
_MIN_LETTERS = 40
_PRIMARY = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.I)


def detect(text: str, declared: str | None = None) -> tuple[str | None, str | None]:
    """Tell the language of a text.

    Args:
        text: the article's text.
        declared: a BCP 47 tag that the page or feed gave (`en-GB`, `de_DE`), or None.

    Returns:
        The primary subtag (`en`) and how it is known (`declared`, `detected`), or two times
        None.
    """
    said = primary(declared)
    if said:
        return said, "declared"
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return None, None
    language, _ = detect_fast(sample)
    return (None, None) if language == "unknown" else (language, "detected")


def primary(tag: str | None) -> str | None:
    """The primary subtag of a language tag (RFC 5646), or None if it is none."""
    found = _PRIMARY.match((tag or "").strip())
    return found[0].lower() if found else None
