"""Quotations that complete a clause: "vowed that “we will fight to the last man in the town”"."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.clauses import Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS
from timeline.events.references import render
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup

_IN_PHRASE = ("DT", "PRP$", "JJ")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said in his own words, as part of a clause.

    Attributes:
        inside: its tokens, none if it does not end in the sentence.
        text: as it is written, without marks.
    """

    inside: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Continuation:
    """Finds, in one sentence, the quotation that a predicate goes on with."""

    tokens: Tokens
    clauses: Clauses
    lexicon: Lexicon

    def find(self, found: list[int], verb: VerbGroup) -> Quotation | None:
        """Find the long quotation that a clause cannot do without.

        Args:
            found: tokens of the predicate up to it.
            verb: that of the clause.

        Returns:
            None if none follows, if a comma or colon sets it off, if it is what a verb of saying
            says (then it is no part of the clause), or if it only fills a phrase or a relative
            clause that can go.
        """
        if not found:
            return None
        mark = found[-1] + 1
        tags, marks = self.tokens.tags, self.tokens.marks
        if mark not in marks or not self.tokens.quoted[mark] or self.tokens.quoted[mark - 1]:
            return None
        said = self.lexicon.base_of(self.tokens.lows[mark - 1])
        if mark - 1 == verb.head and self.lexicon.is_verb("speech", said):
            return None
        if self._fills_phrase(found) or self.clauses.of(mark - 1).kind == "relative":
            return None
        close = next((j for j in range(mark + 1, len(tags)) if j in marks), -1)
        inside = list(range(mark + 1, max(close, 0)))
        if tags[mark + 1 : mark + 2] == ["TO"] and tags[mark - 1] in NOUNS:
            return None
        while inside and tags[inside[-1]] in (",", "."):
            inside.pop()
        if any(tags[j] == "." for j in inside):
            inside = []
        return Quotation(tuple(inside), render(self.tokens, inside))

    def _fills_phrase(self, found: list[int]) -> bool:
        """Whether a preposition leads to the quotation: without the phrase the clause is whole."""
        tags = self.tokens.tags
        k = len(found) - 1
        while k > 0 and tags[found[k]] in _IN_PHRASE:
            k -= 1
        return tags[found[k]] in ("IN", "CC")
