"""The words around a verb that a title must say: helpers, hedges, adverbs that change the sense."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.tokens import Tokens


@dataclass(frozen=True, slots=True)
class VerbWords:
    """Adds words to predicates of one sentence."""

    tokens: Tokens
    clauses: Clauses
    lexicon: Lexicon

    def hedged(self, clause: Clause, text: str) -> str:
        """Say that a clause is somebody's allegation or belief, where that is left out."""
        above = self.clauses.items[clause.parent].verb if clause.parent >= 0 else None
        verb = clause.verb
        text = " ".join([*self._adverbs_before(clause), text])
        if clause.kind != "complement" or above is None or verb is None:
            return text
        if above.base not in self.lexicon.verbs["alleging"]:
            return text
        adverb = "allegedly" if above.base in ("allege", "claim") else "reportedly"
        first, _, rest = text.partition(" ")
        helped = verb.start < verb.head and first == self.tokens.words[verb.start]
        return f"{first} {adverb} {rest}" if helped else f"{adverb} {text}"

    def _adverbs_before(self, clause: Clause) -> list[str]:
        """The adverbs before a verb that change what is said ("never signed", "nearly sank")."""
        kept: list[str] = []
        j = clause.verb.start - 1 if clause.verb else -1
        while j >= 0 and self.tokens.tags[j] in ("RB", "DATE"):
            if self.tokens.lows[j] in self.lexicon.sets["meaning_adverb"]:
                kept.insert(0, self.tokens.words[j])
            j -= 1
        return [word.lower() for word in kept]

    def helper(self, clause: Clause) -> str:
        """Say the "were" that a second passive shares ("were arrested and charged with …")."""
        verb = clause.verb
        if verb is None or clause.kind != "coordinate" or clause.antecedent != -2:
            return ""
        shared = self.clauses.items[clause.parent].verb
        if shared is None or not shared.passive or verb.passive or verb.end - verb.start > 1:
            return ""
        helper = self.tokens.words[shared.start]
        objectless = self.tokens.tags[verb.end : verb.end + 1] in (["IN"], ["TO"], ["DATE"], ["."])
        participle = self.tokens.lows[verb.head] in self.lexicon.participles
        bare = shared.end - shared.start <= 2 and helper in ("was", "were")
        intransitive = verb.base in self.lexicon.verbs["intransitive"]
        return f"{helper} " if objectless and participle and bare and not intransitive else ""
