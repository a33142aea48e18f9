"""Worker processes that parse and read, so that a hostile page costs one failure, not the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from timeline.errors import ParseError
from timeline.models import Article
from timeline.pipeline.read import Hints, Reading, read_article, read_page, with_hints
from timeline.pipeline.run import Origin
from timeline.storage.runs import Failure


@dataclass(frozen=True, slots=True)
class Page:
    """A page to parse and read."""

    origin: Origin
    body: bytes
    content_type: str | None
    hints: Hints


@dataclass(frozen=True, slots=True)
class Text:
    """An article that is parsed already (a row of a file, an item of a feed) and is to be read."""

    origin: Origin
    article: Article
    hints: Hints = Hints()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that could not be read at all."""

    origin: Origin
    failure: Failure


Task = Page | Text | Broken
Arg = TypeVar("Arg")
Result = TypeVar("Result")


class Pool(Protocol):
    """Where tasks are read: processes of this machine, or the workers of a cluster."""

    def map(
        self, function: Callable[[Arg], Result], tasks: Iterable[Arg], /
    ) -> Iterator[tuple[Arg, Result | ParseError]]:
        """Apply a function to tasks and yield every task once with what came of it."""


def read_task(task: Page | Text) -> Reading:
    """Read one page or text; runs in a worker process.

    Raises:
        ParseError: it is no article that can be read.
    """
    if isinstance(task, Text):
        return read_article(with_hints(task.article, task.hints))
    return read_page(task.body, task.content_type, task.hints)


def read_all(pool: Pool, tasks: Iterable[Task]) -> Iterator[tuple[Origin, Reading | Failure]]:
    """Read tasks in worker processes and yield what came of each, as it comes.

    Args:
        pool: where they are read.
        tasks: taken only as fast as they are read, so that memory stays flat.

    Yields:
        The origin of a task with its reading or its failure, every task once.
    """
    broken: list[Broken] = []

    def readable() -> Iterator[Page | Text]:
        for task in tasks:
            if isinstance(task, Broken):
                broken.append(task)
            else:
                yield task

    for task, outcome in pool.map(read_task, readable()):
        while broken:
            item = broken.pop()
            yield item.origin, item.failure
        origin = task.origin
        if isinstance(outcome, ParseError):
            yield (
                origin,
                Failure("parse", origin.name, outcome.reason, str(outcome), origin.source_id),
            )
        else:
            yield origin, outcome
    for item in broken:
        yield item.origin, item.failure
