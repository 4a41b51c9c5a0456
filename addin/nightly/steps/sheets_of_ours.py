"""Tieout's own sheets in workbooks: whether they say something new, and why one was refused.

A sheet that already says the same is left alone: it would only cost a backup each night, and make
every share and every cloud carry the workbook about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from addin.errors import FileError
from addin.tables.table import Book, NewSheet, Sheet, Value

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_NAMED: Final = 3
"""Workbooks that are named one by one where several could not be written."""
_HEAD: Final = 3
"""The rows of our sheets in which the moment of a run may stand."""


def refusals(refused: Sequence[FileError]) -> Iterator[str]:
    """Why workbooks were not written; those of one reason in one sentence."""
    alike: dict[tuple[str, str], list[FileError]] = defaultdict(list)
    for error in refused:
        alike[type(error).__name__, error.reason].append(error)
    for errors in alike.values():
        names = [PurePath(error.path).name for error in errors]
        who = names[0]
        if len(names) > 1:
            more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
            who = f"Each of {len(names)} workbooks ({', '.join([*names[:_NAMED], *more])})"
        yield str(errors[0]).replace(errors[0].path, who, 1)


def says_so_already(book: Book, wanted: Sequence[NewSheet]) -> bool:
    """Whether each of these sheets stands there with the same words; their moment is no word."""
    sheets = [(book.sheet(one.name), one) for one in wanted]
    return bool(sheets) and all(
        there is not None and _there(there) == _wanted(one) for there, one in sheets
    )


def _there(sheet: Sheet) -> list[tuple[str, ...]]:
    return _words(
        tuple(
            f"={formula}" if (formula := sheet.formulas.get((row, column))) else value
            for column, value in enumerate(values, start=1)
        )
        for row, values in enumerate(sheet.rows, start=1)
    )


def _wanted(sheet: NewSheet) -> list[tuple[str, ...]]:
    return _words(tuple(cell.value for cell in row) for row in sheet.rows)


def _words(rows: Iterable[Sequence[Value]]) -> list[tuple[str, ...]]:
    """Rows as texts that compare: no empty cells at the end, no moment at the top."""
    found = []
    for at, row in enumerate(rows):
        texts = ["" if value is None else str(_plain(value)) for value in row]
        if at < _HEAD:
            texts = [_MOMENT.sub("", text) for text in texts]
        while texts and not texts[-1]:
            texts.pop()
        found.append(tuple(texts))
    while found and not found[-1]:
        found.pop()
    return found


def _plain(value: Value) -> Value:
    """A number as a file gives it back: 12 and 12.0 are one."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and isinstance(value, int | float) else value
