"""Which language a few words are in, for texts too short for a detector of languages."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from timeline.temporal.language import load

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_LETTERS = {"uk": "іїєґ", "ru": "ыэъё"}
_SAMPLE = 2_000
_LEAST, _MARGIN = 1.0, 0.01


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a data file, in alphabetical order."""
    folder = resources.files("timeline.temporal").joinpath("languages")
    names = (path.name for path in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def guess_language(text: str) -> str | None:
    """Tell the language whose words of time and grammar a text is made of.

    A word counts for each language whose lexicon has it, the less the more of them do; so do
    letters that only one of them writes.

    Args:
        text: a sentence or two; only its beginning is looked at.

    Returns:
        The primary subtag, or None if no language stands out.
    """
    score: dict[str, float] = dict.fromkeys(languages(), 0.0)
    sample = text[:_SAMPLE]
    for word in _WORD.findall(sample):
        known = [code for code in languages() if load(code).word(word)]
        for code in known:
            score[code] += 1 / len(known)
    for code, letters in _LETTERS.items():
        score[code] += _LEAST * any(letter in letters for letter in sample.lower())
    best, second = sorted(score, key=lambda code: -score[code])[:2]
    return best if score[best] >= max(_LEAST, score[second] + _MARGIN) else None
