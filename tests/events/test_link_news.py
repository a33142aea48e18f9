"""Links between sentences of articles about the same and similar happenings must not get worse."""

from __future__ import annotations

import pytest
from benchmarks.linking_news import FILES, Sentence, measure, read_news, score_links, without_days


@pytest.mark.parametrize(
    ("name", "recall"),
    [
        ("news-tuning.txt", 0.50),
        ("news-held-out.txt", 0.43),
        ("wires-tuning.txt", 0.55),
        ("wires-held-out.txt", 0.33),
    ],
)
def test_links_when_days_are_told(name: str, recall: float) -> None:
    result = measure(read_news(name))
    assert result.precision >= 0.95
    assert result.recall >= recall
    assert result.cover >= 0.80


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_linked_wrongly_without_days(name: str) -> None:
    assert measure(without_days(read_news(name))).precision == 1


def test_the_news_is_large_enough() -> None:
    read = [read_news(name) for name in FILES]
    assert sum(len(news.articles) for news in read) >= 200
    assert sum(len({one for names in news.told.values() for one in names}) for news in read) >= 60


def test_scores_of_known_links() -> None:
    a, b, c, d = [(f"https://{key}.example", "It burst.") for key in "abcd"]
    twice: Sentence = (a[0], "It burst again.")
    gold = {a: {"1"}, twice: {"1"}, b: {"1"}, c: {"2"}, d: {"2", "3"}}
    found = {a: {"x"}, b: {"x"}, c: {"x"}, twice: {"y"}}
    result = score_links(
        {place: frozenset(names) for place, names in gold.items()},
        {place: frozenset(names) for place, names in found.items()},
    )
    assert (result.precision, result.recall, result.cover) == (1 / 3, 1 / 3, 4 / 5)
    assert result.missed == ((twice, b), (c, d))
