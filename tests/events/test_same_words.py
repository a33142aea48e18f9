"""Words that are read as one: spellings, adjectives of countries, synonyms, phrases."""

from __future__ import annotations

import pytest

from timeline.events.same_words import sound
from timeline.events.terms import terms


def stems(text: str, language: str | None = "en") -> list[str]:
    return [term.stem for term in terms(text, language)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gadhafi", "Qaddafi"),
        ("Kyiv", "Kiev"),
        ("Mohammed", "Muhammad"),
        ("Iranian", "Iran"),
        ("U.S.", "United States"),
        ("USA", "American"),
        ("U.N.", "United Nations"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("tremor", "earthquakes"),
        ("shot dead", "killed"),
        ("walked out", "strike"),
        ("found not guilty", "acquitted"),
        ("Lateef", "Latif"),
        ("Kadhari", "Qaddari"),
    ],
)
def test_two_ways_of_writing_are_one(one: str, other: str) -> None:
    assert stems(one) == stems(other)
    assert len({term.code for term in (*terms(one, "en"), *terms(other, "en"))}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Morton", "Martin"),
        ("Slovenia", "Slovakia"),
        ("Austria", "Australia"),
        ("Niger", "Nigeria"),
        ("jailed", "charged"),
        ("Valdora", "Valdera"),
        ("murder", "kill"),
    ],
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_the_pronoun_is_no_country() -> None:
    assert "america" in stems("US troops left")
    assert "america" not in stems("They told us about troops")


def test_only_english_is_read_so() -> None:
    assert stems("Beben", "de") != stems("tremor", "de")
    assert "united" not in stems("United States")
    assert len(stems("United States", "de")) == 2


@pytest.mark.parametrize("name", ["", "abc", "Київ", "o'neil", "北京市", "x" * 200, "qqqqqq"])
def test_the_sound_of_any_name(name: str) -> None:
    assert sound(sound(name)) == sound(name)
    assert len(sound(name)) <= max(len(name), 1)
