"""Where a row of another language begins and ends: the longest stretch that stands whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline.events.plain.clauses import Piece, finite_verb, piece_of
from timeline.events.plain.language import PlainLanguage
from timeline.events.plain.words import Sentence, Word

MAX_TITLE = 120
_TAILS = frozenset(("subordinate", "relative", "complement", "saying", "aside"))


def cut_whole(
    sentence: Sentence, pieces: Sequence[Piece], language: PlainLanguage
) -> tuple[list[Piece], list[Piece], int] | None:
    """Choose the longest whole stretch of at most 120 characters that holds the date.

    Returns:
        The pieces that are told, those left out behind them, and where the title ends.
    """
    for stretch in _stretches(sentence, pieces, language):
        for after in range(len(stretch), 0, -1):
            end = stretch[after - 1].end if after < len(stretch) else len(sentence.text)
            told, rest = stretch[:after], stretch[after:]
            if end - told[0].start > MAX_TITLE:
                continue
            if end < sentence.date[1]:
                break
            if _is_whole(told, rest, language):
                return told, rest, end
    return None


def _stretches(
    sentence: Sentence, pieces: Sequence[Piece], language: PlainLanguage
) -> Iterator[list[Piece]]:
    """The pieces from where a title may begin: with the sentence, or with a later clause.

    A later one stands behind a semicolon, a clause of time or condition, or is what somebody
    said ("…, що Росія …"). German clauses behind others begin with their verb and are none.
    """
    yield list(pieces)
    at = piece_of(pieces, sentence.date[0])
    for i in range(1, at + 1):
        piece = pieces[i]
        if piece.mark.strip() == ";":
            yield list(pieces[i:])
        if not language.has_verbs or language.verb_last:
            continue
        leads = pieces[0].kind == "subordinate" and piece.kind == "clause"
        if leads and all(p.kind in ("subordinate", "phrase") for p in pieces[:i]):
            yield list(pieces[i:])
        if piece.kind == "complement" and i == at and _stands_alone(piece, language):
            doubt = ("denials", "negations", "possible")
            above = [w.low for p in pieces[:i] for w in p.words]
            if not any(language.among(kind, low) for kind in doubt for low in above):
                own = replace(
                    piece, kind="clause", words=piece.words[1:], start=piece.words[1].start
                )
                yield [own, *pieces[i + 1 :]]


def _stands_alone(complement: Piece, language: PlainLanguage) -> bool:
    """Whether what was said has a verb, and where a subject may be left out, a name before it."""
    words = complement.words[1:]
    verb = finite_verb(words, language)
    named = any(w.text[:1].isupper() and not w.in_date for w in words[: max(verb, 0)])
    return verb >= 0 and (named or not language.drops_subjects)


def _is_whole(told: Sequence[Piece], rest: Sequence[Piece], language: PlainLanguage) -> bool:
    """Whether a stretch has a main verb and breaks off only before what it can do without."""
    following = rest[0] if rest else None
    if not language.has_verbs:
        return following is None or following.mark.strip() == ";"
    main = [p for p in told if p.kind == "clause"]
    if not main:
        return False
    if following is None:
        return True
    if following.kind == "complement" or _unbalanced(told) or _lists(rest, language):
        return False
    mark = following.mark.strip()
    if mark == ":" and any(language.among("speech", w.low) for w in told[-1].words):
        return False
    if following.kind == "aside" and len(rest) > 1:
        return False
    if told[-1].kind == "aside" or (len(told) > 1 and all(w.in_date for w in told[-1].words)):
        return False
    if told[-1].kind in _TAILS:
        if finite_verb(told[-1].words, language) < 0:
            return False
        return following.kind in _TAILS or following.joined
    parted = told[-1].kind == "phrase" and told[-1].mark.startswith(",")
    if parted and not told[-1].words[-1].in_date:
        return following.kind in _TAILS or following.joined
    last = next(p for p in reversed(told) if p.kind != "phrase")
    return _ends_well(last, language) and not (language.verb_last and _waits(main[-1], language))


def _ends_well(last: Piece, language: PlainLanguage) -> bool:
    """Whether a piece can be the last: no helping verb, preposition or bare verb ends it."""
    words = list(last.words)
    while words and (
        words[-1].in_date
        or (len(words) < len(last.words) and language.among("prepositions", words[-1].low))
    ):
        words.pop()
    if not words or _begins_inner(words, language):
        return False
    final = words[-1]
    open_kinds = ("auxiliaries", "prepositions", "determiners", "joiners")
    if any(language.among(kind, final.low) for kind in open_kinds):
        return False
    before = words[-2].low if len(words) > 1 else ""
    if language.articles and final.low.endswith(tuple(language.sets["participles"])):
        return not language.among("auxiliaries", before)
    return not language.is_finite(final.text, before)


def _lists(rest: Sequence[Piece], language: PlainLanguage) -> bool:
    """Whether what follows goes on with a list ("…, Lettland und Malta")."""
    for piece in rest:
        first = piece.words[0].low
        if piece.kind != "phrase" or not piece.mark.startswith(","):
            return False
        if language.among("prepositions", first) or language.among("tails", first):
            return False
        if any(language.among("joiners", word.low) for word in piece.words):
            return True
    return False


def _begins_inner(words: Sequence[Word], language: PlainLanguage) -> bool:
    """Whether a clause inside has only begun ("se anunciaba que Jobs"), where no comma parts it."""
    inner = [i for i, w in enumerate(words) if i and language.among("relatives", w.low)]
    if not inner or language.verb_last:
        return False
    return finite_verb(words[inner[-1] + 1 :], language) < 0


def _unbalanced(told: Sequence[Piece]) -> bool:
    """Whether a stretch would break off inside a quotation."""
    last = told[-1].words[-1]
    return last.quoted and told[-1].words[0].quoted and len(told) > 1


def _waits(piece: Piece, language: PlainLanguage) -> bool:
    """Whether a helping verb still waits for its participle or infinitive (German)."""
    verb = finite_verb(piece.words, language)
    if verb < 0 or not language.among("auxiliaries", piece.words[verb].low):
        return False
    last = piece.words[-1]
    verbal = last.text[:1].islower() and last.low.endswith(("t", "n"))
    closed = any(language.among(kind, last.low) for kind in ("demonstratives", "not_verbs"))
    return not language.among("copulas", piece.words[verb].low) and (closed or not verbal)
