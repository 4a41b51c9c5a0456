"""Build Call Sheet: scenes, cast and crew of one day, from the board and the lists."""

from __future__ import annotations

import datetime as dt

from addin.errors import NothingToDo
from addin.jobs.build_call_sheet import build_call_sheet
from addin.jobs.pdf_beside import PdfWanted
from addin.macros.button import Answers, Button, Desk, Done, Field, Kind
from addin.reports.paper import PaperSize
from addin.tables.cells import to_date


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading board and lists")
    call, paper = answers.get("call", ""), answers.get("pdf", "")
    plan = build_call_sheet(
        desk.workbooks,
        desk.settings,
        desk.name,
        to_date(answers["date"]) if answers.get("date") else None,
        desk.at.date(),
        general=_time(call) if call else None,
        sheet=answers.get("sheet", ""),
        pdf=PdfWanted(PaperSize(paper), desk.documents, desk.at) if paper else None,
    )
    return Done(plan.sentence, "\n".join(plan.lines), batches=plan.batches, goto=plan.goto)


def _time(text: str) -> dt.time:
    digits = text.replace(".", ":")
    try:
        return dt.time.fromisoformat(
            digits if ":" in digits else f"{digits.zfill(4)[:2]}:{digits.zfill(4)[2:]}"
        )
    except ValueError:
        raise NothingToDo(f"'{text}' is no time: write it as 07:30. Nothing was made.") from None


BUTTON = Button(
    "build_call_sheet",
    "Build Call Sheet",
    "Make the call sheet of a day; what was typed into it before stays.",
    "Schedule",
    _job,
    icon="GroupNewContacts",
    asks=(
        Field("date", "Day", Kind.DATE, "without: the next day that is shot", optional=True),
        Field("call", "General call", help="as 07:30", optional=True),
        Field("sheet", "Stripboard", help="the sheet, if there are several", optional=True),
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
