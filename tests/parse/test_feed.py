import pytest

from timeline.errors import ParseError
from timeline.parse import parse_feed

URL = "https://feeds.example/news/rss.xml"


def rss(
    *items: str, head: str = "", prologue: str = '<?xml version="1.0" encoding="utf-8"?>'
) -> bytes:
    return (
        f'{prologue}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>Courier</title><link>https://courier.example/</link>{head}"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(title="Bridge opens", link="https://courier.example/1", more="") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def one(*args, **kwargs):
    (link,) = parse_feed(rss(item(*args, **kwargs)), URL).links
    return link


class TestRss:
    def test_all_fields(self):
        feed = parse_feed(
            rss(
                item(
                    more="<guid isPermaLink='false'>id-1</guid>"
                    "<pubDate>Tue, 09 Jul 2024 18:05:00 +0100</pubDate>"
                    "<dc:creator>Grace Specimen</dc:creator>"
                    "<description>&lt;p&gt;A &lt;b&gt;short&lt;/b&gt; one&lt;/p&gt;</description>"
                    "<content:encoded><![CDATA[<p>First &amp; only.</p>"
                    "<p>Second.</p>]]></content:encoded>"
                ),
                head="<language>en-GB</language><atom:link rel='self' href='https://x.example/'/>"
                "<atom:link rel='hub' href='https://hub.example/'/>"
                "<atom:link rel='next' href='?page=2'/>",
            ),
            URL,
        )
        assert (feed.kind, feed.title, feed.language) == ("rss", "Courier", "en-GB")
        assert feed.home == "https://courier.example/"
        assert feed.hub == "https://hub.example/"
        assert feed.next == "https://feeds.example/news/rss.xml?page=2"
        (link,) = feed.links
        assert link.id == "id-1"
        assert link.published == "2024-07-09T18:05:00+01:00"
        assert link.author == "Grace Specimen"
        assert link.summary == "A short one"
        assert link.text == "First & only.\nSecond."
        assert feed.errors == ()

    def test_one_broken_item_keeps_the_others(self):
        items = [item(f"Item {n}", f"https://courier.example/{n}") for n in range(5)]
        items[2] = "<item><title>Broken <b></title></i><link>https://courier.example/2</item>"
        feed = parse_feed(rss(*items), URL)
        kept = {link.url for link in feed.links}
        assert kept >= {f"https://courier.example/{n}" for n in (0, 1, 3, 4)}
        assert len(feed.errors) >= 1
        assert feed.title == "Courier"

    def test_an_item_with_nothing_is_named(self):
        feed = parse_feed(rss(item(), "<item><pubDate>x</pubDate></item>"), URL)
        assert len(feed.links) == 1
        assert feed.errors == ("item 2: it has neither link, title nor text",)

    def test_cut_off_feed_keeps_what_came(self):
        body = rss(*[item(f"Item {n}", f"https://courier.example/{n}") for n in range(9)])
        feed = parse_feed(body[: len(body) // 2], URL)
        assert len(feed.links) >= 3
        assert feed.errors

    def test_a_permalink_guid_is_the_link(self):
        body = rss("<item><title>x</title><guid>https://courier.example/7</guid></item>")
        assert parse_feed(body, URL).links[0].url == "https://courier.example/7"

    def test_an_item_without_link_has_a_stable_address(self):
        body = rss("<item><title>Bridge</title><description>opens</description></item>")
        first, second = parse_feed(body, URL).links[0], parse_feed(body, URL).links[0]
        assert first == second
        assert first.url.startswith(f"{URL}#item-")

    def test_an_id_that_many_share_identifies_nothing(self):
        more = "<guid isPermaLink='false'>same</guid>"
        feed = parse_feed(
            rss(*[item(f"{n}", f"https://c.example/{n}", more) for n in range(3)]), URL
        )
        assert [link.id for link in feed.links] == [None] * 3
        assert len({link.url for link in feed.links}) == 3

    def test_relative_and_padded_links(self):
        assert one(link="\n  /a b/c?x=1&amp;y=2 \n").url == "https://feeds.example/ab/c?x=1&y=2"

    @pytest.mark.parametrize(
        "link", ["javascript:alert(1)", "mailto:a@b.example", "http://", "ftp://x/"]
    )
    def test_only_http(self, link):
        assert one(link=link).url.startswith(f"{URL}#item-")

    def test_html_entities_and_bare_ampersands(self):
        link = one("Fish & chips &eacute; &nbsp; &bogus; &amp;amp;", "https://c.example/?a=1&b=2")
        assert link.title == "Fish & chips é &bogus; &"
        assert link.url == "https://c.example/?a=1&b=2"

    def test_cdata_is_left_alone(self):
        assert one(link="<![CDATA[https://c.example/?a=1&copy=2]]>").url == (
            "https://c.example/?a=1&copy=2"
        )

    def test_markup_in_a_title_is_text_but_for_inline_elements(self):
        assert one("&lt;em&gt;Titanic&lt;/em&gt; sinks").title == "Titanic sinks"
        assert one("&lt;script&gt;x&lt;/script&gt;").title == "<script>x</script>"

    @pytest.mark.parametrize(
        "date",
        ["", "yesterday", "0000-00-00", "Mon, 30 Feb 2024 10:00:00 GMT", "9" * 5000,
         "Fri, 31 Dec 9999 23:59:59 GMT", "0001-01-01T00:00:00+14:00", "12/11/10", "June"],
    )  # fmt: skip
    def test_a_date_that_cannot_be_read_is_none(self, date):
        assert one(more=f"<pubDate>{date}</pubDate>").published is None

    def test_media_titles_are_not_the_item(self):
        body = rss(f"<item><media:title>Photo</media:title>{item()[6:]}")
        assert parse_feed(body, URL).links[0].title == "Bridge opens"

    def test_items_are_capped_with_a_line(self):
        feed = parse_feed(rss(*[item(f"{n}", f"https://c.example/{n}") for n in range(5_003)]), URL)
        assert len(feed.links) == 5_000
        assert feed.errors == ("feed has 5003 items; only the first 5000 were read",)


class TestEncodings:
    def test_cp1252_that_says_utf_8(self):
        body = rss(item("caf\xe9 \x93quoted\x94")).decode().encode("latin-1")
        assert parse_feed(body, URL).links[0].title == "café “quoted”"

    def test_utf_16_that_says_utf_8(self):
        assert parse_feed(rss(item("café")).decode().encode("utf-16"), URL).links[0].title == "café"

    def test_declared_encoding(self):
        head = '<?xml version="1.0" encoding="windows-1251"?>'
        body = rss(item("Міст"), prologue=head).decode().encode("cp1251")
        assert parse_feed(body, URL).links[0].title == "Міст"

    def test_nul_and_controls_are_dropped(self):
        assert one("A\0\x08 bridge").title == "A bridge"


class TestOtherKinds:
    def test_atom(self):
        feed = parse_feed(
            b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Bote</title>'
            b'<link href="https://bote.example/"/><entry><id>tag:1</id>'
            b'<title type="html">A &amp;amp; B</title>'
            b'<link rel="edit" href="/edit"/><link rel="alternate" href="/a"/>'
            b"<published>2024-07-09T10:00:00Z</published><updated>2024-07-10T10:00:00Z</updated>"
            b"<author><name>Erika</name></author>"
            b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins.</p>'
            b"<p>Zwei.</p></div></content></entry></feed>",
            URL,
        )
        (link,) = feed.links
        assert (feed.kind, feed.language, link.url) == ("atom", "de", "https://feeds.example/a")
        assert (link.title, link.id, link.author) == ("A & B", "tag:1", "Erika")
        assert (link.published, link.updated) == (
            "2024-07-09T10:00:00+00:00",
            "2024-07-10T10:00:00+00:00",
        )
        assert link.text == "Eins.\nZwei."

    def test_rdf(self):
        feed = parse_feed(
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            b'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            b"<channel><title>Old</title></channel>"
            b'<item rdf:about="https://old.example/1"><title>One</title>'
            b"<dc:date>2024-07-09</dc:date></item></rdf:RDF>",
            URL,
        )
        assert (feed.kind, feed.title) == ("rdf", "Old")
        assert (feed.links[0].url, feed.links[0].published) == (
            "https://old.example/1",
            "2024-07-09",
        )

    def test_json_feed(self):
        feed = parse_feed(
            b'{"version": "https://jsonfeed.org/version/1.1", "title": "J", "next_url": "/2",'
            b'"hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "items": ['
            b'{"id": 7, "url": "/a", "title": "A", "content_html": "<p>One.</p><p>Two.</p>",'
            b'"date_published": "2024-07-09T10:00:00+02:00", "authors": [{"name": "E"}]}, 5, {}]}',
            URL,
        )
        (link,) = feed.links
        assert (link.id, link.url, link.text) == ("7", "https://feeds.example/a", "One.\nTwo.")
        assert (link.published, link.author) == ("2024-07-09T10:00:00+02:00", "E")
        assert (feed.next, feed.hub) == ("https://feeds.example/2", "https://hub.example/")
        assert len(feed.errors) == 2


LAUGHS = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html><body>404</body></html>", "not-a-feed"),
        (b"<html><p>not <b>well</p> formed", "not-a-feed"),
        (b'{"hello": 1}', "not-a-feed"),
        (b"{" * 100_000, "not-a-feed"),
        (b"no markup", "not-a-feed"),
        (LAUGHS + rss(item("&b;"), prologue=""), "entities"),
        (
            b'<!DOCTYPE rss SYSTEM "x" [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss/>',
            "entities",
        ),
        (b"<rss>" + b" " * 10_000_000, "too-large"),
    ],
)
def test_refused(body, reason):
    with pytest.raises(ParseError) as caught:
        parse_feed(body, URL)
    assert caught.value.reason == reason


def test_an_old_doctype_without_entities_is_fine():
    doctype = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/rss-0.91.dtd">'
    assert len(parse_feed(rss(item(), prologue=doctype), URL).links) == 1


def test_deep_nesting_ends():
    body = rss(item(), "<item>" + "<a>" * 100_000)
    assert parse_feed(body, URL).links[0].title == "Bridge opens"


def test_a_broken_feed_without_items():
    feed = parse_feed(b"<rss><channel><title>Courier</title><link>", URL)
    assert (feed.title, feed.links) == ("Courier", ())
    assert feed.errors == ("feed is not well-formed XML; its items were read one by one",)


@pytest.mark.parametrize(
    "hostile",
    [b"<![CDATA[" * 20_000, b"&" * 300_000, b"<item>" * 100_000, b"<item>" + b"<a/>" * 300_000],
)
def test_hostile_repetition_ends(hostile):
    start = rss(item()).removesuffix(b"</channel></rss>")
    feed = parse_feed(start + hostile, URL)
    assert feed.links[0].url == "https://courier.example/1"
    assert feed.errors


def test_too_many_tags():
    with pytest.raises(ParseError) as caught:
        parse_feed(b"<rss>" + b"<a/>" * 800_001, URL)
    assert caught.value.reason == "too-large"
