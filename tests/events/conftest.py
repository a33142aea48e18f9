from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.events import extract
from timeline.models import Article, EventMention
from timeline.temporal import find

Read = Callable[..., list[EventMention]]


@pytest.fixture
def read() -> Read:
    """Read a text as an article of 12 January 2026 (a Monday) and give its mentions."""

    def run(
        text: str,
        title: str = "",
        published: str | None = "2026-01-12",
        language: str | None = "en",
        key: str = "a",
    ) -> list[EventMention]:
        article = Article(title=title, text=text, id=key, language=language, published=published)
        return extract(article, find(article.text, article.dct, language or "en"))

    return run


@pytest.fixture
def dated(read: Read) -> Callable[..., EventMention]:
    """Read a text and give the mention of its last dated expression."""

    def run(text: str, **options: str | None) -> EventMention:
        found = [m for m in read(text, **options) if m.kind == "dated"]
        assert found, f"no dated expression in {text!r}"
        return found[-1]

    return run
