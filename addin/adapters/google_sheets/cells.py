"""A cell on its way to Google and back: typed both ways, so that nothing is parsed by a locale."""

from __future__ import annotations

from typing import Any, Final

from addin.ports.binding import Shown
from addin.tables.typed_cell import BLANK, CellKind, TypedCell, error, formula, number, text, truth

_PATTERNS: Final = {
    Shown.DATE: ("DATE", "yyyy-mm-dd"),
    Shown.TIME: ("TIME", "hh:mm"),
    Shown.MOMENT: ("DATE_TIME", "yyyy-mm-dd hh:mm"),
    Shown.MONEY: ("NUMBER", "#,##0.00"),
    Shown.PERCENT: ("PERCENT", "0.00%"),
    Shown.TEXT: ("TEXT", "@"),
}


def entered(cell: TypedCell) -> dict[str, Any]:
    """The ``CellData`` of a cell; a blank one clears.

    An error cannot be written as a value: it goes as the formula that gives it, ``=#N/A``.
    """
    match cell.kind:
        case CellKind.BLANK:
            return {}
        case CellKind.TEXT:
            return {"userEnteredValue": {"stringValue": cell.content}}
        case CellKind.NUMBER:
            return {"userEnteredValue": {"numberValue": plain(cell.content)}}
        case CellKind.BOOL:
            return {"userEnteredValue": {"boolValue": cell.content}}
        case CellKind.FORMULA | CellKind.ERROR:
            return {"userEnteredValue": {"formulaValue": f"={cell.content}"}}


def plain(content: Any) -> Any:
    """A number as JSON has it shortest: whole ones without ``.0``."""
    return int(content) if float(content).is_integer() and abs(content) < 2**53 else content


def looks_a_formula(value: Any) -> bool:
    """Whether a value read as FORMULA may be one: a text that begins with ``=`` looks the same."""
    return isinstance(value, str) and len(value) > 1 and value.startswith("=")


def read(value: Any) -> TypedCell:
    """The cell of a value that was read as FORMULA."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, bool):
        return truth(value)
    if isinstance(value, int | float):
        return number(value)
    return _formula(value) if looks_a_formula(value) else text(value)


def extended(value: dict[str, Any]) -> TypedCell:
    """The cell of an ``ExtendedValue``, which tells a formula from a text."""
    match value:
        case {"formulaValue": str(content)}:
            return _formula(content)
        case {"numberValue": int() | float() as content}:
            return number(content)
        case {"boolValue": bool(content)}:
            return truth(content)
        case {"stringValue": str(content)}:
            return text(content)
        case {"errorValue": {"type": str(kind)}}:
            return error(_ERRORS.get(kind, "#ERROR!"))
        case _:
            return BLANK


def number_format(shown: Shown) -> dict[str, Any]:
    """The ``userEnteredFormat`` of a new row's cell; empty: as its column has it."""
    if shown not in _PATTERNS:
        return {}
    kind, pattern = _PATTERNS[shown]
    return {"userEnteredFormat": {"numberFormat": {"type": kind, "pattern": pattern}}}


def _formula(content: str) -> TypedCell:
    return error(content[1:]) if content[1:] in _ERROR_TEXTS else formula(content)


_ERRORS: Final = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}
_ERROR_TEXTS: Final = frozenset(_ERRORS.values())
