"""Penn tags for tokens: a lexicon, a suffix table and context patches."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.events.lexicon import Lexicon
from timeline.events.participles import settle_ed_forms
from timeline.events.patches import noun_too, patch
from timeline.events.penn import FINITE, NOUNS
from timeline.events.stranded import settle_stranded
from timeline.events.tokens import Tokens, lower

_NUMBER = re.compile(r"[$€£¥#]?\d[\d.,:/]*(?:%|st|nd|rd|th|bn|m|k)?\Z")
_PUNCTUATION = {"(": "(", ")": ")", "[": "(", "]": ")", ";": ":", ":": ":", "–": ":", "—": ":",
                "--": ":", "-": ":", ",": ",", ".": ".", "?": ".", "!": ".",
                "...": "."}  # fmt: skip
_APOSTROPHES = frozenset("'’")
_QUOTES = frozenset("\"“”'‘’«»„") | {"``", "''"}
_AFTER_VERB = NOUNS | {"DT", "PRP$", "PRP", "CD", "JJ", "IN", "TO"}
_CLOSED_TAGS = frozenset(
    ("CC", "IN", "DT", "PRP", "PRP$", "MD", "TO", "WP", "EX", "WDT", "WRB", "PDT", "POS")
)
_PAIRED = frozenset(("her", "once", "due"))
_ADJECTIVAL = ("ous", "ive", "ful", "less", "able", "ible", "ical", "ional", "ateral")


def tag(tokens: Tokens, lexicon: Lexicon, proper: frozenset[str] = frozenset()) -> None:
    """Fill in the tags of `tokens` in place.

    Args:
        tokens: of one sentence.
        lexicon: word lists.
        proper: words that the article writes with a capital inside sentences, so that a
            sentence may begin with such a name.
    """
    tags = tokens.tags
    first = True
    for i, word in enumerate(tokens.words):
        if tags[i] == "DATE":
            first = False
            continue
        if word in _APOSTROPHES and _plural_possessive(tokens, i):
            tags[i] = "POS"
            continue
        if word[-1] == "-" and len(word) > 2:
            tags[i] = "JJ"
            continue
        found = tags[i] = _base_tag(word, first and word not in proper, lexicon)
        if first:
            first = not word[0].isalnum()
        elif found in (":", "``") or (word == ")" and tokens.words[0] == "("):
            first = True
    patch(tokens, lexicon)
    _settle_pairs(tokens)
    settle_ed_forms(tokens, lexicon)
    settle_stranded(tokens, lexicon)
    if len(tags) > 2 and tags[0] == "DATE" and tags[1] == ":":
        _find_verb_of_line(tokens, lexicon)


def _settle_pairs(tokens: Tokens) -> None:
    """Tag "her" before a noun as possessive, unless a verb may have it; "once again", "due to"."""
    tags, lows = tokens.tags, tokens.lows
    if _PAIRED.isdisjoint(lows):
        return
    for i, low in enumerate(lows[:-1]):
        if low == "her" and tags[i] == "PRP" and tags[i + 1] in ("NN", "NNS", "JJ"):
            if i == 0 or tags[i - 1][:2] not in ("VB", "IN", "TO"):
                tags[i] = "PRP$"
        elif low == "once" and lows[i + 1] in ("again", "more"):
            tags[i] = "RB"
        elif low == "due" and tags[i + 1] == "TO" and tags[i + 2 : i + 3] != ["VB"]:
            tags[i] = "IN"


def _find_verb_of_line(tokens: Tokens, lexicon: Lexicon) -> None:
    """Tag the verb of a line of a timeline ("May 2 - Rebels overrun the town") if none is found.

    It stands in the present tense: the first form that can be one, behind a noun and before a
    noun phrase or a preposition.
    """
    if any(tag in FINITE for tag in tokens.tags):
        return
    for i in range(3, len(tokens) - 1):
        low, before, after = tokens.lows[i], tokens.tags[i - 1], tokens.tags[i + 1]
        third = low.endswith("s") and tokens.tags[i] == "NNS" and before in ("NN", "NNP")
        plural = low in lexicon.bases and before in ("NNS", "NNPS") and tokens.tags[i] != "IN"
        if low in lexicon.base and (third or plural) and after in _AFTER_VERB:
            tokens.tags[i] = "VBZ" if third else "VBP"
            return


def _plural_possessive(tokens: Tokens, i: int) -> bool:
    """Whether an apostrophe follows a plural ("the Lakers’ win") and closes no quotation."""
    return (
        i > 0
        and tokens.lows[i - 1].endswith("s")
        and tokens.ends[i - 1] == tokens.starts[i]
        and not any(w in ("'", "‘") for w in tokens.words[:i])
    )


@lru_cache(maxsize=16384)
def _base_tag(word: str, first: bool, lexicon: Lexicon) -> str:
    """Tag a word by what it is alone and by whether a capital is due where it stands."""
    low, sets = lower(word), lexicon.sets
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
    if first and low.endswith("ly") and len(low) > 5:
        return "RB"
    if first and _agents(low, lexicon):
        return "NNS"
    if word[:1].isupper() and (first or not word[1:].islower()):
        return "NNP"
    return _by_suffix(word, lexicon)


def _agents(low: str, lexicon: Lexicon) -> bool:
    """Whether an unknown word is the plural of those who do something ("rescuers")."""
    if not low.endswith("ers") or len(low) < 7:
        return False
    known = lexicon.words.get(low[:-1]) == "NN"
    return known or low[:-3] in lexicon.happenings or low[:-2] in lexicon.happenings


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
    return "NNS" if noun_too(low, lexicon) else "VBZ"


def _by_suffix(word: str, lexicon: Lexicon) -> str:
    if word in lexicon.nouns:
        return "NNS" if word.endswith("s") else "NN"
    if word.endswith("ed") and word.islower():
        return "JJ" if "-" in word else "VBD"
    if any(c.isupper() for c in word[1:]):
        prefix = word.partition("-")[0]
        prefixed = word[0].islower() and "-" in word
        return "JJ" if prefixed and prefix not in lexicon.sets["name_prefix"] else "NNP"
    if word.islower() and word.endswith(_ADJECTIVAL):
        return "JJ"
    if word.islower() and word.rpartition("-")[2] in lexicon.sets["adjective_tail"]:
        return "JJ"
    case = "C" if word[:1].isupper() else "l"
    for size in (4, 3, 2, 1):
        found = lexicon.suffixes.get(case + word[-size:])
        guessed = found in ("VB", "VBP", "VBZ") and word not in lexicon.base
        if guessed or found in _CLOSED_TAGS:
            return "NNS" if word.endswith("s") else "NN"
        if found:
            return "JJ" if found == "VBD" and "-" in word else found
    return "NN"
