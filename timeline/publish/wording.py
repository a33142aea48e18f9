"""Plain sentences out of counts: numbers in words, plurals, lists."""

from __future__ import annotations

from collections.abc import Sequence

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_PLURALS = {"is": "are", "says": "say", "names": "name", "has": "have", "this": "these"}


def in_words(number: int) -> str:
    """Write a number up to twenty as a word, a larger one as `1,204`."""
    return _NUMBERS[number] if 0 <= number <= 20 else f"{number:,}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Write `one event`, `three events`, `1,204 events`."""
    return f"{in_words(number)} {noun if number == 1 else plural or noun + 's'}"


def figure(number: int, noun: str, plural: str | None = None) -> str:
    """Write `1 event`, `1,204 events`: figures also where they are small."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def both(names: Sequence[str]) -> str:
    """Write `A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def agree(verb: str, number: int) -> str:
    """Inflect a verb for a number of things: `says` or `say`."""
    return verb if number == 1 else _PLURALS.get(verb, verb)
