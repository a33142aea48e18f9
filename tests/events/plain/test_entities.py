"""Actors and places that titles of other languages name."""

from __future__ import annotations

from importlib import resources

import pytest

from timeline.events.gazetteer import gazetteer
from timeline.events.plain.entities import plain_entities

TITLES = [
    ("de", "Norwegen unterzeichnet Vertrag mit Chile in Berlin",
     ["Norway/actor", "Chile/actor", "Berlin/place"]),
    ("de", "Italiens Minister traf Putin", ["Italy/actor", "Vladimir Putin/actor"]),
    ("de", "Der Hafen und das Schiff", []),
    ("fr", "La France et l'Italie ont signé un traité à Bruxelles",
     ["France/actor", "Italy/actor", "Brussels/place"]),
    ("es", "Estados Unidos cierra su embajada en Moscú", ["United States/actor", "Moscow/place"]),
    ("it", "Regno Unito fuori dall’Ue", ["United Kingdom/actor", "European Union/actor"]),
    ("pl", "Ukraina i Polska podpisały umowę w Kijowie",
     ["Ukraine/actor", "Poland/actor", "Kyiv/place"]),
    ("ru", "Путина встретили в Минске", ["Vladimir Putin/actor", "Minsk/place"]),
    ("ru", "Совет Безопасности ООН осудил Иран", ["UN Security Council/actor",
                                                 "United Nations/actor", "Iran/actor"]),
    ("uk", "НАТО і Україна провели саміт у Вашингтоні",
     ["NATO/actor", "Ukraine/actor", "Washington/place"]),
    ("uk", "Війська Росії обстріляли Харків", ["Russia/actor", "Kharkiv/place"]),
    ("uk", "Мало хто знав", []),
    ("sv", "Norge och Sverige", []),
    (None, "Norway", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "expected"), TITLES)
def test_entities(language: str | None, title: str, expected: list[str]) -> None:
    found = plain_entities(title, language)
    assert [f"{e.name}/{e.role}" for e in found] == expected


def test_every_name_is_in_the_gazetteer() -> None:
    place = resources.files("timeline.events").joinpath("data", "names-in-languages.tsv")
    lines = [x for x in place.read_text("utf-8").splitlines() if x[:1] != "#"][1:]
    names = [line.split("\t")[0] for line in lines]
    assert len(names) == len(set(names)) > 200
    assert all(name.lower() in gazetteer() for name in names)
    assert all(len(line.split("\t")) == 8 for line in lines)
