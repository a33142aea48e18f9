import codecs

import pytest

from timeline.parse.encoding import clean_controls, decode, looks_binary, utf8

WORD = "Brücke „é“ – 3 €"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (WORD.encode(), None),
        (codecs.BOM_UTF8 + WORD.encode(), None),
        (WORD.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + WORD.encode("utf-16-be"), None),
        (WORD.encode("utf-32"), None),
        (WORD.encode("cp1252"), None),
        (WORD.encode("cp1252"), "text/html; charset=utf-8"),
        (WORD.encode("cp1252"), "text/html; charset=x-no-such-thing"),
        (WORD.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (WORD.encode(), "text/html; charset=iso-8859-1"),
    ],
)
def test_decode(body, content_type):
    assert decode(body, content_type) == WORD


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-1251", "cp1251", "Міст відкрито"),
        ("shift_jis", "cp932", "橋が開通①"),
        ("GB2312", "gb18030", "大桥通车镕"),
        ("euc-kr", "cp949", "다리 개통 똠"),
        ("iso-8859-9", "cp1254", "köprü açıldı €"),
    ],
)
def test_the_documents_own_declaration(label, codec, text):
    html = f'<html><head><meta charset="{label}"></head><body>{text}</body></html>'
    assert text in decode(html.encode(codec))
    assert text in decode(text.encode(codec), f"text/html; charset={label}")


def test_utf_8_with_a_few_broken_bytes_stays_utf_8():
    body = ("Über die Brücke für Fußgänger " * 40).encode() + b"\xff\xfe kaputt"
    assert decode(body).count("\ufffd") == 2
    assert "Brücke" in decode(body)


def test_utf_16_without_mark():
    assert decode("<p>é</p>".encode("utf-16-le")) == "<p>é</p>"
    assert decode("<p>é</p>".encode("utf-16-be")) == "<p>é</p>"


@pytest.mark.parametrize(
    "body", [b"", b"\0", b"\xff", b"\xfe\xff\xd8", b"<meta charset=utf-16>\xe9"]
)
def test_never_raises(body):
    decode(body).encode("utf-8", "replace")
    utf8(body).decode("utf-8")


def test_utf8_leaves_good_bytes_and_drops_controls():
    assert utf8(codecs.BOM_UTF8 + "ä\0b\x0bc\td".encode()) == "äbc\td".encode()


def test_controls():
    assert clean_controls("a\0b\u0085c\u00add\u200be\ufefff\n\tg") == "ab\u0085cdef\n\tg"


@pytest.mark.parametrize(
    ("body", "binary"),
    [
        (b"%PDF-1.7", True),
        (bytes(range(256)), True),
        ("ж".encode("utf-16"), False),
        (b"a\0b", False),
    ],
)
def test_binary(body, binary):
    assert looks_binary(body) is binary
