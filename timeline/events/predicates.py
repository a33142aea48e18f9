"""What a clause says of its subject, cut to what a title holds."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.lookahead import Lookahead
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens
from timeline.events.trimming import Trimmer
from timeline.events.undating import DateDropper
from timeline.events.verb_words import VerbWords

MAX_TITLE = 120
MAX_WORDS = 23
_KEPT_CHILDREN = frozenset(("complement",))
_QUESTIONS = frozenset(("how", "why", "whether", "what"))
_WHAT = (["what"], ["how"], ["why"], ["whether"])
_ASIDES = frozenset(("as", "with", "like", "including", "despite", "amid", "according", "although"))
_ASKING = frozenset(("check", "ask", "see", "determine", "decide", "know", "assess", "consider"))


@dataclass(frozen=True, slots=True)
class Predicate:
    """The verb and what follows it.

    Attributes:
        tokens: kept tokens, in order.
        text: as the title says it.
        end: the token after the last kept one.
        cut: whether it was shortened for length; trimmed: whether loose words were taken off.
        complement: the complement clause that is taken in, if any.
        clauses: indices of the clauses whose tokens are in it.
        lacking: whether the last word wants what was cut ("charges related").
        first_tag: tag of the first token after the verb, empty if there is none.
    """

    tokens: tuple[int, ...]
    text: str
    end: int
    cut: bool
    trimmed: bool
    complement: Clause | None
    clauses: frozenset[int]
    first_tag: str = ""
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class PredicateBuilder:
    """Builds predicates in one sentence."""

    tokens: Tokens
    clauses: Clauses
    lexicon: Lexicon

    def build(self, clause: Clause, room: int, words: int) -> Predicate | None:
        """Build the predicate of a clause.

        Args:
            clause: one with a finite verb.
            room: characters that the title has left after the subject.
            words: words that it has left.

        Returns:
            None if nothing sensible fits.
        """
        if clause.verb is None:
            return None
        found, included, complement = self._collect(clause)
        kept = DateDropper(self.tokens, self.lexicon).drop(found, clause.verb)
        trimmer = Trimmer(self.tokens, self.clauses, self.lexicon)
        kept, trimmed = trimmer.trim(kept, clause.verb)
        kept, cut = trimmer.shorten(kept, clause.verb, room, words)
        if kept and cut:
            kept, _ = trimmer.trim(kept, clause.verb, cut=True)
        if not kept or kept[-1] < clause.verb.head or self.tokens.tags[kept[-1]] == "MD":
            return None
        around = VerbWords(self.tokens, self.clauses, self.lexicon)
        text = around.hedged(clause, around.helper(clause) + trimmer.write(kept, clause.verb))
        if len(text) > room or (cut and self._nothing_said(kept, clause, complement)):
            return None
        if complement and complement.verb and complement.verb.head not in kept:
            if self.lexicon.is_verb("complement", clause.verb.base):
                return None
            complement = None
        if self._leaves_that(kept) or self._leaves_question(kept):
            return None
        first = next((self.tokens.tags[j] for j in kept if j > clause.verb.head), "")
        lacking = cut and trimmer.lacks_end(kept, clause.verb)
        if lacking and self._wants_infinitive(kept, clause):
            return None
        return Predicate(
            tuple(kept), text, kept[-1] + 1, cut, trimmed, complement, frozenset(included), first,
            lacking,
        )  # fmt: skip

    def _leaves_that(self, kept: list[int]) -> bool:
        """Whether "said that China" is left, where the verb of what was said is missing."""
        said = [self.clauses.of(j) for j in kept if self.tokens.tags[j] == "THAT"]
        inside = set(kept)
        return any(
            c.kind == "complement" and (c.verb is None or c.verb.head not in inside) for c in said
        )

    def _leaves_question(self, kept: list[int]) -> bool:
        """Whether "to denounce" is left, where "what they called …" was its object."""
        last, tags = kept[-1], self.tokens.tags
        return tags[last] == "VB" and self.tokens.lows[last + 1 : last + 2] in _WHAT

    def _wants_infinitive(self, kept: list[int], clause: Clause) -> bool:
        """Whether "persuaded Congress to …" has lost what Congress was persuaded to do."""
        verb, tags = clause.verb, self.tokens.tags
        after = kept[-1] + 1
        hungry = verb is not None and self.lexicon.is_verb("hungry", verb.base)
        return hungry and tags[after : after + 1] == ["TO"]

    def _nothing_said(self, kept: list[int], clause: Clause, inner: Clause | None) -> bool:
        """Whether cutting has left a verb without anything after it."""
        last = kept[-1]
        verbs = [c.verb for c in (clause, inner) if c and c.verb]
        stands = verbs[0].passive and len(kept) > 1
        return any(last == v.head for v in verbs[stands:])

    def _collect(self, clause: Clause) -> tuple[list[int], set[int], Clause | None]:
        assert clause.verb is not None  # noqa: S101
        included = {clause.index}
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
        return found, included, complement

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
        aside = tags[first] in ("DT", "CD", "WP") or lows[first] in ("former", "then", "now")
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
        if self._place_pair(comma):
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
