"""Short titles for charts: who did what in at most 40 characters.

The title is tagged anew and cut only between phrases. Where that is not enough, the words that
headlines leave out go first: determiners, adjectives, adverbs (sentence compression after Jing
2000, "Sentence reduction for automatic text summarization"), then all but the name of the subject.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, takewhile

from timeline.events.lexicon import Lexicon
from timeline.events.penn import FINITE, NOUNS
from timeline.events.references import pieces, render
from timeline.events.tagging import tag
from timeline.events.titles import tidy
from timeline.events.tokens import Tokens, tokenise

MAX_SHORT = 40
_LOOSE = frozenset(("IN", "TO", "DT", "CC", "PRP$", "POS", "MD", ",", ":", "WP", "THAT", "(", "JJ"))
_BOUNDARY = frozenset(("IN", "TO", ",", ":", "CC", "THAT", "WP", ".", "(", "VBG", "RB"))
# What the forms of a subject lose: nothing, its articles, an office, a first name, a place …
_LOSSES = (0, 0, 1, 3, 3, 4, 6, 7, 9)
_NAMES = frozenset(("NNP", "NNPS"))
_TELLING = NOUNS | {"VB", "VBN", "CD"}
_NOUN_PHRASE = NOUNS | {"JJ", "VBG", "VBN"}


def shorten(title: str, lexicon: Lexicon, subject: str = "") -> str:
    """Give a form of a title of at most 40 characters for charts.

    Args:
        title: the title.
        lexicon: word lists.
        subject: its subject, if it has one: the short form keeps the verb and, where it fits,
            the object, and cuts the subject to its name or head.

    Returns:
        The title itself if it is short enough; the actor and the act, or the named event,
        otherwise; only where nothing of the kind fits, the first words.
    """
    if len(title) <= MAX_SHORT:
        return title
    first, comma = title.split(" ", 1)[0].lower(), title.find(", ")
    if first in lexicon.sets["place_preposition"] and comma > 0:
        # "In Aden, six rockets hit …": a chart has no room for where
        return shorten(tidy(title[comma + 2 :]), lexicon, subject)
    tokens = tokenise(title, [])
    named = len(tokens) > 1 and tokens.words[1][:1].isupper()
    tag(tokens, lexicon, frozenset(tokens.words[:1]) if named else frozenset())
    verb = _verb_of(tokens, subject)
    short = _Shortener(tokens, lexicon, verb).best()
    return short or _Shortener(tokens, lexicon, verb, True).best() or _first_words(title, lexicon)


def _verb_of(tokens: Tokens, subject: str) -> int:
    """The first finite verb after the subject, or -1."""
    begin = len(subject) if subject and tokens.text.lower().startswith(subject.lower()) else 1
    for i, found in enumerate(tokens.tags):
        if i and found in FINITE and tokens.starts[i] >= begin:
            return i
    return -1


@dataclass(frozen=True, slots=True)
class _Shortener:
    tokens: Tokens
    lexicon: Lexicon
    verb: int
    lenient: bool = False

    def best(self) -> str | None:
        """The form that keeps most of what is said, then most of who is meant."""
        ends = self._ends(max(self.verb, 0))
        found: tuple[int, str] | None = None
        tried: list[list[int]] = []
        heads = [[]] if self.verb < 0 else self._subjects()
        for loss, head in zip(_LOSSES, heads, strict=False):
            if head in tried:
                continue
            tried.append(head)
            who, meant = render(self.tokens, head), self._content(head) - loss
            for worth, said in ends:
                if found is not None and worth + meant <= found[0]:
                    break
                if len(who) + len(said) < MAX_SHORT:
                    found = worth + meant, f"{who} {said}"
        return tidy(found[1]) if found else None

    def _ends(self, begin: int) -> list[tuple[int, str]]:
        """The ends that fit at all, those that say most first."""
        said = dict(self._predicates(begin))
        fitting = [(4 * worth, text) for text, worth in said.items()]
        return sorted(fitting, key=lambda end: -end[0])

    def _content(self, kept: list[int]) -> int:
        tags = self.tokens.tags
        return sum([tags[i] in _TELLING for i in kept])

    def _subjects(self) -> Iterator[list[int]]:
        whole = list(range(self.verb))
        yield whole
        tags, lows = self.tokens.tags, self.tokens.lows
        plain = [i for i in whole if lows[i] not in ("the", "a", "an")]
        yield plain
        yield self._phrases(whole, "name")
        yield self._phrases(whole, "surname")
        cut = next((i for i in whole[1:] if self._parts(i)), self.verb)
        yield [i for i in plain if i < cut]
        yield self._phrases(whole[:cut], "surname")
        simple = {"CC", "IN", "POS", ","}.isdisjoint(tags[:cut])
        if simple and tags[cut - 1] in ("NN", "NNS"):
            plain = [i for i in plain if i < cut]
            sizes = (n for n in (3, 2, 1) if n < len(plain) and tags[plain[-n] - 1] != "NNP")
            yield from (plain[-n:] for n in sizes)

    def _parts(self, i: int) -> bool:
        """Whether a subject may end before token `i`: not within a list or a name."""
        tags, lows = self.tokens.tags, self.tokens.lows
        listed = tags[i] == "," and "CC" in tags[i : self.verb]
        named = tags[i - 1] == "NNP" and tags[i + 1 : i + 2] == ["NNP"] and lows[i] == "for"
        return tags[i] in ("IN", ",", "(") and lows[i] != "of" and not listed and not named

    def _phrases(self, whole: list[int], how: str) -> list[int]:
        """Cut each noun phrase of a subject to the name of a person at its end, if it has one."""
        kept: list[int] = []
        run: list[int] = []
        for i in [*whole, -1]:
            if i >= 0 and self.tokens.tags[i] not in ("CC", ",", "IN", "POS"):
                run.append(i)
                continue
            inner = bool(kept) and self.tokens.tags[kept[-1]] == "IN"
            kept += run if inner else self._name(run, how)
            run = []
            if i >= 0:
                kept.append(i)
        while kept and self.tokens.tags[kept[-1]] in ("CC", ",", "IN"):
            kept.pop()
        return kept

    def _name(self, run: list[int], how: str) -> list[int]:
        tags, sets = self.tokens.tags, self.lexicon.sets
        plain = [i for i in run if self.tokens.lows[i] not in ("the", "a", "an")]
        names: list[int] = []
        for i in reversed(plain):
            if tags[i] not in _NAMES:
                break
            names.insert(0, i)
        words = [self.tokens.words[i] for i in names]
        body = any(w.lower() in sets["organisation_word"] for w in words)
        tail = bool(words) and words[-1] in sets["company_tail"] | sets["title_word"]
        if body or tail or len(names) < 2:
            return plain
        full = [i for i in names if not self.tokens.words[i].endswith(".")] or names
        return full[-2:] if how == "name" else full[-1:]

    def _predicates(self, begin: int) -> Iterator[tuple[str, int]]:
        """The ends of the title that may stand and fit, with how much each says.

        Each is given plain and with the words of headlines only.
        """
        said = self._said(begin)
        whole = [i for i in range(begin, len(self.tokens)) if i not in said]
        forms = [
            whole,
            self._headlinese(whole, determiners_only=True),
            self._headlinese(whole, determiners_only=False),
        ]
        written = [self._beginnings(form) for form in forms]
        briefest, fitting = forms[-1], len(written[-1]) - 1
        longest = briefest[fitting] if fitting < len(briefest) else len(self.tokens)
        for size in range(longest, begin, -1):
            if self._may_end(begin, size):
                for form, beginnings in zip(forms, written, strict=True):
                    count = bisect_left(form, size)
                    if count < len(beginnings):
                        yield beginnings[count]

    def _beginnings(self, kept: list[int]) -> list[tuple[str, int]]:
        """The first words of a form, none to as many as fit, with how much they say."""
        tags = self.tokens.tags
        texts = accumulate(pieces(self.tokens, kept), initial="")
        worths = accumulate([tags[i] in _TELLING for i in kept], initial=0)
        fitting = takewhile(lambda text: len(text) <= MAX_SHORT, texts)
        return list(zip(fitting, worths, strict=False))

    def _said(self, begin: int) -> range:
        """The words of saying where a subject speaks of itself ("X said it would …"), or none.

        The clause that is said then takes the subject that spoke.
        """
        tags, lows = self.tokens.tags, self.tokens.lows
        base = self.lexicon.base_of(lows[begin])
        if self.verb < 0 or not self.lexicon.is_verb("complement", base):
            return range(0)
        that = begin + 2 if tags[begin + 1 : begin + 2] == ["THAT"] else begin + 1
        own = lows[that : that + 1] in (["it"], ["he"], ["she"], ["they"])
        after = [t for t in tags[that + 1 : that + 4] if t != "RB"]
        expletive = any(
            lows[i] in self.lexicon.sets["be"] and tags[i + 1 : i + 2] in (["DT"], ["JJ"])
            for i in range(that + 1, min(that + 3, len(tags)))
        )
        finite = bool(after) and after[0] in FINITE and not expletive
        return range(begin, that + 1) if own and finite else range(0)

    def _headlinese(self, rest: list[int], determiners_only: bool) -> list[int]:
        lows = self.tokens.lows
        kept = []
        for i in rest:
            if lows[i] in ("the", "a", "an"):
                continue
            if determiners_only or not (self._adverb(i) or (i != rest[0] and self._adjective(i))):
                kept.append(i)
        return kept

    def _adverb(self, i: int) -> bool:
        tag = self.tokens.tags[i]
        return tag == "``" or (tag == "RB" and self.tokens.lows[i].endswith("ly"))

    def _adjective(self, i: int) -> bool:
        """Whether an adjective or participle stands before its noun that headlines leave out."""
        tags = self.tokens.tags
        led = tags[i - 1] in ("DT", "PRP$", "JJ", "POS")
        if tags[i] != "JJ" and not (tags[i] in ("VBN", "VBG") and led):
            return False
        before_noun = i + 1 < len(tags) and tags[i + 1] in _NOUN_PHRASE
        meant = self.tokens.lows[i] in self.lexicon.sets["meaning_adjective"]
        return before_noun and self.tokens.words[i].islower() and not meant

    def _may_end(self, begin: int, size: int) -> bool:
        """Whether the title may end before token `size`."""
        tags, lows, sets = self.tokens.tags, self.tokens.lows, self.lexicon.sets
        last = size - 1
        follows = tags[size] if size < len(tags) else "."
        if tags[last] in _LOOSE and not (tags[last] == "JJ" and follows == "."):
            return self._particle(last) and follows in _BOUNDARY
        if lows[last] in sets["unfinished"] or follows not in _BOUNDARY:
            return False
        if follows == "RB" and lows[size] in sets["negation"]:
            return False
        if follows == "IN" and lows[size] in ("of", "than"):
            return False
        if self.verb < 0:
            return size - begin >= 2
        if tags[last] == "VB" and follows != "." and not self._stands(lows[last]):
            return False
        if self.lenient:
            that = "THAT" in tags[self.verb : size]
            done = not that or any(t in FINITE for t in tags[tags.index("THAT") : last])
            return done and (last > self.verb or follows in ("IN", "TO", "."))
        return self._says_enough(last, follows)

    def _particle(self, last: int) -> bool:
        particle = self.tokens.lows[last] in ("out", "down", "off", "up", "over", "away")
        return particle and self.tokens.tags[last - 1] in ("VBD", "VBZ", "VBN", "VB")

    def _says_enough(self, last: int, follows: str) -> bool:
        """Whether verb and object are in: "X signed a deal", not "X said" or "X asked NATO"."""
        tags, lows = self.tokens.tags, self.tokens.lows
        base = self.lexicon.base_of(lows[self.verb])
        inside = range(self.verb + 1, last + 1)
        if follows == "TO" and self.lexicon.is_verb("hungry", base):
            return False
        helping = base in ("be", "have", "do") or tags[self.verb] == "MD"
        if helping:
            main = next((i for i in inside if tags[i] in ("VBN", "VBG", "VB")), -1)
            done = any(tags[i] in NOUNS | {"JJ", "CD"} for i in inside)
            return (main >= 0 and (tags[main] == "VBN" or done)) or (main < 0 and done)
        that = next((i for i in inside if tags[i] == "THAT"), -1)
        if self.lexicon.is_verb("complement", base):
            after = range(that + 1 if that >= 0 else self.verb + 1, last + 1)
            clause = any(tags[i] in FINITE for i in after) and tags[last] not in FINITE
            thing = that < 0 and any(tags[i] in NOUNS for i in after)
            return clause or (thing and base not in self.lexicon.verbs["saying"])
        return self._stands(lows[self.verb]) or any(
            tags[i] in NOUNS | {"CD", "PRP"} for i in inside
        )

    def _stands(self, form: str) -> bool:
        base = self.lexicon.base_of(form)
        kinds = ("standalone", "intransitive")
        return any(self.lexicon.is_verb(kind, base) for kind in kinds)


def _first_words(title: str, lexicon: Lexicon) -> str:
    words = title[: MAX_SHORT + 1].rsplit(" ", 1)[0].split(" ")
    unfinished = lexicon.sets["unfinished"] | lexicon.sets["preposition"]
    while len(words) > 2 and words[-1].strip(",;:").lower() in unfinished:
        words.pop()
    short = tidy(" ".join(words))
    return short if len(short) <= MAX_SHORT else title[:MAX_SHORT].rstrip()
