"""The process that carries a press out, in the project's environment: one for each press.

It speaks lines of JSON. Whatever becomes of it, the document is written here, and only when it has
answered: a process that dies or hangs has written nothing into it.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from .link import NOT_HANDED_ON, ended, told
from .log import Log

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_TO_START = 60.0
SECONDS = 300.0
"""A press that says nothing for longer is ended, unless it writes files."""
_START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from addin.hosts.libreoffice.press_worker import main; main()"
)
_TICK = 0.05


class PressFailed(Exception):
    """The process did not start, ended or took too long; the text says so in a sentence."""


class PressProcess:
    """One process: asked, listened to, ended."""

    def __init__(self, python: str, path: str, log: Log) -> None:
        """Start it.

        Args:
            python: the interpreter of the project's environment.
            path: the folder that holds the package ``addin``.
            log: what it complains of is added to it.

        Raises:
            PressFailed: it does not start.
        """
        environment = {k: v for k, v in os.environ.items() if k not in NOT_HANDED_ON}
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
        self._python, self._log = python, log
        try:
            with log.opened() as errors:
                self._process = subprocess.Popen(  # noqa: S603 - the environment's own interpreter
                    [python, "-E", "-P", "-c", _START, path],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                    env=environment, creationflags=hidden, start_new_session=True,
                )  # fmt: skip
        except OSError as error:
            raise PressFailed(
                f"{python} did not start ({error.strerror or error}). Nothing was done. "
                "Run 'tieout doctor calc': it says what is missing."
            ) from error
        self._said: queue.Queue[bytes] = queue.Queue()
        self._writes = False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        source = self._process.stdout
        if source is not None:
            for line in source:
                self._said.put(line)
        self._said.put(b"")

    def ask(
        self,
        message: dict[str, Any],
        progress: Callable[[float, str], None],
        meanwhile: Callable[[], None],
        seconds: float = SECONDS,
    ) -> dict[str, Any]:
        """Say something, and wait for the answer.

        Args:
            message: what is asked.
            progress: told how far it is, from 0 to 1, and what it does.
            meanwhile: called again and again, so that LibreOffice goes on painting.
            seconds: of silence after which it is given up.

        Raises:
            PressFailed: there is no answer.
        """
        self._writes = False
        self._send(message)
        until = time.monotonic() + seconds
        while True:
            try:
                line = self._said.get(timeout=_TICK)
            except queue.Empty:
                meanwhile()
                if time.monotonic() > until:
                    raise self._too_long() from None
                continue
            answer = self._understood(line)
            if "done" in answer:
                done: dict[str, Any] = answer["done"]
                return done
            until = time.monotonic() + seconds
            self._writes = self._writes or "writes" in answer
            if "far" in answer:
                progress(float(answer["far"]), str(answer["said"]))

    def end(self) -> None:
        """It is no longer needed."""
        ended(self._process)

    def _send(self, message: dict[str, Any]) -> None:
        target = self._process.stdin
        try:
            if target is None:
                raise BrokenPipeError
            target.write(json.dumps(message, allow_nan=False).encode() + b"\n")
            target.flush()
        except OSError:
            raise self._gone() from None

    def _understood(self, line: bytes) -> dict[str, Any]:
        if not line:
            raise self._gone()
        try:
            answer = json.loads(line)
        except ValueError:
            raise PressFailed(
                f"{self._python} gave an answer that makes no sense. Nothing was written. "
                "Build and install the extension again with 'tieout install calc'."
            ) from None
        return answer if isinstance(answer, dict) else {}

    def _gone(self) -> PressFailed:
        how = told(ended(self._process))
        if self._writes:
            return PressFailed(
                f"Tieout's process ended while it wrote files ({how}). This document is as it "
                "was. Press again: that finds out what it did."
            )
        return PressFailed(
            f"Tieout's process ended ({how}). This document is as it was. "
            f"What it complained of stands in {self._log.path}."
        )

    def _too_long(self) -> PressFailed:
        ended(self._process)
        return PressFailed(
            "This took too long and was stopped. This document is as it was. "
            "Press again; if that does not help, run it with 'tieout press' on the folder."
        )
