import configparser
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from timeline.errors import SettingsError
from timeline.sources.cron import crontab_line, systemd_units, update_command


def fake_installation(folder: Path) -> str:
    """An interpreter with a `timeline` beside it that tells how it was called."""
    folder.mkdir(parents=True)
    script = folder / "timeline"
    script.write_text('#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n')
    script.chmod(0o755)
    return str(folder / "python3")


def run_as_cron_does(line: str, home: Path) -> list[str]:
    """crontab(5): five fields, then a command in which `\\%` means `%`, run by sh."""
    command = line.split(" ", 5)[5].replace("\\%", "\0")
    assert "%" not in command
    done = subprocess.run(
        ["env", "-i", f"HOME={home}", "PATH=/usr/bin:/bin", "sh", "-c", command.replace("\0", "%")],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", ["news.db", "my news.db", "100% $HOME `id`.db", 'it\'s "so".db'])
def test_the_line_does_the_same_in_crons_bare_environment(tmp_path, monkeypatch, name):
    python = fake_installation(tmp_path / "a venv" / "bin")
    monkeypatch.chdir(tmp_path)
    line = crontab_line(update_command(Path("db") / name, ["--jobs", "8"], python=python))
    assert line.startswith("*/15 * * * * ")
    assert run_as_cron_does(line, tmp_path / "a venv") == [
        "--quiet", "update", "--db", str(tmp_path / "db" / name), "--jobs", "8",
    ]  # fmt: skip


def test_without_a_script_the_interpreter_runs_the_module(tmp_path):
    command = update_command(tmp_path / "n.db", python="/opt/py/bin/python3.11")
    assert command[:3] == ("/opt/py/bin/python3.11", "-m", "timeline")


def test_a_line_break_cannot_be_put_into_a_crontab(tmp_path):
    with pytest.raises(SettingsError):
        update_command(tmp_path / "a\nb.db")


def test_this_installation_can_be_found():
    words = update_command(Path("x.db"))
    assert os.access(words[0], os.X_OK)


@pytest.mark.parametrize("name", ["news.db", "my news.db", '100% $HOME "x" \\.db'])
def test_systemd_units_name_the_command_and_the_time(tmp_path, name):
    command = ("/srv/a venv/bin/timeline", "update", "--db", str(tmp_path / name))
    units = systemd_units(command)
    assert list(units) == ["timeline-update.service", "timeline-update.timer"]
    service = configparser.RawConfigParser(strict=True)
    service.optionxform = str
    service.read_string(units["timeline-update.service"])
    said = service["Service"]["ExecStart"]
    unquoted = [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(said)]
    assert tuple(unquoted) == command
    assert service["Service"]["Type"] == "oneshot"
    timer = configparser.RawConfigParser(strict=True)
    timer.optionxform = str
    timer.read_string(units["timeline-update.timer"])
    assert timer["Timer"]["OnCalendar"] == "*:0/15"
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"
