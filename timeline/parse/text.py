"""The article's text: a plain reading if an independent witness agrees, else trafilatura's.

Most news pages are easy, and trafilatura spends 8 ms on each. So a plain reading (`blocks`) is
compared with the text that the page's JSON-LD has, or with Resiliparse's; where they agree, as on
88% of our news pages, they are right more often than trafilatura (text F1 .967 against .956;
`tests/benchmarks/extract.py` measures the whole). Elsewhere trafilatura decides, in its slower
default mode where its text is short and Resiliparse sees another one.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from functools import cache

from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.settings import MANUALLY_CLEANED, Document, Extractor

from timeline.parse.blocks import drop_idle, read_blocks
from timeline.parse.encoding import clean_controls
from timeline.parse.html import text_of

MAX_TEXT = 300_000
"""Characters; the longest of our 1,179 news pages has a third of that."""

_KEPT = frozenset({"head", "form", "figure", "time", "label", "fieldset", "legend"})
_STRIPPED = tuple(
    sorted(
        {"script", "style", "svg", "iframe", "noscript", "nav", "select", "button", "input",
         "dialog", "menu", "meta", *MANUALLY_CLEANED} - _KEPT
    )
)  # fmt: skip
_SWALLOWING = ("button", "select", "dialog", "nav", "menu", "noscript", "label", "aside", "footer")
_SWALLOWED = 0.6
_MAIN_SHARE = 0.8
_SHORT_TEXT = 1_500
_SAME = 0.85
"""Word F1 from which two readings are the same text."""
_WITNESSED = 0.9
"""Word F1 from which a reading is the text that the page's own metadata has."""
_OTHER = 0.6
"""Word F1 below which they are different ones."""
_LONG_WORD = 20
_CHARACTER = re.compile(r"\w")


def prune(root: HtmlElement) -> None:
    """Remove, in place, elements that never hold an article's text; a `<br>` becomes a space.

    One that holds most of the paragraphs was never closed and stays, as a `<div>`.
    """
    suspects = [e for e in root.iter(*_SWALLOWING) if next(e.iter("p"), None) is not None]
    most = _SWALLOWED * _mass(root) if suspects else 0
    for element in suspects:
        if _mass(element) > most:
            element.tag = "div"
    etree.strip_elements(root, *_STRIPPED, with_tail=False)
    for line_break in root.iter("br"):
        tail = line_break.tail or ""
        if not tail[:1].isspace():
            line_break.tail = f" {clean_controls(tail)}"


def article_text(root: HtmlElement, witness: str = "") -> str:
    """Extract the main text of a pruned page.

    Args:
        root: the pruned tree, which is used up.
        witness: the text as the page's metadata has it, if they do.

    Returns:
        Paragraphs separated by one newline, as many whole ones as fit into `MAX_TEXT`; empty if
        none were found.
    """
    return _capped(_read(root, witness))


def _read(root: HtmlElement, witness: str) -> str:
    """The main text of whatever length."""
    base = _narrow(root)
    plain = read_blocks(base)
    if plain and witness and _similarity(plain, witness) >= _WITNESSED:
        return tidy(plain)
    rival = _quick_text(base)
    if plain and _similarity(plain, rival) >= _SAME:
        return tidy(plain)
    drop_idle(base)
    text = _extract(base, fast=True)
    if len(text) < _SHORT_TEXT and rival and _similarity(text, rival) < _OTHER:
        text = _extract(base, fast=False) or text
    return tidy(text)


def _capped(text: str) -> str:
    """The paragraphs that fit."""
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT].rpartition("\n")[0] or text[:MAX_TEXT]


def tidy(text: str) -> str:
    """One newline between paragraphs, one space between words, no control characters."""
    lines = (" ".join(clean_controls(line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _narrow(root: HtmlElement) -> HtmlElement:
    """The page with nothing but `<main>` or `<article>` where that holds the paragraphs."""
    total = _mass(root)
    if not total:
        return root
    for tag in ("main", "article"):
        found = list(root.iter(tag))
        if not found:
            continue
        best = max(found, key=_mass)
        if _mass(best) >= _MAIN_SHARE * total:
            page = root.makeelement("html")
            body = etree.SubElement(page, "body")
            body.append(best)
            return page
    return root


def _mass(element: HtmlElement) -> int:
    """Characters of text in the paragraphs inside an element."""
    return sum(len(text_of(p)) for p in element.iter("p"))


def _extract(root: HtmlElement, *, fast: bool) -> str:
    """Run trafilatura on a tree; empty if it finds nothing."""
    if len(root) == 0:
        return ""
    found = bare_extraction(root, options=copy(_options(fast)))
    return (found.text or "") if isinstance(found, Document) else ""


@cache
def _options(fast: bool) -> Extractor:
    """Trafilatura's options, built once: body text alone, no state between documents."""
    return Extractor(output_format="python", fast=fast, comments=False, dedup=False)


def _quick_text(root: HtmlElement) -> str:
    """Resiliparse's idea of the main text, from the pruned tree."""
    page = etree.tostring(root, encoding="unicode", method="html")
    return str(
        extract_plain_text(page, main_content=True, alt_texts=False, preserve_formatting=False)
    )


def _similarity(one: str, other: str) -> float:
    """F1 of the two bags of words, or of characters where the script does not part words."""
    left, right = one.split(), other.split()
    if len(one) >= _LONG_WORD * len(left) or len(other) >= _LONG_WORD * len(right):
        left, right = _CHARACTER.findall(one), _CHARACTER.findall(other)
    if not left and not right:
        return 1.0
    common = len(left) - (Counter(left) - Counter(right)).total()
    return 2 * common / (len(left) + len(right))
