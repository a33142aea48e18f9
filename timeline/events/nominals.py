"""Named events: noun phrases that a date modifies ("the 1988 bombing of Pan Am Flight 103")."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.clauses import Clauses
from timeline.events.lexicon import Happening, Lexicon
from timeline.events.penn import NOUNS
from timeline.events.references import render
from timeline.events.tokens import Tokens

_INSIDE = NOUNS | {"JJ", "VBN", "CD", "VBG"}
_AFTER = NOUNS | {"JJ", "DT", "CD", "POS", "VBN"}
_OWNERS = frozenset(("DT", "PRP$", "JJ", "POS", "DATE"))
_LINKS = frozenset(
    ("of", "in", "between", "against", "at", "with", "on", "near", "for", "from", "by", "over",
     "to")
)  # fmt: skip
_COUNTED_FROM = frozenset(
    (("eve", "of"), ("ahead", "of"), ("advance", "of"), ("anniversary", "of"), ("victims", "of"),
     ("survivors", "of"), ("wake", "of"), ("aftermath", "of"), ("response", "to"),
     ("reaction", "to"), ("retaliation", "for"), ("revenge", "for"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nominal:
    """A named event.

    Attributes:
        text: title, without determiner and date.
        head: token of the event noun; happening: what it says happens.
        tokens: kept tokens.
        pattern: `modifier` (DATE NOUN, NOUN of DATE), `located` (NOUN in DATE).
        named: whether it holds a proper name.
        complete: whether a name before its noun is all that it needs ("Minsk agreements").
    """

    text: str
    head: int
    happening: Happening
    tokens: tuple[int, ...]
    pattern: str
    named: bool
    complete: bool = False


def find_nominal(tokens: Tokens, clauses: Clauses, date: int, lexicon: Lexicon) -> Nominal | None:
    """Find the named event that a date modifies, if there is one that stands alone."""
    found = _modified(tokens, date, lexicon) or _located(tokens, clauses, date, lexicon)
    return found if found and _stands_alone(found, tokens, lexicon) else None


def _modified(tokens: Tokens, date: int, lexicon: Lexicon) -> Nominal | None:
    """DATE ('s) [adjective, noun]* EVENT [of NP], and "2014 with the Minsk agreements"."""
    tags, lows = tokens.tags, tokens.lows
    j = date + 1
    if j < len(tags) and tags[j] == "POS":
        j += 1
    elif (
        j + 1 < len(tags)
        and lows[j] == "with"
        and tags[j + 1] == "DT"
        and not any(c.isalpha() for c in tokens.words[date])
    ):
        j += 2
    head = -1
    start = j
    owned = j > date + 1 or (date > 0 and tags[date - 1] in _OWNERS)
    spoken = not any(c.isdigit() for c in tokens.words[date])
    if j < len(tags) and not owned and (spoken or tags[j] in ("VBN", "VBG")):
        return None
    while j < len(tags) and j - start < 6 and (tags[j] in _INSIDE or tags[j] == "POS"):
        if lows[j] in lexicon.nouns and tags[j] not in ("JJ",):
            head = j
        j += 1
    if head < 0 or (head + 1 < len(tags) and tags[head + 1] in NOUNS):
        return None
    return _make(tokens, _owner_start(tokens, date, start), head, date, "modifier", lexicon)


def _owner_start(tokens: Tokens, date: int, start: int) -> int:
    """Where the owner in "Saddam Hussein's 2003 ouster" begins; `start` if there is none."""
    tags = tokens.tags
    if start != date + 1 or date < 2 or tags[date - 1] != "POS" or tags[date - 2] != "NNP":
        return start
    first = date - 2
    while first > 0 and tags[first - 1] == "NNP":
        first -= 1
    return start if first and tokens.lows[first - 1] in ("of", "for", "and") else first


def _located(tokens: Tokens, clauses: Clauses, date: int, lexicon: Lexicon) -> Nominal | None:
    """EVENT [of/in NP] (in, on) DATE, where the verb says little or there is none."""
    tags, lows = tokens.tags, tokens.lows
    j = date - 1
    while j >= 0 and (
        lows[j] in lexicon.sets["date_preposition"] or lows[j] in ("the", "early", "late")
    ):
        j -= 1
    held = j > 0 and lows[j] == "held" and tags[j] == "VBN"
    if held:
        j -= 2 if tags[j - 1] == "," else 1
    limit = max(0, j - 14)
    k = j
    head = -1
    while k >= limit and (tags[k] in _AFTER or lows[k] in _LINKS or tags[k] in ("CC", ",")):
        if lows[k] in lexicon.nouns and tags[k] in NOUNS and tags[k + 1] not in NOUNS:
            if lows[k] == "anniversary":
                break
            head = k
        k -= 1
    if head < 0 or (tags[j] == "VBN" and not held):
        return None  # "a plan announced in May": the participle has the date
    clause = clauses.of(date)
    verb = clause.verb
    bound = date > 0 and lows[date - 1] == "of"
    light = (
        bound
        or held
        or _led_in(tokens, head)
        or verb is None
        or verb.base in lexicon.verbs["light"]
        or tokens.quoted[date]
    )
    touching = all(tags[m] != "," for m in range(head, j + 1))
    if not light or not touching:
        return None
    start = head
    while start > 0 and tags[start - 1] in _INSIDE | {"POS"}:
        start -= 1
    if any(group.start <= start < group.end for group in clauses.groups.values()):
        return None
    pattern = "modifier" if bound else "located"
    return _make(tokens, start, head, date, pattern, lexicon)


def _led_in(tokens: Tokens, head: int) -> bool:
    """Whether an event is only what something else counts from ("since the war in 2003").

    The date of such a phrase is that of its event, whatever the verb of the clause is.
    """
    j = head - 1
    while j > 0 and tokens.tags[j] in _INSIDE | {"DT", "POS", "PRP$"}:
        j -= 1
    if tokens.lows[j] in ("since", "before"):
        return True
    return tuple(tokens.lows[max(j - 1, 0) : j + 1]) in _COUNTED_FROM


def _make(
    tokens: Tokens, start: int, head: int, date: int, pattern: str, lexicon: Lexicon
) -> Nominal | None:
    tags, lows = tokens.tags, tokens.lows
    kept = list(range(start, head + 1))
    j = head + 1
    while j < len(tags) and lows[j] in _LINKS and j + 1 < len(tags):
        if lows[j] == "to" and tags[j + 1] not in ("DT", "NNP", "PRP$"):
            break
        phrase = _phrase(tokens, j + 1, lows[j] == "between")
        if phrase and _name_cut_off(tokens, phrase):
            return None
        if not phrase or date in phrase or (lows[j] == "with" and tags[j + 1] == "CD"):
            break
        kept += [j, *phrase]
        j = phrase[-1] + 1
        if len(kept) > 16:
            break
    kept = [i for i in kept if tags[i] != "DATE"]
    while kept and tags[kept[0]] in ("POS", "CD", "DT") and kept[0] < head:
        kept = kept[1:]
    if not kept:
        return None
    named = any(tags[i] == "NNP" for i in kept) or any(
        tags[i] == "JJ" and tokens.words[i][:1].isupper() for i in kept
    )
    text = render(tokens, kept)
    return Nominal(
        text[:1].upper() + text[1:],
        head,
        lexicon.nouns[lows[head]],
        tuple(kept),
        pattern,
        named,
        lows[head] in lexicon.sets["complete_event"],
    )


def _name_cut_off(tokens: Tokens, phrase: list[int]) -> bool:
    """Whether "a Birmingham" has lost the noun that "a" belongs to (", Ala., clinic")."""
    led = tokens.lows[phrase[0]] in ("a", "an") and tokens.tags[phrase[-1]] == "NNP"
    return led and tokens.tags[phrase[-1] + 1 : phrase[-1] + 2] == [","]


def _phrase(tokens: Tokens, start: int, joined: bool) -> list[int]:
    """A noun phrase from `start`, with "A and B" (of names, or of anything if `joined`)."""
    tags = tokens.tags
    j = start
    last_noun = -1
    while j < len(tags):
        if tags[j] in NOUNS or tags[j] == "CD":
            last_noun = j
        elif (
            tags[j] == "CC"
            and last_noun == j - 1
            and j + 1 < len(tags)
            and (joined or (tags[j + 1] == "NNP" and tags[j - 1] == "NNP"))
        ):
            pass
        elif tags[j] not in _AFTER:
            break
        j += 1
    if joined and tags[last_noun + 1 : last_noun + 3] == ["CC", "PRP$"]:
        return []  # "the meeting between Ada Lund and her brother": no name alone
    return list(range(start, last_noun + 1)) if last_noun >= 0 else []


def _stands_alone(found: Nominal, tokens: Tokens, lexicon: Lexicon) -> bool:
    if not found.named:
        return False
    words = [tokens.lows[i] for i in found.tokens]
    common = [tokens.lows[i] for i in found.tokens if tokens.tags[i] != "NNP"]
    if any(w in lexicon.sets["pronoun_any"] or w in lexicon.sets["pronoun_self"] for w in common):
        return False
    if len(words) == 1:
        return False
    head = tokens.lows[found.head]
    if len(words) == 2 and words[-1] == head and head not in lexicon.sets["complete_event"]:
        return False
    if found.tokens[-1] == found.head and tokens.tags[found.tokens[-2]] == "POS":
        return head in lexicon.sets["owned_event"] and len(found.text) <= 120
    generic = head in lexicon.sets["generic_event"]
    after = [i for i in found.tokens if i > found.head]
    before = [i for i in found.tokens if i < found.head]
    if generic and not any(
        tokens.tags[i] == "NNP" or tokens.words[i][:1].isupper() for i in before
    ):
        links = {tokens.lows[i] for i in after} & _LINKS
        return bool(links - {"in", "at", "near", "to"})
    return 2 <= len(words) <= 18 and len(found.text) <= 120
