"""HTML text to one lxml tree, hardened and without trafilatura's per-node class lookup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from timeline.errors import ParseError
from timeline.parse.encoding import looks_binary, utf8

MAX_BYTES = 10_000_000
"""A longer body is refused; the longest news pages have about 3 MB."""
MAX_TAGS = 200_000
"""A page with more is refused; of 1,179 news pages the largest has 20,000."""
MAX_ATTRIBUTES = 5_000
"""libxml2 compares each attribute of a tag with all before it: 200,000 take minutes."""

_SHORTEST_TAG = len("<a>")
_WINDOW = 8_192
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_DOCTYPE = re.compile(rb"^\s*<\s?!\s?doctype[^>]*>", re.I)
_SELF_CLOSED_HTML = re.compile(rb"(<html[^>]*?)\s*/>", re.I)
_TAG = re.compile(
    rb"<(?:html|head|body|title|meta|p|div|h1|article|main|section|table|br|span)\b", re.I
)


def load_html(body: bytes, content_type: str | None = None) -> HtmlElement:
    """Decode and parse a page once.

    Comments and processing instructions are dropped; libxml2 drops what is nested more than
    256 levels deep.

    Args:
        body: the page as it came, decoded of its Content-Encoding.
        content_type: the HTTP header.

    Returns:
        The root element.

    Raises:
        ParseError: `too-large`, `empty`, `binary` or `not-html`.
    """
    if len(body) > MAX_BYTES:
        raise ParseError(f"page has {len(body)} bytes, more than {MAX_BYTES}", reason="too-large")
    tags = body.count(b"<") if len(body) > MAX_TAGS * _SHORTEST_TAG else 0
    if tags > MAX_TAGS:
        raise ParseError(f"page has {tags} tags, more than {MAX_TAGS}", reason="too-large")
    if any(_attributes(tag) > MAX_ATTRIBUTES for tag in _long_tags(body)):
        raise ParseError(f"a tag has more than {MAX_ATTRIBUTES} attributes", reason="too-large")
    if looks_binary(body):
        raise ParseError("document is binary, not HTML", reason="binary")
    text = utf8(body, content_type)
    if not text.strip():
        raise ParseError("page is empty", reason="empty")
    if not _TAG.search(text):
        raise ParseError("page has no HTML tag", reason="not-html")
    return parse_html(text)


def _long_tags(body: bytes) -> Iterator[bytes]:
    """The tags that fill a window of the document, found without looking at all the others."""
    position = 0
    while position < len(body) - _WINDOW:
        window = position
        position += _WINDOW
        if body.find(b"<", window, position) >= 0 or body.find(b">", window, position) >= 0:
            continue
        start = body.rfind(b"<", 0, window)
        end = body.find(b">", start) if start >= 0 else 0
        if end < 0 or end >= position:
            position = end if end >= 0 else len(body)
            if body[start + 1 : start + 2].isalpha():
                yield body[start:position]


def _attributes(tag: bytes) -> int:
    """About how many attributes a start tag has: its white space outside of quotes.

    Zero if it is script that compares with `<`.
    """
    bare = _QUOTED.sub(b"", tag)
    if b";" in bare or b"{" in bare:
        return 0
    return len(bare) - len(bare.translate(None, b" \t\r\n\f/"))


def parse_html(text: bytes) -> HtmlElement:
    """Parse a page in UTF-8.

    Raises:
        ParseError: `not-html`, if nothing could be made of it.
    """
    head = _DOCTYPE.sub(b"", text[:4096], count=1)
    text = _SELF_CLOSED_HTML.sub(rb"\1>", head, count=1) + text[4096:]
    try:
        root = etree.fromstring(text, parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise ParseError(f"page cannot be parsed: {error}", reason="not-html") from None
    if root is None:
        raise ParseError("page has no element", reason="not-html")
    return root


def text_of(element: HtmlElement) -> str:
    """All text inside an element, as `itertext` gives it piece by piece, but eight times as fast.

    Args:
        element: any; its tail is no part of it.
    """
    text: str = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return text


def _parser() -> etree.HTMLParser:
    """A parser whose elements are all `HtmlElement`, as trafilatura wants them."""
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        no_network=True,
        huge_tree=False,
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser
