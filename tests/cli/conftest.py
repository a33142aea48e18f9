"""A stocked newsroom and the `timeline` command, run in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.histories.wire import Newsroom, stocked
from timeline.cli import main


class InProcess:
    """Runs `timeline` in this process, which is faster than `tests.conftest.Command`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Run a command; give its exit code, standard output and standard error."""
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        printed = self.capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, printed.out, printed.err

    def done(self, *words: str) -> str:
        """Run a command that succeeds without a word on stderr; give what it printed."""
        code, out, err = self(*words)
        assert (code, err) == (0, ""), (code, out, err)
        return out


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    opened = stocked(tmp_path / "news.db")
    monkeypatch.setenv("TIMELINE_DB", str(opened.path))
    yield opened
    opened.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> InProcess:
    return InProcess(capsys)
