"""Simple past or past participle: which of the two an -ed form is, by its surroundings."""

from __future__ import annotations

from functools import lru_cache

from timeline.events.lexicon import Lexicon
from timeline.events.patches import noun_too
from timeline.events.penn import FINITE, NOUNS, finite_ahead, finite_near, helped, previous
from timeline.events.tokens import Tokens

_HELPERS = frozenset(("get", "got", "gets", "getting", "become", "became", "becomes", "becoming"))
_DOUBTFUL = frozenset(("VBD", "VBN", "JJ", "NN"))
_DATE_LEADS = frozenset(
    ("on", "in", "at", "late", "early", "since", "the", "by", "during", "later", "over")
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


def settle_ed_forms(tokens: Tokens, lexicon: Lexicon) -> None:
    """Tell simple pasts from participles where a form can be both, in place."""
    for i, (low, here) in enumerate(zip(tokens.lows, tokens.tags, strict=True)):
        if here not in _DOUBTFUL or not _is_ed(low, lexicon):
            continue
        past = low.endswith("ed") or low in lexicon.past
        if here in ("JJ", "NN") and not past:
            continue
        if helped(tokens, i, _helpers(lexicon)):
            adjective = lexicon.words.get(low) == "JJ" and tokens.tags[i + 1 : i + 2] == ["NN"]
            had = adjective and helped(tokens, i, lexicon.sets["have"])
            tokens.tags[i] = "JJ" if had else "VBN"
        elif here in ("JJ", "NN"):
            if previous(tokens, i) in ("WP", "PRP", "NNP") and not finite_near(tokens, i):
                tokens.tags[i] = "VBD"
        elif low == "said":
            tokens.tags[i] = "VBD"
        elif _is_participle(tokens, i, lexicon):
            tokens.tags[i] = "VBN"
        elif past:
            tokens.tags[i] = "VBD"


@lru_cache(maxsize=1)
def _helpers(lexicon: Lexicon) -> frozenset[str]:
    return _HELPERS | lexicon.sets["be"] | lexicon.sets["have"]


def _is_participle(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    if _modifies(tokens, i) or _joined(tokens, i) or _leads(tokens, i):
        return True
    if lexicon.is_verb("obligatory", lexicon.base_of(tokens.lows[i])):
        follows = i + 1 < len(tokens) and tokens.tags[i + 1] in ("IN", "DATE", "TO")
        if follows and tokens.tags[i - 1] in NOUNS and _finite_before(tokens, i):
            return True
    if lexicon.is_verb("intransitive", lexicon.base_of(tokens.lows[i])):
        return False
    return (
        _in_leading_phrase(tokens, i, lexicon)
        or _reduced_relative(tokens, i, lexicon)
        or _after_object(tokens, i, lexicon)
    )


def _leads(tokens: Tokens, i: int) -> bool:
    """Whether an -ed form opens a sentence or a bracket ("Built in 1931, the tower …")."""
    j = i - 1
    while j >= 0 and tokens.tags[j] == "RB":
        j -= 1
    follows = tokens.tags[i + 1] if i + 1 < len(tokens) else "."
    if follows not in ("IN", "TO", "DATE", "RB"):
        return False
    if j >= 0:
        return tokens.tags[j] == "(" and follows in ("IN", "DATE")
    rest = tokens.tags[i + 1 :]
    after = rest[rest.index(",") :] if "," in rest else []
    return any(tag in FINITE or tag == "VBN" for tag in after)


def _joined(tokens: Tokens, i: int) -> bool:
    """Whether a participle, "and", and "by" after it make a second participle of it."""
    tags = tokens.tags
    return i > 1 and tags[i - 1] == "CC" and tags[i - 2] == "VBN" and _by_follows(tokens, i)


def _modifies(tokens: Tokens, i: int) -> bool:
    """Whether an -ed form stands before its noun ("the agreed terms")."""
    before = _before_date(tokens, i)
    after = tokens.tags[i + 1] if i + 1 < len(tokens) else "."
    if before in (".", "``", ",") and (after in NOUNS or (before == "," and after == "JJ")):
        led = i > 2 and tokens.tags[i - 3] in ("DT", "PRP$")
        listed = after in NOUNS and led and tokens.tags[i - 2] == "JJ"
        return before != "," or listed or _opens_clause(tokens, i)
    if tokens.tags[i + 1 : i + 3] == [",", "JJ"] and tokens.tags[i + 3 : i + 4] in (
        ["NN"],
        ["NNS"],
    ):
        return any(tag in FINITE for tag in tokens.tags[:i])
    if before in ("DT", "PRP$", "POS", "IN", "TO"):
        return True
    if before == "CC" and i > 2 and tokens.tags[i - 2] in ("VBN", "JJ"):
        return tokens.tags[i - 3] in ("DT", "PRP$") and after in NOUNS | {"JJ"}
    if before not in ("JJ", "JJR", "CD"):
        return False
    return after in NOUNS or after in ("JJ", "CC", ",")


def _opens_clause(tokens: Tokens, i: int) -> bool:
    """Whether an -ed form behind a leading phrase opens the subject ("On Friday, armed men …")."""
    lead = tokens.tags[: i - 1]
    if tokens.tags[i - 1] != "," or not lead or lead[0] not in ("IN", "DATE", "RB"):
        return False
    return not any(tag in FINITE or tag in (",", "VBD") for tag in lead) and finite_ahead(tokens, i)


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


@lru_cache(maxsize=8192)
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
    if lows[i - 1] == "one" and lows[i] in lexicon.participles and before == "CD":
        return _certain_finite_ahead(tokens, after, lexicon)
    if before in NOUNS and _name_then_past(tokens, after, lexicon):
        return True
    agent = after + (tags[after] == "DATE" and after + 1 < len(tags))
    measured = agent + 1 < len(tags) and tags[agent + 1] == "CD"
    if lows[agent] == "by" and not measured and before in (",", "NN", "NNS", "NNP", "NNPS"):
        return not (before != "," and lows[i] in lexicon.past - lexicon.participles)
    if before == ",":
        follows = tags[after] in ("IN", "TO", "DATE")
        return follows and (
            _finite_before(tokens, i) or _finite_after_comma(tokens, after, lexicon)
        )
    if before in NOUNS and tags[after] in ("IN", "DATE") and _in_apposition(tokens, i, lexicon):
        return True
    perceived = lexicon.is_verb("perception", lexicon.base_of(lows[i]))
    if tags[after] not in ("IN", "TO", "DATE", "RB") and not (tags[after] == "VBG" and perceived):
        return False
    says = lexicon.is_verb("complement", lexicon.base_of(lows[i]))
    if says and tags[after] != "IN":
        return False
    return _certain_finite_ahead(tokens, after, lexicon)


def _in_apposition(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether an -ed form is inside an aside ("Ada Lund, the envoy killed in Lima, was …")."""
    tags = tokens.tags
    j = i - 1
    while j > 0 and (tags[j] in NOUNS or tags[j] in ("JJ", "CD", "POS")):
        j -= 1
    aside = j > 1 and tags[j] == "DT" and tags[j - 1] == "," and tags[j - 2] == "NNP"
    return aside and _finite_after_comma(tokens, i + 1, lexicon)


def _name_then_past(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether "PREPOSITION NAME -ed PREPOSITION" follows: a name takes no bare participle.

    So the second of "jets deployed over Libya fired at a camp" is the verb of the clause.
    """
    j = i + 1
    if tokens.tags[i] != "IN":
        return False
    while j < len(tokens) and tokens.tags[j] == "NNP":
        j += 1
    if j == i + 1 or j + 1 >= len(tokens) or not _is_ed(tokens.lows[j], lexicon):
        return False
    verb = tokens.tags[j] in ("VBD", "VBN") and tokens.lows[j] in lexicon.past
    return verb and tokens.tags[j + 1] in ("IN", "TO", "DT", "CD") and not _by_follows(tokens, j)


def _by_follows(tokens: Tokens, i: int) -> bool:
    """Whether "by" follows token `i`."""
    return i + 1 < len(tokens) and tokens.lows[i + 1] == "by"


def _in_leading_phrase(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether an -ed form is in a phrase that opens the sentence ("In a talk read on TV, X …")."""
    if tokens.tags[0] != "IN" or tokens.lows[0] in _OPENERS or i < 2 or i > 14:
        return False
    if _only_past(tokens.lows[i], lexicon):
        return False
    if any(tag in (",", "DATE", "PRP", "WP", ":") or tag in FINITE for tag in tokens.tags[:i]):
        return False
    comma = next((j for j in range(i, len(tokens)) if tokens.tags[j] == ","), -1)
    return comma > 0 and any(tag in FINITE for tag in tokens.tags[comma:])


def _after_object(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether an -ed form follows the object of a verb, so that it can only be a participle.

    ("identify products made in China": nothing between the verbs opens a new clause.)
    """
    if _only_past(tokens.lows[i], lexicon) or tokens.tags[i - 1] not in NOUNS or i < 2:
        return False
    if tokens.tags[i - 1] == "NNP" and not finite_near(tokens, i):
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


def _only_past(low: str, lexicon: Lexicon) -> bool:
    """Whether a form can only be a simple past ("took")."""
    return low in lexicon.past and low not in lexicon.participles


def _finite_after_comma(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether a comma after token `i` is followed at once by the next finite verb."""
    for j in range(i, len(tokens) - 1):
        if tokens.tags[j] in FINITE:
            return False
        if tokens.tags[j] == ",":
            k = j + 1
            while k < len(tokens) - 1 and tokens.tags[k] == "RB":
                k += 1
            unsettled = tokens.tags[k] == "VBN" and tokens.lows[k] in lexicon.past
            if tokens.tags[k] in FINITE or unsettled:
                return True
    return False


def _finite_before(tokens: Tokens, i: int) -> bool:
    """Whether a finite verb stands before token `i`, relative clauses between commas left out."""
    inside = False
    for j, tag in enumerate(tokens.tags[:i]):
        if tag == "WP" and j and tokens.tags[j - 1] == ",":
            inside = True
        elif tag == ",":
            inside = False
        elif tag in FINITE and not inside:
            return True
    return False


def _certain_finite_ahead(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    for j in range(i, len(tokens)):
        tag, low = tokens.tags[j], tokens.lows[j]
        if tag in (",", ":", ".", "WP", "THAT", "CC", "``", "(", "PRP") or low in _STOPPERS:
            return False
        if (
            tag == "MD"
            or (tag == "VBZ" and not noun_too(low, lexicon))
            or low in ("was", "were", "is", "are", "had", "has", "have")
        ):
            return True
        if tag == "VBD" and low in lexicon.past and low not in lexicon.participles:
            return True
        if tag == "VBD" and low in ("said", "told"):
            return True
    return False
