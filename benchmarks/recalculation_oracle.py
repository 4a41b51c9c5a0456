"""Which workbooks hold values that Excel computed, and which of their cells an engine is held to.

A workbook counts when it says that Excel saved it and looks as Excel saves: libraries say so too,
but leave a mark, or hold no values, or ask for them to be computed on opening. Cells that change
by themselves, that draw on other workbooks, what-if tables and circles are apart, and so is
everything that draws on them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from addin.adapters.opening import open_book
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.workbook_part import workbook_part
from addin.errors import FileError
from addin.tables.cells_of_arrays import filled_by
from addin.tables.circles import circles
from addin.tables.contents import CellKey
from addin.tables.dependencies import Dependencies
from addin.tables.formula import FormulaError
from addin.tables.syntax import Call, Cells, Name, parse, walk
from addin.tables.table import Book, Sheet, Value

Key = CellKey

_BY_ITSELF: Final = frozenset("TODAY NOW RAND RANDBETWEEN RANDARRAY CELL INFO".split())
_ELSEWHERE: Final = frozenset("OFFSET INDIRECT".split())  # draw on cells they do not name


@dataclass(frozen=True, slots=True)
class Oracle:
    """One workbook: what Excel computed, and the cells apart by the reason."""

    name: str
    book: Book
    content: bytes
    expected: Mapping[Key, Value]
    apart: Mapping[str, int]


class NoOracle(Exception):
    """The workbook's values are not Excel's, or it holds no formula; says why."""


def workbooks(folders: list[Path]) -> Iterator[Path]:
    """Every .xlsx and .xlsm in folders, in a fixed order."""
    for folder in folders:
        found = [folder] if folder.is_file() else folder.rglob("*.xls[xm]")
        yield from sorted(path for path in found if not path.name.startswith("~$"))


def oracle(path: Path, name: str) -> Oracle:
    """What Excel computed in a workbook.

    Raises:
        NoOracle: nothing that could be compared.
    """
    try:
        content = path.read_bytes()
        package = Package(content, name)
        by_excel(package)
        book = open_book(path, name)
    except FileError as error:
        raise NoOracle("cannot be read") from error
    if not any(sheet.formulas for sheet in book.sheets):
        raise NoOracle("no formulas")
    expected, apart = _cells(book)
    return Oracle(name, book, content, expected, apart)


def by_excel(package: Package) -> None:
    """Nothing, if Excel saved the workbook with the values it had computed.

    Raises:
        NoOracle: another program did, or it asks for its values to be computed anew.
    """
    if "docprops/app.xml" not in package:
        raise NoOracle("does not say who saved it")
    application = package.tree("docprops/app.xml").findtext("Application", "")
    if not re.fullmatch(r"Microsoft (Macintosh )?Excel( Online)?", application):
        raise NoOracle("another program saved it")
    part = workbook_part(package).part
    raw = b"".join(package.chunks(part))
    if not re.search(rb"<workbook\b", raw):
        raise NoOracle("a library saved it: its markup is not Excel's")
    root = package.tree(part)
    version, calculation = root.find("fileVersion"), root.find("calcPr")
    if version is None or version.get("appName") != "xl" or calculation is None:
        raise NoOracle("a library saved it: it does not say which Excel")
    _calculated(calculation)


def _calculated(stated: Element) -> None:
    if not stated.get("calcId"):
        raise NoOracle("a library saved it: it does not say which Excel")
    if stated.get("fullCalcOnLoad") in {"1", "true"}:
        raise NoOracle("its values are to be computed on opening")
    if stated.get("calcMode") == "manual":
        raise NoOracle("computed by hand only, so perhaps stale")
    if stated.get("fullPrecision") in {"0", "false"}:
        raise NoOracle("computed with the precision shown")


def _cells(book: Book) -> tuple[dict[Key, Value], Counter[str]]:
    dependencies = Dependencies(book)
    apart: dict[Key, str] = {}
    held: dict[Key, Value] = {}
    for sheet in book.sheets:
        spilt = filled_by(sheet)
        for cell in (*sheet.formulas, *spilt):
            key = sheet.name, *cell
            held[key] = sheet.value(*cell)
            owner = spilt.get(cell, cell)
            reason = _apart(dependencies, sheet, owner)
            if reason:
                apart[key] = reason
            elif cell in sheet.uncached:
                apart[key] = "no value kept"
    for group in circles(dependencies):
        apart.update(dict.fromkeys(group, "in a circle"))
    if apart:  # then what draws on cells that it does not name may draw on one of these
        elsewhere = (key for key in held if key not in apart and _calls(book, key, _ELSEWHERE))
        apart.update(dict.fromkeys(list(elsewhere), "may draw on a cell apart"))
    for key in dependencies.all_drawing_on(apart):
        apart.setdefault(key, "draws on a cell apart")
        found = book.sheet(key[0])
        for cell in found.arrays[key[1:]].cells if found and key[1:] in found.arrays else ():
            if (key[0], *cell) in held:
                apart.setdefault((key[0], *cell), "draws on a cell apart")
    expected = {key: value for key, value in held.items() if key not in apart}
    return expected, Counter(apart.values())


def _apart(dependencies: Dependencies, sheet: Sheet, cell: tuple[int, int]) -> str:
    text = sheet.formulas[cell]
    if text.startswith("TABLE("):
        return "what-if table"
    try:
        return _reason(dependencies, sheet, parse(dependencies.form(sheet, *cell)))
    except FormulaError:
        return ""


def _reason(dependencies: Dependencies, sheet: Sheet, node: object) -> str:
    for part in walk(node):  # type: ignore[arg-type]
        if isinstance(part, Call) and part.function in _BY_ITSELF:
            return "changes by itself"
        if isinstance(part, Cells) and part.reference.book not in {"", "0"}:
            return "another workbook"
        if isinstance(part, Name):
            if part.book not in {"", "0"}:
                return "another workbook"
            try:
                meaning = dependencies.contents.definition(part, sheet.name)
            except (ValueError, RecursionError):
                continue
            reason = _reason(dependencies, sheet, meaning) if meaning != node else ""
            if reason:
                return reason
    return ""


def _calls(book: Book, key: Key, functions: frozenset[str]) -> bool:
    found = book.sheet(key[0])
    text = found.formulas.get(key[1:], "") if found else ""
    return any(f"{name}(" in text.upper() for name in functions)
