"""Penn tags for tokens: a lexicon, a suffix table and context patches."""

from __future__ import annotations

import re

from timeline.events.lexicon import Lexicon
from timeline.events.tokens import Tokens

_NUMBER = re.compile(r"[$€£¥#]?\d[\d.,:/]*(?:%|st|nd|rd|th|bn|m|k)?\Z")
_NOUN_BEFORE = frozenset(("DT", "PRP$", "JJ", "POS", "CD", "IN", "JJR", "JJS", "PDT"))
_VERBAL = frozenset(("VB", "VBP", "VBZ", "VBD", "VBN"))
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PUNCTUATION = {"(": "(", ")": ")", "[": "(", "]": ")", ";": ":", ":": ":", "–": ":", "—": ":",
                "--": ":", "-": ":", ",": ",", ".": ".", "?": ".", "!": ".", "...": "."}  # fmt: skip
_QUOTES = frozenset("\"“”'‘’«»„") | {"``", "''"}


def tag(tokens: Tokens, lexicon: Lexicon, proper: frozenset[str] = frozenset()) -> None:
    """Fill in the tags of `tokens` in place.

    Args:
        tokens: of one sentence.
        lexicon: word lists.
        proper: words that the article writes with a capital inside sentences, so that a
            sentence may begin with such a name.
    """
    first = True
    for i, word in enumerate(tokens.words):
        if tokens.tags[i] == "DATE":
            first = False
            continue
        if _plural_possessive(tokens, i):
            tokens.tags[i] = "POS"
            continue
        tokens.tags[i] = _base_tag(word, tokens.lows[i], first and word not in proper, lexicon)
        if word[:1].isalnum():
            first = False
        elif tokens.tags[i] in (":", "``"):
            first = True
    for i in range(len(tokens)):
        _patch(tokens, i, lexicon)
    _settle_ed_forms(tokens, lexicon)


def _plural_possessive(tokens: Tokens, i: int) -> bool:
    """Whether an apostrophe follows a plural ("the Lakers’ win") and closes no quotation."""
    return (
        tokens.lows[i] == "'"
        and i > 0
        and tokens.lows[i - 1].endswith("s")
        and tokens.ends[i - 1] == tokens.starts[i]
        and not any(w in ("'", "‘") for w in tokens.words[:i])
    )


def _base_tag(word: str, low: str, first: bool, lexicon: Lexicon) -> str:
    sets = lexicon.sets
    if word in _PUNCTUATION:
        return _PUNCTUATION[word]
    if word in _QUOTES:
        return "``"
    if _NUMBER.match(word) or low in sets["number_word"]:
        return "CD"
    closed = _closed(low, lexicon)
    if closed and (word == low or first or closed != "IN"):
        return closed
    known = lexicon.words.get(word)
    if word[:1].isupper() and not first:
        return known if known == "JJ" and word[1:].islower() else "NNP"
    if first and word[:1].isupper():
        known = lexicon.words.get(low) or (known if known else None)
    if low in lexicon.base and (known is None or (first and known == "NNP")):
        return _verb_tag(low, lexicon)
    if known:
        return known
    if word[:1].isupper() and (first or not word[1:].islower()):
        return "NNP"
    return _by_suffix(word, lexicon)


def _closed(low: str, lexicon: Lexicon) -> str | None:
    sets = lexicon.sets
    if low == "to":
        return "TO"
    if low in ("'s", "'"):
        return "POS"
    if low in sets["modal"]:
        return "MD"
    if low in sets["relative"]:
        return "WP"
    if low == "that":
        return "THAT"
    if low in sets["conjunction"]:
        return "CC"
    if low in ("not", "n't", "never"):
        return "RB"
    if low in ("its", "his", "their", "our", "my", "your"):
        return "PRP$"
    if low in ("he", "she", "it", "they", "we", "you", "i", "him", "them", "us", "me"):
        return "PRP"
    if low in ("the", "a", "an", "this", "these", "those", "no", "every", "each", "some", "any"):
        return "DT"
    if low in sets["preposition"] or low in sets["subordinator"]:
        return "IN"
    return None


def _verb_tag(low: str, lexicon: Lexicon) -> str:
    if low.endswith("ing"):
        return "VBG"
    if low in lexicon.past:
        return "VBD"
    if low in lexicon.participles:
        return "VBN"
    if low in lexicon.bases:
        return "VB"
    return "NNS" if _noun_too(low, lexicon) else "VBZ"


def _noun_too(low: str, lexicon: Lexicon) -> bool:
    """Whether an -s form of a verb is the plural of a noun as well ("strikes")."""
    base = lexicon.base.get(low, "")
    return low in lexicon.nouns or base in lexicon.nouns or lexicon.words.get(base) == "NN"


def _by_suffix(word: str, lexicon: Lexicon) -> str:
    if word in lexicon.nouns:
        return "NNS" if word.endswith("s") else "NN"
    if word.endswith("ed") and word.islower():
        return "VBD"
    if word.islower() and word.endswith(_ADJECTIVAL):
        return "JJ"
    case = "C" if word[:1].isupper() else "l"
    for size in (4, 3, 2, 1):
        found = lexicon.suffixes.get(case + word[-size:])
        if found in ("VB", "VBP", "VBZ") and word not in lexicon.base:
            return "NNS" if word.endswith("s") else "NN"
        if found:
            return found
    return "NN"


def _patch(tokens: Tokens, i: int, lexicon: Lexicon) -> None:
    """Correct one tag by what stands before and after it."""
    tags, lows = tokens.tags, tokens.lows
    here, low = tags[i], lows[i]
    before = _previous(tokens, i)
    after = tags[i + 1] if i + 1 < len(tags) else "."
    particle = i + 1 < len(tags) and lows[i + 1] in ("down", "off", "up", "out", "dead", "back")
    if here == "NN" and low in lexicon.past and (after in ("CD", "DT", "PRP$") or particle):
        if before in ("NN", "NNP", "PRP", "NNS") and not _finite_near(tokens, i):
            tags[i] = "VBD"
            return
    if here == "VBZ" and low.endswith("s") and after in FINITE and before in _BEFORE_PLURAL:
        if low not in lexicon.sets["be"] | lexicon.sets["have"] | lexicon.sets["do"]:
            tags[i] = "NNS"
            return
    if here == "VBZ" and before in ("NN", "JJ") and _noun_too(low, lexicon):
        if after not in ("DT", "PRP$", "TO", "THAT", "PRP", "NNP", "CD"):
            tags[i] = "NNS"
            return
    if here == "MD" and before in ("PRP$", "DT"):
        tags[i] = "NN"
        return
    if low in ("first", "last") and after in ("VBD", "VBN", "VBZ"):
        tags[i] = "RB"
        return
    if here in ("VB", "VBP") and before in ("TO", "MD"):
        tags[i] = "VB"
        return
    if here == "VBG" and low in lexicon.nouns and after not in ("DT", "PRP$", "PRP"):
        if before in ("JJ", "DT", "NNP", "NN", "POS", "CD", "PRP$"):
            tags[i] = "NN"
            return
    if here == "VB" and low in lexicon.past and before in NOUNS:
        tags[i] = "VBD"
        return
    if here in ("NN", "NNS", "VB", "VBP", "JJ", "VBZ", "VBD") and low in lexicon.bases:
        if before in ("TO", "MD") and (after != "NNP" or here != "NN"):
            tags[i] = "VB"
            return
        if _helped(tokens, i, lexicon.sets["do"]):
            tags[i] = "VB"
            return
    if here in ("VB", "VBP", "VBZ") and before in _NOUN_BEFORE and low not in lexicon.sets["be"]:
        if low not in lexicon.sets["have"] and low not in lexicon.sets["do"]:
            tags[i] = "NNS" if low.endswith("s") else "NN"
    elif here == "VBG" and before in ("DT", "PRP$", "POS"):
        tags[i] = "NN"
    elif here in ("VB", "VBP") and before == "NN" and low not in lexicon.past:
        if tags[i - 1] == "NN" and low not in lexicon.sets["be"] | lexicon.sets["have"]:
            tags[i] = "NN"
    elif here == "VB" and before in ("NNS", "NNPS", "PRP", "WP", "NNP"):
        tags[i] = "VBP" if low not in lexicon.past else "VBD"
    elif here == "NNS" and low in lexicon.base and before in ("NNP", "PRP", "WP", "NN"):
        if after in ("DT", "PRP$", "TO", "THAT", "NNP", "CD", "PRP") and not _finite_near(
            tokens, i
        ):
            tags[i] = "VBZ"
    elif low == "'s" and before in ("PRP", "EX", "WP", "THAT"):
        tags[i] = "VBZ"


def _previous(tokens: Tokens, i: int) -> str:
    j = i - 1
    while j >= 0 and tokens.tags[j] in ("RB", "``", "DATE"):
        j -= 1
    return tokens.tags[j] if j >= 0 else "."


def _helped(tokens: Tokens, i: int, helpers: frozenset[str]) -> bool:
    j = i - 1
    while j >= 0 and tokens.tags[j] in ("RB", "DATE"):
        j -= 1
    return j >= 0 and tokens.lows[j] in helpers


def _finite_near(tokens: Tokens, i: int) -> bool:
    """Whether another finite verb stands between the marks around token `i`."""
    for step in (1, -1):
        j = i + step
        while 0 <= j < len(tokens) and tokens.tags[j] not in (",", ":", ".", "WP", "(", ")"):
            if tokens.tags[j] in FINITE:
                return True
            j += step
    return False


def _settle_ed_forms(tokens: Tokens, lexicon: Lexicon) -> None:
    """Tell simple pasts from participles where a form can be both."""
    helpers = _HELPERS | lexicon.sets["be"] | lexicon.sets["have"]
    for i, low in enumerate(tokens.lows):
        if tokens.tags[i] not in ("VBD", "VBN", "JJ", "NN") or not _is_ed(low, lexicon):
            continue
        if tokens.tags[i] in ("JJ", "NN") and not (low.endswith("ed") or low in lexicon.past):
            continue
        if _helped(tokens, i, helpers):
            tokens.tags[i] = "VBN"
        elif tokens.tags[i] in ("JJ", "NN"):
            if _previous(tokens, i) in ("WP", "PRP", "NNP") and not _finite_near(tokens, i):
                tokens.tags[i] = "VBD"
        elif _modifies(tokens, i):
            tokens.tags[i] = "VBN"
        elif _in_leading_phrase(tokens, i, lexicon):
            tokens.tags[i] = "VBN"
        elif low in lexicon.past or low.endswith("ed"):
            reduced = _reduced_relative(tokens, i, lexicon) or _after_object(tokens, i, lexicon)
            tokens.tags[i] = "VBN" if reduced else "VBD"


def _modifies(tokens: Tokens, i: int) -> bool:
    """Whether an -ed form stands before its noun ("the agreed terms")."""
    before = _before_date(tokens, i)
    if before in (".", "``", ",") and i + 1 < len(tokens) and tokens.tags[i + 1] in NOUNS:
        return before != ","
    if before in ("DT", "PRP$", "POS", "IN", "TO"):
        return True
    if before != "JJ":
        return False
    after = tokens.tags[i + 1] if i + 1 < len(tokens) else "."
    return after in NOUNS or after in ("JJ", "CC", ",")


def _before_date(tokens: Tokens, i: int) -> str:
    """The tag before token `i`, with adverbs, "first" and a dated phrase skipped."""
    j = i - 1
    while j >= 0:
        if tokens.tags[j] == "DATE":
            j -= 1
            while j >= 0 and tokens.lows[j] in _DATE_LEADS:
                j -= 1
        elif tokens.tags[j] in ("RB", "``") or tokens.lows[j] in ("first", "later", "earlier"):
            j -= 1
        else:
            return tokens.tags[j]
    return "."


def _is_ed(low: str, lexicon: Lexicon) -> bool:
    if low in lexicon.sets["be"] or low in lexicon.sets["have"] or low in lexicon.sets["do"]:
        return False
    return low in lexicon.participles or (low.endswith("ed") and len(low) > 4)


def _reduced_relative(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether an -ed form after a noun is a reduced relative ("the deal signed in May was …").

    It is one if a preposition, a date or an adverb follows it and a finite verb comes before the
    clause can have ended; after a comma also if "by" follows.
    """
    tags, lows = tokens.tags, tokens.lows
    before = _before_date(tokens, i)
    if lows[i] not in lexicon.participles and not lows[i].endswith("ed"):
        return False
    if before in ("WP", "THAT", "PRP", "CC", "MD"):
        return False
    after = i + 1
    if after >= len(tags):
        return False
    if lows[after] == "by" and before in (",", "NN", "NNS", "NNP", "NNPS"):
        return not (before != "," and lows[i] in lexicon.past - lexicon.participles)
    if before == ",":
        return tags[after] in ("IN", "TO") and _finite_before(tokens, i)
    if tags[after] not in ("IN", "TO", "DATE", "RB", "VBG"):
        return False
    says = lexicon.is_verb("complement", lexicon.base_of(lows[i]))
    if says and tags[after] != "IN":
        return False
    return _certain_finite_ahead(tokens, after, lexicon)


def _in_leading_phrase(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether an -ed form is in a phrase that opens the sentence ("In a speech read on TV, X …")."""
    if tokens.tags[0] != "IN" or tokens.lows[0] in _OPENERS or i < 2 or i > 14:
        return False
    if lows_not_participle(tokens.lows[i], lexicon):
        return False
    if any(tag in (",", "DATE", "PRP", "WP", ":") or tag in FINITE for tag in tokens.tags[:i]):
        return False
    comma = next((j for j in range(i, len(tokens)) if tokens.tags[j] == ","), -1)
    return comma > 0 and any(tag in FINITE for tag in tokens.tags[comma:])


def _after_object(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether an -ed form follows the object of a verb, so that it can only be a participle.

    ("identify products made in China": nothing between the verbs opens a new clause.)
    """
    if lows_not_participle(tokens.lows[i], lexicon) or tokens.tags[i - 1] not in NOUNS or i < 2:
        return False
    if i + 1 >= len(tokens) or tokens.tags[i + 1] not in ("IN", "TO", "DATE", "RB"):
        return False
    for j in range(i - 1, -1, -1):
        tag, low = tokens.tags[j], tokens.lows[j]
        if tag in (",", ":", "WP", "THAT", "CC", "``", "(", ")", ".") or low in _OPENERS:
            return False
        if tag in ("VBD", "VBZ", "VBP", "VB"):
            base = lexicon.base_of(low)
            if lexicon.is_verb("complement", base):
                return False
            return j < i - 1
        if tag == "PRP" or (tag in ("DT", "PRP$") and j and tokens.tags[j - 1] in NOUNS):
            return False
    return False


def lows_not_participle(low: str, lexicon: Lexicon) -> bool:
    """Whether a form can only be a simple past ("took")."""
    return low in lexicon.past and low not in lexicon.participles


def _finite_before(tokens: Tokens, i: int) -> bool:
    return any(tag in FINITE for tag in tokens.tags[:i])


def _certain_finite_ahead(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    for j in range(i, len(tokens)):
        tag, low = tokens.tags[j], tokens.lows[j]
        if tag in (",", ":", ".", "WP", "THAT", "CC", "``", "(", "PRP") or low in _STOPPERS:
            return False
        if tag in ("MD", "VBZ") or low in ("was", "were", "is", "are", "had", "has", "have"):
            return True
        if tag == "VBD" and low in lexicon.past and low not in lexicon.participles:
            return True
        if tag == "VBD" and low in ("said", "told"):
            return True
    return False


_BEFORE_PLURAL = frozenset(("NN", "NNP", "JJ", "NNS", "VBN", "CD", "DT", "POS", "PRP$"))
_ADJECTIVAL = ("ous", "ive", "ful", "less", "able", "ible", "ical", "ional", "ateral")
_HELPERS = frozenset(("get", "got", "gets", "getting", "become", "became", "becomes", "becoming"))
_DATE_LEADS = frozenset(
    ("on", "in", "at", "late", "early", "since", "the", "by", "during", "later")
)
_OPENERS = frozenset(
    ("after", "before", "as", "when", "while", "because", "if", "since", "although", "though",
     "until", "where", "whether", "how", "why", "what", "than", "once")
)  # fmt: skip
_STOPPERS = frozenset(
    (
        "how",
        "what",
        "why",
        "whether",
        "after",
        "when",
        "while",
        "because",
        "if",
        "as",
        "who",
        "which",
        "whose",
    )
)
