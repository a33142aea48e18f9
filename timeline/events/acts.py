"""What a title says happens: all words that name a happening, and their event classes.

An extractor gives a mention one class, that of its verb. Two newspapers tell one happening by
different words ("A quake struck …", "… killed in a tremor"), so linking looks at all of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from timeline.events.lexicon import lexicon
from timeline.events.terms import Term, code_of, terms

_HEAD_WEIGHT = 9
_DESCRIBED = re.compile(
    r"\b\w+-(?:hit|torn|struck|stricken|ravaged|devastated|damaged|affected|battered|plagued|"
    r"scarred|prone|related|linked|era)\b",
    re.IGNORECASE,
)


def class_code(event_class: str) -> int:
    """The code of an event class: it weighs nothing."""
    return code_of(f"class {event_class}", 0)


def acts_of(title: str, words: Sequence[Term]) -> frozenset[int]:
    """Collect what happens in an English title.

    Args:
        title: as it stands; what only describes ("quake-hit Aceh") does not count.
        words: its terms.

    Returns:
        The codes of its happening words, and of the classes that these may be of (`class_code`).
    """
    table = _classes()
    found: set[int] = set()
    if "-" in title:
        words = terms(_DESCRIBED.sub(" ", title), "en")
    for term in words:
        classes = table.get(term.stem)
        if classes is not None and not term.is_name:
            found.add(term.code)
            found.update(classes)
    return frozenset(found)


@lru_cache(maxsize=10_000)
def head_code(head: str, language: str | None) -> int:
    """The code of the word that names what happens, apart from the same word elsewhere."""
    made = terms(head.replace("_", " "), language)
    return code_of(f"head {made[0].stem if len(made) == 1 else head}", _HEAD_WEIGHT)


@lru_cache(maxsize=10_000)
def act_code(head: str, language: str | None) -> int:
    """The code of that word as a term of a title; 0 if it is several words."""
    made = terms(head.replace("_", " "), language)
    return made[0].code if len(made) == 1 else 0


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, frozenset[int]]:
    """The stems of English happening words, with the codes of their classes."""
    data = resources.files("timeline.events").joinpath("data", "happenings.toml")
    found: dict[str, set[int]] = {}
    vague = lexicon().verbs["light"] | lexicon().verbs["vague"]
    for event_class, lists in tomllib.loads(data.read_text("utf-8")).items():
        words = [word for word in lists["verbs"].split() if word not in vague]
        words += [entry.partition("=")[0] for entry in lists["nouns"].split()]
        for word in words:
            made = terms(word.replace("_", " "), "en")
            if len(made) == 1:
                found.setdefault(made[0].stem, set()).add(class_code(event_class))
    return {stem: frozenset(codes) for stem, codes in found.items()}
