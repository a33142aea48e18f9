"""What to put into a crontab or into systemd, so that this installation updates itself.

The text names everything by its absolute path: cron runs a line with a bare environment in the
home directory.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from timeline.errors import SettingsError

MINUTES = 15
_SYSTEMD_SPECIAL = str.maketrans({"\\": "\\\\", '"': '\\"', "%": "%%", "$": "$$"})


def update_command(
    database: Path, options: Sequence[str] = (), *, python: str = sys.executable
) -> tuple[str, ...]:
    """The command that updates a database, for a place that knows nothing of this one.

    Args:
        database: the file; a relative path is taken from here.
        options: of `timeline update`, besides `--db`.
        python: the interpreter whose installation is meant.

    Returns:
        The words of the command: the `timeline` beside the interpreter, else `python -m`.

    Raises:
        SettingsError: a path or option has a line break, which no crontab can carry.
    """
    script = Path(python).parent / "timeline"
    start = (str(script),) if os.access(script, os.X_OK) else (python, "-m", "timeline")
    command = (*start, "--quiet", "update", "--db", str(database.absolute()), *options)
    if any(not word.isprintable() for word in command):
        raise SettingsError("a path or option with a line break cannot be put into a crontab")
    return command


def crontab_line(command: Sequence[str]) -> str:
    """The crontab line that runs a command every 15 minutes.

    The words are quoted for `sh`, and `%`, which cron would take for a line break, is escaped
    (crontab(5)).
    """
    return f"*/{MINUTES} * * * * {shlex.join(command)}".replace("%", "\\%")


def systemd_units(command: Sequence[str]) -> dict[str, str]:
    """A systemd service and its timer by file name (systemd.service(5), systemd.timer(5)).

    A missed turn is caught up after a start (`Persistent`), and the start is spread over a
    minute. Exit code 3 means that a source newly fails: the unit is then shown as failed.
    """
    service = f"""\
[Unit]
Description=Read the due sources of {_systemd_text(command)}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={" ".join(_systemd_word(word) for word in command)}
Nice=10
"""
    timer = f"""\
[Unit]
Description=Read the due sources every {MINUTES} minutes

[Timer]
OnCalendar=*:0/{MINUTES}
Persistent=true
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""
    return {"timeline-update.service": service, "timeline-update.timer": timer}


def _systemd_word(word: str) -> str:
    escaped = word.translate(_SYSTEMD_SPECIAL)
    plain = escaped and all(c.isalnum() or c in "/._-=:,@+%$" for c in escaped)
    return escaped if plain else f'"{escaped}"'


def _systemd_text(command: Sequence[str]) -> str:
    words = list(command)
    database = words[words.index("--db") + 1] if "--db" in words else words[0]
    return database.replace("%", "%%")
