"""Languages as data: files, words, and what a file may not say."""

from __future__ import annotations

from importlib import resources

import pytest

from timeline.temporal import find
from timeline.temporal.classes import CLASSES
from timeline.temporal.grammar import Compiled, alphabet, compile_pattern
from timeline.temporal.language import expand, fold, load, split_entries
from timeline.temporal.rules import registry
from timeline.temporal.tagger import grammar

FILES = sorted(
    path.name.removesuffix(".toml")
    for path in resources.files("timeline.temporal").joinpath("languages").iterdir()
    if path.name.endswith(".toml")
)


def first_matches(code: str, symbol: str) -> list[Compiled]:
    return [one for one, _ in grammar(code).candidates(symbol)]


@pytest.mark.parametrize("code", FILES)
def test_every_file_compiles(code: str) -> None:
    language = load(code)
    assert set(language.symbols) <= set(CLASSES)
    assert {"month", "weekday", "unit", "shift"} <= set(language.symbols)
    months = {word.values["month"] for word in (*language.words.values(),
              *language.exact.values()) if "month" in word.values}  # fmt: skip
    assert months == {str(number) for number in range(1, 13)}
    every = {id(one): one for key in alphabet(language) for one in first_matches(code, key)}
    assert len(every) > 100
    assert all(one.find() for one in every.values())


def test_braces_spell_out_endings() -> None:
    assert list(expand("минул{ий|ого}")) == ["минулий", "минулого"]
    assert list(split_entries("jahr{|es} | dieser tag")) == ["jahr", "jahres", "dieser tag"]
    assert fold("П’ЯТЬ\n днів") == "п'ять днів"


def test_words_come_from_dateparser() -> None:
    july = load("en").word("July")
    assert july is not None
    assert july.values["month"] == "7"
    assert load("uk").word("позавчора") is not None


def test_case_tells_the_month_from_the_verb() -> None:
    may, march = load("en").word("May"), load("en").word("march")
    assert may is not None
    assert may.values["month"] == "5"
    assert march is None or "month" not in march.values


def test_regions_share_a_language_and_unknown_ones_read_numbers() -> None:
    assert load("en-GB").code == "en"
    assert load("pt_BR").code == "pt"
    assert [one.value for one in find("xx 2024-07-09 yy", None, "zz")] == ["2024-07-09"]
    assert find("", None, "../../etc") == []


def test_a_language_without_a_file_has_dateparsers_words() -> None:
    found = find("Het gebeurde op 9 juli 2024.", None, "nl")
    assert [one.value for one in found] == ["2024-07-09"]


def test_a_pattern_for_words_that_a_language_lacks_is_left_out() -> None:
    rule = registry().rules[0]
    symbols = alphabet(load("zz"))
    needed = compile_pattern(rule, r"{fiscal} {year}", load("zz"))
    optional = compile_pattern(rule, r"(?:{!fiscal} )?{year}", load("zz"))
    assert list(needed.begins(symbols)) == []
    assert list(optional.begins(symbols)) != []
