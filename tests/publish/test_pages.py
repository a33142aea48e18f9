import re
from itertools import pairwise

import pytest
from lxml import html

from tests.publish import sample
from tests.publish.conftest import running
from tests.publish.news import News, Told

PAGES = (
    "/timeline", "/timeline?when=2014", "/timeline?when=2014-09", "/timeline?when=2014-09-05",
    "/timeline?when=201X", "/timeline?when=../2012", "/timeline?when=2027/..",
    "/timeline?when=2014-23", "/timeline?when=2014-02/2015-03", "/timeline?show=all",
    "/timeline?sort=sources", "/timeline?q=minsk", "/timeline?actor=Ukraine&actor=NATO",
    "/timeline?place=Minsk&min=3", "/timeline?modality=planned&modality=possible",
    "/timeline?dated=season", "/timeline?score=0", "/timeline?topic=minsk",
    "/timeline?source=Northgate+Post", "/timeline?q=nothingatall", "/timeline?when=1500",
    "/timeline/event/minsk0agree1", "/timeline/event/minsk0agree1?claim=2014/2015",
    "/timeline/topics", "/timeline/topic/minsk", "/timeline/topic/мінський-процес",
    "/timeline/topic/empty",
    "/timeline/on-this-day", "/timeline/on-this-day?day=07-17", "/timeline/on-this-day?day=02-29",
    "/timeline/new", "/timeline/new?since=2025-11-01", "/timeline/new?topic=minsk",
    "/timeline/sources",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_small_and_inert(site, path):
    answer = site.get(path)
    assert answer.status_code == 200
    assert len(answer.content) <= 75_000
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page = html.fromstring(answer.text)
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert not page.xpath("//*[@style] | //style | //*[starts-with(name(@*), 'on')]")
    assert page.xpath("//script/@type") in ([], ["application/ld+json"])
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    for label in page.xpath("//@aria-labelledby"):
        assert label in ids


def test_the_stylesheet_is_small_and_for_ever(site):
    link = re.search(r'href="(/timeline/static/[^"]+)"', site.get("/timeline").text)
    answer = site.get(link[1])
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.content) <= 14_000
    assert "http" not in answer.text


def test_every_link_of_the_main_pages_leads_somewhere(site):
    seen = set()
    for path in ("/timeline", "/timeline?when=2014", "/timeline/event/minsk0agree1",
                 "/timeline/topic/minsk", "/timeline/new?since=2025-11-01"):  # fmt: skip
        page = html.fromstring(site.get(path).text)
        page.make_links_absolute(site.url + path)
        seen |= {
            link.split("#")[0] for link in page.xpath("//a/@href") if link.startswith(site.url)
        }
    assert len(seen) > 100
    for link in sorted(seen)[::7]:
        assert site.get(link).status_code in (200, 301, 410), link


def test_three_clicks_from_the_front_show_why_minsk_stands_at_2014_2015(site):
    front = html.fromstring(site.get("/").text)
    assert "/timeline" in front.xpath("//a/@href")
    timeline = html.fromstring(site.get("/timeline").text)
    links = timeline.xpath("//a[contains(., 'Minsk agreements')]/@href")
    assert "/timeline/event/minsk0agree1" in links
    event = site.get("/timeline/event/minsk0agree1").text
    assert "Six of the ten sources say 2014–2015." in event
    assert "Three name a closer date that falls inside it." in event
    assert "One says 2016, which disagrees." in event


def test_the_event_page_marks_the_expression_and_names_copies(site):
    page = html.fromstring(site.get("/timeline/event/minsk0agree1").text)
    marked = page.xpath("//blockquote//mark/text()")
    assert "2014–2015 років" in marked
    assert page.xpath("//blockquote[@lang='uk']") == []  # the article says no language of its own
    text = page.text_content()
    assert "same text in Harbour Ledger" in text
    assert "timeline edit minsk0agree1 --date" in text
    assert "Minsk Protocol signed" in text
    verdicts = page.xpath("//table[@class='claims']/tbody/tr/td[last()]//text()")
    assert [verdict.strip() for verdict in verdicts] == [
        "kept", "inside it", "inside it", "disagrees",
    ]  # fmt: skip


def test_every_id_leads_somewhere(site):
    moved = site.get("/timeline/event/merged000001")
    assert moved.status_code == 301
    assert moved.headers["location"] == "/timeline/event/minsk0agree1"
    gone = site.get("/timeline/event/gone00000001")
    assert gone.status_code == 410
    assert "the article was withdrawn by its publisher" in gone.text
    tomb = site.get("/timeline/event/tomb00000001.json")
    assert tomb.status_code == 410
    assert "removed in a revision" in tomb.json()["error"]
    assert site.get("/timeline/event/never0000000").status_code == 404


def test_any_mention_key_leads_to_its_event(site, database):
    import sqlite3

    with sqlite3.connect(database) as connection:
        (key,) = connection.execute(
            "SELECT m.key FROM mentions m JOIN events e ON e.id = m.event_id"
            " WHERE e.key = 'minsk0agree1' AND m.key != e.key LIMIT 1"
        ).fetchone()
    connection.close()
    moved = site.get(f"/timeline/event/{key}")
    assert (moved.status_code, moved.headers["location"]) == (301, "/timeline/event/minsk0agree1")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/timeline?when=soon", "“soon” is no date that can be read"),
        ("/timeline?modality=maybe", "“maybe” is no modality"),
        ("/timeline?dated=hour", "“hour” is no dated"),
        ("/timeline?min=x", "min= takes a number"),
        ("/timeline?show=all&after=zz", "no place in this list"),
        ("/timeline/on-this-day?day=13-40", "is no day of the year"),
        ("/timeline/new?since=then", "is no day"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(site, path, words):
    answer = site.get(path)
    assert answer.status_code == 400
    assert words in answer.text


def test_only_reading_methods_are_answered(site):
    assert site.client.post("/timeline").status_code in (403, 405)
    assert site.client.head("/timeline").status_code == 200


def test_pages_of_the_list_hold_every_event_once(site):
    path, titles = "/timeline?show=all", []
    while path:
        page = html.fromstring(site.get(path).text)
        titles += page.xpath("//p[@class='title']/a/@href")
        path = next(iter(page.xpath("//p[@class='rest']/a[@rel='next']/@href")), None)
    assert len(titles) == len(set(titles)) == site.get("/timeline.json").json()["total"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("when=2014-09", {"Minsk agreements", "Minsk Protocol signed", "Archive opened"}),
        ("when=2014-09&min=9", {"Minsk agreements", "Minsk Protocol signed"}),
        ("modality=negated", {"Parliament did not ratify the treaty"}),
        ("when=../-0001", {"Caesar is killed in the senate"}),
        ("q=washington+irreversible", {sample.WASHINGTON_TITLE}),
        ("dated=decade", {"Enlargement fatigue spreads", "Railways cross the empire"}),
        ("actor=OSCE", {"Minsk agreements"}),
    ],
)  # fmt: skip
def test_filters_select(site, query, expected):
    titles = {event["title"] for event in site.get(f"/timeline.json?{query}").json()["events"]}
    assert expected <= titles
    if "when=" not in query or "min" in query:  # open dates overlap, too
        assert titles == expected


def test_a_zoom_counts_what_begins_in_it_and_what_reaches_in(site):
    page = html.fromstring(site.get("/timeline?when=2014-09").text)
    stand = page.xpath("string(//p[@class='stand'])")
    total = site.get("/timeline.json?when=2014-09").json()["total"]
    inside, words = re.match(r"(\d+) events? dated inside it, (\w+) more", stand).groups()
    numbers = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
    assert int(inside) + numbers[words] == total


def test_columns_of_the_chart_say_what_they_hold(site):
    page = html.fromstring(site.get("/timeline").text)
    titles = page.xpath("//svg[@class='plot']/a/title/text()")
    assert any(re.fullmatch(r"2014: \d+ events, \d+ with wider dates", title) for title in titles)
    rows = page.xpath("//details//tbody/tr")
    assert len(rows) == len([title for title in titles if re.match(r"\d{4}: ", title)])


def test_naughty_strings_are_text(site):
    keys = [
        event["id"]
        for event in site.get("/timeline.json?q=naughty").json()["events"]
        if event["title"].startswith("Naughty")
    ]
    assert len(keys) == len(sample.NAUGHTY)
    for key in keys:
        answer = site.get(f"/timeline/event/{key}")
        page = html.fromstring(answer.text)
        title = page.xpath("string(//h1)")
        assert any(
            title == f"Naughty {text}".replace("\r", "")
            or title.split() == f"Naughty {text}".split()
            for text in sample.NAUGHTY
        )
        assert not page.xpath("//img | //blockquote//script | //h1/*")
        assert "{{" not in answer.text or "7*7" in answer.text
        assert "49" not in page.xpath("string(//h1)")


def test_an_empty_database_says_what_to_do(tmp_path):
    news = News(tmp_path / "empty.db")
    news.close()
    with running(tmp_path / "empty.db") as empty:
        for path in PAGES:
            if "/event/" not in path and "/topic/" not in path:
                answer = empty.get(path)
                assert answer.status_code == 200, path
        assert "timeline ingest" in empty.get("/timeline").text


def test_one_event_alone(tmp_path):
    news = News(tmp_path / "one.db")
    article = news.article("Lone Paper", "Only story", "2026-01-02")
    told = [Told(article, "The bridge opened on <<1 January>>.", "2026-01-01")]
    key = news.event("The bridge opens", "2026-01-01", told)
    news.close()
    with running(tmp_path / "one.db") as one:
        assert "1 event in 2026" in one.get("/timeline").text
        page = one.get(f"/timeline/event/{key}").text
        assert "One source tells of it, Lone Paper." in page


def test_a_page_is_fresh_as_soon_as_something_is_written(tmp_path):
    news = News(tmp_path / "live.db")
    news.conn.commit()
    with running(tmp_path / "live.db") as live:
        for number in range(1, 6):
            news.event(f"Event number {number}", f"2026-01-0{number}", [])
            news.conn.commit()
            assert f"Event number {number}" in live.get("/timeline").text
    news.close()


def test_hostile_dates_are_answered(site):
    for when in ("Y-999999999/Y999999999", "Y999999999/..", "../Y-999999999", "-9999/9999"):
        assert site.get("/timeline", params={"when": when}).status_code == 200, when
