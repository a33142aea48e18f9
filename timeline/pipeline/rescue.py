"""Mentions that the rules reject and people spoke of: they tell of their event all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from timeline.models import EventMention
from timeline.pipeline.acting import wanted
from timeline.pipeline.assembly import Changed, assemble
from timeline.storage.anchors import KEPT, Standing, articles_of, mention_ids_in, standings
from timeline.storage.articles import find_article
from timeline.storage.corrections import StoredCorrection, corrections_acting_on
from timeline.storage.mentions import load_mentions, save_mentions

_TITLE, _SHORT = 120, 40


def with_corrections(db: Database, mentions: Sequence[EventMention]) -> list[EventMention]:
    """Keep the rejected ones among an article's mentions that a correction needs.

    Args:
        db: an open database, in which the article's new mentions are not saved yet.
        mentions: all that the rules read in the article.
    """
    rejected = [one.key for one in mentions if one.state == "rejected" and one.edtf]
    corrections = corrections_acting_on(db, rejected) if rejected else []
    if not corrections:
        return list(mentions)
    present = standings(db, {a.key for one in corrections for a in one.anchors})
    present.update(
        (one.key, Standing(one.key, one.edtf is not None, one.rejected_reason)) for one in mentions
    )
    keys = wanted(corrections, present)
    return [_kept(one) if one.key in keys else one for one in mentions]


def keep_wanted(
    db: Database,
    corrections: Sequence[StoredCorrection],
    released: Iterable[str],
    *,
    now: str,
    run_id: int | None,
) -> None:
    """Keep the stored mentions that corrections need and let go those that none needs any more.

    Args:
        db: an open database in a write transaction.
        corrections: all that were not reverted.
        released: keys on which corrections acted until now.
        now: UTC instant.
        run_id: the ingest run, if there is one.
    """
    present = standings(db, {*released, *(a.key for one in corrections for a in one.anchors)})
    keys = wanted(corrections, present)
    differing = {
        key for key, standing in present.items()
        if standing.rejected_reason and standing.kept is not (key in keys)
    }  # fmt: skip
    for article_key in articles_of(db, differing):
        stored = find_article(db, article_key)
        assert stored is not None  # noqa: S101
        loaded = load_mentions(db, mention_ids_in(db, stored.id)).values()
        mentions = [
            (_kept if one.mention.key in keys else _let_go)(one.mention)
            if one.mention.key in differing else one.mention
            for one in loaded
        ]  # fmt: skip
        changes = save_mentions(db, stored.id, mentions, now=now, run_id=run_id)
        assemble(db, [Changed(stored.id, stored.article, changes)], now=now, run_id=run_id)


def _kept(one: EventMention) -> EventMention:
    title = one.title or _cut(one.sentence, _TITLE)
    return replace(
        one,
        state="more",
        rejected_reason=None,
        title=title,
        short_title=one.short_title or _cut(title, _SHORT),
        rule=f"{KEPT}{one.rejected_reason}",
    )


def _let_go(one: EventMention) -> EventMention:
    return replace(one, state="rejected", rejected_reason=one.rule.removeprefix(KEPT))


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(" ", 1)[0][:longest]
