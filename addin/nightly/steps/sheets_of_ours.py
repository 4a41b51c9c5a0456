"""Write Tieout's own sheets into workbooks, where they say something new.

A sheet that already says the same is left alone: it would only cost a backup each night, and make
every share and every cloud carry the workbook about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from addin.domain.night import Outcome, Step
from addin.errors import FileError
from addin.jobs.apply import Batch
from addin.nightly.steps.bench import Bench
from addin.tables.table import NewSheet, Sheet, Value

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_NAMED: Final = 3
"""Workbooks that are named one by one where several could not be written."""
_HEAD: Final = 3
"""The rows of our sheets in which the moment of a run may stand."""


@dataclass(frozen=True, slots=True)
class Written:
    """The workbooks that were written, and why others were not."""

    touched: tuple[str, ...] = ()
    refused: tuple[FileError, ...] = ()

    def told(self, name: str, sentence: str) -> Step:
        """The step whose sheets these are; what was refused makes it a failure."""
        if not self.refused:
            return Step(name, Outcome.DONE, sentence, touched=self.touched)
        said = " ".join((sentence, *refusals(self.refused)))
        error = type(self.refused[0]).__name__
        return Step(name, Outcome.FAILED, said, error, touched=self.touched)


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


def write_sheets(bench: Bench, batches: Iterable[Batch]) -> Written:
    """Write our sheets; a workbook that cannot be written never stops the next.

    What was read stays what it is: our sheets are no lists of the production.
    """
    touched: list[str] = []
    refused: list[FileError] = []
    for batch in batches:
        try:
            if says_so_already(bench, batch):
                continue
            bench.workbooks.write(batch.workbook, batch.changes, digest=batch.digest)
        except FileError as error:
            refused.append(error)
            continue
        touched.append(batch.workbook)
        bench.reading.written(batch.workbook, bench.workbooks.read(batch.workbook).digest)
        bench.hook(f"sheet written: {batch.workbook}")
    return Written(tuple(touched), tuple(refused))


def says_so_already(bench: Bench, batch: Batch) -> bool:
    """Whether each sheet of a batch stands there with the same words; when it was made is no word.

    Raises:
        FileError: the workbook cannot be read any more.
    """
    book = bench.workbooks.read(batch.workbook)
    for wanted in batch.changes.sheets:
        there = book.sheet(wanted.name)
        if there is None or _there(there) != _wanted(wanted):
            return False
    return bool(batch.changes.sheets)


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
