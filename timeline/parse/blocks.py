"""A plain reading of a page: its paragraphs, without what class names and links give away.

Two passes over the tree, no scores. It is right on most news pages and knows nothing of odd ones,
so `text` believes it only where an independent extractor says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import zip_longest

from lxml.html import HtmlElement

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "li", "blockquote", "pre", "dd", "dt", "td", "th", "h1", *_HEADINGS})
_CONTAINERS = frozenset(
    {"article", "body", "center", "details", "div", "dl", "hgroup", "html", "main", "ol", "section",
     "table", "tbody", "tfoot", "thead", "tr", "ul", "aside", "fieldset", "figcaption", "figure",
     "footer", "form", "header", "address"}
)  # fmt: skip
_STRUCTURE = _BLOCKS | _CONTAINERS
_FURNITURE_TAGS = frozenset(
    {"address", "article", "aside", "figcaption", "figure", "footer", "form", "header", "h1"}
)
_FURNITURE_ROLES = frozenset(
    {"navigation", "complementary", "search", "banner", "contentinfo", "dialog"}
)
_FURNITURE_MOST = 0.3
"""What holds a larger share of the paragraphs is no furniture, whatever it is called."""
_CONTENT_LEAST = 0.9
"""The content is the innermost container with this share of the paragraphs' characters."""
_LINKED_MOST = 0.6
_LONG_PARAGRAPH = 150
_SHORT_RUN = 30
_SENTENCE_END = re.compile(r"[.!?…:;,。！？”\"»]$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class _Box:
    """A container: its parent's index, whether it is named as furniture, its paragraphs' size."""

    parent: int
    furniture: bool
    mass: int = 0


@dataclass(slots=True)
class _Block:
    """A paragraph, heading, item or anonymous run of text."""

    box: int
    tag: str
    text: str
    linked: int


@dataclass(slots=True)
class _Page:
    """What the first pass collects."""

    boxes: list[_Box] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)


def read_blocks(root: HtmlElement) -> str:
    """Read the main text of a pruned page.

    Args:
        root: any element; not changed.

    Returns:
        Paragraphs separated by one newline; empty if there are none.
    """
    inner = _with_structure(root)
    page = _Page([_Box(-1, furniture=False)])
    _collect(root, 0, page, inner)
    _weigh(page)
    allowed = _content(page)
    kept = [b for b in page.blocks if allowed[b.box] and _is_prose(b)]
    return "\n".join(b.text for b in _without_idle_headings(kept))


def _with_structure(root: HtmlElement) -> set[HtmlElement]:
    """The elements that have a block or container inside."""
    found: set[HtmlElement] = set()
    for element in root.iter(*_STRUCTURE):
        parent = element.getparent()
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parent.getparent()
    return found


def _collect(element: HtmlElement, box: int, page: _Page, inner: set[HtmlElement]) -> None:
    """Cut an element's content into blocks; inline content between blocks is a block too.

    As in CSS 2.1, 9.2.1.1 (anonymous block boxes).
    """
    run = [element.text] if element.text else []
    linked = 0
    for child in element:
        tag = child.tag
        if tag in _STRUCTURE or child in inner:
            _emit(page, box, "run", run, linked)
            run, linked = [], 0
            _enter(child, box, page, inner)
        elif not _is_hidden(child):
            words = list(child.itertext())
            run.extend(words)
            linked += sum(map(len, words)) if tag == "a" else _linked(child)
        if child.tail:
            run.append(child.tail)
    _emit(page, box, element.tag if element.tag in _BLOCKS else "run", run, linked)


def _enter(element: HtmlElement, box: int, page: _Page, inner: set[HtmlElement]) -> None:
    """Read a block or container; furniture without paragraphs has nothing to say."""
    tag = element.tag
    if tag in _STRUCTURE:
        furniture = _is_furniture(element)
        if furniture and tag != "p" and element.find(".//p") is None:
            return
        page.boxes.append(_Box(box, furniture))
        box = len(page.boxes) - 1
    if element in inner:
        _collect(element, box, page, inner)
    else:
        kind = tag if tag in _BLOCKS else "run"
        _emit(page, box, kind, list(element.itertext()), _linked(element))


def _emit(page: _Page, box: int, tag: str, pieces: list[str], linked: int) -> None:
    """Add a block, if there is any text in it."""
    text = " ".join("".join(pieces).split()) if pieces else ""
    if text:
        page.blocks.append(_Block(box, tag, text, linked))


def _linked(element: HtmlElement) -> int:
    """Characters inside links."""
    return sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))


def _weigh(page: _Page) -> None:
    """Sum the characters of paragraphs that are not mostly links, in every box around them."""
    for block in page.blocks:
        size = len(block.text)
        if block.tag == "p" and block.linked < _LINKED_MOST * size:
            box = block.box
            while box >= 0:
                page.boxes[box].mass += size
                box = page.boxes[box].parent


def _content(page: _Page) -> list[bool]:
    """For each box, whether it lies in the content and in no furniture."""
    total = page.boxes[0].mass
    content = 0
    for index, box in enumerate(page.boxes):
        if box.parent == content and total and box.mass >= _CONTENT_LEAST * total:
            content = index
    allowed: list[bool] = []
    for index, box in enumerate(page.boxes):
        inside = index == content or (box.parent >= 0 and allowed[box.parent])
        named = box.furniture and box.mass <= _FURNITURE_MOST * total
        allowed.append(inside and not named)
    return allowed


def _is_prose(block: _Block) -> bool:
    """Whether a block reads like text and not like a list of links or a label."""
    size = len(block.text)
    if block.linked > _LINKED_MOST * size and not (block.tag == "p" and size > _LONG_PARAGRAPH):
        return False
    return not (block.tag == "run" and size < _SHORT_RUN and not _SENTENCE_END.search(block.text))


def _without_idle_headings(blocks: list[_Block]) -> Iterator[_Block]:
    """Leave out headings that introduce nothing."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.tag in _HEADINGS and (following is None or following.tag in _HEADINGS):
            continue
        yield block


def _is_furniture(element: HtmlElement) -> bool:
    """Whether tag, role, style or the words of class and id say that this is not the article."""
    if element.tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return True
    if _is_hidden(element):
        return True
    words = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(words) > 1 and _names_furniture(words)


def _is_hidden(element: HtmlElement) -> bool:
    """Whether the markup itself hides the element."""
    return (
        element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or "display:none" in (element.get("style") or "").replace(" ", "")
    )


@lru_cache(maxsize=4096)
def _names_furniture(words: str) -> bool:
    """Whether one of the words of class and id does; they repeat, so it is remembered."""
    return bool(_furniture().search(_CAMEL.sub("-", words)))


@cache
def _furniture() -> re.Pattern[str]:
    """The words of `boilerplate.txt` as one pattern."""
    text = resources.files("timeline.parse").joinpath("boilerplate.txt").read_text("utf-8")
    words = [line for line in text.split("\n") if line and not line.startswith("#")]
    choices = "|".join(re.escape(word).replace(r"\*", r"[a-z]*") for word in words)
    return re.compile(rf"(?:^|[\s_-])(?:{choices})(?=$|[\s_-])", re.I)
