from __future__ import annotations

from itertools import pairwise

import pytest

from timeline.sentences import split


def pieces(text: str, language: str | None = "en") -> list[str]:
    return [text[a:b] for a, b in split(text, language)]


CASES = [
    ("en", "It rained. We left.", ["It rained.", "We left."]),
    ("en", "Mr. Jones met Dr. Ito. They spoke.", ["Mr. Jones met Dr. Ito.", "They spoke."]),
    ("en", "J. R. Smith of the U.S. Senate left.", ["J. R. Smith of the U.S. Senate left."]),
    ("en", "He moved to the U.S. The move paid.", ["He moved to the U.S.", "The move paid."]),
    ("en", "It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
    ("en", "On Sept. 3 he left. On Oct. 4 too.", ["On Sept. 3 he left.", "On Oct. 4 too."]),
    ("en", "At 5 p.m. Friday it shut. It rained.", ["At 5 p.m. Friday it shut.", "It rained."]),
    ("en", "“We won.” The crowd sang.", ["“We won.”", "The crowd sang."]),
    ("en", '"Why?" he asked. No one knew.', ['"Why?" he asked.', "No one knew."]),
    ("en", "He left (early.) She stayed.", ["He left (early.)", "She stayed."]),
    ("en", "PARIS (AP) — Trains stopped. Why?", ["PARIS (AP) — Trains stopped.", "Why?"]),
    ("en", "No end here\nA new line", ["No end here", "A new line"]),
    ("en", "He said so.Then he left.", ["He said so.", "Then he left."]),
    ("en", "Ask Example.com or see v1.2 now.", ["Ask Example.com or see v1.2 now."]),
    ("en", "It ended in 2014. 12 people died.", ["It ended in 2014.", "12 people died."]),
    ("en", "Acme Inc. Chairman Bo left.", ["Acme Inc. Chairman Bo left."]),
    ("en", "He works at Acme Inc. “I quit.”", ["He works at Acme Inc.", "“I quit.”"]),
    ("en", "Wait... what? Yes!", ["Wait... what?", "Yes!"]),
    ("de", "Am 9. Juli kam er. Dann ging er.", ["Am 9. Juli kam er.", "Dann ging er."]),
    ("de", "Das ist z. B. ein Test. Gut.", ["Das ist z. B. ein Test.", "Gut."]),
    ("fr", "M. Dupont est parti. Il pleut.", ["M. Dupont est parti.", "Il pleut."]),
    ("es", "Vive en EE.UU. desde 2010. ¿Y tú?", ["Vive en EE.UU. desde 2010.", "¿Y tú?"]),
    ("uk", "Це сталося 2014 р. в Києві. Потім ні.", ["Це сталося 2014 р. в Києві.", "Потім ні."]),
    ("ja", "雨が降った。「帰る。」と言った。", ["雨が降った。", "「帰る。」", "と言った。"]),
    ("hi", "वह गया। वह आया।", ["वह गया।", "वह आया।"]),
    (None, "One. Two.", ["One.", "Two."]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_boundaries(language: str | None, text: str, expected: list[str]) -> None:
    assert pieces(text, language) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "\u2028"])
def test_nothing_comes_of_nothing(text: str) -> None:
    assert split(text, "en") == []


@pytest.mark.parametrize("text", ["...", "?!", ".", "a\n.\nb", "x" * 1000, "“”"])
def test_every_character_but_white_space_is_in_one_sentence(text: str) -> None:
    spans = split(text, "en")
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(x[1] <= y[0] for x, y in pairwise(spans))


@pytest.mark.parametrize("unit", ["a. ", ". ", "A.", "“", "x", "Mr. ", "1.", "!?", "é\u0301"])
def test_a_megabyte_of_anything_is_split(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    covered = sum(end - start for start, end in split(text, "en"))
    assert covered >= len(text.replace(" ", ""))
