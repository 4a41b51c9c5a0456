"""What all drivers share: take jobs line by line, do them, say how it went.

A driver runs in a virtualenv of its own, with nothing but its library: this file imports the
standard library alone. A job is a line of JSON: source, target, sheet, and edits with row, column,
kind (number, text, formula: without ``=``) and value.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

Job = dict[str, Any]


def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def place(edit: Job) -> str:
    """A cell's address."""
    return f"{letters(edit['column'])}{edit['row']}"


def value(edit: Job) -> Any:
    """What libraries like openpyxl take: a formula is text that begins with ``=``."""
    return f"={edit['value']}" if edit["kind"] == "formula" else edit["value"]


def serve(edit: Callable[[Job], None]) -> None:
    """Do every job that comes in, until there are no more."""
    # Libraries print; what they say must not come between the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        start = time.perf_counter()
        try:
            edit(json.loads(line))
        except BaseException as error:  # whatever a library raises is the result
            if isinstance(error, KeyboardInterrupt):
                raise
            answer: Job = {"error": f"{type(error).__name__}: {error}"[:300]}
        else:
            answer = {"error": ""}
        answer["seconds"] = time.perf_counter() - start
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
