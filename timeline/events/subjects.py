"""Who or what a clause is about: its subject, with references restored where they are plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.penn import FINITE, NOUNS
from timeline.events.references import (
    NO_SUBJECT,
    Subject,
    SubjectKind,
    fits,
    full_body,
    full_name,
    render,
)
from timeline.events.tokens import Tokens

_NOMINAL = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP$", "VBN", "VBG", "RB", "``", "PDT"}
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

    def find(self, clause: Clause, depth: int = 0) -> Subject:
        """Find the subject of a clause that has a finite verb."""
        if clause.verb is None or depth > 6:
            return NO_SUBJECT
        if clause.kind == "relative" and self._relative_subject(clause):
            return self._antecedent(clause, depth)
        own = self._own(clause)
        if own:
            return self._settle(self._describe(own), clause, depth)
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

    def _own(self, clause: Clause) -> list[int]:
        assert clause.verb is not None  # noqa: S101
        begin = clause.begin
        if clause.kind == "relative" and clause.opener == begin:
            begin += 1
        found = [
            j for j in range(begin, clause.verb.start) if self.clauses.owner[j] == clause.index
        ]
        return self._strip_lead(found)

    def _strip_lead(self, found: list[int]) -> list[int]:
        """Drop what stands before the subject: connectives, dates, leading phrases."""
        tags, lows, sets = self.tokens.tags, self.tokens.lows, self.lexicon.sets
        while found:
            i = found[0]
            if lows[i] == "both":
                if len(found) > 1 and tags[found[1]] == "IN":
                    found = found[1:]
                    continue
                break
            if self._time_phrase(found):
                found = found[next(k for k, j in enumerate(found) if tags[j] == ",") + 1 :]
                continue
            if tags[i] in (",", "CC", "DATE", ":", "``", "IN", "TO", "RB") or (
                lows[i] in sets["connective"] and tags[i] != "NNP"
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
            tags[found[-1]] in ("RB", "DATE", "IN", "``")
            or lows[found[-1]] in ("all", "both", "each")
        ):
            found = found[:-1]
        return found

    def _end_of_phrase(self, found: list[int], commas: list[int]) -> int:
        """The comma that closes a leading phrase ("In Oslo, a city in Norway, the council …")."""
        tags = self.tokens.tags
        dated = any(tags[j] == "DATE" for j in found[commas[0] : commas[-1]])
        joined = any(tags[j] == "CC" for j in found[commas[-1] :])
        apposed = len(commas) == 2 and tags[found[-1]] != "," and not joined
        place = all(tags[j] == "NNP" for j in found[commas[-1] + 1 :])
        if place and any(tags[j] == "IN" for j in found[commas[0] : commas[-1]]):
            apposed = False
        return commas[-1] if dated or apposed else commas[0]

    def _time_phrase(self, found: list[int]) -> bool:
        """Whether "eight weeks after his inauguration," opens the clause."""
        tags, lows = self.tokens.tags, self.tokens.lows
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
            return self._strip_lead(found[dates[0] + 1 :])
        if self.tokens.lows[found[0]] in ("about", "around", "over", "under", "up", "like", "as"):
            return found[1:] if self.tokens.tags[found[-1]] in NOUNS | {"CD"} else []
        return []

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
        found = [j for j in range(start, end + 1) if tags[j] != "DATE"]
        while found and tags[found[0]] in ("RB", "VBG", "VBN", "``", "POS", ","):
            found = found[1:]
        if not found or tags[found[-1]] not in NOUNS | {"CD"}:
            return NO_SUBJECT
        found = self._owner_of_case(found, clause)
        name = self._apposed_name(found[0])
        if name and tags[found[0]] in ("DT", "CD") and not clause.restrictive:
            found = name
        subject = self._settle(self._describe(found), clause, depth)
        if clause.opener >= 0 and self.tokens.lows[clause.opener] == "whose":
            verb = clause.verb.start if clause.verb else clause.opener
            owned = list(range(clause.opener + 1, verb))
            owner = subject.text + ("’" if subject.text.endswith("s") else "’s")
            text = f"{owner} {render(self.tokens, owned)}"
            return Subject((*subject.tokens, *owned), text, subject.kind, "relative", "", False)
        return replace(subject, how="relative")

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

    def _describe(self, found: list[int]) -> Subject:
        tags, lows, sets = self.tokens.tags, self.tokens.lows, self.lexicon.sets
        kept, gap = self._without_apposition(found)
        kept, cut = self._without_tail(kept)
        kept = [j for j in kept if tags[j] not in ("DATE",)]
        while kept and tags[kept[0]] == "POS":
            kept = kept[1:]
        while kept and (tags[kept[-1]] in (",", "``", "IN", "CC", "RB", ":", "POS", "DT")):
            kept = kept[:-1]
        if not kept:
            return NO_SUBJECT
        words = [lows[j] for j in kept]
        if words[0] == "there":
            return Subject(tuple(kept), "There", "existential")
        if any(w in sets["pronoun_self"] for w in words):
            return Subject(tuple(kept), render(self.tokens, kept), "self")
        if any(tags[j] in FINITE for j in kept):
            return NO_SUBJECT
        head = self._head(kept)
        plural = tags[head] in ("NNS", "NNPS") or any(tags[j] == "CC" for j in kept)
        pronoun = len(kept) == 1 and words[0] in sets["pronoun_other"]
        pronoun = pronoun or words[0] in ("he", "she", "it", "they", "whatever", "whoever", "what")
        named = any(tags[j] == "NNP" for j in kept)
        kind: SubjectKind = "pronoun" if pronoun else "named" if named else "common"
        if not pronoun and tags[head] not in NOUNS | {"CD", "VBG", "JJ", "DT"}:
            kind = "none"
        text = render(self.tokens, kept)
        return Subject(tuple(kept), text, kind, "own", lows[head], plural, gap or cut)

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
        closed = tags[found[-1]] == ","
        if closed and len(found) > 2 and found[-1] - found[-2] > 1:
            listed = self._without_last_commas(found)
            if listed:
                return listed, False
        joints = [k for k, j in enumerate(found) if tags[j] == "CC" and k > commas[-1]]
        if joints and not closed:
            return found, False
        place = self._place_apposition(found, commas)
        if place is not None:
            return self._strip_lead(place), False
        return found[: commas[0]], not closed

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

    def _settle(self, subject: Subject, clause: Clause, depth: int) -> Subject:
        """Restore a pronoun, a surname or "the council" where the article leaves no doubt."""
        if subject.kind == "pronoun":
            return self._pronoun(subject, clause, depth)
        if subject.text.split(" ", 1)[0].lower() in _OWNERS:
            return self._owned(subject, clause, depth)
        if subject.kind == "named":
            return full_name(subject, self.names)
        return full_body(subject, self.names) if subject.kind == "common" else subject

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
        other = self.earlier() or NO_SUBJECT
        if fits(low, other, self.lexicon):
            return replace(other, tokens=subject.tokens, how="pronoun")
        return subject
