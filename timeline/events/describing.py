"""A noun phrase as a subject: its head, its kind, and its text without asides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from timeline.events.gazetteer import gazetteer
from timeline.events.leading import LeadStripper, part_of_name
from timeline.events.lexicon import Lexicon
from timeline.events.penn import FINITE, NOUNS
from timeline.events.references import NO_SUBJECT, Subject, SubjectKind, dated_owner, render
from timeline.events.tokens import Tokens

_MAX_APPOSED = 70  # characters of a subject with the name of the person who it is


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes noun phrases of one sentence."""

    tokens: Tokens
    lexicon: Lexicon

    def describe(self, found: list[int]) -> Subject:
        """Describe a noun phrase, given as the tokens from its first word to the verb."""
        tags, lows, sets = self.tokens.tags, self.tokens.lows, self.lexicon.sets
        kept, gap = self._without_apposition(found)
        kept, cut = self._without_tail(kept)
        kept = self._without_dates(kept)
        while kept and tags[kept[0]] == "POS":
            kept = kept[1:]
        while kept and (tags[kept[-1]] in (",", "``", "IN", "CC", "RB", ":", "POS", "DT")):
            kept = kept[:-1]
        if not kept:
            return NO_SUBJECT
        words = [lows[j] for j in kept]
        if words[0] == "there":
            return Subject(tuple(kept), "There", "existential")
        if any(lows[j] in sets["pronoun_self"] for j in found):
            return Subject(tuple(kept), render(self.tokens, kept), "self")
        if any(tags[j] in FINITE for j in kept):
            return NO_SUBJECT
        named_by = self._name_after(found, kept)
        head = self._head(kept)
        plural = tags[head] in ("NNS", "NNPS") or any(tags[j] == "CC" for j in kept)
        pronoun = len(kept) == 1 and words[0] in sets["pronoun_other"]
        pronoun = pronoun or words[0] in ("he", "she", "it", "they", "whatever", "whoever", "what")
        named = any(tags[j] == "NNP" for j in kept)
        kind: SubjectKind = "pronoun" if pronoun else "named" if named else "common"
        if not pronoun and tags[head] not in NOUNS | {"CD", "VBG", "JJ", "DT"}:
            kind = "none"
        text = render(self.tokens, kept)
        if dated_owner(self.tokens, kept[0]):
            text = f"the {text}"
        if len(kept) == 1 and tags[kept[0]] == "CD" and self._counts_people(kept[0]):
            return Subject(tuple(kept), f"{text} people", kind, "own", "people", True)
        if named_by and kind in ("named", "common") and len(text) + len(named_by) <= _MAX_APPOSED:
            return Subject(
                tuple(kept), f"{text}, {named_by},", "named", "own", lows[head], plural, gap or cut
            )
        return Subject(tuple(kept), text, kind, "own", lows[head], plural, gap or cut)

    def _without_dates(self, kept: list[int]) -> list[int]:
        """Drop the dates that are no part of a name, with what leads to them."""
        tags = self.tokens.tags
        if {"DATE", "POS"}.isdisjoint([tags[j] for j in kept]):
            return kept
        kept = self._without_leads(kept)
        kept = [
            j for j in kept if tags[j] != "DATE" or part_of_name(self.tokens, self.lexicon, j, kept)
        ]
        return [j for j in kept if tags[j] != "POS" or tags[j - 1] != "DATE" or j - 1 in kept]

    def _without_leads(self, kept: list[int]) -> list[int]:
        """Drop the preposition of a date inside a subject ("the rising in May against X")."""
        tags, lows = self.tokens.tags, self.tokens.lows
        leads = self.lexicon.sets["date_preposition"]
        gone = {
            j for j, date in pairwise(kept)
            if tags[date] == "DATE" and date == j + 1 and tags[j] == "IN" and lows[j] in leads
            and tags[date + 1 : date + 2] in (["IN"], ["TO"])
        }  # fmt: skip
        return [j for j in kept if j not in gone]

    def _counts_people(self, number: int) -> bool:
        """Whether a bare number goes on from "at least eight people died and 30 were wounded"."""
        lows, tags = self.tokens.lows, self.tokens.tags
        before = [j for j in range(number) if tags[j] in ("NNS", "NN") and "CD" in tags[:j]]
        joined = number > 0 and (tags[number - 1] == "CC" or lows[number - 2] == "least")
        verb = next((j for j in range(number, len(tags)) if tags[j] in ("VBD", "VBN")), -1)
        be = verb > 0 and lows[verb] in self.lexicon.sets["be"]
        verb = verb + 1 if be and verb + 1 < len(tags) else verb
        harmed = verb > 0 and self.lexicon.base_of(lows[verb]) in self.lexicon.verbs["harming"]
        return joined and harmed and bool(before)

    def _name_after(self, found: list[int], kept: list[int]) -> str:
        """The name in "Norway's prime minister, Erna Solberg, resigned"; else nothing.

        Or two: "the two men, Ron Berg and Ada Lund, were charged".
        """
        tags = self.tokens.tags
        rest = found[len(kept) :]
        if len(rest) < 4 or found[: len(kept)] != kept or tags[rest[0]] != ",":
            return ""
        if tags[kept[-1]] == "NNS":
            return self._two_names(rest)
        if tags[kept[-1]] not in ("NN", "NNP"):
            return ""
        if tags[kept[-1]] == "NNP" and all(tags[j] == "NNP" for j in kept):
            return ""
        name = rest[1:-1]
        bounded = tags[rest[0]] == "," and tags[rest[-1]] == ","
        if not bounded or not 2 <= len(name) <= 4 or any(tags[j] != "NNP" for j in name):
            return ""
        text = render(self.tokens, name)
        place = text.lower() in gazetteer() or self.tokens.lows[kept[-1]] in gazetteer()
        return "" if place else text

    def _two_names(self, rest: list[int]) -> str:
        tags, name = self.tokens.tags, rest[1:-1]
        joints = [j for j in name if tags[j] == "CC"]
        named = all(tags[j] == "NNP" or j in joints for j in name)
        inner = len(joints) == 1 and joints[0] not in (name[0], name[-1])
        return render(self.tokens, name) if named and inner and tags[rest[-1]] == "," else ""

    def _head(self, kept: list[int]) -> int:
        """The last noun before the first preposition."""
        last = kept[-1]
        seen = None
        for j in kept:
            if self.tokens.tags[j] in ("IN", "TO", ",") and seen is not None:
                return seen
            if self.tokens.tags[j] in NOUNS or self.tokens.tags[j] in ("CD", "PRP", "DT"):
                seen = j
        return seen if seen is not None else last

    def _without_apposition(self, found: list[int]) -> tuple[list[int], bool]:
        tags = self.tokens.tags
        commas = [k for k, j in enumerate(found) if tags[j] == ","]
        if not commas:
            skipped = found[-1] - found[0] + 1 > len(found)
            return found, skipped and False
        both = self._two_with_asides(found, commas)
        if both:
            return both, False
        closed = tags[found[-1]] == ","
        if closed and len(found) > 2 and found[-1] - found[-2] > 1:
            listed = self._without_last_commas(found)
            if listed:
                return listed, False
        if self.tokens.lows[found[commas[-1]] + 1] == "including":
            return found[: commas[-1]], False
        joints = [k for k, j in enumerate(found) if tags[j] == "CC" and k > commas[-1]]
        if joints and not closed:
            return found, False
        place = self._place_apposition(found, commas)
        if place is not None:
            return LeadStripper(self.tokens, self.lexicon).strip(place), False
        return found[: commas[0]], not closed

    def _two_with_asides(self, found: list[int], commas: list[int]) -> list[int] | None:
        """Both names of "Ada Lund, an envoy, and Ron Berg, a former minister, testified"."""
        tags = self.tokens.tags
        first = found[: commas[0]]
        joint = next((k for k in commas[1:] if tags[found[k] + 1] == "CC"), -1)
        if joint < 0 or joint + 2 >= len(found) or any(tags[j] != "NNP" for j in first):
            return None
        aside = tags[found[commas[0]] + 1] in ("DT", "JJ", "CD", "NN")
        end = joint + 2
        while end < len(found) and tags[found[end]] == "NNP":
            end += 1
        named = end > joint + 2 and (end == len(found) or tags[found[end]] == ",")
        return [*first, *found[joint + 1 : end]] if aside and named else None

    def _without_last_commas(self, found: list[int]) -> list[int] | None:
        """The list before a relative clause ("A, B and C, who …, joined"), if it is one."""
        tags = self.tokens.tags
        while found and tags[found[-1]] == ",":
            found = found[:-1]
        commas = [k for k, j in enumerate(found) if tags[j] == ","]
        joints = [k for k, j in enumerate(found) if tags[j] == "CC"]
        if not joints or (commas and joints[-1] < commas[-1]):
            return None
        after = found[commas[-1] + 1 : joints[-1]] if commas else found[: joints[-1]]
        return None if any(tags[j] == "IN" for j in after) else found

    def _place_apposition(self, found: list[int], commas: list[int]) -> list[int] | None:
        """Keep all of "Springfield, Ill., police": what follows the last comma is its head."""
        tail = found[commas[-1] + 1 :]
        if not tail or len(commas) < 2:
            return None
        first = found[0]
        tags = self.tokens.tags
        whole = found[-1] - first + 1 == len(found)
        if tags[first] == "DT" and whole and commas[-1] - commas[0] <= 3:
            place = all(tags[j] == "NNP" for j in found[1 : commas[-1]] if tags[j] != ",")
            return found if place and tags[found[-1]] in NOUNS else None
        if self.tokens.tags[first] == "NNP" and commas[-1] - commas[0] <= 3:
            return found
        return None

    def _without_tail(self, kept: list[int]) -> tuple[list[int], bool]:
        """Cut participles that hold the date ("states meeting in Istanbul on Friday")."""
        tags = self.tokens.tags
        dates = [k for k, j in enumerate(kept) if tags[j] == "DATE"]
        for k, j in enumerate(kept):
            if k and tags[j] in ("VBG", "VBN") and tags[kept[k - 1]] in NOUNS:
                if tags[kept[min(k + 1, len(kept) - 1)]] in NOUNS:
                    continue
                return kept[:k], bool(dates and dates[-1] > k)
        return kept, False
