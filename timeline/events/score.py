"""The score of a candidate: a logistic sum of weighted facts, and the cuts on it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from timeline.models import Modality

SHOWN_CUT = 0.67
MORE_CUT = 0.35
NAMED_YEAR_SHOWN_CUT = 0.5
FORTHCOMING_SHOWN_CUT = 0.38
FORTHCOMING_MORE_CUT = 0.2
LEAD_SHOWN_CUT = 0.65
LEAD_MORE_CUT = 0.4
WORD_FACTS = ("word:", "last:")
_FORTHCOMING = frozenset(("planned", "possible"))


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by fact (those of words among them: `word:…`, `last:…`), and the bias; log-odds."""

    bias: float
    by_fact: Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read the fitted weights of this package."""
    text = resources.files("timeline.events").joinpath("data", "weights.json").read_text("utf-8")
    raw = json.loads(text)
    by_fact = {fact: both["fitted"] for fact, both in raw["weights"].items()}
    return Weights(raw["bias"], by_fact | raw["words"])


def score(facts: Sequence[str], by: Weights) -> tuple[float, dict[str, float]]:
    """Score facts.

    Returns:
        The score in [0, 1] and its parts: log-odds by fact (those of weight 0 left out; the
        words of the title together as `words`) and `bias`.
    """
    parts: dict[str, float] = {}
    words = 0.0
    for fact in facts:
        weight = by.by_fact.get(fact)
        if not weight:
            continue
        if fact.startswith(WORD_FACTS):
            words += weight
        else:
            parts[fact] = weight
    total = by.bias + words + sum(parts.values())
    if words:
        parts["words"] = round(words, 3)
    parts["bias"] = by.bias
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4), parts


def cuts(modality: Modality, is_future: bool, is_named_year: bool = False) -> tuple[float, float]:
    """Give the cuts for `shown` and `more` of a dated row.

    Forthcoming events have lower ones, and so has a named event with the year or years that it is
    of: "Summit in Washington, 2024" is how chronicles write it, and has no more words to weigh.
    """
    if is_future or modality in _FORTHCOMING:
        return FORTHCOMING_SHOWN_CUT, FORTHCOMING_MORE_CUT
    return NAMED_YEAR_SHOWN_CUT if is_named_year else SHOWN_CUT, MORE_CUT
