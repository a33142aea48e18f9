"""Modality against our own gold: what the text says of an event, and the word that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline.models import EventMention

Dated = Callable[..., EventMention]

GOLD = Path(__file__).parents[1] / "data" / "events" / "modality.tsv"
FLOOR, CUE_FLOOR, TOLD_FLOOR = 0.97, 0.95, 0.92


def rows() -> list[tuple[str, str, str]]:
    lines = GOLD.read_text("utf-8").splitlines()
    return [
        (label, cue, sentence)
        for label, cue, sentence in (line.split("\t") for line in lines if line[:1] != "#")
    ]


def test_modality_against_the_gold(dated: Dated) -> None:
    """The label and its cue, of the sentences whose event is told at all."""
    count: Counter[str] = Counter()
    wrong: list[str] = []
    gold = rows()
    for label, cue, sentence in gold:
        mention = dated(sentence)
        if mention.rule == "none":
            continue
        right = mention.modality == label
        count["told"] += 1
        count["right"] += right
        count["cued"] += right and (mention.modality_cue or "-") == cue
        if not right:
            wrong.append(f"{label} as {mention.modality}: {sentence}")
    assert len(gold) >= 150
    assert count["told"] / len(gold) >= TOLD_FLOOR
    assert count["right"] / count["told"] >= FLOOR, wrong
    assert count["cued"] / count["told"] >= CUE_FLOOR


@pytest.mark.parametrize("label", ["asserted", "reported", "planned", "possible", "negated"])
def test_the_gold_covers_every_modality(label: str) -> None:
    assert sum(row[0] == label for row in rows()) >= 20


def test_what_is_denied_is_no_event(dated: Dated) -> None:
    mention = dated("Iran denied that it attacked two tankers on 13 June 2019.")
    assert (mention.state, mention.rejected_reason) == ("rejected", "not-asserted")


def test_an_attribute_makes_a_named_event_possible(dated: Dated) -> None:
    mention = dated("A potential strike in the port of Antwerp on 16 January 2026 worries Belgium.")
    assert (mention.modality, mention.modality_cue) == ("possible", "potential")
