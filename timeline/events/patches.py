"""Corrections of single tags by what stands before and after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from timeline.events.lexicon import Lexicon
from timeline.events.penn import FINITE, NOUNS, SKIPPED, finite_ahead, finite_near, helped
from timeline.events.tokens import Tokens

_NOUN_BEFORE = frozenset(("DT", "PRP$", "JJ", "POS", "CD", "IN", "JJR", "JJS", "PDT"))
_BEFORE_PLURAL = frozenset(("NN", "NNP", "JJ", "NNS", "VBN", "CD", "DT", "POS", "PRP$"))
_DEMONYMS = ("ian", "yan", "ean", "ese", "ish", "ican", "qi", "ani")
_OF_PLACES = (*_DEMONYMS, "-based")
# Tags that no correction below changes, but for a word near the start that looks like a verb.
_SETTLED = frozenset(
    (
        ",",
        ".",
        ":",
        "(",
        ")",
        "``",
        "CC",
        "CD",
        "DATE",
        "DT",
        "IN",
        "PRP",
        "PRP$",
        "THAT",
        "TO",
        "WP",
    )
)
_PARTICLES = frozenset(("down", "off", "up", "out", "dead", "back"))
_OBJECT = frozenset(("DT", "PRP$", "TO", "THAT", "PRP", "NNP", "CD"))
_TIMELY = frozenset(("first", "last", "late", "early"))
_NOUN_OR_ADJECTIVE = frozenset(("NN", "NNS", "JJ", "RB"))
_VERB_OR_NOUN = frozenset(("NN", "NNS", "VB", "VBP", "JJ", "VBZ", "VBD"))


def _noun_adjective(
    tokens: Tokens, i: int, before: str, after: str, lexicon: Lexicon
) -> str | None:
    """An adjective that is a noun or a verb here: "an official told", "critics alleged that"."""
    low = tokens.lows[i]
    if "-" in low and tokens.tags[i] in ("NN", "JJR") and after in NOUNS:
        return "JJ"
    if tokens.tags[i] != "JJ":
        return None
    if after == "THAT" and before in NOUNS and low.endswith("ed"):
        return "VBD" if lexicon.is_verb("complement", lexicon.base_of(low)) else None
    alone = after not in NOUNS | {"JJ", "CC", ",", "CD"}
    return (
        "NN" if low in lexicon.sets["noun_adjective"] and before in ("DT", "JJ") and alone else None
    )


def _leading_participle(
    tokens: Tokens,
    i: int,
    before: str,  # noqa: ARG001
    after: str,
    lexicon: Lexicon,
) -> str | None:
    """A participle that opens the sentence: "Warning that …, X left", "Rebranded to …, X left"."""
    low = tokens.lows[i]
    if i > 2 or not low.endswith(("ing", "ed")) or "," not in tokens.tags[i + 1 :]:
        return None
    if any(word[:1].isalnum() for word in tokens.words[:i]):
        return None
    if low in lexicon.sets["preposition"]:
        return None
    object_follows = after in ("DT", "PRP$") or (low in lexicon.base and after in ("THAT", "PRP"))
    if low.endswith("ing") and object_follows:
        return "VBG"
    formed = low.endswith("ed") and len(low) > 5 and tokens.words[i][1:].islower()
    known = lexicon.base_of(low.removeprefix("re")) in lexicon.bases
    if formed and (known or low in lexicon.base) and after in ("TO", "IN", "DATE"):
        return "VBN"
    return None


def _demonym(
    tokens: Tokens,
    i: int,
    before: str,
    after: str,
    lexicon: Lexicon,  # noqa: ARG001
) -> str | None:
    """An adjective of a place before a noun in small letters: "Libyan funds", "Oslo-based"."""
    following = tokens.words[i + 1] if i + 1 < len(tokens) else ""
    if tokens.lows[i].endswith("-based") and before != "NNP" and following.islower():
        return "JJ"
    if tokens.tags[i] != "NNP" or not tokens.lows[i].endswith(_DEMONYMS) or len(following) < 3:
        return None
    return "JJ" if following.islower() and after in ("NN", "NNS", "VBZ", "VB", "VBP") else None


def _helper_verb(low: str, lexicon: Lexicon) -> bool:
    return any(low in lexicon.sets[kind] for kind in ("be", "have", "do"))


def noun_too(low: str, lexicon: Lexicon) -> bool:
    """Whether an -s form of a verb is the plural of a noun as well ("strikes")."""
    base = lexicon.base.get(low, "")
    return low in lexicon.nouns or base in lexicon.nouns or lexicon.words.get(base) == "NN"


def _plural(tokens: Tokens, i: int, before: str, after: str, lexicon: Lexicon) -> str | None:
    """A plural that looks like a verb: "air strikes began"."""
    low = tokens.lows[i]
    if tokens.tags[i] != "VBZ" or _helper_verb(low, lexicon):
        return None
    if low.endswith("s") and after in FINITE and before in _BEFORE_PLURAL:
        return "NNS"
    if before in ("NN", "JJ") and after not in _OBJECT:
        second = i > 1 and tokens.tags[i - 2] in FINITE | {"VBN"}
        return "NNS" if second or noun_too(low, lexicon) else None
    return None


def _past(tokens: Tokens, i: int, before: str, after: str, lexicon: Lexicon) -> str | None:
    """A simple past that looks like a noun or a base form: "the airstrike hit the camp"."""
    here, low = tokens.tags[i], tokens.lows[i]
    if low not in lexicon.past:
        return None
    particle = i + 1 < len(tokens) and tokens.lows[i + 1] in _PARTICLES
    object_follows = after in ("CD", "DT", "PRP$") or particle
    subject_before = before in ("NN", "NNP", "PRP", "NNS")
    if here == "NN" and object_follows and subject_before and not _verb_near(tokens, i, lexicon):
        return "VBD"
    return "VBD" if here == "VB" and before in NOUNS else None


def _verb_near(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether a finite verb stands near that is no verb of saying before token `i`.

    (In "officials said the airstrike hit the camp" both verbs are finite.)
    """
    if not finite_near(tokens, i):
        return False
    says = lexicon.is_verb("complement", lexicon.base_of(tokens.lows[i]))
    ahead = finite_ahead(tokens, i) and not says
    j = i - 1
    while j >= 0 and tokens.tags[j] not in FINITE:
        j -= 1
    if j < 0:
        return ahead
    return ahead or not lexicon.is_verb("complement", lexicon.base_of(tokens.lows[j]))


def _base_form(tokens: Tokens, i: int, before: str, after: str, lexicon: Lexicon) -> str | None:
    """The base form after "to", a modal or "did"; an adverb before a verb; a noun "will"."""
    here, low = tokens.tags[i], tokens.lows[i]
    if here == "MD" and before in ("PRP$", "DT"):
        return "NN"
    if here in ("NN", "JJ") and low.endswith("ing") and helped(tokens, i, lexicon.sets["be"]):
        return "VBG" if lexicon.base_of(low) in lexicon.bases else None
    if low in ("first", "last") and after in ("VBD", "VBN", "VBZ"):
        return "RB"
    if low in ("late", "early") and after == "IN" and "DATE" in tokens.tags[i + 2 : i + 4]:
        return "RB"
    if here in ("VB", "VBP") and before in ("TO", "MD"):
        return "VB"
    if here in _VERB_OR_NOUN and low in lexicon.bases:
        if before in ("TO", "MD") and (after != "NNP" or here != "NN"):
            return "VB"
        if helped(tokens, i, lexicon.sets["do"]):
            return "VB"
    return None


def _noun(tokens: Tokens, i: int, before: str, after: str, lexicon: Lexicon) -> str | None:
    """A noun that looks like a verb: "the uprising", "its plans"."""
    here, low = tokens.tags[i], tokens.lows[i]
    if here == "VBG":
        event = low in lexicon.nouns and after not in ("DT", "PRP$", "PRP")
        if event and before in ("JJ", "DT", "NNP", "NN", "POS", "CD", "PRP$"):
            return "NN"
        if "-" in low and after in NOUNS:
            return "JJ"
        return "NN" if before in ("DT", "PRP$", "POS") else None
    if here not in ("VB", "VBP", "VBZ") or _helper_verb(low, lexicon):
        return None
    if before in _NOUN_BEFORE:
        return "NNS" if low.endswith("s") else "NN"
    if here != "VBZ" and before == "NN" and tokens.tags[i - 1] == "NN" and low not in lexicon.past:
        return "NN"
    return None


def _verb(tokens: Tokens, i: int, before: str, after: str, lexicon: Lexicon) -> str | None:
    """A finite verb that looks like a base form, a plural or a possessive."""
    here, low = tokens.tags[i], tokens.lows[i]
    caused = here in ("VB", "VBP") and i > 1 and tokens.tags[i - 1] == "PRP"
    if caused and lexicon.is_verb("causing", lexicon.base_of(tokens.lows[i - 2])):
        return "VB"
    if here == "VB" and before in ("NNS", "NNPS", "PRP", "WP", "NNP"):
        return "VBP" if low not in lexicon.past else "VBD"
    third = i > 0 and tokens.lows[i - 1] in ("he", "she", "it")
    if here == "NNS" and low in lexicon.base and (third or (before == "WP" and after in _OBJECT)):
        return "VBZ"
    if here == "NNS" and low in lexicon.base and not finite_near(tokens, i):
        dated = i > 0 and tokens.tags[i - 1] == "DATE" and before == "NNS"
        if after in _OBJECT and (dated or before in ("NNP", "PRP", "WP", "NN")):
            return "VBZ"
        particle = i + 2 < len(tokens) and tokens.lows[i + 1] in _PARTICLES
        if before == "NNP" and particle and tokens.tags[i + 2] in ("DT", "PRP$", "CD"):
            return "VBZ"
    return "VBZ" if low == "'s" and before in ("PRP", "EX", "WP", "THAT") else None


_Rule = Callable[[Tokens, int, str, str, Lexicon], str | None]
_RULES: tuple[_Rule, ...] = (
    _noun_adjective, _leading_participle, _demonym, _plural, _past, _base_form, _noun, _verb,
)  # fmt: skip
# The rules that can correct a tag; of other tags all are tried.
_RULES_OF: Mapping[str, tuple[_Rule, ...]] = {
    **dict.fromkeys(_SETTLED, ()),
    "JJ": (_noun_adjective, _base_form),
    "NN": (_noun_adjective, _past, _base_form),
    "NNP": (_demonym,),
    "NNS": (_base_form, _verb),
    "RB": (_base_form,),
    "VB": (_past, _base_form, _noun, _verb),
    "VBD": (_base_form,),
    "VBG": (_base_form, _noun),
    "VBN": (_base_form,),
    "VBP": (_base_form, _noun, _verb),
    "VBZ": (_plural, _base_form, _noun),
}


def _is_plain(low: str, tag: str, lexicon: Lexicon) -> bool:
    """Whether a name, noun, adjective or adverb has no form that any rule asks for."""
    if tag == "NNP":
        return not low.endswith(_OF_PLACES)
    if tag not in _NOUN_OR_ADJECTIVE:
        return False
    verbal = low in lexicon.base or low.endswith(("ing", "ed"))
    return not (verbal or "-" in low or low in _TIMELY or low in lexicon.sets["noun_adjective"])


_LATIN = frozenset(("He", "You", "She", "It"))


def _names_like_pronouns(tokens: Tokens) -> None:
    """Tag the name in "Liu He": a capital after a name, where no sentence begins."""
    for i, word in enumerate(tokens.words):
        if word in _LATIN and i and tokens.tags[i - 1] == "NNP":
            tokens.tags[i] = "NNP"


def patch(tokens: Tokens, lexicon: Lexicon) -> None:
    """Correct the tags of a sentence in place, from the first to the last token."""
    tags, lows = tokens.tags, tokens.lows
    last = len(tags) - 1
    before = "."
    if not _LATIN.isdisjoint(tokens.words):
        _names_like_pronouns(tokens)
    for i, here in enumerate(tags):
        rules = _RULES_OF.get(here, _RULES)
        if i < 3 and (lows[i] in _TIMELY or lows[i].endswith(("ing", "ed"))):
            rules = _RULES
        elif rules and _is_plain(lows[i], here, lexicon):
            rules = ()
        after = tags[i + 1] if rules and i < last else "."
        for rule in rules:
            better = rule(tokens, i, before, after, lexicon)
            if better:
                here = tags[i] = better
                break
        if here not in SKIPPED:
            before = here
