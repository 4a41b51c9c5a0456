"""Build the call sheet of a day from stripboard, cast list and crew list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from addin.domain.call_sheet import CallSheet, NoSuchDay, call_sheet
from addin.domain.eighths import eighths_text
from addin.domain.production import by_list
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.apply import Batch, Saving
from addin.jobs.load import load
from addin.jobs.pdf_beside import PdfBeside, PdfWanted, pdf_beside
from addin.ports import Workbooks
from addin.reports import call_sheet_on_paper
from addin.reports.call_sheet import Typed, as_sheet, sheet_name, typed_in
from addin.settings.model import Settings
from addin.tables.changes import Changes

_SEVERAL: Final = (
    "Several stripboards with dates come into question: {}. Nothing was made. Say which."
)


@dataclass(frozen=True, slots=True)
class BuiltCallSheet:
    """What is to be done, and what a person should look at (``lines``)."""

    sentence: str
    batch: Batch
    lines: tuple[str, ...]
    goto: Place
    pdf: PdfBeside | None = None

    @property
    def batches(self) -> tuple[Batch | Saving, ...]:
        """All that is to be written."""
        return (self.batch,) if self.pdf is None else (self.batch, self.pdf.saving)


def build_call_sheet(
    workbooks: Workbooks,
    settings: Settings,
    name: str,
    day: dt.date | None,
    today: dt.date,
    *,
    general: dt.time | None = None,
    sheet: str = "",
    pdf: PdfWanted | None = None,
) -> BuiltCallSheet:
    """The call sheet of a day, to stand in the stripboard's workbook; nothing is written.

    Args:
        workbooks: the production's.
        settings: its settings.
        name: the production.
        day: the day; None: the next one after ``today`` on which the board shoots.
        today: the day on which it is made.
        general: the unit's call.
        sheet: which stripboard, where there are several.
        pdf: that the sheet is saved as a PDF beside the workbook, too.

    Raises:
        NothingToDo: there is no stripboard with dates, several, or nothing is shot that day;
            or a PDF is wanted and there is nowhere to put it.
    """
    production = load(workbooks, settings, name).production
    boards = [
        lines
        for lines in by_list(production.strips)
        if any(one.date for one in lines) and (not sheet or sheet == lines[0].source.sheet)
    ]
    if not boards:
        raise NothingToDo("There is no stripboard with dates here. Nothing was made.")
    if len(boards) > 1:
        raise NothingToDo(_SEVERAL.format(", ".join(one[0].source.sheet for one in boards)))
    strips = boards[0]
    dates = sorted({one.date for one in strips if one.date and not one.is_boneyard})
    wanted = day or next((one for one in dates if one > today), None)
    if wanted is None:
        raise NothingToDo(f"The board's last day was {dates[-1]}: say which day. Nothing was made.")
    try:
        told = call_sheet(strips, production.cast, production.crew, wanted)
    except NoSuchDay as error:
        raise NothingToDo(f"Nothing was made: {error}.") from None
    book = workbooks.read(strips[0].source.workbook)
    if book.kind not in {"xlsx", "xlsm"}:
        raise NothingToDo(f"{book.name} is a .{book.kind} file: save it as .xlsx first.")
    before = book.sheet(sheet_name(told.number))
    title, typed = settings.name or name, typed_in(before) if before else Typed()
    made = as_sheet(told, title, typed, general)
    printed = None
    if pdf is not None:
        document = call_sheet_on_paper.on_paper(
            told, title, typed, pdf.at, general=general, paper=pdf.paper
        )
        printed = pdf_beside(pdf, book.name, made.name, document)
    lines = list(_worth_a_look(told))
    if printed and printed.line:
        lines.append(printed.line)
    verb = "Rebuilt" if before else "Built"
    return BuiltCallSheet(
        f"{verb} '{made.name}' for {wanted:%A} {wanted.day} {wanted:%B %Y}: "
        f"{_many(len(told.scenes), 'scene')}, {eighths_text(told.eighths)} pages, "
        f"{len(told.cast)} of the cast, {len(told.crew)} of the crew."
        f"{printed.sentence if printed else ''}",
        Batch(book.name, Changes(sheets=(made,)), book.digest),
        tuple(lines),
        Place(book.name, made.name, "A1"),
        printed,
    )


def _worth_a_look(told: CallSheet) -> Iterator[str]:
    if told.unlisted:
        ids = ", ".join(dict.fromkeys(told.unlisted))
        yield f"Cast {ids} stand in scenes of the day and in no cast list."
    unread = [one.scene for one in told.scenes if one.eighths is None]
    if unread:
        yield f"Scenes without a page count: {', '.join(unread)}."
    if not told.crew:
        yield "There is no crew list among the workbooks: the crew part is empty."


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
