"""Words as the terms that linking compares: a stem, how telling it is, whether it is a name.

How telling a stem is comes from a fixed table of general word frequency, never from the articles
that happen to be stored, so that two mentions compare alike on every machine and at any time.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module, resources
from itertools import pairwise
from typing import Protocol, cast

from timeline.events.same_words import SameWords, read_same_words, replace_phrases, sound

_NUMBER_WEIGHT = 9
_COMMON, _RARE = 7.0, 2.8
_STOP = 6.0
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?\.?")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOUNS_CAPITALISED = frozenset({"de", "lb"})
_CUT = 6
_ALGORITHMS = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French", "hu": "Hungarian",
    "it": "Italian", "lt": "Lithuanian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
}  # fmt: skip
_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
    "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
    "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
}  # fmt: skip


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text.

    Attributes:
        stem: lower case; a number as digits.
        code: a hash of the stem with its weight in the lowest four bits (see `weight`), the
            same on every machine.
        is_name, is_number: how it is written.
    """

    stem: str
    code: int
    is_name: bool
    is_number: bool


def weight(code: int) -> int:
    """How telling a term is: 1 (as common as "say") to 15 (rare, such as most names)."""
    return code & 15


def total(codes: frozenset[int]) -> int:
    """Sum the weights of a set of terms."""
    return sum([code & 15 for code in codes])


def terms(text: str, language: str | None) -> list[Term]:
    """Split a text into terms, without function words.

    Args:
        text: a title or a sentence, in the case that it was written in.
        language: BCP 47 primary subtag; None is read as English.

    Returns:
        Terms in the order of the text. A word counts as a name if it is capitalised where the
        language does not capitalise it anyway: not at the start, and not in a headline that
        capitalises every word unless it is rare.
    """
    language = language or "en"
    words = _words(text, language)
    long_words = [word for word in words if len(word) > 3]
    title_case = 10 * sum([word[0].isupper() for word in long_words]) > 7 * len(long_words)
    capitalises = language not in _NOUNS_CAPITALISED
    doubtful = True
    made: list[Term] = []
    for word in words:
        found = _coded(word, language)
        if found is None:
            if _UNSPACED.search(word):
                made += _bigrams(word)
            doubtful = title_case
            continue
        plain, name = found
        is_name = capitalises and word[0].isupper() and (plain.code & 15 > 12 or not doubtful)
        doubtful = title_case
        made.append(name if is_name else plain)
    return made


def count_codes(text: str, language: str | None) -> Counter[int]:
    """Count the codes of the terms of a text that are no numbers."""
    language = language or "en"
    counts: Counter[int] = Counter()
    for word, times in Counter(_words(text, language)).items():
        found = _coded(word, language)
        if found is not None:
            if not found[0].is_number:
                counts[found[0].code] += times
        elif _UNSPACED.search(word):
            for term in _bigrams(word):
                counts[term.code] += times
    return counts


def _words(text: str, language: str) -> list[str]:
    words = _TOKEN.findall(text)
    return replace_phrases(words, _same_words()) if language == "en" else words


@lru_cache(maxsize=50_000)
def code_of(stem: str, weight_of_it: int) -> int:
    """Hash a stem to 28 bits and put its weight below them."""
    digest = blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return (int.from_bytes(digest, "big") >> 4) << 4 | weight_of_it


@lru_cache(maxsize=50_000)
def _coded(word: str, language: str) -> tuple[Term, Term] | None:
    """Read a word as a plain term and as a name; None for one that tells nothing."""
    plain = word.rstrip(".").replace("’", "'").removesuffix("'s").removesuffix("'")
    plain = plain.replace(".", "")
    lower = plain.lower()
    if _UNSPACED.search(word) or not lower:
        return None
    number = lower.replace(",", "") if lower[0].isdigit() else None
    if language == "en":
        number = number or _NUMBERS.get(lower)
    if number is not None:
        term = Term(number, code_of(number, _NUMBER_WEIGHT), False, True)
        return term, term
    acronym = len(plain) > 1 and plain.isupper()
    stem = lower if acronym else _stem(lower, language)
    if language == "en":
        stem, acronym = _same(plain, stem, acronym)
    zipf = _frequencies(language).get(stem, _RARE)
    if (zipf >= _STOP and not acronym) or len(stem) < 2:
        return None
    share = (_COMMON - zipf) / (_COMMON - _RARE)
    code = code_of(stem, max(1, min(15, round(share * 15))))
    return Term(stem, code, False, False), Term(stem, code, True, False)


def _same(plain: str, stem: str, acronym: bool) -> tuple[str, bool]:
    """The stem that stands for an English word, and whether it is still an acronym."""
    heads = _same_words().heads
    head = heads.get(plain if acronym else stem)
    if head is not None:
        return head, False
    if not acronym and stem not in _frequencies("en"):
        return sound(stem), False
    return stem, acronym


@lru_cache(maxsize=1)
def _same_words() -> SameWords:
    return read_same_words(lambda word: _stem(word, "en"))


def _bigrams(word: str) -> Iterator[Term]:
    """Scripts without spaces: every two characters (Manning et al. 2008, section 2.2.1)."""
    for first, second in pairwise(word):
        yield Term(first + second, code_of(first + second, 9), False, False)


def _stem(lower: str, language: str) -> str:
    stemmer = _stemmer(language)
    return lower[:_CUT] if stemmer is None else stemmer.stemWord(lower)


@lru_cache(maxsize=32)
def _stemmer(language: str) -> _Stemmer | None:
    """Find the Snowball stemmer; other languages are cut (McNamee and Mayfield 2004)."""
    name = _ALGORITHMS.get(language)
    if name is None:
        return None
    module = import_module(f"snowballstemmer.{name.lower()}_stemmer")
    return cast(_Stemmer, getattr(module, f"{name}Stemmer")())


@lru_cache(maxsize=32)
def _frequencies(language: str) -> Mapping[str, float]:
    table: dict[str, float] = {}
    for line in _lines():
        if line.startswith(f"{language}\t"):
            _, zipf, stems = line.split("\t")
            table.update(dict.fromkeys(stems.split(" "), float(zipf)))
    return table


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    data = resources.files("timeline.events").joinpath("data", "stem-frequency.tsv.gz")
    return tuple(gzip.decompress(data.read_bytes()).decode("utf-8").splitlines())
