"""Clauses of a tagged English sentence, by one pass with a stack; no parser.

Every finite verb group owns a clause. Openers (relative words, subordinators, "that", commas
with a participle, quotation marks, brackets) push a clause; commas and brackets close it again,
so that "Slepian, who was 52, was shot" gives the main clause both of its halves.
"""

from __future__ import annotations

from timeline.events.clauses import Clause, ClauseKind, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.lookahead import Lookahead
from timeline.events.penn import NOUNS
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup, verb_groups


def find_clauses(tokens: Tokens, lexicon: Lexicon) -> Clauses:
    """Cut a sentence into clauses."""
    return _Builder(tokens, lexicon).run()


# Tags of tokens that may open or close a clause; relative words and subordinators do so too.
_TURNING = frozenset(("(", ")", ":", ",", "THAT", "CC"))
_PLAIN = NOUNS | {"DT", "JJ", "JJS", "CD", "POS", "PRP$", "VBN"}


class _Builder:
    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.groups = verb_groups(tokens, lexicon)
        self.look = Lookahead(tokens, lexicon, self.groups)
        self.items = [Clause(0, "main", -1, -1, 0)]
        self.stack = [0]
        self.owner = [0] * len(tokens)
        self.first = next((i for i, word in enumerate(tokens.words) if word[:1].isalnum()), -1)

    def run(self) -> Clauses:
        owner, stack = self.owner, self.stack
        turning = self._turning()
        passed = 0
        for i in range(len(owner)):
            if i >= passed:
                group = self.groups.get(i)
                if group and not self._opens_before(i):
                    self._take_verb(group)
                    passed = group.end
                elif i in turning:
                    self._step(i)
            owner[i] = stack[-1]
        return Clauses(self.items, owner, self.groups)

    def _turning(self) -> set[int]:
        """The tokens that `_step` has to look at; the others stay in the clause that is open."""
        tokens, sets = self.tokens, self.lexicon.sets
        turning = {
            i for i, (tag, low) in enumerate(zip(tokens.tags, tokens.lows, strict=True))
            if tag in _TURNING or low in sets["relative"] or low in sets["subordinator"]
        }  # fmt: skip
        return turning | tokens.marks | {0, self.first, self.first + 1}

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
        tag, low, sets = self.tokens.tags[i], self.tokens.lows[i], self.lexicon.sets
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
        elif low in sets["relative"]:
            self._relative(i)
        elif tag == "THAT":
            self._that(i)
        elif low in sets["subordinator"]:
            self._subordinator(i)
        elif tag == "CC":
            self._conjunction(i)
        elif tag in ("VBG", "VBN") and self._opens_with(i) and self.look.opens_participle(i):
            self._push("participle", i, i)

    def _opens_with(self, i: int) -> bool:
        """Whether a participle opens the sentence, as in "Officially opened in May, …"."""
        tags = self.tokens.tags
        adverb = i == self.first + 1 and tags[self.first] == "RB" and tags[i] == "VBN"
        return i == self.first or adverb

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
        if self.look.after_label(i):
            self.items[0].begin = i + 1
            return
        open_bracket = self.top.kind == "bracket" or any(
            self.items[s].kind == "bracket" for s in self.stack
        )
        if open_bracket:
            self._close_to("bracket")
        else:
            self._push("bracket", i, i + 1)

    def _quote_level(self) -> int:
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.items[self.stack[depth]].kind in ("quote", "bracket"):
                return depth
        return 0

    def _comma(self, i: int) -> None:
        if self.look.between_adjectives(i):
            return
        while self.top.kind in ("relative", "subordinate", "participle", "complement"):
            top = self.top
            lacking = any(self.items[s].verb is None for s in self.stack[:-1])
            done = top.verb is not None or top.kind == "participle"
            if not done or (top.kind == "complement" and not lacking):
                break
            if self.look.list_goes_on(i) and not lacking:
                break
            self.stack.pop()
        j = self.look.skip_adverbs(i + 1)
        participle = j < len(self.tokens) and self.look.opens_participle(j)
        if participle and (self._has_verb() or self.tokens.tags[j] == "VBN"):
            self.owner[i] = self.stack[-1]
            self._push("participle", i, j)

    def _has_verb(self) -> bool:
        return any(self.items[s].verb for s in self.stack)

    def _relative(self, i: int) -> None:
        before = self.tokens.tags[i - 1] if i else "."
        after_preposition = before in ("IN", "TO")
        k = i - 1 - after_preposition
        if self.tokens.lows[i] == "who" and k > 1 and self.tokens.tags[k] == "DATE":
            k = self.look.before_dates(k)
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
        follows = self.look.skip_adverbs(i + 1) in self.groups
        ahead = self.look.finite_ahead(i)
        subject = follows and before in NOUNS | {"CD", "DT", "DATE"}
        parted = self.tokens.tags[i + 1 : i + 2] == [","] and self.top.verb is not None
        if parted and ahead and self.top.verb and self.look.says(self.top.verb.base):
            self._push("complement", i, i + 1)
        elif subject or (ahead and before in NOUNS and self.look.after_thing(i)):
            clause = self._push("relative", i, i)
            clause.antecedent, clause.restrictive = i - 1, True
        elif ahead and before == "," and i > 1 and self.tokens.tags[i - 2] in NOUNS:
            clause = self._push("relative", i, i)
            clause.antecedent = i - 2
        elif self.look.after_saying(i) or (ahead and i and before not in ("IN", "TO", "CC")):
            self._push("complement", i, i + 1)
        elif ahead and before == "CC" and self._complement_open():
            self._close_to("complement")
            self._push("complement", i, i + 1)
        else:
            self.tokens.tags[i] = "DT"

    def _complement_open(self) -> bool:
        return any(self.items[s].kind == "complement" for s in self.stack)

    def _subordinator(self, i: int) -> None:
        j = self.look.skip_adverbs(i + 1)
        if self.look.leads_to_date(i):
            return
        if self.tokens.lows[i] == "than" and (
            j >= len(self.tokens) or self.tokens.tags[j] not in ("PRP", "NNP", "NNS")
        ):
            return
        compound = self.tokens.lows[i : i + 3] == ["as", "part", "of"]
        if compound or self._precedes_only_verb(i):
            return
        participle = j < len(self.tokens) and self.tokens.tags[j] in ("VBG", "VBN")
        sure = self.tokens.lows[i] in ("when", "while", "because", "although", "whereas")
        sure = sure and i > 0 and self.tokens.tags[i - 1] == "," and not participle
        sure = sure and any(k > i for k in self.groups)
        if j < len(self.tokens) and (sure or self.look.finite_ahead(i)):
            self._push("subordinate", i, i + 1)
        elif participle and self.tokens.lows[i] != "than":
            self._push("participle", i, j)

    def _precedes_only_verb(self, i: int) -> bool:
        """Whether "since" leads a noun phrase: the one verb to come is that of the clause.

        ("The first vote since the war is due": nothing else could be its verb.)
        """
        if self.tokens.lows[i] not in ("since", "after", "before", "until") or self.top.verb:
            return False
        led = range(self.top.begin, i)
        nouns = i > 0 and self.tokens.tags[i - 1] in NOUNS
        nouns = nouns and all(self.tokens.tags[j] in _PLAIN for j in led)
        ahead = [start for start in self.groups if start > i]
        comma = "," in self.tokens.tags[i : ahead[0]] if ahead else True
        return nouns and len(ahead) == 1 and not comma

    def _conjunction(self, i: int) -> None:
        if self.look.skip_adverbs(i + 1) in self.groups and self._has_verb():
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
            if len(commas) == 1 and self.look.is_credit(group):
                self._push("attribution", group.start - 1, group.start).verb = group
                return
            commas = commas[2:]
        base = top.verb.base if top.verb else ""
        speech = self.lexicon.is_verb("complement", base)
        if speech and joints and self.look.has_object(base, after, joints[-1], group.start):
            speech = False
        listed = bool(commas) and any(commas[0] < j for j in joints)
        if speech and (not commas or listed):
            begin, kind = self.look.after_listener(after, group.start), "complement"
        elif commas:
            begin, kind = commas[0] + 1, "coordinate"
            if begin < group.start and self.tokens.tags[begin] == "CC":
                begin += 1
        elif joints:
            begin, kind = joints[0] + 1, "coordinate"
        else:
            begin, kind = self.look.noun_phrase_start(group.start, after), "relative"
        if kind == "coordinate" and self.look.is_attribution(group):
            kind = "attribution"
        clause = self._push(kind, begin - 1, begin)  # type: ignore[arg-type]
        if kind == "relative":
            clause.antecedent, clause.restrictive = begin - 1, True
        clause.verb = group
        for j in range(begin, group.start):
            self.owner[j] = clause.index
