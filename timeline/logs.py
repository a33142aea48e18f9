"""Logging: to stderr, one line a record, never on by import."""

from __future__ import annotations

import logging
import sys


def configure(*, verbose: bool = False, quiet: bool = False) -> None:
    """Send this package's log records to stderr.

    Args:
        verbose: show DEBUG records, too.
        quiet: show errors only.
    """
    level = logging.DEBUG if verbose else logging.ERROR if quiet else logging.WARNING
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("timeline")
    root.handlers[:] = [handler]
    root.setLevel(level)
    root.propagate = False
