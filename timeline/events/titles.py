"""The last steps of a title: capital, length, short form."""

from __future__ import annotations

import re

from timeline.events.lexicon import Lexicon

MAX_TITLE = 120
MAX_SHORT = 40
_SPACES = re.compile(r"\s+")
_TIDY = re.compile(r"\s+([,;:.!?)’])(?=\s|$)|(?<=\()\s+")
_ARTICLE = re.compile(r"\b([Aa])n (?=[bcdfgjklmnpqrstvwz])")
_STRAIGHT = re.compile(r'"([^"]*)"')
_PREFIX = re.compile(r"(?!bin-|ibn-|abd-)[a-z]{3,}-")
_LOOSE_EDGE = " ,;:-–—_.…‘’`"


def tidy(text: str) -> str:
    """Make a title of raw words: one line, a capital first, no loose marks at the edges."""
    text = text.replace("``", "“").replace("''", "”")
    text = _TIDY.sub(r"\1", _SPACES.sub(" ", text)).strip(_LOOSE_EDGE)
    return _capital(_unwrap(_curly(_balance(text))))


def mend_article(text: str) -> str:
    """Correct "an" where the date that it stood before is gone ("an October deal" → "a deal")."""
    return _ARTICLE.sub(r"\1 ", text)


def bare(text: str) -> str:
    """Drop the determiner of a noun phrase."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text


def _curly(text: str) -> str:
    """Turn pairs of straight quotation marks into curly ones."""
    return _STRAIGHT.sub(r"“\1”", text)


def _unwrap(text: str) -> str:
    """Drop quotation marks around the whole of a title."""
    whole = text[:1] == "“" and text[-1:] == "”" and text.count("“") == 1
    return text[1:-1] if whole else text


def _capital(text: str) -> str:
    first = text.split(" ", 1)[0]
    mixed = first[:1].islower() and any(c.isupper() for c in first)
    if mixed and not _PREFIX.match(first):
        return text
    return text[:1].upper() + text[1:]


def _balance(text: str) -> str:
    """Drop quotation marks and brackets that have lost their partner."""
    for opener, closer in (("“", "”"), ("(", ")"), ("[", "]")):
        if text.count(opener) != text.count(closer):
            text = text.replace(opener, "").replace(closer, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    return _SPACES.sub(" ", text).strip(_LOOSE_EDGE)


def shorten(title: str, lexicon: Lexicon, subject: str = "") -> str:
    """Give a form of a title of at most 40 characters for charts.

    Args:
        title: the title.
        lexicon: word lists.
        subject: its subject, if it has one: the short form keeps the verb and, where it fits,
            the object, and cuts the subject to its name or head.
    """
    if len(title) <= MAX_SHORT:
        return title
    if subject and title.lower().startswith(subject.lower()):
        rest = title[len(subject) :]
        for lead in (title[: len(subject)], _condensed(title[: len(subject)], lexicon)):
            short = _to_phrase(lead + rest, len(lead.split()) + 2, lexicon)
            if short:
                return _capital(short)
        return _to_word(title, lexicon)
    return _to_phrase(title, 2, lexicon) or _to_word(title, lexicon)


def _condensed(subject: str, lexicon: Lexicon) -> str:
    """Cut a subject to the name that it ends in, or to its head."""
    words = subject.split()
    if "and" in words:
        return subject
    for i, word in enumerate(words[1:], 1):
        cuts = word.lower() in lexicon.sets["preposition"] and word != "of"
        if cuts or words[i - 1].endswith(","):
            return " ".join(words[:i]).rstrip(",")
    capitals = 0
    while capitals < len(words) and words[-1 - capitals][:1].isupper():
        capitals += 1
    return " ".join(words[-2:]) if capitals >= 3 else subject


def _to_phrase(text: str, least: int, lexicon: Lexicon) -> str | None:
    """Cut at the last phrase boundary within 40 characters that leaves `least` words or more."""
    words = text.split()
    boundaries = lexicon.sets["preposition"] | {"to", "that", "as"}
    for size in range(len(words), least - 1, -1):
        short = " ".join(words[:size]).rstrip(",;:")
        if len(short) > MAX_SHORT:
            continue
        ends = size == len(words) or words[size].lower() in boundaries or words[size - 1][-1] == ","
        if ends and words[size - 1].lower() not in lexicon.sets["unfinished"]:
            return short
    return None


def _to_word(title: str, lexicon: Lexicon) -> str:
    words = title[: MAX_SHORT + 1].rsplit(" ", 1)[0].split(" ")
    unfinished = lexicon.sets["unfinished"] | lexicon.sets["preposition"]
    while len(words) > 2 and words[-1].strip(",;:").lower() in unfinished:
        words.pop()
    short = " ".join(words).rstrip(" ,;:-–—")
    return short if len(short) <= MAX_SHORT else title[:MAX_SHORT].rstrip()


def content_stems(text: str) -> set[str]:
    """Give the words of a text that say something, cut to five letters: what texts share."""
    words = (w.strip(".,;:!?()'\"“”’‘").lower() for w in text.split())
    return {w[:5] for w in words if len(w) > 3}
