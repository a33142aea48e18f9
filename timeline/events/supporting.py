"""Mentions that make no row but may be evidence for one: what they say, in their own words.

A careful reader would not take "She shot two colleagues on Thursday at the plant" or "Two dead in
shooting at plant" for a row, but both tell, with a date, of what another article has a row for.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.edtf import parse
from timeline.events.predicates import MAX_TITLE
from timeline.models import EventMention

_WORDING = frozenset(
    {
        "contact-relative", "headline-length", "headline-no-verb", "headline-two-parts",
        "no-clause", "no-subject", "object-lost", "object-relative", "only-says-so",
        "pronoun-unresolved", "stands-for-a-verb", "too-long",
    }
)  # fmt: skip
"""Reasons that find fault with how it is said, not with what the date is of."""
_MOST_DAYS = 10
_LEAST_WORDS, _MOST_CHARACTERS = 3, 300


def supporting(refused: EventMention, words: str) -> EventMention:
    """Give a refused mention the words that it may support a row with, if it may.

    Args:
        refused: a mention that makes no row.
        words: its sentence or headline.

    Returns:
        The mention with these words as its title (cut to 120 characters), if it was refused for
        its wording alone, says days rather than months, and is neither too short nor too long to
        compare; else as it was.
    """
    if refused.rejected_reason not in _WORDING or refused.edtf is None:
        return refused
    days = parse(refused.edtf).days
    if days is None or days > _MOST_DAYS:
        return refused
    if len(words.split()) < _LEAST_WORDS or len(words) > _MOST_CHARACTERS:
        return refused
    return replace(refused, title=_cut(words))


def _cut(words: str) -> str:
    if len(words) <= MAX_TITLE:
        return words
    return words[: MAX_TITLE + 1].rsplit(" ", 1)[0][:MAX_TITLE]
