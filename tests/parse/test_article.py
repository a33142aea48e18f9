"""Whole pages, written for these tests, against what a reader would take from them."""

import dataclasses
import json
from pathlib import Path

import pytest

from timeline.errors import ParseError
from timeline.parse import parse_article

PAGES = Path(__file__).parent.parent / "data" / "pages"
CASES = sorted(path.stem for path in PAGES.glob("*.json"))

PARAGRAPH = "The council of Exampleville voted on Tuesday to open the new bridge over the Sample. "


def page(head: str = "", body: str = "", lang: str = "en") -> bytes:
    paragraphs = "".join(f"<p>{PARAGRAPH}{n}</p>" for n in range(8))
    return (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>Bridge opens</title>"
        f"{head}</head><body><h1>Bridge opens</h1>{body}{paragraphs}</body></html>"
    ).encode()


def ld(**node: object) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": "Bridge opens", **node})
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize("name", CASES)
def test_golden(name):
    gold = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    if "reason" in gold:
        with pytest.raises(ParseError) as caught:
            parse_article(body, gold["url"])
        assert caught.value.reason == gold["reason"]
        return
    found = dataclasses.asdict(parse_article(body, gold["url"]))
    found["authors"] = list(found["authors"])
    assert {key: found[key] for key in gold["expected"]} == gold["expected"]


def test_parsing_twice_gives_the_same():
    body = (PAGES / "json-ld.html").read_bytes()
    assert parse_article(body, "https://a.example/x") == parse_article(body, "https://a.example/x")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"just words, no markup", "not-html"),
        (b"%PDF-1.7\n" + b"x" * 100, "binary"),
        (bytes(range(256)) * 50, "binary"),
        (b"<p>" + b"x" * 10_000_000, "too-large"),
        (b"<p>" * 200_001, "too-large"),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(6_000)) + b">x", "too-large"),
        (b"<html><body></body></html>", "no-text"),
    ],
)
def test_refused(body, reason):
    with pytest.raises(ParseError) as caught:
        parse_article(body, "https://a.example/x")
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)


def test_text_has_no_control_characters_and_no_soft_hyphens():
    body = page(body="<p>A\0b\x07 le\u00adgal word\u200b in a sen\u0085tence of some length.</p>")
    text = parse_article(body, "https://a.example/x").text
    assert all(c == "\n" or c.isprintable() for c in text)
    assert "legal word in" in text


class TestPublished:
    def find(self, head="", body="", url="https://a.example/x", fetched_at=None):
        article = parse_article(page(head, body), url, fetched_at=fetched_at)
        return article.published, article.published_how

    def test_json_ld_goes_before_meta(self):
        meta = '<meta property="article:published_time" content="2024-07-01T10:00:00+02:00">'
        assert self.find(ld(datePublished="2024-07-09T10:00:00+02:00") + meta) == (
            "2024-07-09T10:00:00+02:00",
            "json-ld",
        )

    def test_of_two_that_agree_on_the_day_the_finer_one_wins(self):
        meta = '<meta property="article:published_time" content="2024-07-09T10:00:00+02:00">'
        assert self.find(ld(datePublished="2024-07-09") + meta) == (
            "2024-07-09T10:00:00+02:00",
            "meta",
        )

    def test_utc_becomes_local_by_another_stamp_of_the_page(self):
        head = ld(datePublished="2024-07-09T23:30:00Z", dateModified="2024-07-10T09:00:00+02:00")
        assert self.find(head)[0] == "2024-07-10T01:30:00+02:00"

    def test_utc_becomes_local_by_the_country_of_the_domain(self):
        head = ld(datePublished="2024-07-09T23:30:00Z")
        assert self.find(head, url="https://zeitung.example.de/x")[0] == "2024-07-10T01:30:00+02:00"

    def test_utc_becomes_local_by_the_day_in_the_url(self):
        head = ld(datePublished="2024-07-09T23:30:00Z")
        published, _ = self.find(head, url="https://a.example/2024/07/10/bridge")
        assert published == "2024-07-10T00:30:00+01:00"

    def test_midnight_utc_is_a_day_and_stays(self):
        head = ld(datePublished="2024-07-09T00:00:00Z")
        published, _ = self.find(head, url="https://a.example.mx/2024/07/09/bridge")
        assert published == "2024-07-09T00:00:00+00:00"

    def test_a_z_that_is_local_time_gives_way(self):
        meta = '<meta property="article:published_time" content="2024-07-09T10:00:00-04:00">'
        head = ld(datePublished="2024-07-09T10:00:00Z") + meta
        assert self.find(head)[0] == "2024-07-09T10:00:00-04:00"

    def test_no_article_is_younger_than_its_fetching(self):
        head = ld(datePublished="2031-01-01T00:00:00Z")
        line = "<p>Published on 9 July 2024</p>"
        assert self.find(head, line, fetched_at="2024-07-10T00:00:00Z") == (
            "2024-07-09",
            "dateline",
        )

    def test_the_date_that_stands_with_the_headline(self):
        line = "<div>By Grace Specimen, 9 July 2024, 6:05 pm</div>"
        assert self.find(body=line) == ("2024-07-09T18:05:00", "dateline")

    def test_an_update_counts_only_without_another(self):
        lines = "<div>Updated: 12 July 2024</div><div>9 July 2024</div>"
        assert self.find(body=lines)[0] == "2024-07-09"
        assert self.find(body="<div>Updated: 12 July 2024</div>")[0] == "2024-07-12"

    def test_the_day_in_the_url_goes_before_a_far_dateline(self):
        assert self.find(body="<div>3 May 2019</div>", url="https://a.example/2024/07/09/x") == (
            "2024-07-09",
            "url",
        )

    def test_an_ambiguous_date_is_none(self):
        assert self.find(ld(datePublished="03/04/2024")) == (None, None)

    @pytest.mark.parametrize("opening", ["Sampleton, 9 July 2024 – ", "(9 July 2024) "])
    def test_the_date_that_the_text_opens_with(self, opening):
        assert self.find(body=f"<p>{opening}{PARAGRAPH * 2}</p>") == ("2024-07-09", "dateline")

    def test_a_date_inside_the_first_sentence_is_no_dateline(self):
        sentence = f"<p>On 9 July 2024 the council met. {PARAGRAPH * 2}</p>"
        assert self.find(body=sentence)[1] != "dateline"

    def test_a_caption_does_not_say_it(self):
        body = "<div class=imageCaption>Photo: 3 May 2019</div><div>9 July 2024</div>"
        assert self.find(body=body)[0] == "2024-07-09"

    def test_what_the_headline_says_is_not_it(self):
        body = "<h1>Report of 3 May 2019</h1><div>9 July 2024</div>"
        document = f"<html><body>{body}{f'<p>{PARAGRAPH}</p>' * 8}</body></html>".encode()
        assert parse_article(document, "https://a.example/x").published == "2024-07-09"

    def test_an_element_named_for_its_date_says_it_from_afar(self):
        far = "<p>Words</p>" * 60 + "<span class='entry-date'>9 July 2024</span>"
        assert self.find(body=far) == ("2024-07-09", "dateline")
        two = far + "<span class='entry-date'>10 July 2024</span>"
        assert self.find(body=two)[1] != "dateline"

    @pytest.mark.parametrize("where", ["<aside>{}</aside>", "<ul class=comment-list>{}</ul>"])
    def test_but_not_in_a_side_column_or_a_comment(self, where):
        far = "<p>Words</p>" * 60 + where.format("<li class=date>9 July 2024</li>")
        assert self.find(body=far)[1] != "dateline"

    def test_slashes_are_read_by_the_page_s_language(self):
        body = "<div>03/04/2024</div>"
        article = parse_article(page("", body, "fr"), "https://a.example/x")
        assert (article.published, article.published_how) == ("2024-04-03", "dateline")
        assert self.find(body=body)[1] != "dateline"

    def test_the_clock_of_a_comment_is_not_the_article_s_but_tells_the_offset(self):
        head = ld(datePublished="2024-07-09T23:30:00Z")
        comment = '<div class="comment"><time datetime="2024-07-09T20:00:00-04:00">x</time></div>'
        assert self.find(head, comment)[0] == "2024-07-09T19:30:00-04:00"
        day = ld(datePublished="2024-07-09")
        assert self.find(day, comment) == ("2024-07-09", "json-ld")

    def test_what_htmldate_finds_must_be_of_the_month_in_the_url(self):
        body = "<p>Words</p>" * 60 + "<div>Last seen: 2010-06-01</div>"
        assert self.find(body=body) == ("2010-06-01", "htmldate")
        assert self.find(body=body, url="https://a.example/2011/12/bridge/") == (None, None)

    def test_times_of_other_articles_do_not_count(self):
        body = "".join(f'<li><time datetime="2024-07-0{n}">x</time></li>' for n in range(1, 6))
        assert self.find(body=f"<ul>{body * 10}</ul>")[1] != "time"


class TestLinks:
    def test_canonical_of_another_site_is_not_believed(self):
        head = '<link rel=canonical href="https://evil.example.net/x">'
        assert parse_article(page(head), "https://a.example/x#top").url == "https://a.example/x"

    def test_canonical_at_the_front_page_is_not_believed(self):
        head = '<link rel=canonical href="https://a.example/">'
        assert parse_article(page(head), "https://a.example/x").url == "https://a.example/x"

    def test_canonical_on_a_sibling_host_is(self):
        head = '<link rel=canonical href="https://www.a.example/y">'
        assert parse_article(page(head), "https://m.a.example/x").url == "https://www.a.example/y"

    def test_image_must_be_http(self):
        head = '<meta property="og:image" content="javascript:alert(1)">'
        assert parse_article(page(head), "https://a.example/x").image is None

    def test_a_file_has_the_address_that_it_names_or_none(self):
        head = '<link rel=canonical href="https://www.courier.example/y">'
        assert parse_article(page(head), "").url == "https://www.courier.example/y"
        article = parse_article(page(), "")
        assert article.url is None
        assert article.publisher is None
        assert article.key.startswith("hash:")


def test_one_long_attribute_is_no_offence():
    state = '{"a": "b c d"}, ' * 20_000
    found = parse_article(page(body=f"<div data-state='{state}'></div>"), "https://a.example/x")
    assert PARAGRAPH.strip() in found.text


def test_script_that_compares_is_no_tag():
    script = f"<script>if (a<b) {{ {'x = 1; y = 2; ' * 9_000} }}</script>"
    found = parse_article(page(body=script), "https://a.example/x")
    assert PARAGRAPH.strip() in found.text
