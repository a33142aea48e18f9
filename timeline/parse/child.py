"""One child process of the parser pool: what it runs, and the caller's end of its pipe."""

from __future__ import annotations

import resource
import signal
import time
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.reduction import ForkingPickler
from typing import Any

from lxml import etree

from timeline.errors import ParseError

_PATIENCE = 2.0
_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, ImportError,
    LookupError, MemoryError, NameError, OSError, RuntimeError, SyntaxError, TypeError, ValueError,
    etree.LxmlError, ParseError,
)  # fmt: skip


class Failed:
    """The answer of a call that raised.

    Args:
        error: what it raised.
    """

    def __init__(self, error: BaseException) -> None:
        self.error = error


class Gone(Failed):
    """The answer where the process is gone or must go: it died, or took too long."""


class Child:
    """One process and the pipe to it, used by one caller at a time.

    Args:
        context: the multiprocessing context that starts it.
        memory: bytes of data (RLIMIT_DATA) that a call may hold, or None.

    Attributes:
        process: the process.
        tasks: how many calls were sent to it.
    """

    def __init__(self, context: Any, memory: int | None) -> None:
        self._pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, memory), daemon=True)
        self.process.start()
        other.close()
        self.tasks = 0

    def send(self, task: bytes) -> bool:
        """Send a pickled `(function, args, kwargs)`; False if the process died while idle."""
        self.tasks += 1
        try:
            self._pipe.send_bytes(task)
        except OSError:
            return False
        return True

    def receive(self, timeout: float) -> Any:
        """Wait for the answer, the end of the process or the end of patience.

        Args:
            timeout: seconds of wall time.

        Returns:
            What the function returned, `Failed` if it raised, or `Gone`.
        """
        deadline = time.monotonic() + timeout
        wait_for_any([self._pipe, self.process.sentinel], timeout)
        try:
            if self._pipe.poll(0):
                return self._pipe.recv()
        except (EOFError, OSError):
            pass
        if time.monotonic() >= deadline and self.process.is_alive():
            return Gone(TimeoutError())
        self.process.join(_PATIENCE)
        return Gone(ChildProcessError(f"exit code {self.process.exitcode}"))

    def end(self, *, kill: bool) -> None:
        """End the process, by force or by closing the pipe, and free what it held."""
        if kill:
            self.process.kill()
        self._pipe.close()
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


def _serve(pipe: Connection, memory: int | None) -> None:
    """The child: answer calls until the pipe is closed. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send_bytes(_answer(task, memory))


def _answer(task: bytes, memory: int | None) -> bytes:
    """Make one call under the memory limit, which holds for the call alone."""
    limits = resource.getrlimit(resource.RLIMIT_DATA)
    try:
        function, args, kwargs = ForkingPickler.loads(task)
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, limits[1]))
        outcome = function(*args, **kwargs)
    except _FAILURES as error:
        outcome = Failed(error)
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, limits)
    try:
        return bytes(ForkingPickler.dumps(outcome))
    except (AttributeError, TypeError, ValueError) as error:
        return bytes(ForkingPickler.dumps(Failed(TypeError(f"unpicklable outcome: {error}"))))
