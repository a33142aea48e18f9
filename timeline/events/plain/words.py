"""A sentence of another language than English as words, with what is quoted in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.events.plain.language import PlainLanguage

_JOINED = re.compile(r"[^\W_]+(?:[-'’ʼ][^\W_]+)*")
_PARTED = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_QUOTES = re.compile('[“”„«»"]')


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of another language.

    Attributes:
        text: without dateline and leading conjunction.
        date: offsets in it of the expression that dates it.
        dates: of all expressions; `date` is one of them.
        quoted: whether a quotation is open where it begins.
        is_future: whether the date is after the day of publication.
    """

    text: str
    date: tuple[int, int]
    dates: tuple[tuple[int, int], ...]
    quoted: bool = False
    is_future: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its offsets, and whether it is inside a date or a quotation."""

    text: str
    low: str
    start: int
    end: int
    in_date: bool
    quoted: bool


def words_of(
    sentence: str, dates: Sequence[tuple[int, int]], language: PlainLanguage
) -> list[Word]:
    """Cut a sentence into words.

    Args:
        sentence: one sentence.
        dates: offsets of its temporal expressions.
        language: its lists.
    """
    quoted = _quoted_spans(sentence)
    pattern = _PARTED if language.elides else _JOINED
    return [
        Word(
            found[0],
            found[0].lower().replace("’", "'"),
            found.start(),
            found.end(),
            any(start <= found.start() < end for start, end in dates),
            any(start < found.start() < end for start, end in quoted),
        )
        for found in pattern.finditer(sentence)
    ]


def is_quote_open(text: str, opened: bool = False) -> bool:
    """Whether a quotation is open at the end of a text; `opened`: whether one was before it."""
    for mark in _QUOTES.finditer(text):
        opened = opens_quote(text, mark.start())
    return opened


def opens_quote(text: str, at: int) -> bool:
    """Whether what stands at an offset is a quotation mark that opens.

    A word follows, and none stands before it: by its neighbours and not by its form, since „…“,
    “…”, «…» and »…« use the same marks both ways.
    """
    if not _QUOTES.match(text, at):
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return after.isalnum() and not (before.isalnum() or (before != "" and before in ".,!?…"))


def _quoted_spans(sentence: str) -> list[tuple[int, int]]:
    """Spans between quotation marks; one that lacks its partner reaches to the sentence's edge."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _QUOTES.finditer(sentence):
        if opens_quote(sentence, mark.start()):
            opened = mark.start() if opened is None else opened
        else:
            spans.append((-1 if opened is None else opened, mark.start()))
            opened = None
    if opened is not None:
        spans.append((opened, len(sentence)))
    return spans
