"""The environment variables of a night: a file that only its owner may read.

A line each, ``NAME=value``; empty lines and lines that begin with ``#`` count for nothing. A value
may stand in quotes, and is taken as it stands: nothing in it is replaced. Secrets (addresses of
alerts, of the database) belong here and not into a schedule, which others can look at.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from addin.errors import AddinError

_LINE: Final = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class VariablesRefused(AddinError):
    """A file of environment variables that is not used; no text ever tells what it holds."""

    def __init__(self, path: str, reason: str, advice: str) -> None:
        super().__init__(path, reason, advice)
        self.path = path
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return (
            f"The variables in {self.path} were not read: {self.reason}. Nothing was begun and "
            f"nothing was written. {self.advice}"
        )


def variables_in(file: Path) -> dict[str, str]:
    """The variables of a file, in order; none if there is no such file.

    Raises:
        VariablesRefused: others may read it, it cannot be read, or a line is none.
    """
    try:
        with file.open("rb") as opened:
            about = os.fstat(opened.fileno())
            content = opened.read()
    except FileNotFoundError:
        return {}
    except OSError as error:
        reason = error.strerror or str(error)
        raise VariablesRefused(str(file), reason, "Make it readable for you alone.") from None
    _must_be_private(file, about)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise VariablesRefused(str(file), "it is not UTF-8", "Save it as UTF-8.") from None
    return _parsed(file, text)


def _must_be_private(file: Path, about: os.stat_result) -> None:
    """Windows keeps who may read elsewhere; there it is the user's profile that is private."""
    if os.name != "posix":
        return
    if about.st_uid not in {os.geteuid(), 0}:
        what = "it belongs to another user"
        raise VariablesRefused(str(file), what, "Make a file of your own.")
    if about.st_mode & _OTHERS:
        advice = f"It may hold secrets: run chmod 600 '{file}'."
        raise VariablesRefused(str(file), "others may read or write it", advice)


def _parsed(file: Path, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        shown = line.strip()
        if not shown or shown.startswith("#"):
            continue
        parts = _LINE.fullmatch(shown)
        if parts is None or "\0" in shown:
            what = f"line {number} is not of the form NAME=value"
            raise VariablesRefused(str(file), what, "Mend that line.")
        found[parts[1]] = _unquoted(parts[2])
    return found


def _unquoted(value: str) -> str:
    ends = value[:1], value[-1:]
    return value[1:-1] if len(value) >= 2 and ends in {("'", "'"), ('"', '"')} else value
