"""From pairs to groups: which mentions are one event, decided inside one component.

The best pairs are joined first (agglomerative linking, as in Christen, Data Matching, 2012,
ch. 6), and two groups become one only if their dates still fit, no correction keeps them apart
and what can be compared across them agrees. Everything is ordered by scores and by the canonical
order of the mentions, so the result is a function of the set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from timeline.events.blocks import NEAR_DAYS, is_fine
from timeline.events.link import Verdict, compare, said_dates_differ
from timeline.events.traits import Traits

Order = tuple[str, str, int, int, str]
_WITNESSES = 5
_AGREEING = 0.5
_MARGIN = 0.1
_VOTES: dict[Verdict, float] = {"join": 1.0, "maybe": 0.5, "new": 0.0}


@dataclass(frozen=True, slots=True)
class Node:
    """One mention as `partition` sees it: its place in the canonical order and its traits."""

    order: Order
    traits: Traits


@dataclass(frozen=True, slots=True)
class Join:
    """Two mentions whose comparison said `join`, with its score."""

    a: int
    b: int
    score: float


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people said: pairs of mentions that are one event, and pairs that are not."""

    together: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class _Group:
    members: list[int]
    max_first: int
    min_last: int
    fine: bool
    apart: set[int] = field(default_factory=set)


def partition(
    nodes: Mapping[int, Node], joins: Iterable[Join], constraints: Constraints
) -> list[tuple[int, ...]]:
    """Decide which mentions are one event.

    Args:
        nodes: the mentions of one or more whole components, by any id.
        joins: all pairs among them that say `join`.
        constraints: corrections; a pair in `together` is joined whatever else is said.

    Returns:
        Groups of ids, each in canonical order, sorted by their first member. Every id of a
        mention that makes a row is in exactly one of them; one that only supports is in the
        group that it fits best, or in none. What supports never changes how rows are grouped,
        unless a correction speaks of it.
    """
    return _Partition(nodes, constraints).run(list(joins))


class _Partition:
    def __init__(self, nodes: Mapping[int, Node], constraints: Constraints) -> None:
        self.nodes = nodes
        self.constraints = constraints
        ruled = {node for pair in constraints.together | constraints.apart for node in pair}
        self.supporting = {
            node for node in nodes if nodes[node].traits.supporting and node not in ruled
        }
        self.group_of = {node: self._alone(node) for node in nodes if node not in self.supporting}
        for a, b in constraints.apart:
            if a in nodes and b in nodes:
                self.group_of[a].apart.add(b)
                self.group_of[b].apart.add(a)

    def run(self, joins: list[Join]) -> list[tuple[int, ...]]:
        for a, b in sorted(self.constraints.together, key=self._pair_order):
            if a in self.nodes and b in self.nodes:
                self._unite(a, b)
        joins.sort(key=self._urgency)
        supporting = [join for join in joins if not self.supporting.isdisjoint((join.a, join.b))]
        joins = [join for join in joins if self.supporting.isdisjoint((join.a, join.b))]
        kinds_of: tuple[list[Join], list[Join], list[Join]] = ([], [], [])
        for join in joins:
            kinds = self._is_fine(join.a) + self._is_fine(join.b)
            kinds_of[kinds].append(join)
        coarse, across, fine = kinds_of
        for join in (*fine, *coarse):
            if self._admits(join.a, join.b):
                self._unite(join.a, join.b)
        self._place_coarse(across)
        self._place_supporting(supporting)
        distinct = {id(group): group for group in self.group_of.values()}
        groups = [
            tuple(sorted(group.members, key=lambda node: self.nodes[node].order))
            for group in distinct.values()
        ]
        return sorted(groups, key=lambda group: self.nodes[group[0]].order)

    def _urgency(self, join: Join) -> tuple[bool, bool, float, tuple[Order, Order]]:
        """Dates that agree are joined first, then an article's own day, then conflicts."""
        a, b = self.nodes[join.a].traits, self.nodes[join.b].traits
        about = a.approximate or b.approximate
        return (
            said_dates_differ(a, b), about, -join.score, self._pair_order((join.a, join.b))
        )  # fmt: skip

    def _place_coarse(self, across: Sequence[Join]) -> None:
        """A coarse date joins the finer one that it fits best, if no other fits about as well."""
        hosts: dict[int, dict[int, Join]] = {}
        for join in across:
            a, b = (join.b, join.a) if self._is_fine(join.a) else (join.a, join.b)
            group, host = self.group_of[a], self.group_of[b]
            if group is host:
                continue
            hosts.setdefault(id(group), {}).setdefault(id(host), Join(a, b, join.score))
        chosen = []
        for found in hosts.values():
            best, *others = found.values()
            if not others or best.score - others[0].score >= _MARGIN:
                chosen.append(best)
        chosen.sort(key=lambda join: (-join.score, self._pair_order((join.a, join.b))))
        for join in chosen:
            if self._admits(join.a, join.b):
                self._unite(join.a, join.b)

    def _place_supporting(self, joins: Iterable[Join]) -> None:
        """What makes no row goes to the group that it fits best, as the rows have made it."""
        best: dict[int, tuple[Join, int, _Group]] = {}
        for join in joins:
            one, row = (join.a, join.b) if join.a in self.supporting else (join.b, join.a)
            if one not in best and self._supported(one, self.group_of[row]):
                best[one] = (join, one, self.group_of[row])
        for _, one, group in best.values():
            group.members.append(one)

    def _supported(self, one: int, group: _Group) -> bool:
        """Whether the date and enough of the rows of a group agree with what supports it."""
        alone = self._alone(one)
        gap = max(alone.max_first, group.max_first) - min(alone.min_last, group.min_last)
        if gap > (NEAR_DAYS if group.fine and alone.fine else 0):
            return False
        witnesses = list(self._witnesses(group))
        value = self.nodes[one].traits
        verdicts = [compare(value, self.nodes[row].traits).verdict for row in witnesses]
        return sum(_VOTES[verdict] for verdict in verdicts) >= _AGREEING * len(witnesses)

    def _alone(self, node: int) -> _Group:
        value = self.nodes[node].traits
        first = -(2**40) if value.first is None else value.first
        last = 2**40 if value.last is None else value.last
        return _Group([node], first, last, is_fine(value))

    def _is_fine(self, node: int) -> bool:
        return is_fine(self.nodes[node].traits)

    def _pair_order(self, pair: tuple[int, int]) -> tuple[Order, Order]:
        a, b = self.nodes.get(pair[0]), self.nodes.get(pair[1])
        if a is None or b is None:
            return (("", "", 0, 0, ""), ("", "", 0, 0, ""))
        return (min(a.order, b.order), max(a.order, b.order))

    def _admits(self, a: int, b: int) -> bool:
        left, right = self.group_of[a], self.group_of[b]
        if left is right:
            return False
        if not left.apart.isdisjoint(right.members):
            return False
        if left.fine and right.fine:
            gap = max(left.max_first, right.max_first) - min(left.min_last, right.min_last)
            if gap > NEAR_DAYS:
                return False
        elif max(left.max_first - right.min_last, right.max_first - left.min_last) > 0:
            return False
        return self._agree(left, right)

    def _agree(self, left: _Group, right: _Group) -> bool:
        """Whether enough of what was said first on either side agrees across the two.

        Dates that differ must be agreed on by those who said them, not through a third.
        """
        if len(left.members) == len(right.members) == 1:
            return True
        agreeing = votes = 0.0
        for a in self._witnesses(left):
            for b in self._witnesses(right):
                one, other = self.nodes[a].traits, self.nodes[b].traits
                verdict = compare(one, other).verdict
                if verdict != "join" and said_dates_differ(one, other):
                    return False
                agreeing += _VOTES[verdict]
                votes += 1
        return agreeing >= _AGREEING * votes

    def _witnesses(self, group: _Group) -> Iterable[int]:
        ordered = sorted(group.members, key=lambda node: self.nodes[node].order)
        return islice(ordered, _WITNESSES)

    def _unite(self, a: int, b: int) -> None:
        left, right = self.group_of[a], self.group_of[b]
        if left is right:
            return
        if len(left.members) < len(right.members):
            left, right = right, left
        left.members.extend(right.members)
        left.apart |= right.apart
        left.max_first = max(left.max_first, right.max_first)
        left.min_last = min(left.min_last, right.min_last)
        left.fine = left.fine and right.fine
        for node in right.members:
            self.group_of[node] = left
