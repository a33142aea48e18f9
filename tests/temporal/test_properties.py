"""What holds for every text, day of writing and language."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import edtf as library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import edtf
from timeline.temporal import explain, find

LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "pl", "it")
DAYS = st.dates(date(1700, 1, 1), date(2190, 12, 31))
WORDS = """
in on the of from to until since by between and early late mid end beginning about 5 3rd 31 12 2024
1999 44 BC 1990s century 19th July may March Monday friday last next this week month year years ago
two three days later earlier spring winter Q3 quarter first half fiscal noon 10 a.m. 5:30 pm
yesterday tomorrow every daily now recently Christmas - – / . , ; ( ) $ % 2024-07-09 7/8/07 20 000
1,500 it was will be said decade fortnight
"""
PIECES = st.sampled_from(WORDS.split())
PERIODS = st.sampled_from(
    [
        "spring 2022",
        "Q3 2023",
        "the first half of 2023",
        "the 1990s",
        "the 18th century",
        "last week",
        "May 2023",
        "2024",
        "9 July 2024",
        "the weekend",
        "fiscal 2024",
        "44 BC",
        "next summer",
    ]
)
PHRASES = st.tuples(
    st.sampled_from(
        ["since", "until", "by", "from", "between", "about", "early", "the end of", ""]
    ),
    PERIODS,
    st.sampled_from([" to ", " and ", "–", ", "]),
    PERIODS,
).map(lambda parts: f"It was {parts[0]} {parts[1]}{parts[2]}{parts[3]}.")
TEXTS = st.one_of(PHRASES, st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join))


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.one_of(st.none(), DAYS), st.sampled_from(LANGUAGES))
def test_every_answer_is_sound(text: str, dct: date | None, language: str) -> None:
    found, refused = explain(text, dct, language)
    end = 0
    for one in found:
        assert text[one.start : one.end] == one.text
        assert end <= one.start < one.end
        end = one.end
        assert one.value
        assert one.rule
        if one.edtf is None:
            assert one.earliest is None
            assert one.latest is None
            continue
        value = edtf.parse(one.edtf)
        assert value.value == one.edtf
        assert (one.earliest, one.latest) == (value.earliest, value.latest)
        if value.earliest_day is not None and value.latest_day is not None:
            assert value.earliest_day <= value.latest_day
        assert str(library.parse_edtf(one.edtf)) == one.edtf
        if one.interval:
            edtf.parse(one.interval)
            assert str(library.parse_edtf(one.interval)) == one.interval
    for no in refused:
        assert text[no.start : no.end] == no.text
        assert no.reason
    assert (found, refused) == explain(text, dct, language)


RELATIVE = {
    "en": "He came yesterday, left two days ago and will be back tomorrow; 10 days from now.",
    "de": "Er kam gestern, ging vor zwei Tagen und kommt morgen.",
    "es": "Llegó ayer y se fue hace dos días.",
    "uk": "Він приїхав учора, а позавчора поїхав.",
}


@pytest.mark.parametrize("language", RELATIVE)
@settings(max_examples=40, deadline=None)
@given(dct=DAYS)
def test_a_day_later_relative_days_are_a_day_later(language: str, dct: date) -> None:
    text = RELATIVE[language]
    today = find(text, dct, language)
    after = find(text, dct + timedelta(days=1), language)
    assert len(today) >= 2
    for one, two in zip(today, after, strict=True):
        assert one.edtf is not None
        assert two.edtf is not None
        first, second = edtf.parse(one.edtf), edtf.parse(two.edtf)
        assert first.earliest_day is not None
        assert second.earliest_day == first.earliest_day + 1


def test_threads_get_what_one_alone_gets() -> None:
    texts = [f"It began on {day} May 2024 and ended last week, in {1900 + day}." for day in
             range(1, 32)]  # fmt: skip
    alone = [find(text, date(2024, 7, 10)) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: find(text, date(2024, 7, 10)), texts * 4))
    assert together == alone * 4
