"""Reduced relative clauses that hold the date: "a deal signed in Minsk in 2015".

The participle becomes a passive ("A deal was signed in Minsk"); nothing else is added.
"""

from __future__ import annotations

from timeline.events.analysis import Analysis
from timeline.events.candidates import Candidate, When
from timeline.events.clauses import Clause
from timeline.events.modality import find_modality
from timeline.events.penn import NOUNS
from timeline.events.predicates import MAX_TITLE, Predicate
from timeline.events.references import Subject, render
from timeline.events.titles import bare, mend_article, tidy
from timeline.events.verbs import VerbGroup

_ABOUT = frozenset(("about", "around", "nearly", "almost", "roughly", "some"))
_REACH = 14
_NOMINAL = NOUNS | {"DT", "JJ", "CD", "POS", "PRP$", "VBN", "JJS"}


def tell_reduced(analysis: Analysis, when: When) -> Candidate | None:
    """Tell the event of a reduced relative clause that a date dates, if there is one.

    Args:
        analysis: the sentence.
        when: the date; it has a token.
    """
    date = when.token
    tokens, lexicon = analysis.tokens, analysis.lexicon
    participle = _participle(analysis, date)
    if participle < 0:
        return None
    base = lexicon.base_of(tokens.lows[participle])
    if lexicon.is_verb("intransitive", base):
        return None
    if base not in lexicon.happenings or lexicon.is_verb("figures", base):
        return None
    noun_phrase = _noun_phrase(analysis, participle, lexicon.is_verb("harming", base))
    rest = _rest(analysis, participle, date)
    if not noun_phrase or not rest:
        return None
    plural = tokens.tags[noun_phrase[-1]] in ("NNS", "NNPS")
    said = f"{'were' if plural else 'was'} {render(tokens, rest)}"
    subject_text = render(tokens, noun_phrase)
    title = tidy(mend_article(f"{subject_text} {said}"))
    if base in lexicon.verbs["light"] and any(tokens.lows[j] in lexicon.nouns for j in noun_phrase):
        title = tidy(bare(subject_text))
    if len(title) > MAX_TITLE:
        return None
    group = VerbGroup(participle, participle + 1, participle, base, "past", True)
    parent = analysis.clauses.of(date)
    clause = Clause(-1, "reduced", parent.index, participle - 1, noun_phrase[0], group)
    named = any(tokens.tags[j] == "NNP" for j in noun_phrase)
    subject = Subject(
        tuple(noun_phrase), subject_text, "named" if named else "common", "own",
        tokens.lows[noun_phrase[-1]], plural,
    )  # fmt: skip
    predicate = Predicate(tuple(rest), said, rest[-1] + 1, False, False, None, frozenset())
    modality, cue = find_modality(tokens, analysis.clauses, clause, when, lexicon)
    return Candidate(
        "clause", "clause-reduced", title, tokens, analysis.clauses, when, modality, cue, clause,
        subject, predicate,
    )  # fmt: skip


def _participle(analysis: Analysis, date: int) -> int:
    """Find the past participle after a noun that the date belongs to, or -1."""
    tokens, clauses = analysis.tokens, analysis.clauses
    in_group = {j for group in clauses.groups.values() for j in range(group.start, group.end)}
    for j in range(date - 1, max(date - _REACH, 0), -1):
        if j in in_group or tokens.tags[j] in (",", ":", "(", ")", "``", "WP", "THAT"):
            return -1
        if _after_noun(analysis, j) and j + 1 < len(tokens):
            follows = tokens.tags[j + 1]
            return j if follows in ("IN", "DATE", "TO", "RB") else -1
        if tokens.tags[j] in ("VBG", "VB"):
            return -1
        if tokens.tags[j] == "CC" and tokens.tags[j - 1] not in NOUNS:
            return -1
    return -1


def _after_noun(analysis: Analysis, j: int) -> bool:
    """Whether token `j` is a past participle after a noun, a comma between them or not."""
    tags = analysis.tokens.tags
    if tags[j] != "VBN":
        return False
    return tags[j - 1] in NOUNS or (tags[j - 1] == "," and j > 1 and tags[j - 2] in NOUNS)


def _noun_phrase(analysis: Analysis, participle: int, harmed: bool) -> list[int]:
    tokens = analysis.tokens
    if tokens.tags[participle - 1] == ",":
        participle -= 1
    start = participle
    while start > 0 and (
        tokens.tags[start - 1] in _NOMINAL
        or (tokens.tags[start] == "CD" and tokens.lows[start - 1] in _ABOUT)
        or (
            tokens.lows[start - 1] in ("of", "in", "on", "between")
            and start > 1
            and _goes_on(analysis, start - 2)
            and not (harmed and tokens.lows[start - 2] in analysis.lexicon.nouns)
        )
    ):
        start -= 1
    if start > 0 and (tokens.tags[start - 1] == "CC" or tokens.lows[start - 1] == "by"):
        return []
    found = [j for j in range(start, participle) if tokens.tags[j] != "DATE"]
    while found and tokens.tags[found[0]] in ("POS", "VBN", "IN"):
        found = found[1:]
    return found


def _goes_on(analysis: Analysis, noun: int) -> bool:
    """Whether "NOUN of X" is what the participle tells of: a name, a number, or a plural."""
    tokens = analysis.tokens
    if tokens.lows[noun] in analysis.lexicon.sets["measure_noun"]:
        return True
    return tokens.tags[noun] in ("NNP", "NNS", "CD") or tokens.lows[noun] in analysis.lexicon.nouns


def _rest(analysis: Analysis, participle: int, date: int) -> list[int]:
    """The participle and what follows it, to the end of the clause, without the date."""
    tokens, clauses = analysis.tokens, analysis.clauses
    owner = clauses.owner[date]
    kept: list[int] = []
    j = participle
    while j < len(tokens) and clauses.owner[j] == owner and j not in clauses.groups:
        tag = tokens.tags[j]
        if tag in (",", ".", ":", "(", ")", "WP", "THAT"):
            break
        if tag == "CC" and j + 1 < len(tokens) and tokens.tags[j + 1] not in NOUNS:
            break
        follows = tokens.tags[j + 1] if j + 1 < len(tokens) else "."
        if tag == "DATE" and follows not in NOUNS:
            while kept and kept[-1] > participle and tokens.tags[kept[-1]] in ("IN", "DT", "RB"):
                kept.pop()
        elif tag != "DATE":
            kept.append(j)
        j += 1
    while kept and kept[-1] > participle and tokens.tags[kept[-1]] in ("IN", "TO", "DT", "CC"):
        kept.pop()
    return kept
