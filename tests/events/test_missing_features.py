from __future__ import annotations

import pytest

from timeline.events.extract import extract_with_facts
from timeline.models import Article
from timeline.temporal import find

OPEN = [
    ("The rebels seized two bridges on Friday.", {"where:nowhere", "open:several"}),
    ("Police said two men were charged with the slaying on Friday.",
     {"where:nowhere", "open:event"}),
    ("Norway accused the network on Friday.", {"open:body"}),
    ("Norway sent two ships to the city on Friday.", {"open:place"}),
    ("Norway paid the physician on Friday.", {"open:person"}),
    ("Rebels seized two bridges near Aden on Friday.", {"where:said"}),
    ("Norway signed a treaty on Friday.", set()),
    ("Norway joined the council of ministers on Friday.", set()),
]  # fmt: skip


def _facts(text: str) -> set[str]:
    article = Article(title="", text=text, id="a", language="en", published="2026-01-12")
    found = extract_with_facts(article, find(text, article.dct, "en"))
    facts = [facts for mention, facts in found if mention.kind == "dated"][-1]
    return {fact for fact in facts if fact.split(":")[0] in ("open", "where")}


@pytest.mark.parametrize(("sentence", "expected"), OPEN)
def test_what_a_title_leaves_open_is_a_fact(sentence: str, expected: set[str]) -> None:
    assert _facts(sentence) == expected
