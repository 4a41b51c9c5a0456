"""A1 notation: columns by letter, ranges with a sheet's title before them."""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_LIKE_A_CELL = re.compile(r"([A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*)\Z")
_END = re.compile(r"\$?(?P<column>[A-Za-z]{0,3})\$?(?P<row>[1-9]\d*|)\Z")
_R1C1 = re.compile(r"[Rr](\d+)[Cc](\d+)\Z")
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?\Z", re.DOTALL)


class Rect(NamedTuple):
    """A rectangle; rows and columns count from 0 and its ends are exclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Ends(NamedTuple):
    """A range as written: what is None was left open (`A:C`, `2:5`, `B3:B`)."""

    top: int | None
    left: int | None
    bottom: int | None
    right: int | None

    @property
    def is_one_cell(self) -> bool:
        """Whether it names a single cell, where a writing may start."""
        return (
            self.top is not None
            and self.left is not None
            and self.bottom == self.top + 1
            and self.right == self.left + 1
        )

    def within(self, rows: int, columns: int) -> Rect:
        """The rectangle in a grid of that size, cut at its edges at the far ends only."""
        return Rect(
            self.top or 0,
            self.left or 0,
            rows if self.bottom is None else self.bottom,
            columns if self.right is None else self.right,
        )


def letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    text = ""
    while column >= 0:
        text = chr(65 + column % 26) + text
        column = column // 26 - 1
    return text


def column_of(text: str) -> int:
    """The column, counted from 0, of its letters.

    >>> column_of("AA")
    26
    """
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def quoted(title: str) -> str:
    """A sheet's title as it stands before `!`: in quotes where it needs them."""
    if _PLAIN.match(title) and not _LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def written(title: str, rect: Rect) -> str:
    """The range as the API names it in answers: `Sheet1!A1:B2`, or `Sheet1!A1` for one cell."""
    first = f"{letters(rect.left)}{rect.top + 1}"
    last = f"{letters(rect.right - 1)}{rect.bottom}"
    return f"{quoted(title)}!{first if first == last else first + ':' + last}"


def split(text: str) -> tuple[str | None, str | None]:
    """Title and range of a reference; None for the part that is not there.

    What has neither quotes nor `!` is a range, a name or a title: it comes back as the range.
    """
    in_quotes = _QUOTED.match(text)
    if in_quotes:
        return in_quotes[1].replace("''", "'"), in_quotes[2]
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def ends(text: str) -> Ends | None:
    """The range without its sheet; None when it is not A1 (nor R1C1) notation.

    >>> ends("B2:C")
    Ends(top=1, left=1, bottom=None, right=3)
    """
    first, colon, second = text.partition(":")
    a, b = _R1C1.match(first), _R1C1.match(second or first)
    if a and b:
        return _in_order(int(a[1]) - 1, int(a[2]) - 1, int(b[1]), int(b[2]))
    start, end = _END.match(first), _END.match(second or first)
    if not first or start is None or end is None or (colon and not second):
        return None
    if not colon and not (start["row"] and start["column"]):
        return None
    return _in_order(
        int(start["row"]) - 1 if start["row"] else None,
        column_of(start["column"]) if start["column"] else None,
        int(end["row"]) if end["row"] else None,
        column_of(end["column"]) + 1 if end["column"] else None,
    )


def _in_order(top: int | None, left: int | None, bottom: int | None, right: int | None) -> Ends:
    """The same range with its smaller end first, as the service takes `B2:A1`."""
    if top is not None and bottom is not None and bottom <= top:
        top, bottom = bottom - 1, top + 1
    if left is not None and right is not None and right <= left:
        left, right = right - 1, left + 1
    return Ends(top, left, bottom, right)
