"""What stands before a subject: connectives, dates, phrases up to their comma."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens


def part_of_name(tokens: Tokens, lexicon: Lexicon, date: int, kept: list[int]) -> bool:
    """Whether a feast day is part of a name ("Christmas decorations")."""
    word = tokens.words[date]
    noun = date + 1 in kept and tokens.tags[date + 1] in ("NN", "NNS")
    event = noun and tokens.lows[date + 1] in lexicon.nouns
    low = word.lower()
    known = low in lexicon.sets["weekday"] or low in lexicon.sets["month"]
    return noun and not event and word.isalpha() and word[:1].isupper() and not known


_KEPT = frozenset(("aside", "down"))


@dataclass(frozen=True, slots=True)
class LeadStripper:
    """Finds where subjects begin in one sentence."""

    tokens: Tokens
    lexicon: Lexicon

    def strip(self, found: list[int]) -> list[int]:
        """Drop what stands before the subject: connectives, dates, leading phrases."""
        tags, lows, sets = self.tokens.tags, self.tokens.lows, self.lexicon.sets
        while found:
            i = found[0]
            if tags[i] == "DATE" and part_of_name(self.tokens, self.lexicon, i, found):
                break
            if lows[i] == "both":
                if len(found) > 1 and tags[found[1]] == "IN":
                    found = found[1:]
                    continue
                break
            rest = self._after_act(found) or self._after_place(found)
            if rest:
                found = rest
                continue
            if self._time_phrase(found):
                found = found[next(k for k, j in enumerate(found) if tags[j] == ",") + 1 :]
                continue
            if (
                tags[i] in (",", "CC", "DATE", ":", "``", ")", "IN", "TO", "RB")
                or (lows[i] in sets["connective"] and tags[i] != "NNP")
                or self._opens_with_to(found)
            ):
                if tags[i] in ("IN", "TO") and not self._dated_phrase(found):
                    commas = [k for k, j in enumerate(found) if tags[j] == ","]
                    if not commas:
                        return self._after_phrase(found)
                    found = found[self._end_of_phrase(found, commas) + 1 :]
                    continue
                if tags[i] == "RB" and lows[i] in ("nearly", "almost", "about", "more", "around"):
                    break
                found = found[1:]
                continue
            break
        while len(found) > 1 and (
            (tags[found[-1]] in ("RB", "DATE", "IN", "``") and lows[found[-1]] not in _KEPT)
            or lows[found[-1]] in ("all", "both", "each")
        ):
            found = found[:-1]
        return found

    def _opens_with_to(self, found: list[int]) -> bool:
        """Whether "prior to this," opens the clause."""
        led = self.tokens.lows[found[0]] in ("prior", "due", "subsequent") and len(found) > 1
        return led and self.tokens.tags[found[1]] == "TO"

    def _after_act(self, found: list[int]) -> list[int]:
        """What follows "seeking peace," where a name comes right after its comma."""
        tags = self.tokens.tags
        comma = next((k for k, j in enumerate(found) if tags[j] == ","), 0)
        if tags[found[0]] != "VBG" or comma < 2 or comma + 1 >= len(found):
            return []
        rest = found[comma + 1 :]
        return (
            rest if tags[rest[0]] in ("NNP", "PRP") and "CC" not in tags[found[0] : rest[0]] else []
        )

    def _after_place(self, found: list[int]) -> list[int]:
        """What follows the rest of a leading phrase's place ("In Sinjar, Iraq, in 2007, men")."""
        tags, first = self.tokens.tags, found[0]
        if first < 2 or tags[first] != "NNP" or tags[first - 1] != ",":
            return []
        after = next((j for j in found if tags[j] != "NNP"), first)
        follows = tags[after + 1 : after + 2]
        place = tags[first - 2] == "NNP" and tags[after] == "," and follows in (["IN"], ["DATE"])
        return found[found.index(after) + 1 :] if place else []

    def _end_of_phrase(self, found: list[int], commas: list[int]) -> int:
        """The comma that closes a leading phrase ("In Oslo, a city in Norway, the council …")."""
        tags = self.tokens.tags
        dated = any(tags[j] == "DATE" for j in found[commas[0] : commas[-1]])
        joined = any(tags[j] == "CC" for j in found[commas[-1] :])
        apposed = len(commas) == 2 and tags[found[-1]] != "," and not joined
        place = all(tags[j] in ("NNP", ":") for j in found[commas[-1] + 1 :])
        if place and any(tags[j] == "IN" for j in found[commas[0] : commas[-1]]):
            apposed = False
        return commas[-1] if dated or apposed else commas[0]

    def _time_phrase(self, found: list[int]) -> bool:
        """Whether "eight weeks after his inauguration," opens the clause."""
        tags, lows = self.tokens.tags, self.tokens.lows
        later = len(found) > 3 and lows[found[0]] in self.lexicon.sets["time_noun"]
        if later and lows[found[1]] in ("later", "earlier", "before", "after"):
            return tags[found[2]] == ","
        if len(found) < 4 or tags[found[0]] not in ("CD", "DT") or tags[found[1]] not in NOUNS:
            return False
        led = lows[found[1]] in self.lexicon.sets["time_noun"] and tags[found[2]] in ("IN", "RB")
        return led and any(tags[j] == "," for j in found)

    def _dated_phrase(self, found: list[int]) -> bool:
        """Whether a preposition (and a determiner) leads straight to a date."""
        for k, j in enumerate(found[1:4], 2):
            if self.tokens.tags[j] == "DATE":
                follows = self.tokens.tags[found[k]] if k < len(found) else "."
                led = self.tokens.tags[found[k - 2]] in ("DT", "JJ", "PRP$")
                return not (led and follows in NOUNS | {"JJ", "POS"})
            if self.tokens.tags[j] not in ("DT", "JJ", "RB", "IN"):
                return False
        return False

    def _after_phrase(self, found: list[int]) -> list[int]:
        """The noun phrase after a leading phrase without a comma, if a date parts them."""
        dates = [k for k, j in enumerate(found) if self.tokens.tags[j] == "DATE"]
        if dates and dates[0] + 1 < len(found):
            return self.strip(found[dates[0] + 1 :])
        if self.tokens.lows[found[0]] in ("about", "around", "over", "under", "up", "like", "as"):
            return found[1:] if self.tokens.tags[found[-1]] in NOUNS | {"CD"} else []
        return []
