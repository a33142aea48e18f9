"""Dated clauses of other languages as they stand: whole, or not at all.

Nothing is reworded. A title is a sentence, or a part of one that begins where it began (behind a
conjunction, or behind a subordinate clause) and ends at a mark after which only a tail follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.events.plain.clauses import Piece, pieces_of
from timeline.events.plain.cuts import MAX_TITLE, cut_whole
from timeline.events.plain.faults import date_fault, is_past_told, only_says, title_fault
from timeline.events.plain.language import PlainLanguage
from timeline.events.plain.words import Sentence, Word, opens_quote, words_of
from timeline.models import Modality

_ASIDES = re.compile(r"\s*\([^()]*\)")
_LOOSE = " ,;:-–—([.…"


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row in another language: its title, how sure it is, and the word that says so."""

    title: str
    modality: Modality = "asserted"
    cue: str | None = None


def tell_plainly(
    sentence: Sentence, proper: frozenset[str], language: PlainLanguage
) -> PlainRow | str:
    """Tell what a sentence says of its date.

    Args:
        sentence: the sentence and its dates.
        proper: beginnings of words that the article writes with a capital inside sentences.
        language: word lists.

    Returns:
        The row, or why there is none.
    """
    words = words_of(sentence.text, sentence.dates, language)
    if not words:
        return "not-prose"
    if sentence.quoted or any(w.quoted for w in words if w.start == _first(sentence.date, words)):
        return "quotation"
    pieces = pieces_of(sentence.text, words, sentence.dates, language)
    fault = date_fault(sentence, words, pieces, language)
    if fault:
        return fault
    cut = cut_whole(sentence, pieces, language)
    if cut is None and _ASIDES.search(sentence.text):
        bare = _without_asides(sentence)
        return "too-long" if bare is None else tell_plainly(bare, proper, language)
    if cut is None:
        return _no_cut(sentence, pieces, language)
    told, left_out, end = cut
    fault = _told_fault(sentence, told, left_out, language) or title_fault(
        told, proper, told[0].start == pieces[0].start, language
    )
    if fault:
        return fault
    title = _trimmed(sentence.text, told[0].start, end, sentence.date[1])
    if title.count("(") != title.count(")"):
        return "incomplete"
    before = [p for p in pieces if p.start < told[0].start]
    return (
        "figures" if "%" in title else PlainRow(title, *_modality(before, told, left_out, language))
    )


def _told_fault(
    sentence: Sentence, told: Sequence[Piece], left_out: Sequence[Piece], language: PlainLanguage
) -> str | None:
    """Say why a stretch does not go with its date, or with what is left out behind it."""
    if sentence.is_future and is_past_told(told, language):
        return "date-against-tense"
    return "only-says-so" if left_out and only_says(told, language) else None


def _trimmed(text: str, begin: int, end: int, date: int) -> str:
    """Cut a title out: no mark at its end that opens what follows, and a capital first.

    The stop of an expression that ends the title is its own ("264 до н. е.").
    """
    while end > max(begin, date) and (text[end - 1] in _LOOSE or opens_quote(text, end - 1)):
        end -= 1
    title = " ".join(text[begin:end].split())
    return title[:1].upper() + title[1:]


def _no_cut(sentence: Sentence, pieces: Sequence[Piece], language: PlainLanguage) -> str:
    if len(sentence.text) > MAX_TITLE:
        return "too-long"
    verbless = language.has_verbs and not any(p.kind == "clause" for p in pieces)
    return "no-clause" if verbless else "incomplete"


def _first(date: tuple[int, int], words: Sequence[Word]) -> int:
    return next((w.start for w in words if w.start >= date[0]), -1)


def _without_asides(sentence: Sentence) -> Sentence | None:
    """The sentence without its brackets, or None where they hold a date."""
    text, dates, date = sentence.text, list(sentence.dates), sentence.date
    for aside in reversed(list(_ASIDES.finditer(text))):
        if any(start < aside.end() and end > aside.start() for start, end in dates):
            return None
        size = aside.end() - aside.start()
        text = text[: aside.start()] + text[aside.end() :]
        dates = [(s - size, e - size) if s > aside.start() else (s, e) for s, e in dates]
        if date[0] > aside.start():
            date = (date[0] - size, date[1] - size)
    return replace(sentence, text=text, date=date, dates=tuple(dates))


def _modality(
    before: Sequence[Piece],
    told: Sequence[Piece],
    left_out: Sequence[Piece],
    language: PlainLanguage,
) -> tuple[Modality, str | None]:
    """Judge by the words of the main clause; what stands around it may say who said it."""
    main = [w for p in told if p.kind in ("clause", "phrase") for w in p.words]
    kinds: tuple[tuple[str, Modality], ...] = (
        ("denials", "negated"), ("negations", "negated"), ("possible", "possible"),
        ("reported", "reported"),
    )  # fmt: skip
    for kind, modality in kinds:
        for word in main:
            if language.among(kind, word.low) and not word.in_date:
                return modality, word.low
    for piece in (*before[-1:], *told, *left_out):
        for word in piece.words:
            if language.among("speech", word.low) and (piece in before or piece.kind == "saying"):
                return "reported", word.low
    complement = next((p for p in told if p.kind == "complement"), None)
    return ("reported", complement.words[0].low) if complement else ("asserted", None)
