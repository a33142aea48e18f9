"""Digests: dates with their sentences and events."""

from __future__ import annotations

import random
from datetime import date

from timeline.topics.dates import Reference, mentioning_articles
from timeline.topics.digest import Lead, digest

VOTE = "Parliament voted on 3 May to dissolve itself and called an election for the autumn."
VOTE_LATER = "On 3 May parliament dissolved itself, which opened the way to an early election."
STORM = "A storm on 10 May cut the power of half the island and closed the port of Ellery."
LEAD = "The government lost its majority and parliament dissolved itself after a long night."


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def ref(on: str, published: str, sentence: str, voice: str, event: str | None = None) -> Reference:
    return Reference(on, voice, f"https://{voice}.example/", day(published), sentence, 40, event)


REFERENCES = [
    ref("2024-05-03", "2024-05-04", VOTE, "one", "vote"),
    ref("2024-05-03", "2024-08-20", VOTE_LATER, "two", "vote"),
    ref("2024-05-03", "2024-08-21", VOTE_LATER, "three", "other"),
    ref("2024-05-10", "2024-05-10", STORM, "one", "storm"),
    ref(
        "2024", "2024-12-01", "In 2024 the country changed more than in the ten years before.", "x"
    ),
]
LEADS = [Lead("https://four.example/", day("2024-05-03"), LEAD, 0)]


def test_dates_come_best_first_with_their_events() -> None:
    entries = digest(REFERENCES, LEADS, top=5, sentences=2)
    assert [(e.date, e.event_ids) for e in entries] == [
        ("2024-05-03", ("vote", "other")),
        ("2024-05-10", ("storm",)),
    ]
    assert entries[0].score > entries[1].score > 0


def test_sentences_are_few_and_told_once() -> None:
    [vote, storm] = digest(REFERENCES, LEADS, top=5, sentences=2)
    assert vote.sentences[0] == VOTE_LATER
    assert vote.told[0].article == "https://three.example/"
    assert len(vote.sentences) == 2
    assert storm.sentences == [STORM]


def test_top_and_sentences_are_limits() -> None:
    [entry] = digest(REFERENCES, LEADS, top=1, sentences=1)
    assert (entry.date, len(entry.sentences)) == ("2024-05-03", 1)
    assert digest(REFERENCES, LEADS, top=0, sentences=1) == []
    assert digest([], LEADS, top=5, sentences=1) == []


def test_a_leading_sentence_may_tell_its_own_day_and_the_day_before() -> None:
    short = [ref("2024-05-03", "2024-08-20", "It fell.", "one")]
    for published, expected in (("2024-05-03", [LEAD]), ("2024-05-04", [LEAD]),
                                ("2024-05-05", ["It fell."])):  # fmt: skip
        leads = [Lead("https://four.example/", day(published), LEAD, 0)]
        [entry] = digest(short, leads, top=1, sentences=2)
        assert entry.sentences == expected


def test_another_ranking_can_stand_beside_ours() -> None:
    entries = digest(REFERENCES, LEADS, top=9, sentences=1, ranking=mentioning_articles)
    assert [(e.date, e.score) for e in entries] == [("2024-05-03", 3.0), ("2024-05-10", 1.0)]


def test_the_order_of_the_rows_does_not_show() -> None:
    references, leads = list(REFERENCES), list(LEADS)
    first = digest(references, leads, top=9, sentences=2)
    for seed in range(5):
        random.Random(seed).shuffle(references)
        assert digest(references, leads, top=9, sentences=2) == first
