"""XML from strangers: no entities, no DTD, no network, no huge trees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from timeline.errors import ParseError
from timeline.parse.encoding import clean_controls, decode

MAX_BYTES = 10_000_000
"""A longer feed or sitemap is refused, as is a longer page."""
MAX_TAGS = 800_000
"""A sitemap of 50,000 entries, the most that its protocol allows, has 500,000."""

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>\s*", re.I)
_DOCTYPE_WITHIN = 65_536
_AMPERSAND = re.compile(r"&(#?\w{1,32};)?")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def xml_text(body: bytes, content_type: str | None = None) -> str:
    """Decode XML and make its ampersands well-formed.

    HTML's named entities, which feeds use without declaring them, become characters; a bare
    `&` becomes `&amp;`.

    Args:
        body: decoded of its Content-Encoding.
        content_type: the HTTP header.

    Returns:
        Text without XML declaration and DOCTYPE.

    Raises:
        ParseError: `too-large`, `empty`, or `entities` (a document that declares entities of
            its own may be an expansion attack, and no feed needs them).
    """
    if len(body) > MAX_BYTES:
        raise ParseError(f"XML has {len(body)} bytes, more than {MAX_BYTES}", reason="too-large")
    tags = body.count(b"<")
    if tags > MAX_TAGS:
        raise ParseError(f"XML has {tags} tags, more than {MAX_TAGS}", reason="too-large")
    text = _DECLARATION.sub("", clean_controls(decode(body, content_type)).lstrip())
    if not text:
        raise ParseError("document is empty", reason="empty")
    return _well_formed_ampersands(_without_doctype(text))


def parse_xml(text: str, *, recover: bool = False) -> etree._Element | None:
    """Parse the text of `xml_text`.

    Args:
        text: the document.
        recover: make the best of what is not well-formed.

    Returns:
        The root element, or None if it is not well-formed (or nothing was left of it).
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def local_name(element: etree._Element) -> str:
    """The tag in lower case without namespace or prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The namespace URI, or the prefix if it was never bound, or nothing."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag.startswith("{"):
        return tag[1:].partition("}")[0].lower()
    return tag.rpartition(":")[0].lower()


def web_year(stamp: str | None) -> str | None:
    """An ISO stamp, or None if it lies before 1990 or after 2100."""
    return stamp if stamp and "1990" <= stamp[:4] <= "2100" else None


def chunks(text: str, names: str) -> Iterator[str]:
    """Cut a document that is not well-formed into its items.

    Args:
        text: the document.
        names: alternatives of a regular expression, `item|entry`.

    Yields:
        The root's start tag's namespaces are put on each item, so that it stands alone.
    """
    opening = re.compile(rf"<(?P<tag>(?:\w+:)?(?:{names}))(?=[\s>])", re.I)
    spaces = " ".join(
        sorted(set(re.findall(r"xmlns:\w+=(?:\"[^\"<>]*\"|'[^'<>]*')", text[:20_000])))
    )
    found = opening.search(text)
    while found:
        following = opening.search(text, found.end())
        after = following.start() if following else len(text)
        tag = found["tag"]
        end = text.find(f"</{tag}", found.end(), after)
        inner = text[found.end() : end if end >= 0 else after]
        yield f"<{tag} {spaces}{inner}</{tag}>"
        found = following


def _without_doctype(text: str) -> str:
    """Cut the document type out.

    Raises:
        ParseError: `entities`, if it has declarations of its own.
    """
    head = text[:_DOCTYPE_WITHIN].lower()
    start = head.find("<!doctype")
    if start < 0:
        return text
    end = head.find(">", start)
    if end < 0 or "[" in head[start:end] or "<!entity" in head:
        raise ParseError("XML declares its own entities; refused", reason="entities")
    return text[:start] + text[end + 1 :]


def _well_formed_ampersands(text: str) -> str:
    """Escape what is no entity, outside of CDATA sections; in one pass, whatever the text."""
    pieces = []
    position = 0
    while True:
        start = text.find("<![CDATA[", position)
        end = text.find("]]>", start) if start >= 0 else -1
        if end < 0:
            pieces.append(_AMPERSAND.sub(_fix_ampersand, text[position:]))
            return "".join(pieces)
        pieces.append(_AMPERSAND.sub(_fix_ampersand, text[position:start]))
        pieces.append(text[start:end])
        position = end


def _fix_ampersand(found: re.Match[str]) -> str:
    """Keep XML's own entities, resolve HTML's, escape the rest."""
    whole, name = found[0], found[1]
    if not name:
        return "&amp;"
    if name in _XML_ENTITIES:
        return whole
    resolved = html.unescape(whole)
    if resolved == whole or not clean_controls(resolved):
        return f"&amp;{name}" if resolved == whole else ""
    return html.escape(resolved)
