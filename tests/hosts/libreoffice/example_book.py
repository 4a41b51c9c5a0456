"""A workbook with every example of the functions' help, as a person would have it in Calc.

Sheet ``Shown`` has the formulas. A range that a function needs is a range of sheet ``Given``, where
its cells stand; other array constants stay in the formula. Names are written with TIEOUT in front:
every version of LibreOffice takes them so from a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from addin.hosts.libreoffice.description import idl_type
from addin.hosts.libreoffice.values import is_unlike_zero
from addin.tables.calculate import Calculation
from addin.tables.table import ErrorValue, address
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function
from addin.udfs.help_text import Example
from addin.udfs.in_formulas import in_formulas
from tests.grid import book, grid
from tests.udfs.examples import Given, cells, examples

_PIECE = re.compile(r'"(?:[^"]|"")*"|\{(?:"(?:[^"]|"")*"|[^"}])*\}|[A-Z][A-Z0-9_.]*\(|.', re.DOTALL)
_ERRORS = {"#N/A": "=NA()", "#DIV/0!": "=1/0"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One example in the workbook: where it stands, and the cells it gives."""

    function: str
    example: Example
    row: int
    wanted: list[list[Given]]


def write_book(path: Path, *, prefix: str = "TIEOUT.") -> list[Shown]:
    """Write the workbook; returns what stands where, from column 4 of ``Shown`` on.

    Columns 1 to 3: the function, and for a table how many rows and columns it has.
    """
    workbook = xlsxwriter.Workbook(path)
    sheet, beside = workbook.add_worksheet("Shown"), workbook.add_worksheet("Given")
    found: list[Shown] = []
    row, free = 0, 0
    for name, example in examples():
        wanted = cells(example.gives)

        def put(text: str) -> str:
            nonlocal free
            block = _block(text)
            for down, line in enumerate(block):
                for across, value in enumerate(line):
                    _write(beside, free + down, across, value)
            first, last = address(free + 1, 1), address(free + len(block), len(block[0]))
            free += len(block)
            return f"Given!{first}" if first == last else f"Given!{first}:{last}"

        formula = "=" + "".join(_rewritten(example.formula.removeprefix("="), put, prefix))
        sheet.write(row, 0, name)
        if example.gives.startswith("{"):
            sheet.write_formula(row, 1, f"=ROWS({formula[1:]})")
            sheet.write_formula(row, 2, f"=COLUMNS({formula[1:]})")
            bottom, right = row + len(wanted) - 1, 2 + len(wanted[0])
            sheet.write_array_formula(row, 3, bottom, right, f"{{{formula}}}")
        else:
            sheet.write_formula(row, 3, formula)
        found.append(Shown(name, example, row + 1, wanted))
        row += len(wanted)
    workbook.close()
    return found


def _rewritten(text: str, put: Callable[[str], str], prefix: str) -> Iterator[str]:
    """A formula as Calc takes it: our names with their prefix, needed ranges as ranges."""
    pieces = [match[0] for match in _PIECE.finditer(text)]
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        function = FUNCTIONS.get(piece[:-1]) if piece.endswith("(") else None
        at += 1
        if function is None:
            yield piece
            continue
        arguments, at = _arguments(pieces, at)
        yield prefix + piece
        yield ",".join(
            _argument(function, place, argument.strip(), put, prefix)
            for place, argument in enumerate(arguments)
        )
        yield ")"


def _arguments(pieces: list[str], at: int) -> tuple[list[str], int]:
    """The texts of a call's arguments, and where the formula goes on."""
    found, depth = [""], 0
    while pieces[at] != ")" or depth:
        piece = pieces[at]
        depth += piece.endswith("(") and piece[0] not in '"{'
        depth -= piece == ")"
        if piece == "," and not depth:
            found.append("")
        else:
            found[-1] += piece
        at += 1
    return ([] if found == [""] else found), at + 1


def _argument(
    function: Function, place: int, text: str, put: Callable[[str], str], prefix: str
) -> str:
    needed = place < len(function.parameters) and "Range" in idl_type(function.parameters[place])
    if needed and text:
        return put(text)
    if text == "0" and is_unlike_zero(function.parameters[place]):
        cell = put(text).removeprefix("Given!")
        return f"Given!{cell}:{cell}"  # a range is no empty cell that passes for 0
    return "".join(_rewritten(text, put, prefix))


def _block(text: str) -> list[list[Given]]:
    """The cells of an argument; what is worked out is worked out here."""
    if text.startswith("{"):
        return cells(text)
    drawn = book(grid("1"))
    calculation = Calculation(drawn, functions=in_formulas())

    def value(formula: str) -> Given:
        outcome = calculation.work_out(formula, drawn.sheets[0], 3, 3)
        assert outcome.known, outcome
        assert isinstance(outcome.value, bool | int | float | str)
        return outcome.value

    down, across = int(value(f"ROWS({text})")), int(value(f"COLUMNS({text})"))
    if (down, across) == (1, 1):
        return [[value(text)]]
    return [
        [value(f"INDEX({text},{row},{column})") for column in range(1, across + 1)]
        for row in range(1, down + 1)
    ]


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Given) -> None:
    if isinstance(value, ErrorValue):
        sheet.write_formula(row, column, _ERRORS.get(str(value), f"={value}"))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)  # the empty text leaves the cell empty
    else:
        sheet.write_number(row, column, value)
