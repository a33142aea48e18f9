"""Events told by participle clauses, and whom they are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.models import EventMention

Dated = Callable[..., EventMention]

TOLD = [
    ("After joining Nordlys in 2004, Ada Lund wrote about the sea.", "Ada Lund joined Nordlys"),
    ("Ada Lund wrote about the sea before leaving Norway in 2008.", "Ada Lund left Norway"),
    ("Chile has elected a new council since banning three parties in 2019.",
     "Chile banned three parties"),
    ("Norway argued that it was a victim, having been annexed by Spain in 1938.",
     "Norway was annexed by Spain"),
    ("Ada Lund has lived in Lima since being replaced by Jon Berg in 1987.",
     "Ada Lund was replaced by Jon Berg"),
    ("After touring the port of Arica on Friday and meeting its guards, Ada Lund left.",
     "Ada Lund toured the port of Arica"),
    ("Founded in 1884 by John Berg, the Oslo Gas Company supplied the city with light.",
     "The Oslo Gas Company was founded by John Berg"),
    ("Officially opened on 9 July 2024, the Arica Bridge has six lanes.",
     "The Arica Bridge was opened"),
    ("Born in Lahore in 1952, Ada Lund studied law in Oslo.", "Ada Lund was born in Lahore"),
    ("The Slovak Republic (founded in 1993) joined the union.", "The Slovak Republic was founded"),
    ("Ada Lund (born 3 May 1952 in Lahore) is a Norwegian lawyer.", "Ada Lund was born in Lahore"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TOLD)
def test_a_participle_gets_its_subject_and_a_finite_verb(
    dated: Dated, text: str, title: str
) -> None:
    mention = dated(text)
    assert (mention.title, mention.rule) == (title, "participial")


@pytest.mark.parametrize(
    "text",
    [
        # nothing says yet that it happens
        "Norway will vote after joining the pact in 2024.",
        "Norway will leave the pact, opening a port in May 2026.",
        # means and purpose
        "Norway left the pact by closing a port in May 2024.",
        # a habit that began then
        "The college left the union, awarding prizes from 2003.",
        # no happening
        "Ada Lund wrote about the sea, remaining in Norway in 2008.",
        # the phrase belongs to the noun before it
        "Papers kept in a camp, overrun by rebels in 2011, showed that Chile sent arms.",
        # somebody unknown
        "They wrote about the sea after joining Nordlys in 2004.",
    ],
)
def test_other_participles_are_left_alone(dated: Dated, text: str) -> None:
    assert dated(text).rule != "participial"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nordlys is a newspaper, which was founded in 1902 in Tromso.",
         "Nordlys was founded in Tromso"),
        ("Jon Berg is an actor who opened a theatre in Lima in 2010.",
         "Jon Berg opened a theatre in Lima"),
        ("Lima is a city with a council that banned cars in 2010.", "A council banned cars"),
    ],
)  # fmt: skip
def test_what_defines_a_name_tells_of_the_name(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title
