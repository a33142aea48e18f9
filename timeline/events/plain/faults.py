"""What makes a dated clause of another language no row, however whole it is."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.plain.clauses import Piece, finite_verb, piece_of
from timeline.events.plain.language import PlainLanguage
from timeline.events.plain.names import has_name
from timeline.events.plain.words import Sentence, Word

MIN_WORDS = 4
_NEAR = 4  # words behind "is" among which its participle stands


def date_fault(
    sentence: Sentence, words: Sequence[Word], pieces: Sequence[Piece], language: PlainLanguage
) -> str | None:
    """Say why a date cannot date the clause that the title would tell."""
    start = sentence.date[0]
    if _is_compared([w.low for w in words if w.end <= start], language):
        return "comparison"
    at = piece_of(pieces, start)
    if at < 0:
        return "no-clause"
    piece = pieces[at]
    if piece.kind == "aside":
        return "date-in-brackets"
    if piece.kind in ("relative", "subordinate"):
        return f"date-in-{piece.kind}"
    if piece.kind == "saying":
        return "only-says-so"
    if piece.kind == "phrase" and at and language.has_verbs and not _is_bare(piece, language):
        return "date-in-apposition"
    if _is_of_thing(piece, start, language):
        return "date-of-a-thing"
    return _inner_fault(piece, start, language)


def _is_of_thing(piece: Piece, date: int, language: PlainLanguage) -> bool:
    """Whether a date belongs to a noun ("el reclamo del jueves", "dem 1868 gebildeten Komitee")."""
    before = [w for w in piece.words if w.end <= date]
    after = [w for w in piece.words if w.start >= date]
    later = [w.text[:1] for w in after if not w.in_date][:2]
    if before and language.verb_last and language.among("determiners", before[-1].low):
        return len(later) > 1 and later[0].islower() and later[1].isupper()
    if before and language.among("of", before[-1].low):
        before.pop()
    elif not (after and language.among("of", after[0].low)):
        return False
    if not before:
        return False
    noun = before[-1]
    named = noun.text[:1].isupper() if language.verb_last else not language.is_finite(noun.text)
    return named and not noun.in_date and not language.among("prepositions", noun.low)


def _is_compared(before: Sequence[str], language: PlainLanguage) -> bool:
    """Whether the words before a date make it what something is compared with."""
    if any(language.among("comparisons", low) for low in before[-3:]):
        return True
    than = any(language.among("than", low) for low in before[-2:])
    return than and any(language.among("comparatives", low) for low in before[-10:])


def _is_bare(piece: Piece, language: PlainLanguage) -> bool:
    """Whether a phrase holds a date and at most a place beside it (", el 3 de mayo en Lima,")."""
    return all(
        w.in_date or w.text[:1].isupper() or language.among("prepositions", w.low) or len(w.low) < 3
        for w in piece.words
    )


def _inner_fault(piece: Piece, date: int, language: PlainLanguage) -> str | None:
    """Whether a date stands in a relative clause that no comma sets off ("el hombre que murió")."""
    words = piece.words
    for i in range(1, len(words)):
        if words[i].start > date:
            break
        if not language.among("relatives", words[i].low) or not language.elides | language.articles:
            continue
        leading = language.is_finite(words[i - 1].text) or language.among(
            "spoken", words[i - 1].low
        )
        if not leading:
            return "date-in-relative"
    return None


def title_fault(
    told: Sequence[Piece], proper: frozenset[str], opens: bool, language: PlainLanguage
) -> str | None:
    """Say what is wrong with what a title would tell, or None."""
    words = [w for piece in told for w in piece.words]
    if len(words) < MIN_WORDS:
        return "sentence-too-short"
    main = next((p for p in told if p.kind == "clause"), None)
    if main is None and language.has_verbs:
        return "no-clause"
    if words[-1].low.isdigit() and not words[-1].in_date:
        return "incomplete"
    if any(language.among("own_voice", w.low) for w in words):
        return "first-or-second-person"
    free = [w for w in words if not w.in_date]
    if main is None and any(language.among("pronouns", w.low) for w in free):
        return "pronoun-unresolved"
    if free and _points_back(free, language):
        return "points-back"
    if any(language.among("market", w.low) or language.among("percent", w.low) for w in words):
        return "figures"
    if main and _has_pronoun_subject(main, language):
        return "pronoun-unresolved"
    if main and _is_state(told, main, language):
        return "state"
    if not has_name(words, proper, opens, language):
        return "no-name"
    if main and language.drops_subjects and _lacks_subject(main, language):
        return "no-subject"
    return None


def is_past_told(told: Sequence[Piece], language: PlainLanguage) -> bool:
    """Whether the main verb is a past, so that no date to come can be its own."""
    main = next((p for p in told if p.kind == "clause"), None)
    verb = finite_verb(main.words, language) if main else -1
    if any(language.among("speech", w.low) for p in told for w in p.words):
        return False  # what was said may be to come
    return main is not None and verb >= 0 and language.is_past(main.words[verb].low)


def only_says(told: Sequence[Piece], language: PlainLanguage) -> bool:
    """Whether a title would tell that somebody spoke, and leave out what was said."""
    words = [w.low for p in told for w in p.words]
    return any(language.among("speech", low) for low in words) and not any(
        language.among("complementisers", low) for low in words
    )


def _points_back(free: Sequence[Word], language: PlainLanguage) -> bool:
    """Whether a title opens with a word that means something said before ("Dieser Vertrag")."""
    first = free[0].low
    if language.verb_last and first in ("der", "die", "das"):
        return len(free) > 1 and language.is_finite(free[1].text)
    if language.among("prepositions", first) and len(free) > 1:
        first = free[1].low  # "unter diesem Motto"
        if language.verb_last and first in ("der", "die", "das"):
            return False
    return language.among("demonstratives", first) or language.among("possessives", first)


def _is_state(told: Sequence[Piece], main: Piece, language: PlainLanguage) -> bool:
    """Whether a clause says what something is or has, and nothing that happened."""
    verb = finite_verb(main.words, language)
    if verb < 0:
        return False
    low = main.words[verb].low
    today = any(language.among("today", w.low) for p in told for w in p.words)
    if language.among("states", low) or (today and language.among("copulas", low)):
        return True
    endings = tuple(language.sets.get("participles", ()))
    after = [w for p in told if p.kind in ("clause", "phrase") for w in p.words]
    nearest = main.words[max(0, verb - 1)].start  # "planowane jest na piątek"
    after = [w for w in after if w.start >= nearest and not w.in_date]
    later = [w.low for w in after if w.text[:1].islower()]
    if language.verb_last:
        verbal = bool(later) and after[-1].low == later[-1] and later[-1].endswith(("t", "n"))
        return language.among("copulas", low) and not verbal
    return language.among("copulas", low) and not any(
        len(word) > MIN_WORDS and word.endswith(endings) for word in later[: _NEAR + 1]
    )


def _has_pronoun_subject(main: Piece, language: PlainLanguage) -> bool:
    """Whether a pronoun stands before the main verb, or right behind it."""
    verb = finite_verb(main.words, language)
    if verb > 0 and language.among("clitics", main.words[verb - 1].low):
        return True  # "el senador los dio a conocer"
    for i, word in enumerate(main.words[: verb + 2] if verb >= 0 else main.words):
        if language.among("pronouns", word.low):
            return True
        if language.among("demonstratives", word.low) and i + 1 == verb:
            return True
    return False


def _lacks_subject(main: Piece, language: PlainLanguage) -> bool:
    """Whether a clause begins with its verb and names nobody but behind prepositions."""
    words = [w for w in main.words if not w.in_date]
    while words and any(language.among(kind, words[0].low) for kind in ("prepositions", "adverbs")):
        words = words[1:]
    if not words or not language.is_finite(words[0].text.lower()):
        return False
    named = [
        i for i, w in enumerate(words) if i and w.text[:1].isupper()
        and not language.among("prepositions", words[i - 1].low)
        and not words[i - 1].text[:1].isupper()
    ]  # fmt: skip
    return not named
