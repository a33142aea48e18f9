from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.models import EventMention

Dated = Callable[..., EventMention]

KEPT = [
    # In front of the subject, whatever else stands there.
    ("In Aden, six rockets hit two ships on Thursday.", "In Aden, six rockets hit two ships"),
    ("In the rebel-held city of Marib, 100 km east of here, six rockets hit a school on Friday.",
     "In the rebel-held city of Marib, six rockets hit a school"),
    ("On Thursday in Aden, six rockets hit two ships.", "In Aden, six rockets hit two ships"),
    ("Meanwhile, in the capital Tripoli, rebels stormed a prison on Thursday.",
     "In the capital Tripoli, rebels stormed a prison"),
    ("At a summit in Madrid, Spain, the alliance admitted two members in July 2024.",
     "In Madrid, the alliance admitted two members"),
    # Behind a comma, before "where", and as the place of a witness.
    ("A tanker sailed from the port, near Tobruk, on Wednesday.",
     "A tanker sailed from the port near Tobruk"),
    ("The crisis toppled the government in Latvia, where riots broke out in January 2009.",
     "Riots broke out in Latvia"),
    ("A doctor in Marib said eight civilians were killed on Sunday.",
     "Eight civilians were killed in Marib"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "title"), KEPT)
def test_the_only_place_of_a_clause_stays_in_its_title(
    dated: Dated, sentence: str, title: str
) -> None:
    assert dated(sentence).title == title


OTHERWISE = [
    # The title has a place of its own, or the phrase is another clause's.
    ("In Yemen, six rockets landed in Aden on Thursday.", "Six rockets landed in Aden"),
    ("With troops bogged down in Afghanistan, the ministers rejected a new mission on Friday.",
     "The ministers rejected a new mission"),
    # A body, a person or a continent says not where.
    ("In Congress, senators rejected the bill on Thursday.", "Senators rejected the bill"),
    ("Anna Berg left. In Berg, voters lost a friend on Thursday.", "Voters lost a friend"),
    ("In Europe, regulators approved the drug on Thursday.", "Regulators approved the drug"),
    # Whoever speaks for others tells of other places than his own.
    ("An official in Washington said eight civilians were killed on Sunday.",
     "Eight civilians were killed"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "title"), OTHERWISE)
def test_other_phrases_are_left_out(dated: Dated, sentence: str, title: str) -> None:
    assert dated(sentence).title == title


def test_short_titles_leave_the_phrase_out(dated: Dated) -> None:
    found = dated("In Aden, six rockets hit two ships and a warehouse full of grain on Thursday.")
    assert found.title.startswith("In Aden, six rockets")
    assert found.short_title.startswith("Six rockets")


def test_a_title_without_room_for_the_phrase_goes_without(dated: Dated) -> None:
    found = dated(
        "In Aden, engineers of the national company inspected two bridges, a tunnel, four "
        "culverts and the foundations of a lighthouse on Thursday."
    )
    assert found.title.startswith("Engineers of the national company inspected")
