"""What the words around a token say of the clause that it opens or closes.

Questions only: `clauses` asks them while it builds, and nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS, finite_ahead
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup


@dataclass(frozen=True, slots=True)
class Lookahead:
    """Looks around in one tagged sentence, whose finite verb groups are known."""

    tokens: Tokens
    lexicon: Lexicon
    groups: Mapping[int, VerbGroup]

    def after_label(self, i: int) -> bool:
        """Whether the mark ends the head of a printed line ("October 20: ARRESTS – …")."""
        if self.tokens.tags[0] != "DATE" or i > 6:
            return False
        between = range(1, i)
        return all(self.tokens.words[j].isupper() or self.tokens.tags[j] == ":" for j in between)

    def between_adjectives(self, i: int) -> bool:
        """Whether a comma parts two adjectives ("a short, three-minute video")."""
        tags = self.tokens.tags
        j = i + 1
        while j < len(tags) and tags[j] in ("RB", "RBR", "JJR"):
            j += 1
        noun = j + 1 < len(tags) and tags[j + 1] in NOUNS
        last = j < len(tags) and tags[j] in ("JJ", "VBN", "VBG") and noun
        led = i > 1 and tags[i - 2] in ("DT", "PRP$") and j < len(tags)
        plain = led and tags[i - 1] == "JJ" and tags[j] in ("JJ", "NN", "CD", "VBN")
        last = last and (led or tags[j] != "VBG")
        return plain or (last and i > 1 and tags[i - 1] in ("JJ", "VBN"))

    def list_goes_on(self, i: int) -> bool:
        """Whether the comma is inside a list ("A, B and C"), by the next few tokens."""
        for j in range(i + 1, min(i + 7, len(self.tokens))):
            tag = self.tokens.tags[j]
            if tag == "CC":
                return j > i + 1 and (j + 1 not in self.groups)
            if tag not in NOUNS and tag not in ("JJ", "DT", "CD", ",", "POS", "PRP$"):
                return False
        return False

    def skip_adverbs(self, i: int) -> int:
        """Give the next token that is no adverb or date."""
        while i < len(self.tokens) and self.tokens.tags[i] in ("RB", "DATE"):
            i += 1
        return i

    def before_dates(self, k: int) -> int:
        """The token before a dated phrase ("two men on Monday who …"); `k` is its date."""
        j = k - 1
        while j > 0 and self.tokens.lows[j] in self.lexicon.sets["date_preposition"] | {"the"}:
            j -= 1
        return j if self.tokens.tags[j] in NOUNS else k

    def says(self, base: str) -> bool:
        """Whether a verb takes a content clause."""
        return self.lexicon.is_verb("complement", base)

    def after_thing(self, i: int) -> bool:
        """Whether "that" follows a noun without content clause ("the law that Chile passed").

        The listener of "told reporters that …" is no such noun.
        """
        if self.tokens.lows[i - 1] in self.lexicon.sets["complement_noun"]:
            return False
        j = i - 1
        while j > 0 and self.tokens.tags[j] in NOUNS | {"DT", "JJ", "PRP$", "POS", "DATE", "CD"}:
            j -= 1
        base = self.lexicon.base_of(self.tokens.lows[j])
        return base not in self.lexicon.verbs["telling"]

    def after_saying(self, i: int) -> bool:
        """Whether "that" follows a verb of saying, a date between them or not."""
        j = i - 1
        while j > 0 and self.tokens.tags[j] in ("DATE", "RB", "IN"):
            j -= 1
        tag = self.tokens.tags[j] if j >= 0 else "."
        base = self.lexicon.base_of(self.tokens.lows[j]) if j >= 0 else ""
        return tag in ("VBD", "VBZ", "VBP", "VBN") and self.lexicon.is_verb("complement", base)

    def leads_to_date(self, i: int) -> bool:
        """Whether "since", "until" … is a preposition here, straight before a date."""
        tags = self.tokens.tags
        j = i + 1
        while j < len(tags) and tags[j] in ("DT", "RB", "IN"):
            j += 1
        return (
            j < len(tags)
            and tags[j] == "DATE"
            and not (j + 1 < len(tags) and tags[j + 1] in NOUNS | {"POS", ",", "JJ"})
        )

    def finite_ahead(self, i: int) -> bool:
        """Whether a finite verb follows before the clause can have ended."""
        inside = False
        begin = i + 1
        if self.tokens.tags[begin : begin + 1] == [","] and "," in self.tokens.tags[begin + 1 :]:
            begin = self.tokens.tags.index(",", begin + 1) + 1
        for j in range(begin, len(self.tokens)):
            tag = self.tokens.tags[j]
            inside = tag == "(" or (inside and tag != ")")
            if inside or tag == ")":
                continue
            if j in self.groups:
                return True
            if tag == "," and (j > i + 5 or not self.list_goes_on(j)):
                return self.verb_after_apposition(j)
            if tag in (":", "WP", "THAT") or (tag == "CC" and j + 1 in self.groups):
                return tag == "WP"
        return False

    def verb_after_apposition(self, comma: int) -> bool:
        """Whether "NP, …, VERB" follows: a second comma directly before a finite verb."""
        for j in range(comma + 1, min(comma + 15, len(self.tokens))):
            if self.tokens.tags[j] == ",":
                return self.skip_adverbs(j + 1) in self.groups
            if j in self.groups:
                return False
        return False

    def has_object(self, verb_said: str, begin: int, joint: int, verb: int) -> bool:
        """Whether "and" after a verb of saying opens a new clause ("announced a deal and X left").

        It does if what was said is a whole noun phrase or an adjective already, and the noun
        phrase after "and" begins with its own determiner.
        """
        if verb_said in self.lexicon.verbs["saying"] or joint + 1 >= verb:
            return False
        tags = self.tokens.tags
        own = tags[joint + 1] in ("DT", "PRP", "PRP$")
        said = [
            tags[j] for j in range(begin, joint)
            if tags[j] not in ("DATE", "RB") and not (tags[j] == "IN" and tags[j + 1] == "DATE")
        ]  # fmt: skip
        phrase = bool(said) and said[0] in ("DT", "PRP$", "CD", "JJ")
        if phrase and tags[joint - 1] == "," and "," not in said[:-1]:
            return True
        return own and (said == ["JJ"] or (phrase and "IN" not in said))

    def after_listener(self, after: int, limit: int) -> int:
        """Skip the date and the listener after a verb of saying ("told reporters Monday")."""
        j = after
        while j < limit and self.tokens.tags[j] == "DATE":
            j += 1
        listener = self.listener_end(j, limit)
        if listener > j:
            return listener
        k = j
        while k + 1 < limit and self.tokens.tags[k] != "DATE":
            k += 1
        if self.tokens.tags[k] == "DATE" and k + 1 < limit and k - j < 6:
            return k + 1
        return j

    def listener_end(self, j: int, limit: int) -> int:
        """The end of the listener in "told Reuters Spain would …", "told the council it had …"."""
        tags, lows = self.tokens.tags, self.tokens.lows
        if self.lexicon.base_of(lows[j - 1]) not in self.lexicon.verbs["telling"]:
            return j
        k = j + 1
        outlet = lows[j] in self.lexicon.sets["news_outlet"]
        if outlet:
            while k < limit and lows[k] in self.lexicon.sets["news_outlet"]:
                k += 1
            return k if k < limit else j
        while k < limit and tags[k] in NOUNS | {"JJ", "POS"}:
            k += 1
        begins = k < limit and tags[k] in ("DT", "PRP", "PRP$", "CD")
        return k if begins and tags[j] in NOUNS | {"DT", "PRP", "PRP$"} else j

    def is_credit(self, group: VerbGroup) -> bool:
        """Whether a verb of saying behind a comma names who said it ("…, reported Euro News.")."""
        rest = self.tokens.tags[group.end :]
        named = bool(rest) and rest[0] in NOUNS and all(
            tag in NOUNS or tag in (".", ",", "DATE", "IN", "DT") for tag in rest
        )  # fmt: skip
        return named and self.lexicon.is_verb("speech", group.base)

    def opens_participle(self, i: int) -> bool:
        """Whether a participle opens a clause ("seeking …"), not a subject ("armed men seized")."""
        tags = self.tokens.tags
        if tags[i] != "VBN":
            return tags[i] == "VBG"
        after = tags[i + 1] if i + 1 < len(tags) else "."
        return not (after in NOUNS or after == "JJ") or not finite_ahead(self.tokens, i)

    def is_attribution(self, group: VerbGroup) -> bool:
        """Whether a verb group is that of "officials said", with nothing said after it."""
        if not self.lexicon.is_verb("speech", group.base):
            return False
        rest = self.tokens.tags[group.end : group.end + 3]
        return not rest or rest[0] in (".", ",", "DATE", "IN", "``") or len(rest) < 3

    def noun_phrase_start(self, verb: int, limit: int) -> int:
        """Give the first token of the noun phrase before a verb."""
        j = verb
        while j > limit and self.tokens.tags[j - 1] in NOUNS | {"JJ", "CD", "POS", "PRP", "PRP$"}:
            j -= 1
        if j > limit and self.tokens.tags[j - 1] == "DT":
            j -= 1
        return j if j < verb else max(limit, verb - 1)
