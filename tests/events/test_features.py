"""What the score looks at, and which clauses it gets to see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.events.extract import extract_with_facts
from timeline.models import Article, EventMention
from timeline.temporal import find

Dated = Callable[..., EventMention]


def facts_of(text: str, title: str = "") -> set[str]:
    """Give the facts of the last row of a text that was scored."""
    article = Article(title=title, text=text, id="a", language="en", published="2026-01-12")
    found = extract_with_facts(article, find(article.text, article.dct, "en"))
    return set([facts for mention, facts in found if facts and mention.kind == "dated"][-1])


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Norway joined the pact on 3 May 2023.", "date:full"),
        ("Norway joined the pact on Friday.", "date:weekday"),
        ("Norway joined the pact two years ago.", "date:ago"),
        ("The talks in Oslo began on 3 May 2023. Norway left the pact later that day.",
         "date:anaphoric"),
        ("Norway and Chile signed a treaty with Peru on 3 May 2023.", "title:names"),
        ("Norway joined the pact with Chile on 3 May 2023.", "title:brief"),
        ("The union sent its offer to the old ministry on 3 May 2023.", "predicate:the-long"),
        ("Norway expelled his envoys from Oslo on 3 May 2023.", "predicate:owner-clash"),
        ("The 2019 speech by Anna Berg in Oslo was long.", "nominal:statement"),
    ],
)  # fmt: skip
def test_facts_that_hold(text: str, fact: str) -> None:
    assert fact in facts_of(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Norway joined the pact in 2023.", "date:full"),
        ("Anna Berg expelled his envoys from Oslo on 3 May 2023.", "predicate:owner-clash"),
        ("Italy said on Friday that it will open a consulate in Kyiv.", "date:elsewhere"),
        ("Anna Berg predicted that Chile will sign by the end of winter.", "date:elsewhere"),
    ],
)
def test_facts_that_do_not_hold(text: str, fact: str) -> None:
    assert fact not in facts_of(text)


def test_the_headline_is_compared_with_the_sentence() -> None:
    text = "Norway joined the northern pact on 3 May 2023."
    assert "article:headline" in facts_of(text, "Norway joins northern pact after vote")
    assert "article:headline" not in facts_of(text, "Chile wins the cup in Santiago")


def test_an_article_that_quotes_is_reporting() -> None:
    said = 'The treaty is old. "We know that," Anna Berg said. '
    text = f"{said * 3}Norway joined the pact on 3 May 2023."
    assert "article:reported" in facts_of(text)
    assert "article:reported" not in facts_of("Norway joined the pact on 3 May 2023." + " So." * 9)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # What is added or claimed is an act; what somebody only adds is a saying.
        ("The union added 40 ships to its fleet in Oslo on 3 May 2023.",
         "The union added 40 ships to its fleet in Oslo"),
        # A credit behind the comma is no part of the clause.
        ("Amazonas declared a state of emergency on 3 May 2023, reported Euro News.",
         "Amazonas declared a state of emergency"),
        # "and" behind a comma begins another clause.
        ("Peru declared a state of emergency on 3 May 2023, and Anna Berg said that she left.",
         "Peru declared a state of emergency"),
        # "said" is a past, whatever stands before it.
        ("The European Union said on Tuesday six Libyan ports would be closed.",
         "The European Union said six Libyan ports would be closed"),
        # A participle before its noun is part of the subject.
        ("Suspected rebels attacked the port of Arica on 3 May 2023.",
         "Suspected rebels attacked the port of Arica"),
        # A date goes with its possessive, also inside a subject.
        ("The envoys at Friday's talks urged Libya to open the port of Brega.",
         "The envoys at the talks urged Libya to open the port of Brega"),
        # What holds only "unless" keeps its condition.
        ("Norway warned on Friday that talks will not resume unless Chile offers an excuse.",
         "Norway warned that talks will not resume unless Chile offers an excuse"),
        # A line of a timeline finds its verb.
        ("27 January 2010: The US Supreme Court hands down its decision on Citizens United.",
         "The US Supreme Court hands down its decision on Citizens United"),
        ("23 August 2011 - Rebels overrun the compound in Tripoli.",
         "Rebels overrun the compound in Tripoli"),
        # An uprising against a man is not the man.
        ("Libya sold oil before an uprising against leader Muammar Gaddafi began in May 2011.",
         "An uprising against leader Muammar Gaddafi began"),
        # A complement that the verb can do without is cut.
        ("Ana Diaz joined the Berg campaign as a senior adviser in May 2020 after months of bitter "
         "recriminations about its outreach and fears that Berg would not do well with the voters.",
         "Ana Diaz joined the Berg campaign as a senior adviser after months of "
            "bitter recriminations"),
    ],
)  # fmt: skip
def test_clauses_that_were_lost(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chile will sign the treaty, the minister added on Friday.", "only-says-so"),
        ("The last time Turks voted in a general election in 2007, opponents feared the party.",
         "contact-relative"),
        ("Berg repeated, as Anna Berg did in an interview two weeks ago, that she will stay.",
         "stands-for-a-verb"),
        # What is announced is announced today, whatever it is about.
        ("Northwind announced a plan to become carbon negative by 2030.", "date-against-tense"),
    ],
)  # fmt: skip
def test_clauses_that_are_refused(dated: Dated, text: str, reason: str) -> None:
    mention = dated(text)
    assert (mention.state, mention.rejected_reason) == ("rejected", reason)


def test_a_camp_of_a_firm_is_no_person(dated: Dated) -> None:
    text = (
        "Strava is a firm in Oslo. It met users at Camp Strava in June. "
        "Strava bought a rival on 3 May 2023."
    )
    assert dated(text).title == "Strava bought a rival"


def test_a_surname_is_still_said_in_full(dated: Dated) -> None:
    text = "Anna Berg is a lawyer in Oslo. Berg sued the union on 3 May 2023."
    assert dated(text).title == "Anna Berg sued the union"
