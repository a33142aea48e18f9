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
        # Both of two who are named together; with and without a middle name.
        ("Ada Lund and Jon Dahl met. Ada B. Lund left. Norway sent Lund to Dahl on 3 May 2024.",
         "Norway sent Ada Lund to Jon Dahl"),
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


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # Before the name, behind it without an office, behind it with one.
        ("Cabinet minister Ada Lund resigned from the party on Friday.",
         "Cabinet minister Ada Lund resigned from the party"),
        ("Cabinet minister Ada Lund spoke. On Friday, Lund left Oslo for Rome.",
         "Cabinet minister Ada Lund left Oslo for Rome"),
        ("Ada Lund, a Norwegian photographer, left Oslo for Rome on Friday.",
         "Norwegian photographer Ada Lund left Oslo for Rome"),
        ("Ada Lund, a photographer for Polar Pictures, left Oslo for Rome on Friday.",
         "Ada Lund, a photographer for Polar Pictures, left Oslo for Rome"),
        ("Ada Lund, Telenor's president and chief executive, left Oslo for Rome on Friday.",
         "Ada Lund, Telenor's president and chief executive, left Oslo for Rome"),
        ("Ada Lund, head of the U.N. mission, left Oslo for Rome on Friday.",
         "Ada Lund, head of the U.N. mission, left Oslo for Rome"),
        ("United Nations worker Ada Lund spoke. On Friday, Lund left Oslo for Rome.",
         "United Nations worker Ada Lund left Oslo for Rome"),
        # Named behind the role that the sentence is about.
        ("The new director of Polar Pictures, Ada Lund, met the press. On Friday, Lund left Oslo.",
         "Ada Lund, the new director of Polar Pictures, left Oslo"),
        # What they do to others is no appointment of theirs.
        ("Mayor Ada Lund spoke. On Friday, Ada Lund named a new envoy to Peru.",
         "Mayor Ada Lund named a new envoy to Peru"),
        # In an object and before a possessive.
        ("Ada Lund, a singer, fled. On Friday, Norway arrested Ada Lund.",
         "Norway arrested singer Ada Lund"),
        ("Ada Lund, a singer, fled. On Friday, Norway rejected Ada Lund's plea for mercy.",
         "Norway rejected singer Ada Lund's plea for mercy"),
    ],
)  # fmt: skip
def test_a_person_is_introduced_as_the_article_does(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title


@pytest.mark.parametrize(
    "role",
    [
        "his lawyer", "a spokesman", "the company's president", "44", "who was tired",
        "a winner in 2019", "a lawyer representing the family", "a friend of many years",
        "in a letter to the family of the victims of the fire",
    ],
)  # fmt: skip
def test_what_says_too_little_or_too_much_is_no_role(dated: Dated, role: str) -> None:
    mention = dated(f"Ada Lund, {role}, left Oslo. On Friday, Ada Lund flew to Rome.")
    assert mention.title == "Ada Lund flew to Rome"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # The role is said, or is what they came by; a list; somebody whom everybody knows.
        ("Senator Ada Lund spoke. On Friday, Norwegian Senator Ada Lund left for Rome.",
         "Norwegian Senator Ada Lund left for Rome"),
        ("Mayor Ada Lund spoke. On Friday, Ada Lund was elected by the council.",
         "Ada Lund was elected by the council"),
        ("Mayor Ada Lund spoke. On Friday, Ada Lund and Jon Dahl flew to Rome.",
         "Ada Lund and Jon Dahl flew to Rome"),
        ("President Barack Obama spoke. On Friday, Barack Obama flew to Rome.",
         "Barack Obama flew to Rome"),
        # An office need not have been held long ago; a profession was.
        ("Mayor Ada Lund spoke. In 1999, Ada Lund flew to Rome.", "Ada Lund flew to Rome"),
        ("Singer Ada Lund spoke. In 1999, Ada Lund flew to Rome.", "Singer Ada Lund flew to Rome"),
    ],
)  # fmt: skip
def test_a_role_is_said_where_it_is_true_and_new(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Nordic Ocean Trust (NOT) and the Bergen Fishing Group (BFG) quarrelled. On Friday, "
         "the BFG opened an office in Rome.", "The Bergen Fishing Group opened an office in Rome"),
        # Initials without brackets; small words between; "the" where the article says it.
        ("The head of the Board for Inland Lakes left. On Friday, BIL closed the port.",
         "The Board for Inland Lakes closed the port"),
        ("The Bergen Fishing Group quarrelled. On Friday, BFG members closed the port.",
         "Bergen Fishing Group members closed the port"),
        # Two phrases of these initials, an acronym that everybody knows, one that is nowhere said.
        ("The Bergen Fishing Group met Big Fine Gems. On Friday, the BFG closed the port.",
         "The BFG closed the port"),
        ("The Fine Boat Industry grew. On Friday, the FBI closed the port.",
         "The FBI closed the port"),
        ("Nobody came. On Friday, the BFG closed the port.", "The BFG closed the port"),
    ],
)  # fmt: skip
def test_an_acronym_is_said_in_full(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title


def test_charts_keep_the_acronym_and_leave_the_role_out(dated: Dated) -> None:
    mention = dated(
        "Mayor Ada Lund of the Bergen Fishing Group (BFG) spoke. "
        "On Friday, Lund left the BFG for a seat in parliament."
    )
    assert mention.title == "Mayor Ada Lund left the Bergen Fishing Group for a seat in parliament"
    assert mention.short_title == "Ada Lund left BFG for seat in parliament"
