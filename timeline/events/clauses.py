"""Clauses of a sentence as values: how each hangs on another, and who owns each token."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from timeline.events.verbs import VerbGroup

ClauseKind = Literal[
    "main", "coordinate", "relative", "subordinate", "complement", "participle", "bracket", "quote",
    "attribution", "reduced", "understood", "stated",
]  # fmt: skip


@dataclass(slots=True)
class Clause:
    """A clause under construction.

    Attributes:
        index: place in the list of clauses; parent: index of the clause that it is in.
        kind: how it hangs on its parent; `reduced`, `understood` and `stated` are of clauses that
            are made for a title (a reduced relative, a participle with its understood subject, a
            statement whose speaker came last).
        opener: token that opened it, or -1.
        begin: first token that may belong to its subject.
        verb: its finite verb group, or None.
        antecedent: last token of the noun phrase that a relative clause modifies, or -1.
        restrictive: a relative clause without a comma.
    """

    index: int
    kind: ClauseKind
    parent: int
    opener: int
    begin: int
    verb: VerbGroup | None = None
    antecedent: int = -1
    restrictive: bool = False


@dataclass(slots=True)
class Clauses:
    """The clauses of a sentence and which one owns each token."""

    items: list[Clause]
    owner: list[int]
    groups: dict[int, VerbGroup] = field(default_factory=dict)

    def of(self, token: int) -> Clause:
        """Give the innermost clause of a token."""
        return self.items[self.owner[token]]

    def children(self, index: int) -> list[Clause]:
        """Give the clauses that hang directly on a clause."""
        return [c for c in self.items if c.parent == index]
