import csv
import io
import json
import sqlite3
from datetime import date, timedelta

import feedparser
import jsonschema
import pytest
from icalendar import Calendar
from lxml import etree, html

from tests.publish import sample
from tests.publish.conftest import running
from tests.publish.edtf_values import generate
from tests.publish.news import READ_AT, News
from timeline.edtf import civil, parse
from timeline.edtf_text import display
from timeline.publish.formats import as_atom, as_ics, as_timelinejs
from timeline.publish.formats.as_ics import calendar_days, uid
from timeline.publish.formats.records import Export
from timeline.publish.reading import Reader
from timeline.publish.records import BY_DATE, events_where
from timeline.publish.where import Where

ATOM = "{http://www.w3.org/2005/Atom}"
EMPTY = "?q=nothingatall"
SELECTIONS = ("/timeline{}", "/timeline{}?when=2014", "/timeline/topic/minsk{}",
              "/timeline/event/minsk0agree1{}")  # fmt: skip


def _schema(site):
    return site.get("/timeline/schema/events.json").json()


@pytest.mark.parametrize("path", SELECTIONS)
def test_json_is_as_its_schema_says(site, path):
    data = site.get(path.format(".json")).json()
    jsonschema.validate(data, _schema(site), cls=jsonschema.Draft202012Validator)
    assert data["url"].startswith(site.url)


def test_json_pages_hold_every_event_once(tmp_path):
    news = News(tmp_path / "many.db")
    for number in range(1203):
        news.event(f"Event {number}", f"2020-01-{1 + number % 28:02d}", [])
    news.close()
    with running(tmp_path / "many.db") as many:
        url, seen = "/timeline.json", []
        while url:
            data = many.get(url).json()
            assert data["total"] == 1203
            seen += [event["id"] for event in data["events"]]
            url = data["next"]
        assert len(seen) == len(set(seen)) == 1203
        csv_answer = many.get("/timeline.csv")
        assert 'rel="next"' in csv_answer.headers["link"]
        calendar = Calendar.from_ical(many.get("/timeline.ics").text)
        assert len(calendar.walk("VEVENT")) == 1000
        assert "the 1,000 most reported of them" in str(calendar["description"])


def test_csv_has_a_row_for_each_event_and_for_each_sentence(site):
    rows = list(csv.DictReader(io.StringIO(site.get("/timeline.csv").text)))
    assert len(rows) == site.get("/timeline.json").json()["total"]
    by_id = {row["id"]: row for row in rows}
    assert by_id["minsk0agree1"]["date"] == "2014–2015"
    assert by_id["minsk0agree1"]["conflict"] == "1"
    sentences = list(csv.DictReader(io.StringIO(site.get("/timeline/event/minsk0agree1.csv").text)))
    assert {row["verdict"] for row in sentences} == {"kept", "inside it", "disagrees"}
    assert all(row["article"].startswith("https://") for row in sentences)


def test_csv_runs_no_formula(site):
    for path in ("/timeline.csv?q=naughty", "/timeline.csv"):
        for row in csv.DictReader(io.StringIO(site.get(path).text)):
            for name, cell in row.items():
                if name not in ("edtf", "earliest", "latest"):
                    assert not cell.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("path", SELECTIONS)
def test_calendars_are_valid_and_say_what_days_cannot(site, path):
    text = site.get(path.format(".ics")).text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    assert calendar["version"] == "2.0"
    events = calendar.walk("VEVENT")
    assert events
    for event in events:
        assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
        assert event["dtstart"].dt < event["dtend"].dt
        assert event["dtstamp"].dt.tzinfo is not None
        assert str(event["uid"]).endswith("@event.timeline.invalid")
        assert str(event["url"]).startswith(site.url)
    assert len({event["uid"] for event in events}) == len(events)


def test_a_coarse_date_is_an_all_day_span_that_says_so(site):
    calendar = Calendar.from_ical(site.get("/timeline/event/minsk0agree1.ics").text)
    (event,) = calendar.walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2014, 1, 1), date(2016, 1, 1))
    assert str(event["summary"]) == "Minsk agreements (2014–2015)"
    assert "EDTF 2014/2015" in str(event["description"])


def test_a_calendar_says_what_it_leaves_out(site):
    calendar = Calendar.from_ical(site.get("/timeline.ics").text)
    assert "Left out: one event of years" in str(calendar["x-wr-caldesc"])


def test_a_retraction_is_cancelled_and_a_correction_counts_up(site, tmp_path):
    calendar = Calendar.from_ical(site.get("/timeline.ics").text)
    cancelled = {
        str(event["uid"]): event
        for event in calendar.walk("VEVENT")
        if event["status"] == "CANCELLED"
    }
    assert uid("gone00000001") in cancelled
    assert "minsk0agree1" in str(cancelled[uid("merged000002")]["description"])
    gone = Calendar.from_ical(site.get("/timeline/event/gone00000001.ics").text)
    assert gone.walk("VEVENT")[0]["status"] == "CANCELLED"
    news = News(tmp_path / "fixed.db")
    key = news.event("Fixed", "2020-01-01", [], sequence=3, corrected=1)
    news.close()
    with running(tmp_path / "fixed.db") as fixed:
        again = Calendar.from_ical(fixed.get(f"/timeline/event/{key}.ics").text)
        assert again.walk("VEVENT")[0]["sequence"] == 3


@pytest.mark.parametrize("path", SELECTIONS)
def test_feeds_are_valid_atom(site, path):
    body = site.get(path.format(".atom")).content
    feed = etree.fromstring(body)
    for parent in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(parent.findall(ATOM + name)) == 1
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    ids = [entry.id for entry in parsed.entries]
    assert len(ids) == len(set(ids)) > 0
    assert parsed.feed.updated == max(entry.updated for entry in parsed.entries)
    assert any(link.rel == "self" for link in parsed.feed.links)


@pytest.mark.parametrize("ending", ["json", "csv", "ics", "atom", "timelinejs", "geojson"])
def test_who_has_it_already_is_sent_nothing(site, ending):
    first = site.get(f"/timeline.{ending}")
    again = site.get(f"/timeline.{ending}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = site.get(f"/timeline.{ending}", headers={"If-None-Match": '"other"'})
    assert other.content == first.content


def test_a_feed_does_not_change_while_nothing_does(site):
    assert site.get("/timeline.atom").content == site.get("/timeline.atom").content


@pytest.mark.parametrize("path", SELECTIONS)
def test_timelinejs_gets_the_keys_that_it_needs(site, path):
    data = site.get(path.format(".timelinejs")).json()
    assert data["scale"] == "human"
    for slide in data["events"]:
        assert set(slide["start_date"]) <= {"year", "month", "day", "display_date"}
        assert int(slide["start_date"]["year"]) < 3000
        assert slide["display_date"]
        assert slide["text"]["headline"]
        assert slide["unique_id"]


def test_geojson_has_the_events_whose_place_is_known(site):
    data = site.get("/timeline.geojson").json()
    assert data["type"] == "FeatureCollection"
    assert len(data["features"]) + data["without_place"] == data["total"]
    for feature in data["features"]:
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    kyiv = next(f for f in data["features"] if f["properties"]["places"][0]["name"] == "Kyiv")
    assert kyiv["geometry"]["coordinates"] == [30.5234, 50.4501]


def test_opml_lists_the_feeds(site):
    root = etree.fromstring(site.get("/timeline/sources.opml").content)
    outlines = root.findall("body/outline")
    assert len(outlines) == 14
    assert all(outline.get("xmlUrl").startswith("https://") for outline in outlines)


def test_every_format_is_valid_when_empty(site):
    data = site.get(f"/timeline.json{EMPTY}").json()
    jsonschema.validate(data, _schema(site), cls=jsonschema.Draft202012Validator)
    assert data["events"] == []
    assert len(site.get(f"/timeline.csv{EMPTY}").text.splitlines()) == 1
    assert Calendar.from_ical(site.get(f"/timeline.ics{EMPTY}").text).walk("VEVENT") == []
    parsed = feedparser.parse(site.get(f"/timeline.atom{EMPTY}").content)
    assert (parsed.bozo, parsed.entries) == (False, [])
    assert parsed.feed.updated
    assert site.get(f"/timeline.timelinejs{EMPTY}").json()["events"] == []
    assert site.get(f"/timeline.geojson{EMPTY}").json()["features"] == []


def test_naughty_strings_are_text_in_every_format(site):
    titles = {f"Naughty {text}" for text in sample.NAUGHTY}
    query = "?q=naughty"
    assert titles == {e["title"] for e in site.get(f"/timeline.json{query}").json()["events"]}
    assert "<" not in site.get(f"/timeline.json{query}").text
    summaries = {
        str(event["summary"])
        for event in Calendar.from_ical(site.get(f"/timeline.ics{query}").text).walk("VEVENT")
    }
    assert summaries == {title.replace("\r\n", "\n") for title in titles}
    feed = etree.fromstring(site.get(f"/timeline.atom{query}").content)
    entries = {e.findtext(f"{ATOM}title") for e in feed.findall(f"{ATOM}entry")}
    assert {entry.partition(": ")[2] for entry in entries} == {
        title.replace("\r\n", "\n") for title in titles
    }
    for slide in site.get(f"/timeline.timelinejs{query}").json()["events"]:
        headline = html.fragment_fromstring(slide["text"]["headline"], create_parent=True)
        assert len(headline) == 0


@pytest.fixture(scope="module")
def all_dates(tmp_path_factory):
    path = tmp_path_factory.mktemp("dates") / "dates.db"
    news = News(path)
    values = generate(10_000)
    for value in values:
        news.event(f"Dated {value}", value, [])
    news.close()
    with running(path) as dated:
        yield dated, set(values)


@pytest.mark.slow
def test_10000_dates_come_back_from_pages_json_and_csv(all_dates):
    site, values = all_dates
    seen = {"json": {}, "csv": {}}
    for ending in seen:
        url = f"/timeline.{ending}"
        while url:
            answer = site.get(url)
            rows = (
                answer.json()["events"]
                if ending == "json"
                else list(csv.DictReader(io.StringIO(answer.text)))
            )
            for row in rows:
                seen[ending][row["edtf"]] = row
                value = parse(row["edtf"])
                assert (row["earliest"] or None, row["latest"] or None) == (
                    value.earliest, value.latest,
                )  # fmt: skip
            url = answer.links.get("next", {}).get("url")
        assert set(seen[ending]) == values
    path, shown = "/timeline?show=all", set()
    while path:
        page = html.fromstring(site.get(path).text)
        dates = "//ol//*[contains(@class, 'date')]"
        shown |= set(page.xpath(f"{dates}/@title | {dates}/@datetime"))
        path = next(iter(page.xpath("//p[@class='rest']/a[@rel='next']/@href")), None)
    assert shown == values


@pytest.mark.slow
def test_10000_dates_come_back_from_calendar_feed_and_timelinejs(all_dates):
    site, values = all_dates
    with sqlite3.connect(site.database) as connection:
        everything = Where("e.state = 'shown'", ())
        events = events_where(Reader(connection), everything, BY_DATE, 20_000)
    connection.close()
    export = Export("All", site.url, site.url, lambda key: f"{site.url}/{key}", events,
                    len(events), READ_AT)  # fmt: skip
    calendar = _ics(as_ics.write(export))
    for value in values:
        days = calendar_days(value)
        assert (value in calendar) == (days is not None)
        if days is not None:
            first, end = calendar[value]
            assert days == (first, end - timedelta(days=1))
            kept = parse(value)
            known = [day for day in (kept.earliest_day, kept.latest_day) if day is not None]
            assert [days[0].toordinal(), days[1].toordinal()] == [known[0], known[-1]]
    assert _atom(as_atom.write(export)) == values
    slides = _timelinejs(as_timelinejs.write(export))
    assert set(slides) == values
    for value, slide in slides.items():
        kept = parse(value)
        start = kept.earliest_day if kept.earliest_day is not None else kept.latest_day
        year, month, day = civil(start)
        said = slide["start_date"]
        assert int(said["year"]) == year
        assert said.get("month", str(month)) == str(month)
        assert said.get("day", str(day)) == str(day)
        assert slide["display_date"] == display(value, kept.granularity)


def _ics(text):
    return {
        str(event["x-timeline-edtf"]): (event["dtstart"].dt, event["dtend"].dt)
        for event in Calendar.from_ical(text).walk("VEVENT")
    }


def _atom(text):
    feed = etree.fromstring(text.encode())
    name = "{https://www.loc.gov/standards/datetime/}edtf"
    return {entry.findtext(name) for entry in feed.findall(f"{ATOM}entry")}


def _timelinejs(text):
    return {slide["edtf"]: slide for slide in json.loads(text)["events"]}
