"""A pattern that matched at a place, with access to words, numbers and offsets by slot name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from timeline.temporal.encode import Encoded
from timeline.temporal.grammar import Compiled
from timeline.temporal.language import Language, symbol_pattern


@lru_cache(maxsize=4096)
def _beside(language: Language, classes: str, gap: str, *, after: bool = False) -> re.Pattern[str]:
    symbols = language.symbols
    chars = "".join(symbols.get(name, "") for name in classes.split("|")) or "\0"
    return re.compile(f"{gap}[{chars}]" if after else f"[{chars}]{gap}\\Z")


_GROUP = 3


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule's reader is given.

    Attributes:
        encoded: the text.
        found: the match over its symbols.
        compiled: the pattern that matched.
    """

    encoded: Encoded
    found: re.Match[str]
    compiled: Compiled

    def __contains__(self, name: str) -> bool:
        """Whether a slot took part in the match."""
        return self.found.re.groupindex.get(name, 0) > 0 and self.found.start(name) >= 0

    @property
    def start(self) -> int:
        """Character offset at which the match begins."""
        return self.encoded.starts[self.found.start()]

    @property
    def end(self) -> int:
        """Character offset after its last token."""
        return self.encoded.starts[self.found.end()]

    @property
    def text(self) -> str:
        """The words."""
        return self.encoded.text[self.start : self.end]

    def span(self, name: str) -> tuple[int, int]:
        """Character offsets of a named group."""
        starts = self.encoded.starts
        return starts[self.found.start(name)], starts[self.found.end(name)]

    def token(self, name: str) -> str:
        """The token in a slot."""
        return self.encoded.token(self.found.start(name))

    def value(self, name: str) -> str:
        """What the word in a slot stands for in the slot's class."""
        word = self.encoded.word(self.found.start(name))
        if word is not None:
            for cls in self.compiled.classes[name]:
                if cls in word.values:
                    return word.values[cls]
        return self.token(name)

    def number(self, name: str) -> int:
        """The number in a slot, in digits or as the value of its word."""
        return int(self.value(name))

    def get(self, name: str) -> str | None:
        """`value`, or None if the slot did not take part."""
        return self.value(name) if name in self else None

    def before(self, length: int = 24) -> str:
        """The symbols before the match."""
        at = self.found.start()
        return self.encoded.code[max(0, at - length) : at]

    def after(self, length: int = 24) -> str:
        """The symbols after the match."""
        at = self.found.end()
        return self.encoded.code[at : at + length]

    def follows(self, classes: str, *, gap: str = " ?") -> bool:
        """Whether a word of one of the classes (`a|b`) stands right after the match."""
        pattern = _beside(self.encoded.language, classes, gap, after=True)
        return pattern.match(self.encoded.code, self.found.end()) is not None

    def goes_on(self, source: str) -> bool:
        """Whether the text goes on with a pattern of word classes (`symbol_pattern`)."""
        pattern = symbol_pattern(self.encoded.language, source)
        return pattern.match(self.encoded.code, self.found.end()) is not None

    def comes_after(self, source: str) -> bool:
        """Whether a pattern of word classes (`symbol_pattern`) stands right before the match."""
        pattern = symbol_pattern(self.encoded.language, f"(?:{source})\\Z")
        return pattern.search(self.before()) is not None

    def led_by(self, source: str) -> bool:
        """Whether a pattern of word classes (`symbol_pattern`) ends right before the match."""
        pattern = symbol_pattern(self.encoded.language, f"(?:{source})\\Z")
        return pattern.search(self.before(8)) is not None

    def follows_capital(self) -> bool:
        """Whether a capitalised word stands right after the match."""
        if self.after(1) != " ":
            return False
        start = self.encoded.starts[self.found.end() + 1]
        return self.encoded.text[start : start + 1].isupper()

    def precedes(self, classes: str, *, gap: str = " ?") -> bool:
        """Whether a word of one of the classes (`a|b`) stands right before the match."""
        return _beside(self.encoded.language, classes, gap).search(self.before()) is not None

    def starts_with(self, cls: str) -> bool:
        """Whether the first token of the match has a class."""
        word = self.encoded.word(self.found.start())
        return word is not None and cls in word.values

    def count(self) -> float | None:
        """The number that `<N>` read (None: unknown, as in "several").

        Numbers with a fraction ("2 1/2", "3.5", "one and a half") are floats with .5 and such;
        three digits after a comma or stop are thousands ("2,500", "2.500").
        """
        if "n" in self:
            number: float = self.number("n")
            if "n_over" in self:
                number += self.number("n_over") / max(1, self.number("n_under"))
            if "n_tenths" in self:
                digits = self.token("n_tenths")
                if len(digits) == _GROUP:
                    number = number * 1000 + int(digits)
                else:
                    number += int(digits) / 10 ** len(digits)
        elif "n_word" in self:
            number = self.number("n_word") + (self.number("n_more") if "n_more" in self else 0)
            number *= self.number("n_hundred") if "n_hundred" in self else 1
        elif "n_many" in self:
            number = self.number("n_many")
        elif "n_some" in self or "n_vague" in self:
            value = self.value("n_some" if "n_some" in self else "n_vague")
            if value == "X":
                return None
            number = float(value)
        else:
            number = 1
        return number + (0.5 if "and_a_half" in self else 0)
