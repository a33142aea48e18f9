"""Sentence boundaries as character offsets.

One pass over the marks that may end a sentence; each is decided by a bounded look to the left
(is it an abbreviation, an initial, a number?) and to the right (does a sentence begin?), so the
time is linear in the text. The principle (a stop ends a sentence unless the word before it or
the word after it says otherwise) follows Grefenstette and Tapanainen, "What is a word, what is
a sentence?" (1994). A newline always ends a sentence: articles separate paragraphs by one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_CLOSERS = "\"'”’»›)\\]」』）】"
_OPENERS = "\"'“‘«‹„([「『（【–—¿¡-"
_LINES = "\n\x0b\x0c\r\x85\u2028\u2029"
_WIDE = "。！？｡।۔؟"
_STOPS = ".!?…"
_MARK = re.compile(
    rf"(?=[{_LINES}{_WIDE}{_STOPS}])"
    rf"(?:(?P<newline>[{_LINES}]+)"
    rf"|(?P<wide>[{_WIDE}]+[{_CLOSERS}]*)"
    rf"|(?P<stop>[{_STOPS}]+)(?P<close>[{_CLOSERS}]*))"
)
_BEFORE_WORD = "\"'“‘«‹„([（「『<*_–—-…."
_NEXT = re.compile(rf"(?P<gap>[^\S\n]*)(?P<open>[{re.escape(_OPENERS)}]*)(?P<word>[\w'’]*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    joins: frozenset[str]
    ends: frozenset[str]
    numbers: frozenset[str]
    starters: frozenset[str]
    ordinals: bool


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    raw = resources.files("timeline").joinpath("data/abbreviations.toml").read_text("utf-8")
    return {
        language: {kind: frozenset(words.split()) for kind, words in kinds.items()}
        for language, kinds in tomllib.loads(raw).items()
    }


@lru_cache(maxsize=64)
def _abbreviations(language: str) -> _Abbreviations:
    tables = _tables()
    general, own = tables["any"], tables.get(language, {})

    def merged(kind: str) -> frozenset[str]:
        return general.get(kind, frozenset()) | own.get(kind, frozenset())

    return _Abbreviations(
        merged("joins"),
        merged("ends"),
        merged("numbers"),
        merged("starters"),
        language in tables["any"]["ordinals"],
    )


def split(text: str, language: str | None) -> list[tuple[int, int]]:
    """Split a text into sentences.

    Args:
        text: paragraphs separated by newlines.
        language: BCP 47 tag, or None; chooses the abbreviations.

    Returns:
        (start, end) character offsets in order, without surrounding white space, not
        overlapping, none empty. Everything but white space lies in exactly one of them.
    """
    primary = re.split("[-_]", language or "", maxsplit=1)[0].lower()
    words = _abbreviations(primary)
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _MARK.finditer(text):
        if mark["newline"]:
            end = mark.start()
        elif mark["wide"] or _ends(text, mark, words):
            end = mark.end()
        else:
            continue
        _add(spans, text, start, end)
        start = mark.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(stripped)))


def _ends(text: str, mark: re.Match[str], words: _Abbreviations) -> bool:
    follows = _NEXT.match(text, mark.end())
    gap, opened, word = (follows["gap"], follows["open"], follows["word"]) if follows else ("",) * 3
    at_end = follows is None or follows.end() >= len(text) or text[follows.end()] == "\n"
    if not word and not opened and at_end:
        return True
    if not gap:
        return _glued(text, mark, word)
    if word[:1].islower() or (not word and not opened):
        return False
    if mark["stop"] != ".":
        return mark["stop"] != "..." or bool(word[:1].isupper() or opened)
    if mark["close"]:
        return True
    return not _abbreviated(text, mark.start(), word, opened, words)


def _glued(text: str, mark: re.Match[str], word: str) -> bool:
    """Whether a stop without white space after it ends a sentence ("he said.The"; not "3.5")."""
    before = text[max(0, mark.start() - 2) : mark.start()]
    if mark["close"]:
        return word[:1].isupper() and before[-1:].isalpha()
    return (
        len(before) == 2
        and before.isalpha()
        and before.islower()
        and len(word) > 1
        and word[0].isupper()
        and word[1:].islower()
    )


def _abbreviated(text: str, stop: int, word: str, opened: str, words: _Abbreviations) -> bool:
    """Whether the full stop at `stop` belongs to the word before it."""
    last = text[max(0, stop - _LOOK_BACK) : stop].split()[-1:]
    before = last[0].lstrip(_BEFORE_WORD) if last else ""
    if not before:
        return False
    if word[:1].isdigit() and before in words.numbers:
        return True
    if before.isdigit():
        return words.ordinals and len(before) <= 2
    if before in words.joins:
        return True
    if before in words.ends:
        return not opened and bool(word) and word not in words.starters and not word[0].isdigit()
    if _INITIALS.match(before):
        return word not in words.starters and not opened
    return False
