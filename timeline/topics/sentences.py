"""The one or two sentences that tell what happened on a date.

Sentences are scored by their cosine to the centroid of all that is told of the date (Radev et
al., "Centroid-based summarization of multiple documents", 2004), with words weighed by how rare
they are among the story's dated and leading sentences, and taken greedily without repeating
one another. What makes a sentence fit to stand alone counts on top: its length, whether it
opens by pointing back, whether it quotes or asks, and whether it was written afterwards, by
someone who knew what had mattered.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

SHORTEST, LONGEST = 60, 300
"""Characters of a sentence that says enough and can be read in one breath."""

LEADING = 3
"""How many sentences of an article tell of its own day; more only bring background."""

LEAD_DAYS = 2
"""An article's first sentences tell of its own day and of the day before."""

LEAD_WORTH = 0.5
POINTS_BACK_WORTH = 0.6
QUOTES_WORTH = 0.6
OTHER_LANGUAGE_WORTH = 0.5
FORECAST_WORTH = 0.5
HINDSIGHT = 0.5
HINDSIGHT_FULL = 4.0
"""A sentence written e^4 days (8 weeks) later has the whole bonus of `HINDSIGHT`."""

SAME_WORDS = 0.5
"""Two sentences that share more of the shorter one's words than this say the same."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_STEM = 6
_QUOTES_OR_ASKS = re.compile(r"[\"?“”„«»`]")
_LETTERS = re.compile(r"[^\W_]+")
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that may tell of a date.

    Attributes:
        text: its words.
        article: key of its article; start: its offset there. They break ties.
        delay: days from the date to the publication (0 if not known).
        named: whether the sentence itself names the date (else: it leads an article of that
            time).
        language: BCP 47 tag of the article, or None.
    """

    text: str
    article: str
    start: int
    delay: int
    named: bool
    language: str | None = None


class Rarity:
    """How telling words are: ln(1 + sentences / sentences that have the word)."""

    __slots__ = ("_counts", "_sentences", "_words")

    def __init__(self, sentences: Iterable[str]) -> None:
        self._words: dict[str, frozenset[str]] = {}
        self._counts: Counter[str] = Counter()
        self._sentences = 0
        for sentence in sentences:
            words = self.words(sentence)
            self._counts.update(words)
            self._sentences += 1

    def words(self, sentence: str) -> frozenset[str]:
        """The distinct words of a sentence, cut to six letters so that endings do not matter."""
        found = self._words.get(sentence)
        if found is None:
            found = frozenset(word[:_STEM] for word in _WORD.findall(sentence.lower()))
            self._words[sentence] = found
        return found

    def __getitem__(self, word: str) -> float:
        return math.log1p(self._sentences / count) if (count := self._counts[word]) else 0.0

    def length(self, words: Iterable[str]) -> float:
        """Euclidean length of a set of words."""
        return math.sqrt(math.fsum(self[word] ** 2 for word in words))


def choose(
    told: Collection[Told],
    rarity: Rarity,
    count: int,
    taken: Collection[str] = (),
    language: str | None = None,
) -> list[Told]:
    """Choose the sentences that tell a date best.

    Args:
        told: candidates, in any order; the result does not depend on it.
        rarity: of the whole story's sentences.
        count: how many to choose at most.
        taken: sentences that already stand elsewhere in the digest.
        language: that of most of the story, which its readers know.

    Returns:
        At most `count` sentences, best first; none repeats another. A sentence that is too
        short or too long is chosen only where there is no other.
    """
    fresh = [one for one in told if one.text not in taken]
    fit = [one for one in fresh if SHORTEST <= len(one.text) <= LONGEST] or fresh
    centroid = _centroid(fit, rarity)
    scores = {one: _score(one, centroid, rarity) for one in fit}
    for one in fit:
        if one.language != language:
            scores[one] *= OTHER_LANGUAGE_WORTH
    ordered = sorted(fit, key=lambda one: (-scores[one], one.article, one.start, one.text))
    chosen: list[Told] = []
    for one in ordered:
        if len(chosen) == count:
            break
        if not any(_repeats(rarity.words(one.text), rarity.words(o.text)) for o in chosen):
            chosen.append(one)
    return chosen


def _centroid(told: Sequence[Told], rarity: Rarity) -> dict[str, float]:
    weights: dict[str, list[float]] = defaultdict(list)
    for one in told:
        for word in rarity.words(one.text):
            weights[word].append(1.0 if one.named else LEAD_WORTH)
    return {word: math.fsum(parts) * rarity[word] for word, parts in weights.items()}


def _score(one: Told, centroid: dict[str, float], rarity: Rarity) -> float:
    words = rarity.words(one.text)
    length = rarity.length(words)
    if not length:
        return 0.0
    score = math.fsum(centroid[word] * rarity[word] for word in words) / length
    if not one.named:
        score *= LEAD_WORTH
    elif one.delay > 0:
        score *= 1 + HINDSIGHT * min(1.0, math.log1p(one.delay) / HINDSIGHT_FULL)
    if one.delay < 0:
        score *= FORECAST_WORTH
    if points_back(one.text, one.language):
        score *= POINTS_BACK_WORTH
    if _QUOTES_OR_ASKS.search(one.text):
        score *= QUOTES_WORTH
    return score


def points_back(sentence: str, language: str | None) -> bool:
    """Whether a sentence opens with words that need the sentence before it.

    Args:
        sentence: its words.
        language: BCP 47 tag; None counts as English, a language without a list never points.
    """
    words = _LETTERS.findall(sentence.lower())[:_NEAR]
    openers = _openers().get(re.split("[-_]", language or "en", maxsplit=1)[0].lower())
    if not words or openers is None:
        return False
    return words[0] in openers["first"] or not openers["near"].isdisjoint(words)


def _repeats(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) > SAME_WORDS * max(1, min(len(words), len(others)))


@lru_cache(maxsize=1)
def _openers() -> dict[str, dict[str, frozenset[str]]]:
    raw = resources.files("timeline.topics").joinpath("data/openers.toml").read_text("utf-8")
    return {
        language: {place: frozenset(words.split()) for place, words in places.items()}
        for language, places in tomllib.loads(raw).items()
    }
