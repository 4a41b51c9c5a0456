"""Tables that Excel knows (ListObjects): what their parts say, and their parts at another size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet, WorkbookPartEdit
from addin.adapters.xlsx.parts.xml_bytes import Cut, Element, tag_at, with_attribute
from addin.errors import DamagedFile, WriteRefused
from addin.tables.row_shift import RowShift
from addin.tables.table import Area, column_letters

_WAITING = re.compile(rb"""\s+insertRow(?:Shift)?\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its heading, and the formula that all its cells share, if they do."""

    name: str
    formula: str = ""
    is_array: bool = False


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as its part describes it. ``is_waiting``: it has a blank row and no data yet."""

    part: str
    sheet: ListedSheet
    name: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[TableColumn, ...]
    is_waiting: bool
    is_fed: bool

    @property
    def first(self) -> int:
        """The first row of data."""
        return self.area.top + self.header_rows

    @property
    def last(self) -> int:
        """The last row of data."""
        return self.area.bottom - self.totals_rows

    def column(self, number: int) -> TableColumn:
        """The column of the table at a column of the sheet."""
        return self.columns[number - self.area.left]

    def shift(self, by: int) -> RowShift:
        """What it means for the sheet that the table gets so many more rows."""
        totals = self.area.bottom if self.totals_rows else 0
        return RowShift(self.sheet.name, self.name, self.area, self.first, self.last, totals, by)


def tables_of(draft: Draft, workbook: WorkbookPartEdit) -> Iterator[TablePart]:
    """Every table of the workbook, sheet by sheet.

    Raises:
        DamagedFile: a table covers no cells.
    """
    for sheet in workbook.sheets:
        for relationship in draft.relationships(sheet.part) if sheet.part else ():
            if relationship.kind == "table" and relationship.target in draft:
                yield _table(draft, relationship.target, sheet)


def table_named(tables: tuple[TablePart, ...], name: str) -> TablePart:
    """The table of a name, in any case.

    Raises:
        WriteRefused: there is none.
    """
    wanted = name.casefold()
    found = next((table for table in tables if table.name.casefold() == wanted), None)
    if found is None:
        known = ", ".join(sorted(table.name for table in tables)) or "none"
        raise WriteRefused(THIS, f"it has no table {name!r} (its tables: {known})")
    return found


def _table(draft: Draft, part: str, sheet: ListedSheet) -> TablePart:
    root = draft.outline(part)
    try:
        area = Area.of(root.get("ref"))
    except ValueError:
        raise DamagedFile(THIS, f"a table covers {root.get('ref')!r}") from None
    holder = root.first("tableColumns")
    columns = tuple(map(_column, holder.all("tableColumn"))) if holder else ()
    fed = root.get("tableType", "worksheet") != "worksheet" or any(
        relationship.kind == "queryTable" for relationship in draft.relationships(part)
    )
    return TablePart(
        part,
        sheet,
        spelt_out(root.get("displayName") or root.get("name")),
        area,
        _count(root, "headerRowCount", 1),
        _count(root, "totalsRowCount", 0),
        columns,
        root.is_true("insertRow"),
        fed,
    )


def _column(element: Element) -> TableColumn:
    formula = element.first("calculatedColumnFormula")
    return TableColumn(
        spelt_out(element.get("name")),
        formula.text if formula else "",
        is_array=formula is not None and formula.is_true("array"),
    )


def _count(root: Element, name: str, usual: int) -> int:
    stated = root.get(name)
    return int(stated) if stated.isdecimal() and len(stated) < 8 else usual


def require_resizable(table: TablePart) -> None:
    """Refuse what no other program may resize, or what is no table as Excel writes them.

    Raises:
        WriteRefused: names the table and why.
    """
    why = ""
    if table.is_fed:
        why = "is filled by a query or an XML map"
    elif table.header_rows > 1 or table.totals_rows > 1:
        why = "has more than one row of headings or totals"
    elif table.first > table.last:
        why = "has no row for data"
    elif len(table.columns) != table.area.right - table.area.left + 1:
        why = f"covers {table.area} and lists {len(table.columns)} columns"
    else:
        names = [column.name.casefold() for column in table.columns]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            why = f"has two columns called {twice!r}"
    if why:
        raise WriteRefused(THIS, f"the table {table.name} {why}")


def resize(draft: Draft, table: TablePart, by: int) -> None:
    """Write the table's part with so many more rows: its area, its filter and its sorting."""
    xml, root = draft.read(table.part), draft.outline(table.part)
    cuts: list[Cut] = []
    for element in _with_areas(root):
        area = Area.of(element.get("ref"))
        if area.bottom not in {table.last, table.area.bottom}:
            continue
        new = Area(area.top, area.left, area.bottom + by, area.right)
        tag = with_attribute(tag_at(xml, element.start), b"ref", str(new).encode())
        if element is root:
            tag = _WAITING.sub(b"", tag)
        cuts.append((element.start, element.opened, tag))
    draft.cut(table.part, cuts)


def _with_areas(root: Element) -> Iterator[Element]:
    """The table, its filter, how both are sorted."""
    yield root
    for child in root.children:
        if child.name in {"autoFilter", "sortState", "sortCondition"} and child.get("ref"):
            yield from _with_areas(child)


def columns_shown(area: Area) -> str:
    """Its columns as a person calls them."""
    return f"{column_letters(area.left)} to {column_letters(area.right)}"
