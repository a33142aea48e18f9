"""No text of any language breaks the reading, and every row keeps its promises."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.events import extract
from timeline.models import Article, EventMention
from timeline.temporal import find

Read = Callable[..., list[EventMention]]

WORDS = st.sampled_from(
    ["Norwegen", "am", "9. Juli 2024", "die", "der", "und", ",", "(", ")", "„", "“", "«", "»", ":",
     "–", "unterzeichnete", "hat", "que", "el", "martes", "Oslo", "2019", "який", "що", "Київ",
     "9 липня 2024 року", "підписав", "—", ";", ".", "?", "\n", "l'Italie", "a", "signé", "mardi"]
)  # fmt: skip
LANGUAGES = st.sampled_from(["de", "fr", "es", "it", "pl", "ru", "uk", "sv", "ja", "xx"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60), LANGUAGES, st.text(max_size=60))
def test_any_words(words: list[str], language: str, title: str) -> None:
    text = " ".join(words)
    article = Article(title=title.replace("\x00", ""), text=text, id="a", language=language,
                      published="2026-01-12")  # fmt: skip
    for mention in extract(article, find(text, article.dct, language)):
        if mention.state == "rejected":
            assert mention.rejected_reason
            continue
        assert 0 < len(mention.title) <= 120
        assert len(mention.short_title) <= 40
        assert "…" not in mention.title or mention.kind == "headline"
        if mention.kind == "dated":
            assert mention.title[1:] in " ".join(mention.sentence.split()).replace("\n", " ") or (
                "(" in mention.sentence
            )
