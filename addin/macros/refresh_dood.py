"""Refresh DOOD: who works, is held, dropped and picked up on which day, from the stripboard."""

from __future__ import annotations

from addin.jobs.pdf_beside import PdfWanted
from addin.jobs.refresh_dood import refresh_dood
from addin.macros.button import Answers, Button, Desk, Done, Field, Kind
from addin.reports.paper import PaperSize
from addin.tables.cells import to_number


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading the stripboard")
    gap, paper = answers.get("drop_gap", ""), answers.get("pdf", "")
    days = to_number(gap) if gap else None
    plan = refresh_dood(
        desk.workbooks,
        desk.settings,
        desk.name,
        sheet=answers.get("sheet", ""),
        drop_gap=None if days is None else int(days),
        pdf=PdfWanted(PaperSize(paper), desk.documents, desk.at) if paper else None,
    )
    return Done(plan.sentence, "\n".join(plan.lines), batches=plan.batches, goto=plan.goto)


BUTTON = Button(
    "refresh_dood",
    "Refresh DOOD",
    "Bring the day-out-of-days up to date with the stripboard; travel, fittings and formulas stay.",
    "Schedule",
    _job,
    icon="CalendarInsert",
    asks=(
        Field("sheet", "Stripboard", optional=True, help="the sheet, if there are several"),
        Field(
            "drop_gap", "Drop after", optional=True, help="free days that make a drop and pick-up"
        ),
        Field(
            "pdf",
            "PDF",
            Kind.CHOICE,
            "on this paper, beside the workbook; without: none",
            tuple(PaperSize),
            optional=True,
        ),
    ),
)
