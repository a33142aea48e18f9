"""The main text: what counts as furniture, and when trafilatura is asked."""

import pytest

from timeline.parse import text as module
from timeline.parse.blocks import drop_idle, read_blocks
from timeline.parse.html import parse_html, text_of
from timeline.parse.text import MAX_TEXT, article_text, prune, tidy

SENTENCE = "The council of Exampleville voted on Tuesday to open bridge number {}, the mayor said."
PROSE = [SENTENCE.format(n) for n in range(8)]
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in PROSE)
EXTRA = "This line of several words is not a part of the article at all."


def blocks(body: str) -> list[str]:
    root = parse_html(f"<html><body>{body}</body></html>".encode())
    prune(root)
    return tidy(read_blocks(root)).split("\n")


def test_paragraphs_in_order():
    assert blocks(PARAGRAPHS) == PROSE


@pytest.mark.parametrize(
    "furniture",
    [
        "<aside>{}</aside>",
        "<footer>{}</footer>",
        "<nav>{}</nav>",
        "<figure><figcaption>{}</figcaption></figure>",
        "<div class='article-newsletter'><p>{}</p></div>",
        "<div id='relatedPosts'><p>{}</p></div>",
        "<div role='complementary'><p>{}</p></div>",
        "<div hidden><p>{}</p></div>",
        "<p style='display: none'>{}</p>",
        "<div aria-hidden='true'>{}</div>",
        "<article><h3>Other story</h3><p>{}</p></article>",
        "<ul><li><a href='/x'>{}</a></li></ul>",
        "<script>{}</script>",
    ],
)
def test_furniture_is_left_out(furniture):
    body = f"<div class='content'>{PARAGRAPHS}{furniture.format(EXTRA)}{PARAGRAPHS}</div>"
    assert blocks(body) == PROSE + PROSE


def test_what_holds_the_paragraphs_is_no_furniture_whatever_it_is_called():
    assert blocks(f"<div class='social-media-main sidebar-left'>{PARAGRAPHS}</div>") == PROSE


def test_text_without_paragraph_elements():
    body = (
        f"<div>{PARAGRAPHS}<div>{EXTRA}<br>And more.</div>Loose text at the end of the page.</div>"
    )
    assert blocks(body)[-2:] == [f"{EXTRA} And more.", "Loose text at the end of the page."]


def test_labels_and_idle_headings_are_left_out():
    body = (
        f"<div>{PARAGRAPHS}<h2>Background</h2><p>{EXTRA}</p><h2>Related</h2><div>Share</div></div>"
    )
    assert blocks(body)[-2:] == ["Background", EXTRA]


def test_a_list_of_prose_and_inline_markup_stay():
    body = (
        f"<div>{PARAGRAPHS}<ul><li>First <b>bold</b> point of <a href='/x'>two</a>.</li></ul></div>"
    )
    assert blocks(body)[-1] == "First bold point of two."


def test_control_characters_by_number():
    assert blocks(f"<div>{PARAGRAPHS}<p>One line&#1;,<br>&#2;another&#12; line.</p></div>")[-1] == (
        "One line, another line."
    )


def test_an_unclosed_button_does_not_swallow_the_article():
    assert blocks(f"<button class=menu>Menu<main>{PARAGRAPHS}</main>") == PROSE


@pytest.mark.parametrize(
    ("markup", "stays"),
    [
        ("<div class='tags'><div>Bridges</div></div>", False),
        ("<ul class='related'><li><a href='/x'>{}</a></li></ul>", False),
        ("<div><span> </span></div>", False),
        ("<div class='teaser'>{}</div>", True),
        ("<div class='related'><p>Bridges</p></div>", True),
        ("<div class='tagline'>Bridges</div>", True),
        ("<table><tr><td></td><td>7</td></tr></table>", True),
    ],
)
def test_idle_furniture_is_dropped(markup, stays):
    element = markup.format(EXTRA)
    page = f"<html><body><div>{PARAGRAPHS}{element}Tail.</div></body></html>"
    root, whole = parse_html(page.encode()), parse_html(page.encode())
    drop_idle(root)
    assert (len(root.findall(".//*")) == len(whole.findall(".//*"))) is stays
    assert text_of(root).endswith("Tail.")


def test_what_holds_much_of_the_text_is_never_idle():
    cells = "".join(f"<td>{n}</td>" for n in range(20))
    root = parse_html(f"<div class=related><table><tr>{cells}</tr></table></div>".encode())
    drop_idle(root)
    assert "19" in text_of(root)


def full(body: str, witness: str = "") -> str:
    root = parse_html(f"<html><head><title>x</title></head><body>{body}</body></html>".encode())
    prune(root)
    return article_text(root, witness)


def test_what_the_metadata_say_too_needs_no_other_witness(monkeypatch):
    monkeypatch.setattr(module, "_quick_text", None)
    assert full(PARAGRAPHS, " ".join(PROSE[1:])) == "\n".join(PROSE)


def test_a_witness_that_says_something_else_is_not_believed(monkeypatch):
    monkeypatch.setattr(module, "bare_extraction", None)
    assert full(PARAGRAPHS, EXTRA) == "\n".join(PROSE)


def test_an_easy_page_needs_no_trafilatura(monkeypatch):
    monkeypatch.setattr(module, "bare_extraction", None)
    assert full(f"<article>{PARAGRAPHS}</article>") == "\n".join(PROSE)


def test_where_the_readings_differ_trafilatura_decides(monkeypatch):
    calls = []
    original = module.bare_extraction

    def counted(*args, **kwargs):
        calls.append(kwargs)
        return original(*args, **kwargs)

    monkeypatch.setattr(module, "bare_extraction", counted)
    cells = "".join(f"<tr><td>{n}</td><td>{n * n}</td></tr>" for n in range(40))
    text = full(f"<div class=related><table>{cells}</table></div><div class=menu>{EXTRA}</div>")
    assert calls
    assert "1521" in text


def test_whole_paragraphs_up_to_the_limit():
    text = full("<article>" + PARAGRAPHS * 600 + "</article>")
    assert MAX_TEXT - 200 < len(text) <= MAX_TEXT
    assert text.endswith("said.")


@pytest.mark.parametrize("body", ["", "<p></p>", "<div></div>", "<table></table>", "x"])
def test_almost_nothing_does_not_raise(body):
    assert isinstance(full(body), str)


def test_tidy():
    assert tidy(" a \u00a0 b\r\n\n\t\n c\0 ") == "a b\nc"
