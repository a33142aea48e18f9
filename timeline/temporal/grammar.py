r"""The notation of rules, and their registry.

A rule is a function under `@rule(pattern, …)`; its name is the rule's name. A pattern is a
regular expression over the symbols of `timeline.temporal.encode`, in which

- `{class}` is one token of a word or number class, captured under the class's name;
  `{class:name}` captures it under another name, `{a|b}` is a token of either class
  (captured under the first name), `{!class}` is not captured;
- `<NAME>` is one of the `MACROS` below;
- a space is one stretch of white space; anything else is as usual (`? ( | ) \.`).

Every pattern is bounded, begins at a token's start and ends at one's end, and must not touch a
letter or digit of another word. The longest match wins, then the rule that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from timeline.temporal.encode import DIGIT_CLASSES, DIGIT_SYMBOLS, digit_symbols
from timeline.temporal.language import Language

if TYPE_CHECKING:
    from timeline.temporal.context import Here
    from timeline.temporal.match import Match
    from timeline.temporal.meaning import Answer

Reader = Callable[["Match", "Here"], "Answer"]

MACROS: dict[str, str] = {
    # how many: "3", "3.5", "2 1/2", "twenty-two", "a hundred", "a couple of", "several"
    "N": (
        r"(?:{int:n}(?:-{!count_suffix})?(?:[.,]{int:n_tenths}| {int:n_over}/{int:n_under})?"
        r"|{num:n_word}(?:[ -]{num:n_more})?(?:[ -]{hundred:n_hundred})?"
        r"|(?<![\ue000-\ue0ff] )(?:{a:n_one} )?{hundred:n_many}|{a:n_few} {some:n_some}(?: {!of})?"
        r"|{some:n_vague}(?: {!of})?|{a:n_single})"
    ),
    "MONTH": r"{month|month_abbr:month}(?:(?<={!month_abbr})\.)?",
    "TOMONTH": r"{month|month_abbr:to_month}(?:(?<={!month_abbr})\.)?",
    "JOIN": r"(?P<join> ?- ?| {!to} (?:{!the} )?| {!and} (?:{!the} )?|, | ?/ ?)",
    "DAY": r"{day}(?:-?{!ordinal_suffix})?",
    "DAYDOT": r"{day}(?:-?{!ordinal_suffix}|\.)?",
    "YEAR": r"(?:{!year_word} )?{year}(?!-{!decade_suffix})(?:-{!ordinal_suffix})?<YEARNOUN>",
    "YEARNOUN": r"(?: ?(?:{!year_word}|{!year_abbr}\.?))?",
    "WEEKDAY": r"(?:{weekday|weekday_abbr:weekday}\.?(?: |, |,? {!the} ?|,? {!on} ))",
    "WEEKDAYX": r"(?:{!weekday|weekday_abbr}\.?(?: |, |,? {!the} ?|,? {!on} ))",
    "ERA": r"(?:\.? ?(?:{bc}|{ad}))",
    "OFAGE": (
        r"(?:<OFTHE>(?:{roman|ordinal:age}(?:-?{!ordinal_suffix})?|{int:age_in_digits}\.?)"
        r" {unit:century}|<OFTHE>{century_name:age_in_words})"
    ),
    "OFTHE": r"(?:(?: {!of})? (?:{!the} )?(?:(?:w|{!of|the})')?)",
    "DASH": r" ?- ?",
    "THE": r"(?:{!the} )",
    "OF": r"(?: {!of})",
    "S": r"'(?:w|{!decade_suffix})",
}
_SLOT = re.compile(r"\{(!?)([a-z0-9_|]+)(?::([a-z_0-9]+))?\}")
_FIRST_WORD = "\ue100"
_WORDLIKE = "\ue000-\uf8ffwWU"  # every symbol of a word or number


@dataclass(frozen=True, slots=True)
class Rule:
    """A named way to read an expression.

    Attributes:
        name: as it is stored with every date.
        reader: turns a match into what it means, a refusal, or None (not mine).
        order: place in the registry; the earlier rule wins a tie.
        patterns: in the notation above.
    """

    name: str
    reader: Reader
    order: int
    patterns: tuple[str, ...]


@dataclass(slots=True)
class Registry:
    """All rules, in the order of their modules."""

    rules: list[Rule] = field(default_factory=list)

    def add(self, reader: Reader, patterns: tuple[str, ...]) -> None:
        """Register a rule under its function's name."""
        name = reader.__name__
        self.rules.append(Rule(name, reader, len(self.rules), patterns))


REGISTRY = Registry()


def rule(*patterns: str) -> Callable[[Reader], Reader]:
    """Register the decorated function as the reader of these patterns."""

    def register(reader: Reader) -> Reader:
        REGISTRY.add(reader, patterns)
        return reader

    return register


@dataclass(slots=True, eq=False)
class Compiled:
    """One pattern of a rule for one language.

    Attributes:
        rule: whose it is.
        source: the regular expression over symbols.
        probe: matches it in part, which the dispatch table is made from.
        classes: captured name → classes that it may be.
        sets: the symbols that stand in it for word classes, together.
    """

    rule: Rule
    source: str
    probe: regex.Pattern[str]
    classes: dict[str, tuple[str, ...]]
    sets: tuple[str, ...]
    _find: re.Pattern[str] | None = None

    def find(self) -> re.Pattern[str]:
        """The pattern that matches at a place of the code, compiled when it is first needed."""
        if self._find is None:
            self._find = re.compile(self.source)
        return self._find

    def begins(self, symbols: Iterable[str]) -> Iterator[str]:
        """Those of some symbols that a match may begin with.

        Symbols that stand in the same sets are the same to the pattern: one of them is tried.
        """
        tried: dict[tuple[bool, ...] | str, bool] = {}
        members = frozenset("".join(self.sets))
        for symbol in symbols:
            alike: tuple[bool, ...] | str = symbol
            if symbol in members or symbol >= _FIRST_WORD:
                alike = tuple(symbol in chars for chars in self.sets)
            if alike not in tried:
                tried[alike] = self.probe.match(symbol, partial=True) is not None
            if tried[alike]:
                yield symbol


def compile_pattern(rule_: Rule, pattern: str, language: Language) -> Compiled:
    """Translate a pattern for a language."""
    classes: dict[str, tuple[str, ...]] = {}
    sets: dict[str, None] = {}

    def slot(match: re.Match[str]) -> str:
        names = tuple(match[2].split("|"))
        chars = "".join(
            digit_symbols(name) if name in DIGIT_CLASSES else language.symbols.get(name, "")
            for name in names
        )
        body = f"[{chars}]" if chars else "(?!)"
        sets[chars] = None
        if match[1]:
            return body
        label = match[3] or names[0]
        classes[label] = names
        return f"(?P<{label}>{body})"

    for _ in range(4):
        pattern = re.sub(r"<([A-Z]+)>", lambda m: MACROS[m[1]], pattern)
    source = _SLOT.sub(slot, pattern)
    source = f"(?<![{_WORDLIKE}])(?:{source})(?![{_WORDLIKE}])"
    return Compiled(rule_, source, regex.compile(source), classes, tuple(sets))


_OPENING = "$#'("


@lru_cache(maxsize=64)
def alphabet(language: Language) -> tuple[str, ...]:
    """The symbols that a match may begin with: words, numbers and some punctuation."""
    words = {symbol for symbols in language.symbols.values() for symbol in symbols}
    return (*sorted(words), *DIGIT_SYMBOLS.values(), *_OPENING)


DISPATCH = 3
_TABLE_LIMIT = 65536
Candidates = tuple[tuple[Compiled, Callable[[str, int], re.Match[str] | None]], ...]


class Grammar:
    """The compiled rules of a language, with a table of which may match where.

    The table is keyed by the next three symbols and grows as texts are read; an entry
    depends on nothing but its key, so threads may fill it at once. Patterns that lack a class
    that they cannot do without in this language begin nowhere, and are never compiled.
    """

    def __init__(self, language: Language, registry: Registry) -> None:
        named = {rule_.name: rule_ for rule_ in registry.rules}
        sources = [(rule_, p) for rule_ in registry.rules for p in rule_.patterns]
        sources += [(named[name], pattern) for name, pattern in language.patterns]
        self._table: dict[str, Candidates] = {}
        self._likely: dict[str, list[Compiled]] = {}
        symbols = alphabet(language)
        patterns = [compile_pattern(rule_, pattern, language) for rule_, pattern in sources]
        for one in patterns:
            for symbol in one.begins(symbols):
                self._likely.setdefault(symbol, []).append(one)
        self.triggers = re.compile(f"[{re.escape(''.join(sorted(self._likely)))}]")

    def candidates(self, key: str) -> Candidates:
        """The patterns that may match where a text goes on with these symbols."""
        found = self._table.get(key)
        if found is None:
            found = tuple((one, one.find().match) for one in self._beginning(key))
            if len(self._table) >= _TABLE_LIMIT:
                self._table.clear()
            self._table[key] = found
        return found

    def _beginning(self, key: str) -> list[Compiled]:
        """The patterns that begin with symbols, among those that begin with all but the last."""
        if len(key) == DISPATCH or key not in self._likely:
            many = self._beginning(key[:-1]) if len(key) > 1 else []
            many = [one for one in many if one.probe.match(key, partial=True)]
            if len(key) == DISPATCH:
                return many
            self._likely[key] = many
        return self._likely[key]
