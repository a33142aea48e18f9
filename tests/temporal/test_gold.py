"""The project's own gold sentences: sound in themselves, and a floor under the engine."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import edtf as edtf_library
import pytest

from timeline import edtf
from timeline.models import Timex
from timeline.temporal import find

DATA = Path(__file__).parents[1] / "data" / "timex"
LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "pl", "it", "pt")
NARRATIVES = tuple(f"{code}-narrative" for code in LANGUAGES if code != "pt")


def sentences(name: str) -> list[dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def negatives() -> list[tuple[str, str]]:
    lines = (DATA / "negative.tsv").read_text("utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if not line.startswith("#"))
    return [(language, text) for language, _, text in pairs]


@pytest.mark.parametrize("language", [*LANGUAGES, *NARRATIVES])
def test_spans_are_the_text_they_say_and_do_not_overlap(language: str) -> None:
    for sentence in sentences(language):
        date.fromisoformat(sentence["dct"])
        end = 0
        for timex in sentence["timexes"]:
            assert sentence["text"][timex["start"] : timex["end"]] == timex["text"]
            assert end <= timex["start"] < timex["end"]
            end = timex["end"]


@pytest.mark.parametrize("language", [*LANGUAGES, *NARRATIVES])
def test_edtf_is_read_by_us_and_by_the_library(language: str) -> None:
    values = {
        value
        for sentence in sentences(language)
        for timex in sentence["timexes"]
        for value in (timex["edtf"], timex.get("interval"))
        if value is not None
    }
    for value in values:
        assert edtf.parse(value).value == value
        edtf_library.parse_edtf(value)


def test_there_is_enough_of_it() -> None:
    sizes = {language: len({s["text"] for s in sentences(language)}) for language in LANGUAGES}
    assert sizes["en"] >= 120
    assert min(sizes.values()) >= 60
    stories = [s["text"] for name in NARRATIVES for s in sentences(name)]
    assert sum(text.count(". ") + text.count(".\n") for text in stories) >= 60
    lines = negatives()
    assert len(lines) == len(set(lines))
    assert sum(language == "en" for language, _ in lines) >= 320
    assert {language for language, _ in lines} == set(LANGUAGES)


FLOOR = {"en": 0.95, "en-narrative": 0.99}
OTHERS = 0.90


def right(gold: dict[str, Any], found: Timex) -> bool:
    """Whether a found expression is the gold one and means the same."""
    return (
        found.start < gold["end"]
        and gold["start"] < found.end
        and (found.type, found.value, found.edtf) == (gold["type"], gold["value"], gold["edtf"])
        and found.interval == gold.get("interval")
    )


@pytest.mark.parametrize("name", [*LANGUAGES, *NARRATIVES])
def test_accuracy_stays_above_the_floor(name: str) -> None:
    """Gold expressions read right, among all that are gold or found."""
    correct = total = 0
    wrong = []
    for sentence in sentences(name):
        language = name.partition("-")[0]
        found = find(sentence["text"], dct=date.fromisoformat(sentence["dct"]), language=language)
        hits = [g for g in sentence["timexes"] if any(right(g, timex) for timex in found)]
        correct += len(hits)
        total += max(len(sentence["timexes"]), len(found))
        if len(hits) < max(len(sentence["timexes"]), len(found)):
            wrong.append((sentence["text"], [(t.text, t.value, t.edtf) for t in found]))
    assert correct >= FLOOR.get(name, OTHERS) * total, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_where_nothing_is(language: str) -> None:
    dct = date(2024, 7, 10)
    texts = [text for code, text in negatives() if code == language]
    found = {t: [x.text for x in find(t, dct=dct, language=language)] for t in texts}
    assert {text: spans for text, spans in found.items() if spans} == {}
