"""The same file read by openpyxl and by calamine: they see the edit, and all else as before."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from python_calamine import CalamineWorkbook

from tests.corpus.opened import Cell, Opened
from tests.corpus.steps import FINDINGS, Step, is_1904

MAX_ROWS = 100_000
"""openpyxl makes an object of every row: a sheet of a million empty rows takes it minutes."""


def openpyxl_reads(before: Opened, after: bytes, step: Step) -> Iterator[str]:
    """What openpyxl fails to read; nothing if it cannot read the workbook as it was."""
    if any(before.parts[one.part].count(b"<row") > MAX_ROWS for one in before.worksheets):
        return
    original = _opened(before.blob)
    if original is None or not original.sheetnames:
        return  # of a strict workbook it sees no sheet
    book = _opened(after)
    if book is None:
        yield "openpyxl cannot open it"
        return
    epoch = CALENDAR_MAC_1904 if is_1904(before) else CALENDAR_WINDOWS_1900
    for (sheet, cell), meaning in step.expected.items():
        if sheet != FINDINGS and sheet not in original.sheetnames:
            continue  # it leaves out sheets that it cannot read
        seen = _meaning(book[sheet].cell(*cell).value, epoch)
        if not _same(seen, meaning):
            yield f"openpyxl reads {seen} where {meaning} was written"
    if step.changes.sheets:
        new = book[FINDINGS]
        link, look = new["B2"].hyperlink, new["A1"]
        told = (look.font.b, look.fill.fgColor.rgb, new.auto_filter.ref, new.freeze_panes)
        if told != (True, "FF1F3864", "A1:C3", "A2") or link is None or not link.location:
            yield f"openpyxl sees the findings sheet as {told}"


def _opened(blob: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(blob))
        except Exception:  # noqa: BLE001 - openpyxl raises whatever it stumbles over
            return None


def _meaning(value: Any, epoch: dt.datetime) -> tuple[object, ...]:
    if value is None:
        return ("blank", "")
    if isinstance(value, dt.datetime | dt.date | dt.timedelta | dt.time):
        return ("number", to_excel(value, epoch))
    if isinstance(value, bool):
        return ("bool", str(int(value)))
    if isinstance(value, int | float):
        return ("number", float(value))
    text = str(value)
    return ("=", text[1:]) if text.startswith("=") else ("text", text)


def _same(seen: tuple[object, ...], wanted: tuple[object, ...]) -> bool:
    if isinstance(seen[1], float) and isinstance(wanted[1], float):
        return seen[0] == wanted[0] and abs(seen[1] - wanted[1]) < 1e-4
    return seen == wanted


def calamine_reads(before: Opened, after: bytes, step: Step) -> Iterator[str]:
    """Where calamine reads other values than before, or not the new ones."""
    try:
        old = CalamineWorkbook.from_filelike(io.BytesIO(before.blob))
    except Exception:  # noqa: BLE001 - what it cannot read to begin with says nothing of us
        return
    try:
        new = CalamineWorkbook.from_filelike(io.BytesIO(after))
    except Exception as error:  # noqa: BLE001
        yield f"calamine cannot open it: {error}"
        return
    changed = {sheet: set[Cell]() for sheet, _ in step.expected}
    for sheet, cell in step.expected:
        changed[sheet].add(cell)
    rows = {one.name: step.asked.rows.get(one.part, frozenset()) for one in before.sheets}
    for name in old.sheet_names:
        was, now = _values(old, name), _values(new, name)
        for cell in was.keys() | now.keys():
            if cell in changed.get(name, ()) or cell[0] in rows.get(name, ()):
                continue
            if was.get(cell, "") != now.get(cell, ""):
                yield f"calamine reads {now.get(cell)!r} instead of {was.get(cell)!r} in {name}"
                break
    for (name, cell), meaning in step.expected.items():
        seen = _values(new, name).get(cell, "")
        if not _is_read(seen, meaning):
            yield f"calamine reads {seen!r} where {meaning} was written"


def _values(book: Any, name: str) -> dict[Cell, Any]:
    try:
        sheet = book.get_sheet_by_name(name)
    except Exception:  # noqa: BLE001 - a chart sheet, or a part that it cannot read
        return {}
    if sheet.start is None:
        return {}
    top, left = sheet.start
    return {
        (top + r + 1, left + c + 1): value
        for r, row in enumerate(sheet.to_python(skip_empty_area=True))
        for c, value in enumerate(row)
        if value != ""
    }


def _is_read(seen: Any, meaning: tuple[object, ...]) -> bool:
    kind, wanted = meaning[0], meaning[1]
    if kind == "=":
        return True  # without a stored value there is none to read
    if isinstance(seen, dt.datetime | dt.date | dt.timedelta):
        return kind == "number"  # the cell has a date's format
    if isinstance(wanted, float) and isinstance(seen, int | float):
        return abs(float(seen) - wanted) < 1e-6
    return bool(seen == wanted)
