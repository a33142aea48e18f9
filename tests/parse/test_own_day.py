"""The day that a plain text says it is of, and dates that are not it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.parse.own_day import find_own_day, is_stamp

LEAD = "A strong earthquake shook the province of Aceh on Tuesday, killing at least one child."
MORE = "Officials said that help was on its way."


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Posted: 5 March 2013", "2013-03-05"),
        ("Posted by Jane Doe on March 5, 2013", "2013-03-05"),
        ("Updated March 5, 2013", "2013-03-05"),
        ("Last updated at 10:30 AM EDT, March 5, 2013", "2013-03-05"),
        ("Published: Tuesday, 5 March 2013 | 14:05 GMT", "2013-03-05T14:05:00"),
        ("March 5, 2013", "2013-03-05"),
        ("Tuesday , March 5 , 2013", "2013-03-05"),
        ("Tuesday, March 5, 2013", "2013-03-05"),
        ("March 5, 2013 10:30 AM", "2013-03-05T10:30:00"),
        ("By Jane Doe | March 5, 2013", "2013-03-05"),
        ("Daily Courier - March 5, 2013", "2013-03-05"),
        ("2013-03-05", "2013-03-05"),
        ("Date: 05.03.2013", "2013-03-05"),
        ("Veröffentlicht am 5. März 2013", "2013-03-05"),
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_stamp_in_the_first_or_last_lines(line: str, stamp: str, place: str) -> None:
    lines = [line, LEAD, MORE] if place == "first" else [LEAD, *[MORE] * 8, line]
    assert find_own_day("\n".join(lines), None) == (stamp, "stamp")
    assert is_stamp(line)


@pytest.mark.parametrize(
    "opening",
    [
        "JAKARTA, July 2, 2013 (AWN) - ",
        "JAKARTA, July 2, 2013 /AWNewswire/ -- ",
        "JAKARTA , Indonesia , July 2 , 2013 ( AWN ) - ",
        "BANDA ACEH, Indonesia, July 2, 2013 (AWN) – ",
        "WASHINGTON (AWN) - July 2, 2013 - ",
        "NEW YORK, Tuesday, July 2, 2013 — ",
        "Jakarta, 2 July 2013 (AWN) - ",
        "ST. LOUIS, Mo., July 2, 2013: ",
    ],
)
def test_a_dateline(opening: str) -> None:
    assert find_own_day(f"{opening}{LEAD}\n{MORE}", None) == ("2013-07-02", "dateline")


@pytest.mark.parametrize(
    "line",
    [
        "On March 11, 2011, an earthquake shook Japan and a wave killed thousands.",
        "March 11, 2011, is a day that nobody in Sendai will forget.",
        "March 11, 2011 - the day the wave came - changed the town.",
        "The attacks of September 11, 2001",
        "Attack on Fort Hill, November 5, 2009",
        "Born 5 March 1970 in Springfield",
        "Published on March 5, 2013, the report says that the dam is unsafe.",
        "Published by Harbour Press on March 5, 2013, in two volumes, and sold out since",
        "Sendai, March 11, 2011, was a quiet town before noon.",
        "The update of March 5, 2013 broke the site.",
        "From March 5, 2013 to March 9, 2013",
        "NASA's probe, launched on March 5, 2013, is lost.",
        "IBM, March 5, 2013 and what came after",
    ],
)
def test_the_date_of_the_story_is_none(line: str) -> None:
    assert find_own_day(f"{line}\n{LEAD}\n{MORE}", None) is None
    assert find_own_day(f"{LEAD}\n{MORE}\n{line}", None) is None


def test_a_chronology_has_no_day_of_its_own() -> None:
    text = f"March 5, 2011\n{LEAD}\nMarch 9, 2011\n{MORE}\nApril 1, 2011\n{MORE}"
    assert find_own_day(text, None) is None
    far = f"March 5, 2011\n{LEAD}\n" + f"{MORE}\n" * 9 + f"March 9, 2011\n{MORE}\n" * 4
    assert find_own_day(far, None) is None


def test_published_counts_more_than_updated_later() -> None:
    text = f"Posted: March 5, 2013\nUpdated: March 5, 2013 18:00\n{LEAD}"
    assert find_own_day(text, None) == ("2013-03-05", "stamp")


def test_two_datelines_that_disagree_say_nothing() -> None:
    text = f"PARIS, July 2, 2013 (AWN) - {LEAD}\nROME, July 9, 2013 (AWN) - {MORE}"
    assert find_own_day(text, None) is None


def test_a_stamp_before_the_news_says_nothing() -> None:
    text = f"March 5, 2001\n{LEAD}\nOn June 7, 2013 a court acquitted him."
    assert find_own_day(text, None) is None
    ahead = f"March 5, 2013\n{LEAD}\nThe trial begins on June 7, 2013."
    assert find_own_day(ahead, None) == ("2013-03-05", "stamp")


def test_the_address_tells_the_day_and_must_agree() -> None:
    url = "https://wire.example/2013/07/02/quake.html"
    assert find_own_day(f"{LEAD}\n{MORE}", url) == ("2013-07-02", "url")
    assert find_own_day(f"{url}\n{LEAD}\n{MORE}", None) == ("2013-07-02", "url")
    assert find_own_day(f"Posted: July 3, 2013\n{LEAD}", url) == ("2013-07-03", "stamp")
    assert find_own_day(f"Posted: July 9, 2013\n{LEAD}", url) is None


@pytest.mark.parametrize("text", ["", "\n", LEAD, "March 5", "5/6/2013", "March 5, 2013 - ", "((("])
def test_texts_that_say_no_day(text: str) -> None:
    assert find_own_day(text, None) is None or text.startswith("March 5, 2013")


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = find_own_day(text, None)
    assert found is None or found[1] in ("stamp", "dateline", "url")
