"""The article's text: pruned first, then trafilatura's fast mode, cross-checked when short."""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from functools import cache

from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura import bare_extraction
from trafilatura.settings import MANUALLY_CLEANED, Document, Extractor

from timeline.parse.encoding import clean_controls

_KEPT = frozenset({"head", "form", "figure", "time", "label", "fieldset", "legend"})
_STRIPPED = tuple(
    sorted(
        {"script", "style", "svg", "iframe", "noscript", "nav", "select", "button", "input",
         "dialog", "menu", "meta", *MANUALLY_CLEANED} - _KEPT
    )
)  # fmt: skip
_MAIN_SHARE = 0.8
_SHORT_TEXT = 1_500
_AGREEMENT = 0.6
_DEEP = 200
_WORD = re.compile(r"\w+")
_SPACES = re.compile(r"[^\S\n]+")


def prune(root: HtmlElement) -> None:
    """Remove, in place, elements that never hold an article's text."""
    etree.strip_elements(root, *_STRIPPED, with_tail=False)


def article_text(root: HtmlElement) -> str:
    """Extract the main text of a pruned page.

    Args:
        root: the pruned tree, which is used up.

    Returns:
        Paragraphs separated by one newline; empty if none were found.
    """
    base = _narrow(root)
    text = _extract(base, fast=True)
    if len(text) < _SHORT_TEXT and depth(root) < _DEEP:
        rival = _quick_text(root)
        if rival and _similarity(text, rival) < _AGREEMENT:
            text = _extract(base, fast=False) or text
    return tidy(text)


def tidy(text: str) -> str:
    """One newline between paragraphs, one space between words, no control characters."""
    lines = (_SPACES.sub(" ", line).strip() for line in clean_controls(text).split("\n"))
    return "\n".join(line for line in lines if line)


def depth(root: HtmlElement) -> int:
    """How deep elements are nested, counted along first and last children up to the limit."""
    deepest = 0
    level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            level += 1
            deepest = max(deepest, level)
        else:
            level -= 1
    return deepest


def _narrow(root: HtmlElement) -> HtmlElement:
    """The page with nothing but `<main>` or `<article>` where that holds the paragraphs."""
    total = sum(_length(p) for p in root.iter("p"))
    if not total:
        return root
    for tag in ("main", "article"):
        found = list(root.iter(tag))
        if not found:
            continue
        best = max(found, key=lambda e: sum(_length(p) for p in e.iter("p")))
        if sum(_length(p) for p in best.iter("p")) >= _MAIN_SHARE * total:
            page = root.makeelement("html")
            body = etree.SubElement(page, "body")
            body.append(best)
            return page
    return root


def _length(element: HtmlElement) -> int:
    """Characters of text inside an element."""
    return sum(map(len, element.itertext()))


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
    tree = HTMLTree.parse(etree.tostring(root, encoding="unicode", method="html"))
    return str(
        extract_plain_text(tree, main_content=True, alt_texts=False, preserve_formatting=False)
    )


def _similarity(one: str, other: str) -> float:
    """F1 of the two bags of words."""
    left, right = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    common = sum((left & right).values())
    total = sum(left.values()) + sum(right.values())
    return 2 * common / total if total else 1.0
