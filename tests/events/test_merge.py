"""What an event is, given the mentions that tell it and the corrections about it."""

from __future__ import annotations

import itertools

import pytest

from tests.made_mentions import made_mention
from timeline.events.merge import Telling, build_event, canonical_order, voices_of
from timeline.models import Correction, Entity, short_hash


def telling(
    edtf: str, title: str = "A dam burst", *, article: str = "a", voice: str | None = None,
    publisher: str | None = None, **values: object,
) -> Telling:  # fmt: skip
    told = {"dct": "2014-06-03", "score": 0.7, **values}
    mention = made_mention(title, edtf, article_key=article, **told)
    return Telling(mention, publisher, voice or article)


def correction(kind: str, at: str = "2026-01-01T00:00:00Z", **value: str) -> Correction:
    return Correction(short_hash(kind, at), kind, ("k",), value, "Ann", at)


def same_in_any_order(tellings: list[Telling]) -> object:
    made = {repr(build_event(list(order))) for order in itertools.permutations(tellings)}
    assert len(made) == 1
    return build_event(tellings)


def test_the_id_is_the_key_of_the_canonically_first_mention() -> None:
    late = telling("2014-06-02", article="a", dct="2014-06-04")
    early = telling("2014-06-02", article="b", dct="2014-06-03")
    undated = telling("2014-06-02", article="0", dct=None)
    event = same_in_any_order([late, early, undated])
    assert event.key == early.mention.key
    assert event.mentions == (early.mention.key, late.mention.key, undated.mention.key)


def test_order_within_an_article_is_by_offset() -> None:
    first = telling("2014-06-02", "One", start=5)
    second = telling("2014-06-02", "Two", start=9)
    assert canonical_order(first.mention) < canonical_order(second.mention)


def test_most_voices_keep_the_date_and_the_other_is_a_conflict() -> None:
    event = same_in_any_order(
        [telling("2014-06-14", article=name) for name in "abc"]
        + [telling("2014-06-15", article="d")]
    )
    assert event.edtf == "2014-06-14"
    assert event.conflict
    assert sorted(event.claims.values()) == ["disagrees", "kept", "kept", "kept"]


def test_copies_count_once_for_a_date() -> None:
    copies = [telling("2014-06-15", article=name, voice="wire") for name in "abc"]
    others = [telling("2014-06-14", article=name) for name in "de"]
    event = build_event([*copies, *others])
    assert event.edtf == "2014-06-14"
    assert event.sources == 3
    assert event.articles == 5


def test_a_tie_goes_to_the_canonically_first() -> None:
    first = telling("2014-06-15", article="a")
    event = same_in_any_order([telling("2014-06-14", article="b"), first])
    assert event.edtf == "2014-06-15"


@pytest.mark.parametrize(
    ("claims", "kept"),
    [
        (["2024", "2024-07"], "2024-07"),
        (["2024", "2024-07", "2024-07-09/2024-07-11"], "2024-07-09/2024-07-11"),
        (["2024-07-09/2024-07-11", "2024-07-09"], "2024-07-09/2024-07-11"),
        (["[2024-07-08..2024-07-14]", "2024-07-09"], "2024-07-09"),
        (["2024", "2024", "2024-07-09"], "2024-07-09"),
        (["2024-07", "2024-08-01", "2024-07-31"], "2024-07-31"),
    ],
)
def test_a_more_precise_claim_narrows_the_date(claims: list[str], kept: str) -> None:
    event = same_in_any_order(
        [telling(edtf, article=f"a{place}") for place, edtf in enumerate(claims)]
    )
    assert event.edtf == kept


def test_a_date_inside_what_lasted_replaces_it_only_if_more_say_it() -> None:
    lasted = [telling("2014/2015", article=article) for article in "ab"]
    inside = [telling("2015-02", article=article) for article in "xyz"]
    assert build_event([*lasted, *inside[:2]]).edtf == "2014/2015"
    assert build_event([*lasted, *inside]).edtf == "2015-02"
    assert not build_event([*lasted, *inside]).conflict


def test_narrowing_is_no_conflict() -> None:
    event = build_event([telling("2024", article="a"), telling("2024-07-09", article="b")])
    assert not event.conflict
    assert sorted(event.claims.values()) == ["inside", "kept"]


def test_the_day_of_an_article_gives_way_to_a_said_day() -> None:
    headline = telling("2014-06-03~", article="a", kind="headline")
    said = telling("2014-06-02", article="b")
    event = same_in_any_order([headline, said])
    assert event.edtf == "2014-06-02"
    assert event.kind == "dated"
    assert not event.conflict


def test_the_best_title_is_chosen_among_all() -> None:
    event = same_in_any_order(
        [
            telling("2014-06-02", "It burst", article="a", score=0.3),
            telling("2014-06-02", "The dam above Valdora burst", article="b", score=0.8),
            telling("2014-06-02", "Valdora: the dam above Valdora burst, 11 dead", article="c",
                    score=0.95, state="more"),
        ]
    )  # fmt: skip
    assert event.title == "The dam above Valdora burst"
    assert event.title_mention == short_hash("b", f"{event.title}.", "2014-06-02")


def test_a_typical_title_wins_over_an_odd_one() -> None:
    titles = [
        "Michael Jarvis died",
        "Jarvis died at home",
        "Concert in Cardiff Michael Jarvis died",
    ]
    event = build_event(
        [telling("2014-06-02", title, article=title, score=0.7) for title in titles]
    )
    assert event.title != titles[2]


def test_the_most_asserted_modality_and_the_best_state_hold() -> None:
    event = build_event(
        [
            telling("2014-06-02", article="a", modality="planned", state="more"),
            telling("2014-06-02", article="b", modality="reported"),
        ]
    )
    assert event.modality == "reported"
    assert event.state == "shown"


def test_more_voices_raise_the_score() -> None:
    one = build_event([telling("2014-06-02")])
    two = build_event([telling("2014-06-02"), telling("2014-06-02", article="b")])
    assert one.score == 0.7
    assert one.score < two.score < 1


def test_who_and_where_come_from_all_mentions_the_commonest_first() -> None:
    rossi, valdora = Entity("Elena Rossi", "actor"), Entity("Valdora", "place", "place", 1.0, 2.0)
    event = build_event(
        [
            telling("2014-06-02", article="a", entities=(rossi, valdora)),
            telling("2014-06-02", article="b", entities=(valdora,)),
        ]
    )
    assert event.entities == (valdora, rossi)


def test_articles_of_one_publisher_are_one_voice() -> None:
    tellings = [
        telling("2014-06-02", article="a", publisher="Post"),
        telling("2014-06-02", article="b", publisher="Post"),
        telling("2014-06-02", article="c", publisher="Star", voice="b"),
        telling("2014-06-02", article="d", publisher="Sun"),
        telling("2014-06-02", article="e"),
    ]
    assert len(set(voices_of(tellings))) == 3


def test_corrections_win() -> None:
    event = build_event(
        [telling("2014-06-02", entities=(Entity("Valdora", "place"),))],
        [
            correction("title", title="The Valdora dam burst"),
            correction("date", edtf="2014-06-01"),
            correction("place", place="Valdora Alta", latitude="46.1", longitude="7.5"),
            correction("pin"),
        ],
    )
    assert event.title == "The Valdora dam burst"
    assert event.title_mention is None
    assert event.edtf == "2014-06-01"
    assert event.conflict
    assert event.entities == (Entity("Valdora Alta", "place", "place", 46.1, 7.5),)
    assert event.pinned
    assert event.corrected


def test_the_later_of_two_corrections_holds() -> None:
    older = correction("title", "2026-01-01T00:00:00Z", title="Old")
    newer = correction("title", "2026-01-02T00:00:00Z", title="New")
    assert build_event([telling("2014")], [newer, older]).title == "New"


def test_a_hidden_event_is_hidden_even_if_pinned() -> None:
    event = build_event([telling("2014")], [correction("hide"), correction("pin")])
    assert event.state == "hidden"


def test_a_long_corrected_title_gets_a_short_one() -> None:
    title = "The earthen dam above the town of Valdora burst after a week of rain"
    event = build_event([telling("2014")], [correction("title", title=title)])
    assert len(event.short_title) <= 40
    assert title.startswith(event.short_title)
    assert not event.short_title.endswith(" ")
