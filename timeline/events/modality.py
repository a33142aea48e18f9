"""How sure the text is that the event happened: asserted, reported, planned, possible, negated.

The cue words are those of FactBank (Saurí and Pustejovsky 2009), reduced to what a clause says
with its own verb, its subject and the clause above it. An act that is itself the event is
asserted ("Peru accused Chile of …", "Norway cancelled the summit").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources

from timeline.events.candidates import When
from timeline.events.clauses import Clause, Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.tokens import Tokens
from timeline.events.verbs import VerbGroup
from timeline.models import Modality

Judgement = tuple[Modality, str]
_REACH = 4  # tokens behind a verb in which its infinitive begins


@lru_cache(maxsize=1)
def _cues() -> Mapping[str, Mapping[str, frozenset[str]]]:
    place = resources.files("timeline.events").joinpath("data", "modality.toml")
    raw = tomllib.loads(place.read_text("utf-8"))
    return {
        modality: {kind: frozenset(words.split()) for kind, words in lists.items()}
        for modality, lists in raw.items()
    }


def find_modality(
    tokens: Tokens, clauses: Clauses, clause: Clause, when: When, lexicon: Lexicon
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
        or _promised(clauses, clause, when)
        or _possible(tokens, clauses, clause, when, lexicon)
        or _planned(tokens, clauses, clause, when, lexicon)
    )
    if found:
        return found
    if when.is_future:
        return "planned", "date after publication"
    return _reported(tokens, clauses, clause, lexicon) or ("asserted", None)


def find_nominal_modality(
    tokens: Tokens,
    inside: Iterable[int],
    clauses: Clauses,
    clause: Clause,
    when: When,
    lexicon: Lexicon,
) -> tuple[Modality, str | None]:
    """Judge a named event: by its attributes, then, if it is to come, by its clause.

    Args:
        tokens: of the sentence.
        inside: the tokens of the name ("potential strike in Antwerp").
        clauses: of the sentence.
        clause: the clause that the date is in.
        when: its date.
        lexicon: word lists.

    Returns:
        The modality and the word that says so (None where nothing does).
    """
    for j in inside:
        if tokens.lows[j] in _cues()["possible"]["attributes"]:
            return "possible", tokens.lows[j]
        if when.is_future and tokens.lows[j] in _cues()["planned"]["attributes"]:
            return "planned", tokens.lows[j]
    modality, cue = find_modality(tokens, clauses, clause, when, lexicon)
    if modality in ("negated", "possible", "planned") and not when.is_future:
        return "asserted", None
    return modality, cue


def _parent(clauses: Clauses, clause: Clause) -> Clause | None:
    """The clause above a complement."""
    if clause.kind != "complement" or clause.parent < 0:
        return None
    return clauses.items[clause.parent]


def _infinitive(tokens: Tokens, clause: Clause) -> int:
    """The "to" of an infinitive that a clause's verb leads to, or -1."""
    if clause.verb is None:
        return -1
    reach = range(clause.verb.end, min(clause.verb.end + _REACH, len(tokens)))
    return next((j for j in reach if tokens.tags[j] == "TO"), -1)


def _negated(tokens: Tokens, clauses: Clauses, clause: Clause) -> Judgement | None:
    cues, verb = _cues()["negated"], clause.verb
    if verb is None:
        return None
    if verb.negated:
        return "negated", tokens.lows[verb.cue]
    for j in range(clause.begin, verb.start):
        if clauses.owner[j] == clause.index and tokens.lows[j] in cues["quantifiers"]:
            return "negated", tokens.lows[j]
    if verb.head + 1 < len(tokens) and tokens.lows[verb.head + 1] == "no":
        return "negated", "no"
    infinitive = _infinitive(tokens, clause)
    if infinitive >= 0:
        if verb.base in cues["implicatives"]:
            return "negated", tokens.lows[verb.head]
        for j in range(verb.end, infinitive):
            if tokens.lows[j] in cues["adjectives"]:
                return "negated", tokens.lows[j]
    return _denied(tokens, clauses, clause)


def _denied(tokens: Tokens, clauses: Clauses, clause: Clause) -> Judgement | None:
    """Whether a clause denies something, or is denied ("called false a report that …")."""
    cues, verb = _cues()["negated"], clause.verb
    parent = _parent(clauses, clause)
    if parent and parent.verb:
        for j in range(parent.verb.end, max(parent.verb.end, clause.opener)):
            if tokens.lows[j] in cues["false"]:
                return "negated", tokens.lows[j]
    if verb is None or verb.base not in cues["denials"] or verb.passive:
        return None
    told = any(child.kind == "complement" for child in clauses.children(clause.index))
    following = tokens.tags[verb.end] if verb.end < len(tokens) else ""
    denies = told or (verb.base == "deny" and following == "VBG")
    return ("negated", tokens.lows[verb.head]) if denies else None


def _promised(clauses: Clauses, clause: Clause, when: When) -> Judgement | None:
    """Whether "would" tells what somebody announced for a day to come."""
    parent, verb = _parent(clauses, clause), clause.verb
    if not when.is_future or verb is None or verb.modal not in ("would", "'d"):
        return None
    announced = parent is not None and parent.verb is not None and (
        parent.verb.base in _cues()["planned"]["announcing"]
    )  # fmt: skip
    return ("planned", verb.modal) if announced else None


def _possible(
    tokens: Tokens, clauses: Clauses, clause: Clause, when: When, lexicon: Lexicon
) -> Judgement | None:
    cues, verb = _cues()["possible"], clause.verb
    if verb and verb.modal in lexicon.sets["possible_modal"]:
        return "possible", str(verb.modal)
    if clause.opener >= 0 and tokens.lows[clause.opener] in lexicon.sets["condition"]:
        return "possible", tokens.lows[clause.opener]
    if verb is None:
        return None
    start = verb.start
    while start > 0 and tokens.tags[start - 1] in ("RB", "DATE"):
        start -= 1
    first = [0] if clause.kind == "main" else []
    for j in (*first, *range(start, min(verb.end + 1, len(tokens)))):
        if tokens.lows[j] in cues["adverbs"]:
            return "possible", tokens.lows[j]
    if not when.is_future:
        return None
    if verb.modal in ("can", "ca") or verb.base in cues["verbs"]:
        return "possible", tokens.lows[verb.start if verb.modal else verb.head]
    parent = _parent(clauses, clause)
    if parent and parent.verb and parent.verb.base in cues["verbs"]:
        return "possible", tokens.lows[parent.verb.head]
    return _conditional(tokens, clauses, clause)


def _conditional(tokens: Tokens, clauses: Clauses, clause: Clause) -> Judgement | None:
    """Whether a condition stands beside a clause ("Unless Norway pays, Chile closes the port")."""
    for child in clauses.children(clause.index):
        opener = tokens.lows[child.opener] if child.opener >= 0 else ""
        if child.kind == "subordinate" and opener in _cues()["possible"]["conditions"]:
            return "possible", opener
    return None


def _planned(
    tokens: Tokens, clauses: Clauses, clause: Clause, when: When, lexicon: Lexicon
) -> Judgement | None:
    verb = clause.verb
    if not verb or _is_done(verb, when, lexicon):
        return None
    if verb.tense == "future":
        return "planned", str(verb.modal)
    found = _led_to(tokens, clause, when.token, lexicon)
    if found is None and when.is_future:
        found = _set_for(tokens, clause, lexicon)
    if found and verb.tense in ("past", "pluperfect"):
        return _thwarted(tokens, clauses, clause) or found
    return found


def _is_done(verb: VerbGroup, when: When, lexicon: Lexicon) -> bool:
    """Whether to say it was the act ("agreed to disarm in 2003"), whatever came of it."""
    return (
        verb.tense == "past"
        and not verb.passive
        and not when.is_future
        and lexicon.is_verb("performative", verb.base)
    )


def _led_to(tokens: Tokens, clause: Clause, date: int, lexicon: Lexicon) -> Judgement | None:
    """A verb or word of planning with the infinitive that the date belongs to."""
    verb, infinitive = clause.verb, _infinitive(tokens, clause)
    if verb is None or infinitive < 0 or 0 <= date < infinitive:
        return None
    if verb.base == "be" and infinitive == verb.end:
        return "planned", "to"
    words = _cues()["planned"]["words"]
    for j in (*range(verb.end, infinitive), verb.head):
        if tokens.lows[j] in words or tokens.lows[j] in lexicon.sets["planned_word"]:
            return "planned", tokens.lows[j]
    if lexicon.is_verb("planned", verb.base) or verb.base == "want":
        return "planned", tokens.lows[verb.head]
    return None


def _set_for(tokens: Tokens, clause: Clause, lexicon: Lexicon) -> Judgement | None:
    """A passive of planning without infinitive ("is expected in Oslo", "was postponed to")."""
    verb, cues = clause.verb, _cues()["planned"]
    if verb is None:
        return None
    planned = tokens.lows[verb.head] in cues["words"] or lexicon.is_verb("planned", verb.base)
    if (verb.passive and planned) or verb.base in cues["moved"]:
        return "planned", tokens.lows[verb.head]
    due = tokens.lows[verb.end] if verb.end < len(tokens) else ""
    return ("planned", due) if verb.base == "be" and due in cues["words"] else None


def _thwarted(tokens: Tokens, clauses: Clauses, clause: Clause) -> Judgement | None:
    """What was planned and did not come about ("was scheduled to visit Lima but did not")."""
    for other in clauses.children(clause.index):
        if other.kind == "coordinate" and other.verb and other.verb.negated and other.opener >= 0:
            return "negated", tokens.lows[other.opener]
    return None


def _reported(
    tokens: Tokens, clauses: Clauses, clause: Clause, lexicon: Lexicon
) -> Judgement | None:
    cues = _cues()["reported"]
    parent = _parent(clauses, clause)
    if parent and parent.verb and (
        lexicon.is_verb("complement", parent.verb.base) or parent.verb.base in cues["verbs"]
    ):  # fmt: skip
        return "reported", tokens.lows[parent.verb.head]
    if clause.kind == "complement" and clause.opener > 0:
        before = tokens.lows[clause.opener - 1]
        noun = before in lexicon.sets["complement_noun"]
        if noun or lexicon.base_of(before) in cues["verbs"]:
            return "reported", before
    verb = clause.verb
    if verb and verb.passive and verb.base in cues["passives"]:
        following = tokens.tags[verb.end] if verb.end < len(tokens) else ""
        if following in ("TO", "IN"):
            return "reported", tokens.lows[verb.head]
    for other in clauses.items:
        if other.kind == "attribution" and other.verb:
            return "reported", tokens.lows[other.verb.head]
    adverbs = lexicon.sets["report_adverb"]
    if "according" not in tokens.lows and adverbs.isdisjoint(tokens.lows):
        return None
    for j, low in enumerate(tokens.lows):
        if low == "according" and j + 1 < len(tokens) and tokens.lows[j + 1] == "to":
            return "reported", "according to"
        if low in adverbs:
            return "reported", low
    return None
