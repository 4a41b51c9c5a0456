"""One spreadsheet: its sheets, names, developer metadata, and the values of its formulas."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable
from typing import Any

from sheets_emulator import formulas, references
from sheets_emulator.a1 import Ends, Rect, ends, split
from sheets_emulator.cell import Cell
from sheets_emulator.errors import invalid
from sheets_emulator.formulas import Area, At
from sheets_emulator.ids import Ids
from sheets_emulator.metadata import Metadata
from sheets_emulator.sheet import Sheet
from sheets_emulator.shift import Shift, of_grid_range
from sheets_emulator.undo import Log
from sheets_emulator.value import REF, Value

Json = dict[str, Any]
MOST_CELLS = 10_000_000


class Book:
    """A spreadsheet.

    Attributes:
        id: the file's.
        properties: what of SpreadsheetProperties was set: title, locale, timeZone, autoRecalc ...
        sheets: in the order of their tabs.
        named_ranges: named ranges by id, each with its sheetId.
        metadata: developer metadata by id.
        ids: where new identifiers come from.
        owner: the address of the account it belongs to.
        asking: whose request this is, for what is protected; None where nobody asks for tokens.
        now: what time it is, in UTC.

    """

    def __init__(
        self, book_id: str, title: str, ids: Ids, now: Callable[[], dt.datetime], owner: str
    ) -> None:
        self.id = book_id
        self.ids = ids
        self.owner = owner
        self.asking: str | None = None
        self.now_in_utc = now
        self.log = Log()
        self.properties: Json = {
            "title": title,
            "locale": "en_US",
            "autoRecalc": "ON_CHANGE",
            "timeZone": "Etc/GMT",
        }
        self.sheets: list[Sheet] = []
        self.named_ranges: dict[str, Json] = {}
        self.metadata: dict[int, Metadata] = {}
        self.has_formulas = False
        self._computed: dict[tuple[str, int, int], Value] = {}
        self._computing: set[tuple[str, int, int]] = set()
        self._computed_at = -1

    # ---- sheets and ranges -----------------------------------------------------------------
    def new_sheet(self, properties: Json) -> Sheet:
        """A sheet with these properties and else the usual ones; it is not in the book yet."""
        grid = dict(properties.get("gridProperties") or {})
        grid.setdefault("rowCount", 1000)
        grid.setdefault("columnCount", 26)
        given = properties.get("sheetId")
        sheet_id = self.unused_sheet_id() if given is None else given
        first = {"sheetId": sheet_id, "title": properties["title"]}
        kind = {"sheetType": properties.get("sheetType", "GRID"), "gridProperties": grid}
        more = {k: v for k, v in properties.items() if k not in {*first, *kind, "index"}}
        return Sheet(self.log, {**first, **kind, **more})

    def unused_sheet_id(self) -> int:
        """A sheetId that no sheet has."""
        used = {sheet.id for sheet in self.sheets}
        while (number := self.ids.number()) in used:
            pass
        return number

    def sheet(self, sheet_id: int | None) -> Sheet:
        """The sheet of that id (None stands for 0).

        Raises:
            ApiError: there is none.

        """
        for sheet in self.sheets:
            if sheet.id == (sheet_id or 0):
                return sheet
        raise invalid(f"No grid with id: {sheet_id or 0}")

    def titled(self, title: str) -> Sheet | None:
        """The sheet of that title, whatever its case."""
        wanted = title.casefold()
        return next((s for s in self.sheets if s.title.casefold() == wanted), None)

    def range(self, text: str) -> tuple[Sheet, Ends]:
        """Sheet and ends of a range in A1 notation, of a name or of a whole sheet by its title.

        Raises:
            ApiError: it is none of these.

        """
        title, rest = split(text)
        sheet = self.sheets[0] if title is None else self.titled(title)
        if sheet is None:
            raise invalid(f"Unable to parse range: {text}")
        if not rest:
            return sheet, Ends(None, None, None, None)
        found = ends(rest)
        if found:
            return sheet, found
        name = self.name(rest)
        if name:
            return self.sheet(name["range"].get("sheetId")), ends_of(name["range"])
        whole = self.titled(rest) if title is None else None
        if whole is None:
            raise invalid(f"Unable to parse range: {text}")
        return whole, Ends(None, None, None, None)

    def name(self, name: str) -> Json | None:
        """The named range of that name, whatever its case."""
        wanted = name.casefold()
        return next((n for n in self.named_ranges.values() if n["name"].casefold() == wanted), None)

    def grid_range(self, grid_range: Json) -> tuple[Sheet, Rect]:
        """Sheet and rectangle of a GridRange, cut at the edges of the grid.

        Raises:
            ApiError: no such sheet, or it starts outside of the grid or ends before it starts.

        """
        sheet = self.sheet(grid_range.get("sheetId"))
        rect = ends_of(grid_range).within(sheet.row_count, sheet.column_count)
        for name, index, end in (("row", rect.top, rect.bottom), ("column", rect.left, rect.right)):
            if index < 0 or end < index:
                raise invalid(
                    f"start{name.title()}Index[{index}] must not be greater than "
                    f"end{name.title()}Index[{end}]"
                    if end < index
                    else f"start{name.title()}Index[{index}] must not be negative"
                )
        if rect.top > sheet.row_count or rect.left > sheet.column_count:
            raise invalid(
                f"range exceeds grid limits. Max rows: {sheet.row_count}, "
                f"max columns: {sheet.column_count}"
            )
        return sheet, rect._replace(
            bottom=min(rect.bottom, sheet.row_count), right=min(rect.right, sheet.column_count)
        )

    def check_size(self) -> None:
        """Refuse more cells than a spreadsheet may have.

        Raises:
            ApiError: there are more.

        """
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > MOST_CELLS:
            raise invalid(
                "This action would increase the number of cells in the workbook above the limit "
                f"of {MOST_CELLS} cells."
            )

    # ---- values ----------------------------------------------------------------------------
    def entered(self, cell: Cell) -> Cell:
        """The cell, and a note that there are formulas in this book, if it is one."""
        if cell.formula is not None:
            self.has_formulas = True
        return cell

    def computed(self, sheet: Sheet, row: int, column: int) -> Value:
        """The value of a cell, a formula's evaluated."""
        cell = sheet.cell(row, column)
        if cell.formula is None:
            return cell.value
        if self._computed_at != self.log.changes:
            self._computed.clear()
            self._computed_at = self.log.changes
        key = (sheet.title, row, column)
        if key in self._computed:
            return self._computed[key]
        if key in self._computing:
            return REF
        self._computing.add(key)
        try:
            value = formulas.evaluate(self, cell.formula, At(*key))
        finally:
            self._computing.discard(key)
        self._computed[key] = value
        return value

    def forget_computed(self) -> None:
        """Compute everything anew at the next reading: time has passed."""
        self._computed_at = -1

    # What formulas ask (`formulas.Cells`).
    @property
    def locale(self) -> str:
        """The spreadsheet's locale."""
        return str(self.properties["locale"])

    def value(self, sheet: str, row: int, column: int) -> Value:
        """The value of one cell; REF when there is no such sheet."""
        found = self.titled(sheet)
        return REF if found is None else self.computed(found, row, column)

    def size(self, sheet: str) -> tuple[int, int] | None:
        """Rows and columns of the grid."""
        found = self.titled(sheet)
        return None if found is None else (found.row_count, found.column_count)

    def used(self, sheet: str) -> tuple[int, int]:
        """Rows and columns up to the last cell that holds something."""
        found = self.titled(sheet)
        return (0, 0) if found is None else found.used()

    def named(self, name: str) -> Area | None:
        """The range of that name."""
        found = self.name(name)
        if found is None:
            return None
        sheet, rect = self.grid_range(found["range"])
        return Area(sheet.title, *rect)

    def now(self) -> dt.datetime:
        """The moment in the spreadsheet's time zone, without a zone."""
        return self.now_in_utc().astimezone(zone(self.properties["timeZone"])).replace(tzinfo=None)

    # ---- shifts ----------------------------------------------------------------------------
    def shift(self, sheet: Sheet, dimension: str, shift: Shift) -> None:
        """Insert, delete or move rows or columns: cells, and all that points at them, follow."""
        sheet.shift(dimension, shift)
        for key, name in list(self.named_ranges.items()):
            if (name["range"].get("sheetId") or 0) == sheet.id:
                where = of_grid_range(name["range"], dimension, shift)
                if where is None:
                    self.log.drop(self.named_ranges, key)
                elif where != name["range"]:
                    self.log.put(self.named_ranges, key, {**name, "range": where})
        if any(item.is_on(sheet.id, dimension) for item in self.metadata.values()):
            items = {
                k: item.shifted(sheet.id, dimension, shift) for k, item in self.metadata.items()
            }
            self.log.set(self, "metadata", {k: item for k, item in items.items() if item})
        title = sheet.title
        self.rewrite_formulas(
            lambda home, text: references.shifted(text, home, title, dimension, shift)
        )

    def rewrite_formulas(self, new: Callable[[str, str], str]) -> None:
        """Put `new(title of its sheet, formula)` in the place of every formula."""
        if not self.has_formulas:
            return
        for sheet in self.sheets:
            title = sheet.title
            for index, row in enumerate(sheet.rows):
                changed = {
                    column: cell._replace(formula=new(title, cell.formula))
                    for column, cell in row.items()
                    if cell.formula is not None
                }
                if any(cell != row[column] for column, cell in changed.items()):
                    sheet.replace_row(index, {**row, **changed})


def ends_of(grid_range: Json) -> Ends:
    """The ends of a GridRange."""
    return Ends(
        grid_range.get("startRowIndex"),
        grid_range.get("startColumnIndex"),
        grid_range.get("endRowIndex"),
        grid_range.get("endColumnIndex"),
    )


def zone(name: str) -> dt.tzinfo:
    """The time zone of that name; UTC where this machine does not know it."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return dt.UTC
