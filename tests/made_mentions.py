"""An event mention for tests that care for a part of it."""

from __future__ import annotations

from dataclasses import replace

from timeline.edtf import parse
from timeline.models import EventMention, short_hash


def made_mention(title: str, edtf: str, **values: object) -> EventMention:
    """Make a mention; `values` are attributes that differ from the usual ones."""
    sentence = str(values.pop("sentence", f"{title}."))
    article_key = str(values.pop("article_key", "https://a.example/1"))
    base = EventMention(
        key=short_hash(article_key, sentence, edtf),
        article_key=article_key,
        kind="dated",
        state="shown",
        sentence=sentence,
        sentence_start=0,
        start=0,
        end=1,
        expression="then",
        title=title,
        short_title=title[:40],
        edtf=edtf,
        granularity=parse(edtf).granularity,
        modality="asserted",
        score=0.8,
        rule="test",
        date_rule="test",
        rules_version="1",
        language="en",
    )
    return replace(base, **values)
