"""Generates EDTF values of every form that is kept, the same for the same seed."""

from __future__ import annotations

import random

from timeline.edtf import is_valid


def generate(count: int, seed: int = 1) -> list[str]:
    """`count` different valid values of levels 0 to 2."""
    rng = random.Random(seed)
    values: dict[str, None] = {}
    while len(values) < count:
        value = rng.choice(_FORMS)(rng)
        if is_valid(value):
            values[value] = None
    return list(values)


def _year(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.8:
        return f"{rng.randint(1000, 2100):04d}"
    if kind < 0.9:
        return f"{rng.randint(1, 999):04d}"
    return f"-{rng.randint(1, 3000):04d}"


def _month(rng: random.Random) -> str:
    return f"{_year(rng)}-{rng.randint(1, 12):02d}"


def _day(rng: random.Random) -> str:
    return f"{_month(rng)}-{rng.randint(1, 28):02d}"


def _plain(rng: random.Random) -> str:
    return rng.choice((_year, _month, _day))(rng)


def _bounds(rng: random.Random) -> tuple[str, str]:
    unit = rng.choice((_year, _month, _day))
    first, last = unit(rng), unit(rng)
    return first, last


_FORMS = (
    _day, _day, _month, _year,
    lambda rng: f"{_year(rng)}-{rng.choice((21, 22, 23, 24, 29, 30, 31, 32))}",
    lambda rng: f"{_year(rng)}-{rng.choice((33, 34, 35, 36, 37, 38, 39, 40, 41))}",
    lambda rng: f"{rng.randint(1, 209):03d}X",
    lambda rng: f"{rng.randint(1, 20):02d}XX",
    lambda rng: f"{_month(rng)}-XX",
    lambda rng: f"{_year(rng)}-XX",
    lambda rng: _plain(rng) + rng.choice("?~%"),
    lambda rng: "/".join(_bounds(rng)),
    lambda rng: f"{_plain(rng)}/..",
    lambda rng: f"../{_plain(rng)}",
    lambda rng: f"{_plain(rng)}/",
    lambda rng: f"{_plain(rng)}~/{_plain(rng)}",
    lambda rng: "[{}..{}]".format(*_bounds(rng)),
    lambda rng: f"[..{_plain(rng)}]",
    lambda rng: f"[{_plain(rng)}..]",
    lambda rng: "[{},{}]".format(*sorted(_bounds(rng))),
    lambda rng: f"Y{rng.choice(('', '-'))}{rng.randint(10000, 20000)}",
)  # fmt: skip
