"""A plain reading of a page: its paragraphs, without what class names and links give away.

Two passes over the tree, no scores. It is right on most news pages and knows nothing of odd ones,
so `text` believes it only where an independent extractor says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import zip_longest

from lxml.html import HtmlElement

from timeline.parse.html import text_of

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
_DROPPED = _STRUCTURE - {"body", "h1", "html", "main", "p"}
_SEPARATORS = frozenset({"br", "hr", "td", "th"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "complementary", "search", "banner", "contentinfo", "dialog"}
)
_FURNITURE_MOST = 0.3
"""What holds a larger share of the paragraphs is no furniture, whatever it is called."""
_CONTENT_LEAST = 0.9
"""The content is the innermost container with this share of the paragraphs' characters."""
_LINKED_MOST = 0.6
_LITTLE_TEXT = 200
_LONG_PARAGRAPH = 150
_SHORT_RUN = 30
_SENTENCE_END = re.compile(r"[.!?…:;,。！？”\"»]$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\s_-]+")


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


def drop_idle(root: HtmlElement) -> None:
    """Remove, in place, what is named as furniture and says nothing but labels and links.

    What holds no text at all goes, too; what holds paragraphs or much of the text stays.
    Readers that look at every element many times take half the time for what is left.
    """
    _drop_idle(root, most=_FURNITURE_MOST * len(text_of(root)))


def _drop_idle(root: HtmlElement, most: float) -> None:
    for child in list(root):
        if _is_idle_furniture(child, most):
            child.drop_tree()
            continue
        if len(child):
            _drop_idle(child, most)
        if len(child) == 0 and child.tag not in _SEPARATORS and not (child.text or "").strip():
            child.drop_tree()


def _is_idle_furniture(element: HtmlElement, most: float) -> bool:
    tag = element.tag
    if tag not in _DROPPED or not _is_furniture(element):
        return False
    text = text_of(element)
    if len(text) > most or next(element.iter("p"), None) is not None:
        return False
    is_label = len(text) <= _LITTLE_TEXT and not _SENTENCE_END.search(text.rstrip())
    return is_label or _linked(element) > _LINKED_MOST * len(text)


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
    run = element.text or ""
    linked = 0
    for child in element:
        tag = child.tag
        if tag in _STRUCTURE or child in inner:
            _emit(page, box, "run", run, linked)
            run, linked = "", 0
            _enter(child, box, page, inner)
        elif not _is_hidden(dict(child.items())):
            words = text_of(child)
            run += words
            linked += len(words) if tag == "a" else _linked(child)
        if child.tail:
            run += child.tail
    _emit(page, box, element.tag if element.tag in _BLOCKS else "run", run, linked)


def _enter(element: HtmlElement, box: int, page: _Page, inner: set[HtmlElement]) -> None:
    """Read a block or container; furniture without paragraphs has nothing to say."""
    tag = element.tag
    if tag in _STRUCTURE:
        furniture = _is_furniture(element)
        if furniture and tag != "p" and next(element.iter("p"), None) is None:
            return
        page.boxes.append(_Box(box, furniture))
        box = len(page.boxes) - 1
    if element in inner:
        _collect(element, box, page, inner)
    else:
        kind = tag if tag in _BLOCKS else "run"
        _emit(page, box, kind, text_of(element), _linked(element))


def _emit(page: _Page, box: int, tag: str, raw: str, linked: int) -> None:
    """Add a block, if there is any text in it."""
    if raw and not raw.isspace():
        page.blocks.append(_Block(box, tag, " ".join(raw.split()), linked))


def _linked(element: HtmlElement) -> int:
    """Characters inside links."""
    if len(element) == 0 and element.tag != "a":
        return 0
    return sum(len(text_of(link).strip()) for link in element.iter("a"))


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
    if element.tag in _FURNITURE_TAGS:
        return True
    said = dict(element.items())
    if not said:
        return False
    if said.get("role") in _FURNITURE_ROLES or _is_hidden(said):
        return True
    words = f"{said.get('class', '')} {said.get('id', '')}"
    return len(words) > 1 and _names_furniture(words)


def _is_hidden(said: Mapping[str, str]) -> bool:
    """Whether an element's attributes hide it."""
    return (
        said.get("aria-hidden") == "true"
        or "hidden" in said
        or "display:none" in said.get("style", "").replace(" ", "")
    )


@lru_cache(maxsize=4096)
def _names_furniture(words: str) -> bool:
    """Whether one of the words of class and id does; they repeat, so it is remembered."""
    named = _WORD.findall(_CAMEL.sub("-", words).lower())
    if not _NAMES.isdisjoint(named):
        return True
    return any(word.startswith(_BEGINNINGS) for word in named)


def _furniture() -> tuple[frozenset[str], tuple[str, ...]]:
    """The whole words of `boilerplate.txt`, and the beginnings of words."""
    text = resources.files("timeline.parse").joinpath("boilerplate.txt").read_text("utf-8")
    words = [line for line in text.split("\n") if line and not line.startswith("#")]
    beginnings = tuple(word.removesuffix("*") for word in words if word.endswith("*"))
    return frozenset(words), beginnings


_NAMES, _BEGINNINGS = _furniture()
