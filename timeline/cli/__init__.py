"""The `timeline` command: options, exit codes and printing; no logic.

Exit codes: 0 clean, 1 stopped by an error that is told in one line, 2 wrong usage,
3 finished with failures, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from timeline import __version__, logs
from timeline.cli.options import finished_with_failures, make_settings
from timeline.cli.registry import COMMANDS
from timeline.errors import TimelineError

__all__ = ["finished_with_failures", "main", "timeline"]


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Keep the order of the workflow instead of the alphabet."""
        return list(self.commands)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Start with `timeline ingest https://example.org/feed.xml` and `timeline serve`.",
)
@click.version_option(__version__, prog_name="timeline")
@click.option("-v", "--verbose", is_flag=True, help="Log what is done to stderr.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no warnings; errors only.")
@click.option(
    "--db",
    "database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The database file.  [default: $TIMELINE_DB or db/news.db]",
)
@click.pass_context
def timeline(ctx: click.Context, verbose: bool, quiet: bool, database: Path | None) -> None:
    """Read the news, find what is dated in it, publish a sourced timeline."""
    logs.configure(verbose=verbose, quiet=quiet)
    ctx.obj = make_settings(database, quiet=quiet)


for _command in COMMANDS:
    timeline.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code; an error is one line on stderr."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        outcome = timeline.main(arguments, prog_name="timeline", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; what was stored is kept.", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TimelineError as error:
        return _fail(str(error))
    except Exception as error:  # the last line of defence: a bug is told in one line, too
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        return _fail(f"{type(error).__name__}: {error} (a bug; TIMELINE_DEBUG=1 shows where)")
    return outcome if isinstance(outcome, int) else 0


def _fail(message: str) -> int:
    click.echo(f"Error: {' '.join(message.split())}", err=True)
    return 1
