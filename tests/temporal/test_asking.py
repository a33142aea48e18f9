"""dateparser is asked for words, not for numbers, and as seldom as can be."""

from __future__ import annotations

import pytest

from timeline.temporal import asking


@pytest.mark.parametrize(
    ("language", "text", "order", "year", "month", "day"),
    [
        ("en", "9 july 2024", "MDY", 2024, 7, 9),
        ("en", "friday, may 31", "MDY", None, 5, 31),
        ("en", "07/09/24", "MDY", 2024, 7, 9),
        ("de", "3. märz", "DMY", None, 3, 3),
        ("uk", "липень 2024", "DMY", 2024, 7, None),
        ("fr", "1er mai 1936", "DMY", 1936, 5, 1),
    ],
)
def test_dateparser_agrees(
    language: str, text: str, order: str, year: int | None, month: int, day: int | None
) -> None:
    assert asking.agrees(language, text, order, year=year, month=month, day=day) is True


def test_dateparser_may_read_something_else() -> None:
    assert asking.agrees("en", "9 july 2024", "MDY", year=2024, month=6, day=9) is False
    assert asking.agrees("en", "07/09/2024", "DMY", year=2024, month=7, day=9) is False


def test_dateparser_may_read_nothing() -> None:
    assert asking.agrees("en", "no date at all", "MDY", year=2024, month=6, day=9) is None


def test_one_question_serves_all_days_and_years() -> None:
    asking.parts.cache_clear()
    for day in range(1, 29):
        asking.agrees("en", f"march {day}, {1990 + day}", "MDY", year=1990 + day, month=3, day=day)
    assert asking.parts.cache_info().misses == 1
