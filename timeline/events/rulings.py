"""What merges and splits that people ordered mean for mentions, and which cannot hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.events.partition import Constraints
from timeline.models import Correction


@dataclass(frozen=True, slots=True)
class Unheld:
    """A correction that does not hold, with the reason for people."""

    correction: str
    reason: str


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

    def merge(self, own: Sequence[int], others: Sequence[int]) -> bool:
        """Tie two sides together, without the members that may not be; False if none can be."""
        for a, b in ((a, b) for a in own for b in others):
            if not self.contradicted({(a, b)}, set()):
                break
        else:
            return False
        self.together.add((a, b))
        whole = {(a, other) for other in (*own, *others) if other != a}
        if not self.contradicted(whole, set()):
            self.together |= whole
            return True
        for tie in sorted(whole):
            if not self.contradicted({tie}, set()):
                self.together.add(tie)
        return True

    def split(self, own: Sequence[int], others: Sequence[int]) -> bool:
        """Keep two sides apart and the first one together; False if a merge forbids it."""
        together = {(own[0], other) for other in own[1:]}
        apart = {(a, b) for a in own for b in others}
        if self.contradicted(together, apart):
            return False
        self.together |= together
        self.apart |= apart
        return True


def rulings(
    corrections: Sequence[Correction], ids: Mapping[str, int]
) -> tuple[Constraints, tuple[Unheld, ...]]:
    """Turn merges and splits into constraints; of two that contradict, the later one holds.

    A merge makes all its mentions and `others` one event, but for those that a later split moved
    away. A split keeps its mentions together and apart from every one of `others`.

    Args:
        corrections: all that act on the mentions of some components, oldest first; other kinds
            are passed over.
        ids: mention key → id, of the mentions that can be part of an event.

    Returns:
        The constraints, and the merges and splits that cannot hold.
    """
    wishes = _Wishes()
    unheld = []
    for one in reversed(corrections):
        if one.kind not in ("merge", "split"):
            continue
        own = [ids[key] for key in one.keys if key in ids]
        others = [ids[key] for key in one.value.get("others", "").split() if key in ids]
        if not own or not others:
            unheld.append(Unheld(one.key, "one side is not told any more"))
            continue
        accepted = wishes.merge(own, others) if one.kind == "merge" else wishes.split(own, others)
        if not accepted:
            unheld.append(Unheld(one.key, "a later correction says the opposite"))
    constraints = Constraints(frozenset(wishes.together), frozenset(wishes.apart))
    return constraints, tuple(reversed(unheld))
