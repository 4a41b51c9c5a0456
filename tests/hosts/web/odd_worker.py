"""A worker like the real one, but with functions that misbehave."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from addin.hosts.web.worker import main
from addin.udfs.cell_error import CellError


def odd(name: str, arguments: Sequence[object]) -> object:
    """ODD_SLEEP(seconds), ODD_BEGIN(path), ODD_SPIN, ODD_END, ODD_ECHO(value), ODD_BLOCK(rows, columns)."""
    if name == "ODD_ECHO":
        return arguments[0]
    if name == "ODD_BEGIN":
        Path(str(arguments[0])).touch()
        time.sleep(1)
        return "slept"
    if name == "ODD_SLEEP":
        time.sleep(float(str(arguments[0])))
        return "slept"
    if name == "ODD_BLOCK":
        rows, columns = (int(str(each)) for each in arguments)
        return [[0] * columns for _ in range(rows)]
    if name == "ODD_END":
        os._exit(7)
    while name == "ODD_SPIN":
        continue
    raise CellError("#NAME?", f"there is no function {name}")


if __name__ == "__main__":
    main(odd, 5)
