"""What Excel lets a defined name be called, and stand for.

Source: Microsoft, "Names in formulas"; ECMA-376 part 1, 18.2.5 (definedName).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from addin.tables.formula import FormulaError, Reference
from addin.tables.syntax import Call, Cells, Name, Node, Union, syntax_of, walk
from addin.tables.table import MAX_COLUMN, MAX_ROW, column_number

LONGEST_NAME = 255
LONGEST_FORMULA = 8_192
PRINT_AREA, PRINT_TITLES = "_xlnm.Print_Area", "_xlnm.Print_Titles"
_PRINTED = {PRINT_AREA.casefold(), PRINT_TITLES.casefold()}
OURS = "_tieout_"
"""How the names begin by which Tieout knows its own sheets again."""

_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]+")
_CELL = re.compile(r"([A-Za-z]{1,3})0*([1-9][0-9]{0,6})")
_R1C1 = re.compile(r"(?:R[0-9]*)?(?:C[0-9]*)?", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fault_of_name(name: str) -> str:
    """Why Excel would not take a defined name; empty if it would.

    >>> [fault_of_name(name) for name in ("Grand_Total", "TAX2026", "2nd_unit")]
    ['', 'it reads as a cell', 'it must begin with a letter, an underscore or a backslash']

    """
    if name.casefold().startswith(("_xlnm.", "_xlfn", "_xlpm", OURS)):
        return "" if name.casefold() in _PRINTED else "it is kept for programs"
    if not name or len(name.encode("utf-16-le", "replace")) // 2 > LONGEST_NAME:
        return f"it must have 1 to {LONGEST_NAME} characters"
    return _fault_of_letters(name) or _taken_for(name)


def _fault_of_letters(name: str) -> str:
    if _NAME.fullmatch(name):
        return ""
    if name[0].isdigit() or name[0] in ".?":
        return "it must begin with a letter, an underscore or a backslash"
    return "it may hold letters, digits, dots, underscores, backslashes and question marks only"


def _taken_for(name: str) -> str:
    """What Excel would read instead of a name."""
    cell = _CELL.fullmatch(name)
    if cell and column_number(cell[1]) <= MAX_COLUMN and int(cell[2]) <= MAX_ROW:
        return "it reads as a cell"
    if _R1C1.fullmatch(name):
        return "it reads as a cell, row or column"
    return "it is a truth value" if name.upper() in {"TRUE", "FALSE"} else ""


def fault_of_formula(formula: str, sheets: Collection[str], links: int) -> str:
    """Why a name cannot stand for a formula; empty if it can.

    ``sheets`` are the sheets there are, casefolded; ``links`` says how many workbooks are linked.
    """
    if not formula.strip() or len(formula) > LONGEST_FORMULA:
        return f"its formula must have 1 to {LONGEST_FORMULA:,} characters"
    if formula.startswith("=") or _UNPRINTABLE.search(formula):
        return "its formula begins with = or holds what cannot be shown"
    try:
        tree = syntax_of(f"({formula})", 1, 1)
    except FormulaError as error:
        return f"its formula cannot be read: {error}"
    for node in walk(tree):
        if isinstance(node, Cells):
            fault = _fault_of_place(node.reference, sheets, links)
        elif isinstance(node, Name) and node.sheet and not node.book:
            known = node.sheet.casefold() in sheets
            fault = "" if known else f"there is no sheet {node.sheet!r}"
        else:
            fault = ""
        if fault:
            return fault
    return ""


def _fault_of_place(place: Reference, sheets: Collection[str], links: int) -> str:
    if place.book:
        known = place.book.isdecimal() and int(place.book) <= links
        return "" if known else f"there is no linked workbook [{place.book}]"
    if not place.sheet:
        return "its formula does not say which sheet it means"
    for sheet in (place.sheet, place.last_sheet):
        if sheet and sheet.casefold() not in sheets:
            return f"there is no sheet {sheet!r}"
    return ""


def fault_of_print(name: str, formula: str, sheet: str) -> str:
    """Why a sheet cannot be printed so; empty for other names and where it can."""
    if name.casefold() not in _PRINTED:
        return ""
    if not sheet:
        return "it must belong to a sheet"
    is_titles = name.casefold() == PRINT_TITLES.casefold()
    for part in _parts(syntax_of(f"({formula})", 1, 1)):
        if not isinstance(part, Cells | Call | Name):
            return "it must be an area of the sheet"
        if isinstance(part, Cells):
            if part.reference.sheet.casefold() != sheet.casefold():
                return f"it must lie on {sheet!r}"
            if is_titles and not part.reference.whole:
                return "only whole rows and columns can be repeated"
    return ""


def _parts(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Union):
        for part in tree.parts:
            yield from _parts(part)
    else:
        yield tree
