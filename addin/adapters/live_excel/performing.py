"""Carry steps out on an open workbook, with as few calls as there are blocks of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from addin.adapters.live_excel.entering import entered
from addin.adapters.live_excel.halving import blocks
from addin.adapters.live_excel.link_names import names_a_number, spelt_out
from addin.adapters.live_excel.reading import WORKBOOKS, range_of
from addin.adapters.live_excel.sheet_looks import formats_of_content, put_looks
from addin.adapters.live_excel.steps import (
    ClearLooks,
    Entry,
    PutCells,
    PutFormats,
    PutName,
    PutNote,
    PutSheet,
    RemoveSheet,
    RenameSheet,
    RestoreSheet,
    SizeTable,
    Step,
    TakeLooks,
)
from addin.adapters.xlsx.formats.number_formats import GENERAL as PLAIN
from addin.adapters.xlsx.formats.number_formats import number_for
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.reading.format_codes import BUILT_IN
from addin.errors import WriteRefused
from addin.tables.formula_prefixes import as_shown
from addin.tables.table import Area, NewSheet

_SETTINGS = ("screen_updating", "enable_events", "display_alerts", "calculation")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a workbook's cells are to be understood by: how days count, which workbooks it links."""

    date_1904: bool = False
    links: tuple[str, ...] = ()

    def formula(self, text: str) -> str:
        """A formula as it is to be entered.

        Raises:
            WriteRefused: it names something of a linked workbook that cannot be spelt out.
        """
        shown = spelt_out(as_shown(text.removeprefix("=")), self.links)
        if names_a_number(shown):
            raise WriteRefused(THIS, f"the formula ={text} names a linked workbook by its number")
        return f"={shown}"


def frame_of(book: Any) -> Frame:
    """That of an open workbook."""
    return Frame(bool(book.api.Date1904), tuple(book.api.LinkSources(WORKBOOKS) or ()))


def require_spellable(steps: Iterable[Step], frame: Frame) -> None:
    """Refuse, before anything is written, formulas that could not be entered.

    Raises:
        WriteRefused: as ``Frame.formula``.
    """
    for step in steps:
        if isinstance(step, PutCells | RestoreSheet):
            for one in step.cells:
                if one.is_formula:
                    frame.formula(str(one.value))


def settings_of(app: Any) -> dict[str, Any]:
    """How Excel is set to draw, react and calculate."""
    return {name: getattr(app, name) for name in _SETTINGS}


@contextmanager
def undisturbed(app: Any, before: Mapping[str, Any]) -> Iterator[None]:
    """Excel draws, reacts and calculates nothing meanwhile; afterwards it is set as ``before``."""
    try:
        app.screen_updating = app.enable_events = app.display_alerts = False
        app.calculation = "manual"
        yield
    finally:
        for name, value in before.items():
            setattr(app, name, value)


def perform(book: Any, step: Step, frame: Frame) -> None:
    """Carry one step out."""
    match step:
        case PutCells() | PutFormats() | TakeLooks() | ClearLooks() | SizeTable() | PutNote():
            _on_sheet(book.sheets[step.sheet], step, frame)
        case PutSheet() | RestoreSheet():
            _whole_sheet(_emptied(book, step.sheet), step, frame)
        case PutName():
            _put_name(book, step, frame)
        case RenameSheet():
            if step.sheet in book.sheets:
                book.sheets[step.sheet].name = step.name
        case RemoveSheet():
            if step.sheet in book.sheets:
                book.sheets[step.sheet].delete()


def _on_sheet(
    sheet: Any,
    step: PutCells | PutFormats | TakeLooks | ClearLooks | SizeTable | PutNote,
    frame: Frame,
) -> None:
    match step:
        case PutCells():
            _put_cells(sheet, step.cells, frame)
        case PutFormats():
            _put_formats(sheet, step.formats)
        case TakeLooks():
            _take_looks(sheet, step)
        case ClearLooks():
            for area in step.areas:
                range_of(sheet, area).clear_formats()
        case SizeTable():
            _size_table(sheet, step)
        case PutNote():
            _put_note(sheet.range((step.row, step.column)), step.text)


def _whole_sheet(sheet: Any, step: PutSheet | RestoreSheet, frame: Frame) -> None:
    if isinstance(step, PutSheet):
        _put_sheet(sheet, step.content, frame)
    else:
        _put_formats(sheet, step.formats)
        _put_cells(sheet, step.cells, frame)


def _put_formats(sheet: Any, formats: Iterable[tuple[Area, str]]) -> None:
    for area, code in formats:
        range_of(sheet, area).number_format = code


def _put_cells(sheet: Any, cells: Sequence[Entry], frame: Frame) -> None:
    values: dict[tuple[int, int], object] = {}
    formulas: dict[tuple[int, int], object] = {}
    for one in cells:
        if one.is_formula:
            formulas[one.row, one.column] = frame.formula(str(one.value))
        else:
            values[one.row, one.column] = entered(one.value, date_1904=frame.date_1904)
    for area in blocks(set(values)):
        range_of(sheet, area).api.Value2 = _grid(area, values)
    for area in blocks(set(formulas)):
        range_of(sheet, area).impl.formula = _grid(area, formulas)


def _grid(area: Area, cells: dict[tuple[int, int], object]) -> tuple[tuple[object, ...], ...]:
    columns = range(area.left, area.right + 1)
    return tuple(tuple(cells[row, c] for c in columns) for row in range(area.top, area.bottom + 1))


def _take_looks(sheet: Any, step: TakeLooks) -> None:
    for area, (row, column) in step.looks:
        source = Area(row, column, row, column + area.right - area.left)
        range_of(sheet, area).copy_from(range_of(sheet, source), copy_type="formats")
    sheet.book.app.cut_copy_mode = False


def _size_table(sheet: Any, step: SizeTable) -> None:
    """Lengthened or cut at its end; the totals row, if there is one, goes along."""
    table = sheet.tables[step.table]
    now = len(table.rows)
    if not table.show_totals and step.rows > now:
        whole = table.range
        table.resize(whole.resize(whole.shape[0] + step.rows - now, whole.shape[1]))
        return
    for _ in range(now, step.rows):
        table.rows.add()
    for number in range(now, step.rows, -1):
        table.rows(number).delete()


def _put_note(cell: Any, text: str) -> None:
    note = cell.note
    if note is not None:
        note.delete()
    if text:
        cell.add_note(text)


def _put_name(book: Any, step: PutName, frame: Frame) -> None:
    name = step.name.removeprefix("_xlnm.")
    names = book.sheets[step.sheet].names if step.sheet else book.names
    known = name in names
    if not step.formula:
        if known:
            names[name].delete()
        return
    formula = frame.formula(step.formula)
    if known:
        names[name].refers_to = formula
    else:
        names.add(name, formula)
    if step.hidden:
        names[name].api.Visible = False


def _emptied(book: Any, name: str) -> Any:
    """The sheet of that name with nothing in it; a new one behind all others if there is none."""
    if name not in book.sheets:
        active = book.sheets.active
        made = book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
        active.activate()  # a new sheet comes to the front, where nobody asked for it
        return made
    sheet = book.sheets[name]
    if sheet.api.AutoFilter is not None:
        sheet.api.AutoFilterMode = False  # the rows that it hides would stay hidden
    sheet.clear()
    return sheet


def _put_sheet(sheet: Any, content: NewSheet, frame: Frame) -> None:
    entries, moments = [], []
    for row, line in enumerate(content.rows, 1):
        for column, new in enumerate(line, 1):
            if new.value is None:
                continue
            entries.append(Entry(row, column, new.value, new.is_formula))
            needed = number_for(new.value)
            if needed != PLAIN and not new.style.number_format:
                moments.append(((row, column), BUILT_IN[needed]))
    for code in sorted({code for _, code in moments}):
        for area in blocks({cell for cell, own in moments if own == code}):
            range_of(sheet, area).number_format = code
    _put_formats(sheet, formats_of_content(content))
    put_looks(sheet, content)
    _put_cells(sheet, entries, frame)  # behind the links, which enter their own text
