"""The rules, one module for each kind of expression; importing this registers them all.

To find the rule that reads "2014–2015", look for its shape in the patterns: here `{year}-{year}`,
in `ranges.py`. A new rule is one function in one of these modules and one row in the test table
of the same name in `tests/temporal/`.
"""

from timeline.temporal.rules import (
    clock,
    dates,
    durations,
    holidays,
    periods,
    ranges,
    refs,
    refusals,
    relative,
    sets,
)

__all__ = [
    "clock",
    "dates",
    "durations",
    "holidays",
    "periods",
    "ranges",
    "refs",
    "refusals",
    "relative",
    "sets",
]
