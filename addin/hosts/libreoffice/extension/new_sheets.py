"""A sheet of Tieout's own in a document: its looks, widths, links, choices, panes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uno  # type: ignore[import-not-found]

from .expecting import sheet_called
from .places import Area, area, cells_of

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERYTHING = 1023  # every com.sun.star.sheet.CellFlags
_BOLD = 150.0  # com.sun.star.awt.FontWeight.BOLD
_SINGLE = 1  # com.sun.star.awt.FontUnderline.SINGLE
_HUNDREDTHS_A_PIXEL = 2540 / 96
_INDENT = 350
"""Hundredths of a millimetre to a step, as LibreOffice reads Excel's."""
_ALIGN = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}


def emptied(document: Any, called: str) -> Any:
    """A sheet of that name with nothing on it; a new one comes last."""
    sheet = sheet_called(document, called)
    sheets = document.getSheets()
    if sheet is None:
        sheets.insertNewByName(called, sheets.getCount())
        return sheets.getByName(called)
    sheet.clearContents(_EVERYTHING)
    return sheet


def furnish(document: Any, sheet: Any, one: dict[str, Any], step: Callable[[], None]) -> None:
    """Give a sheet whose cells are there all that operations say of it besides.

    ``step`` is called before each thing that LibreOffice may undo.
    """
    for where, target in one["links"]:
        place = area(where)
        step()
        _link(document, sheet.getCellByPosition(place.left, place.top), target)
    for look in one["looks"]:
        step()
        _give_look(cells_of(sheet, area(look["area"])), look)
    columns = sheet.getColumns()
    for at, width in enumerate(one["widths"]):
        if width:
            pixels = int(width * 7 + 5)
            step()
            columns.getByIndex(at).setPropertyValue("Width", int(pixels * _HUNDREDTHS_A_PIXEL))
    for where, options, prompt in one["choices"]:
        step()
        _offer(cells_of(sheet, area(where)), options, prompt)
    for column in one["hidden_columns"]:
        step()
        columns.getByIndex(column - 1).setPropertyValue("IsVisible", False)
    if one["tab_colour"]:
        sheet.setPropertyValue("TabColor", int(one["tab_colour"], 16))
    _group(sheet, one, step)
    _freeze(document, sheet, one["frozen_columns"], one["frozen_rows"])


def _give_look(cells: Any, look: dict[str, Any]) -> None:
    values: dict[str, Any] = {}
    if look.get("bold"):
        values["CharWeight"] = _BOLD
    if look.get("italic"):
        values["CharPosture"] = uno.Enum("com.sun.star.awt.FontSlant", "ITALIC")
    if look.get("underline"):
        values["CharUnderline"] = _SINGLE
    if look.get("size"):
        values["CharHeight"] = float(look["size"])
    if look.get("colour"):
        values["CharColor"] = int(look["colour"], 16)
    if look.get("fill"):
        values["CellBackColor"] = int(look["fill"], 16)
    if look.get("wrap"):
        values["IsTextWrapped"] = True
    if look.get("align") in _ALIGN:
        values["HoriJustify"] = uno.Enum(
            "com.sun.star.table.CellHoriJustify", _ALIGN[look["align"]]
        )
    if look.get("indent"):
        values["ParaIndent"] = int(look["indent"]) * _INDENT
    names = sorted(values)  # LibreOffice wants them so
    cells.setPropertyValues(tuple(names), tuple(values[each] for each in names))


def _link(document: Any, cell: Any, target: str) -> None:
    """Make a text a link; where it leads is spelt as in Excel, which Calc follows too."""
    text = cell.getString()
    if not text:
        return
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.setPropertyValue("Representation", text)
    field.setPropertyValue("URL", _in_calc(target) if target.startswith("#") else target)
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)


def _in_calc(target: str) -> str:
    """``#'Cost Report'!B4`` as a place in a document of Calc's: ``#'Cost Report'.B4``."""
    sheet, mark, cell = target.rpartition("!")
    return f"{sheet}.{cell}" if mark else target


def _offer(cells: Any, options: list[str], prompt: str) -> None:
    rule = cells.getPropertyValue("Validation")
    rule.setPropertyValue("Type", uno.Enum("com.sun.star.sheet.ValidationType", "LIST"))
    rule.setPropertyValue("ShowList", 1)
    quoted = (one.replace('"', '""') for one in options)
    rule.setFormula1(";".join(f'"{one}"' for one in quoted))
    if prompt:
        rule.setPropertyValue("ShowInputMessage", True)
        rule.setPropertyValue("InputMessage", prompt)
    cells.setPropertyValue("Validation", rule)


def _group(sheet: Any, one: dict[str, Any], step: Callable[[], None]) -> None:
    rows = uno.Enum("com.sun.star.table.TableOrientation", "ROWS")
    columns = uno.Enum("com.sun.star.table.TableOrientation", "COLUMNS")
    for first, last in one["grouped_rows"]:
        step()
        sheet.group(cells_of(sheet, Area(first - 1, 0, last - 1, 0)).getRangeAddress(), rows)
    for first, last in one["grouped_columns"]:
        step()
        sheet.group(cells_of(sheet, Area(0, first - 1, 0, last - 1)).getRangeAddress(), columns)


def _freeze(document: Any, sheet: Any, columns: int, rows: int) -> None:
    """Panes belong to the window, which shows a sheet for a moment to freeze them on it."""
    controller = document.getCurrentController()
    if controller is None or not (columns or rows):
        return
    shown = controller.getActiveSheet()
    controller.setActiveSheet(sheet)
    controller.freezeAtPosition(columns, rows)
    controller.setActiveSheet(shown)
