"""What a title says happens."""

from __future__ import annotations

import pytest

from tests.made_mentions import made_mention
from timeline.events.acts import act_code, acts_of, class_code
from timeline.events.link import compare
from timeline.events.terms import terms
from timeline.events.traits import article_terms, traits_of


def acts(title: str) -> frozenset[int]:
    return acts_of(title, terms(title, "en"))


TEXT = "An earthquake shook Kerman province in Iran. Houses fell in Ravar near Kerman."


def test_all_happening_words_count_with_their_classes() -> None:
    found = acts("A tremor rocked Kerman, killing three")
    assert {act_code("quake", "en"), act_code("kill", "en")} <= found
    assert {class_code("disaster"), class_code("death"), class_code("attack")} <= found
    assert class_code("sport") not in found


@pytest.mark.parametrize("title", ["Aid reaches quake-hit Aceh", "The mayor likes tea", ""])
def test_what_only_describes_does_not_happen(title: str) -> None:
    assert class_code("disaster") not in acts(title)


def test_two_newspapers_tell_one_quake_by_different_verbs() -> None:
    one = made_mention(
        "An earthquake struck Iran's Kerman province", "2018-03-22", event_class="attack",
        head="strike",
    )  # fmt: skip
    other = made_mention(
        "A tremor in Kerman province killed three Iranians", "2018-03-22", event_class="attack",
        head="kill", article_key="https://b.example/2",
    )  # fmt: skip
    pair = [traits_of(each, article_terms(each.title, TEXT, "en")) for each in (one, other)]
    assert compare(*pair).verdict == "join"


def test_an_acquittal_is_not_the_denial_of_a_verdict() -> None:
    made = made_mention("Ada Rossi was found not guilty of murder", "2013-07-13")
    assert not traits_of(made, frozenset()).negated
    denied = [
        made_mention(title, "2013-07-13", modality="negated")
        for title in ("Ada Rossi was found not guilty of murder", "Ada Rossi was not arrested")
    ]
    assert [traits_of(each, frozenset()).negated for each in denied] == [False, True]
