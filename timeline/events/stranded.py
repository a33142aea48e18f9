"""Forms that look like a finite verb where no clause is left for one.

"The contract includes a raise in base wages": "wages" has no subject, since "includes" has taken
the only clause. A contact clause ("the bill the House passed") shows by two noun phrases side by
side (Quirk et al. 1985, 17.13); without that, a relative word or a subordinator, a second form
inside a stretch of words is a participle or a noun.
"""

from __future__ import annotations

from functools import lru_cache

from timeline.events.lexicon import Lexicon
from timeline.events.patches import noun_too
from timeline.events.penn import FINITE, NOUNS
from timeline.events.tokens import Tokens

_EDGES = frozenset((",", ":", ".", "CC", "WP", "THAT", "(", ")", "``"))
_STARTS = frozenset(("DT", "PRP", "PRP$", "NNP", "NNPS"))
_OBJECTS = frozenset(("THAT", "DT", "PRP", "PRP$", "CD", "NNP", "NNPS"))
_TELLING = _EDGES | _STARTS | FINITE | {"IN"}


def settle_stranded(tokens: Tokens, lexicon: Lexicon) -> None:
    """Retag verb forms that no clause is left for, in place."""
    tags, lows = tokens.tags, tokens.lows
    if sum(map(tags.count, FINITE)) < 2:
        return
    openers = verbs = 0
    last = -1  # the finite verb of the stretch, if it has one
    subordinators = lexicon.sets["subordinator"]
    for i, tag in enumerate(tags):
        if tag not in _TELLING:
            continue
        if tag in _EDGES:
            last = -1
            openers += tag in ("WP", "THAT")
        elif tag == "IN" and lows[i] in subordinators:
            last = -1
            openers += 1
        elif tag in _STARTS and i and tags[i - 1] in NOUNS and not _one_name(tags, i):
            openers += 1
        elif tag in FINITE:
            if tag == "VBP" and _names_event(tokens, i, lexicon):
                tags[i] = "NN"
                continue
            if last >= 0 and verbs > openers and _retagged(tokens, last, i, lexicon):
                continue
            verbs += 1
            last = i


def _retagged(tokens: Tokens, last: int, i: int, lexicon: Lexicon) -> bool:
    """Retag one of two verb forms, and say whether it was done.

    It is the second, but the first if that has no object ("a report issued in June showed …").
    """
    tags, lows = tokens.tags, tokens.lows
    if _opens_clause(tokens, last, lexicon) or not _doubtful(lows[i], tags[i], lexicon):
        return False
    if "VB" in tags[last:i]:
        return False
    follows = tags[i + 1] if i + 1 < len(tags) else "."
    if tags[i] == "VBD":
        second_is_verb = follows in _OBJECTS and tags[i - 1] in NOUNS | {"DATE"}
    else:
        second_is_verb = not _noun_like(lows[i], lexicon) or follows == "THAT"
    if second_is_verb and _objectless(tokens, last, lexicon):
        tags[last] = "VBN"
        return True
    if tags[i] == "VBP" and not _noun_like(lows[i], lexicon):
        stands = tags[i - 1] in ("NN", "NNS", "JJ") and follows in ("DATE", "IN", ".", ",")
        if not stands:
            return False
    tags[i] = {"VBD": "VBN", "VBZ": "NNS", "VBP": "NN"}[tags[i]]
    return True


def _names_event(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether an event noun after a singular ends a stretch ("in the Tanzania blast, …")."""
    ends = tokens.tags[i + 1 : i + 2] in ([","], ["."])
    return ends and tokens.lows[i] in lexicon.nouns and tokens.tags[i - 1] in ("NNP", "NN", "JJ")


def _noun_like(low: str, lexicon: Lexicon) -> bool:
    if low.endswith("s"):
        return noun_too(low, lexicon)
    return low in lexicon.nouns or lexicon.words.get(low) == "NN"


def _objectless(tokens: Tokens, verb: int, lexicon: Lexicon) -> bool:
    """Whether a form after a noun, without an object behind it, can be a reduced relative."""
    tags, low = tokens.tags, tokens.lows[verb]
    if tags[verb] != "VBD" or not _doubtful(low, "VBD", lexicon) or not verb:
        return False
    if lexicon.is_verb("intransitive", lexicon.base_of(low)) or tags[verb - 1] not in NOUNS:
        return False
    return tags[verb + 1] in ("IN", "TO", "DATE", "RB")


def _one_name(tags: list[str], i: int) -> bool:
    return tags[i] in ("NNP", "NNPS") and tags[i - 1] in ("NNP", "NNPS", "NN")


def _opens_clause(tokens: Tokens, verb: int, lexicon: Lexicon) -> bool:
    """Whether a verb takes a clause without "that", or a bare infinitive."""
    j = verb
    if tokens.lows[j] in _helpers(lexicon):
        while j + 1 < len(tokens) and tokens.tags[j + 1] in ("RB", "VBN", "VBG"):
            j += 1
    base = lexicon.base_of(tokens.lows[j])
    kinds = ("complement", "speech", "causing", "performative", "perception")
    return any(lexicon.is_verb(kind, base) for kind in kinds) or tokens.tags[verb] == "MD"


@lru_cache(maxsize=1)
def _helpers(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.sets["be"] | lexicon.sets["have"] | lexicon.sets["do"]


def _doubtful(low: str, tag: str, lexicon: Lexicon) -> bool:
    """Whether a form can be something else than a finite verb."""
    if tag == "MD" or low in _helpers(lexicon):
        return False
    if lexicon.is_verb("saying", lexicon.base_of(low)):
        return False
    return tag != "VBD" or low in lexicon.participles or low.endswith("ed")
