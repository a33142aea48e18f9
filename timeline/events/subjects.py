"""Who or what a clause is about: its subject, with references restored where they are plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from timeline.events.clauses import Clause, Clauses
from timeline.events.describing import Describer
from timeline.events.gazetteer import gazetteer
from timeline.events.leading import LeadStripper
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.penn import NOUNS
from timeline.events.references import (
    NO_SUBJECT,
    Subject,
    fits,
    fits_here,
    full_body,
    full_name,
    full_role,
    render,
)
from timeline.events.tokens import Tokens

_NOMINAL = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP$", "VBN", "VBG", "RB", "``", "PDT"}
_EMPTY = frozenset(("there", "it", "this", "that", "what"))
_OF_A_NAME = frozenset(("of", "western", "eastern", "northern", "southern", "central"))
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}


@dataclass(frozen=True, slots=True)
class SubjectFinder:
    """Finds subjects in one sentence.

    Attributes:
        earlier: gives the subject of the main clause of the sentence before, if it is known.
    """

    tokens: Tokens
    clauses: Clauses
    lexicon: Lexicon
    names: Names
    earlier: Callable[[], Subject | None]

    @property
    def _describer(self) -> Describer:
        return Describer(self.tokens, self.lexicon)

    def find(self, clause: Clause, depth: int = 0) -> Subject:
        """Find the subject of a clause that has a finite verb."""
        if clause.verb is None or depth > 6:
            return NO_SUBJECT
        if clause.kind == "relative" and self._relative_subject(clause):
            return self._antecedent(clause, depth)
        if self._denies(clause):
            return NO_SUBJECT
        own = self._own(clause)
        if own:
            return self._settle(self._describer.describe(own), clause, depth)
        if clause.kind == "coordinate" and clause.antecedent == -2:
            shared = self.find(self.clauses.items[clause.parent], depth + 1)
            return replace(shared, how="shared" if shared.how == "own" else shared.how)
        return NO_SUBJECT

    def _relative_subject(self, clause: Clause) -> bool:
        """Whether the relative word itself is the subject ("who was shot")."""
        assert clause.verb is not None  # noqa: S101
        opener = clause.opener
        low = self.tokens.lows[opener] if opener >= 0 else ""
        if low == "whose":
            return True
        between = range(opener + 1, clause.verb.start)
        return low in ("who", "which", "that") and all(
            self.tokens.tags[j] in ("RB", "DATE", ",", "IN")
            or self.clauses.owner[j] != clause.index
            for j in between
        )

    def _denies(self, clause: Clause) -> bool:
        """Whether "neither" is the whole subject ("and neither attended")."""
        assert clause.verb is not None  # noqa: S101
        before = clause.verb.start - 1
        return before >= 0 and self.tokens.lows[before] in ("neither", "none", "nobody")

    def _own(self, clause: Clause) -> list[int]:
        assert clause.verb is not None  # noqa: S101
        begin = clause.begin
        if clause.kind == "relative" and clause.opener == begin:
            begin += 1
        found = [
            j for j in range(begin, clause.verb.start) if self.clauses.owner[j] == clause.index
        ]
        return LeadStripper(self.tokens, self.lexicon).strip(found)

    def _antecedent(self, clause: Clause, depth: int) -> Subject:
        tags = self.tokens.tags
        end = clause.antecedent
        if end < 0:
            return NO_SUBJECT
        start = end
        stop_at_of = clause.restrictive
        while start > 0:
            before = tags[start - 1]
            joined = before == "CC" and tags[start - 2] == "NNP" and tags[start] in ("NNP", "DT")
            listed = before == "," and tags[start - 2] == "NNP" and "CC" in tags[start:end]
            if (
                (not stop_at_of and start > 1 and (joined or listed))
                or (
                    self.tokens.lows[start - 1] in ("of", "for")
                    and tags[start] == "NNP"
                    and tags[start - 2] == "NNP"
                )
                or before in _NOMINAL
                or (not stop_at_of and self.tokens.lows[start - 1] == "of")
            ):
                start -= 1
            else:
                break
        whole = self._defined(clause, start) or self._whole_subject(clause, start)
        if whole:
            return replace(self.find(whole, depth + 1), how="relative")
        found = [j for j in range(start, end + 1) if tags[j] != "DATE"]
        lows = self.tokens.lows
        bare = all(tags[j] in ("NNP", "DT") or lows[j] in _OF_A_NAME for j in found)
        if clause.restrictive and bare:
            found = self._before_name(start, end)
        while found and tags[found[0]] in ("RB", "VBG", "VBN", "``", "POS", ","):
            found = found[1:]
        if not found or tags[found[-1]] not in NOUNS | {"CD"}:
            return NO_SUBJECT
        if not bare:
            found = self._owner_of_case(found, clause)
        found = self._person_before(found, clause)
        name = self._apposed_name(found[0])
        who = clause.opener >= 0 and self.tokens.lows[clause.opener] == "who"
        if name and tags[found[0]] in ("DT", "CD") and (who or not clause.restrictive):
            found = name
        subject = self._settle(self._describer.describe(found), clause, depth)
        if clause.opener >= 0 and self.tokens.lows[clause.opener] == "whose":
            verb = clause.verb.start if clause.verb else clause.opener
            owned = list(range(clause.opener + 1, verb))
            owner = subject.text + ("’" if subject.text.endswith("s") else "’s")
            text = f"{owner} {render(self.tokens, owned)}"
            return Subject((*subject.tokens, *owned), text, subject.kind, "relative", "", False)
        return replace(subject, how="relative")

    def _whole_subject(self, clause: Clause, start: int) -> Clause | None:
        """The clause that a relative clause interrupts after its subject.

        In "The court in Oslo, which …, ruled" the antecedent is the whole subject, not Oslo.
        """
        parent = self.clauses.items[clause.parent] if clause.parent >= 0 else None
        if parent is None or parent.verb is None or clause.restrictive or clause.opener < 0:
            return None
        tags, lows = self.tokens.tags, self.tokens.lows
        inside = range(parent.begin, start)
        plain = all(tags[j] in _NOMINAL | {"IN", "DATE"} for j in inside)
        placed = start > 0 and lows[start - 1] in ("in", "at", "for", "from", "near")
        interrupts = parent.begin < start and parent.verb.start > clause.opener
        led = tags[parent.begin] not in ("IN", "DATE")
        which = lows[clause.opener] in ("which", "who")
        return parent if interrupts and plain and placed and led and which else None

    def _defined(self, clause: Clause, start: int) -> Clause | None:
        """The clause that says what its subject is: "Nordlys is a newspaper that was founded …".

        The relative clause then tells of the subject.
        """
        parent = self.clauses.items[clause.parent] if clause.parent >= 0 else None
        verb = parent.verb if parent else None
        if verb is None or verb.base != "be" or verb.passive or verb.negated:
            return None
        if clause.opener < 0 or self.tokens.lows[clause.opener] == "whose":
            return None
        article = self.tokens.lows[start] in ("a", "an") and start == verb.end
        before = self.tokens.lows[verb.start - 1] if verb.start else "there"
        return parent if article and before not in _EMPTY else None

    def _before_name(self, start: int, end: int) -> list[int]:
        """The noun phrase before "in NAME": a bare name takes no restrictive relative clause."""
        tags, lows = self.tokens.tags, self.tokens.lows
        if start < 2 or lows[start - 1] not in ("in", "at", "from", "near", "for"):
            return list(range(start, end + 1))
        first = start - 1
        while first > 0 and tags[first - 1] in _NOMINAL:
            first -= 1
        if first == start - 1 or tags[start - 2] not in NOUNS:
            return list(range(start, end + 1))
        return list(range(first, end + 1))

    def _person_before(self, found: list[int], clause: Clause) -> list[int]:
        """Who is meant in "Ada Lund, envoy to the United Nations, who …": no body is a "who"."""
        tags, lows = self.tokens.tags, self.tokens.lows
        known = gazetteer().get(render(self.tokens, found).lower().removeprefix("the "))
        who = clause.opener >= 0 and lows[clause.opener] == "who"
        link = found[0] - 1
        if not who or known is None or known.kind == "person" or link < 2:
            return found
        if tags[link] not in ("IN", "TO") or tags[link - 1] not in NOUNS:
            return found
        start = link
        while start > 0 and tags[start - 1] in _NOMINAL:
            start -= 1
        return self._apposed_name(start) or list(range(start, found[-1] + 1))

    def _owner_of_case(self, found: list[int], clause: Clause) -> list[int]:
        """Find who is meant in "the case of Elian, who was rescued": Elian, not the case."""
        of = next((k for k, j in enumerate(found) if self.tokens.lows[j] == "of"), -1)
        if of < 1 or clause.opener < 0 or self.tokens.lows[clause.opener] != "who":
            return found
        head = self.tokens.lows[found[of - 1]]
        rest = found[of + 1 :]
        if head in self.lexicon.sets["person_noun"] or not rest:
            return found
        return rest if all(self.tokens.tags[j] in ("NNP", "JJ") for j in rest) else found

    def _apposed_name(self, start: int) -> list[int] | None:
        """Find the name before "NAME, a 48-year-old activist who …"."""
        j = start - 1
        if j < 1 or self.tokens.tags[j] != ",":
            return None
        end = j
        while j > 0 and self.tokens.tags[j - 1] == "NNP":
            j -= 1
        return list(range(j, end)) if j < end else None

    def _settle(self, subject: Subject, clause: Clause, depth: int) -> Subject:
        """Restore a pronoun, a surname or "the council" where the article leaves no doubt."""
        if subject.kind == "pronoun":
            return self._pronoun(subject, clause, depth)
        if subject.text.split(" ", 1)[0].lower() in _OWNERS:
            return self._owned(subject, clause, depth)
        if subject.kind == "named":
            return full_name(subject, self.names)
        if subject.kind != "common":
            return subject
        known = full_body(subject, self.names)
        return known if known.kind == "named" else full_role(known, self.names)

    def _owned(self, subject: Subject, clause: Clause, depth: int) -> Subject:
        """Say whose it is in "Its parliament": a title never begins with a pronoun."""
        first, _, rest = subject.text.partition(" ")
        bare = replace(subject, text=_OWNERS[first.lower()], kind="pronoun")
        owner = self._pronoun(bare, clause, depth)
        if owner.kind != "named" or not rest:
            return replace(subject, kind="pronoun")
        mark = "’" if owner.text.endswith("s") else "’s"
        return replace(subject, text=f"{owner.text}{mark} {rest}", kind="named", how="pronoun")

    def _expletive(self, clause: Clause) -> bool:
        """Whether "it" stands for a clause that follows ("it is feared that …", "it took …")."""
        verb = clause.verb
        if verb is None:
            return False
        after = self.tokens.tags[verb.end : verb.end + 3]
        passive = verb.passive and self.lexicon.is_verb("complement", verb.base)
        if passive and "THAT" not in after:
            own = [c for c in self.clauses.children(clause.index) if c.kind == "complement"]
            return bool(own)
        judged = verb.base in ("be", "seem", "appear", "emerge", "become") and not verb.passive
        return (passive or judged) and ("THAT" in after or (judged and "TO" in after))

    def _pronoun(self, subject: Subject, clause: Clause, depth: int) -> Subject:
        low = subject.text.lower()
        if low not in ("he", "she", "it", "they"):
            return subject
        if low == "it" and self._expletive(clause):
            return replace(subject, kind="existential")
        for before in reversed(self.clauses.items[: clause.index]):
            if before.verb and before.verb.start < subject.tokens[0] and depth < 3:
                other = self.find(before, depth + 3)
                if fits(low, other, self.lexicon):
                    return replace(other, tokens=subject.tokens, how="pronoun")
                above = clause.kind == "complement" and before.index == clause.parent
                if above and fits_here(low, other, self.lexicon):
                    return replace(other, tokens=subject.tokens, how="above")
        if self._nearer(low, clause, depth):
            return subject
        other = self.earlier() or NO_SUBJECT
        if fits(low, other, self.lexicon):
            return replace(other, tokens=subject.tokens, how="pronoun")
        return subject

    def _nearer(self, pronoun: str, clause: Clause, depth: int) -> bool:
        """Whether somebody or something in the sentence itself may be meant.

        (In "a missile was diverted after it was fired" it is not what the sentence before told
        of; nor is "he" in "The boy has had no home since he was rescued".)
        """
        if pronoun == "they" or depth >= 3:
            return False
        for before in self.clauses.items[: clause.index]:
            if before.verb is None or before.verb.start >= (clause.verb or before.verb).start:
                continue
            if pronoun == "it" and clause.kind != "complement":
                return True
            other = self.find(before, depth + 3)
            person = pronoun != "it" and other.kind in ("common", "named") and not other.plural
            if person and other.head not in self.lexicon.sets["organisation_word"]:
                return True
        return False
