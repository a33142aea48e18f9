import pytest

from timeline.parse.written import dates_in, is_dateline, read_date_in


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Published 9 July 2024", "2024-07-09"),
        ("July 9, 2024 10:05 am", "2024-07-09T10:05:00"),
        ("Dienstag, 9. Juli 2024, 18:05 Uhr", "2024-07-09T18:05:00"),
        ("03.04.2024 um 18:05", "2024-04-03T18:05:00"),
        ("le 9 juillet 2024 à 18:05", "2024-07-09T18:05:00"),
        ("9 de julio de 2024", "2024-07-09"),
        ("9 липня 2024, 18:05", "2024-07-09T18:05:00"),
        ("wtorek, 9 lipca 2024", "2024-07-09"),
        ("2024年7月9日 18:05", "2024-07-09T18:05:00"),
        ("2024. 7. 9.", "2024-07-09"),
        ("09 Temmuz 2024 - 18:05", "2024-07-09T18:05:00"),
        ("24/07/2024", "2024-07-24"),
        ("24-07-2024", "2024-07-24"),
        ("03/04/2024", None),
        ("03-04-2024", None),
        ("9th of July 2024", "2024-07-09"),
        ("9/jul/2024", "2024-07-09"),
        ("9 de julio del 2024", "2024-07-09"),
        ("2024. július 9., kedd", "2024-07-09"),
        ("2024 m. liepos 9 d.", "2024-07-09"),
        ("2024. gada 9. jūlijs", "2024-07-09"),
        ("9 tháng 7, 2024", "2024-07-09"),
        ("الثلاثاء، 9 يوليو 2024", "2024-07-09"),
        ("9 تشرين الثاني 2024", "2024-11-09"),
        ("9 ביולי 2024", "2024-07-09"),
        ("9 जुलाई 2024", "2024-07-09"),
        ("9 ივლისი, 2024", "2024-07-09"),
        ("Band 3 2024", None),
        ("9 Uhr 2024", None),
        ("Band 3 2024, 9 July 2024", "2024-07-09"),
        ("31 June 2024", None),
        ("version 1.2.2024.5", None),
        ("no date", None),
    ],
)
def test_read_date_in(line, stamp):
    assert read_date_in(line) == stamp


def test_the_order_of_day_and_month_may_be_known():
    assert read_date_in("03/04/2024 18:05", day_first=True) == "2024-04-03T18:05:00"
    assert read_date_in("03-04-2024", day_first=True) == "2024-04-03"
    assert read_date_in("07/24/2024", day_first=True) is None


def test_all_dates_of_a_line_with_their_places():
    line = "Updated 12 July 2024, published 9 July 2024"
    assert [(line[d.start : d.end], d.stamp) for d in dates_in(line)] == [
        ("12 July 2024", "2024-07-12"),
        ("9 July 2024", "2024-07-09"),
    ]


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("By Grace Specimen, 9 July 2024", True),
        ("Veröffentlicht am 9. Juli 2024 um 18:05 Uhr", True),
        ("The council voted on 9 July 2024.", False),
        (
            "On 9 July 2024 the council of Exampleville voted to open its new bridge over water",
            False,
        ),
        ("A line without a date", False),
    ],
)
def test_is_dateline(line, furniture):
    assert is_dateline(line) is furniture
