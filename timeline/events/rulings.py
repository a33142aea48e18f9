"""What merges and splits that people ordered mean for mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.events.partition import Constraints
from timeline.models import Correction


class _Wishes:
    """Constraints that were accepted so far, as groups and pairs of groups."""

    def __init__(self) -> None:
        self.together: set[tuple[int, int]] = set()
        self.apart: set[tuple[int, int]] = set()

    def contradicted(self, together: set[tuple[int, int]], apart: set[tuple[int, int]]) -> bool:
        root: dict[int, int] = {}

        def find(node: int) -> int:
            while root.setdefault(node, node) != node:
                node = root[node]
            return node

        for a, b in self.together | together:
            root[find(a)] = find(b)
        return any(find(a) == find(b) for a, b in self.apart | apart)

    def merge(self, own: Sequence[int], others: Sequence[int]) -> None:
        """Tie two sides together, without the members that may not be."""
        for a, b in ((a, b) for a in own for b in others):
            if not self.contradicted({(a, b)}, set()):
                break
        else:
            return
        self.together.add((a, b))
        whole = {(a, other) for other in (*own, *others) if other != a}
        if not self.contradicted(whole, set()):
            self.together |= whole
            return
        for tie in sorted(whole):
            if not self.contradicted({tie}, set()):
                self.together.add(tie)

    def split(self, own: Sequence[int], others: Sequence[int]) -> None:
        """Keep two sides apart and the first one together, unless a merge forbids it."""
        together = {(own[0], other) for other in own[1:]}
        apart = {(a, b) for a in own for b in others}
        if not self.contradicted(together, apart):
            self.together |= together
            self.apart |= apart


def rulings(corrections: Sequence[Correction], ids: Mapping[str, int]) -> Constraints:
    """Turn merges and splits into constraints; of two that contradict, the later one holds.

    A merge makes all its mentions and `others` one event, but for those that a later split moved
    away. A split keeps its mentions together and apart from every one of `others`.

    Args:
        corrections: all that act on the mentions of some components, oldest first; other kinds
            are passed over.
        ids: mention key → id, of the mentions that can be part of an event.

    Returns:
        The constraints. One that cannot hold leaves none: `pipeline.settling` finds it by its
        not showing in the events.
    """
    wishes = _Wishes()
    for one in reversed(corrections):
        if one.kind not in ("merge", "split"):
            continue
        own = [ids[key] for key in one.keys if key in ids]
        others = [ids[key] for key in one.value.get("others", "").split() if key in ids]
        if own and others:
            (wishes.merge if one.kind == "merge" else wishes.split)(own, others)
    return Constraints(frozenset(wishes.together), frozenset(wishes.apart))
