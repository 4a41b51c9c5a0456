"""Ranges as Google writes them: which rows and columns an answer is about."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_ENDS: Final = re.compile(r"^\$?([A-Za-z]*)\$?(\d*)(?::\$?([A-Za-z]*)\$?(\d*))?$")


def first_cell(address: str) -> tuple[int, int]:
    """Row and column, from 1, where a range begins; a whole column begins in row 1.

    >>> first_cell("'PO Log'!C4:C1000"), first_cell("Sheet1!7:7"), first_cell("B:B")
    ((4, 3), (7, 1), (1, 2))
    """
    found = _ENDS.match(address.rsplit("!", 1)[-1])
    if found is None:
        raise ValueError(address)
    letters, digits = found[1], found[2]
    return int(digits or 1), column_number(letters) if letters else 1


def last_row(address: str) -> int:
    """The last row of a range; 0 where it names none.

    >>> last_row("Log!C1:C1000"), last_row("B:B")
    (1000, 0)
    """
    found = _ENDS.match(address.rsplit("!", 1)[-1])
    return int(found[4] or 0) if found else 0


def title(address: str) -> str:
    """The sheet's title in an address.

    >>> title("'Bob''s log'!C4:C1000"), title("Log!A:A")
    ("Bob's log", 'Log')
    """
    shown = address.rsplit("!", 1)[0]
    return shown[1:-1].replace("''", "'") if shown.startswith("'") else shown


def column_number(letters: str) -> int:
    """A column's number, from 1.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


@cache
def letters(column: int) -> str:
    """A column's letters.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    shown = ""
    while column:
        column, rest = divmod(column - 1, 26)
        shown = chr(65 + rest) + shown
    return shown


def quoted(title: str) -> str:
    """A sheet's title as a range has it.

    >>> quoted("Bob's log")
    "'Bob''s log'"
    """
    return "'" + title.replace("'", "''") + "'"
