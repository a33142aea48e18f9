"""The work grows with the text and not faster, whatever the text is.

Counted is work, not time: how many patterns are tried, and over how many symbols.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from timeline.temporal import find, tagger
from timeline.temporal.encode import encode
from timeline.temporal.grammar import DISPATCH, MACROS
from timeline.temporal.language import load
from timeline.temporal.rules import registry

DCT = date(2024, 7, 10)
HOSTILE = {
    "dates": "3 May 2024, ",
    "years": "2024, ",
    "digits": "7",
    "spaces": " ",
    "newlines": "\n",
    "words": "x",
    "months": "May ",
    "modifiers": "the end of the beginning of ",
    "ranges": "from 3 to 5 - ",
    "numbers": "two hundred and ",
    "units": "a year ago a year earlier ",
    "commas": "May, ",
    "opened": "between between ",
    "clocks": "10:30 ",
    "dots": "1.2.3.",
    "phrases": "day before ",
}


def tries(text: str) -> int:
    rules = tagger.grammar("en")
    code = encode(text, load("en")).code
    return sum(
        len(rules.candidates(code[at.start() : at.start() + DISPATCH]))
        for at in rules.triggers.finditer(code)
    )


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_tries_grow_with_the_text(piece: str) -> None:
    small, large = piece * 100, piece * 1000
    assert tries(large) <= 10 * tries(small) + 200


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_long_hostile_texts_are_read(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    for one in find(text, DCT):
        assert text[one.start : one.end] == one.text


def test_a_megabyte_without_spaces_and_many_digits() -> None:
    assert find("x" * 1_000_000, DCT) == []
    assert find("9" * 100_000, DCT) == []
    assert len(find(", ".join(["3 May 2024"] * 200), DCT)) == 200


def test_no_pattern_repeats_without_bound() -> None:
    """A match then looks at a bounded stretch of symbols, so a text costs what it is long."""
    sources = [pattern for rule in registry().rules for pattern in rule.patterns]
    for source in [*sources, *MACROS.values()]:
        plain = re.sub(r"\\.|\[[^\]]*\]", "", source)
        assert not re.search(r"[*+]|\{\d*,\}", plain), source


def test_long_texts_are_the_sum_of_their_parts() -> None:
    paragraph = "It opened on 3 May 2024 and closed in June 2025. " * 20 + "\n\n"
    text = paragraph * 100
    found = find(text, DCT)
    assert len(found) == 2 * 20 * 100
    assert all(text[one.start : one.end] == one.text for one in found)
