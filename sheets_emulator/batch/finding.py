"""Find and replace; trim."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sheets_emulator import entry, protection
from sheets_emulator.a1 import Rect
from sheets_emulator.book import Book
from sheets_emulator.cell import Cell
from sheets_emulator.errors import invalid
from sheets_emulator.sheet import Sheet

Json = dict[str, Any]


def find_replace(book: Book, body: Json) -> Json:
    """findReplace: in a range, a sheet or everywhere; the answer counts what changed."""
    pattern = _pattern(body)
    new = body.get("replacement") or ""
    replacement = re.sub(r"\$(\d)", r"\\\1", new.replace("\\", r"\\"))
    if not body.get("searchByRegex"):
        replacement = new.replace("\\", r"\\")
    counts = dict.fromkeys(
        ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged", "occurrencesChanged"),
        0,
    )
    for sheet, rect in _areas(book, body):
        before = counts["rowsChanged"]
        rows = {row for row, _, _ in sheet.cells(rect)}
        for row in sorted(rows):
            _in_row(book, sheet, rect, row, pattern, replacement, body, counts)
        counts["sheetsChanged"] += counts["rowsChanged"] > before
    return {name: count for name, count in counts.items() if count}


def _pattern(body: Json) -> re.Pattern[str]:
    find = body.get("find")
    if not find:
        raise invalid("find must not be empty.")
    text = find if body.get("searchByRegex") else re.escape(find)
    if body.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise invalid(f"The regular expression is not valid: {error}") from None


def _areas(book: Book, body: Json) -> list[tuple[Sheet, Rect]]:
    if "range" in body:
        return [book.grid_range(body["range"])]
    if body.get("allSheets"):
        return [(sheet, sheet.everything) for sheet in book.sheets]
    if "sheetId" in body:
        sheet = book.sheet(body["sheetId"])
        return [(sheet, sheet.everything)]
    raise invalid("A range, a sheetId or allSheets must be given.")


def _in_row(
    book: Book,
    sheet: Sheet,
    rect: Rect,
    row: int,
    pattern: re.Pattern[str],
    replacement: str,
    body: Json,
    counts: dict[str, int],
) -> None:
    cells = dict(sheet.row(row))
    changed = False
    for column, cell in sorted(cells.items()):
        if not rect.left <= column < rect.right or not cell.holds:
            continue
        if cell.formula is not None and not body.get("includeFormulas"):
            continue
        before = _text(cell)
        after, found = pattern.subn(replacement, before)
        if not found or after == before:
            continue
        protection.check(book, sheet, Rect(row, column, row + 1, column + 1))
        counts["occurrencesChanged"] += found
        counts["valuesChanged" if cell.formula is None else "formulasChanged"] += 1
        typed = (
            entry.parsed(after, book.locale, lambda: book.now().date())
            if after
            else entry.Entered()
        )
        cells[column] = book.entered(cell._replace(value=typed.value, formula=typed.formula))
        changed = True
    if changed:
        counts["rowsChanged"] += 1
        sheet.replace_row(row, cells)


def _text(cell: Cell) -> str:
    if cell.formula is not None:
        return cell.formula
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    return str(cell.value)


def trim_whitespace(book: Book, body: Json) -> Json:
    """trimWhitespace: no blanks around texts, one blank between words."""
    sheet, rect = book.grid_range(body["range"])
    count = 0

    def trimmed(cell: Cell) -> Cell:
        nonlocal count
        if not isinstance(cell.value, str):
            return cell
        text = re.sub(r"\s+", " ", cell.value).strip()
        count += text != cell.value
        return cell._replace(value=text or None)

    sheet.change_kept(rect, trimmed)
    return {"cellsChangedCount": count} if count else {}


KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    "findReplace": find_replace,
    "trimWhitespace": trim_whitespace,
}
