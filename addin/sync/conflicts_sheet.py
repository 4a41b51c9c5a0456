"""Open conflicts as a sheet of the workbook, with one column to fill in: keep, or take the other.

Never into data cells: there both sides show one value, and the other one waits here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from addin.ports.binding import Binding
from addin.ports.sync_store import KeptConflict
from addin.sync.sentences import said
from addin.sync.workbook_cells import FORMATS, example_of, value_of
from addin.tables.binding import Shown
from addin.tables.table import Area, Book, Choices, NewCell, NewSheet, Sheet, Style
from addin.tables.typed_cell import CellKind, TypedCell

SHEET_NAME: Final = "Tieout conflicts"
ANSWERS: Final = ("keep", "take the other")
Choice = Literal["keep", "take"]

_HEADINGS: Final = (
    "No.", "Table", "Row", "Column", "What happened", "It was", "Workbook", "Shared sheet",
    "Both show now", "Your answer", "Since",
)  # fmt: skip
_WIDTHS: Final = (7, 18, 16, 18, 34, 20, 20, 20, 20, 16, 12)
_NUMBER, _ANSWER = 1, 10
_INK = "1F2933"
_ROOM: Final = "FEF5E0"


def conflicts_sheet(open_ones: Sequence[tuple[Binding, KeptConflict]], at: dt.datetime) -> NewSheet:
    """The sheet: what happened in each cell, and room for an answer."""
    count = len(open_ones)
    told = (
        f"{count} cell{'s' * (count != 1)} or rows that both sides changed. Fill in 'keep' or "
        "'take the other', then press Resolve Conflicts."
        if open_ones
        else "No conflict is open."
    )
    head: tuple[tuple[NewCell, ...], ...] = (
        (NewCell("Tieout: conflicts with shared sheets", Style(bold=True, colour=_INK)),),
        (NewCell(f"{at:%Y-%m-%d %H:%M}  {told}", Style(colour="52616B")),),
        (),
        tuple(NewCell(text, Style(bold=True, fill=_INK, colour="FFFFFF")) for text in _HEADINGS),
    )
    rows = head + tuple(tuple(_row(binding, kept)) for binding, kept in open_ones)
    first, last = len(head) + 1, max(len(rows), len(head) + 1)
    return NewSheet(
        SHEET_NAME,
        rows,
        _WIDTHS,
        frozen_rows=len(head),
        filter_area=Area(len(head), 1, last, len(_HEADINGS)),
        tab_colour="B9770E" if open_ones else "2E7D32",
        choices=(
            Choices(
                Area(first, _ANSWER, last, _ANSWER),
                ANSWERS,
                "keep: what both show now stays. take the other: the other side's value, on both.",
            ),
        )
        if open_ones
        else (),
    )


def answers_in(book: Book) -> Mapping[int, Choice]:
    """What somebody filled in, by the numbers of the conflicts; blanks are no answers.

    Raises:
        ValueError: an answer is neither of the two; says which and where.
    """
    found: dict[int, Choice] = {}
    for sheet in book.sheets:
        if sheet.name.startswith(SHEET_NAME):
            found.update(_answers(sheet))
    return found


def _answers(sheet: Sheet) -> Iterator[tuple[int, Choice]]:
    for row in range(1, len(sheet.rows) + 1):
        number, said_ = sheet.value(row, _NUMBER), sheet.value(row, _ANSWER)
        if not isinstance(number, int | float) or isinstance(number, bool) or said_ is None:
            continue
        word = str(said_).strip().casefold()
        if word.startswith("keep"):
            yield int(number), "keep"
        elif word.startswith("take"):
            yield int(number), "take"
        elif word:
            raise ValueError(f"'{said_}' in row {row} of '{sheet.name}' is neither keep nor take")


def _row(binding: Binding, kept: KeptConflict) -> Iterator[NewCell]:
    conflict = kept.conflict
    column = binding.column(conflict.column)
    shown = column.shown if column else Shown.ANYTHING
    plain = Style(wrap=True)
    yield NewCell(kept.number, plain)
    yield NewCell(binding.name, plain)
    yield NewCell(conflict.row, plain)
    yield NewCell(conflict.column or "the whole row", plain)
    yield NewCell(str(conflict.kind), plain)
    for cell in (conflict.base, conflict.workbook, conflict.sheet):
        yield _cell(cell, shown)
    yield _cell(conflict.kept, shown) if conflict.column else NewCell("the row is there", plain)
    yield NewCell(None, Style(fill=_ROOM, bold=True))
    yield NewCell(kept.at.date(), Style(number_format="yyyy-mm-dd"))


def _cell(cell: TypedCell, shown: Shown) -> NewCell:
    told = cell.kind is CellKind.FORMULA  # not computed
    value = said(cell) if told else value_of(cell, example_of(shown))
    number_format = FORMATS.get(shown, "") if cell.kind is CellKind.NUMBER else ""
    return NewCell(value, Style(wrap=True, number_format=number_format))
