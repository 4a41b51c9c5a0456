"""A pretend Google on this computer: the emulator as a process of its own, for rehearsals."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import ProxyHandler, Request, build_opener

from addin.errors import NothingToDo

_PACKAGE: Final = "sheets_emulator"
_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class PretendGoogle:
    """Where it answers; what other people do there."""

    address: str

    def type_in(self, spreadsheet_id: str, sheet: str, cell: str, typed: str) -> None:
        """Somebody types into a cell of a shared sheet."""
        done = {"type": {"range": cell, "values": [[typed]]}}
        asked = {"spreadsheetId": spreadsheet_id, "sheet": sheet, "do": [done]}
        request = Request(  # noqa: S310 - our own server, on this computer
            f"{self.address}/__admin/people",
            json.dumps(asked).encode(),
            {"Content-Type": "application/json"},
        )
        opener = build_opener(ProxyHandler({}))  # no proxy stands between us and ourselves
        with opener.open(request, timeout=_SECONDS) as answer:
            answer.read()


@contextmanager
def pretend_google() -> Iterator[PretendGoogle]:
    """The emulator, as long as it is needed; it forgets everything when it stops.

    Raises:
        NothingToDo: it is not installed, or does not start.
    """
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise NothingToDo(
            "The pretend Google that a rehearsal needs is not installed. Nothing was done. "
            "Install it with: pip install 'tieout[emulator]'"
        )
    paths = [str(Path(found.origin).parents[1]), os.environ.get("PYTHONPATH", "")]
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", _PACKAGE, "--port", "0"],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
    )
    try:
        address = process.stdout.readline().strip() if process.stdout else ""
        if not address:
            raise NothingToDo("The pretend Google did not start. Nothing was done.")
        yield PretendGoogle(address)
    finally:
        process.terminate()
        process.wait(timeout=_SECONDS)
        if process.stdout:
            process.stdout.close()
