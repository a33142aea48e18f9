"""The sentences that tell a date."""

from __future__ import annotations

import random

import pytest

from timeline.topics.sentences import Rarity, Told, choose, points_back

QUAKE = "A strong earthquake struck the coast near Port Lorne and destroyed hundreds of houses."
QUAKE_TOO = "The earthquake near Port Lorne destroyed hundreds of houses along the coast."
AID = "The first aid flights landed in the capital with tents, water and medical teams."
SIDE = "Traders on the exchange of the neighbouring country paid little attention to the news."


def told(text: str, delay: int = 0, *, named: bool = True, article: str = "a") -> Told:
    return Told(text, article, 0, delay, named)


def chosen(candidates: list[Told], count: int = 1, taken: tuple[str, ...] = ()) -> list[str]:
    rarity = Rarity([QUAKE, QUAKE_TOO, AID, SIDE, *(one.text for one in candidates)])
    return [one.text for one in choose(candidates, rarity, count, taken)]


def test_the_sentence_that_says_what_all_say_comes_first() -> None:
    assert chosen([told(SIDE), told(QUAKE), told(QUAKE_TOO), told(AID)])[0] in (QUAKE, QUAKE_TOO)


def test_no_sentence_repeats_another() -> None:
    picked = chosen([told(QUAKE), told(QUAKE_TOO), told(AID), told(SIDE)], count=2)
    assert len(picked) == 2
    assert not {QUAKE, QUAKE_TOO} <= set(picked)


def test_one_that_stands_elsewhere_is_not_taken_again() -> None:
    assert chosen([told(QUAKE), told(AID)], count=2, taken=(QUAKE,)) == [AID]


def test_hindsight_wins_over_the_forecast() -> None:
    after, before = QUAKE, QUAKE.replace("struck", "strikes")
    assert chosen([told(before, -3), told(after, 60)]) == [after]


def test_naming_the_date_wins_over_leading_an_article_of_that_day() -> None:
    named, leading = QUAKE, QUAKE.replace("hundreds", "dozens")
    assert chosen([told(leading, named=False), told(named)]) == [named]


@pytest.mark.parametrize(
    "worse",
    [
        "They said a strong earthquake struck the coast near Port Lorne and destroyed hundreds.",
        "“A strong earthquake struck the coast near Port Lorne and destroyed hundreds of houses.”",
        "Has a strong earthquake struck the coast near Port Lorne and destroyed many houses?",
    ],
)
def test_a_sentence_that_cannot_stand_alone_comes_later(worse: str) -> None:
    assert chosen([told(worse), told(QUAKE)]) == [QUAKE]


def test_the_language_of_the_story_comes_first() -> None:
    german = Told(AID, "a", 0, 0, named=True, language="de")
    rarity = Rarity([QUAKE, AID, SIDE])
    for language, first in (("en", QUAKE), ("de", AID)):
        both = [german, Told(QUAKE, "b", 0, 0, named=True, language="en")]
        assert choose(both, rarity, 2, language=language)[0].text == first


def test_too_short_and_too_long_only_where_there_is_no_other() -> None:
    short, long = "It struck at noon.", "It went on and on, " * 30
    assert chosen([told(short), told(long), told(QUAKE)], count=3) == [QUAKE]
    assert chosen([told(short)]) == [short]


def test_nothing_to_choose_from() -> None:
    assert chosen([]) == []
    assert chosen([told(QUAKE)], count=0) == []
    assert choose([told("…")], Rarity(["…"]), 1)[0].text == "…"


def test_the_order_of_the_candidates_does_not_show() -> None:
    candidates = [told(text, delay, article=a) for text in (QUAKE, AID, SIDE, QUAKE_TOO)
                  for delay, a in ((0, "x"), (9, "y"))]  # fmt: skip
    first = chosen(candidates, count=4)
    for seed in range(5):
        random.Random(seed).shuffle(candidates)
        assert chosen(candidates, count=4) == first


@pytest.mark.parametrize(
    ("language", "sentence", "back"),
    [
        ("en", "He resigned.", True),
        (None, "“But it failed.”", True),
        ("de-AT", "Er trat zurück.", True),
        ("uk", "Він пішов у відставку.", True),
        ("pl", "On złożył rezygnację.", True),
        ("en", "On Monday NATO met.", False),
        ("en", "Three days later it launched an invasion.", True),
        ("de", "Zwei Tage später brach der Damm.", True),
        ("en", "12 people met.", False),
        ("tlh", "He resigned.", False),
        ("en", "", False),
    ],
)
def test_which_openings_point_back(language: str | None, sentence: str, back: bool) -> None:
    assert points_back(sentence, language) is back
