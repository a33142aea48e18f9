"""What `<meta>`, `<link>` and `<html>` say, read once into a small index."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from timeline.parse.encoding import clean_controls

_MAX_VALUE = 10_000
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Meta:
    """An index of a page's head.

    Attributes:
        values: `property`, `name`, `itemprop` or `http-equiv` in lower case → contents in order.
        links: `rel` token in lower case → hrefs in order.
        language: what `<html lang>` says.
        direction: `rtl` or `ltr`.
    """

    values: dict[str, list[str]]
    links: dict[str, list[str]]
    language: str | None
    direction: str | None

    def first(self, *names: str) -> str | None:
        """The first non-empty content of the names, in the order asked."""
        for name in names:
            for value in self.values.get(name, ()):
                if value:
                    return value
        return None

    @property
    def said_language(self) -> str | None:
        """The language tag that the page gives: of `<html>`, else of a meta element."""
        return self.language or self.first("og:locale", "content-language", "dc.language")

    def all(self, *names: str) -> list[str]:
        """Every non-empty content of the names."""
        return [v for name in names for v in self.values.get(name, ()) if v]


def read_meta(root: HtmlElement) -> Meta:
    """Index a page's meta and link elements."""
    values: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    for element in root.iter("meta", "link"):
        if element.tag == "link":
            href = one_line(element.get("href"))
            for rel in (element.get("rel") or "").lower().split():
                links.setdefault(rel, []).append(href)
            continue
        content = element.get("content")
        if content is None:
            continue
        value = one_line(content[:_MAX_VALUE])
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name:
                values.setdefault(name.strip().lower(), []).append(value)
    body = root.find("body")
    direction = root.get("dir") or (body.get("dir") if body is not None else None)
    direction = (direction or "").strip().lower()
    return Meta(
        values,
        links,
        root.get("lang") or root.get(_XML_LANG) or root.get("xml:lang"),
        direction if direction in ("rtl", "ltr") else None,
    )


def one_line(text: str | None) -> str:
    """Collapse white space and drop what is not text."""
    return " ".join(clean_controls(text or "").split())
