"""What a clause says of its subject, cut to what a title holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.events.clauses import Clause, Clauses
from timeline.events.collecting import Collected, Collector
from timeline.events.continuations import Continuation, Quotation
from timeline.events.lexicon import Lexicon
from timeline.events.penn import FINITE, NOUNS
from timeline.events.tokens import Tokens
from timeline.events.trimming import Trimmer
from timeline.events.undating import DateDropper
from timeline.events.verb_words import VerbWords

MAX_TITLE = 120
MAX_WORDS = 23
_BRIEF = 66  # characters of a title that has room to say how it came
_CIRCUMSTANCES = (["after"], ["when"], ["as"], ["while"], ["because"], ["before"])
_WHAT = (["what"], ["how"], ["why"], ["whether"])


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
        follows: the word that follows in the sentence, dates skipped (empty at its end).
        trailing: token where a clause of time or cause begins that is taken in, or -1.
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
    trailing: int = -1
    follows: str = ""


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
        collected = Collector(self.tokens, self.clauses, self.lexicon).collect(clause)
        found, included, complement = collected.found, collected.included, collected.complement
        quotation = Continuation(self.tokens, self.clauses, self.lexicon).find(found, clause.verb)
        quoted = quotation and self._with_quotation(clause, collected, quotation, room, words)
        if quoted:
            return quoted
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
        if quotation and self._wants_quotation(kept, clause):
            return None
        first = next((self.tokens.tags[j] for j in kept if j > clause.verb.head), "")
        lacking = cut and trimmer.lacks_end(kept, clause.verb)
        lacking = lacking or (quotation is not None and kept[-1] == found[-1])
        if lacking and self._wants_infinitive(kept, clause):
            return None
        told = Predicate(
            tuple(kept), text, kept[-1] + 1, cut, trimmed, complement, frozenset(included), first,
            lacking, follows=self._following(kept[-1]),
        )  # fmt: skip
        brief = not cut and complement is None and MAX_TITLE - room + len(text) < _BRIEF
        return (self._with_clause(clause, found, room, words, told) if brief else None) or told

    def _with_clause(
        self, clause: Clause, found: list[int], room: int, words: int, told: Predicate
    ) -> Predicate | None:
        """A brief predicate with the clause that says when or why, if it fits whole.

        ("A child died after being pulled from the sea": without it nobody knows of what.)
        """
        assert clause.verb is not None  # noqa: S101
        opener = found[-1] + 1
        if self.tokens.lows[opener : opener + 1] not in _CIRCUMSTANCES:
            return None
        inner = next((c for c in self.clauses.children(clause.index) if c.opener == opener), None)
        gerund = self.tokens.tags[opener + 1 : opener + 2] == ["VBG"]
        if inner is None or (inner.verb is None and inner.kind == "subordinate" and not gerund):
            return None
        collected = Collector(self.tokens, self.clauses, self.lexicon).collect(clause, inner)
        kept = DateDropper(self.tokens, self.lexicon).drop(collected.found, clause.verb)
        trimmer = Trimmer(self.tokens, self.clauses, self.lexicon)
        kept, trimmed = trimmer.trim(kept, clause.verb)
        last = inner.verb.head if inner.verb else opener + 1
        around = VerbWords(self.tokens, self.clauses, self.lexicon)
        text = around.hedged(clause, around.helper(clause) + trimmer.write(kept, clause.verb))
        if self._stranger(kept, opener):
            return None
        if trimmed or collected.complement or kept[-1] <= last or not self._ends_well(kept[-1]):
            return None
        if len(text) > room or len(kept) > words:
            return None
        return replace(
            told, tokens=tuple(kept), text=text, end=kept[-1] + 1,
            clauses=frozenset(collected.included),
            trailing=opener, follows=self._following(kept[-1]),
        )  # fmt: skip

    def _with_quotation(
        self,
        clause: Clause,
        collected: Collected,
        quotation: Quotation,
        room: int,
        words: int,
    ) -> Predicate | None:
        """A predicate that a quotation completes, quotation and all; None if it does not fit."""
        assert clause.verb is not None  # noqa: S101
        kept = DateDropper(self.tokens, self.lexicon).drop(collected.found, clause.verb)
        if not quotation.inside or not kept:
            return None
        around = VerbWords(self.tokens, self.clauses, self.lexicon)
        said = Trimmer(self.tokens, self.clauses, self.lexicon).write(kept, clause.verb)
        text = around.hedged(clause, around.helper(clause) + f"{said} “{quotation.text}”")
        told = (*kept, *quotation.inside)
        if len(text) > room or len(told) > words:
            return None
        first = next((self.tokens.tags[j] for j in told if j > clause.verb.head), "")
        return Predicate(
            told, text, quotation.inside[-1] + 2, False, False, collected.complement,
            frozenset(collected.included), first,
        )  # fmt: skip

    def _following(self, last: int) -> str:
        tags, j = self.tokens.tags, last + 1
        while j < len(tags) and "DATE" in tags[j : j + 2]:
            j += 1
        return self.tokens.lows[j] if j < len(self.tokens) else ""

    def _stranger(self, kept: list[int], opener: int) -> bool:
        """Whether "he" comes in with a clause, where nobody is named that he could be."""
        persons = {"he", "she", "him", "her", "his"}
        comes = any(self.tokens.lows[j] in persons for j in kept if j > opener)
        return comes and "NNP" not in self.tokens.tags[:opener]

    def _ends_well(self, last: int) -> bool:
        """Whether a clause that was taken in is not cut inside a phrase."""
        follows = self.tokens.tags[last + 1 : last + 2]
        open_ended = self.tokens.tags[last] in ("JJ", "CD") or "-" in self.tokens.lows[last]
        return not (open_ended and follows != ["."])

    def _leaves_that(self, kept: list[int]) -> bool:
        """Whether "said that China" is left, where the verb of what was said is missing."""
        said = [self.clauses.of(j) for j in kept if self.tokens.tags[j] == "THAT"]
        inside = set(kept)
        return any(
            c.kind == "complement" and (c.verb is None or c.verb.head not in inside) for c in said
        )

    def _wants_quotation(self, kept: list[int], clause: Clause) -> bool:
        """Whether only the quotation that does not fit says what a clause is about.

        ("Ada Lund told the council that the mandate “allows …”", "the plane was “said to …”")
        """
        last, tags = kept[-1], self.tokens.tags
        if tags[last] in FINITE or self.tokens.lows[last] in self.lexicon.sets["be"]:
            return True
        that = next((j for j in kept if self.tokens.lows[j] == "that" and j > kept[0]), -1)
        said = 0 < that == clause.verb.end if clause.verb else False
        listened = that > 0 and tags[that - 1] in NOUNS and tags[that] == "DT"
        return (said or listened) and not any(tags[j] in FINITE for j in kept if j > that)

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
