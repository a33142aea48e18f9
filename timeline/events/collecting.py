"""The tokens of a predicate: what belongs to a clause from its verb on, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.lookahead import Lookahead
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens

_QUESTIONS = frozenset(("how", "why", "whether", "what"))
_ASIDES = frozenset(("as", "with", "like", "including", "despite", "amid", "according", "although"))
_ASKING = frozenset(("check", "ask", "see", "determine", "decide", "know", "assess", "consider"))


@dataclass(frozen=True, slots=True)
class Collected:
    """What a clause says, uncut.

    Attributes:
        found: its tokens from the verb on, in order.
        included: indices of the clauses that they are of.
        complement: the complement clause among these, if there is one.
    """

    found: list[int]
    included: set[int]
    complement: Clause | None


@dataclass(frozen=True, slots=True)
class Collector:
    """Collects predicates in one sentence."""

    tokens: Tokens
    clauses: Clauses
    lexicon: Lexicon

    def collect(self, clause: Clause, trailing: Clause | None = None) -> Collected:
        """Collect what a clause with a finite verb says, and `trailing` if it is given."""
        assert clause.verb is not None  # noqa: S101
        included = {clause.index} | (self._with_inner(trailing) if trailing else set())
        complement: Clause | None = None
        found: list[int] = []
        j = clause.verb.start
        while j < len(self.tokens):
            owner = self.clauses.items[self.clauses.owner[j]]
            if owner.index not in included:
                if self._joins(owner, included) or self._shares_object(owner, clause, found):
                    included.add(owner.index)
                    if owner.kind == "complement" and owner.parent == clause.index:
                        complement = owner
                elif owner.kind == "bracket":
                    if found and self.tokens.tags[found[-1]] == ":":
                        found.pop()
                    j += 1
                    continue
                else:
                    break
            tag = self.tokens.tags[j]
            if self._stops(j, clause):
                break
            if tag == "," and not self._comma_goes_on(j, included):
                after = self._after_parenthesis(j, included)
                if after < 0:
                    break
                j = after
                continue
            if tag == ":" and self.clauses.of(max(j - 1, 0)).kind == "bracket":
                j += 1
                continue
            if tag != "``":
                found.append(j)
            j += 1
        return Collected(found, included, complement)

    def _with_inner(self, trailing: Clause) -> set[int]:
        """A clause and the one in it ("after being pulled from the sea when a boat sank")."""
        inner = self.clauses.children(trailing.index)
        direct = (c for c in inner if c.kind == "subordinate" and c.opener > 0)
        tags = self.tokens.tags
        return {trailing.index} | {c.index for c in direct if tags[c.opener - 1] != ","}

    def _joins(self, owner: Clause, included: set[int]) -> bool:
        if owner.parent not in included:
            return False
        if owner.kind == "complement":
            return True
        if owner.kind == "relative":
            return owner.restrictive
        if owner.kind != "subordinate" or owner.opener < 1:
            return False
        low = self.tokens.lows[owner.opener]
        asked = self.lexicon.base_of(self.tokens.lows[owner.opener - 1]) in _ASKING
        direct = self.tokens.tags[owner.opener - 1] != ","
        return low in _QUESTIONS or (low == "if" and asked) or (low == "unless" and direct)

    def _shares_object(self, owner: Clause, clause: Clause, found: list[int]) -> bool:
        """Whether a second verb has the object of both ("approved and published the law")."""
        assert clause.verb is not None  # noqa: S101
        if owner.kind != "coordinate" or owner.parent != clause.index or owner.antecedent != -2:
            return False
        alone = [j for j in found if j >= clause.verb.end and self.tokens.tags[j] != "CC"]
        kinds = ("intransitive", "standalone")
        stands = any(self.lexicon.is_verb(kind, clause.verb.base) for kind in kinds)
        return not alone and not clause.verb.passive and not stands

    def _stops(self, j: int, clause: Clause) -> bool:
        """Whether a predicate ends before token `j`: the sentence does, or another verb goes on.

        ("The war began and driven up costs": the participle is none of this clause's.)
        """
        tag = self.tokens.tags[j]
        if tag == "." or (tag == ":" and self.tokens.words[j] in (";", ":")):
            return True
        return tag == "CC" and self._dangling_participle(j, clause)

    def _dangling_participle(self, joint: int, clause: Clause) -> bool:
        tags, verb = self.tokens.tags, clause.verb
        plain = verb is not None and not verb.passive and verb.tense in ("past", "present")
        begin = verb.end if verb else joint
        alone = plain and all(tags[j] in ("IN", "DATE", "RB") for j in range(begin, joint))
        return alone and tags[joint + 1 : joint + 2] == ["VBN"]

    def _after_parenthesis(self, comma: int, included: set[int]) -> int:
        """Where the clause goes on after ", a former mayor of Oslo," or ", who …,"; else -1."""
        tags, lows = self.tokens.tags, self.tokens.lows
        first = comma + 1
        if first >= len(tags):
            return -1
        if tags[first : first + 2] == ["RB", ","]:
            return first + 2  # "to seek, unsuccessfully, a seat"
        aside = tags[first] in ("DT", "CD", "WP", "VBN") or lows[first] in ("former", "then", "now")
        if not aside or lows[first] == "that":
            return -1
        for j in range(first, min(first + 26, len(tags) - 1)):
            if tags[j] in (":", ".", "``", "("):
                return -1
            inside = self.clauses.owner[j] in included
            if tags[j] != "," or not (inside or self.clauses.owner[j + 1] in included):
                continue
            goes_on = tags[j + 1] in ("IN", "TO") and self.clauses.owner[j + 1] in included
            goes_on = goes_on and lows[j + 1] in self.lexicon.sets["resuming"]
            if j == first + 1 and lows[j + 1] == "from":
                return -1
            return j + 1 if goes_on else -1
        return -1

    def _comma_goes_on(self, comma: int, included: set[int]) -> bool:
        """Whether what follows a comma still belongs: a list, "Paris, Texas", "small, red"."""
        tags, owner = self.tokens.tags, self.clauses.owner
        after = comma + 1
        if after >= len(tags) or owner[after] not in included:
            return False
        if tags[after] == "CD" and tags[comma - 1] == "NNP" and tags[after + 1] in (",", "."):
            return False
        if tags[comma - 1] in ("JJ", "CD") and tags[after] in ("JJ", "JJS", "NN", "NNS", "CD"):
            return True
        if Lookahead(self.tokens, self.lexicon, self.clauses.groups).between_adjectives(comma):
            return True
        if tags[comma - 1] == "DATE" and tags[after] in ("IN", "NNP", "DT", "NN"):
            return tags[after] == "IN" and self.tokens.lows[after] not in _ASIDES
        if self._place_pair(comma) or self._placed_noun(comma):
            return True
        if tags[after] == "CC" and not self._list_before(comma, included):
            return False
        return self._list_end(after, included)

    def _list_before(self, comma: int, included: set[int]) -> bool:
        """Whether a list that has no "and" yet stands before a comma ("A, B, and C")."""
        for j in range(comma - 1, max(comma - 12, 0), -1):
            if self.tokens.tags[j] == "CC":
                return False
            if self.tokens.tags[j] == "," and self.clauses.owner[j] in included:
                return True
        return False

    def _place_pair(self, comma: int) -> bool:
        tags = self.tokens.tags
        if tags[comma - 1] != "NNP" or tags[comma + 1] != "NNP":
            return False
        j = comma + 1
        while j < len(tags) and tags[j] == "NNP":
            j += 1
        follows = tags[j] if j < len(tags) else "."
        k = comma - 1
        while k > 0 and tags[k] == "NNP":
            k -= 1
        return follows in (",", ".", "DATE", "IN", "CC") and self.tokens.lows[k] in (
            "in", "at", "near", "from", "of", "to", "outside", "around",
        )  # fmt: skip

    def _placed_noun(self, comma: int) -> bool:
        """Whether a comma is in "a Buffalo, N.Y., doctor" or "the Oslo, Norway-based maker"."""
        tags = self.tokens.tags
        if self.tokens.lows[comma + 1].endswith("-based"):
            return True
        first = comma if tags[comma - 2] != "," else comma - 2
        if tags[first + 1] != "NNP" or tags[first + 2 : first + 3] != [","]:
            return False
        k = first - 1
        while k > 0 and tags[k] == "NNP":
            k -= 1
        led = k < first - 1 and tags[k] == "DT"
        return led and tags[first + 3 : first + 4] in (["NN"], ["NNS"], ["JJ"])

    def _list_end(self, after: int, included: set[int]) -> bool:
        """Whether a noun list goes on from here to "and NP"."""
        tags = self.tokens.tags
        seen_noun = False
        for j in range(after, min(after + 16, len(tags))):
            if self.clauses.owner[j] not in included or tags[j] in (":", ".", "WP", "THAT"):
                return False
            if tags[j] == "CC":
                plain = all(t in ("JJ", "CC", ",") for t in tags[after : j + 1])
                return (seen_noun or plain) and self._noun_follows(j)
            if j == after and tags[j] in ("IN", "RB", "VBG", "VBN", "TO", "VBD", "VBZ"):
                return False
            seen_noun = seen_noun or tags[j] in NOUNS or tags[j] == "CD"
        return False

    def _noun_follows(self, joint: int) -> bool:
        for j in range(joint + 1, min(joint + 5, len(self.tokens))):
            if self.tokens.tags[j] in NOUNS or self.tokens.tags[j] == "CD":
                return True
            if self.tokens.tags[j] not in ("DT", "JJ", "PRP$", "JJR", "JJS", "VBN", "VBG"):
                return False
        return False
