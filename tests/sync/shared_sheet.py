"""A model of a shared sheet: numbered rows with an id each, to which a push is applied as written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from addin.ports.sheets import Cells, Pulled, Rows, SharedRow, SheetEdits
from addin.sync.rows import WorkbookRows

FIRST = 2
"""The row below the header."""


@dataclass
class SharedModel:
    """Row number → id and cells. An empty id is a row that somebody typed."""

    rows: dict[int, tuple[str, Cells]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, rows: Rows, blanked: Iterable[str] = (), unnamed: Iterable[str] = ()
    ) -> SharedModel:
        """The rows one below another, then rows that were blanked; ``unnamed`` have no id yet."""
        untitled = set(unnamed)
        listed = [("" if row in untitled else row, dict(cells)) for row, cells in rows.items()]
        listed += [(row, {}) for row in blanked]
        return cls(dict(enumerate(listed, FIRST)))

    def push(self, edits: SheetEdits) -> None:
        """Write the edits where they say, as one batch does."""
        for write in edits.writes:
            key, cells = self.rows[write.row]
            assert key == write.id or (write.names_row and not key)
            self.rows[write.row] = (write.id, with_cells(cells, write.cells))
        for append in edits.appends:
            last = max(self.rows, default=FIRST - 1)
            self.rows[last + 1] = (append.id, with_cells({}, append.cells))

    def pull(self, fresh: str = "new") -> Pulled:
        """As one read gives it: rows, blanked ones, ids for rows that have none."""
        found: dict[str, SharedRow] = {}
        blanked: dict[str, SharedRow] = {}
        unnamed: list[str] = []
        for at, (key, cells) in self.rows.items():
            if key:
                (found if cells else blanked)[key] = SharedRow(at, dict(cells))
            elif cells:
                unnamed.append(f"{fresh}{at}")
                found[unnamed[-1]] = SharedRow(at, dict(cells))
        return Pulled(found, blanked, tuple(unnamed))

    @property
    def ids(self) -> list[str]:
        """The ids that stand in the sheet, one for each row that has one."""
        return [key for key, _ in self.rows.values() if key]


def with_cells(cells: Cells, written: Cells) -> Cells:
    """The cells after these were written; a blank takes one away."""
    return {name: cell for name, cell in {**cells, **written}.items() if cell}


def workbook_of(rows: Rows, digest: str = "1", **rest) -> WorkbookRows:
    """A workbook with these rows one below another."""
    return WorkbookRows(rows, {row: at for at, row in enumerate(rows, FIRST)}, digest, **rest)


def cells_of(rows: Mapping[str, SharedRow]) -> dict[str, Cells]:
    """The cells of pulled rows."""
    return {row: one.cells for row, one in rows.items()}
