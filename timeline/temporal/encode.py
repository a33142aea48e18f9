r"""A text as a string of symbols, one for each token, on which the rules are matched.

A known word becomes the symbol of its class set (see `timeline.temporal.language`), a number
that of its shape, white space one space (a blank line `\n`), any other word `w`, `W`
(capitalised) or `U` (capitals), punctuation itself. Rules then are ordinary regular
expressions over this string, short, bounded, and the same in all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from timeline.temporal.language import Language, Word

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_SAME = {ord(c): "-" for c in "–—‑‐−‒―"} | {ord(c): "'" for c in "’ʼ‘`´"} | {
    ord(c): '"' for c in "“”„«»‹›"} | {ord(c): "$" for c in "£€¥₽₴₤₩₹¢"}  # fmt: skip

_APOSTROPHES = "'’ʼ‘"
DIGIT_CLASSES = (
    "int", "day", "monthno", "hour", "minute", "yy", "year", "year3", "ymd", "d2", "d4", "big",
)  # fmt: skip
_DIGIT_BASE = 0xE000
MAX_DIGITS = 9


def digit_classes(token: str) -> frozenset[str]:
    """The shapes that a token of digits has.

    `day` 1-31, `monthno` 1-12, `hour` 0-24, `minute` two digits below 60, `yy` two digits,
    `year` 1000-2199, `year3` 100-999, `ymd` eight digits, `int` up to nine digits, else `big`.
    """
    length = len(token)
    if length > MAX_DIGITS:
        return frozenset({"big"})
    number = int(token)
    classes = {"int"}
    if length <= 2:
        classes |= {
            name
            for name, holds in (
                ("day", 1 <= number <= 31),
                ("monthno", 1 <= number <= 12),
                ("hour", number <= 24),
                ("minute", length == 2 and number < 60),
                ("yy", length == 2),
                ("d2", length == 2),
            )
            if holds
        }
    elif length == 3 and token[0] != "0":
        classes.add("year3")
    elif length == 4:
        classes |= {"d4"} | ({"year"} if 1000 <= number <= 2199 else set())
    elif length == 8 and 1900 <= int(token[:4]) <= 2100:
        classes.add("ymd")
    return frozenset(classes)


def _digit_symbols() -> dict[frozenset[str], str]:
    samples: list[str] = [f"{n}" for n in range(100)] + [f"{n:02d}" for n in range(10)]
    samples += ["007", "700", "0800", "1999", "3000", "20240709", "12345", "1" * 10]
    kinds = sorted({digit_classes(sample) for sample in samples}, key=sorted)
    return {kind: chr(_DIGIT_BASE + i) for i, kind in enumerate(kinds)}


DIGIT_SYMBOLS = _digit_symbols()


def digit_symbols(cls: str) -> str:
    """All symbols of numbers that have a shape."""
    return "".join(symbol for kind, symbol in DIGIT_SYMBOLS.items() if cls in kind)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text and its symbols.

    Attributes:
        text: the text.
        code: one symbol for each token.
        starts: offset of each token in `text`, and the text's length at the end.
        language: whose words were looked up.
    """

    text: str
    code: str
    starts: list[int]
    language: Language

    def token(self, index: int) -> str:
        """The token at an index of `code`."""
        return self.text[self.starts[index] : self.starts[index + 1]]

    def word(self, index: int) -> Word | None:
        """What the lexicon says of the token at an index."""
        return self.language.word(self.token(index))


_KNOWN_LIMIT = 32768
_KNOWN_LENGTH = 40
_OPENS = "\uf8ff"  # marks the symbol of a token that may begin a phrase


class _Symbols(dict[str, str]):
    """Symbols of the tokens that a language has seen so far.

    An entry depends on nothing but its token, so threads may fill it at once.
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, part: str) -> str:
        opens = _OPENS if part.lower() in self.language.phrases else ""
        symbol = _symbol(part, self.language) + opens
        if len(part) <= _KNOWN_LENGTH:
            self[part] = symbol
        return symbol


_known = lru_cache(maxsize=64)(_Symbols)


def encode(text: str, language: Language) -> Encoded:
    """Turn a text into symbols: each token by itself, then those that are phrases together."""
    known = _known(language)
    if len(known) > _KNOWN_LIMIT:
        known.clear()
    parts: list[str] = _TOKEN.findall(text)
    symbols = [known[part] for part in parts]
    edges = [0, *accumulate(map(len, parts))]
    code: list[str] = []
    starts: list[int] = []
    done = 0
    for index in [i for i, symbol in enumerate(symbols) if len(symbol) > 1]:
        if index < done:
            continue
        length = _phrase(parts, index, language.phrases[parts[index].lower()])
        word = language.word(text[edges[index] : edges[index + length]]) if length else None
        if word is not None:
            code += symbols[done:index]
            code.append(word.symbol)
            starts += edges[done : index + 1]
            done = index + length
    code += symbols[done:]
    starts += edges[done:]
    return Encoded(text, "".join(code).replace(_OPENS, ""), starts, language)


def _symbol(part: str, language: Language) -> str:
    first = part[0]
    if first.isalpha():
        word = language.word(part)
        if word is not None:
            return word.symbol
        if first.islower():
            return "w"
        return "U" if len(part) > 1 and part.isupper() else "W"
    if first.isdecimal():
        return DIGIT_SYMBOLS[digit_classes(part)]
    if first.isspace():
        return "\n" if part.count("\n") > 1 else " "
    if part in language.words:
        return language.words[part].symbol
    folded = first.translate(_SAME)
    return folded if folded.isascii() and folded.isprintable() else "·"


def _phrase(parts: list[str], at: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """Length in tokens of the longest phrase at a place, 0 if there is none."""
    third = parts[at + 2].lower() if at + 2 < len(parts) else ""
    for phrase in phrases:
        if len(phrase) > 2 and phrase[2] != third and phrase[2].isalnum():
            continue
        window = parts[at : at + len(phrase)]
        if len(window) == len(phrase) and all(map(_same, window, phrase)):
            return len(phrase)
    return 0


def _same(token: str, wanted: str) -> bool:
    if wanted == " ":
        return token.isspace() and token.count("\n") < 2
    if wanted == "'":
        return token in _APOSTROPHES
    return token.lower() == wanted
