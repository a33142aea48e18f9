"""The last steps of a title: capital, quotation marks, edges."""

from __future__ import annotations

import re

_TIDY = re.compile(r"\s+([,;:.!?)’”])(?=\s|$)|(?<=\()\s+")
_ARTICLE = re.compile(r"([Aa])(?<!\w.)n (?=[bcdfgjklmnpqrstvwz])")
_STRAIGHT = re.compile(r'(\w?)"([^"]*)"')
_PARTED = re.compile(r"\b(pro|anti|non|ex)- (?=\w)", re.IGNORECASE)
_SINGLE = re.compile(r"‘([^‘’“”]*)’(?!\w)")
_PREFIX = re.compile(r"(?!bin-|ibn-|abd-)[a-z]{3,}-")
_LOOSE_EDGE = " ,;:-–—―_.…‘’`"


def tidy(text: str) -> str:
    """Make a title of raw words: one line, a capital first, no loose marks at the edges."""
    text = " ".join(text.replace("``", "“").replace("''", "”").split())
    text = _TIDY.sub(r"\1", text)
    if "- " in text:
        text = _PARTED.sub(r"\1-", text)
    if "‘" in text:
        text = _SINGLE.sub(r"“\1”", text)
    text = text.strip(_LOOSE_EDGE)
    return _capital(_unwrap(_curly(_balance(text))))


def mend_article(text: str) -> str:
    """Correct "an" where the date that it stood before is gone ("an October deal" → "a deal")."""
    return _ARTICLE.sub(r"\1 ", text)


def replace_once(title: str, short: str, full: str, room: int) -> str:
    """Say words of a title by a longer name, if they stand there once and the result has room.

    Args:
        title: its text.
        short: the words, in whatever case ("the council").
        full: the name.
        room: characters that the title may have.
    """
    found = [*re.finditer(rf"(?<![\w’'-]){re.escape(short)}(?![\w-])", title, re.IGNORECASE)]
    if len(found) != 1 or len(title) + len(full) - len(short) > room:
        return title
    start, end = found[0].span()
    if title[start].isupper() and short[:1].islower():
        full = full[:1].upper() + full[1:]
    return title[:start] + full + title[end:]


def bare(text: str) -> str:
    """Drop the determiner of a noun phrase."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text


def _curly(text: str) -> str:
    """Turn pairs of straight quotation marks into curly ones."""
    return _STRAIGHT.sub(_curly_pair, text) if '"' in text else text


def _curly_pair(found: re.Match[str]) -> str:
    before = f"{found[1]} " if found[1] else ""
    return f"{before}“{found[2].strip()}”"


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
    if text.count("‘") > text.count("’"):
        text = text.replace("‘", "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    return " ".join(text.split()).strip(_LOOSE_EDGE)


def content_stems(text: str) -> set[str]:
    """Give the words of a text that say something, cut to five letters: what texts share."""
    words = (w.strip(".,;:!?()'\"“”’‘").lower() for w in text.split())
    return {w[:5] for w in words if len(w) > 3}
