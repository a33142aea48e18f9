from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.models import EventMention

Dated = Callable[..., EventMention]

LUND = "Ada Lund, 44, and Abdul Elah al-Khatib met the press in Oslo. Reporters trusted Lund. "


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # An object, a possessive, behind a preposition, with a title or a courtesy.
        (f"{LUND}Norway banned Lund on 3 May 2024.", "Norway banned Ada Lund"),
        (f"{LUND}On 3 May 2024 Norway rejected Lund's offer of talks.",
         "Norway rejected Ada Lund's offer of talks"),
        (f"{LUND}On 3 May 2024 Norway gave a prize to Lund.", "Norway gave a prize to Ada Lund"),
        (f"{LUND}On 3 May 2024 Norway arrested Dr. Lund.", "Norway arrested Dr. Ada Lund"),
        (f"{LUND}On 3 May 2024 Norway arrested Ms. Lund.", "Norway arrested Ada Lund"),
        # With or without the Arabic article.
        (f"{LUND}On 3 May 2024 Norway rejected Khatib's plan for Yemen.",
         "Norway rejected Abdul Elah al-Khatib's plan for Yemen"),
    ],
)  # fmt: skip
def test_a_bare_surname_is_said_in_full(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # Two people of that surname.
        (f"{LUND}Eva Lund left. Norway banned Lund on 3 May 2024.", "Norway banned Lund"),
        # A president of that surname who is never named in full.
        (f"{LUND}President Lund left. Norway banned Lund on 3 May 2024.", "Norway banned Lund"),
        # A place, a part of a longer name, a thing that is named after somebody.
        (f"{LUND}Norway opened a school in Lund on 3 May 2024.", "Norway opened a school in Lund"),
        (f"{LUND}On 3 May 2024 Norway banned Lund Shipping from Oslo.",
         "Norway banned Lund Shipping from Oslo"),
        (f"{LUND}On 3 May 2024 Norway banned the Lund party.", "Norway banned the Lund party"),
        # A surname that everybody knows; a word of a quotation.
        ("Vladimir V. Putin spoke. Norway criticised Putin on 3 May 2024.",
         "Norway criticised Putin"),
        (f"{LUND}On 3 May 2024 Norway approved the “bring back Lund” bill.",
         "Norway approved the “bring back Lund” bill"),
        # What opens an article in capitals or with an everyday word is nobody's first name.
        ("Angry Rebels left. Norway armed Rebels on 3 May 2024.", "Norway armed Rebels"),
    ],
)  # fmt: skip
def test_a_word_that_may_be_no_surname_stays(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title


def test_a_title_never_grows_over_its_limit(dated: Dated) -> None:
    said = (
        "Norway and the other members of the council rejected the plan for a lasting peace "
        "in northern Yemen that came from Khatib"
    )
    mention = dated(f"{LUND}On 3 May 2024 {said}.")
    assert len(mention.title) <= 120
    assert "al-Khatib" not in mention.title
