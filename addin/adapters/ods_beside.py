"""What an OpenDocument sheet holds beside its values: formulas, errors, merged cells, notes.

Formulas are given in Excel's spelling, as everywhere else.

Source:
    OASIS OpenDocument 1.3, part 3 (schema) and part 4 (OpenFormula).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from addin.adapters.ods_xlsb import repeated
from addin.adapters.xlsx.reading.package import Package
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, ErrorValue

Cell = tuple[int, int]

MOST_REPEATED: Final = 10_000
"""Cells of one repeated formula, error or hidden row that are told apart."""

MOST_FORMULAS: Final = 3_000_000
"""Formulas, errors and hidden rows in one file: a few hundred megabytes."""

_EXCEL: Final = {"Err:502": "#VALUE!", "Err:503": "#NUM!", "Err:524": "#REF!", "Err:525": "#NAME?"}


@dataclass(slots=True)
class Beside:
    """One sheet without its values."""

    formulas: dict[Cell, str] = field(default_factory=dict)
    uncached: set[Cell] = field(default_factory=set)
    errors: dict[Cell, ErrorValue] = field(default_factory=dict)
    arrays: dict[Cell, Area] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: dict[Cell, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How much it holds of what a few characters can repeat ten thousand times."""
        return len(self.formulas) + len(self.errors) + len(self.hidden_rows)


def beside(package: Package) -> dict[str, Beside]:
    """Each sheet of an .ods by its name.

    Raises:
        DamagedFile: its content is missing or broken.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    for piece in package.tidied("content.xml"):
        parser.Parse(piece.encode(), False)
        if sum(sheet.size for sheet in reader.sheets.values()) > MOST_FORMULAS:
            raise package.damaged("it holds more formulas than can be read from this format")
    return reader.sheets


class _Reader:
    """Follows rows and cells, and gathers what they hold."""

    def __init__(self) -> None:
        self.sheets: dict[str, Beside] = {}
        self._sheet = Beside()
        self._row = self._column = 1
        self._rows = self._columns = 1
        self._cell: Mapping[str, str] = {}
        self._text: list[str] = []
        self._note: list[str] | None = None
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "table:table": self._start_table,
            "table:table-column": self._start_column,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            "table:covered-table-cell": self._start_cell,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        begin = self._starts.get(tag)
        if begin:
            begin(attributes)
        elif tag == "office:annotation":
            self._note = []
        elif tag == "text:p" and self._note:
            self._note.append("\n")

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        self._sheet = self.sheets.setdefault(attributes.get("table:name", ""), Beside())
        self._row = self._column = 1

    def _start_column(self, attributes: Mapping[str, str]) -> None:
        count = repeated(attributes.get("table:number-columns-repeated"))
        if attributes.get("table:visibility") in {"collapse", "filter"}:
            last = min(self._column + count, MAX_COLUMN + 1)
            self._sheet.hidden_columns.update(range(self._column, last))
        self._column += count

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._rows = repeated(attributes.get("table:number-rows-repeated"))
        self._column = 1
        if attributes.get("table:visibility") in {"collapse", "filter"}:
            last = min(self._row + min(self._rows, MOST_REPEATED), MAX_ROW + 1)
            self._sheet.hidden_rows.update(range(self._row, last))

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._columns = repeated(attributes.get("table:number-columns-repeated"))
        self._cell = attributes
        self._text = []

    def characters(self, text: str) -> None:
        """Text within an element."""
        if self._note is not None:
            self._note.append(text)
        elif self._cell:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in {"table:table-cell", "table:covered-table-cell"}:
            if self._column <= MAX_COLUMN and self._row <= MAX_ROW:
                self._take(self._cell, "".join(self._text))
            self._column += self._columns
            self._cell = {}
        elif tag == "table:table-row":
            self._row += self._rows
        elif tag == "office:annotation" and self._note is not None:
            self._sheet.notes[self._row, self._column] = "".join(self._note).strip("\n")
            self._note = None

    def _take(self, cell: Mapping[str, str], text: str) -> None:
        formula = cell.get("table:formula", "")
        is_error = cell.get("calcext:value-type") == "error"
        if formula or is_error:
            written = excel_formula(formula)
            for place in self._places():
                if formula:
                    self._sheet.formulas[place] = written
                    if "office:value-type" not in cell:
                        self._sheet.uncached.add(place)
                if is_error and text:
                    self._sheet.errors[place] = ErrorValue(_EXCEL.get(text, text))
        down, right = self._span(cell, "spanned")
        if down * right > 1:
            self._sheet.merged.append(self._area(down, right))
        if "table:number-matrix-rows-spanned" in cell:
            area = self._area(*self._span(cell, "matrix-%s-spanned"))
            self._sheet.arrays[self._row, self._column] = area

    def _span(self, cell: Mapping[str, str], kind: str) -> tuple[int, int]:
        names = (kind % what if "%" in kind else f"{what}-{kind}" for what in ("rows", "columns"))
        down, right = (repeated(cell.get(f"table:number-{name}")) for name in names)
        return max(down, 1), max(right, 1)

    def _area(self, down: int, right: int) -> Area:
        bottom = min(self._row + down - 1, MAX_ROW)
        return Area(self._row, self._column, bottom, min(self._column + right - 1, MAX_COLUMN))

    def _places(self) -> list[Cell]:
        found = []
        for row in range(self._row, min(self._row + self._rows, MAX_ROW + 1)):
            for column in range(self._column, min(self._column + self._columns, MAX_COLUMN + 1)):
                found.append((row, column))
                if len(found) >= MOST_REPEATED:
                    return found
        return found


_TOKEN = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*+")
    | \[(?P<reference>(?:'(?:[^']|'')*+'|[^\]'])*+)\]
    | (?P<prefix>\b(?:COM\.MICROSOFT|ORG\.OPENOFFICE|ORG\.LIBREOFFICE)\.)
    | (?P<sign>[;|~!{}])
    | (?P<unclosed>["\[].*+)
    """,
    re.VERBOSE | re.DOTALL,
)
_REFERENCE = re.compile(
    r"""(?:'(?P<file>(?:[^']|'')*+)'\#)?
        (?:\$?(?P<sheet>'(?:[^']|'')*+'|[^.':\#]*+))?\.(?P<cell>[^:]*+)""",
    re.VERBOSE,
)


def excel_formula(formula: str) -> str:
    """A formula as OpenDocument spells it, as Excel would.

    >>> excel_formula("of:=SUM([.A1:.B$2];[$Log.C3])*COM.MICROSOFT.CONCAT([.A1];[.A2])")
    'SUM(A1:B$2,Log!C3)*CONCAT(A1,A2)'

    """
    dialect, _, text = formula.partition("=") if ":=" in formula[:12] else ("", "", formula)
    text = text.removeprefix("=")
    if dialect.startswith("msoxl"):
        return text
    braces = 0
    out, done = [], 0
    for match in _TOKEN.finditer(text):
        out.append(text[done : match.start()])
        done = match.end()
        sign = match["sign"]
        if match["reference"] is not None:
            out.append(_excel_reference(match["reference"]))
        elif sign:
            braces += (sign == "{") - (sign == "}")
            signs = {";": ",", "|": ";"} if braces else {";": ",", "~": ",", "!": " "}
            out.append(signs.get(sign, sign))
        elif not match["prefix"]:
            out.append(match[0])
    out.append(text[done:])
    return "".join(out)


def _excel_reference(text: str) -> str:
    """``.A1:.B2``, ``$Sheet.A1`` and ``'file'#$Sheet.A1`` as Excel writes them."""
    if text.startswith("#"):
        return text
    first = _REFERENCE.match(text)
    if first is None:
        return text
    cells = [match["cell"] for match in _REFERENCE.finditer(text.replace(":", "\n:"))]
    sheet = first["sheet"] or ""
    area = ":".join(cell.strip("\n:") for cell in cells)
    if first["file"]:
        plain = sheet.strip("'")
        return f"'[{first['file']}]{plain}'!{area}"
    return f"{sheet}!{area}" if sheet else area
