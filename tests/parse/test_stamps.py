from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.parse.stamps import is_ambiguous, read_stamp


@pytest.mark.parametrize(
    ("raw", "stamp"),
    [
        ("2024-07-09", "2024-07-09"),
        ("2024-7-9", "2024-07-09"),
        ("2024/07/09", "2024-07-09"),
        ("20240709", "2024-07-09"),
        ("20240709T101112Z", "2024-07-09T10:11:12+00:00"),
        ("2024-07-09T10:00", "2024-07-09T10:00:00"),
        ("2024-07-09 10:00:00", "2024-07-09T10:00:00"),
        ("2024-07-09T10:00:00.123456789Z", "2024-07-09T10:00:00+00:00"),
        ("2024-07-09T10:00:00+0200", "2024-07-09T10:00:00+02:00"),
        ("2024-07-09T10:00:00+02", "2024-07-09T10:00:00+02:00"),
        ("2024-07-09 10:00:00 -05:30", "2024-07-09T10:00:00-05:30"),
        ("2024-07-09 10:00:00 UTC", "2024-07-09T10:00:00+00:00"),
        ("Tue, 09 Jul 2024 10:00:00 GMT", "2024-07-09T10:00:00+00:00"),
        ("Tue, 9 Jul 2024 10:00 EDT", "2024-07-09T10:00:00-04:00"),
        ("Tue Jul 09 2024 10:00:00 GMT+0200 (CEST)", "2024-07-09T10:00:00+02:00"),
        ("Tue Jul  9 10:00:00 UTC 2024", "2024-07-09T10:00:00+00:00"),
        ("July 9, 2024", "2024-07-09"),
        ("July 9th, 2024 at 6:05 p.m.", "2024-07-09T18:05:00"),
        ("9 July 2024, 12:05 am", "2024-07-09T00:05:00"),
        ("9.7.2024", "2024-07-09"),
        ("03.04.2024 18:05", "2024-04-03T18:05:00"),
        ("24/07/2024", "2024-07-24"),
        ("07/24/2024", "2024-07-24"),
        ("1720519200", "2024-07-09T10:00:00+00:00"),
        ("1720519200000", "2024-07-09T10:00:00+00:00"),
        (' "2024-07-09" ', "2024-07-09"),
        ("2024-07-09T25:61:00", "2024-07-09"),
        ("2024-07-09T10:00:00+99:00", "2024-07-09T10:00:00"),
        ("2024-07-09T23:59:60Z", "2024-07-09T23:59:59+00:00"),
    ],
)
def test_read(raw, stamp):
    assert read_stamp(raw) == stamp


@pytest.mark.parametrize(
    "raw",
    [None, "", "yesterday", "2024", "2024-02-30", "0000-00-00", "03/04/2024", "12/11/10", "June",
     "2024-07", "9" * 400, "2024-07-09" + "0" * 5000, "١٠ يونيو ٢٠٢٤", "999-01-01", "9999-12-31"],
)  # fmt: skip
def test_not_read(raw):
    assert read_stamp(raw) is None


def test_the_order_of_slashes_must_be_known():
    assert is_ambiguous("03/04/2024")
    assert not is_ambiguous("24/07/2024")
    assert read_stamp("03/04/2024", day_first=True) == "2024-04-03"


@given(st.text(max_size=150))
def test_anything_is_a_stamp_or_none(text):
    stamp = read_stamp(text)
    assert stamp is None or (datetime if len(stamp) > 10 else date).fromisoformat(stamp)


@given(st.datetimes(datetime.fromisoformat("1000-01-01"), datetime.fromisoformat("9998-01-01")))
def test_iso_comes_back(when):
    assert read_stamp(when.isoformat()) == when.replace(microsecond=0).isoformat()
