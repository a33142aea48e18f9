"""Every language's words in any order: nothing breaks, spans and EDTF stay sound."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import edtf
from timeline.temporal import find
from timeline.temporal.language import load

LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "pl", "it")
NUMBERS = ("0", "1", "7", "12", "24.12.", "31", "60", "90", "100", "476", "1914", "1990", "2024")
SEPARATORS = (" ", " ", " ", ", ", "-", " – ", ". ", "\n", "\n\n", "/", "'", ":")


def texts(language: str) -> st.SearchStrategy[str]:
    lexicon = load(language)
    words = st.sampled_from((*sorted(lexicon.words), *sorted(lexicon.exact)))
    token = st.one_of(words, words, st.sampled_from(NUMBERS), st.just("Xyz"))
    pair = st.tuples(token, st.sampled_from(SEPARATORS))
    return st.lists(pair, min_size=1, max_size=9).map(
        lambda pairs: "".join(word + separator for word, separator in pairs)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dct", [date(2024, 7, 10), None])
def test_any_words_in_any_order(language: str, dct: date | None) -> None:
    @settings(max_examples=60, deadline=None)
    @given(texts(language))
    def check(text: str) -> None:
        end = 0
        for timex in find(text, dct=dct, language=language):
            assert text[timex.start : timex.end] == timex.text
            assert timex.start >= end
            end = timex.end
            if timex.edtf is not None:
                value = edtf.parse(timex.edtf)
                assert value.earliest == timex.earliest
                assert value.latest == timex.latest

    check()
