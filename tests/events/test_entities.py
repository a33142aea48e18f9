"""Actors and places against our own gold, and the gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.events.entities import MAX_ENTITIES, entities_in
from timeline.events.gazetteer import PLACES, gazetteer, longest_name, people_of, plain
from timeline.events.lexicon import lexicon
from timeline.events.names import find_names

GOLD = Path(__file__).parents[1] / "data" / "events" / "entities.tsv"
FLOOR, KIND_FLOOR = 0.97, 0.97


def read(title: str, text: str = "") -> set[str]:
    found = entities_in(title, find_names(text or title, lexicon()), lexicon())
    return {f"{e.name}/{e.role}/{e.kind or '-'}" for e in found}


def test_entities_against_the_gold() -> None:
    right = extra = missing = kinds = rows = 0
    for line in GOLD.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        title, wanted, text = (*line.split("\t"), "")[:3]
        gold = set() if wanted == "-" else set(wanted.split("; "))
        found = read(title, text)
        roles, found_roles = ({e.rsplit("/", 1)[0] for e in group} for group in (gold, found))
        rows += 1
        right += len(roles & found_roles)
        extra += len(found_roles - roles)
        missing += len(roles - found_roles)
        kinds += len(gold & found)
    assert rows >= 100
    assert 2 * right / (2 * right + extra + missing) >= FLOOR
    assert kinds / right >= KIND_FLOOR


TITLES = [
    ("Summit in Washington", {"Washington/place/place"}),
    ("Russia shelled Kiev", {"Russia/actor/place", "Kyiv/place/place"}),
    ("Moscow rejected the plan", {"Moscow/actor/place"}),
    ("Rebels shelled Moscow", {"Moscow/place/place"}),
    ("A Chilean woman left", set()),
    ("Chilean police left", {"Chile/actor/place"}),
    ("On Sunday in May the council met", set()),
    ("Protests", set()),
    ("", set()),
]  # fmt: skip


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_entities_of_a_title(title: str, expected: set[str]) -> None:
    assert read(title) == expected


def test_two_words_are_a_person_where_the_article_uses_the_surname() -> None:
    title = "Ruvo Tamberi met the council"
    assert read(title) == {"Ruvo Tamberi/actor/-"}
    assert read(title, f"{title}. In the end Tamberi left.") == {"Ruvo Tamberi/actor/person"}
    assert read(title, f"{title}. In the end the Tamberi left.") == {"Ruvo Tamberi/actor/-"}


def test_there_are_not_too_many() -> None:
    title = " and ".join(f"Norway{chr(97 + i)} Holdings" for i in range(20)) + " met"
    assert len(entities_in(title, find_names(title, lexicon()), lexicon())) == MAX_ENTITIES


def test_places_have_coordinates_on_earth() -> None:
    places = [k for k in gazetteer().values() if k.kind in PLACES]
    assert len({p.name for p in places}) > 400
    for place in places:
        assert place.latitude is not None
        assert place.longitude is not None
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180


def test_names_of_the_gazetteer_and_of_peoples() -> None:
    size, known = longest_name(["the", "Democratic", "Republic", "of", "the", "Congo’s", "army"], 1)
    assert (size, known.name if known else None) == (5, "Democratic Republic of the Congo")
    assert longest_name(["Nowhere"], 0) == (0, None)
    size, country, plural = people_of(["South", "Koreans"], 0)
    assert (size, country.name if country else None, plural) == (2, "South Korea", True)
    assert people_of(["Swiss"], 0)[2] is False
    assert plain("Norway’s,") == "Norway"
