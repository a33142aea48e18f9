from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.models import EventMention

Dated = Callable[..., EventMention]

NAMED = [
    # Whose: a country, a body or several cannot be "his", so it is the person named before.
    ("Ramping up pressure on Omar Bashir, Britain expelled his diplomats on Wednesday.",
     "Britain expelled Omar Bashir’s diplomats"),
    ("Anna Berg resigned in May. Yesterday, many members of the committee praised her.",
     "Many members of the committee praised Anna Berg"),
    # Where: one city named in the sentence or shortly before, one country that all is about.
    ("In Cape Town, South Africa, a spokesman said agents arrested Mohamed at the city's airport "
     "on Thursday.", "Agents arrested Mohamed at Cape Town's airport"),
    ("Marib was quiet. In Marib, people slept. Tanks shot their way into the city on Thursday.",
     "Tanks shot their way into Marib"),
    ("Tunisia boils. Tunisians cheer. Tunisian President Zine Ben Ali fled the country on Friday.",
     "Tunisian President Zine Ben Ali fled Tunisia"),
    ("America voted. Americans cheer. American generals left the country on Friday.",
     "American generals left the United States"),
    # Whose: the only nation of such, in an article about that country.
    ("Libya is at war. Libyan rebels seized Brega. Libya mourns. The rebels lost two towns on "
     "Friday.", "The Libyan rebels lost two towns"),
    # The name behind a last common noun.
    ("A rescue team reached the capital, Lima, on Friday.",
     "A rescue team reached the capital, Lima"),
    ("Officers questioned Berg's doctor, Conrad Murray, on Friday.",
     "Officers questioned Berg's doctor, Conrad Murray"),
    # Two names behind a subject.
    ("The two men, Ron Berg and Ada Lund, were arrested in Oslo on Friday.",
     "The two men, Ron Berg and Ada Lund, were arrested in Oslo"),
    # Whose a named event is.
    ("Analysts recalled Suncor's 2010 acquisition of Petro-Canada.",
     "Suncor's acquisition of Petro-Canada"),
    ("Suncor grew in Libya with its 2010 acquisition of Petro-Canada.",
     "Suncor’s acquisition of Petro-Canada"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "title"), NAMED)
def test_what_a_word_points_at_is_said(dated: Dated, sentence: str, title: str) -> None:
    assert dated(sentence).title == title


def test_a_role_is_the_only_one_whom_the_article_calls_so(dated: Dated) -> None:
    found = dated("The singer Ada Lund left Oslo. Police searched the singer's house on Friday.")
    assert found.title.startswith("Police searched ")
    assert found.title.endswith("Ada Lund's house")


OPEN = [
    # His own, or one of two.
    ("Ron Berg met his lawyers on Friday.", "Ron Berg met his lawyers"),
    ("After talks of Ron Berg with John Hall, Britain expelled his diplomats on Wednesday.",
     "Britain expelled his diplomats"),
    # Two cities, or none.
    ("After clashes in Zlitan and in Marib, tanks entered the city on Thursday.",
     "Tanks entered the city"),
    ("Tanks entered the city on Thursday.", "Tanks entered the city"),
    # Another country is what the article is about.
    ("Libya fell apart. Libyans fled. The French government recognised the council as the sole "
     "voice of the country on Thursday.",
     "The French government recognised the council as the sole voice of the country"),
    # Two nations have such, another is spoken of, or the article is of another country.
    ("Libya is at war. Libyan rebels seized Brega. Chadian rebels left Libya. The rebels lost two "
     "towns on Friday.", "The rebels lost two towns"),
    ("Libya is at war. Libyan rebels seized Brega. Libya mourns. Chad said the rebels lost two "
     "towns on Friday.", "The rebels lost two towns"),
    ("Libyan rebels seized Brega. The rebels lost two towns on Friday.",
     "The rebels lost two towns"),
    # The noun says which one.
    ("In Oslo, tanks entered the city of Bergen on Thursday.",
     "Tanks entered the city of Bergen"),
    # Two are called so.
    ("The singer Ada Lund left. The singer Ron Berg stayed. Police searched the house of the "
     "singer on Friday.", "Police searched the house of the singer"),
    # A date owns no event.
    ("Analysts recalled last year's acquisition of Petro-Canada.", "Acquisition of Petro-Canada"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "title"), OPEN)
def test_what_is_not_sure_stays_open(dated: Dated, sentence: str, title: str) -> None:
    assert dated(sentence).title == title


def test_a_title_without_room_for_the_name_stays_as_it_is(dated: Dated) -> None:
    found = dated(
        "The singer Wilhelmina Featherstonehaugh-Smythe left. Police searched the country house, "
        "the garden, the cellar, the boats, the barn and the garage of the singer on Friday."
    )
    assert found.title.endswith("the garage of the singer")
    assert len(found.title) <= 120
