"""How sure the text is that the event happened: asserted, reported, planned, possible, negated.

The cue words are those of FactBank (Saurí and Pustejovsky 2009), reduced to what a clause says
with its own verb, its subject and the clause above it.
"""

from __future__ import annotations

from timeline.events.candidates import When
from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup
from timeline.models import Modality


def find_modality(
    tokens: Tokens,
    clauses: Clauses,
    clause: Clause,
    when: When,
    lexicon: Lexicon,
) -> tuple[Modality, str | None]:
    """Judge a clause.

    Args:
        tokens: of the sentence.
        clauses: of the sentence.
        clause: the clause that tells the event.
        when: its date.
        lexicon: word lists.

    Returns:
        The modality and the word that says so (None where nothing does).
    """
    found = (
        _negated(tokens, clauses, clause)
        or _possible(tokens, clause, lexicon)
        or _planned(tokens, clause, when, lexicon)
    )
    if found:
        return found
    if when.is_future:
        return "planned", "date after publication"
    return _reported(tokens, clauses, clause, lexicon) or ("asserted", None)


def _negated(tokens: Tokens, clauses: Clauses, clause: Clause) -> tuple[Modality, str] | None:
    verb = clause.verb
    if verb and verb.negated:
        return "negated", tokens.lows[verb.cue]
    if verb:
        for j in range(clause.begin, verb.start):
            if clauses.owner[j] == clause.index and tokens.lows[j] in (
                "no", "neither", "nobody", "none", "nothing", "nor",
            ):  # fmt: skip
                return "negated", tokens.lows[j]
        if verb.head + 1 < len(tokens) and tokens.lows[verb.head + 1] == "no":
            return "negated", "no"
    return None


def _possible(tokens: Tokens, clause: Clause, lexicon: Lexicon) -> tuple[Modality, str] | None:
    verb = clause.verb
    if verb and verb.modal in lexicon.sets["possible_modal"]:
        return "possible", str(verb.modal)
    if clause.opener >= 0 and tokens.lows[clause.opener] in lexicon.sets["condition"]:
        return "possible", tokens.lows[clause.opener]
    if verb:
        for j in range(verb.start, min(verb.end + 1, len(tokens))):
            if tokens.lows[j] in ("likely", "unlikely", "possibly", "perhaps", "probably"):
                return "possible", tokens.lows[j]
    return None


def _planned(
    tokens: Tokens, clause: Clause, when: When, lexicon: Lexicon
) -> tuple[Modality, str] | None:
    verb, date = clause.verb, when.token
    if not verb or _is_done(verb, when, lexicon):
        return None
    if verb.tense == "future":
        return "planned", str(verb.modal)
    infinitive = next(
        (j for j in range(verb.end, min(verb.end + 4, len(tokens))) if tokens.tags[j] == "TO"), -1
    )
    if infinitive < 0:
        return None
    before_date = date < 0 or date > infinitive
    if verb.base == "be" and infinitive == verb.end:
        return "planned", "to"
    if lexicon.is_verb("planned", verb.base) and before_date:
        return "planned", tokens.lows[verb.head]
    for j in range(verb.end, infinitive):
        if tokens.lows[j] in lexicon.sets["planned_word"] and before_date:
            return "planned", tokens.lows[j]
    return None


def _is_done(verb: VerbGroup, when: When, lexicon: Lexicon) -> bool:
    """Whether to say it was the act ("agreed to disarm in 2003"), whatever came of it."""
    return (
        verb.tense == "past"
        and not verb.passive
        and not when.is_future
        and lexicon.is_verb("performative", verb.base)
    )


def _reported(
    tokens: Tokens, clauses: Clauses, clause: Clause, lexicon: Lexicon
) -> tuple[Modality, str] | None:
    if clause.kind == "complement" and clause.parent >= 0:
        parent = clauses.items[clause.parent].verb
        if parent and lexicon.is_verb("complement", parent.base):
            return "reported", tokens.lows[parent.head]
    for other in clauses.items:
        if other.kind == "attribution" and other.verb:
            return "reported", tokens.lows[other.verb.head]
    for j, low in enumerate(tokens.lows):
        if low == "according" and j + 1 < len(tokens) and tokens.lows[j + 1] == "to":
            return "reported", "according to"
        if low in lexicon.sets["report_adverb"]:
            return "reported", low
    return None
