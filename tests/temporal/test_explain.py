"""What was refused is told with a reason, and every date with its way."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from timeline.temporal import RULES_VERSION, asking, explain, find

DCT = date(2024, 7, 10)

REFUSED = [
    ("See Article 5 of the treaty.", "Article 5", "a number that labels something"),
    ("It closed on 30 February 2024.", "30 February 2024", "no such day in the calendar"),
    ("A shop open 24/7 is near.", "24/7", "a ratio"),
    ("The bill got 2008 votes.", "2008", "a quantity"),
    ("A Peugeot 2008 hit the fence.", "2008", "part of a name"),
    ("He fell asleep at about 1100.", "1100", None),
    ("The bus left at 1705.", "1705", "a time of day"),
    ("It is at /2024/07/09/story now", "2024/07/09", "part of a code or address"),
    ("May I come in?", "May", "a verb, by the pronoun after it"),
    ("The 44-year-old won.", "The 44-year-old", "an age"),
    ("It costs $2,000.", "2,000", None),
]


@pytest.mark.parametrize(
    "text", ["They looked at 2014.", "The abbey was built about 1100.", "It is at its 1930 level."]
)
def test_years_that_are_no_times_of_day(text: str) -> None:
    assert [one.type for one in find(text, DCT)] == ["DATE"]


@pytest.mark.parametrize(("text", "words", "reason"), REFUSED)
def test_refusals_have_reasons(text: str, words: str, reason: str | None) -> None:
    found, refused = explain(text, DCT)
    assert words not in [one.text for one in found]
    if reason is not None:
        assert (words, reason) in [(one.text, one.reason) for one in refused]


def test_a_date_tells_how_it_was_resolved() -> None:
    one = find("They will decide by Friday.", date(2026, 1, 12))[0]
    assert one.rule == "weekday"
    assert one.said == ("weekday",)
    assert one.implied == ("year", "month", "day")
    assert any("day of writing" in step for step in one.path)
    assert any("becomes" in step for step in one.path)
    assert RULES_VERSION


def test_dateparser_says_what_the_words_mean_and_its_inventions_are_rejected() -> None:
    assert find("It opened on 9 July 2024.", None)[0].path[0] == "dateparser"
    assert asking.offset("en", "we") is not None
    assert find("We may march on; the second sun sat with us.", DCT) == []
    assert asking.parts("en", "9 july", "MDY") == (None, 7, 9)
    assert asking.parts("en", "9 july 2024", "MDY", dated=True) == (2024, 7, 9)


def test_the_day_of_writing_is_local() -> None:
    zone = timezone(timedelta(hours=10))
    assert find("It rained today.", datetime(2024, 7, 10, 1, tzinfo=zone))[0].value == "2024-07-10"


def test_history_counts_from_its_own_dates_and_news_from_the_day_of_writing() -> None:
    history = (
        "In 1914 the war began. On 3 August 1914 troops crossed the border; in 1915 they dug in. "
        "By 1916 the front had hardly moved. In February 1916 the battle began, and 21 April saw "
        "a landing. In 1917 it went on."
    )
    days = [one.value for one in find(history, DCT) if one.rule == "day_month"]
    assert days == ["1916-04-21"]
    news = "The ferry sank on 21 April, police said on Monday."
    assert [one.value for one in find(news, DCT)] == ["2024-04-21", "2024-07-08"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She arrived on Wednesday.", "2024-07-10"),
        ("She arrived on Thursday.", "2024-07-04"),
        ("She will arrive on Thursday.", "2024-07-11"),
        ("She will arrive on Wednesday.", "2024-07-10"),
        ("The vote will be held on Thursday.", "2024-07-11"),
        ("The vote was held on Thursday.", "2024-07-04"),
        ("The vote is expected on Thursday.", "2024-07-11"),
        ("The deal, due to be signed on Thursday, is dead.", "2024-07-11"),
        ("She was born in May.", "2024-05"),
        ("She will sing in May.", "2025-05"),
        ("She sang in December.", "2023-12"),
        ("She will sing in December.", "2024-12"),
    ],
)
def test_tense_turns_undated_words(text: str, value: str) -> None:
    assert [one.value for one in find(text, DCT)] == [value]
