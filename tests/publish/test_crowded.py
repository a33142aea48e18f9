"""Pages of a crowded timeline: many events, long titles in a script of two bytes a letter."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from lxml import html

from tests.publish.conftest import Site, running
from tests.publish.news import News, Told
from timeline.edtf import day_number, parse
from timeline.publish.board import ALL_AT_ONCE, make_board
from timeline.publish.reading import Reader
from timeline.publish.selection import Selection

_EVENTS = ALL_AT_ONCE + 1500
_WORDS = ("рада", "міністр", "договір", "кордон", "страйк", "саміт", "бюджет", "вибори", "врожай")
_PUBLISHERS = [f"Щоденний вісник громади номер {number}" for number in range(12)]
_MODALITIES = ("asserted",) * 6 + ("reported", "planned", "possible", "negated")
ZOOMS = (
    "/timeline", "/timeline?when=2024", "/timeline?when=2024/2025", "/timeline?when=2024-05",
    "/timeline?when=2024-02/2024-03", "/timeline?when=2024-05-05", "/timeline?when=202X",
    "/timeline?when=1998/2026", "/timeline?when=2023-06/2025-05", "/timeline?when=2024-24",
    "/timeline?show=all", "/timeline?sort=sources", "/timeline?q=рада",
    "/timeline?when=2024/2025&place=Місто 2&min=2",
    "/timeline/topic/all", "/timeline/topic/all?top=40", "/timeline/new?since=2024-01-01",
    "/timeline/on-this-day?day=05-05", "/timeline/sources", "/timeline/event/crowded00000",
)  # fmt: skip


def _date(rng: random.Random) -> str:
    first = date(2024, 1, 1) if rng.random() < 0.9 else date(1998, 1, 1)
    day = first + timedelta(days=rng.randrange((date(2026, 6, 1) - first).days))
    kind = rng.random()
    if kind < 0.7:
        return day.isoformat()
    if kind < 0.85:
        return rng.choice((f"{day:%Y-%m}", f"{day:%Y}", f"{day.year}-{rng.randint(21, 24)}",
                           f"{day.year}-{rng.randint(33, 36)}"))  # fmt: skip
    later = day + timedelta(days=rng.randint(1, 300))
    return rng.choice((f"{day}/{later}", f"{day:%Y-%m}/..", f"../{day}", f"[{day}..{later}]"))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("crowded") / "news.db"
    news, rng = News(path), random.Random(5)
    articles = [
        news.article(name, f"Стаття {number} видання {name}", f"2025-{1 + number % 12:02d}-03")
        for number, name in enumerate(_PUBLISHERS * 5)
    ]
    keys = []
    for number in range(_EVENTS):
        title = " ".join(rng.choices(_WORDS, k=24))[:110] + f" № {number}"
        edtf = _date(rng)
        told = [
            Told(article, f"{title} <<тоді>>.", edtf)
            for article in rng.sample(articles, 8 if number == 0 else 1 + number % 3)
        ]
        keys.append(
            news.event(
                title, edtf, told, modality=rng.choice(_MODALITIES),
                places=[(f"Місто {number % 7}", None, None)],
                actors=[f"Міністерство закордонних справ {number % 5}"],
                **({"key": "crowded00000"} if number == 0 else {}),
            )
        )  # fmt: skip
    news.topic("all", "Усе", keys)
    news.close()
    with running(path) as served:
        yield served


@pytest.mark.parametrize("path", ZOOMS)
def test_no_page_is_large(crowded, path):
    answer = crowded.get(path)
    assert answer.status_code == 200
    assert len(answer.content) <= 75_000


def test_two_months_are_columns_of_months_with_bars_of_days(crowded):
    page = html.fromstring(crowded.get("/timeline?when=2024-02/2024-03").text)
    headings = page.xpath("//section[contains(@class, 'group')]//h3/text()")
    assert headings == ["Feb", "Mar", "Not dated to the month"]
    rows = page.xpath("//section[contains(@class, 'group')][1]//li[not(@class)]")
    assert len(rows) == 12


def test_each_day_of_a_month_names_its_most_reported(crowded):
    page = html.fromstring(crowded.get("/timeline?when=2024-05").text)
    named = dict.fromkeys(
        link.rpartition("/")[2] for link in page.xpath("//p[@class='title']/a/@href")
    )
    with sqlite3.connect(crowded.database) as connection:
        best = connection.execute(
            "SELECT key FROM (SELECT key, row_number() OVER (PARTITION BY sort_day"
            " ORDER BY sources DESC, score DESC, key) AS place FROM events"
            " WHERE granularity = 'day' AND sort_day BETWEEN ? AND ?) WHERE place = 1",
            [day_number(2024, 5, 1), day_number(2024, 5, 31)],
        ).fetchall()
    connection.close()
    assert len(best) == 31
    assert {key for (key,) in best} <= set(named)


@pytest.mark.parametrize(
    "when",
    [None, "2024", "2024-05", "2024/2025", "2024-02-10/2024-03-20", "2023-06-15/2025-05-10",
     "202X", "1998-05/2026-03", "2024-24", "../2024-06", "2025-03/..", "1900/2399"],
)  # fmt: skip
@pytest.mark.parametrize("more", [{}, {"modality": ("asserted", "planned")}, {"score": 0.0}])
def test_kept_counts_are_what_a_count_gives(crowded, when, more):
    selection = Selection(when=when, span=parse(when) if when else None, **more)
    with sqlite3.connect(crowded.database) as connection:
        kept_counts = _counts(connection, selection)
        # told by one source or more: narrows nothing down, but is not kept
        counted = _counts(connection, selection.but(minimum=1))
    connection.close()
    assert kept_counts == counted


def _counts(connection: sqlite3.Connection, selection: Selection) -> dict[str, object]:
    """What a chart counts."""
    board = make_board(Reader(connection), selection, day_number(2026, 1, 18))
    return {
        "axis": board.axis, "inside": board.inside, "reaching": board.reaching,
        "bars": {slot: tuple(pair) for slot, pair in board.bars.items() if any(pair)},
        "columns": [(one.narrow, one.hollow, one.wide) for one in board.columns],
        "bands": sorted((one.granularity, one.edtf, one.events, one.solid)
                        for bands in board.bands.values() for one in bands),
        "ends": (board.earlier, board.later),
        "spans": [light.key for light in board.spans[:20]],
    }  # fmt: skip


def test_a_long_query_is_refused(crowded):
    answer = crowded.get("/timeline", params={"actor": ["я" * 90 + str(n) for n in range(9)]})
    assert answer.status_code == 400
    assert "longer than 2,000 characters" in answer.text
