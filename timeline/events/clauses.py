"""Clauses of a tagged English sentence, by one pass with a stack; no parser.

Every finite verb group owns a clause. Openers (relative words, subordinators, "that", commas
with a participle, quotation marks, brackets) push a clause; commas and brackets close it again,
so that "Slepian, who was 52, was shot" gives the main clause both of its halves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from timeline.events.lexicon import Lexicon
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup, verb_groups

ClauseKind = Literal[
    "main", "coordinate", "relative", "subordinate", "complement", "participle", "bracket", "quote",
    "attribution", "reduced",
]  # fmt: skip
_CLAUSE_MARKS = frozenset((",", ":", ".", "(", ")"))


@dataclass(slots=True)
class Clause:
    """A clause under construction.

    Attributes:
        index: place in the list of clauses; parent: index of the clause that it is in.
        kind: how it hangs on its parent.
        opener: token that opened it, or -1.
        begin: first token that may belong to its subject.
        verb: its finite verb group, or None.
        antecedent: last token of the noun phrase that a relative clause modifies, or -1.
        restrictive: a relative clause without a comma.
    """

    index: int
    kind: ClauseKind
    parent: int
    opener: int
    begin: int
    verb: VerbGroup | None = None
    antecedent: int = -1
    restrictive: bool = False


@dataclass(slots=True)
class Clauses:
    """The clauses of a sentence and which one owns each token."""

    items: list[Clause]
    owner: list[int]
    groups: dict[int, VerbGroup] = field(default_factory=dict)

    def of(self, token: int) -> Clause:
        """Give the innermost clause of a token."""
        return self.items[self.owner[token]]

    def children(self, index: int) -> list[Clause]:
        """Give the clauses that hang directly on a clause."""
        return [c for c in self.items if c.parent == index]


def find_clauses(tokens: Tokens, lexicon: Lexicon) -> Clauses:
    """Cut a sentence into clauses."""
    return _Builder(tokens, lexicon).run()


class _Builder:
    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.groups = verb_groups(tokens, lexicon)
        self.items = [Clause(0, "main", -1, -1, 0)]
        self.stack = [0]
        self.owner = [0] * len(tokens)

    def run(self) -> Clauses:
        i = 0
        while i < len(self.tokens):
            group = self.groups.get(i)
            if group and not self._opens_before(i):
                self._take_verb(group)
                for j in range(group.start, group.end):
                    self.owner[j] = self.stack[-1]
                i = group.end
                continue
            self._step(i)
            self.owner[i] = self.stack[-1]
            i += 1
        return Clauses(self.items, self.owner, self.groups)

    @property
    def top(self) -> Clause:
        return self.items[self.stack[-1]]

    def _opens_before(self, i: int) -> bool:
        return self.tokens.quoted[i] and i in self.tokens.marks

    def _push(self, kind: ClauseKind, opener: int, begin: int) -> Clause:
        clause = Clause(len(self.items), kind, self.stack[-1], opener, begin)
        self.items.append(clause)
        self.stack.append(clause.index)
        return clause

    def _step(self, i: int) -> None:
        tag, low = self.tokens.tags[i], self.tokens.lows[i]
        if i in self.tokens.marks or (self.tokens.quoted[i] and i == 0):
            self._quote(i)
        elif tag == "(":
            self._push("bracket", i, i + 1)
        elif tag == ")":
            self._close_to("bracket")
        elif tag == ":":
            self._dash(i)
        elif tag == ",":
            self._comma(i)
        elif low in self.lexicon.sets["relative"]:
            self._relative(i)
        elif tag == "THAT":
            self._that(i)
        elif low in self.lexicon.sets["subordinator"]:
            self._subordinator(i)
        elif tag == "CC":
            self._conjunction(i)
        elif tag in ("VBG", "VBN") and i == self._first_word():
            self._push("participle", i, i)

    def _first_word(self) -> int:
        for i, word in enumerate(self.tokens.words):
            if word[:1].isalnum():
                return i
        return -1

    def _quote(self, i: int) -> None:
        opens = i == 0 or not self.tokens.quoted[i - 1] or (i - 1) in self.tokens.marks
        closes = i in self.tokens.marks and i > 0 and self.tokens.quoted[i - 1]
        if closes and any(self.items[s].kind == "quote" for s in self.stack):
            self._close_to("quote")
        elif opens:
            self._push("quote", i, i + 1)

    def _close_to(self, kind: ClauseKind) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.items[self.stack[depth]].kind == kind:
                del self.stack[depth:]
                return

    def _dash(self, i: int) -> None:
        if self.tokens.words[i] in (";", ":"):
            level = self._quote_level()
            del self.stack[level + 1 :]
            if self.top.verb or self.tokens.words[i] == ";":
                parent = self._push("coordinate", i, i + 1)
                parent.antecedent = -1
            return
        if self._after_label(i):
            self.items[0].begin = i + 1
            return
        open_bracket = self.top.kind == "bracket" or any(
            self.items[s].kind == "bracket" for s in self.stack
        )
        if open_bracket:
            self._close_to("bracket")
        else:
            self._push("bracket", i, i + 1)

    def _after_label(self, i: int) -> bool:
        """Whether the mark ends the head of a printed line ("October 20: ARRESTS – …")."""
        if self.tokens.tags[0] != "DATE" or i > 6:
            return False
        between = range(1, i)
        return all(self.tokens.words[j].isupper() or self.tokens.tags[j] == ":" for j in between)

    def _quote_level(self) -> int:
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.items[self.stack[depth]].kind in ("quote", "bracket"):
                return depth
        return 0

    def _comma(self, i: int) -> None:
        if self._between_adjectives(i):
            return
        while self.top.kind in ("relative", "subordinate", "participle", "complement"):
            top = self.top
            lacking = any(self.items[s].verb is None for s in self.stack[:-1])
            done = top.verb is not None or top.kind == "participle"
            if not done or (top.kind == "complement" and not lacking):
                break
            if self._list_goes_on(i) and not lacking:
                break
            self.stack.pop()
        j = self._skip_adverbs(i + 1)
        participle = j < len(self.tokens) and self.tokens.tags[j] in ("VBG", "VBN")
        if participle and (self._has_verb() or self.tokens.tags[j] == "VBN"):
            self.owner[i] = self.stack[-1]
            self._push("participle", i, j)

    def _between_adjectives(self, i: int) -> bool:
        """Whether a comma parts two adjectives ("a short, three-minute video")."""
        tags = self.tokens.tags
        led = i > 1 and tags[i - 1] == "JJ" and tags[i - 2] in ("DT", "PRP$")
        return led and i + 1 < len(tags) and tags[i + 1] in ("JJ", "NN", "CD", "VBN")

    def _has_verb(self) -> bool:
        return any(self.items[s].verb for s in self.stack)

    def _list_goes_on(self, i: int) -> bool:
        """Whether the comma is inside a list ("A, B and C"), by the next few tokens."""
        for j in range(i + 1, min(i + 7, len(self.tokens))):
            tag = self.tokens.tags[j]
            if tag == "CC":
                return j > i + 1 and (j + 1 not in self.groups)
            if tag not in NOUNS and tag not in ("JJ", "DT", "CD", ",", "POS", "PRP$"):
                return False
        return False

    def _skip_adverbs(self, i: int) -> int:
        while i < len(self.tokens) and self.tokens.tags[i] in ("RB", "DATE"):
            i += 1
        return i

    def _relative(self, i: int) -> None:
        before = self.tokens.tags[i - 1] if i else "."
        after_preposition = before in ("IN", "TO")
        k = i - 1 - after_preposition
        comma = k >= 0 and self.tokens.tags[k] == ","
        if self.tokens.lows[i] in ("where", "who") and k < 0:
            return
        if comma and self.top.kind in ("relative", "participle", "subordinate"):
            self.stack.pop()
        clause = self._push("relative", i, i)
        clause.antecedent = k - 1 if comma else k
        loose = k >= 0 and (
            self.tokens.tags[k] == "DATE"
            or (self.tokens.lows[i] == "which" and self.tokens.tags[k] == "NNP")
        )
        clause.restrictive = not comma and not loose

    def _that(self, i: int) -> None:
        before = self.tokens.tags[i - 1] if i else "."
        follows = self._skip_adverbs(i + 1) in self.groups
        ahead = self._finite_ahead(i)
        subject = follows and before in NOUNS | {"CD", "DT", "DATE"}
        if subject or (ahead and before in NOUNS and self._after_thing(i)):
            clause = self._push("relative", i, i)
            clause.antecedent, clause.restrictive = i - 1, True
        elif ahead and before == "," and i > 1 and self.tokens.tags[i - 2] in NOUNS:
            clause = self._push("relative", i, i)
            clause.antecedent = i - 2
        elif self._after_saying(i) or (ahead and i and before not in ("IN", "TO", "CC")):
            self._push("complement", i, i + 1)
        elif ahead and before == "CC" and self._complement_open():
            self._close_to("complement")
            self._push("complement", i, i + 1)
        else:
            self.tokens.tags[i] = "DT"

    def _after_thing(self, i: int) -> bool:
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

    def _after_saying(self, i: int) -> bool:
        """Whether "that" follows a verb of saying, a date between them or not."""
        j = i - 1
        while j > 0 and self.tokens.tags[j] in ("DATE", "RB", "IN"):
            j -= 1
        tag = self.tokens.tags[j] if j >= 0 else "."
        base = self.lexicon.base_of(self.tokens.lows[j]) if j >= 0 else ""
        return tag in ("VBD", "VBZ", "VBP", "VBN") and self.lexicon.is_verb("complement", base)

    def _complement_open(self) -> bool:
        return any(self.items[s].kind == "complement" for s in self.stack)

    def _subordinator(self, i: int) -> None:
        j = self._skip_adverbs(i + 1)
        if self._leads_to_date(i):
            return
        if self.tokens.lows[i] == "than" and (
            j >= len(self.tokens) or self.tokens.tags[j] not in ("PRP", "NNP", "NNS")
        ):
            return
        participle = j < len(self.tokens) and self.tokens.tags[j] in ("VBG", "VBN")
        if j < len(self.tokens) and self._finite_ahead(i):
            self._push("subordinate", i, i + 1)
        elif participle and self.tokens.lows[i] != "than":
            self._push("participle", i, j)

    def _leads_to_date(self, i: int) -> bool:
        """Whether "since", "until" … is a preposition here, straight before a date."""
        tags = self.tokens.tags
        j = i + 1
        while j < len(tags) and tags[j] in ("DT", "RB", "IN"):
            j += 1
        return (
            j < len(tags)
            and tags[j] == "DATE"
            and not (j + 1 < len(tags) and tags[j + 1] in NOUNS | {"POS", ","})
        )

    def _finite_ahead(self, i: int) -> bool:
        """Whether a finite verb follows before the clause can have ended."""
        for j in range(i + 1, len(self.tokens)):
            if j in self.groups:
                return True
            tag = self.tokens.tags[j]
            if tag == "," and (j > i + 5 or not self._list_goes_on(j)):
                return self._verb_after_apposition(j)
            if tag in (":", "(", "WP", "THAT") or (tag == "CC" and j + 1 in self.groups):
                return tag == "WP"
        return False

    def _verb_after_apposition(self, comma: int) -> bool:
        """Whether "NP, …, VERB" follows: a second comma directly before a finite verb."""
        for j in range(comma + 1, min(comma + 15, len(self.tokens))):
            if self.tokens.tags[j] == ",":
                return self._skip_adverbs(j + 1) in self.groups
            if j in self.groups:
                return False
        return False

    def _conjunction(self, i: int) -> None:
        if self._skip_adverbs(i + 1) in self.groups and self._has_verb():
            while self.top.verb is None and len(self.stack) > 1:
                self.stack.pop()
            if self.top.verb is None:
                return
            shared = self.top
            self.owner[i] = shared.index
            clause = self._push("coordinate", i, i + 1)
            clause.antecedent = -2
            clause.parent = shared.index

    def _take_verb(self, group: VerbGroup) -> None:
        top = self.top
        if top.verb is None and top.kind != "participle":
            top.verb = group
            return
        for depth in range(len(self.stack) - 2, -1, -1):
            clause = self.items[self.stack[depth]]
            if clause.kind == "quote":
                break
            if clause.verb is None and clause.kind != "participle":
                del self.stack[depth + 1 :]
                clause.verb = group
                return
        self._implicit(group)

    def _implicit(self, group: VerbGroup) -> None:
        """Open the clause of a verb that nothing has announced."""
        top = self.top
        after = top.verb.end if top.verb else top.begin
        between = range(group.start - 1, after - 1, -1)
        commas = [j for j in between if self.tokens.tags[j] == ","]
        joints = [j for j in between if self.tokens.tags[j] == "CC"]
        if commas and commas[0] == group.start - 1:
            if len(commas) == 1 and self._is_credit(group):
                self._push("attribution", group.start - 1, group.start).verb = group
                return
            commas = commas[2:]
        speech = top.verb is not None and self.lexicon.is_verb("complement", top.verb.base)
        if speech and joints and self._has_object(after, joints[-1], group.start):
            speech = False
        listed = bool(commas) and any(commas[0] < j for j in joints)
        if speech and (not commas or listed):
            begin, kind = self._after_listener(after, group.start), "complement"
        elif commas:
            begin, kind = commas[0] + 1, "coordinate"
            if begin < group.start and self.tokens.tags[begin] == "CC":
                begin += 1
        elif joints:
            begin, kind = joints[0] + 1, "coordinate"
        else:
            begin, kind = self._noun_phrase_start(group.start, after), "relative"
        if kind == "coordinate" and self._is_attribution(group):
            kind = "attribution"
        clause = self._push(kind, begin - 1, begin)  # type: ignore[arg-type]
        if kind == "relative":
            clause.antecedent, clause.restrictive = begin - 1, True
        clause.verb = group
        for j in range(begin, group.start):
            self.owner[j] = clause.index

    def _has_object(self, begin: int, joint: int, verb: int) -> bool:
        """Whether "and" after a verb of saying opens a new clause ("announced a deal and X left").

        It does if what was said is a whole noun phrase or an adjective already, and the noun
        phrase after "and" begins with its own determiner.
        """
        assert self.top.verb is not None  # noqa: S101
        if self.top.verb.base in self.lexicon.verbs["saying"] or joint + 1 >= verb:
            return False
        tags = self.tokens.tags
        own = tags[joint + 1] in ("DT", "PRP", "PRP$")
        said = [
            tags[j] for j in range(begin, joint)
            if tags[j] not in ("DATE", "RB") and not (tags[j] == "IN" and tags[j + 1] == "DATE")
        ]  # fmt: skip
        adjective = said == ["JJ"]
        phrase = bool(said) and said[0] in ("DT", "PRP$", "CD", "JJ")
        if phrase and tags[joint - 1] == "," and "," not in said[:-1]:
            return True
        return own and (adjective or (phrase and "IN" not in said))

    def _after_listener(self, after: int, limit: int) -> int:
        """Skip the date and the listener after a verb of saying ("told reporters Monday")."""
        j = after
        while j < limit and self.tokens.tags[j] == "DATE":
            j += 1
        listener = self._listener_end(j, limit)
        if listener > j:
            return listener
        k = j
        while k + 1 < limit and self.tokens.tags[k] != "DATE":
            k += 1
        if self.tokens.tags[k] == "DATE" and k + 1 < limit and k - j < 6:
            return k + 1
        return j

    def _listener_end(self, j: int, limit: int) -> int:
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

    def _is_attribution(self, group: VerbGroup) -> bool:
        if not self.lexicon.is_verb("speech", group.base):
            return False
        rest = self.tokens.tags[group.end : group.end + 3]
        return not rest or rest[0] in (".", ",", "DATE", "IN", "``") or len(rest) < 3

    def _is_credit(self, group: VerbGroup) -> bool:
        """Whether a verb of saying behind a comma names who said it ("…, reported Euro News.")."""
        rest = self.tokens.tags[group.end :]
        named = bool(rest) and rest[0] in NOUNS and all(
            tag in NOUNS or tag in (".", ",", "DATE", "IN", "DT") for tag in rest
        )  # fmt: skip
        return named and self.lexicon.is_verb("speech", group.base)

    def _noun_phrase_start(self, verb: int, limit: int) -> int:
        j = verb
        while j > limit and self.tokens.tags[j - 1] in NOUNS | {"JJ", "CD", "POS", "PRP", "PRP$"}:
            j -= 1
        if j > limit and self.tokens.tags[j - 1] == "DT":
            j -= 1
        return j if j < verb else max(limit, verb - 1)
