"""Articles that the tests read: invented, dated, and different enough not to be near-copies."""

from __future__ import annotations

import json
from dataclasses import dataclass

_TOWNS = (
    "Lisbon", "Oslo", "Prague", "Vienna", "Dublin", "Athens", "Warsaw", "Madrid", "Helsinki",
    "Riga", "Tallinn", "Vilnius", "Sofia", "Bern", "Zagreb", "Rome", "Paris", "Berlin",
    "Brussels", "Copenhagen",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_TOPICS = (
    "fishing quotas", "railway safety", "data protection", "grain exports", "border controls",
    "museum funding", "river pollution", "air traffic", "student grants", "housing loans",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One article as a test wants it."""

    path: str
    title: str
    paragraphs: tuple[str, ...]
    published: str

    def row(self, base: str) -> str:
        """The article as a row of a .jsonl file."""
        return json.dumps(
            {
                "url": base + self.path,
                "title": self.title,
                "published": self.published,
                "text": "\n".join(self.paragraphs),
                "language": "en",
            }
        )


def story(number: int) -> Story:
    """Write one of any number of different stories."""
    town, other = _TOWNS[number % 20], _TOWNS[(number * 7 + 3) % 20]
    topic = _TOPICS[(number * 3) % 10]
    day, month, year = number % 27 + 1, number * 5 % 12 + 1, 2019 + number % 5
    month_name, other_month = _MONTHS[month - 1], _MONTHS[(month + 4) % 12]
    return Story(
        path=f"/story/{number}",
        title=f"{town} ministers sign an agreement on {topic}, number {number}",
        paragraphs=(
            f"Ministers of {town} and {other} signed an agreement on {topic} on "
            f"{day} {month_name} {year}, after {number + 2} rounds of talks that had "
            f"failed {number % 4 + 1} times before.",
            f"The parliament in {town} rejected an earlier treaty on {topic} in "
            f"{other_month} {year - 2}. Observers from {other} called that vote "
            f"case {number} of a long series.",
            f"A court in {other} banned the export of equipment number {number} in {year - 5}.",
        ),
        published="2024-06-14T09:30:00+02:00",
    )
