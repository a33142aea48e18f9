"""Dates out of a predicate: a title never repeats the date of its row."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup

_PART_OF_DAY = frozenset(
    ("morning", "afternoon", "evening", "night", "day", "end", "beginning", "start", "eve",
     "week", "weekend", "month", "summer", "winter", "spring", "autumn", "fall", "middle",
     "rest", "remainder", "course", "half")
)  # fmt: skip
_OF_TIME = frozenset(
    (
        "kick",
        "begin",
        "start",
        "end",
        "finish",
        "close",
        "open",
        "enter",
        "spend",
        "declare",
        "proclaim",
        "designate",
    )
)
_DAYTIMES = frozenset(("morning", "afternoon", "evening", "night", "lunchtime", "local", "time"))
_ADJECTIVES = frozenset(("recent", "current", "previous", "past", "future", "coming", "upcoming"))
_IN_A_ROW = frozenset(("consecutive", "straight", "successive"))
_BEFORE_DATE = frozenset(
    ("early", "late", "later", "earlier", "mid", "mid-", "just", "only", "back", "again")
)

_SPANS = ("week", "month", "year", "days", "weeks")


@dataclass(frozen=True, slots=True)
class DateDropper:
    """Drops dates, with the words that lead to them, in one sentence."""

    tokens: Tokens
    lexicon: Lexicon

    def drop(self, found: list[int], verb: VerbGroup) -> list[int]:
        """Drop the dates from a predicate.

        Args:
            found: its tokens, in order.
            verb: its verb, which stays whatever stands before a date.
        """
        tags, lows = self.tokens.tags, self.tokens.lows
        kept: list[int] = []
        skip_possessive = skip_comma = False
        found = self._without_content(found)
        for place, j in enumerate(found):
            if place and tags[found[place - 1]] == "DATE" and lows[j] in _DAYTIMES:
                continue
            if skip_comma and tags[j] == ",":
                skip_comma = False
                continue
            skip_comma = False
            if tags[j] != "DATE":
                if not (skip_possessive and tags[j] == "POS"):
                    kept.append(j)
                skip_possessive = False
                continue
            if lows[j] in _ADJECTIVES:
                kept.append(j)
                continue
            skip_possessive = True
            follows = tags[found[place + 1]] if place + 1 < len(found) else "."
            whose = follows == "POS" or follows in NOUNS
            if kept and lows[kept[-1]] == "of" and not self._starts_unit(kept) and not whose:
                kept.append(j)
                continue
            if self._part_of_name(j, kept, follows):
                kept.append(j)
                skip_possessive = False
                continue
            event = j + 1 < len(tags) and lows[j + 1] in self.lexicon.nouns
            if event and follows in NOUNS and kept and tags[kept[-1]] == "IN":
                continue
            led = kept and tags[kept[-1]] in ("DT", "PRP$", "JJ", "POS")
            if follows == "POS" or (led and follows in NOUNS | {"JJ"}):
                continue
            kept = self._drop_lead(kept, verb)
            skip_comma = True
        return [j for j in kept if lows[j] not in ("also", "however", "meanwhile", "here")]

    def _without_content(self, found: list[int]) -> list[int]:
        """Drop what a span of time was filled with ("in the past week of upheaval")."""
        tags, lows = self.tokens.tags, self.tokens.lows
        dates = [
            k for k, j in enumerate(found[:-2]) if tags[j] == "DATE" and lows[j].endswith(_SPANS)
        ]
        for k in dates:
            of, noun = found[k + 1], found[k + 2]
            ends = tags[noun + 1 : noun + 2] in (["."], [","], ["DATE"])
            if ends and lows[of] == "of" and tags[noun] == "NN":
                return found[: k + 1] + found[k + 3 :]
        return found

    def _starts_unit(self, kept: list[int]) -> bool:
        """Whether "of" leads on from a part of the day or year ("on the morning of" a date)."""
        return len(kept) > 1 and self.tokens.lows[kept[-2]] in _PART_OF_DAY

    def _part_of_name(self, date: int, kept: list[int], follows: str) -> bool:
        """Whether a date must stay: it belongs to a noun ("on 2005 levels") or is the object."""
        if kept and self._is_object(date, kept[-1]):
            return True
        if kept and self.tokens.lows[kept[-1]] in _IN_A_ROW and " " not in self.tokens.lows[date]:
            return True  # "for a second consecutive night"
        if follows not in ("NN", "NNS", "JJ") or not kept or kept[-1] != date - 1:
            return False
        after = self.tokens.lows[date + 1]
        if after in _DAYTIMES or after in self.lexicon.nouns:
            return False
        before = self.tokens.tags[kept[-1]]
        return before in ("VB", "VBG") or (
            before == "IN"
            and self.tokens.lows[kept[-1]] not in ("in", "at", "since", "by", "until")
            and self.tokens.words[date][:1].isdigit()
        )  # fmt: skip

    def _is_object(self, date: int, before: int) -> bool:
        """Whether a bare year is what a verb begins or ends ("kicked off 2020 with a visit")."""
        year = self.tokens.words[date].isdigit() and before == date - 1
        if before == date - 1 and self.tokens.lows[date + 1 : date + 2] in (["a"], ["as"], ["an"]):
            base = self.lexicon.base_of(self.tokens.lows[before])
            return base in ("declare", "designate", "proclaim")
        at = before - 1 if self.tokens.lows[before] in ("off", "out", "up") else before
        verb = self.tokens.tags[at] in ("VBD", "VBZ", "VBP", "VB", "VBN")
        return year and verb and self.lexicon.base_of(self.tokens.lows[at]) in _OF_TIME

    def _drop_lead(self, kept: list[int], verb: VerbGroup) -> list[int]:
        """Drop the words that lead to a date: "on", "in early", "on the morning of", "and on"."""
        lows, sets = self.tokens.lows, self.lexicon.sets
        if kept and lows[kept[-1]] in _IN_A_ROW:
            while kept[-1] > verb.head and self.tokens.tags[kept[-1]] in ("JJ", "CD", "DT"):
                kept = kept[:-1]
        while kept and kept[-1] > verb.head:
            low = lows[kept[-1]]
            if low == "back" and kept[-1] == verb.head + 1:
                break
            if low == "of" and len(kept) > 1 and lows[kept[-2]] in _PART_OF_DAY:
                kept = kept[:-2]
            elif low == "of":
                break
            elif (
                low in sets["date_preposition"] or low in _BEFORE_DATE or low in ("and", "or", ",")
                or (low == "the" and len(kept) > 1)
            ):  # fmt: skip
                kept = kept[:-1]
            else:
                break
        return kept
