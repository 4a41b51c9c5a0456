"""The process that works functions out for Calc; its parent is LibreOffice, and it ends with it."""

from __future__ import annotations

import os
import threading
import time
from typing import IO, Final

from addin import __version__
from addin.hosts.libreoffice.extension.messages import TOO_LONG, Ended, receive, send
from addin.hosts.libreoffice.values import Row, answer, arguments, failure
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError

WHY: Final = "TIEOUT_WHY"
"""It is asked what is wrong with a call, and knows nothing of what Calc cannot hand over."""
LIMIT: Final = 60.0
"""Seconds a function may take, in which LibreOffice does not react to anything."""


class _Watch:
    """Ends this process when what it watches takes longer than ``limit`` seconds."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._since: float | None = None
        threading.Thread(target=self._look, daemon=True).start()

    def __enter__(self) -> None:
        self._since = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._since = None

    def _look(self) -> None:
        while True:
            time.sleep(self._limit / 20)
            since = self._since
            if since is not None and time.monotonic() - since > self._limit:
                os._exit(TOO_LONG)


def main() -> None:
    """Answer what is asked on standard input, on standard output, until the input ends.

    What a function prints goes to standard error: the log of the extension.
    """
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    serve(asked, answers)


def serve(asked: IO[bytes], answers: IO[bytes], limit: float = LIMIT) -> None:
    """Say which version this is, then answer question after question: (name, arguments) → rows.

    LibreOffice waits for each answer, so one that takes more than ``limit`` seconds ends this
    process.
    """
    watch = _Watch(limit)
    try:
        send(answers, __version__)
        while True:
            name, given = receive(asked)
            with watch:
                found = rows(name, given)
            send(answers, found)
    except (Ended, OSError):
        return  # LibreOffice is gone


def rows(name: str, given: tuple[object, ...]) -> tuple[Row, ...]:
    """What a function gives for Calc's arguments, as rows; its error as one cell."""
    try:
        handed_over = arguments(FUNCTIONS.get(name), given)
        if name == WHY and given:
            arguments(FUNCTIONS.get(str(given[0]).upper()), given[1:])
    except CellError as error:
        return answer(error.message) if name == WHY else failure(error.code)
    try:
        return answer(call(name, handed_over))
    except CellError as error:
        return failure(error.code)
