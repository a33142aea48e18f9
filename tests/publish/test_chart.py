"""Scale, marks, names and counts of the chart, without a database."""

import re

import pytest

from timeline.edtf import day_number, parse
from timeline.publish.evidence import verdict
from timeline.publish.jsonld import json_ld
from timeline.publish.listing import html_datetime, weekday
from timeline.publish.marks import Track
from timeline.publish.notes import CHARACTER, Candidate, lay_out, wrap
from timeline.publish.pages.event import why
from timeline.publish.records import EventRow, Place
from timeline.publish.scale import make_axis
from timeline.publish.selection import QueryError, Selection, read_selection
from timeline.publish.where import match_words
from timeline.publish.wording import both, count, figure, in_words


def _axis(edtf, whole=False):
    value = parse(edtf)
    return make_axis(value.earliest_day, value.latest_day, whole=whole)


@pytest.mark.parametrize(
    ("when", "column", "bar", "columns"),
    [
        ("2014-09-05", "day", "day", 1),
        ("2014-09", "day", "day", 30),
        ("2014", "month", "day", 12),
        ("2014-23", "month", "day", 3),
        ("2014/2016", "year", "month", 3),
        ("1990/2021", "decade", "year", 4),
        ("15XX", "decade", "year", 10),
        ("1000/1999", "century", "decade", 10),
        ("-3000/2000", "millennium", "century", 6),
    ],
)
def test_the_span_chooses_the_units(when, column, bar, columns):
    axis = _axis(when)
    assert (axis.column, axis.bar, len(axis.columns)) == (column, bar, columns)
    for one in axis.columns:
        value = parse(one.edtf)  # each column leads to a zoom that can be read …
        assert (value.earliest_day, value.latest_day) == (one.first, one.last)  # … and is itself
    assert axis.columns[0].first == axis.first
    assert axis.columns[-1].last == axis.last


@pytest.mark.parametrize("when", ["Y-999999999/Y999999999", "Y999999999", "Y-99999/Y-88888"])
def test_no_span_is_too_wide_to_draw(when):
    assert 1 <= len(_axis(when).columns) <= 41


def test_a_bin_holds_dates_that_are_not_wider_than_it():
    axis = _axis("2014/2016")
    january = parse("2014-01")
    assert axis.bin(january.earliest_day, january.latest_day) == 0
    assert axis.bin(january.earliest_day, january.latest_day + 1) is None
    assert axis.bin(None, january.latest_day) is None
    assert axis.bin(day_number(2013, 12, 31), day_number(2013, 12, 31)) is None
    assert len(axis.bins) == 36


@pytest.mark.parametrize(
    ("edtf", "granularity", "modality", "expected"),
    [
        ("2014-07-01", "day", "asserted", 'class="asserted" x="-1.5" y="2" width="3" height="14"'),
        ("2014-07-01", "day", "planned", 'class="planned" x="-2.5" y="2" width="5" height="14"'),
        ("2014-07", "month", "asserted", 'height="9"'),
        ("2014-21", "season", "asserted", 'height="7"'),
        ("2014", "year", "reported", 'class="reported" x="0%" y="6.5" width="100%" height="5"'),
        ("201X", "decade", "asserted", 'height="3"'),
        ("2014-03/2014-06", "month", "asserted", 'class="cap"'),
        ("2014-03/..", "month", "asserted", "fade-end"),
        ("[..2014-06]", "month", "possible", "fade-start"),
        ("2014-06~", "month", "asserted", "fade-both"),
        ("2014-06", "month", "negated", 'class="cross"'),
    ],
)
def test_a_date_is_drawn_as_wide_and_as_sure_as_it_is_said(edtf, granularity, modality, expected):
    track = Track(day_number(2014, 1, 1), day_number(2014, 12, 31))
    assert expected in track.mark(edtf, granularity, modality)


def test_caps_say_that_it_lasted_and_a_set_has_none():
    track = Track(day_number(2014, 1, 1), day_number(2014, 12, 31))
    assert track.mark("2014-03/2014-06", "month", "asserted").count('"cap"') == 2
    assert "cap" not in track.mark("[2014-03..2014-06]", "month", "asserted")
    assert track.mark("2013-03/2014-06", "month", "asserted").count('"cap"') == 1


def test_what_lies_outside_or_cannot_be_read_is_not_drawn():
    track = Track(day_number(2014, 1, 1), day_number(2014, 12, 31))
    assert track.mark("2015-01-01", "day", "asserted") == ""
    assert track.mark("<script>", "day", "asserted") == ""


def test_titles_break_into_two_balanced_lines():
    assert wrap("Russia declares Crimea annexed", 28) == ("Russia declares", "Crimea annexed")
    assert wrap("Ankara", 28) == ("Ankara",)
    long_lines = wrap("Parliament writes the course to NATO and the EU into the constitution", 20)
    assert len(long_lines) == 2
    assert all(len(line) <= 20 for line in long_lines)
    assert long_lines[1].endswith("…")
    assert all(len(line) <= 20 for line in wrap("x" * 200, 20))


@pytest.mark.parametrize("today", [None, 50.0, 99.0])
def test_no_name_meets_another_a_leader_or_today(today):
    width = 960.0
    candidates = [
        Candidate(str(n), (n * 37) % 100, 230.0, f"An event of some length number {n}", "")
        for n in range(30)
    ]
    notes = lay_out(candidates, width, today, 28)
    assert len(notes) > 4
    texts, leaders = [], []
    for note in notes:
        x = note.candidate.x / 100 * width
        length = max(map(len, note.lines)) * CHARACTER
        text = (x - 5 - length, x - 5) if note.left else (x + 5, x + 5 + length)
        assert text[0] >= 0
        assert text[1] <= width
        texts.append((note.row, *text))
        leaders.append((note.row, x))
    for row, start, end in texts:
        assert today is None or not start < today / 100 * width < end
        for other_row, x in leaders:
            assert not (other_row <= row and start < x < end)
        same = [text for text in texts if text[0] == row and text[1:] != (start, end)]
        assert all(end < text[1] or text[2] < start for text in same)


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ("2014/2015", "kept"),
        ("2014-09-05", "inside it"),
        ("201X", "wider, agrees"),
        ("2015/2016", "overlaps it"),
        ("2016", "disagrees"),
        ("nonsense", "disagrees"),
    ],
)
def test_a_claim_has_a_verdict(claimed, expected):
    assert verdict(claimed, parse("2014/2015")) == expected


def test_an_event_without_sentences_was_entered_by_hand():
    assert why([]) == "It was entered by hand; no article is cited."


def test_html_knows_years_months_and_days_only():
    assert html_datetime("2014-09-05") == "2014-09-05"
    assert html_datetime("2014") == "2014"
    for edtf in ("2014-21", "201X", "2014~", "2014/2015", "-0043", "0000"):
        assert html_datetime(edtf) is None
    assert weekday(day_number(2026, 1, 18)) == "Sun"


def test_schema_org_gets_no_date_that_is_closer_than_it_was_said():
    fixed = {
        "id": 1, "key": "k", "title": "</script><b>", "short_title": "", "language": "en",
        "kind": "dated", "state": "shown", "event_class": None, "earliest": None, "latest": None,
        "first": None, "last": None, "day": 0, "granularity": "year", "modality": "asserted",
        "score": 1.0, "mentions": 1, "articles": 1, "sources": 1, "conflict": 0, "corrected": 0,
        "sequence": 0, "first_read_at": "", "changed_at": "",
    }  # fmt: skip
    data = json_ld(EventRow(edtf="2014/2015", places=(Place("Minsk", 53.9, 27.6),), **fixed), "u")
    assert '"startDate": "2014", "endDate": "2015"' in data
    assert "</script>" not in data
    assert "startDate" not in json_ld(EventRow(edtf="[..2014]", **fixed), "u")
    assert "startDate" not in json_ld(EventRow(edtf="2014~", **fixed), "u")


def test_numbers_are_words_in_sentences():
    assert in_words(0) == "no"
    assert in_words(20) == "twenty"
    assert in_words(1204) == "1,204"
    assert count(1, "event") == "one event"
    assert figure(1, "event") == "1 event"
    assert both(["a", "b", "c"]) == "a, b and c"


class _Args(dict):
    def getlist(self, key):
        return self.get(key, [])


def test_a_selection_prints_as_the_url_that_it_was_read_from():
    args = _Args(when=["2014-09"], actor=["NATO", "Ukraine"], modality=["planned"], min=["3"])
    selection = read_selection(args)
    assert selection.query() == "?actor=NATO&actor=Ukraine&min=3&modality=planned&when=2014-09"
    assert selection.but(when=None, actor=()).query() == "?min=3&modality=planned"
    assert read_selection(_Args(q=["  "], when=[""])) == Selection()
    with pytest.raises(QueryError):
        read_selection(_Args(min=["-1"]))


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "NEAR(", "title:x", "-", "*", "a\x00b", "'; DROP TABLE", "(((", "é ü"]
)
def test_whatever_is_typed_is_a_query_of_words(typed):
    assert re.fullmatch(r'("\w+"( "\w+")*)?', match_words(typed))
