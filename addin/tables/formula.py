"""A formula as text: its tokens, the cells it names, and its form relative to its own cell.

Two cells hold "the same formula" when their relative forms are equal: ``=B2-C2`` in D2 and
``=B3-C3`` in D3 are both ``RC[-2]-RC[-1]``. What a formula *means* is in ``syntax``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, column_number


class FormulaError(ValueError):
    """The text is not a formula that Tieout can read."""


class Corner(NamedTuple):
    """A row or a column of a reference: a distance from the formula's own cell, unless fixed."""

    number: int
    fixed: bool

    def at(self, base: int, last: int) -> int:
        """The row or column meant by a formula that stands in row or column ``base``."""
        if self.fixed:
            return self.number
        # Excel wraps a relative reference around the edge of the sheet, in defined names only.
        return (base + self.number - 1) % last + 1


class Reference(NamedTuple):
    """Cells that a formula names, relative to where it stands.

    ``book`` is empty for the own workbook, else what stands between the brackets: a number of
    ``Book.links`` or a file name. ``sheet`` is empty for the formula's own sheet; ``last_sheet``
    only for a span of sheets. ``whole`` is ``rows`` or ``columns`` for ``5:7`` and ``C:C``.
    """

    top: Corner
    left: Corner
    bottom: Corner
    right: Corner
    book: str = ""
    sheet: str = ""
    last_sheet: str = ""
    whole: str = ""

    def area(self, row: int, column: int) -> Area:
        """The cells meant by a formula in this row and column."""
        if self.top == self.bottom and self.left == self.right:  # nearly all of them
            top, left = self.top.at(row, MAX_ROW), self.left.at(column, MAX_COLUMN)
            return Area(top, left, top, left)
        top, bottom = self.top.at(row, MAX_ROW), self.bottom.at(row, MAX_ROW)
        left, right = self.left.at(column, MAX_COLUMN), self.right.at(column, MAX_COLUMN)
        return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def is_cell(self) -> bool:
        """Whether it names one cell."""
        return not self.whole and self.top == self.bottom and self.left == self.right


class Token(NamedTuple):
    """One piece of a formula. ``kind``: see ``tokens``."""

    kind: str
    text: str


_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
# A sheet called like a cell would be quoted: Costs!A1:Costs!A9 has two cells and no span of sheets.
_NO_CELL = rf"(?!(?:{_CELL}|R\d*C\d*):)"
_SHEET = rf"(?:'(?:[^']|'')+'|(?:\[[^\]]*\])?{_NO_CELL}(?:[\w.\\$€£]+(?::[\w.]+)?)?)!"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_ROW = r"\$?[1-9]\d{0,6}"
_STEP = r"(?:\[-?\d+\]|\d+)?"
_A1 = rf"{_CELL}(?::{_CELL})?|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW}"
_R1C1 = rf"R{_STEP}C{_STEP}(?::R{_STEP}C{_STEP})?|R{_STEP}:R{_STEP}|C{_STEP}:C{_STEP}"


def _pattern(references: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?P<blank>\s+)
        | (?P<text>"(?:[^"]|"")*")
        | (?P<sheet>{_SHEET})
        | (?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA))
        | (?P<cells>(?:{references})(?![\w.(\[!]))
        | (?P<table>[^\W\d][\w.]*(?=\[)|(?=\[))
        | (?P<function>[^\W\d][\w.]*(?=\())
        | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?)
        | (?P<name>[^\W\d\\][\w.\\?]*|\\[\w.\\?]+)
        | (?P<sign><>|<=|>=|[-+*/^&=<>%(){{}},;:@\#])
        """,
        re.VERBOSE,
    )


A1, R1C1 = _pattern(_A1), _pattern(_R1C1)
"""How references are written: as in Excel's cells, and as in the relative form."""

_PART = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
_STARTS = frozenset("cells table function name sheet".split())
_VALUES = frozenset("number text name error".split())
_ENDS = frozenset("cells table name".split())


def tokens(text: str, notation: re.Pattern[str] = A1) -> list[Token]:
    """The pieces of a formula, without the leading ``=``.

    Kinds: text, sheet (with its ``!``), error, cells (whole rows and columns too), table (a
    structured reference with its brackets), function, number, name, sign, and blank for the
    intersection of two ranges; other white space is dropped.

    Raises:
        FormulaError: something in it is no part of any formula.
    """
    found: list[Token] = []
    at, end = 0, len(text)
    while at < end:
        match = notation.match(text, at)
        if match is None:
            raise FormulaError(f"unreadable at {text[at : at + 10]!r}")
        kind, piece, at = str(match.lastgroup), match[0], match.end()
        if kind == "table":
            at = _closing(text, at)
            piece = text[match.start() : at]
        elif kind == "blank":
            after = notation.match(text, at)
            if not (found and after and _meets(found[-1], after)):
                if found and after and {found[-1].kind, str(after.lastgroup)} <= _VALUES:
                    raise FormulaError(f"a sign is missing before {after[0]!r}")
                continue
        found.append(Token(kind, piece))
    return found


def pieces(text: str) -> list[Token]:
    """Every piece of a formula as it is written, blanks too: joined, they are the formula.

    Raises:
        FormulaError: something in it is no part of any formula.
    """
    found: list[Token] = []
    at, end = 0, len(text)
    while at < end:
        match = A1.match(text, at)
        if match is None:
            raise FormulaError(f"unreadable at {text[at : at + 10]!r}")
        kind = str(match.lastgroup)
        after = _closing(text, match.end()) if kind == "table" else match.end()
        found.append(Token(kind, text[at:after]))
        at = after
    return found


def _meets(before: Token, after: re.Match[str]) -> bool:
    """Whether a blank between these two asks for the cells they share."""
    begins = after.lastgroup in _STARTS or after[0] == "("
    return begins and (before.kind in _ENDS or before.text == ")")


def _closing(text: str, start: int) -> int:
    depth, at = 0, start
    while at < len(text):
        letter = text[at]
        if letter == "'":
            at += 1  # the next letter is quoted
        elif letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    raise FormulaError("a bracket is not closed")


def relative(text: str, row: int, column: int) -> str:
    """The formula in R1C1 notation as it reads from its own cell: equal for equal formulas.

    Raises:
        FormulaError: the text cannot be read as a formula.

    >>> relative("SUM($B$2:B4) * rate", 5, 2)
    'SUM(R2C2:R[-1]C)*rate'
    """
    parts: list[str] = []
    for kind, piece in tokens(text):
        if kind == "cells":
            first, _, last = piece.partition(":")
            shown = _r1c1(first, row, column)
            parts.append(f"{shown}:{_r1c1(last, row, column)}" if last else shown)
        elif kind == "function":
            parts.append(piece.upper())
        else:
            parts.append(" " if kind == "blank" else piece)
    return "".join(parts)


def _r1c1(cell: str, row: int, column: int) -> str:
    match = _PART.fullmatch(cell)
    if match is None:
        raise FormulaError(f"not a reference: {cell!r}")
    dollar, letters, dollar_row, digits = match.groups()
    if not letters:  # 5:7, whose only dollar stands first
        return _step("R", int(digits), row, bool(dollar))
    across = _step("C", column_number(letters), column, bool(dollar))
    return _step("R", int(digits), row, bool(dollar_row)) + across if digits else across


def _step(letter: str, number: int, base: int, fixed: bool) -> str:  # noqa: FBT001 - Excel's dollar
    if fixed:
        return f"{letter}{number}"
    return letter if number == base else f"{letter}[{number - base}]"


_R1C1_PART = re.compile(r"(?:R(\[-?\d+\]|\d+)?)?(?:C(\[-?\d+\]|\d+)?)?")
_FIRST, _LAST_ROW, _LAST_COLUMN = Corner(1, True), Corner(MAX_ROW, True), Corner(MAX_COLUMN, True)


def reference(text: str, sheet: str = "") -> Reference:
    """A reference in R1C1 notation; ``sheet`` is what stands before it, with its ``!``.

    Raises:
        FormulaError: not such a reference.
    """
    first, _, last = text.partition(":")
    top, left = _corners(first)
    bottom, right = _corners(last) if last else (top, left)
    book, name, last_sheet = sheet_of(sheet)
    if "C" not in first:
        return Reference(top, _FIRST, bottom, _LAST_COLUMN, book, name, last_sheet, "rows")
    if "R" not in first:
        return Reference(_FIRST, left, _LAST_ROW, right, book, name, last_sheet, "columns")
    return Reference(top, left, bottom, right, book, name, last_sheet)


def _corners(cell: str) -> tuple[Corner, Corner]:
    match = _R1C1_PART.fullmatch(cell)
    if match is None:
        raise FormulaError(f"not a reference: {cell!r}")
    return _corner(match[1]), _corner(match[2])


def _corner(step: str | None) -> Corner:
    if step is None:
        return Corner(0, fixed=False)
    if step.startswith("["):
        return Corner(int(step[1:-1]), fixed=False)
    return Corner(int(step), fixed=True)


_BRACKETED = re.compile(r"(?:.*[\\/])?\[([^\]]*)\](.*)|(.*)", re.DOTALL)


def sheet_of(prefix: str) -> tuple[str, str, str]:
    """What stands before a reference, as (workbook, sheet, last sheet of a span).

    >>> sheet_of("'[2]Cost report'!"), sheet_of("Jan:Mar!"), sheet_of("")
    (('2', 'Cost report', ''), ('', 'Jan', 'Mar'), ('', '', ''))
    """
    text = prefix.removesuffix("!")
    if text.startswith("'") and text.endswith("'"):
        text = text[1:-1].replace("''", "'")
    match = _BRACKETED.fullmatch(text)
    book, rest = (match[1] or "", match[2] or match[3] or "") if match else ("", text)
    first, _, last = rest.partition(":")
    return book, first, last
