"""Where a number comes from, across the sheets and workbooks of a production."""

from __future__ import annotations

from addin.errors import FileError, NothingToDo
from addin.jobs.fresh_numbers import with_values
from addin.ports import Workbooks
from addin.tables.explain import Explanation
from addin.tables.explain import explain as explained
from addin.tables.table import Book, cell_at


def explain(workbooks: Workbooks, workbook: str, cell: str, depth: int) -> Explanation:
    """The tree behind one cell; workbooks beside it that cannot be read are left out.

    ``cell`` is ``C14`` on the first sheet, or ``Sheet!C14``.

    Raises:
        FileError: the workbook cannot be read.
        NothingToDo: there is no such sheet, or the text is no address.
    """
    book = workbooks.read(workbook)
    sheet_name, _, at = cell.rpartition("!")
    sheet_name = sheet_name.strip("'").replace("''", "'") or book.sheets[0].name
    sheet = book.sheet(sheet_name)
    if sheet is None:
        there = ", ".join(sheet.name for sheet in book.sheets)
        raise NothingToDo(f"{workbook} has no sheet '{sheet_name}'. Its sheets: {there}.")
    try:
        row, column = cell_at(at)
    except ValueError:
        raise NothingToDo(f"'{at}' is no cell address: write it as C14 or Sheet!C14.") from None
    books = [book, *_others(workbooks, workbook)] if book.links else [book]
    return explained(with_values(books), book.name, sheet.name, row, column, depth)


def _others(workbooks: Workbooks, but: str) -> list[Book]:
    others = []
    for name in workbooks.names():
        if name != but:
            try:
                others.append(workbooks.read(name))
            except FileError:
                continue
    return others
