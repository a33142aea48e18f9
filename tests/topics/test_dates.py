"""Which dates of a story matter."""

from __future__ import annotations

import math
import random
from datetime import date

import pytest

from timeline.topics.dates import (
    SAME_DAY_WORTH,
    RankedDate,
    Reference,
    mentioning_articles,
    rank,
)

TURN = "2024-07-09"


def ref(
    day: str, published: str | None, voice: str = "a", *, event: str | None = None, n: int = 0
) -> Reference:
    written = None if published is None else date.fromisoformat(published).toordinal()
    return Reference(day, voice, f"https://{voice}.example/{n}", written, "A sentence.", 0, event)


def dates_of(ranked: list[RankedDate]) -> list[str]:
    return [entry.date for entry in ranked]


def test_a_date_that_text_comes_back_to_beats_a_busy_one() -> None:
    busy = [ref("2024-08-01", "2024-08-01", voice=f"v{n}") for n in range(20)]
    turning = [ref(TURN, "2024-09-01", "x"), ref(TURN, "2024-10-01", "y")]
    assert dates_of(rank(busy + turning)) == [TURN, "2024-08-01"]
    assert dates_of(mentioning_articles(busy + turning)) == ["2024-08-01", TURN]


def test_the_worth_grows_with_the_days_between() -> None:
    first = ref(TURN, TURN)
    [entry] = rank([first, ref(TURN, "2024-07-19")])
    assert entry.score == pytest.approx(2 * SAME_DAY_WORTH + math.log1p(10))


def test_what_lies_before_the_story_counts_from_the_first_article() -> None:
    references = [ref("0476-09-04", "2024-07-19"), ref(TURN, "2024-07-19"), ref(TURN, TURN)]
    ranked = rank(references)
    assert dates_of(ranked) == [TURN, "0476-09-04"]
    assert ranked[1].score == pytest.approx(SAME_DAY_WORTH + math.log1p(10))


@pytest.mark.parametrize("published", ["2024-07-09", "2024-07-01", None])
def test_a_reference_of_the_day_or_before_it_or_of_no_day_counts_little(
    published: str | None,
) -> None:
    assert rank([ref(TURN, published)]) == [RankedDate(TURN, SAME_DAY_WORTH)]


def test_a_voice_counts_once_a_week() -> None:
    once = rank([ref(TURN, "2024-09-03", n=1)])
    again = rank([ref(TURN, "2024-09-03", n=1), ref(TURN, "2024-09-03", n=2)])
    assert again == once


def test_independent_voices_of_a_week_count_by_the_square_root() -> None:
    one = rank([ref(TURN, "2024-09-03")])[0].score
    four = rank([ref(TURN, "2024-09-03", voice=v) for v in "abcd"])[0].score
    assert four == pytest.approx(2 * one)


def test_coarse_dates_need_an_event_and_count_less() -> None:
    references = [ref("2023", "2024-09-03"), ref("2022", "2024-09-03", event="e1"),
                  ref("2022-12-31", "2024-09-03")]  # fmt: skip
    ranked = rank(references)
    assert dates_of(ranked) == ["2022-12-31", "2022"]
    assert ranked[1].score == pytest.approx(ranked[0].score / (1 + math.log10(365)))


def test_a_coarse_date_is_worth_what_its_best_told_event_is() -> None:
    scattered = [ref("2022", "2024-09-03", f"v{n}", event=f"e{n}") for n in range(9)]
    told_twice = [ref("2023", "2024-09-03", v, event="same") for v in "ab"]
    assert dates_of(rank(scattered + told_twice)) == ["2023", "2022"]


def test_what_lasted_some_days_is_said_to_the_day() -> None:
    lasting = rank([ref("2024-07-09/2024-07-11", "2024-09-03", event="summit"),
                    ref("[2024-07-09..2024-07-11]", "2024-09-03", event="strike"),
                    ref("2024-07-11", "2024-09-03")])  # fmt: skip
    assert lasting[0].score == lasting[1].score > lasting[2].score


def test_open_and_uncertain_dates_are_dates() -> None:
    ranked = rank([ref("2022/..", "2024-09-03", event="e1"), ref("2024-05-01~", "2024-09-03")])
    assert dates_of(ranked) == ["2024-05-01~", "2022/.."]
    assert ranked[1].score == pytest.approx(SAME_DAY_WORTH / (1 + math.log10(3653)))


def test_what_is_no_edtf_is_no_date() -> None:
    assert rank([ref("PAST_REF", "2024-09-03")]) == []
    assert mentioning_articles([ref("PAST_REF", "2024-09-03")]) == []


def test_the_order_of_the_references_does_not_show() -> None:
    chooser = random.Random(5)
    references = [
        ref(f"2024-07-{chooser.randint(1, 20):02d}", f"2024-08-{chooser.randint(1, 28):02d}",
            voice=chooser.choice("abcdefgh"), n=n)
        for n in range(300)
    ]  # fmt: skip
    first = rank(references)
    for _ in range(5):
        chooser.shuffle(references)
        assert rank(references) == first


def test_the_baseline_counts_articles_of_days_only() -> None:
    references = [ref(TURN, "2024-09-03", n=1), ref(TURN, "2024-09-04", n=1),
                  ref(TURN, "2024-09-05", n=2), ref("2024", "2024-09-03", n=3)]  # fmt: skip
    assert mentioning_articles(references) == [RankedDate(TURN, 2.0)]
