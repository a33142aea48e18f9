"""A language as data: which word belongs to which classes, and what it stands for there.

How a language is made
----------------------
Months, weekdays, units of time and words such as *yesterday* come from dateparser's own locale
data. Everything else is `languages/XX.toml`, which has three parts:

`[engine]`
    `capital`: words of a class that are read only when they are capitalised (English `may`).
    `drop`: words of dateparser's that are no such thing in a sentence (German `die`, `mit`).
    `future_suffixes`, `past_suffixes`: endings of verbs that tell tense.
    `counts_nouns = true`: nouns are capitalised, and a number before one counts it (German).
    `small = true`: months and weekdays are written small, so that a capital makes a name.
    `plural_suffix`: ending of plural nouns, which numbers before them count (English `s`).
    `ago_outside = true`: the word for ago is a preposition, which TIMEX3 leaves outside the
    expression; that then is a DURATION with a date (German, as in the KRAUTS corpus).
    `own = true`: dateparser is not asked for words (it has no such language).
`[words.CLASS]`
    `VALUE = "words"`: a text of words or phrases separated by ` | `. Braces list endings:
    `минул{ого|ому|ий|ої}`. A class without values uses `"" = "…"`. Words are matched without
    regard to case (see `capital`). A word may belong to any number of classes.
    `CLASSES` below lists every class, its values and what the rules do with it. Classes of
    dateparser's (month, weekday, unit, day_word) may be added to with inflected forms.
`[[pattern]]`
    `rule = "name"`, `pattern = "…"`: one more way to write what a rule of
    `timeline.temporal.rules` reads, in the notation that `grammar.py` explains.

A test table `tests/data/timex/XX.jsonl` belongs to each language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, resources
from itertools import product
from typing import Any

from timeline.temporal.classes import CLASSES

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "TH", "minute": "TM",
          "second": "TS"}  # fmt: skip
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or phrase may be.

    Attributes:
        values: class → what the word stands for in it (`month` → `7`).
        symbol: the one character that stands for exactly this set of classes.
    """

    values: Mapping[str, str]
    symbol: str


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A compiled lexicon.

    Attributes:
        code: BCP 47 primary subtag.
        words: lower-case word → what it is.
        exact: words whose case matters (`May`, `MAY`).
        phrases: first word → phrases that begin with it, longest first, as token tuples.
        symbols: class → all symbols whose class set has it.
        date_order: `DMY`, `MDY` or `YMD`, of dates in numbers.
        small: whether months and weekdays are written small.
        ago_outside: whether the word for ago is left outside the expression.
        asks: whether dateparser knows the language.
    """

    code: str
    words: Mapping[str, Word]
    exact: Mapping[str, Word]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    symbols: Mapping[str, str]
    date_order: str
    asks: bool
    patterns: tuple[tuple[str, str], ...]
    counts_nouns: bool
    plural_suffix: str
    future_suffixes: tuple[str, ...]
    past_suffixes: tuple[str, ...]
    small: bool
    ago_outside: bool

    def word(self, text: str) -> Word | None:
        """Look up a word or phrase as it stands in a text."""
        return self.exact.get(text) or self.words.get(fold(text))


_CLASS_SLOT = re.compile(r"\{([a-z_|]+)\}")


@lru_cache(maxsize=1024)
def symbol_pattern(language: Language, source: str) -> re.Pattern[str]:
    """Compile a pattern whose slots `{class}` stand for one token of a word class each.

    For looking around an expression; rules are compiled by `timeline.temporal.grammar`.
    """

    def chars(match: re.Match[str]) -> str:
        found = "".join(language.symbols.get(name, "") for name in match[1].split("|"))
        return f"[{found}]" if found else "(?!)"

    return re.compile(_CLASS_SLOT.sub(chars, source))


def fold(text: str) -> str:
    """Fold case, kinds of apostrophe and white space away, as lexicon keys are written."""
    return " ".join(text.lower().replace("’", "'").replace("ʼ", "'").split())


def tokens(text: str) -> list[str]:
    """Split a phrase as the tokeniser splits a text."""
    return [" " if part.isspace() else part for part in _TOKEN.findall(text)]


def expand(entry: str) -> Iterator[str]:
    """Spell out the endings of a lexicon entry: `минул{ий|ого}` is two words."""
    pieces = _BRACES.split(entry)
    choices = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    for choice in product(*choices):
        yield fold("".join(choice))


def split_entries(text: str) -> Iterator[str]:
    """The words of a lexicon line, separated by ` | ` (bars inside braces stay)."""
    for entry in re.split(r"\s\|\s|\n", text):
        if entry.strip():
            yield from expand(entry.strip())


class _Builder:
    """Collects the words of one language and numbers its class sets."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, str]] = {}
        self.exact: dict[str, dict[str, str]] = {}

    def add(self, word: str, cls: str, value: str, *, capital: bool = False) -> None:
        if cls not in CLASSES:
            raise KeyError(f"no such word class: {cls}")
        if capital:
            for form in {word.capitalize(), word.upper()}:
                self.exact.setdefault(form, {})[cls] = value
        else:
            self.values.setdefault(word, {})[cls] = value


@lru_cache(maxsize=64)
def load(code: str) -> Language:
    """Compile a language once.

    Args:
        code: BCP 47 tag; only its primary subtag counts.

    Returns:
        The lexicon; a language without a data file has dateparser's words and digits alone.
    """
    code = code.lower().replace("_", "-").split("-")[0]
    data = _read(code)
    engine = data.get("engine", {})
    info = {} if engine.get("own") else locale_data(code)
    builder = _Builder()
    capital = set(split_entries(engine.get("capital", "")))
    drop = set(split_entries(engine.get("drop", "")))
    for word, cls, value in _dateparser_words(info):
        if word not in drop:
            builder.add(word, cls, value, capital=word in capital)
    for cls, table in data.get("words", {}).items():
        for value, words in table.items():
            for word in split_entries(words):
                builder.add(word, cls, value, capital=word in capital)
    return _compile(code, builder, engine, data, info)


def _compile(
    code: str,
    builder: _Builder,
    engine: Mapping[str, Any],
    data: Mapping[str, Any],
    info: Mapping[str, Any],
) -> Language:
    symbol_of: dict[frozenset[str], str] = {}
    symbols: dict[str, list[str]] = {}

    def word(values: dict[str, str]) -> Word:
        key = frozenset(values)
        if key not in symbol_of:
            symbol_of[key] = chr(0xE100 + len(symbol_of))
            for cls in key:
                symbols.setdefault(cls, []).append(symbol_of[key])
        return Word(values, symbol_of[key])

    exact = {
        form: word({**builder.values.get(form.lower(), {}), **values})
        for form, values in builder.exact.items()
    }
    words = {form: word(values) for form, values in builder.values.items()}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for form in [*words, *exact]:
        parts = tokens(form)
        if len(parts) > 1:
            phrases.setdefault(parts[0].lower(), []).append(tuple(p.lower() for p in parts))
    return Language(
        code=code,
        words=words,
        exact=exact,
        phrases={
            first: tuple(sorted(set(many), key=lambda p: (-len(p), p)))
            for first, many in phrases.items()
        },
        symbols={cls: "".join(chars) for cls, chars in symbols.items()},
        date_order=engine.get("date_order", info.get("date_order", "DMY")),
        asks=bool(info),
        patterns=tuple((p["rule"], p["pattern"]) for p in data.get("pattern", ())),
        counts_nouns=bool(engine.get("counts_nouns")),
        plural_suffix=engine.get("plural_suffix", ""),
        future_suffixes=tuple(engine.get("future_suffixes", ())),
        past_suffixes=tuple(engine.get("past_suffixes", ())),
        small=engine.get("small", False),
        ago_outside=engine.get("ago_outside", False),
    )


def _read(code: str) -> dict[str, Any]:
    path = resources.files("timeline.temporal").joinpath("languages", f"{code}.toml")
    if not code.isalpha() or not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def locale_data(code: str) -> Mapping[str, Any]:
    """Dateparser's own table of a language, or an empty one if it has none."""
    if not code.isalpha():
        return {}
    try:
        module = import_module(f"dateparser.data.date_translation_data.{code}")
    except ModuleNotFoundError:
        return {}
    info: Mapping[str, Any] = module.info
    return info


def _dateparser_words(info: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for names, cls in ((_MONTHS, "month"), (_WEEKDAYS, "weekday")):
        for number, name in enumerate(names, 1):
            forms = {fold(form) for form in info.get(name, ())}
            for form in forms:
                kind = _name_kind(form, forms)
                if kind is not None:
                    yield form, cls + kind, str(number)
    for name, code in _UNITS.items():
        forms = {fold(form) for form in info.get(name, ())}
        for form in forms:
            if len(form) >= 4 or not any(_shortens(form, other) for other in forms):
                yield form, "unit", code
    for meaning, forms in info.get("relative-type", {}).items():
        match = re.fullmatch(r"(in )?(\d+) day( ago)?", meaning)
        for form in forms if match else ():
            sign = "+" if match and match[1] else "-"
            yield fold(form), "day_word", sign + match[2] if match else ""
    for cls in ("am", "pm"):
        for form in info.get(cls, ()):
            yield fold(form), cls, ""


def _name_kind(form: str, forms: set[str]) -> str | None:
    """Tell full names (`""`), abbreviations (`"_abbr"`) and what is too short (None)."""
    if not any(_shortens(form, other) for other in forms) and len(form) > 2:
        return ""
    return "_abbr" if len(form) > 2 or not form.isascii() else None


def _shortens(form: str, other: str) -> bool:
    """Whether one form is an abbreviation of the other rather than an inflection."""
    return other != form and other.startswith(form[:2]) and len(form) <= 5 and (
        len(other) - len(form) >= 2 or len(form) <= 3 < len(other)
    )  # fmt: skip
