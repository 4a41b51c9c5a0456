"""Where the functions say why they cannot work: Calc itself shows no more than ``#VALUE!``."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import IO

ENVIRONMENT = "TIEOUT_CALC_LOG"
LARGEST = 1_000_000
"""Bytes; a longer log is put aside once, as ``calc.log.old``."""


def usual_place() -> Path:
    """The log's path: named by TIEOUT_CALC_LOG, else where this system keeps such files."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home) / "Tieout" / "calc.log"
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / "Tieout" / "calc.log"
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else home / ".local" / "state") / "tieout" / "calc.log"


class Log:
    """A text file that lines are added to; it is made with the first of them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def say(self, text: str) -> None:
        """Add a line with date and time; a log that cannot be written stops no formula."""
        try:
            with self.opened() as file:
                file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {text}\n".encode())
        except OSError:
            return

    def opened(self) -> IO[bytes]:
        """The file, opened for adding to it; only its owner may read a new one.

        Raises:
            OSError: it cannot be written.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.path.is_file() and self.path.stat().st_size > LARGEST:
            self.path.replace(self.path.with_name(self.path.name + ".old"))
        return open(self.path, "ab", opener=_for_its_owner)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
