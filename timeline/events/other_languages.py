"""Articles that are not English: their dated clauses as they stand, in nobody's grammar."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

MAX_TITLE = 120
_BOUNDARY = re.compile(r"[,;:—–()،؛，；：、。]|\s-\s")


def is_english(language: str | None, text: str, small: frozenset[str]) -> bool:
    """Whether the English rules hold.

    Args:
        language: of the text, if it is known.
        text: judged by its small words where the language is not known.
        small: the small words of English.
    """
    if language:
        return language.lower().split("-")[0] == "en"
    words = re.findall(r"[^\W\d_]+", text[:4000].lower())[:600]
    return bool(words) and sum(w in small for w in words) > 0.2 * len(words)


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, frozenset[str]]]:
    text = (
        resources.files("timeline.events")
        .joinpath("data", "other_languages.toml")
        .read_text("utf-8")
    )
    return {
        kind: {language: frozenset(words.split()) for language, words in by_language.items()}
        for kind, by_language in tomllib.loads(text).items()
    }


def _of(kind: str, language: str | None) -> frozenset[str]:
    return _words()[kind].get((language or "").lower().split("-")[0], frozenset())


def asks(headline: str, language: str | None) -> bool:
    """Whether a headline of another language asks or explains ("Warum …")."""
    words = re.findall(r"[^\W\d_]+", headline.lower())
    return bool(words) and words[0] in _of("questions", language)


def no_happening(sentence: str, language: str | None) -> str | None:
    """Say why a sentence of another language can tell of no happening, or None.

    It must be a statement of 5 to 45 words (in scripts that part words) that ends like one, with
    a name in it (in scripts with capitals), and not speak in the first or second person.
    """
    body = sentence.strip()
    if body.rstrip("\"'”’»)").endswith(("?", "？", "؟", ";", ":", "…")):
        return "question"
    words = re.findall(r"[^\W\d_]+", body)
    spaced = body.count(" ") > 2
    if spaced and not 5 <= len(words) <= 45:
        return "sentence-too-short" if len(words) < 5 else "sentence-too-long"
    if body[-1:] not in ".!。！।۔\"'”’»)｡":
        return "not-prose"
    own = _of("own_voice", language)
    if any(word.lower() in own for word in words):
        return "first-or-second-person"
    long = len(body) > MAX_TITLE
    if long and words and words[0].lower() in _of("openers", language):
        return "too-long"
    cased = any(word[0].islower() for word in words)
    if cased and not any(word[0].isupper() for word in words[1:]):
        return "no-name"
    return None


def clause_with(sentence: str, end: int) -> str | None:
    """Give the words around an expression, cut only where a clause ends.

    Args:
        sentence: one sentence.
        end: where the expression ends in it.

    Returns:
        The sentence if it has at most 120 characters; else its longest beginning that ends at a
        boundary and holds the expression; else None (a later clause would be a fragment).
    """
    body = sentence.rstrip(" .。!！…")
    if len(body) <= MAX_TITLE:
        return body
    fitting = [m.start() for m in _BOUNDARY.finditer(body) if end <= m.start() <= MAX_TITLE]
    return body[: fitting[-1]] if fitting else None
