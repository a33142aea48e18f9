"""Groups out of pairs, and what merges and splits do to them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

from timeline.edtf import parse
from timeline.events.link import compare
from timeline.events.partition import Constraints, Join, Node, partition
from timeline.events.rulings import rulings
from timeline.events.terms import code_of
from timeline.events.traits import Traits
from timeline.models import Correction


def traits(words: str, edtf: str, article: str) -> Traits:
    when = parse(edtf)
    title = frozenset(code_of(word, 12) for word in words.split())
    weight = 12 * len(title)
    return Traits(
        first=when.earliest_day, last=when.latest_day, granularity=0,
        approximate=edtf.endswith("~"), own_news=edtf.endswith("~"), written=None, negated=False,
        reporting=False, article=code_of(article, 0), language=0, head=0, title=title,
        names=frozenset(), sentence=title, context=title, numbers=frozenset(),
        places=frozenset(), acts=frozenset(), main=frozenset(), keys=tuple(sorted(title)),
        title_weight=weight, names_weight=0, context_weight=weight,
    )  # fmt: skip


def node(place: int, words: str, edtf: str) -> Node:
    return Node(("2024-01-01", f"a{place:02d}", 0, 0, f"k{place}"), traits(words, edtf, str(place)))


def group(nodes: Sequence[Node], constraints: Constraints | None = None) -> list[tuple[int, ...]]:
    """Partition by the real comparison, in several orders, which must agree."""
    by_id = dict(enumerate(nodes))
    joins = [
        Join(a, b, compare(by_id[a].traits, by_id[b].traits).score)
        for a, b in itertools.combinations(by_id, 2)
        if compare(by_id[a].traits, by_id[b].traits).verdict == "join"
    ]
    found = set()
    for seed in range(5):
        shuffled = joins[:]
        random.Random(seed).shuffle(shuffled)
        order = list(by_id)
        random.Random(seed).shuffle(order)
        result = partition(
            {key: by_id[key] for key in order}, shuffled, constraints or Constraints()
        )
        found.add(tuple(result))
    assert len(found) == 1
    return list(found.pop())


def test_every_mention_is_in_exactly_one_group() -> None:
    nodes = [node(0, "dam burst valdora", "2014-06-02"), node(1, "quake aceh", "2013-07-02"),
             node(2, "dam burst valdora", "2014-06-02")]  # fmt: skip
    assert group(nodes) == [(0, 2), (1,)]


def test_a_chain_of_days_does_not_grow_without_end() -> None:
    nodes = [node(day, "shells fall city east", f"2023-03-{day + 1:02d}~") for day in range(9)]
    for members in group(nodes):
        days = [nodes[one].traits.first or 0 for one in members]
        assert max(days) - min(days) <= 3


def test_a_coarse_date_joins_its_only_host() -> None:
    nodes = [node(0, "nato summit washington", "2024-07-09"),
             node(1, "nato summit washington", "2024")]  # fmt: skip
    assert group(nodes) == [(0, 1)]


def test_a_coarse_date_with_two_equal_hosts_stays_alone() -> None:
    nodes = [node(0, "putin xi meet beijing", "2024-05-16"),
             node(1, "putin xi meet beijing", "2024-10-22"),
             node(2, "putin xi meet beijing", "2024")]  # fmt: skip
    assert group(nodes) == [(0,), (1,), (2,)]


def test_a_coarse_date_takes_the_host_that_fits_clearly_better() -> None:
    nodes = [node(0, "nato summit washington leaders", "2024-07-09"),
             node(1, "climate summit washington leaders", "2024-03-12"),
             node(2, "nato summit washington leaders", "2024")]  # fmt: skip
    assert group(nodes) == [(0, 2), (1,)]


def test_a_merge_joins_what_nothing_else_does() -> None:
    nodes = [node(0, "dam burst", "2014-06-02"), node(1, "quake aceh", "2013-07-02")]
    together = Constraints(together=frozenset({(0, 1)}))
    assert group(nodes, together) == [(0, 1)]


def test_a_split_parts_what_would_join() -> None:
    nodes = [node(place, "dam burst valdora", "2014-06-02") for place in range(4)]
    apart = Constraints(frozenset({(0, 1)}), frozenset({(0, 2), (1, 2), (0, 3), (1, 3)}))
    assert group(nodes, apart) == [(0, 1), (2, 3)]


def test_constraints_about_absent_mentions_are_passed_over() -> None:
    nodes = [node(0, "dam burst", "2014-06-02")]
    constraints = Constraints(frozenset({(0, 7)}), frozenset({(8, 9)}))
    assert group(nodes, constraints) == [(0,)]


def correction(kind: str, keys: str, others: str, at: str = "2026-01-01") -> Correction:
    return Correction(f"{kind} {at}", kind, tuple(keys.split()), {"others": others}, "Ann", at)


IDS = {"a": 1, "b": 2, "c": 3, "d": 4}


def test_a_merge_ties_both_sides() -> None:
    constraints = rulings([correction("merge", "a b", "c")], IDS)
    assert {frozenset(pair) for pair in constraints.together} >= {frozenset({1, 3})}
    assert not constraints.apart


def test_the_later_of_two_opposite_rulings_holds() -> None:
    merge = correction("merge", "a", "b", "2026-01-01")
    split = correction("split", "a", "b", "2026-01-02")
    assert rulings([merge, split], IDS) == Constraints(frozenset(), frozenset({(1, 2)}))


def test_a_chain_of_merges_can_contradict_a_split() -> None:
    said = [
        correction("split", "a", "c", "2026-01-01"),
        correction("merge", "a", "b", "2026-01-02"),
        correction("merge", "b", "c", "2026-01-03"),
    ]
    constraints = rulings(said, IDS)
    assert not constraints.apart
    assert constraints.together


def test_a_ruling_about_what_is_gone_says_nothing() -> None:
    assert rulings([correction("merge", "a", "gone")], IDS) == Constraints()


def supporting(place: int, words: str, edtf: str) -> Node:
    one = node(place, words, edtf)
    return Node(one.order, replace(one.traits, supporting=True))


def test_what_only_supports_joins_rows_and_never_ties_them() -> None:
    nodes = [
        node(0, "alpha beta gamma delta epsilon zeta", "2024-07-09"),
        node(1, "zeta eta theta iota kappa lambda", "2024-07-09"),
        supporting(2, "alpha beta gamma eta theta iota", "2024-07-09"),
    ]
    rows = group(nodes[:2])
    assert rows == [(0,), (1,)]
    found = group(nodes)
    assert sorted(len(one) for one in found) == [1, 2]
    assert {one for each in found for one in each} == {0, 1, 2}


def test_what_only_supports_makes_no_group() -> None:
    assert group([supporting(0, "alpha beta gamma", "2024-07-09")]) == []
    apart = [node(0, "alpha beta", "2024-07-09"), supporting(1, "eta theta", "2024-07-09")]
    assert group(apart) == [(0,)]


def test_a_split_keeps_what_supports_away() -> None:
    nodes = [
        node(0, "alpha beta gamma delta", "2024-07-09"),
        supporting(1, "alpha beta gamma delta", "2024-07-09"),
    ]
    assert group(nodes) == [(0, 1)]
    assert group(nodes, Constraints(apart=frozenset({(0, 1)}))) == [(0,), (1,)]
