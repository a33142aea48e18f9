"""Facets of Datasette's table of events that need not count a million rows.

`facets: [{kept: year}]` in the metadata is a column facet that is answered from `event_bins` as
long as the whole table is shown, and by counting as soon as it is narrowed down.
"""

from __future__ import annotations

from typing import Any

from datasette.facets import ColumnFacet
from datasette.utils import path_with_added_args, path_with_removed_args

_TABLE = "timeline"
_VALUES = {"year": "bin", "modality": "modality"}


class KeptFacet(ColumnFacet):  # type: ignore[misc]
    """A facet of the events' years or modalities."""

    type = "kept"

    async def suggest(self) -> list[Any]:
        """Suggest nothing: every column is suggested as a column facet already."""
        return []

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Give the facets, as column facets, and the names of those that took too long."""
        found = [
            (one["config"].get("column") or one["config"]["simple"], one["source"])
            for one in self.get_configs()
        ]
        whole = self.table == _TABLE and " where " not in f" {' '.join(self.sql.lower().split())} "
        if whole and all(column in _VALUES for column, _ in found):
            return [await self._kept(*one) for one in found], []
        results, timed_out = await super().facet_results()
        return [{**result, "type": "column"} for result in results], timed_out

    async def _kept(self, column: str, source: str) -> dict[str, Any]:
        size = self.get_facet_size()
        rows = await self.ds.execute(
            self.database,
            f"SELECT {_VALUES[column]} AS value, sum(events) AS count FROM event_bins"
            " WHERE unit = 'from year' AND state = 'shown' GROUP BY 1 HAVING sum(events) > 0"
            " ORDER BY 2 DESC, 1 LIMIT :size",
            {"size": size + 1},
            truncate=False,
        )
        removed = path_with_removed_args(self.request, {"_facet_kept": column})
        return {
            "name": column,
            "type": "column",
            "hideable": source == "request",
            "toggle_url": self.ds.urls.path(removed),
            "results": [self._value(column, *row) for row in rows.rows[:size]],
            "truncated": len(rows.rows) > size,
        }

    def _value(self, column: str, value: object, count: int) -> dict[str, Any]:
        path = self.ds.urls.path(path_with_added_args(self.request, {column: value}))
        return {
            "value": value,
            "label": value,
            "count": count,
            "toggle_url": self.ds.absolute_url(self.request, path),
            "selected": False,
        }
