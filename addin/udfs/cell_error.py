"""The error that a cell shows, and why."""

from __future__ import annotations

from typing import Final

from addin.tables.table import ErrorValue

ERRORS: Final = ("#N/A", "#VALUE!", "#NUM!", "#REF!", "#DIV/0!", "#NAME?", "#NULL!")
"""The errors that every host can show."""
_KNOWN: Final = frozenset((*ERRORS, "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!"))
_SHORTEST: Final = 4


class CellError(Exception):
    """What a function ends in when it has no value: Excel's error code, and a sentence that helps.

    ``#N/A``: looked for and not found; ``#NUM!``: no number fits; ``#DIV/0!``: nothing to divide
    by; ``#VALUE!``: an argument cannot be read.
    """

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code, message)
        self.code = str(code) if str(code) in ERRORS else "#VALUE!"  # of an error cell too
        self.message = message

    def __str__(self) -> str:
        return f"{self.code} {self.message}".rstrip()


def is_error(value: object) -> bool:
    """Whether a host handed over an error cell: hosts send it as its text."""
    return isinstance(value, str) and (
        isinstance(value, ErrorValue)
        or (len(value) >= _SHORTEST and value[0] == "#" and value in _KNOWN)
    )
