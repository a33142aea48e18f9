"""What lies on this machine, as tasks to be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

from timeline.models import Link
from timeline.pipeline.read import Hints
from timeline.pipeline.readers import Broken, Page, Task, Text
from timeline.pipeline.run import Origin
from timeline.sources.local import (
    Given,
    LocalArticle,
    LocalFailure,
    LocalLinks,
    LocalPage,
    read_local,
)
from timeline.storage.runs import Failure


def local_tasks(
    targets: Iterable[str],
    given: Given,
    *,
    links: list[Link] | None = None,
    source_id: int | None = None,
) -> Iterator[Task]:
    """Read files, folders, archives and standard input.

    Args:
        targets: paths, or `-`.
        given: what the user says of texts that do not say it themselves.
        links: takes up what a list or feed among the files names, to be fetched.
        source_id: the registered source that the targets are, if they are one.

    Yields:
        Pages, texts, and what could not be read.
    """
    hints = Hints(
        published=given.published,
        published_how="given" if given.published else None,
        language=given.language,
        publisher=given.publisher,
        time_zone=given.time_zone,
    )
    for target in targets:
        for item in read_local(target, sys.stdin.buffer):
            if isinstance(item, LocalLinks):
                if links is not None:
                    links.extend(item.found.links)
                    links.extend(Link(url) for url in item.found.nested)
            else:
                yield _task(item, hints, source_id)


def _task(
    item: LocalPage | LocalArticle | LocalFailure, hints: Hints, source_id: int | None
) -> Task:
    origin = Origin(item.name, source_id=source_id)
    if isinstance(item, LocalFailure):
        return Broken(origin, Failure("discover", item.name, item.reason, item.message, source_id))
    if isinstance(item, LocalArticle):
        return Text(origin, item.article, hints)
    page_hints = replace(hints, url=item.url, fetched_at=item.fetched_at)
    return Page(origin, item.body, item.content_type, page_hints)
