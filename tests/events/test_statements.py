"""Statements that stand before their speaker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.models import EventMention

Dated = Callable[..., EventMention]

TOLD = [
    ("The port of Arica has been closed to all ships, the navy of Chile said on Friday.",
     "The navy of Chile said the port of Arica has been closed to all ships"),
    ("Rebels took the town of Lorca overnight, the Red Cross told reporters on Friday.",
     "The Red Cross told reporters rebels took the town of Lorca overnight"),
    ("Norway will leave the pact, said Ada Lund, the minister, on Friday.",
     "Ada Lund said Norway will leave the pact"),
    ("A Peruvian ship has reached Bergen, Norway’s coast guard confirmed on Friday.",
     "Norway’s coast guard confirmed a Peruvian ship has reached Bergen"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TOLD)
def test_the_speaker_goes_first(dated: Dated, text: str, title: str) -> None:
    mention = dated(text)
    assert (mention.title, mention.rule) == (title, "statement")


@pytest.mark.parametrize(
    "text",
    [
        # its own date says more than that of the saying
        "Norway will leave the pact in May, the minister of Chile said on Friday.",
        # nobody whom a reader knows
        "Norway will leave the pact, they said on Friday.",
        "The port has been closed, he said on Friday.",
        # the company may be Nordlys itself
        "Oslo Gas Inc. was sold. Nordlys has closed a plant in Lima, the company said on Friday.",
        # not stated but thought
        "Norway will leave the pact, analysts in Oslo think since Friday.",
        "If Norway leaves the pact, Chile said on Friday.",
        '"Norway will leave the pact," the navy of Chile said on Friday.',
    ],
)
def test_what_cannot_stand_alone_is_left_out(dated: Dated, text: str) -> None:
    assert dated(text).rule != "statement"


def test_a_quotation_that_recalls_what_a_name_did_is_told(dated: Dated) -> None:
    mention = dated(
        'The envoy wrote: "On 5 April 2011, Jon Berg was shot by rebels in the desert."'
    )
    assert (mention.title, mention.rule) == ("Jon Berg was shot by rebels in the desert", "quoted")


@pytest.mark.parametrize(
    "quoted",
    [
        "On 5 April 2011, our friend Jon Berg was shot by rebels in the desert.",
        "On 5 April 2011, they were shot by rebels in the desert of the south.",
        "Jon Berg should have been arrested by the police on 5 April 2011.",
        "Was Jon Berg shot by rebels on 5 April 2011 in the desert?",
    ],
)
def test_other_quotations_are_left_out(dated: Dated, quoted: str) -> None:
    assert dated(f'The envoy wrote: "{quoted}"').rejected_reason == "quotation"
