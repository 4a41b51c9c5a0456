"""The libraries that were compared, each over a workbook whose values were forgotten.

Only for the comparison: an engine that the program uses has its adapter in ``addin``. Each returns
what it makes of the cells asked for; a cell left out is one the library says it does not know.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from addin.adapters.engines.libreoffice import program
from addin.adapters.engines.libreoffice import version as office_version
from addin.adapters.engines.shown import as_shown
from addin.adapters.engines.stripped import FORGOTTEN
from addin.tables.cells_of_arrays import formula_cells
from addin.tables.contents import CellKey
from addin.tables.table import Book, ErrorValue, Value, column_letters

Values = dict[CellKey, Value]

_GENUINE: Final = frozenset("#N/A #DIV/0! #VALUE! #REF! #NUM! #SPILL! #CALC!".split())
"""Errors that are results; any other says that the library does not know."""


def cells_of(book: Book) -> Iterator[tuple[int, CellKey]]:
    """Every cell to be worked out, with the number of its sheet."""
    for at, sheet in enumerate(book.sheets):
        for row, column in sorted(formula_cells(sheet)):
            yield at, (sheet.name, row, column)


def ironcalc(book: Book, content: bytes) -> Values:
    """IronCalc, through a file."""
    library = import_module("ironcalc")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(content)
        model = library.load_from_xlsx(str(path), "en", "UTC")
    model.evaluate()
    sheets = {each["name"]: at for at, each in enumerate(model.get_worksheets_properties())}
    found: Values = {}
    for _, key in cells_of(book):
        name, row, column = key
        if name not in sheets:
            continue
        value = model.get_cell_value(sheets[name], row, column)
        if str(model.get_cell_type(sheets[name], row, column)).endswith("ErrorValue"):
            value = ErrorValue(value)
        _put(found, book, key, value)
    return found


def formualizer(
    book: Book, content: bytes, *, backend: str = "native", tables: bool = True
) -> Values:
    """Formualizer with one of its readers; ``tables``: told of the tables by our reader."""
    library = import_module("formualizer")

    workbook = library.Workbook.from_bytes(content, backend)
    workbook.set_temporal_egress("serial")
    if tables:
        known = {
            each["name"] if isinstance(each, dict) else each.name for each in workbook.tables()
        }
        for sheet in book.sheets:
            for table in sheet.list_objects:
                area = table.area
                if table.name not in known and table.header_rows == 1:
                    with contextlib.suppress(Exception):  # then its formulas stay unknown
                        workbook.add_table(
                            table.name,
                            sheet.name,
                            (area.top, area.left, area.bottom, area.right),
                            list(table.columns),
                            header_row=True,
                            totals_row=table.totals_rows > 0,
                        )
    workbook.evaluate_all()
    kinds = {
        "Div": "#DIV/0!",
        "Na": "#N/A",
        "Value": "#VALUE!",
        "Ref": "#REF!",
        "Num": "#NUM!",
        "Spill": "#SPILL!",
        "Calc": "#CALC!",
    }
    found: Values = {}
    names = set(workbook.sheet_names)
    for _, key in cells_of(book):
        if key[0] not in names:
            continue
        value = workbook.get_value(*key)
        if isinstance(value, dict):
            kind = kinds.get(value.get("kind", ""))
            if kind is None:
                continue
            value = ErrorValue(kind)
        _put(found, book, key, value)
    return found


def formulas(book: Book, content: bytes) -> Values:
    """Formulas (vinci1it2000), through a file."""
    library = import_module("formulas")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(content)
        solution = library.ExcelModel().loads(str(path)).finish().calculate()
    cells: dict[str, Any] = {}
    for key, found in solution.items():
        text = str(key)
        if "!" in text and ":" not in text.rpartition("!")[2]:
            with contextlib.suppress(AttributeError, IndexError, TypeError):
                cells[text.upper()] = found.value[0, 0]
    made: Values = {}
    for _, key in cells_of(book):
        name, row, column = key
        at = f"'[BOOK.XLSX]{name.upper()}'!{column_letters(column)}{row}"
        if at in cells:
            value = cells[at]
            if hasattr(value, "item"):
                value = value.item()
            text = str(value)
            if text.startswith("#") and not isinstance(value, bool | int | float):
                value = ErrorValue(text)
            elif type(value).__module__.startswith("schedula"):
                value = ""
            _put(made, book, key, value)
    return made


def _put(found: Values, book: Book, key: CellKey, value: Any) -> None:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if value is None or (isinstance(value, ErrorValue) and str(value) not in _GENUINE):
        return
    if value == FORGOTTEN or not isinstance(value, bool | int | float | str):
        return
    sheet = book.sheet(key[0])
    if sheet is not None:
        found[key] = as_shown(book, sheet, key[1], key[2], value)


RIVALS: Final[Mapping[str, Callable[[Book, bytes], Values]]] = {
    "ironcalc": ironcalc,
    "formualizer": formualizer,
    "formualizer-bare": lambda book, content: formualizer(book, content, tables=False),
    "formualizer-umya": lambda book, content: formualizer(book, content, backend="umya"),
    "formulas": formulas,
}


def versions(names: Iterable[str]) -> dict[str, str]:
    """The installed version of each."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - few need it

    found = {}
    office = program()
    for name in names:
        if name == "libreoffice" and office:
            found[name] = office_version(office)
            continue
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name.partition("-")[0])
    return found
