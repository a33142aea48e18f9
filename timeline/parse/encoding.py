"""Bytes to text: byte order mark, UTF-8, the document's own declaration, then cp1252.

Labels are read as the WHATWG Encoding Standard maps them (https://encoding.spec.whatwg.org/
#names-and-labels): what calls itself ISO-8859-1 or ASCII is cp1252.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WHATWG = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_DECLARATION = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_DECLARATION_WITHIN = 8192
_CONTROL_SHARE = 0.05
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
_CONTROL_BYTES = bytes(sorted(set(range(32)) - set(b"\t\n\f\r")))
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    r"\u00ad\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Decode a document, whatever it or its server says of itself.

    Args:
        body: the whole document.
        content_type: the HTTP header, whose charset is tried after the document's own.

    Returns:
        Text that may hold U+FFFD but no byte order mark. Never raises.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace").removeprefix("\ufeff")
    sample = body[:64]
    if sample[1:2] == b"\0" and sample[:1] in b"<{ \n\r\t":
        return body.decode("utf-16-le", "replace")
    if sample[:1] == b"\0" and sample[1:2] in b"<{ \n\r\t":
        return body.decode("utf-16-be", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_broken(body, content_type)


def looks_binary(body: bytes) -> bool:
    """Whether the beginning of a document is no text in any encoding (image, PDF, noise)."""
    head = body[:4096]
    if head.startswith(tuple(mark for mark, _ in _BOMS)) or head[:2] in (b"<\0", b"\0<"):
        return False
    if head.startswith(_MAGIC):
        return True
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES)) - head.count(0)
    return controls > len(head) * _CONTROL_SHARE


def utf8(body: bytes, content_type: str | None = None) -> bytes:
    """Recode a document to UTF-8 without byte order mark and C0 controls, quickly.

    Args:
        body: the whole document.
        content_type: the HTTP header.

    Returns:
        Valid UTF-8; the document itself where it was that already.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        body = decode(body, content_type).encode("utf-8", "replace")
    else:
        if body[:2] in (b"<\0", b"\0<"):
            body = decode(body, content_type).encode("utf-8", "replace")
    return body.removeprefix(codecs.BOM_UTF8).translate(None, _CONTROL_BYTES)


def clean_controls(text: str) -> str:
    """Drop what XML 1.0 forbids, C1 controls, noncharacters, soft hyphens and zero-width spaces."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def _decode_broken(body: bytes, content_type: str | None) -> str:
    """Decode what is not UTF-8 throughout."""
    for label in _declared(body, content_type):
        if label in ("utf-8", "utf-16", "utf-32"):
            continue
        try:
            return body.decode(label)
        except UnicodeDecodeError:
            text = body.decode(label, "replace")
            if text.count("\ufffd") * 100 < _non_ascii(body):
                return text
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(map(text.count, "“”’–—éüöäß")) if len(text) > 100_000 else _beyond_ascii(text)
    if valid - broken > broken:
        return text
    return body.decode("cp1252", "replace")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The codecs that document and header name, those that Python does not know left out."""
    labels = []
    found = _DECLARATION.search(body[:_DECLARATION_WITHIN])
    if found:
        labels.append(found[1].decode("ascii"))
    header = _HEADER_CHARSET.search(content_type or "")
    if header:
        labels.append(header[1])
    known = []
    for label in labels:
        try:
            name = codecs.lookup(label).name
            "".encode(name)
        except (LookupError, UnicodeError, TypeError):
            continue
        known.append(_WHATWG.get(name, name))
    return known


def _non_ascii(body: bytes) -> int:
    """How many bytes have the high bit."""
    return len(body) - len(body.translate(None, bytes(range(128, 256))))


def _beyond_ascii(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))
