"""Bring the day-out-of-days up to date with the stripboard, in the workbook they live in.

Work, hold, drop and pick-up follow from the board. Travel, fittings, rehearsals, holidays and idle
days that somebody typed into the day-out-of-days stay, and so does every formula.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.day_out_of_days import LAID_OVER, Board, Code, HoldRules, board, days_of, totals
from addin.domain.production import Production, by_list
from addin.domain.schedule_lines import CastLine, DoodLine, StripLine
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.apply import Batch, Saving
from addin.jobs.load import Loaded, load
from addin.jobs.pdf_beside import PdfBeside, PdfWanted, pdf_beside
from addin.ports import Workbooks
from addin.reports import day_out_of_days_on_paper
from addin.reports.day_out_of_days import DoodRow, as_sheet
from addin.settings.model import Settings
from addin.tables.area import column_number
from addin.tables.changes import AppendedRows, Changes
from addin.tables.table import Book, CellEdit, Role, Sheet, Table, Value

SHEET: Final = "Day out of Days"
_TYPED: Final = LAID_OVER - {Code.HOLD}
_TOTALS: Final = {"worked": "worked", "held": "held", "total": "paid"}


@dataclass(frozen=True, slots=True)
class RefreshedDood:
    """What is to be done; ``lines`` say it cell by cell."""

    sentence: str
    batch: Batch
    lines: tuple[str, ...] = ()
    goto: Place | None = None
    saving: Saving | None = None

    @property
    def batches(self) -> tuple[Batch | Saving, ...]:
        """All that is to be written."""
        return (self.batch,) if self.saving is None else (self.batch, self.saving)

    def with_pdf(self, pdf: PdfBeside) -> RefreshedDood:
        """The same, and a PDF to save beside the workbook."""
        lines = (*self.lines, pdf.line) if pdf.line else self.lines
        return replace(
            self, sentence=f"{self.sentence}{pdf.sentence}", lines=lines, saving=pdf.saving
        )


def refresh_dood(
    workbooks: Workbooks,
    settings: Settings,
    name: str,
    *,
    sheet: str = "",
    drop_gap: int | None = None,
    pdf: PdfWanted | None = None,
) -> RefreshedDood:
    """What would bring the day-out-of-days up to date; nothing is written.

    Args:
        workbooks: the production's.
        settings: its settings.
        name: the production.
        sheet: which stripboard, as ``Workbook!Sheet`` or the sheet alone, where there are several.
        drop_gap: free calendar days between two days of work from which a part is dropped and
            picked up again, once; None: it is held.
        pdf: that it is saved as a PDF beside the workbook, too.

    Raises:
        NothingToDo: there is no stripboard with dates, or several come into question; or a PDF is
            wanted and there is nowhere to put it.
    """
    loaded = load(workbooks, settings, name)
    strips = _chosen(loaded.production, sheet)
    schedule = _board(strips)
    source = strips[0].source
    table = _dood_table(loaded, source.workbook)
    wanted = table.book if table else source.workbook
    book = next(one for one in loaded.books if one.name == wanted)
    if book.kind not in {"xlsx", "xlsm"}:
        raise NothingToDo(
            f"{book.name} is a .{book.kind} file: save it as .xlsx to have it refreshed."
        )
    rules = HoldRules(drop_gap=drop_gap)
    title = f"Day out of Days: {settings.name or name}"
    if table is None:
        rows = _rows(schedule, loaded.production.cast, rules)
        made = as_sheet(rows, schedule.days(), title, SHEET)
        plan = RefreshedDood(
            f"Made the sheet '{SHEET}' in {book.name}: {_many(len(rows), 'part')} over "
            f"{_many(len(schedule.days()), 'day')}.",
            Batch(book.name, Changes(sheets=(made,)), book.digest),
            goto=Place(book.name, SHEET, "A1"),
        )
        return _with_pdf(plan, rows, schedule, title, SHEET, pdf)
    page = book.sheet(table.sheet)
    if page is None:  # the table was read from it
        raise NothingToDo(f"{book.name} has no sheet '{table.sheet}'.")
    lines = [one for one in loaded.production.dood if one.source.table == (table.book, table.sheet)]
    schedule = Board(schedule.works, _laid_over(lines))
    rows = _rows(schedule, loaded.production.cast, rules)
    plan = _in_place(book, page, table, lines, rows, schedule)
    return _with_pdf(plan, rows, schedule, title, page.name, pdf)


def _with_pdf(
    plan: RefreshedDood,
    rows: Sequence[DoodRow],
    schedule: Board,
    title: str,
    sheet: str,
    pdf: PdfWanted | None,
) -> RefreshedDood:
    if pdf is None:
        return plan
    document = day_out_of_days_on_paper.on_paper(rows, schedule.days(), title, pdf.at, pdf.paper)
    return plan.with_pdf(pdf_beside(pdf, plan.batch.workbook, sheet, document))


def _chosen(production: Production, wanted: str) -> Sequence[StripLine]:
    boards = [
        lines
        for lines in by_list(production.strips)
        if not wanted
        or wanted in {lines[0].source.sheet, f"{lines[0].source.workbook}!{lines[0].source.sheet}"}
    ]
    if not boards:
        what = f"called '{wanted}' " if wanted else ""
        raise NothingToDo(f"There is no stripboard {what}here. Nothing was changed.")
    dated = [lines for lines in boards if any(line.date for line in lines)]
    if not dated:
        raise NothingToDo(
            f"The stripboard on '{boards[0][0].source.sheet}' has no dates: give each strip a date,"
            " or each day break its date. Nothing was changed."
        )
    if len(dated) > 1:
        several = ", ".join(f"{one[0].source.workbook}!{one[0].source.sheet}" for one in dated)
        raise NothingToDo(
            f"Several stripboards come into question: {several}. Nothing was changed. "
            "Say which one."
        )
    return dated[0]


def _board(strips: Iterable[StripLine]) -> Board:
    return board((line.date, line.cast) for line in strips if line.date and not line.is_boneyard)


def _laid_over(lines: Iterable[DoodLine]) -> Mapping[tuple[dt.date, str], Code]:
    return {
        (day, line.number): code
        for line in lines
        for day, code in line.codes.items()
        if code in _TYPED
    }


def _rows(schedule: Board, cast: Sequence[CastLine], rules: HoldRules) -> list[DoodRow]:
    parts = {line.number: line for line in cast if line.number}
    worked = schedule.working_days()
    days = schedule.days()
    return [
        DoodRow(
            number,
            parts[number].character if number in parts else "",
            parts[number].performer if number in parts else "",
            days_of(number, schedule, rules, worked=worked.get(number, []), days=days),
        )
        for number in schedule.cast()
    ]


def _dood_table(loaded: Loaded, workbook: str) -> Table | None:
    """The day-out-of-days of the board's workbook, or the only one there is."""
    found = [one for one in loaded.tables if one.role is Role.DOOD]
    there = [one for one in found if one.book == workbook]
    if len(there or found) > 1:
        several = ", ".join(f"{one.book}!{one.sheet}" for one in (there or found))
        raise NothingToDo(
            f"There are several days-out-of-days: {several}. Nothing was changed. Keep one of them."
        )
    return next(iter(there or found), None)


def _in_place(
    book: Book,
    page: Sheet,
    table: Table,
    lines: Sequence[DoodLine],
    rows: Sequence[DoodRow],
    schedule: Board,
) -> RefreshedDood:
    wanted = {row.number: row for row in rows}
    columns = lines[0].columns if lines else {}
    edits: list[CellEdit] = []
    said: list[str] = []
    left = 0
    for line in lines:
        row = wanted.pop(line.number, None)
        for column, value, before in _cells(line, row, columns, table):
            place = (line.source.row, column)
            if before == value:
                continue
            if place in page.formulas:
                left += 1
                continue
            edits.append(CellEdit(page.name, *place, value))
            who = line.character or line.number
            said.append(f"{who}: {before or 'nothing'} → {value or 'nothing'}")
    new = tuple(_new_row(row, columns, table) for row in wanted.values())
    body = table.body
    changes = Changes(
        cells=tuple(edits),
        rows=(AppendedRows(page.name, new, after=body[-1]),) if new and body else (),
    )
    unseen = [day for day in schedule.works if day not in columns]
    parts = [f"{_many(len(edits), 'cell')} changed"]
    if new:
        parts.append(f"{_many(len(new), 'part')} added")
    if left:
        parts.append(f"{_many(left, 'formula')} left alone")
    sentence = f"Brought '{page.name}' up to date with the stripboard: {', '.join(parts)}."
    if not edits and not new:
        sentence = f"'{page.name}' agrees with the stripboard."
    if unseen:
        days = ", ".join(f"{day:%d %b}" for day in sorted(unseen)[:5])
        sentence += f" It has no column for {_many(len(unseen), 'day')} of the board ({days})."
    first = edits[0] if edits else None
    goto = None if first is None else table.place(first.row, first.column)
    return RefreshedDood(sentence, Batch(book.name, changes, book.digest), tuple(said), goto)


def _cells(
    line: DoodLine, row: DoodRow | None, columns: Mapping[dt.date, str], table: Table
) -> Iterator[tuple[int, Value, Value]]:
    """Column, what it is to hold, what it holds: the days, then the totals that the sheet has."""
    codes = row.codes if row is not None else {}
    for day, letters in columns.items():
        now, before = codes.get(day), line.codes.get(day)
        yield column_number(letters), now and now.value, before and before.value
    told = totals(codes)
    for name, attribute in _TOTALS.items():
        if name in table.fields:
            count = getattr(told, attribute)
            before = getattr(line, name)
            same = count == (before or 0)
            yield table.fields[name], before if same else count, before


def _new_row(row: DoodRow, columns: Mapping[dt.date, str], table: Table) -> Mapping[int, Value]:
    cells: dict[int, Value] = {
        column_number(letters): row.codes[day].value
        for day, letters in columns.items()
        if day in row.codes
    }
    told = totals(row.codes)
    named: dict[str, Value] = {
        "cast_id": int(row.number) if row.number.isdigit() else row.number,
        "character": row.character or None,
        **{name: getattr(told, attribute) for name, attribute in _TOTALS.items()},
    }
    cells |= {table.fields[name]: value for name, value in named.items() if name in table.fields}
    return cells


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
