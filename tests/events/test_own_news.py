"""Headlines, leads, articles in other languages, titles, entities, modality, hygiene."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.events.headline import clean, is_news
from timeline.events.hygiene import own_start, refuse
from timeline.events.lexicon import lexicon
from timeline.events.plain.reader import is_english
from timeline.events.score import Weights, cuts, score
from timeline.events.short_titles import shorten
from timeline.events.titles import mend_article, tidy
from timeline.models import EventMention

Dated = Callable[..., EventMention]
Read = Callable[..., list[EventMention]]


def own(mentions: list[EventMention], kind: str) -> EventMention | None:
    return next((m for m in mentions if m.kind == kind), None)


HEADLINES = [
    ("Norway signs fishing treaty with Chile", None),
    ("NATO to open an office in Lima", None),
    ("Parliament approved the new budget of Chile on Friday", None),
    ("Why Norway will sign the treaty", "headline-no-news"),
    ("Ten best places to visit in Chile", "headline-no-news"),
    ("Will Norway sign the treaty with Chile?", "headline-no-news"),
    ("My year in the mountains of Chile", "headline-no-news"),
    ("Norway's fishing treaty with Chile", "headline-no-verb"),
    ("Oslo shares plunge after bank warning", "headline-no-verb"),
    ("Treaty signed", "headline-length"),
    ("Norway signs treaty: what it means for Chile", "headline-no-news"),
    ("Norway signs treaty; Chile votes on its budget", "headline-two-parts"),
]


@pytest.mark.parametrize(("headline", "reason"), HEADLINES)
def test_which_headlines_are_news(headline: str, reason: str | None) -> None:
    assert is_news(headline, lexicon()) == reason


def test_site_names_and_labels_go() -> None:
    assert clean("Norway signs fishing treaty with Chile | Oslo Post") == (
        "Norway signs fishing treaty with Chile"
    )
    assert clean("BREAKING: Norway signs fishing treaty with Chile") == (
        "Norway signs fishing treaty with Chile"
    )


def test_a_headline_is_dated_by_its_lead(read: Read) -> None:
    text = "Norway signed a fishing treaty with Chile on Friday. The sea is wide."
    headline = own(read(text, title="Norway signs fishing treaty with Chile"), "headline")
    assert headline is not None
    assert (headline.edtf, headline.state) == ("2026-01-09", "shown")
    assert (headline.sentence_start, headline.start, headline.end) == (-1, -1, -1)
    assert headline.event_class == "agreement"


def test_a_headline_without_a_date_of_its_own_gets_the_publication_day(read: Read) -> None:
    headline = own(read("The sea is wide.", title="Norway signs treaty with Chile"), "headline")
    assert headline is not None
    assert headline.edtf == "2026-01-12~"
    undated = read("The sea is wide.", title="Norway signs treaty with Chile", published=None)
    found = own(undated, "headline")
    assert found is not None
    assert found.rejected_reason == "no-publication-date"


def test_an_undated_lead_is_about_the_publication_day(read: Read) -> None:
    text = "Norway and Chile signed a treaty on fish in the port of Bergen. The sea is wide."
    lead = own(read(text), "lead")
    assert lead is not None
    assert lead.edtf == "2026-01-12~"
    assert lead.title == "Norway and Chile signed a treaty on fish in the port of Bergen"
    assert lead.expression == ""
    assert text[lead.sentence_start :].startswith(lead.sentence)


class TestOtherLanguages:
    text = "Am 9. Juli 2024 unterzeichnete Norwegen in Bergen einen Vertrag mit Chile."

    def test_clauses_stand_as_they_are_behind_show_more(self, dated: Dated) -> None:
        mention = dated(self.text, language="de")
        assert (mention.state, mention.rule) == ("more", "as-it-stands")
        assert mention.title == self.text.rstrip(".")
        assert len(mention.short_title) <= 40

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Wir haben am 9. Juli 2024 in Bergen lange auf Norwegen gewartet.",
             "first-or-second-person"),
            ("Kam Norwegen am 9. Juli 2024 wirklich nach Bergen?", "question"),
            ("Bergen, 9. Juli 2024", "sentence-too-short"),
            ("Norwegen kaufte am 9. Juli 2024 in Bergen " + "sehr " * 22 + "viel Fisch.",
             "too-long"),
        ],
    )  # fmt: skip
    def test_the_rest_is_refused(self, dated: Dated, text: str, reason: str) -> None:
        assert dated(text, language="de").rejected_reason == reason

    def test_a_headline_is_a_row_where_the_article_bears_a_date(self, read: Read) -> None:
        title = "Norwegen unterzeichnet Vertrag mit Chile"
        news = own(read(f"Am 9. Januar 2026 war es so weit. {self.text}", title, language="de"),
                   "headline")  # fmt: skip
        undated = own(read("Das Meer ist weit und blau.", title, language="de"), "headline")
        neither = own(read("Das Meer ist weit.", "Der Vertrag mit Chile", language="de"),
                      "headline")  # fmt: skip
        assert [m.state for m in (news, undated, neither) if m] == ["shown", "more", "rejected"]

    def test_a_headline_that_asks_is_no_news(self, read: Read) -> None:
        asked = own(read(self.text, "Warum Norwegen einen Vertrag mit Chile hat", language="de"),
                    "headline")  # fmt: skip
        assert asked is not None
        assert asked.rejected_reason == "headline-no-news"

    def test_english_is_known_by_its_small_words(self) -> None:
        small = lexicon().sets["english_small"]
        assert is_english(None, "The head of the council was in Oslo for the vote.", small)
        assert not is_english(None, self.text, small)
        assert is_english("en-GB", "", small)
        assert not is_english("de", "the of and to in", small)


MODALITIES = [
    ("Norway signed the treaty with Chile on Friday.", "asserted", None),
    ("Norway will sign the treaty with Chile on Friday.", "planned", "will"),
    ("The vote in Norway is scheduled for 3 March 2026.", "planned", "scheduled"),
    ("Norway plans to host the summit of the League on 3 March 2026.", "planned", "plans"),
    ("Norway may sign the treaty with Chile on Friday.", "possible", "may"),
    ("Norway did not sign the treaty with Chile on Friday.", "negated", "n't"),
    ("No minister of Norway signed the treaty with Chile on Friday.", "negated", "no"),
    ("Officials said that Norway signed the treaty with Chile on Friday.", "reported", "said"),
    ("Norway signed the treaty with Chile on Friday, according to Peru.", "reported",
     "according to"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "modality", "cue"), MODALITIES)
def test_modality_and_its_cue(dated: Dated, text: str, modality: str, cue: str | None) -> None:
    mention = dated(text)
    assert mention.modality == modality
    if cue != "n't":
        assert mention.modality_cue == cue


def test_forthcoming_events_have_lower_cuts() -> None:
    assert cuts("planned", False) < cuts("asserted", False)
    assert cuts("negated", True) == cuts("planned", True)


def test_named_events_of_a_year_have_a_lower_cut() -> None:
    assert cuts("asserted", False, True)[0] < cuts("asserted", False)[0]
    assert cuts("asserted", False, True)[1] == cuts("asserted", False)[1]


def test_a_score_is_a_logistic_sum() -> None:
    by = Weights(0.0, {"a": 1.0, "b": -1.0, "c": 0.0})
    assert score(("a", "b", "c", "unknown"), by) == (0.5, {"a": 1.0, "b": -1.0, "bias": 0.0})
    assert score((), Weights(900.0, {}))[0] == pytest.approx(1.0)


TIDY = [
    ("the court rejected it ,", "The court rejected it"),
    ("iPhone sales began", "iPhone sales began"),
    ("he said “ yes", "He said yes"),
    ("two  spaces\nand a line", "Two spaces and a line"),
]


def test_an_article_is_mended_where_a_date_is_gone(dated: Dated) -> None:
    title = dated("An October deal ended the strike of drivers in Norway.").title
    assert title == "A deal ended the strike of drivers in Norway"
    assert mend_article("An deal and an hour") == "A deal and an hour"


@pytest.mark.parametrize(("raw", "title"), TIDY)
def test_tidy(raw: str, title: str) -> None:
    assert tidy(raw) == title


SHORT = [
    ("Sweden joined NATO", "", "Sweden joined NATO"),
    # Cut between phrases; articles and adjectives go where that keeps more of what is said.
    ("Norway signed a fishing treaty with Chile in the port of Bergen", "Norway",
     "Norway signed fishing treaty with Chile"),
    ("Police used the powerful new Oslo radar during a storm on the coast of Peru", "Police",
     "Police used Oslo radar during storm"),
    # An office goes before the act does.
    ("Norwegian President Ada Marie Lund denounced a drone strike on a college in Lima",
     "Norwegian President Ada Marie Lund", "Lund denounced drone strike on college"),
    ("Florida Gov. Ron Berg and former Ambassador Nina Holm sparred with each other in Miami",
     "Florida Gov. Ron Berg and former Ambassador Nina Holm",
     "Ron Berg and Nina Holm sparred"),
    # A subject that speaks of itself: what it said of itself stays.
    ("Norway announced that it would close its northern border posts with Russia", "Norway",
     "Norway would close its border posts"),
    # Never within a name or noun phrase.
    ("The council urged Peruvian ministers to release the whole of the fishing fleet",
     "The council", "The council urged Peruvian ministers"),
    ("Terrorist attack on Israel by the militant group Hamas", "", "Terrorist attack on Israel"),
    ("Representatives of the whole council of elders met in Bergen", "Representatives of the "
     "whole council of elders", "Representatives of the whole council"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "subject", "short"), SHORT)
def test_short_titles(title: str, subject: str, short: str) -> None:
    found = shorten(title, lexicon(), subject)
    assert len(found) <= 40
    assert found == short


OWN = [
    ("NAIROBI, Kenya (AP) _ Two bombs exploded in the city.", "Two bombs exploded in the city."),
    ("LONDON | Fri May 3 LONDON (Reuters) - Banks closed early in the city.",
     "Banks closed early in the city."),
    ("BERGEN — Two ships sank in the port of the city.", "Two ships sank in the port of the city."),
    ("LIMA: Two ships sank in the port of the city.", "Two ships sank in the port of the city."),
    ("• Two ships sank in the port of the city.", "Two ships sank in the port of the city."),
    ("HARBOUR TIMES) Two ships sank in the port of the city.",
     "Two ships sank in the port of the city."),
    ("Norway signed the deal (and Chile did) on Friday.",
     "Norway signed the deal (and Chile did) on Friday."),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "rest"), OWN)
def test_datelines_and_bullets_are_not_the_sentence(sentence: str, rest: str) -> None:
    assert sentence[own_start(sentence) :] == rest


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Follow us on the social network for more news.", "boilerplate"),
        ("Norway | Chile | 9 July 2024 | 3:45 in the morning", "boilerplate"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 on 9 July 2024", "not-prose"),
        ("NORWAY SIGNED THE TREATY WITH CHILE ON FRIDAY", "not-prose"),
        ("Norway signed the\ufffdtreaty with Chile on Friday.", "garbled"),
        ("Norway " * 100, "sentence-too-long"),
        ("Norway signed the treaty with Chile on Friday.", None),
    ],
)
def test_sentences_that_hold_no_row(sentence: str, reason: str | None) -> None:
    assert refuse(sentence) == reason
