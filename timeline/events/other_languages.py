"""Articles that are not English: their dated clauses as they stand, in nobody's grammar."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

MAX_TITLE = 120
MIN_CLAUSE = 25
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
def _own_voice() -> dict[str, frozenset[str]]:
    text = resources.files("timeline.events").joinpath("data", "own_voice.toml").read_text("utf-8")
    return {language: frozenset(words.split()) for language, words in tomllib.loads(text).items()}


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
    own = _own_voice().get((language or "").lower().split("-")[0], frozenset())
    if any(word.lower() in own for word in words):
        return "first-or-second-person"
    cased = any(word[0].islower() for word in words)
    if cased and not any(word[0].isupper() for word in words[1:]):
        return "no-name"
    return None


def clause_with(sentence: str, start: int, end: int) -> str | None:
    """Give the words around an expression, cut only where a clause ends.

    Args:
        sentence: one sentence.
        start: offset of the expression in it.
        end: where the expression ends.

    Returns:
        The sentence if it has at most 120 characters; else its longest beginning that ends at a
        boundary and holds the expression; else the clause that holds it; else None.
    """
    body = sentence.rstrip(" .。!！…")
    if len(body) <= MAX_TITLE:
        return body
    marks = [(m.start(), m.end()) for m in _BOUNDARY.finditer(body)]
    fitting = [a for a, _ in marks if end <= a <= MAX_TITLE]
    if fitting:
        return body[: fitting[-1]]
    before = max((b for _, b in marks if b <= start), default=0)
    after = min((a for a, _ in marks if a >= end), default=len(body))
    clause = body[before:after].strip()
    return clause if MIN_CLAUSE <= len(clause) <= MAX_TITLE else None
