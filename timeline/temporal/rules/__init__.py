"""The rules, one module for each kind of expression; `registry` imports them all.

To find the rule that reads "2014–2015", look for its shape in the patterns: here `{year}…{year}`,
in `ranges.py`. A new rule is one function in one of these modules and one row in the test table
for the module in `tests/temporal/test_rules.py`.
"""

from importlib import import_module

from timeline.temporal.grammar import REGISTRY, Registry

MODULES = (
    "numeric",
    "dates",
    "clock",
    "durations",
    "holidays",
    "relative",
    "months",
    "offsets",
    "periods",
    "comparisons",
    "seasons",
    "ranges",
    "eras",
    "refs",
    "refusals",
    "sets",
)
"""In the order of precedence: of two rules that read the same words, the earlier one wins."""


def registry() -> Registry:
    """All rules, imported in their order."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
    return REGISTRY
