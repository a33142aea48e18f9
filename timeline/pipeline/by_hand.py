"""Events that people add: an article with one mention, made of the correction alone.

Its key is the source's URL with a fragment of its own, so that the page links to the source
and no ingestion can ever revise it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from sqlite_utils import Database

from timeline import edtf
from timeline.errors import CorrectionError
from timeline.models import Article, Entity, EventMention, parse_iso, short_hash
from timeline.pipeline.assembly import Changed, assemble
from timeline.storage.anchors import anchors_of_sentences_in
from timeline.storage.articles import Provenance, save_article
from timeline.storage.corrections import StoredCorrection, replace_anchors, set_acting_keys
from timeline.storage.mentions import save_mentions

RULE = "by hand"
_SHORT = 40


@dataclass(frozen=True, slots=True)
class HandEvent:
    """An event as a person gives it.

    Attributes:
        source: http(s) URL where it can be read, or words that name the source.
        sentence: what the source says; the title if it is None.
        published: ISO 8601 day on which the source said so, or None.
    """

    title: str
    edtf: str
    source: str
    sentence: str | None = None
    place: str | None = None
    published: str | None = None


def read_hand_event(event: HandEvent, title: str) -> dict[str, str]:
    """Check an event and make a correction's value of it.

    Raises:
        CorrectionError: the source is empty, or the publication time is not ISO 8601.
        EDTFError: the date is no EDTF.
    """
    source = " ".join(event.source.split())
    if not source:
        raise CorrectionError("an event needs its source: a URL, or words that name it")
    try:
        parse_iso(event.published)
    except ValueError as error:
        raise CorrectionError(f"{event.published!r} is not ISO 8601 (2026-01-12)") from error
    value = {"title": title, "edtf": edtf.parse(event.edtf.strip()).value, "source": source}
    optional = {"sentence": event.sentence, "place": event.place, "published": event.published}
    value.update({name: " ".join(said.split()) for name, said in optional.items() if said})
    return value


def store_hand_event(
    db: Database, correction: StoredCorrection, *, now: str, gone: str | None = None
) -> None:
    """Store the article and mention of an `add`, inside the caller's transaction.

    Args:
        db: an open database in a write transaction.
        correction: the `add`.
        now: UTC instant.
        gone: why the event is taken back; None while it stands.
    """
    article = _article(correction.key, correction.value)
    saved = save_article(db, article, Provenance(now, RULE))
    mentions = [] if gone else [_mention(article, correction.value)]
    changes = save_mentions(db, saved.id, mentions, now=now, gone=gone or "it is gone")
    assemble(db, [Changed(saved.id, article, changes)], now=now)
    if not gone:
        anchors = anchors_of_sentences_in(db, article.key)
        replace_anchors(db, correction.key, anchors)
        set_acting_keys(db, correction.key, [anchor.key for anchor in anchors])


def _article(key: str, value: Mapping[str, str]) -> Article:
    source = value["source"]
    parts = urlsplit(source)
    is_url = parts.scheme in ("http", "https") and bool(parts.hostname)
    return Article(
        title=value["title"],
        text=value.get("sentence", value["title"]),
        url=f"{urldefrag(source).url}#by-hand-{key}" if is_url else None,
        id=None if is_url else f"by-hand-{key}",
        published=value.get("published"),
        published_how="hand",
        publisher=parts.hostname if is_url else source,
    )


def _mention(article: Article, value: Mapping[str, str]) -> EventMention:
    title = value["title"]
    when = edtf.parse(value["edtf"])
    place = value.get("place")
    return EventMention(
        key=short_hash(article.key, article.text, "hand"),
        article_key=article.key,
        kind="hand",
        state="shown",
        sentence=article.text,
        sentence_start=0,
        start=-1,
        end=-1,
        expression="",
        title=title,
        short_title=title
        if len(title) <= _SHORT
        else title[: _SHORT + 1].rsplit(" ", 1)[0][:_SHORT],
        edtf=when.value,
        granularity=when.granularity,
        modality="asserted",
        score=1.0,
        rule=RULE,
        date_rule=RULE,
        rules_version=RULE,
        dct=value.get("published"),
        entities=(Entity(place, "place", "place"),) if place else (),
    )
