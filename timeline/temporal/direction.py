"""Which year, month or week an incomplete date belongs to.

News means the day near its own: a bare weekday is the same day or one of the previous six in
nine of ten sentences; the tense of the clause and prepositions such as "by" turn it forward.
History means the day near the date that it mentioned last.
"""

from __future__ import annotations

import re

from timeline.edtf import civil
from timeline.temporal.calendar import Unit, day_unit, month_unit, unit_of, weekday_of
from timeline.temporal.context import Here
from timeline.temporal.match import Match
from timeline.temporal.tenses import tense, tense_near

_NEAR_DAYS = 100
_SOON_DAYS = 30
_GONE_DAYS = 14
_LIST_GAP, _LIST_DAYS = 60, 300
_STORY_BACK, _STORY_AHEAD = 8, 9
_BOUND_MONTHS = 3
_MONTHS_BACK = 9
_AHEAD = 1.25
_RECENT = 3
_CLOCK = " (?:[\ue000-\ue0ff](?::[\ue000-\ue0ff])? ?.? )?(?:. )?"


def looks_forward(match: Match) -> bool | None:
    """Whether the sentence puts an incomplete date after now (None: nothing tells)."""
    if match.precedes("until|soon_as", gap=_CLOCK):
        return True
    if match.precedes("by", gap=_CLOCK):
        return tense(match) != "past"
    if match.precedes("before", gap=" (?:. )?"):
        return tense(match) != "past"
    if match.precedes("onward", gap=" (?:. )?"):
        return tense(match) != "past"
    if match.precedes("since", gap=" (?:. )?"):
        return match.precedes("from", gap=" (?:. )?") and tense(match) == "future"
    found = tense(match)
    return None if found is None else found == "future"


def attributive(match: Match) -> bool:
    """Whether the date belongs to a noun after it: Monday's drills, the July 25 call."""
    return re.match(r" ?'| w", match.after(2)) is not None


def _of_noun(match: Match) -> bool:
    """Whether the tense of a clause says nothing of the day in it: it warned of Monday's drills."""
    apart = match.follows("past", gap=" ?'? ?") or match.precedes("before|by|until", gap=" ")
    return re.match(r" ?'", match.after(2)) is not None and not apart and tense_near(match) is None


def weekday(match: Match, here: Here, number: int) -> Unit | None:
    """The day that a bare weekday (1 is Monday) means."""
    now = here.now
    if now is None:
        return None
    back = (weekday_of(now) - (number - 1)) % 7
    if here.narrative:
        return _story_weekday(here, number)
    if _is_meant(match) or (looks_forward(match) and not _of_noun(match)):
        return Unit("day", now + (7 - back) % 7)
    return Unit("day", now - back)


def _story_weekday(here: Here, number: int) -> Unit | None:
    """The first such weekday from the day that a story has come to, if it has come to one."""
    line = here.line
    if line is None or line.grain not in ("day", "week", "weekend"):
        return None
    return Unit("day", line.first + (number - 1 - weekday_of(line.first)) % 7)


def _is_meant(match: Match) -> bool:
    """Whether something is put at the day: a hearing for Monday, ahead of Sunday's match."""
    placed = match.precedes("meant_for|copula", gap=" ")
    return placed and not match.follows("past", gap=" ")


def story_year(here: Here, now: int, month: int) -> int:
    """The year that a month (1-12) has in a story that has come to a day.

    It is the one inside the stretch that the story said it tells, else the nearest, with a
    bias to what comes next.
    """
    year, current, _ = civil(now)
    ahead = month - current
    if here.line is not None and here.line.grain == "season":
        year += ahead < 0
    elif here.line is not None and here.line.grain in ("day", "month"):
        year += (ahead < -_STORY_BACK) - (ahead > _STORY_AHEAD)
        year += ahead < 0 and _after_bound(here, year + 1, month)
    if here.frame is None:
        return year
    first, last = here.frame
    inside = [
        y
        for y in (year, year + 1, year - 1)
        if month_unit(y, month).last >= first and month_unit(y, month).first <= last
    ]
    return inside[0] if inside else year


def _after_bound(here: Here, year: int, month: int) -> bool:
    """Whether a month comes soon after that until which something is said to have gone on."""
    if here.bound is None or here.bound.grain not in ("day", "month"):
        return False
    months = year * 12 + month - (here.bound.year * 12 + here.bound.month)
    return 0 <= months <= _BOUND_MONTHS


def month(match: Match, here: Here, number: int) -> Unit | None:
    """The month that a bare name (1-12) means."""
    now = here.now
    if now is None:
        return None
    year, current, _ = civil(now)
    if here.narrative:
        return month_unit(story_year(here, now, number), number)
    back = (current - number) % 12
    forward = looks_forward(match)
    ahead = forward and (back >= _RECENT or tense_near(match) == "future")
    gone = tense_near(match) == "past" or (match.precedes("since") and not forward)
    if ahead or (back >= _MONTHS_BACK and not gone):
        return month_unit(year + (number < current), number)
    return month_unit(year - (number > current), number)


def day(match: Match, here: Here, month_number: int, number: int) -> Unit | None:
    """The day that a month (1-12) and day without a year mean; None if there is none."""
    now = here.now
    if now is None:
        return None
    year = civil(now)[0]
    if here.narrative:
        year = story_year(here, now, month_number)
        return day_unit(year, month_number, number)
    choices = [
        unit for y in (year - 1, year, year + 1) if (unit := day_unit(y, month_number, number))
    ]
    if not choices:
        choices = [
            unit for y in range(year - 4, year + 5) if (unit := day_unit(y, month_number, number))
        ]
    if not choices:
        return None
    forward = looks_forward(match)
    if "join" not in match and match.precedes("since", gap=" (?:. )?"):
        choices = [u for u in choices if (u.index >= now if forward else u.index <= now)] or choices
    nearest = min(choices, key=lambda unit: _distance(unit.index - now))
    if forward and attributive(match) and not match.precedes("on|by|until|before|since|onward"):
        forward = None
    listed = _listed(match, here, choices) if forward is None else None
    if listed is not None:
        return listed
    if forward is None and _LINE.search(match.before(2)) and re.match(r" ?[-:·] ", match.after(3)):
        return min(choices, key=lambda unit: (unit.index > now, abs(unit.index - now)))
    over = nearest.index - now > _SOON_DAYS and tense_near(match) == "past" and not forward
    gone = now - nearest.index > _GONE_DAYS and tense_near(match) == "future" and forward
    if forward is None or (abs(nearest.index - now) <= _NEAR_DAYS and not over and not gone):
        return nearest
    side = [u for u in choices if (u.index >= now if forward else u.index <= now)]
    return min(side or choices, key=lambda unit: abs(unit.index - now))


_LINE = re.compile(r"(?:\A|\n|[.!?] )\Z")
"""The head of a line: "February 24 – Rebels take the town" tells of the past."""


def _listed(match: Match, here: Here, choices: list[Unit]) -> Unit | None:
    """The day in the year that a list is of: "Tour 2027 dates: June 9 – Boston, June 10 – …"."""
    at = match.found.start()
    if here.ref is None or here.now is None or here.ref.year <= civil(here.now)[0]:
        return None
    if at - here.ref_at > _LIST_GAP or "\n" in match.encoded.code[here.ref_at : at]:
        return None
    same = (unit for unit in choices if unit.year == here.ref.year)
    return next((unit for unit in same if unit.index - here.ref.last < _LIST_DAYS), None)


def _distance(days: int) -> float:
    """How far a day is from now: what is long to come is told less often than what is past."""
    return days * _AHEAD if days > _NEAR_DAYS else abs(days)


def day_of_month(match: Match, here: Here, number: int) -> Unit | None:
    """The day that "the 5th" means: in the last mentioned month, else near now."""
    now = here.now
    if now is None:
        return None
    if here.ref is not None and here.ref.grain in ("day", "month"):
        year, current, _ = civil(here.ref.first)
        found = day_unit(year, current, number)
        if found:
            return found
    year, current, _ = civil(now)
    base = month_unit(year, current)
    choices = [
        unit
        for shift in (-1, 0, 1)
        if (unit := day_unit(base.shift(shift).year, base.shift(shift).number, number))
    ]
    forward = looks_forward(match)
    side = [u for u in choices if forward is None or (u.index >= now) == forward]
    return min(side or choices, key=lambda unit: abs(unit.index - now), default=None)


def season(match: Match, here: Here, number: int) -> Unit | None:
    """The season (0 is spring) that a bare name means: this one, else by tense, else the last."""
    now = here.now
    if now is None:
        return None
    current = unit_of("season", now, south=here.south)
    back = (current.index - number) % 4
    if back == 0 and not (here.line is not None and here.line.grain == "year"):
        return current
    if here.narrative and here.line is not None:
        return Unit("season", here.line.year * 4 + number, here.south)
    if back == 0:
        return current
    if looks_forward(match):
        return current.shift(4 - back)
    return current.shift(-back)


def quarter(match: Match, here: Here, number: int) -> Unit | None:
    """The quarter (1-4) that a bare "third quarter" means: the latest that has begun."""
    now = here.now
    if now is None:
        return None
    current = unit_of("quarter", now)
    if here.narrative:
        return Unit("quarter", here.line.year * 4 + number - 1) if here.line else None
    back = (current.index - (number - 1)) % 4
    forward = looks_forward(match)
    if forward and (back == 3 or (back and match.precedes("in|by") and tense_near(match))):
        return current.shift(4 - back)
    return current.shift(-back)
