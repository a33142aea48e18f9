"""A sentence of another language than English, cut at its marks into typed pieces.

The pieces are told apart by their first words and by whether they hold a finite verb; that is
enough to see where a clause is whole, and whose date a date is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from timeline.events.plain.language import PlainLanguage
from timeline.events.plain.words import Word

PieceKind = Literal["clause", "phrase", "subordinate", "relative", "complement", "saying", "aside"]
_MARK = re.compile(
    r"(?P<comma>,(?!\d)|، ?)|(?P<stop>[;；、，。：]|:(?!\d))"
    r"|(?P<dash>(?<=\s)[—–-]+(?=\s)|—)|(?P<open>[(\[])|(?P<close>[)\]])"
)
_LONGEST_SAYING = 14  # words
_NEAR = 3  # words among which a relative word opens a clause ("влада якого")
_CONTRACTED = frozenset(("am", "beim", "im", "vom", "zum", "zur"))
_ARTICLES = frozenset(("der", "die", "das", "den", "dem"))


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two marks.

    Attributes:
        kind: `clause` has a finite verb of its own and no opener; `phrase` has none;
            `subordinate`, `relative`, `complement` by their opener; `saying` is an attribution
            (", sagte X"); `aside` stands in brackets.
        words: its words.
        start, end: offsets, without the marks; `mark` is the one before it, or empty.
        joined: whether a conjunction opens it.
    """

    kind: PieceKind
    words: tuple[Word, ...]
    start: int
    end: int
    mark: str
    joined: bool = False


def pieces_of(
    sentence: str, words: Sequence[Word], dates: Sequence[tuple[int, int]], language: PlainLanguage
) -> list[Piece]:
    """Cut a sentence at its commas, colons, dashes and brackets, but for those inside dates."""
    pieces: list[Piece] = []
    start, before, depth = 0, "", 0
    for mark in _MARK.finditer(sentence):
        if any(begin < mark.start() < end for begin, end in dates):
            continue
        _add(pieces, sentence, words, (start, mark.start()), before, depth, language)
        depth = max(0, depth + (mark.lastgroup == "open") - (mark.lastgroup == "close"))
        start, before = mark.end(), mark[0]
    _add(pieces, sentence, words, (start, len(sentence)), before, depth, language)
    return pieces


def _add(
    pieces: list[Piece],
    sentence: str,
    words: Sequence[Word],
    span: tuple[int, int],
    mark: str,
    depth: int,
    language: PlainLanguage,
) -> None:
    start, end = span
    own = tuple(word for word in words if start <= word.start < end)
    if not own:
        return
    joined = language.among("joiners", own[0].low) and len(own) > 1
    kind: PieceKind = "aside" if depth else _kind(own[joined:], mark, pieces, language)
    if kind == "clause" and mark.startswith(","):
        kind = _continued(pieces, language) or kind
    lead = len(sentence[start:end]) - len(sentence[start:end].lstrip())
    whole = Piece(kind, own, start + lead, end, mark, joined)
    pieces.extend(_parted(whole, language) if kind == "clause" else [whole])


def _continued(pieces: Sequence[Piece], language: PlainLanguage) -> PieceKind | None:
    """The kind of a clause that has begun and still waits for its verb (", що Карфаген, …,")."""
    for piece in reversed(pieces):
        if piece.kind in ("phrase", "aside"):
            continue
        waits = piece.kind in ("relative", "subordinate", "complement")
        return piece.kind if waits and finite_verb(piece.words, language) < 0 else None
    return None


def _parted(piece: Piece, language: PlainLanguage) -> list[Piece]:
    """Part a clause before a second verb that a conjunction joins, and before a loose tail.

    A tail is a purpose ("pour évoquer …") or a phrase of time ("tras …") behind the verb: what
    stands before it is whole and stays true without it.
    """
    words = piece.words
    verb = finite_verb(words, language)
    for i in range(verb + 2, len(words) - 1):
        word, before = words[i], words[i - 1]
        if word.in_date or _binds(before.low, language):
            continue
        joined = language.among("joiners", word.low) and (
            finite_verb(words[i + 1 :], language) >= 0
        )
        if joined or _is_tail(words, i, language) or _adds_phrase(words, i, language):
            first = replace(piece, words=words[:i], end=word.start)
            rest = Piece(
                "clause" if joined else "phrase", words[i:], word.start, piece.end, "", joined
            )
            return [first, *_parted(rest, language)]
    return [piece]


def _adds_phrase(words: Sequence[Word], i: int, language: PlainLanguage) -> bool:
    """Whether an undated "and in …" only adds to a phrase before it."""
    after = words[i + 1].low
    return (
        language.among("joiners", words[i].low)
        and (language.among("prepositions", after) or after in _CONTRACTED)
        and not any(word.in_date for word in words[i:])
    )


def _binds(low: str, language: PlainLanguage) -> bool:
    return any(language.among(kind, low) for kind in ("prepositions", "determiners", "joiners"))


def _is_tail(words: Sequence[Word], i: int, language: PlainLanguage) -> bool:
    low, following = words[i].low, words[i + 1].low
    if not language.among("tails", low):
        return False
    if not language.among("purposes", low):
        return True
    return following.endswith(tuple(language.sets.get("infinitives", ())))


def finite_verb(words: Sequence[Word], language: PlainLanguage) -> int:
    """Give the index of the first finite verb of a piece, or -1.

    In German a participle before its noun ends like a verb ("das im Juni verabschiedete Gesetz"):
    the first such word behind a determiner and its phrase is none. Nor is the verb of a relative
    clause that no comma sets off ("el hombre que murió fue …").
    """
    attribute = inside = False
    for i, word in enumerate(words):
        before = words[i - 1].low if i else ""
        inside |= bool(i) and not language.verb_last and language.among("relatives", word.low)
        attribute |= language.verb_last and _opens_attribute(words, i, language)
        opens = word.start == 0 and not language.verb_last
        if word.in_date or not language.is_finite(word.low if opens else word.text, before):
            continue
        if inside or (attribute and not language.among("verbs", word.low)):
            attribute = inside = False
            continue
        return i
    if language.verb_last:
        for i in range(1, len(words) - 1):
            if language.follows_noun(words[i].text, words[i - 1].text) and not words[i].in_date:
                return i
    return -1


def _opens_attribute(words: Sequence[Word], i: int, language: PlainLanguage) -> bool:
    """Whether a German determiner is followed by a phrase or date instead of its noun."""
    if not language.among("determiners", words[i].low):
        return False
    for word in words[i + 1 : i + 4]:
        if word.in_date or language.among("prepositions", word.low) or word.low in _CONTRACTED:
            return True
        if word.text[:1].isupper():
            return False
    return False


def _kind(
    words: Sequence[Word], mark: str, earlier: Sequence[Piece], language: PlainLanguage
) -> PieceKind:
    verb = finite_verb(words, language)
    first = words[0].low
    if mark:
        if mark.startswith((",", "—", "–", "-")) and _is_relative(words, earlier, language):
            return "relative"
        if _is_saying(words, verb, earlier, language):
            return "saying"
    linked = language.among("prepositions", first) or language.among("tails", first)
    if linked and any(language.among("complementisers", w.low) for w in words[1:_NEAR]):
        return "subordinate"  # "pendant que", "para que"
    if language.among("complementisers", first) and earlier:
        return "complement"
    if language.among("subordinators", first) and (mark.startswith(",") or verb >= 0):
        return "subordinate"
    if language.verb_last and mark.startswith(",") and 1 < verb == len(words) - 1:
        return "relative"
    return "clause" if verb >= 0 else "phrase"


def _is_relative(words: Sequence[Word], earlier: Sequence[Piece], language: PlainLanguage) -> bool:
    """Whether a piece opens with a relative word, alone or near its beginning ("in denen")."""
    first = words[0].low
    if language.verb_last and first in _ARTICLES:
        # An apposition ("Merkel, die Kanzlerin") has no verb; what follows it has.
        return finite_verb(words, language) > 0
    if language.among("complementisers", first):
        # "що" and "что" open what was said, or a relative clause behind a noun.
        return language.among("relatives", first) and not _says(earlier, language)
    near = words[: 2 if language.verb_last else _NEAR]
    return any(
        language.among("relatives", word.low)
        and not language.among("complementisers", word.low)
        and not (i and language.verb_last and word.low in _ARTICLES)
        for i, word in enumerate(near)
    )


def _says(earlier: Sequence[Piece], language: PlainLanguage) -> bool:
    """Whether the piece before has a verb of saying, or ends in a verb."""
    if not earlier:
        return False
    words = earlier[-1].words
    return language.is_finite(words[-1].text) or any(
        language.among(kind, word.low) for word in words for kind in ("speech", "denials")
    )


def _is_saying(
    words: Sequence[Word], verb: int, earlier: Sequence[Piece], language: PlainLanguage
) -> bool:
    """Whether a piece only says who said it (", sagte der Minister", ", según la policía")."""
    if not earlier or len(words) > _LONGEST_SAYING:
        return False
    first = words[0].low
    if language.among("speech", first) or language.among("reported", first):
        return True
    if language.among("helpers", first):
        return len(words) > 1 and language.among("spoken", words[1].low)
    return first == "so" and language.verb_last and verb < 0


def piece_of(pieces: Sequence[Piece], offset: int) -> int:
    """Give the index of the piece that holds an offset, or -1."""
    return next((i for i, p in enumerate(pieces) if p.start <= offset < p.end), -1)
