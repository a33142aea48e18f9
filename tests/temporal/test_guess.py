"""The language of a few words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.temporal.guess import guess_language, languages

DATA = Path(__file__).parents[1] / "data" / "timex"


@pytest.mark.parametrize("code", languages())
def test_most_of_the_gold_sentences_tell_their_language(code: str) -> None:
    lines = (DATA / f"{code}.jsonl").read_text("utf-8").splitlines()
    guesses = [guess_language(json.loads(line)["text"]) for line in lines]
    assert guesses.count(code) >= 0.9 * len(lines)


@pytest.mark.parametrize("text", ["", "2024-07-09", "Xyzzy 12 plugh", "…"])
def test_what_has_no_words_has_no_language(text: str) -> None:
    assert guess_language(text) is None
