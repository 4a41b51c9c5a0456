"""The process that works functions out for Calc; its parent is LibreOffice, and it ends with it."""

from __future__ import annotations

import os
from typing import IO

from addin import __version__
from addin.hosts.libreoffice.extension.messages import Ended, receive, send
from addin.hosts.libreoffice.values import Row, answer, arguments, failure
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError


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


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Say which version this is, then answer question after question: (name, arguments) → rows."""
    try:
        send(answers, __version__)
        while True:
            name, given = receive(asked)
            send(answers, rows(name, given))
    except (Ended, OSError):
        return  # LibreOffice is gone


def rows(name: str, given: tuple[object, ...]) -> tuple[Row, ...]:
    """What a function gives for Calc's arguments, as rows; its error as one cell."""
    try:
        return answer(call(name, arguments(FUNCTIONS.get(name), given)))
    except CellError as error:
        return failure(error.code)
