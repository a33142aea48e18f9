"""Terms, traits, blocks and the comparison of two mentions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_mentions import made_mention
from timeline.events.blocks import PIVOTS, blocks, days_of, is_fine, may_meet, rank, reach
from timeline.events.link import compare, days_apart
from timeline.events.terms import code_of, terms, total, weight
from timeline.events.traits import Traits, article_terms, pack, traits_of, unpack
from timeline.models import Entity, short_hash


def traits(title: str, edtf: str, text: str = "", **values: object) -> Traits:
    made = made_mention(title, edtf, **values)
    return traits_of(made, article_terms(title, text or made.sentence, made.language))


def verdict(a: Traits, b: Traits) -> str:
    assert compare(a, b) == compare(b, a)
    return compare(a, b).verdict


BLAST = {"event_class": "attack", "head": "bomb"}


def test_function_words_are_no_terms_and_rare_words_weigh_more() -> None:
    found = {term.stem: weight(term.code) for term in terms("The police of Kirkuk said so", "en")}
    assert "the" not in found
    assert "of" not in found
    assert found["kirkuk"] > found["polic"]


def test_forms_of_a_word_are_one_term() -> None:
    one = [term.code for term in terms("bombing attacks", "en")]
    assert one == [term.code for term in terms("bombed attack", "en")]


def test_a_number_is_the_same_in_words_and_digits() -> None:
    assert [term.code for term in terms("twelve", "en")] == [
        term.code for term in terms("12", "en")
    ]


def test_names_are_told_from_capitals_inside_a_sentence() -> None:
    names = {term.stem for term in terms("Yesterday mayor Elena Rossi resigned", "en")
             if term.is_name}  # fmt: skip
    assert {"elena", "rossi"} <= names
    assert "mayor" not in names


def test_capitals_of_a_headline_are_no_names_unless_rare() -> None:
    names = {term.stem for term in terms("Police Search House In Valdara", "en") if term.is_name}
    assert names == {"valdara"}


@pytest.mark.parametrize("language", ["en", "de", "uk", "ru", "zh", "xx", None])
def test_terms_of_any_language(language: str | None) -> None:
    text = "Президент США 2024 Grüße 北京市 Ärger"
    assert list(terms(text, language)) == list(terms(text, language))


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert [term.stem for term in terms("北京市", "zh")] == ["北京", "京市"]


@given(st.text(max_size=80), st.sampled_from(["en", "de", "uk", "zz"]))
def test_terms_read_any_text(text: str, language: str) -> None:
    for term in terms(text, language):
        assert 1 <= weight(term.code) <= 15
        assert 0 <= term.code < 2**32


def test_total_sums_weights() -> None:
    assert total(frozenset({code_of("a", 3), code_of("b", 5)})) == 8


def test_traits_survive_packing() -> None:
    one = traits(
        "Bomb in Kirkuk kills 12", "2007-04-18", "More text about Kirkuk.",
        entities=(Entity("Kirkuk", "place"),), dct="2007-04-19T10:00:00+03:00", **BLAST,
    )  # fmt: skip
    assert unpack(pack(one)) == one
    open_ended = traits("Invasion of Iraq", "2003/..", dct=None)
    assert unpack(pack(open_ended)) == open_ended
    assert open_ended.last is None


def test_traits_need_a_date() -> None:
    with pytest.raises(ValueError, match="without a date"):
        traits_of(replace(made_mention("A", "2024"), edtf=None), frozenset())


def test_days_apart() -> None:
    one = traits("A", "2024-07-09")
    assert days_apart(one, traits("A", "2024-07-11")) == 2
    assert days_apart(one, traits("A", "2024-07")) == 0
    assert days_apart(one, traits("A", "../2024-07-01")) == 8
    assert days_apart(one, traits("A", "2020/..")) == 0


def test_the_same_happening_in_other_words_joins() -> None:
    a = traits("A car bomb at the Sadriya market in Baghdad killed 140 people", "2007-04-18",
               article_key="https://a.example/", **BLAST)  # fmt: skip
    b = traits("Explosion at Baghdad's Sadriya market killed at least 127 people", "2007-04-18",
               article_key="https://b.example/", event_class="attack", head="explode")  # fmt: skip
    assert verdict(a, b) == "join"


def test_another_place_on_the_same_day_is_new() -> None:
    a = traits("A car bomb in Baghdad killed four policemen", "2007-04-18", **BLAST)
    b = traits("A car bomb in Kirkuk killed four policemen", "2007-04-18",
               article_key="https://b.example/", **BLAST)  # fmt: skip
    assert verdict(a, b) != "join"


@pytest.mark.parametrize("other", ["2023-07", "2022", "2025-07-09", "[2023-06-01..2023-07-31]"])
def test_a_recurring_event_in_another_year_never_joins(other: str) -> None:
    a = traits("NATO summit in Washington", "2024-07-09", event_class="meeting", head="summit")
    b = traits("NATO summit in Washington", other, event_class="meeting", head="summit",
               article_key="https://b.example/")  # fmt: skip
    assert verdict(a, b) == "new"


@pytest.mark.parametrize("other", ["2024", "2024-07", "2024-07-09/2024-07-11", "2024-22"])
def test_a_coarse_date_joins_a_fine_one_inside_it(other: str) -> None:
    a = traits("NATO summit in Washington", "2024-07-09", event_class="meeting", head="summit")
    b = traits("NATO summit in Washington", other, event_class="meeting", head="summit",
               article_key="https://b.example/")  # fmt: skip
    assert verdict(a, b) == "join"


def test_dates_that_conflict_join_where_the_titles_agree_strongly() -> None:
    title = "A Lanza Air plane crashed near Huaraz in the Andes"
    a = traits(title, "2011-03-14", dct="2011-03-16", event_class="accident", head="crash")
    b = traits(title, "2011-03-15", dct="2011-03-16", event_class="accident", head="crash",
               article_key="https://b.example/")  # fmt: skip
    assert verdict(a, b) == "join"
    assert verdict(a, replace(b, first=b.first + 9, last=b.last + 9)) == "new"


def test_what_is_told_every_day_of_the_day_itself_does_not_join() -> None:
    title = "Tokyo's Nikkei index closed lower as exporters fell"
    a = traits(title, "2010-05-05", dct="2010-05-05", event_class="business", head="close")
    b = traits(title, "2010-05-06", dct="2010-05-06", event_class="business", head="close",
               article_key="https://b.example/")  # fmt: skip
    assert verdict(a, b) == "new"


def test_own_news_of_neighbouring_days_joins_in_other_words() -> None:
    text = (
        "Mara Lindqvist, star of Harbour Lights, is in rehab at Blue Ridge in Malibu, said"
        " her manager Paul Denner. Lindqvist enters a clinic again."
    )
    a = traits("Mara Lindqvist checks into rehab", "2015-03-04~", text, kind="headline")
    b = traits("Harbour Lights star enters rehab", "2015-03-05~", text, kind="headline",
               article_key="https://b.example/")  # fmt: skip
    assert verdict(a, b) == "join"


def test_own_news_does_not_join_what_comes_later() -> None:
    a = traits("NATO summit in Washington opens", "2024-07-01~", kind="headline")
    b = traits("NATO summit in Washington opens", "2024-07-04", article_key="https://b.example/")
    assert verdict(a, b) == "new"


def test_a_denial_and_another_language_do_not_join() -> None:
    a = traits("Iran attacked the tanker Halcyon off Fujairah", "2019-06-13", **BLAST)
    denied = traits("Iran attacked the tanker Halcyon off Fujairah", "2019-06-13",
                    modality="negated", article_key="https://b.example/", **BLAST)  # fmt: skip
    assert verdict(a, denied) == "new"
    assert verdict(a, replace(a, language=a.language + 16)) == "new"


def test_other_people_in_the_same_role_do_not_join() -> None:
    a = traits("Kirsty Nordale presents an appeal for the committee's victims", "2010-01-15")
    b = traits("Mariella Frosk presents an appeal for the committee's victims", "2010-01-15",
               article_key="https://b.example/")  # fmt: skip
    assert verdict(a, b) != "join"


WORDS = st.lists(
    st.sampled_from(
        ["Kirkuk", "Baghdad", "bomb", "kills", "market", "12", "people", "Rossi", "summit", "NATO"]
    ),
    min_size=1, max_size=8,
)  # fmt: skip
DATES = st.sampled_from(
    ["2024-07-09", "2024-07-10", "2024-07", "2024", "2024-07-08/2024-07-12", "2023/..",
     "[..2024]", "2024-07-11~", "198X", "-0043", "[2024-07-08..2024-07-14]"]
)  # fmt: skip
ANY = st.builds(
    lambda words, edtf, kind, key: traits(" ".join(words), edtf, kind=kind, article_key=key),
    WORDS, DATES, st.sampled_from(["dated", "headline", "lead"]), st.sampled_from(["a", "b"]),
)  # fmt: skip


@given(ANY, ANY)
def test_a_comparison_has_no_direction_and_what_joins_meets(a: Traits, b: Traits) -> None:
    found = compare(a, b)
    assert found == compare(b, a)
    assert 0 <= found.score <= 1
    if found.verdict == "join":
        own = {near for nears in blocks(a).values() for near in nears}
        shared = len(own & blocks(b).keys())
        assert may_meet(days_of(a), days_of(b), 3)
        if is_fine(a) and is_fine(b) and len({*a.keys} & {*b.keys}) > 1:
            assert shared


@given(ANY, ANY)
def test_neighbourhood_of_blocks_is_mutual(a: Traits, b: Traits) -> None:
    ours, theirs = blocks(a), blocks(b)
    forth = {(x, y) for x, nears in ours.items() for y in nears if y in theirs}
    back = {(x, y) for y, nears in theirs.items() for x in nears if x in ours}
    assert forth == back


@given(ANY)
def test_blocks_fit_into_the_database(a: Traits) -> None:
    found = blocks(a)
    assert all(0 <= block < 2**62 for block in found)
    assert len(found) < 120
    assert (len(a.keys) < 2) == (not found)


def test_may_meet_follows_the_gate() -> None:
    day, next_day = days_of(traits("A", "2024-07-09")), days_of(traits("A", "2024-07-10"))
    assert may_meet(day, day, 1)
    assert not may_meet(day, next_day, 2)
    assert may_meet(day, next_day, 3)
    assert may_meet(day, days_of(traits("A", "2024-07-12~", kind="lead")), 1)
    assert may_meet(day, days_of(traits("A", "2024")), 1)
    assert may_meet(days_of(traits("A", "2023/..")), days_of(traits("A", "2023/..")), 1)


def test_only_pivots_among_days_meet_coarse_dates() -> None:
    day = blocks(traits("Bomb in Kirkuk kills 12", "2024-07-09", **BLAST))
    year = blocks(traits("Bomb in Kirkuk kills 12", "2024", **BLAST))
    across = [(own, near) for own, nears in day.items() for near in nears if near in year]
    assert across
    for own, near in across:
        assert reach(own, near, True) == "all"
        assert reach(own, near, False) == "none"
        assert {reach(near, own, leads) for leads in (True, False)} == {"pivots"}
    for own, nears in day.items():
        if own in nears:
            assert (reach(own, own, True), reach(own, own, False)) == ("all", "pivots")


def test_rank_is_the_same_on_every_machine() -> None:
    assert rank("000001abcdef") == 1
    assert 0 <= rank(short_hash("any")) < 2**30
    assert PIVOTS > 1


def test_fine_dates_are_days() -> None:
    assert is_fine(traits("A", "2024-07-09/2024-07-11"))
    assert not is_fine(traits("A", "2024-07"))
    assert not is_fine(traits("A", "2024/.."))


def test_sayings_join_only_in_nearly_the_same_words() -> None:
    saying = {"event_class": "other", "head": "say"}
    text = "Elisabeth Byrne of the UN spoke of the quake in Port-au-Prince."
    a = traits("UN spokeswoman Elisabeth Byrne said 90 people had been pulled out", "2010-01-19",
               text, **saying)  # fmt: skip
    copy = traits("UN spokeswoman Elisabeth Byrne said 90 people had been pulled out alive",
                  "2010-01-19", text, article_key="https://b.example/", **saying)  # fmt: skip
    other = traits("Elisabeth Byrne of the UN said the port would open soon", "2010-01-19", text,
                   article_key="https://b.example/", **saying)  # fmt: skip
    assert verdict(a, copy) == "join"
    assert verdict(a, other) != "join"


def test_days_a_million_years_away_are_packed() -> None:
    far = traits("Meteor falls in Kirkuk", "Y123456789")
    assert unpack(pack(far)) == far
    assert far.last == 2**30


def test_the_first_sentence_of_a_text_leads_as_its_headline_does() -> None:
    opening = {"sentence_start": 30, "dct": "2024-07-10", "article_key": "https://b.example/1"}
    assert traits("Nadar won the final", "2024-07-09", **opening).leading
    assert not traits("Nadar won the final", "2024-06-09", **opening).leading
    assert not traits("Nadar won the final", "2024-07-12", **opening).leading
    assert not traits(
        "Nadar won the final", "2024-07-09", **opening | {"sentence_start": 500}
    ).leading
    assert not traits("Nadar won the final", "2024-07-09", **opening | {"dct": None}).leading
    assert traits("Nadar wins final", "2024-07-10~", kind="headline").leading


def test_news_that_only_names_what_the_other_is_about_is_not_the_same_news() -> None:
    text = "Floods cut off Cockerdale. The bridge at Workley fell and PC Bill Barker died."
    floods = traits(
        "Floods cut off Cockerdale", "2009-11-20~", text, kind="headline",
        event_class="disaster", head="flood", article_key="https://a.example/1",
    )  # fmt: skip
    death = traits(
        "Policeman swept to his death in floods", "2009-11-21~", text, kind="headline",
        event_class="death", head="die", article_key="https://b.example/1",
    )  # fmt: skip
    assert verdict(floods, death) != "join"
