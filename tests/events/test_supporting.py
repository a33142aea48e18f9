"""Mentions that make no row and may be evidence for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.made_mentions import made_mention
from timeline import events, temporal
from timeline.events.link import compare
from timeline.events.merge import Telling, build_event
from timeline.events.supporting import supporting
from timeline.events.traits import Traits, article_terms, pack, traits_of, unpack
from timeline.models import SAME_ROW, Article, EventMention

QUAKE = "An earthquake of magnitude 5.6 shook Kerman province in Iran on Thursday, killing three"
AGAIN = "It struck Kerman province in Iran on Thursday and killed three."


def refused(sentence: str, edtf: str, reason: str = "pronoun-unresolved") -> EventMention:
    return made_mention(
        "", edtf, sentence=sentence, state="rejected", rejected_reason=reason,
        article_key="https://b.example/2",
    )  # fmt: skip


def traits(mention: EventMention, text: str) -> Traits:
    return traits_of(mention, article_terms("Quake in Kerman", text, "en"))


def test_a_fault_of_wording_leaves_what_it_says() -> None:
    made = supporting(refused(AGAIN, "2018-03-22"), AGAIN)
    assert made.title == AGAIN
    assert made.supports
    assert made.is_linked
    assert made.state == "rejected"


@pytest.mark.parametrize("reason", ["bound-only", "date-against-tense", "quotation", "dateline"])
def test_a_fault_of_the_date_does_not(reason: str) -> None:
    made = supporting(refused(AGAIN, "2018-03-22", reason), AGAIN)
    assert not made.supports
    assert not made.is_linked


@pytest.mark.parametrize("edtf", ["2018", "2018-03", "2018-03/..", "2018-21"])
def test_a_coarse_or_open_date_does_not(edtf: str) -> None:
    assert not supporting(refused(AGAIN, edtf), AGAIN).supports


def test_a_row_below_the_cut_supports_with_its_days_only() -> None:
    below = {"state": "rejected", "rejected_reason": "score-below-cut"}
    assert made_mention(QUAKE, "2018-03-22", **below).supports
    assert not made_mention(QUAKE, "2018-03", **below).supports
    assert not made_mention(QUAKE, "2018", **below).supports


def test_too_short_or_too_long_words_do_not() -> None:
    assert not supporting(refused("It hit.", "2018-03-22"), "It hit.").supports
    long = " ".join(["It struck the province"] * 20)
    assert not supporting(refused(long, "2018-03-22"), long).supports


def test_long_words_are_cut_between_words_but_compared_whole() -> None:
    long = f"{AGAIN[:-1]} {'when walls of clay fell on people who slept ' * 2}in Bam."
    made = supporting(refused(long, "2018-03-22"), long)
    assert len(made.title) <= 120
    assert long.startswith(f"{made.title} ")
    whole = made_mention(long, "2018-03-22", sentence=long)
    assert traits(made, long).title == traits(whole, long).title


def test_the_worse_of_two_rows_that_say_the_same_does_not() -> None:
    double = made_mention(QUAKE, "2018-03-22", state="rejected", rejected_reason=SAME_ROW)
    assert not double.is_linked


def test_it_joins_the_same_happening_and_not_another_place_or_day() -> None:
    own = traits(supporting(refused(AGAIN, "2018-03-22"), AGAIN), AGAIN)
    assert own.supporting
    assert unpack(pack(own)) == own
    row = made_mention(QUAKE, "2018-03-22", event_class="disaster", head="earthquak")
    other_place = QUAKE.replace("Kerman", "Fars").replace("Iran", "Nepal")
    elsewhere = made_mention(other_place, "2018-03-22", event_class="disaster", head="earthquak")
    assert compare(own, traits(row, QUAKE)).verdict == "join"
    assert compare(own, traits(elsewhere, other_place)).verdict != "join"
    later = replace(row, edtf="2019-03-22")
    assert compare(own, traits(later, QUAKE)).verdict == "new"


def test_what_supports_counts_as_a_source_and_says_nothing_else() -> None:
    row = replace(made_mention(QUAKE, "2018-03-22"), dct="2018-03-23")
    support = replace(supporting(refused(AGAIN, "2018-03-22"), AGAIN), dct="2018-03-22", score=0.99)
    event = build_event([Telling(support, "B", "b"), Telling(row, "A", "a")])
    alone = build_event([Telling(row, "A", "a")])
    assert (event.key, event.title, event.edtf, event.publisher) == (
        row.key, QUAKE, "2018-03-22", "A",
    )  # fmt: skip
    assert event.mentions == (support.key, row.key)
    assert (event.articles, event.sources) == (2, 2)
    assert event.score > alone.score
    assert event.claims[support.key] == "kept"


def test_extraction_keeps_the_words_of_a_headline_without_a_verb() -> None:
    text = "A worker shot two colleagues at a plant in Philadelphia on Thursday."
    article = Article(
        title="Two dead in shooting at Kraske plant", text=text, url="https://a.example/1",
        language="en", published="2018-03-23",
    )  # fmt: skip
    found = events.extract(article, temporal.find(text, dct=article.dct, language="en"))
    headline = next(one for one in found if one.kind == "headline")
    assert headline.state == "rejected"
    assert headline.supports
    assert headline.title == "Two dead in shooting at Kraske plant"


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("US kills rebel leader in night raid", "shown"),
        ("This raid will change all of us", "rejected"),
    ],
)
def test_the_country_is_no_pronoun(title: str, state: str) -> None:
    article = Article(
        title=title, text="The raid began at dawn.", url="https://a.example/1", language="en",
        published="2018-03-23",
    )  # fmt: skip
    headline = next(one for one in events.extract(article, []) if one.kind == "headline")
    assert headline.state == state
