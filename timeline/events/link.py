"""Whether two mentions tell of the same happening, from the two of them alone.

A wrong merge is worse than a missed one. The two dates open or shut the gate and set how much
agreement is asked for; words, names and the kind of happening give the score. Weights and
thresholds were set by hand on `tests/data/linking/tuning.txt` and by reading what real articles
gave; `tests/benchmarks/linking_quality.py` measures them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.events.blocks import NEAR_DAYS, is_fine, is_long
from timeline.events.terms import total
from timeline.events.traits import Traits

Verdict = Literal["join", "maybe", "new"]

MAYBE_BELOW = 0.12
_ENOUGH = 16
_SAME_ACT, _SAME_CLASS, _UNKNOWN_CLASS, _OTHER_HEAD = 0.85, 0.7, 0.4, 0.2


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two mentions said: the verdict and the score in [0, 1]."""

    verdict: Verdict
    score: float


@dataclass(frozen=True, slots=True)
class _Gate:
    """What two dates ask of everything else.

    Attributes:
        score: the least score to join.
        alike: the least share of the titles that is the same.
        told: the same, counting the words of the other's sentence; either will do.
        happening: the least agreement on what happened.
    """

    score: float
    alike: float = 0.30
    told: float = 0.50
    happening: float = 0.0


_SAME_DAY = _Gate(0.50)
_ABOUT = (_Gate(0.52), _Gate(0.55), _Gate(0.58), _Gate(0.61))
_OWN_DAY = (_Gate(0.52), _Gate(0.55), _Gate(0.66), _Gate(0.72))
_COARSE = _Gate(0.62, alike=0.40, told=0.60, happening=_UNKNOWN_CLASS)
_TWO_COARSE = _Gate(0.70, alike=0.40, told=0.60, happening=_UNKNOWN_CLASS)
_CONFLICT = (
    _Gate(0.74, alike=0.55, told=0.80, happening=_SAME_CLASS),
    _Gate(0.79, alike=0.60, told=0.85, happening=_SAME_CLASS),
    _Gate(0.84, alike=0.65, told=0.90, happening=_SAME_CLASS),
)
_OTHER_WORD_ALIKE, _OTHER_CLASS_ALIKE = 0.5, 0.7
_REPORTED_ALIKE = 0.7
_TOLD_TWICE, _OWN_NEWS, _SUPPORTING = 0.08, -0.05, 0.03
_OTHER_NAMES = 20
_SOME = 5
_COVERED, _HALF_COVERED = 0.6, 0.45
_RIVAL, _RIVALS_ALIKE = 5, 0.65
_OTHER_WORDS_MORE = 0.15
_NEW = Comparison("new", 0.0)


def compare(a: Traits, b: Traits) -> Comparison:
    """Compare two mentions; the result does not depend on which is given first.

    Returns:
        `join` if they tell of the same happening, `maybe` if they may, else `new`.
    """
    if a.language != b.language or a.negated != b.negated:
        return _NEW
    common = a.title & b.title
    if not common and not (a.supporting or b.supporting):
        return _NEW
    gate = _gate(a, b)
    if gate is None:
        return _NEW
    shared = total(common)
    happening = _happening(a, b)
    found = _NEW
    if shared >= _ENOUGH and len(common) >= 2:
        found = _by_titles(a, b, gate, shared, happening)
    if found.verdict == "join" or a.article == b.article:
        return found
    story = _by_stories(a, b, gate, shared, happening)
    return story if story.verdict == "join" or found == _NEW else found


def _by_titles(a: Traits, b: Traits, gate: _Gate, shared: int, happening: float) -> Comparison:
    """Compare two mentions by what their titles have in common, first of all."""
    alike = 2 * shared / (a.title_weight + b.title_weight)
    told = _told(a, b, alike)
    score = round(_score(a, b, alike, told, happening), 4)
    asked = gate.score
    if a.article == b.article:
        asked += _OWN_NEWS if a.own_news or b.own_news else _TOLD_TWICE
    if a.supporting or b.supporting:
        asked += _SUPPORTING
    fits = (
        (alike >= gate.alike or told >= gate.told)
        and happening >= gate.happening
        and alike >= _alike_at_least(happening)
        and (alike >= _RIVALS_ALIKE or not _rivals(a, b))
        and (alike >= _REPORTED_ALIKE or not (a.reporting or b.reporting))
    )
    return _verdict(score, asked, fits)


def _by_stories(a: Traits, b: Traits, gate: _Gate, shared: int, happening: float) -> Comparison:
    """Compare what two articles tell of the same day in other words.

    Their own news joins where each article tells what the other's title says. So does what makes
    no row and names nobody ("The ferry sank on Wednesday"; its article says which), where the
    date and the kind of happening are the same.
    """
    if a.reporting or b.reporting or not (is_fine(a) and is_fine(b)):
        return _NEW
    covered = min(_covered(a, b), _covered(b, a))
    score = round(0.5 * covered + 0.5 * _story(a, b), 4)
    asked = gate.score + _OTHER_WORDS_MORE
    if a.leading and b.leading and shared >= _SOME and happening and _mutual(a, b):
        found = _verdict(score, asked, covered >= (_COVERED if days_apart(a, b) else _HALF_COVERED))
        if found.verdict == "join":
            return found
    supports = (a.supporting or b.supporting) and happening >= _SAME_CLASS
    if not supports or days_apart(a, b) or _contradict(a, b):
        return _NEW
    return _verdict(score, asked, covered >= _HALF_COVERED)


def _mutual(a: Traits, b: Traits) -> bool:
    """Whether each says that what the other is about happened, as far as that is known.

    "Policeman swept to his death in floods" names the floods, but is not about them.
    """
    if not a.main or not b.main or (a.head and a.head == b.head):
        return True
    return not (a.main.isdisjoint(b.acts) or b.main.isdisjoint(a.acts))


def _contradict(a: Traits, b: Traits) -> bool:
    """Whether each names somebody, or somewhere, that the other's article does not tell of."""
    missing = _missing(a, b, same_article=False), _missing(b, a, same_article=False)
    return min(missing) >= _RIVAL or max(missing) >= _OTHER_NAMES or _elsewhere(a, b, False)


def _verdict(score: float, asked: float, fits: bool) -> Comparison:
    if score >= asked and fits:
        return Comparison("join", score)
    return Comparison("maybe" if score >= asked - MAYBE_BELOW else "new", score)


def _rivals(a: Traits, b: Traits) -> bool:
    """Whether each names somebody whom the other's sentence does not ("NATO met", "the EU met").

    That an article about the same story names both is no sign that both did it; but where both
    are their article's own news, the article is what tells it.
    """
    if a.own_news and b.own_news:
        return False
    only_a = total(a.names - a.places - b.sentence)
    return only_a >= _RIVAL and total(b.names - b.places - a.sentence) >= _RIVAL


def _told(a: Traits, b: Traits, alike: float) -> float:
    """How much of each title the other's sentence tells; one article's sentences prove nothing."""
    if a.article == b.article:
        return alike
    a_by_b = total(a.title & b.sentence) / a.title_weight
    b_by_a = total(b.title & a.sentence) / b.title_weight
    return (a_by_b + b_by_a) / 2


def _alike_at_least(happening: float) -> float:
    """The less is known to have happened alike, the more of the titles must be the same."""
    if happening >= _UNKNOWN_CLASS:
        return 0.0
    return _OTHER_WORD_ALIKE if happening else _OTHER_CLASS_ALIKE


def _covered(a: Traits, b: Traits) -> float:
    return total(a.title & (b.sentence | b.context)) / a.title_weight


def days_apart(a: Traits, b: Traits) -> int:
    """Count the days between two dates, 0 if they overlap; an open side reaches anything."""
    if a.last is not None and b.first is not None and a.last < b.first:
        return b.first - a.last
    if b.last is not None and a.first is not None and b.last < a.first:
        return a.first - b.last
    return 0


def said_dates_differ(a: Traits, b: Traits) -> bool:
    """Whether both say a date, neither just the article's own day, and no day is in both."""
    return not (a.approximate or b.approximate) and days_apart(a, b) > 0


def _gate(a: Traits, b: Traits) -> _Gate | None:
    """What the two dates ask for, or None if they cannot be of one happening."""
    apart = days_apart(a, b)
    fine = is_fine(a) + is_fine(b)
    if fine < 2:
        if apart or ((is_long(a) or is_long(b)) and (a.first, a.last) != (b.first, b.last)):
            return None
        return _COARSE if fine or (a.first, a.last) == (b.first, b.last) else _TWO_COARSE
    if apart > NEAR_DAYS:
        return None
    if a.approximate or b.approximate:
        return _about(a, b, apart)
    return _conflict(a, b, apart) if apart else _SAME_DAY


def _about(a: Traits, b: Traits, apart: int) -> _Gate | None:
    """A date that is only the article's own day may lie some days after what it tells."""
    if a.approximate and b.approximate:
        return _ABOUT[apart]
    told, dated = (a, b) if a.approximate else (b, a)
    return None if (dated.first or 0) > (told.last or 0) + 1 else _OWN_DAY[apart]


def _conflict(a: Traits, b: Traits, apart: int) -> _Gate | None:
    """Two said dates that differ: one of them is wrong, or it happened on both days.

    An article cannot have told as past what happened after its own day; where it seems to, as
    with daily closing prices, there were two.
    """
    early, late = (a, b) if (a.first or 0) < (b.first or 0) else (b, a)
    if early.written is not None and (early.last or 0) <= early.written < (late.first or 0):
        return None
    return _CONFLICT[apart - 1]


def _score(a: Traits, b: Traits, alike: float, told: float, happening: float) -> float:
    """Weigh what agrees, less what contradicts; in [0, 1].

    Names that one title has and the other's article lacks count against a pair only where both
    sides have some: an article that says less is no contradiction. Nothing but other names on
    both sides is, and so are two names or another place.
    """
    same_article = a.article == b.article
    missing_a, missing_b = _missing(a, b, same_article), _missing(b, a, same_article)
    clash = min(missing_a / (a.names_weight or 1), missing_b / (b.names_weight or 1))
    if clash == 1 or min(missing_a, missing_b) >= _OTHER_NAMES or _elsewhere(a, b, same_article):
        return 0.0
    numbers = bool(a.numbers and b.numbers and not a.numbers & b.numbers)
    if not same_article:
        told += (_told_elsewhere(a, b) + _told_elsewhere(b, a)) / 2
    score = 0.36 * alike + 0.22 * told + 0.18 * happening
    score = score / 0.76 if same_article else score + 0.24 * _story(a, b)
    return max(0.0, min(1.0, score - 0.35 * clash - 0.15 * numbers))


def _told_elsewhere(a: Traits, b: Traits) -> float:
    """How much more of a title the whole article tells whose own news the other mention is."""
    if not b.own_news:
        return 0.0
    return total((a.title - b.sentence) & b.context) / a.title_weight


def _missing(a: Traits, b: Traits, same_article: bool) -> int:
    """The weight of the names of one mention that the other's article does not tell."""
    return total(a.names - b.title if same_article else a.names - b.sentence - b.context)


def _elsewhere(a: Traits, b: Traits, same_article: bool) -> bool:
    """Whether both say where, and neither's place is one that the other's article tells."""
    if not a.places or not b.places or a.places & b.places:
        return False
    if same_article:
        return True
    around_a, around_b = a.sentence | a.context, b.sentence | b.context
    return not (a.places & around_b or b.places & around_a)


def _story(a: Traits, b: Traits) -> float:
    """How much of two articles is one story; half of the smaller one is enough."""
    smaller = min(a.context_weight, b.context_weight)
    return min(1.0, 2 * total(a.context & b.context) / smaller) if smaller else 0.0


def _happening(a: Traits, b: Traits) -> float:
    """How far what happens is the same: one word for it, one kind of it, or not known."""
    if a.head and a.head == b.head:
        return 1.0
    shared = a.main & b.acts | b.main & a.acts
    if shared:
        return _SAME_ACT if total(shared) else _SAME_CLASS
    if not a.acts.isdisjoint(b.acts):
        return _UNKNOWN_CLASS
    if not a.acts or not b.acts:
        return _OTHER_HEAD if a.head and b.head else _UNKNOWN_CLASS
    return 0.0
