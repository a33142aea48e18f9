"""Facts: names of what holds for a candidate, "part:fact", as the score weighs them."""

from __future__ import annotations

from collections.abc import Mapping


def holding(part: str, facts: Mapping[str, object]) -> list[str]:
    """Name the facts that hold, each after the part of the candidate that it is about."""
    return [f"{part}:{fact}" for fact, holds in facts.items() if holds]
