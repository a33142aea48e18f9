"""CSV (RFC 4180) of a selection: a row for each event; of an event: a row for each sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from timeline.publish.formats.as_json import quote_data
from timeline.publish.formats.records import Export, event_data

CONTENT_TYPE = "text/csv; charset=utf-8"
_EVENT = (
    "id", "edtf", "date", "title", "granularity", "modality", "sources", "earliest", "latest",
    "kind", "class", "score", "articles", "mentions", "conflict", "corrected", "language",
    "publishers", "actors", "places", "url", "first_read_at", "changed_at",
)  # fmt: skip
_SENTENCE = (
    "event", "title", "claim", "date", "verdict", "sentence", "expression", "publisher",
    "published", "article", "article_title", "language", "modality", "modality_cue", "rule",
    "title_rule", "rules_version", "start", "end", "revision", "copies", "id",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(export: Export) -> str:
    """Write the export as CSV with a header row; lists are joined by "; ".

    Free text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
    injection"); dates are left as they are, since "-0043" is a year.
    """
    if export.claims is None:
        rows = [event_data(event, export.link) for event in export.events]
        for row in rows:
            row["places"] = [place["name"] for place in row["places"]]
        return _table(_EVENT, rows)
    event = export.events[0]
    sentences = [
        {
            **quote_data(quote), "event": event.key, "title": event.title, "claim": claim.edtf,
            "date": claim.words, "verdict": claim.verdict,
        }
        for claim in export.claims
        for quote in claim.quotes
    ]  # fmt: skip
    return _table(_SENTENCE, sentences)


def _table(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(name, row.get(name)) for name in columns])
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    text = str(value).replace("\x00", "")
    dated = name in ("edtf", "claim", "earliest", "latest")
    return f"'{text}" if text.startswith(_FORMULA) and not dated else text
