"""A progress bar on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from timeline.settings import Settings

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(settings: Settings, label: str) -> Iterator[Progress]:
    """Show how far long work is, on stderr, if that is a terminal.

    Args:
        settings: `quiet` hides the bar.
        label: what is done.

    Yields:
        A function that is told how many pieces are done, of how many (which may grow).
    """
    if settings.quiet or not sys.stderr.isatty():
        yield lambda done, total: None  # noqa: ARG005
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show
