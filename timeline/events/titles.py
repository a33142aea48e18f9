"""The last steps of a title: capital, length, short form."""

from __future__ import annotations

import re

from timeline.events.lexicon import Lexicon

MAX_TITLE = 120
MAX_SHORT = 40
_SPACES = re.compile(r"\s+")
_TIDY = re.compile(r"\s+([,;:.!?)’])(?=\s|$)|(?<=\()\s+")
_LOOSE_EDGE = ' ,;:-–—_.…"“”‘`'


def tidy(text: str) -> str:
    """Make a title of raw words: one line, a capital first, no loose marks at the edges."""
    text = text.replace("``", "“").replace("''", "”")
    text = _TIDY.sub(r"\1", _SPACES.sub(" ", text)).strip(_LOOSE_EDGE)
    text = _balance(text)
    return _capital(text)


def _capital(text: str) -> str:
    first = text.split(" ", 1)[0]
    if len(first) > 1 and first[:1].islower() and any(c.isupper() for c in first):
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


def shorten(title: str, lexicon: Lexicon) -> str:
    """Cut a title to at most 40 characters at a word, without a loose word at the end."""
    if len(title) <= MAX_SHORT:
        return title
    words = title[: MAX_SHORT + 1].rsplit(" ", 1)[0].split(" ")
    unfinished = lexicon.sets["unfinished"] | lexicon.sets["preposition"]
    while len(words) > 2 and words[-1].strip(",;:").lower() in unfinished:
        words.pop()
    short = " ".join(words).rstrip(" ,;:-–—")
    return short if len(short) <= MAX_SHORT else title[:MAX_SHORT].rstrip()
