"""The list of EFC changes: who moved which forecast, when the week was closed, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from addin.errors import NothingToDo
from addin.jobs.added_lines import added_lines, as_edits
from addin.jobs.efc_moves import EfcMove
from addin.jobs.which_report import ChosenReport
from addin.tables.change_lists import ChangeList
from addin.tables.changes import AppendedRows
from addin.tables.table import CellEdit, NewCell, NewSheet, Style, Value

_SHEET: Final = "EFC Changes"
_HEADINGS: Final = (
    "Week ending", "Account", "Description", "EFC before", "EFC now", "Moved", "Why",
)  # fmt: skip


def efc_journal(
    report: ChosenReport,
    date: dt.date,
    lists: Sequence[ChangeList],
    moves: Sequence[EfcMove],
) -> tuple[tuple[AppendedRows, ...], tuple[NewSheet, ...], list[CellEdit]]:
    """The moves that no list has yet: below the list there is, or as a sheet of their own.

    The rows, the sheet, and the cells that the rows will hold.

    Raises:
        NothingToDo: there are several lists, or a sheet of that name that is none.
    """
    fresh = [move for move in moves if not move.is_recorded]
    if not fresh:
        return (), (), []
    if len(lists) > 1:
        names = ", ".join(one.name for one in lists)
        raise NothingToDo(
            f"EFC changes are kept in several places: {names}. Nothing was written. Keep one list."
        )
    if lists:
        (found,) = lists
        lines = [
            {found.fields[name]: value for name, value in told.items() if name in found.fields}
            for told in (_as_line(found, date, move) for move in fresh)
        ]
        added, first = added_lines(found.sheet, found.table, lines)
        return (added,), (), list(as_edits(added, first))
    if report.book.sheet(_SHEET) is not None:
        raise NothingToDo(
            f"{report.book.name} has a sheet '{_SHEET}' that is no list of EFC changes. Nothing was"
            f" written. Give it the headings {', '.join(_HEADINGS)}, or another name."
        )
    return (), (_new_list(date, fresh),), []


def _as_line(found: ChangeList, date: dt.date, move: EfcMove) -> dict[str, Value]:
    line: dict[str, Value] = {
        "date": date,
        "account": found.as_others("account", move.line.account),
        "description": move.line.description,
        "before": float(move.before.amount),
        "now": float(move.now.amount),
        "reason": move.reason,
    }
    column = found.fields.get("moved", 0)
    last = max(found.table.body, default=0)
    if column and (last, column) not in found.sheet.formulas:
        line["moved"] = float(move.moved.amount)
    return line


def _new_list(date: dt.date, moves: Sequence[EfcMove]) -> NewSheet:
    amount, day = Style(number_format="#,##0.00"), Style(number_format="yyyy-mm-dd")
    rows = [tuple(NewCell(text, Style(bold=True, bottom="thin")) for text in _HEADINGS)]
    for at, move in enumerate(moves, 2):
        rows.append(
            (
                NewCell(date, day),
                NewCell(move.line.account),
                NewCell(move.line.description),
                NewCell(float(move.before.amount), amount),
                NewCell(float(move.now.amount), amount),
                NewCell(f"=E{at}-D{at}", amount, is_formula=True,
                        computed=float(move.moved.amount)),
                NewCell(move.reason, Style(wrap=True)),
            )
        )  # fmt: skip
    return NewSheet(_SHEET, tuple(rows), widths=(12, 10, 28, 14, 14, 14, 50), frozen_rows=1)
