"""The process that works the functions out, in the project's environment: started, asked, ended."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from typing import IO, Any

from .log import Log
from .messages import TOO_LONG, Ended, receive, send

SECONDS_TO_START = 60.0
"""A cold start from a slow disk; a process that says nothing for longer is ended."""
REST = 10.0
"""Seconds without a new attempt after one that failed: a sheet has thousands of formulas."""
NOT_HANDED_ON = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "LD_LIBRARY_PATH", "URE_BOOTSTRAP")
"""What LibreOffice sets for its own Python."""
_START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from addin.hosts.libreoffice.worker import main; main()"
)
WHAT_TO_DO = (
    "Install Tieout in that Python, or build and install the extension again with "
    "'tieout build calc', or name another Python in TIEOUT_CALC_PYTHON; then recalculate "
    "(Ctrl+Shift+F9)."
)


class CannotStart(Exception):
    """The process did not start; the text says why."""


class Worker:
    """One process for all formulas of this LibreOffice; it starts with the first of them.

    It reads its questions from a pipe. When LibreOffice ends, however it ends, the pipe closes, and
    the process ends too.
    """

    def __init__(self, python: str, path: str, version: str, log: Log) -> None:
        """Nothing is started yet.

        Args:
            python: the interpreter of the project's environment.
            path: the folder that holds the package ``addin``, should the interpreter not know it.
            version: of the Tieout that built this extension.
            log: where it is said why formulas cannot be worked out.
        """
        self._python, self._path, self._version, self._log = python, path, version, log
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0
        self._one_at_a_time = threading.Lock()

    def ask(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """What a function gives, as rows; None when it cannot be worked out: the log says why.

        A process that died is started anew, once for this call; not so one that took too long.
        """
        with self._one_at_a_time:
            for attempt in ("first", "last"):
                if time.monotonic() < self._not_before:
                    return None
                try:
                    asked, answers = self._pipes()
                    send(asked, (name, arguments))
                    return receive(answers)
                except CannotStart as error:
                    self._give_up(f"{error} {WHAT_TO_DO}")
                except (Ended, OSError):
                    status = self._end()
                    if status == TOO_LONG:
                        self._give_up(f"{name} took too long, was ended and shows #VALUE!.")
                        continue
                    how = told(status)
                    self._log.say(f"The process ended while it worked out {name}: {how}.")
                    if attempt == "last":
                        self._give_up(f"{name} ended it twice and shows #VALUE!.")
            return None

    def end(self) -> None:
        """End the process, if there is one."""
        with self._one_at_a_time:
            self._end()

    def _give_up(self, why: str) -> None:
        self._log.say(why)
        self._not_before = time.monotonic() + REST

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Where to ask and where to listen; starts the process first if need be."""
        if self._process is None:
            self._process = self._started()
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:  # both were asked for
            raise CannotStart("The process has no pipes.")
        return asked, answers

    def _started(self) -> subprocess.Popen[bytes]:
        environment = {k: v for k, v in os.environ.items() if k not in NOT_HANDED_ON}
        command = [self._python, "-E", "-P", "-c", _START, self._path]
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
        try:
            with self._log.opened() as errors:
                began = errors.tell()
                process = subprocess.Popen(  # noqa: S603 - the environment's own interpreter
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                    env=environment, creationflags=hidden, start_new_session=True,
                )  # fmt: skip
        except OSError as error:
            raise CannotStart(f"{self._python} did not start: {error}.") from error
        said = self._hello(process)
        if said is None:
            status = told(ended(process))
            last = self._last_line(began)
            raise CannotStart(f"{self._python} did not start Tieout ({status}){last}.")
        if said != self._version:
            self._log.say(
                f"This extension was built by Tieout {self._version}, and {self._python} has "
                f"{said}: build it again with 'tieout build calc'."
            )
        return process

    def _hello(self, process: subprocess.Popen[bytes]) -> str | None:
        """The version that the process has; None if it ends, or says nothing in time."""
        heard: list[str] = []

        def listen() -> None:
            try:
                if process.stdout is not None:
                    heard.append(receive(process.stdout))
            except (Ended, OSError, ValueError, EOFError, TypeError):
                return  # something else speaks there, or nothing

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        listener.join(SECONDS_TO_START)
        return heard[0] if heard else None

    def _last_line(self, began: int) -> str:
        """What the process complained of last, out of the log."""
        try:
            lines = self._log.path.read_bytes()[began:].decode(errors="replace").split("\n")
        except OSError:
            return ""
        said = [line.strip() for line in lines if line.strip()]
        return f": {said[-1].rstrip('.')}" if said else ""

    def _end(self) -> int | None:
        process, self._process = self._process, None
        return None if process is None else ended(process)


def ended(process: subprocess.Popen[bytes]) -> int | None:
    """End a process; returns how it ended by itself, None if it had to be ended.

    Its input ends, and with that a worker that is well.
    """
    _close(process.stdin)
    status: int | None = None
    try:
        status = process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _close(process.stdout)  # only now: as long as it runs, someone may listen there
    return status


def told(status: int | None) -> str:
    """How a process ended, in words."""
    if status is None:
        return "it was ended"
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError):  # what was not sent yet is lost anyway
            pipe.close()
