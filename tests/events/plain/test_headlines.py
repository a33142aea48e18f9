"""Headlines of other languages."""

from __future__ import annotations

import pytest

from timeline.events.plain.headlines import clean_headline, judge_headline, tells_news
from timeline.events.plain.language import plain_language

NEWS = [
    ("de", "Norwegen unterzeichnet Fischereivertrag mit Chile", None),
    ("de", "Warum Norwegen einen Vertrag mit Chile will", "headline-no-news"),
    ("de", "Vertrag mit Chile: Was das für Bergen bedeutet", "headline-no-news"),
    ("de", "Liveticker: Norwegen gegen Chile im Finale", "headline-no-news"),
    ("de", "Kommentar zum Vertrag mit Norwegen", "headline-no-news"),
    ("de", "„Ein guter Tag für Bergen und Lima“", "headline-no-news"),
    ("de", "10 Tipps für den Urlaub in Norwegen", "headline-no-news"),
    ("de", "Norwegen und Chile", "headline-length"),
    ("de", "Wir in Bergen brauchen mehr Schiffe", "first-or-second-person"),
    ("fr", "Tribune : le Chili doit signer le traité", "headline-no-news"),
    ("es", "Por qué Chile firmó el tratado", "headline-no-news"),
    ("uk", "Чому Норвегія підписала угоду з Чилі", "headline-no-news"),
    ("uk", "Норвегія підписала угоду з Чилі", None),
    ("ru", "Норвегия подписала договор с Чили?", "headline-no-news"),
    ("pl", "Norwegia " + "podpisała umowę z Chile " * 6, "too-long"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "reason"), NEWS)
def test_which_headlines_are_news(language: str, title: str, reason: str | None) -> None:
    assert judge_headline(title, plain_language(language)) == reason


@pytest.mark.parametrize(
    ("title", "publisher", "clean"),
    [
        ("Brand in Bergen - Nordmeer Zeitung", "Nordmeer Zeitung", "Brand in Bergen"),
        ("Brand in Bergen - viele Verletzte", "Nordmeer Zeitung",
         "Brand in Bergen - viele Verletzte"),
        ("Norwegen schließt den Hafen | NZ", None, "Norwegen schließt den Hafen"),
        ("Brand | NZ", None, "Brand | NZ"),
        ("Brand in Bergen", None, "Brand in Bergen"),
    ],
)  # fmt: skip
def test_the_site_goes_off_the_end(title: str, publisher: str | None, clean: str) -> None:
    assert clean_headline(title, publisher) == clean


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        ("de", "Pendler zahlen mehr in Bergen", True),
        ("de", "Der Hafen ist ein Denkmal", False),
        ("de", "Sanktionen und Reue in Bergen", False),
        ("es", "Detenido un policía en Lima", True),
        ("it", "Morto a Lima il pittore Lund", True),
        ("sv", "Hamnen i Bergen", True),
    ],
)
def test_a_verb_tells_news(language: str, title: str, told: bool) -> None:
    assert tells_news(title, plain_language(language)) is told
