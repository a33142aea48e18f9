"""JSON of a selection or an event; the JSON Schema is served beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from timeline.publish.evidence import Claim, Quote
from timeline.publish.formats.records import SCHEMA_VERSION, Export, event_data

CONTENT_TYPE = "application/json; charset=utf-8"


def write(export: Export) -> str:
    """Write the export as JSON text."""
    if export.claims is not None:
        data = event_data(export.events[0], export.link)
        data["schema"] = SCHEMA_VERSION
        data["claims"] = [claim_data(claim) for claim in export.claims]
        data["history"] = [asdict(change) for change in export.history]
        return dump(data)
    return dump(
        {
            "schema": SCHEMA_VERSION,
            "title": export.title,
            "url": export.url,
            "total": export.total,
            "next": export.next_url,
            "events": [event_data(event, export.link) for event in export.events],
        }
    )


def dump(data: Any) -> str:
    """Write JSON that is safe inside any page: what looks like markup is escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "replace").decode()


def claim_data(claim: Claim) -> dict[str, Any]:
    """One claimed date with its sentences."""
    return {
        "edtf": claim.edtf,
        "date": claim.words,
        "granularity": claim.granularity,
        "verdict": claim.verdict,
        "sources": claim.sources,
        "sentences": [quote_data(quote) for quote in claim.quotes],
    }


def quote_data(quote: Quote) -> dict[str, Any]:
    """One sentence; `start` and `end` are character offsets in the article's text."""
    return {
        "id": quote.key,
        "sentence": quote.sentence,
        "expression": quote.expression,
        "edtf": quote.edtf,
        "article": quote.article_url,
        "article_title": quote.article_title,
        "publisher": quote.publisher,
        "published": quote.published,
        "language": quote.language,
        "modality": quote.modality,
        "modality_cue": quote.modality_cue,
        "rule": quote.rule,
        "title_rule": quote.title_rule,
        "rules_version": quote.rules_version,
        "start": quote.start,
        "end": quote.end,
        "revision": quote.revision,
        "copies": list(quote.copies),
    }
