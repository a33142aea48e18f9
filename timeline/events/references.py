"""Subjects as values, and the references that the article alone can restore."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from timeline.events.gazetteer import gazetteer
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.tokens import Tokens

SubjectKind = Literal["named", "common", "pronoun", "self", "existential", "none"]
How = Literal["own", "relative", "shared", "pronoun", "above", "surname", "body", "role"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a clause.

    Attributes:
        tokens: indices in the sentence (empty if it comes from elsewhere).
        text: how the title says it.
        kind: named (has a proper name), common, pronoun (unresolved), self (I, we, you),
            existential ("there"), none.
        how: where it came from.
        head: head noun in lower case.
        plural: whether it looks like more than one.
        gap: whether something other than an apposition stands between subject and verb.
    """

    tokens: tuple[int, ...]
    text: str
    kind: SubjectKind
    how: How = "own"
    head: str = ""
    plural: bool = False
    gap: bool = False


NO_SUBJECT = Subject((), "", "none")


def dated_owner(tokens: Tokens, i: int) -> bool:
    """Whether a date that was a determiner ("Friday's", "the 12 January") stands before `i`.

    Where it goes, "the" must stand in for it.
    """
    noun = tokens.tags[i] in ("NN", "NNS", "NNP", "JJ", "VBN", "VB")
    if i > 0 and tokens.tags[i - 1] == "DATE" and tokens.lows[i - 1].startswith("the "):
        return noun
    return i > 1 and tokens.tags[i - 1] == "POS" and tokens.tags[i - 2] == "DATE"


def render(tokens: Tokens, indices: Sequence[int]) -> str:
    """Write tokens as text, with the sentence's own spacing where they are neighbours."""
    return "".join(pieces(tokens, indices))


def pieces(tokens: Tokens, indices: Sequence[int]) -> list[str]:
    """Write tokens, each with the space that parts it from those before; see `render`."""
    words, tags, starts, ends = tokens.words, tokens.tags, tokens.starts, tokens.ends
    out: list[str] = []
    before = -1
    for i in indices:
        word = words[i]
        if out:
            neighbour = before == i - 1
            space = (
                " "
                if (not neighbour or starts[i] > ends[before])
                and word not in ",.;:!?)"
                and tags[i] != "POS"
                else ""
            )
            if not neighbour and dated_owner(tokens, i):
                space = f" the{space}"
            word = space + word
        out.append(word)
        before = i
    return out


_PAIRS = frozenset((("“", "”"), ('"', '"'), ("``", "''"), ("‘", "’"), ("'", "'")))


def with_quotes(tokens: Tokens, indices: list[int]) -> list[int]:
    """Put back the marks of short quotations that are whole among `indices`."""
    if "``" not in tokens.tags:
        return indices
    inside = set(indices)
    added: list[int] = []
    opener = -1
    for i, tag in enumerate(tokens.tags):
        if tag != "``" or i in tokens.marks:
            continue
        if opener >= 0 and (tokens.words[opener], tokens.words[i]) in _PAIRS:
            said = [j for j in range(opener + 1, i) if tokens.tags[j] not in (".", ",")]
            if said and inside.issuperset(said):
                added += [opener, i]
            opener = -1
        else:
            opener = i
    return sorted({*indices, *added}) if added else indices


def full_name(subject: Subject, names: Names) -> Subject:
    """Say a bare surname ("Rutte", "Mr. Rutte") as the article's only full name with it."""
    words = subject.text.split(" ")
    bare = words[1:] if words[0] in ("Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms") else words
    if len(bare) != 1 or bare[0].lower() in gazetteer():
        return subject
    full = names.person(bare[0])
    return replace(subject, text=full, how="surname") if full else subject


def full_role(subject: Subject, names: Names) -> Subject:
    """Say "the singer" or "the prime minister" by the only name that the article gives it."""
    words = subject.text.lower().split(" ")
    if words[0] != "the" or not 2 <= len(words) <= 3:
        return subject
    full = names.holder("-".join(words[1:]))
    return replace(subject, text=full, kind="named", how="role") if full else subject


def full_body(subject: Subject, names: Names) -> Subject:
    """Say "the council" or "the company" by the full name that the article gives it."""
    words = subject.text.split(" ")
    if len(words) != 2 or words[0].lower() != "the":
        return subject
    full = names.body(words[1].lower())
    if words[1] == "company":
        full = names.companies[-1] if len(set(names.companies)) == 1 else None
    if not full:
        return subject
    text = full if full.lower().startswith("the ") else f"The {full}"
    return replace(subject, text=text, kind="named", how="body")


def fits_here(pronoun: str, subject: Subject, lexicon: Lexicon) -> bool:
    """Whether a pronoun can stand for an unnamed subject of its own sentence.

    ("Rescuers said they had …", "the council said it would …": nothing else can be meant.)
    """
    if subject.kind != "common" or not subject.text:
        return False
    first = subject.text.split(" ", 1)[0].lower()
    if pronoun == "they":
        return subject.plural and first not in ("these", "those", "both", "some", "many")
    body = subject.head in lexicon.sets["organisation_word"]
    return pronoun == "it" and body and not subject.plural and first not in ("this", "that")


def fits(pronoun: str, subject: Subject, lexicon: Lexicon) -> bool:
    """Whether a pronoun can stand for a named subject (number; person or body)."""
    if subject.kind != "named":
        return False
    text = subject.text.removeprefix("The late ").removeprefix("the late ")
    words = [w.strip(",.").lower() for w in text.split(" ")]
    known = gazetteer().get(subject.text.lower())
    body = words[0] == "the" or any(w in lexicon.sets["organisation_word"] for w in words)
    body = body or (known is not None and known.kind != "person")
    if pronoun in ("he", "she"):
        name = [w.removeprefix("al-").removeprefix("el-") for w in text.split(" ")[-2:]]
        capitals = all(w[:1].isupper() for w in name) and words[0] not in ("a", "an", "one")
        return capitals and not body and not subject.plural and 2 <= len(words) <= 8
    if pronoun == "they":
        return subject.plural
    return body and not subject.plural
