import pytest

from timeline.errors import ParseError
from timeline.parse import parse_text

LEAD = (
    "The council of Exampleville voted on Tuesday to open the new bridge. "
    "It will be inspected again in autumn, the mayor said."
)


def test_first_line_is_the_headline_and_no_part_of_the_text():
    article = parse_text(
        f"Council opens the bridge\n\n{LEAD}\n\nA second paragraph follows here.\n"
    )
    assert article.title == "Council opens the bridge"
    assert article.text == f"{LEAD}\nA second paragraph follows here."


@pytest.mark.parametrize(
    "dateline",
    [
        "",
        "PARIS (AFP) - ",
        "MENAFN - ExampleForm) ",
        "LONDON, June 3 (Reuters) — ",
        "KYIV — ",
        "(dpa) - ",
    ],
)
def test_without_headline_the_first_sentence_is_the_title_without_dateline(dateline):
    article = parse_text(dateline + LEAD)
    assert article.title == "The council of Exampleville voted on Tuesday to open the new bridge."
    assert article.text == dateline + LEAD


def test_wrapped_lines_are_joined_where_blank_lines_separate_paragraphs():
    article = parse_text("A headline of one line\n\nThe first line\nand the second.\n\nMore.\n")
    assert article.text == "The first line and the second.\nMore."


def test_what_is_given_wins():
    article = parse_text(LEAD, title="Bridge", published="2024-06-03", language="en-GB", id="7")
    assert (article.title, article.published, article.published_how) == (
        "Bridge",
        "2024-06-03",
        "given",
    )
    assert (article.language, article.language_how, article.key) == ("en", "given", "id:7")


def test_an_abbreviation_does_not_end_the_title():
    article = parse_text(
        "Mr. Smith met Gen. Jones in the town hall of Exampleville. They spoke long."
    )
    assert article.title.startswith("Mr. Smith met Gen. Jones in the town hall")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x01"])
def test_no_text(text):
    with pytest.raises(ParseError) as caught:
        parse_text(text)
    assert caught.value.reason == "no-text"


def test_a_stamp_before_or_after_the_headline_is_no_headline():
    for lines in (
        ["March 5, 2013", "Council opens the bridge", LEAD],
        ["Council opens the bridge", "Posted: March 5, 2013", LEAD],
    ):
        article = parse_text("\n\n".join(lines))
        assert article.title == "Council opens the bridge"
        assert LEAD in article.text
        assert "March 5, 2013" in article.text
    assert parse_text(f"March 5, 2013\n{LEAD}").title.startswith("The council of Exampleville")
