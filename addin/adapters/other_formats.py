"""Old Excel (.xls), binary Excel (.xlsb) and OpenDocument (.ods): values by calamine.

Of .ods, formulas, errors, merged and hidden cells and notes are read beside them; of .xls, errors.
The library gives no formulas of .xls and .xlsb, and an error in the latter reads as a blank. Number
formats are read from none of the three. ``Book.kind`` says which format it was.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping

import python_calamine as calamine

from addin.adapters.digest import digest_of
from addin.adapters.ods_beside import Beside, beside
from addin.adapters.ods_xlsb import check_extent
from addin.adapters.old_errors import errors_of
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.sparse import Rows, row_of
from addin.errors import DamagedFile, EncryptedFile, UnreadableFile
from addin.tables.table import Area, Book, ErrorValue, Sheet, Value, Visibility

_DURATION = re.compile(r"PT(\d+)H(\d+)M([\d.]+)S")


def book_of_other(content: bytes, name: str, kind: str, package: Package | None = None) -> Book:
    """The workbook in these bytes; ``kind`` is ``xls``, ``xlsb`` or ``ods``.

    Raises:
        EncryptedFile: it needs a password.
        DamagedFile: the reader stumbled over it.
    """
    known: Mapping[str, Beside] = {}
    if package is not None:
        check_extent(package, kind)
        known = beside(package) if kind == "ods" else {}
    elif kind == "xls":
        known = {name: Beside(errors=errors) for name, errors in errors_of(content).items()}
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheets = tuple(
                _sheet(workbook, metadata, known.get(metadata.name) or Beside())
                for metadata in workbook.sheets_metadata
                if metadata.typ == calamine.SheetTypeEnum.WorkSheet
            )
    except calamine.PasswordError as error:
        raise EncryptedFile(name) from error
    except BaseException as error:  # a panic of the library is no Exception
        raise _named(error, name) from error
    if not sheets:
        raise DamagedFile(name, "it has no sheets")
    return Book(name, sheets, digest_of(content), kind)


def _named(error: BaseException, name: str) -> BaseException:
    """A panic of the library is no ``Exception``; whoever interrupts the program is let through."""
    if isinstance(error, UnreadableFile | KeyboardInterrupt | SystemExit | MemoryError):
        return error
    if "password" in str(error).lower() or "encrypt" in str(error).lower():
        return EncryptedFile(name)
    return DamagedFile(name, f"its contents cannot be understood ({str(error)[:100]})")


def _sheet(
    workbook: calamine.CalamineWorkbook, metadata: calamine.SheetMetadata, known: Beside
) -> Sheet:
    sheet = workbook.get_sheet_by_name(metadata.name)
    rows = Rows()
    top, left = sheet.start or (0, 0)
    for number, record in enumerate(sheet.to_python(), top + 1):
        values = enumerate(map(_value, record), left + 1)
        row = row_of({column: value for column, value in values if value is not None})
        if row:
            rows.put(number, row)
    for number, cells in _by_row(known.errors).items():
        rows.put(number, row_of(cells))
    merged = [
        Area(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    ]
    found = rows.finish()
    width = max(map(len, found), default=0)
    return Sheet(
        metadata.name,
        found,
        known.formulas,
        uncached=frozenset(known.uncached),
        arrays=known.arrays,
        merged=tuple(merged or known.merged),
        visibility=_visibility(metadata.visible),
        hidden_rows=frozenset(row for row in known.hidden_rows if row <= len(found)),
        hidden_columns=frozenset(c for c in known.hidden_columns if c <= width),
        notes=known.notes,
    )


def _by_row(errors: Mapping[tuple[int, int], ErrorValue]) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), error in errors.items():
        rows.setdefault(row, {})[column] = error
    return rows


def _visibility(state: calamine.SheetVisibleEnum) -> Visibility:
    if state == calamine.SheetVisibleEnum.Hidden:
        return Visibility.HIDDEN
    if state == calamine.SheetVisibleEnum.VeryHidden:
        return Visibility.VERY_HIDDEN
    return Visibility.VISIBLE


def _value(stored: object) -> Value:
    """A cell as ``Sheet`` has it: whole numbers are int, nothing is None."""
    if isinstance(stored, str):
        return _text(stored)
    if isinstance(stored, float) and stored.is_integer() and abs(stored) < 1e15:
        return int(stored)
    if isinstance(stored, bool | int | float | dt.date | dt.time | dt.timedelta):
        return stored
    return None


def _text(stored: str) -> Value:
    duration = _DURATION.fullmatch(stored)
    if duration:
        length = dt.timedelta(
            hours=int(duration[1]), minutes=int(duration[2]), seconds=float(duration[3])
        )
        day = dt.timedelta(days=1)
        return (dt.datetime(1904, 1, 1) + length).time() if length < day else length
    return stored or None
