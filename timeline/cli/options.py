"""What the commands share: the database option, exit codes, time, tables and JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from timeline.settings import Settings

F = TypeVar("F", bound=Callable[..., Any] | click.Command)


def make_settings(database: Path | None, *, quiet: bool = False) -> Settings:
    """Read the settings from the environment and the options before the command."""
    settings = replace(Settings.from_environment(), quiet=quiet)
    return replace(settings, database=database) if database else settings


def database_option(function: F) -> F:
    """Let a command take `--db`, too, since that is where people write it."""

    def take(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.obj = replace(ctx.ensure_object(Settings), database=value)

    return click.option(
        "--db",
        type=click.Path(dir_okay=False, path_type=Path),
        expose_value=False,
        callback=take,
        help="The database file.  [default: $TIMELINE_DB or db/news.db]",
    )(function)


def json_option(function: F) -> F:
    """Let a command print JSON for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def print_json(value: object) -> None:
    """Print a value as indented JSON in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def now_text() -> str:
    """Read the clock: the UTC instant that a whole command uses."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def finished_with_failures() -> NoReturn:
    """Leave with exit code 3."""
    raise click.exceptions.Exit(3)


def wants_colour() -> bool:
    """Whether escape sequences are welcome (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and sys.stdout.isatty()
