"""The end of a predicate: loose words off, phrases off until it fits, and its wording."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.clauses import Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS
from timeline.events.references import render, with_quotes
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup

_ROUGHLY = frozenset(("roughly", "nearly", "almost", "approximately", "exactly", "some"))


@dataclass(frozen=True, slots=True)
class Trimmer:
    """Trims predicates (lists of tokens from the verb on) in one sentence."""

    tokens: Tokens
    clauses: Clauses
    lexicon: Lexicon

    def trim(self, kept: list[int], verb: VerbGroup, cut: bool = False) -> tuple[list[int], bool]:
        """Take off loose words at the end: prepositions, determiners, stubs."""
        tags, lows, sets = self.tokens.tags, self.tokens.lows, self.lexicon.sets
        before = len(kept)
        kept = self._without_gerund_stub(kept, verb)
        kept = self._without_time_stub(kept, verb)
        while kept and kept[-1] > verb.head:
            j = kept[-1]
            loose = tags[j] in (",", ":", "CC", "DT", "TO", "PRP$", "WP", "THAT", "``", "(")
            loose = loose or (tags[j] == "IN" and not self._particle(kept))
            loose = loose or (tags[j] == "RB" and lows[j] in sets["connective"])
            loose = loose or (lows[j] in _ROUGHLY and tags[j + 1 : j + 2] == ["DATE"])
            loose = loose or self._lonely_participle(kept) or self._lonely_gerund(kept, verb)
            loose = loose or (tags[j] == "CD" and tags[kept[-2]] == "CC" and kept[-2] == j - 1
                              and "DATE" in (tags[j - 2], *tags[j + 1 : j + 2]))  # fmt: skip
            if cut and tags[j] == "VB" and len(kept) > 2 and tags[kept[-2]] == "TO":
                loose = kept[-2] > verb.head + 1
            if not loose:
                break
            kept = kept[:-1]
        return kept, len(kept) < before

    def _without_gerund_stub(self, kept: list[int], verb: VerbGroup) -> list[int]:
        """Drop "of serving" where what was served is cut off, and "after years" before it."""
        lows, tags = self.tokens.lows, self.tokens.tags
        if len(kept) < 4 or tags[kept[-1]] != "VBG" or tags[kept[-2]] != "IN":
            return kept
        following = kept[-1] + 1
        if following >= len(tags) or tags[following] in (".", "DATE") or kept[-2] <= verb.head:
            return kept
        rest = kept[:-2]
        if tags[rest[-1]] in ("JJ", "VBN"):
            return kept
        if lows[rest[-1]] in self.lexicon.sets["time_noun"] and tags[rest[-2]] == "IN":
            rest = rest[:-2]
        return rest

    def _without_time_stub(self, kept: list[int], verb: VerbGroup) -> list[int]:
        """Drop "three years" where "after it closed" was cut off, and a last "sometime"."""
        lows, tags = self.tokens.lows, self.tokens.tags
        if not kept:
            return kept
        if lows[kept[-1]] in ("sometime", "shortly", "soon", "just") and kept[-1] > verb.head:
            return kept[:-1]
        following = kept[-1] + 1
        cut = following < len(lows) and lows[following] in (
            "after",
            "before",
            "later",
            "ago",
            "since",
        )
        if not cut or lows[kept[-1]] not in self.lexicon.sets["time_noun"]:
            return kept
        rest = kept[:-1]
        while rest and rest[-1] > verb.head and tags[rest[-1]] in ("CD", "DT", "JJ", "RB", "JJR"):
            rest = rest[:-1]
        lasted = bool(rest) and lows[rest[-1]] in ("for", "within")
        return kept if lasted else rest

    def _lonely_participle(self, kept: list[int]) -> bool:
        """Whether a last participle has lost what it needs ("a zone agreed")."""
        j = kept[-1]
        tags = self.tokens.tags
        return (
            tags[j] == "VBN" and len(kept) > 1 and kept[-2] == j - 1 and tags[j - 1] in NOUNS
            and j + 1 < len(tags) and tags[j + 1] in ("IN", "TO")
        )  # fmt: skip

    def _lonely_gerund(self, kept: list[int], verb: VerbGroup) -> bool:
        """Whether a last -ing form has lost what it says ("issued a report saying")."""
        j = kept[-1]
        tags, lows = self.tokens.tags, self.tokens.lows
        if tags[j] != "VBG" or len(kept) < 2 or tags[kept[-2]] not in NOUNS or j + 1 >= len(tags):
            return False
        if verb.head >= kept[-2] or tags[j + 1] in (".", ",", "DATE", "CC"):
            return False
        base = self.lexicon.base_of(lows[j])
        says = self.lexicon.is_verb("complement", base) or self.lexicon.is_verb("hungry", base)
        return says or tags[j + 1] in ("DT", "PRP$", "CD", "NNP")

    def _particle(self, kept: list[int]) -> bool:
        """Whether a last preposition belongs to the verb ("broke out", "stepped down")."""
        j = kept[-1]
        return (
            self.tokens.lows[j] in self.lexicon.sets["particle"]
            and len(kept) > 1
            and kept[-2] == j - 1
            and self._verb_like(kept[-2])
        )

    def _verb_like(self, j: int) -> bool:
        """Whether a word is a verb, or one that the tagger took for a noun ("will step down")."""
        tags = self.tokens.tags
        if tags[j] in ("VBD", "VBN", "VB", "VBZ", "VBP", "VBG"):
            return True
        noun = j > 0 and tags[j - 1] in ("DT", "JJ", "PRP$", "CD", "POS")
        return self.tokens.lows[j] in self.lexicon.bases and not noun

    def shorten(
        self, kept: list[int], verb: VerbGroup, room: int, words: int
    ) -> tuple[list[int], bool]:
        """Cut inner relative clauses, then phrases from the right, until it fits."""
        if self._fits(kept, verb, room, words):
            return kept, False
        relatives = [
            j for j in kept
            if self.clauses.of(j).kind == "relative" and self.clauses.of(j).opener in (j, j - 1)
            and j > verb.head + 1
        ]  # fmt: skip
        for j in reversed(relatives):
            kept = [k for k in kept if k < j]
            if self._fits(kept, verb, room, words):
                return kept, True
        places = [j for j in kept if j > verb.head + 1 and self._cut_point(j)]
        shorter = [[k for k in kept if k < j] for j in reversed(places)]
        fitting = [one for one in shorter if self._fits(one, verb, room, words)]
        ends_well = (one for one in fitting if not self.lacks_end(one, verb))
        return next(ends_well, fitting[0] if fitting else kept), True

    def lacks_end(self, kept: list[int], verb: VerbGroup) -> bool:
        """Whether the last word wants what was cut: "charges related", "plans", "asked NATO"."""
        tags, lows, sets = self.tokens.tags, self.tokens.lows, self.lexicon.sets
        last = kept[-1]
        after = next((j for j in range(last + 1, len(tags)) if tags[j] not in ("DATE", "``")), -1)
        if after < 0 or last < verb.head:
            return False
        if lows[last] in sets["unfinished"] or tags[last] == "VB":
            return True
        verbs = [self.lexicon.base_of(lows[j]) for j in kept[-6:] if tags[j][:2] == "VB"]
        verbal = len(kept) > 1 and tags[kept[-2]] == "TO" and tags[last] in ("VB", "NN")
        if verbal and tags[after] in ("IN", "DT"):
            return True
        if self._unfinished_list(kept, verb) or self._half_preposition(last, after):
            return True
        if tags[after] == "TO":
            if "-" in lows[last] and lows[last][:1].isalnum() and tags[after + 1] in ("CD", "JJ"):
                return True
            hungry = self.lexicon.is_verb("hungry", verb.base)
            hungry = hungry and not any(tags[j] == "TO" for j in kept if j > verb.head)
            inner = bool(verbs) and self.lexicon.is_verb("hungry", verbs[-1])
            return hungry or inner or lows[last] in sets["wants_infinitive"] or tags[last] == "JJ"
        if tags[last] == "PRP" and tags[after] == "IN":
            return lows[after] in ("into", "from", "to", "with", "of")
        if tags[last] == "VBG" and tags[after] in ("TO", "THAT"):
            return True
        if tags[after] == "THAT":
            return lows[last] in sets["complement_noun"]
        kept_from = {"stop", "prevent", "bar", "ban", "keep", "discourage", "deter"}
        if lows[after] == "from" and verbs and verbs[-1] in kept_from:
            return True
        noun = tags[last] == "JJ" and tags[last - 1] == "DT"  # "a torrent"
        open_ended = tags[last] in ("VBN", "VBG", "JJ") and not noun
        return tags[after] == "IN" and open_ended and last != verb.head

    def _half_preposition(self, last: int, after: int) -> bool:
        """Whether "in response" is left of "in response to", or "ways" of "ways it could help"."""
        tags, lows = self.tokens.tags, self.tokens.lows
        if lows[last] in ("way", "ways") and tags[after] in ("DT", "NNP", "PRP"):
            return True
        inside = tags[last] == "NN" and lows[last - 1] in ("in", "on")
        return inside and after == last + 1 and lows[after] in ("to", "with", "of")

    def _unfinished_list(self, kept: list[int], verb: VerbGroup) -> bool:
        """Whether a list has lost its end ("warrants for Ada Lund, her son" of three people)."""
        tags = self.tokens.tags
        commas = [j for j in kept if tags[j] == "," and j > verb.head and tags[j - 1] in NOUNS]
        if not commas or tags[commas[-1] + 1 : commas[-1] + 2] == ["IN"]:
            return False
        place = all(tags[j] == "NNP" for j in range(commas[-1] + 1, commas[-1] + 2))
        joined = any(tags[j] == "CC" for j in kept if j > commas[0])
        return not joined and not place

    def _cut_point(self, j: int) -> bool:
        tags, lows = self.tokens.tags, self.tokens.lows
        if lows[j] == "of" or lows[j] in ("than", "per"):
            return False
        name_inside = (
            0 < j < len(tags) - 1 and tags[j - 1] == "NNP" and tags[j + 1] == "NNP"
            and lows[j] in ("for", "with")
        )  # fmt: skip
        if name_inside:
            return False
        if tags[j] in ("VBG", "VBN"):
            return tags[j - 1] in NOUNS
        if tags[j] == "CC":
            return j + 1 < len(tags) and tags[j + 1] == "VB"
        return tags[j] in ("TO", ",", "IN")

    def _fits(self, kept: list[int], verb: VerbGroup, room: int, words: int) -> bool:
        return len(kept) <= words and len(self.write(kept, verb)) <= room

    def write(self, kept: list[int], verb: VerbGroup) -> str:
        """Write the predicate, with a pluperfect told as a simple past."""
        assert verb is not None  # noqa: S101
        kept = with_quotes(self.tokens, kept)
        text = render(self.tokens, kept)
        if verb.tense != "pluperfect" or verb.passive or verb.negated:
            return text
        rest = [j for j in kept if j >= verb.head]
        tags = self.tokens.tags
        if any(tags[j] == "CC" and "VBN" in tags[j + 1 : j + 3] for j in kept):
            return text
        past = self.lexicon.simple_past(verb.base, self.tokens.lows[verb.head])
        if not past or not rest or rest[0] != verb.head:
            return text
        adverbs = [j for j in kept if verb.start < j < verb.head]
        tail = render(self.tokens, rest)[len(self.tokens.words[verb.head]) :]
        return " ".join(filter(None, (render(self.tokens, adverbs), past))) + tail
