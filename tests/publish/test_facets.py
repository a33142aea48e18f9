"""The facets of Datasette's own table of events."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest


def _facets(site: Any, query: str) -> dict[str, Any]:
    answer = site.get(f"/news/timeline.json?_extra=facet_results&{query}").json()
    results = answer["facet_results"]
    found: dict[str, Any] = results.get("results", results)
    return found


def _counted(database: Any, column: str, where: str = "1") -> dict[object, int]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            f"SELECT {column}, count(*) FROM timeline WHERE {where} GROUP BY 1"
        )
        return dict(rows.fetchall())


@pytest.mark.parametrize("column", ["year", "granularity", "modality"])
@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("", "1"),
        ("modality=planned", "modality = 'planned'"),
        ("sources__gte=5", "sources >= 5"),
        ("_where=conflict=1", "conflict = 1"),
    ],
)
def test_kept_facets_count_as_column_facets_do(site, database, column, query, where):
    facet = _facets(site, f"_facet_size=max&{query}")[column]
    assert facet["type"] == "column"
    assert not facet["hideable"]
    found = {value["value"]: value["count"] for value in facet["results"]}
    assert found == _counted(database, column, where)


def test_a_kept_facet_has_the_most_frequent_values_first_and_links_that_narrow(site, database):
    facet = _facets(site, "_facet_size=3")["year"]
    counts = sorted(_counted(database, "year").values(), reverse=True)
    assert [value["count"] for value in facet["results"]] == counts[:3]
    assert facet["truncated"]
    for value in facet["results"]:
        path = value["toggle_url"].removeprefix(site.url)
        assert f"year={value['value']}" in path
        narrowed = site.get(path).json()
        rows = narrowed.get("filtered_table_rows_count", len(narrowed["rows"]))
        assert rows == value["count"]


def test_asking_for_a_kept_facet_of_another_column_counts_it(site, database):
    facet = _facets(site, "_facet_kept=granularity&_facet_size=max")
    names = [facet[key]["name"] for key in facet]
    assert "granularity" in names
    page = site.get("/news/timeline")
    assert page.status_code == 200
    assert "(kept)" not in page.text
