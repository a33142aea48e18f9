"""Which commands there are, in the order of the workflow."""

from __future__ import annotations

import click

from timeline.cli import audit, corrections, topics
from timeline.cli.admin import backup, status
from timeline.cli.demo import demo
from timeline.cli.explain import dates
from timeline.cli.ingest import cron, ingest, reprocess, update
from timeline.cli.read import events, show, why
from timeline.cli.serve import publish, serve
from timeline.cli.sources import add, list_, remove

COMMANDS: tuple[click.Command, ...] = (
    demo, ingest, add, list_, remove, update, cron, serve, publish, events, show, why, dates,
    *topics.COMMANDS, *corrections.COMMANDS, *audit.COMMANDS, reprocess, status, backup,
)  # fmt: skip
