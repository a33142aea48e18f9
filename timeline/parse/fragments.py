"""HTML fragments, as feeds carry them, to plain text."""

from __future__ import annotations

import html
import re

from resiliparse.extract.html2text import extract_plain_text

from timeline.parse.text import tidy

_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|em|font|i|mark|small|span|strong|sub|sup|tt|u)\b[^<>]{0,500}>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,31});", re.I)
_LOOKS_LIKE_HTML = re.compile(r"<[a-z!/][^<>]*>|&#?\w{2,31};", re.I)
_MAX_FRAGMENT = 2_000_000


def plain_text(fragment: str) -> str:
    """The text of an HTML fragment, paragraphs separated by one newline."""
    if not _LOOKS_LIKE_HTML.search(fragment):
        return tidy(fragment)
    page = f"<html><body>{fragment[:_MAX_FRAGMENT]}</body></html>"
    return tidy(str(extract_plain_text(page, alt_texts=False, noscript=False, list_bullets=False)))


def plain_title(text: str) -> str:
    """A title in one line: entities resolved and inline markup removed, once.

    RSS never said whether its titles are text or HTML; other markup than inline elements is
    taken for text.
    """
    unescaped = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return " ".join(tidy(_INLINE_TAG.sub("", unescaped)).split())
