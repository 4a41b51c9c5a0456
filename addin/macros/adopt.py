"""Adopt This Workbook: keep what its tables were taken for, so that no run guesses again."""

from __future__ import annotations

from addin.jobs.adopt import adopting, propose
from addin.macros.button import CONFIRM, Answers, Button, Desk, Done, plan_first
from addin.reports.check import plural
from addin.settings.model import FILE_NAME
from addin.tables.table import SURE, Table


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading the workbooks")
    proposal = propose(desk.workbooks, desk.settings, desk.name)
    workbook = desk.selection.workbook
    kept, saving = adopting(desk.documents, desk.settings, proposal, workbook)
    where = workbook or plural(len({table.book for table in kept.new}), "workbook")
    what = f"{plural(len(kept.new), 'table')} of {where} in {FILE_NAME}"
    unsure = sum(table.confidence < SURE for table in kept.new)
    look = f"; look at {plural(unsure, 'table')} that {'is' if unsure == 1 else 'are'} not sure"
    done = Done(f"Kept {what}.", "\n".join(map(_told, kept.new)), (saving,))
    return plan_first(answers, done, f"Would keep {what}{look if unsure else ''}")


def _told(table: Table) -> str:
    role = str(table.role).replace("_", " ")
    columns = ", ".join(field.replace("_", " ") for field in table.fields)
    return f"{table.name}: {role}, {table.confidence:.0%} sure ({columns})"


BUTTON = Button(
    "adopt",
    "Adopt This Workbook",
    "Confirm what each table is and keep it, so that no run guesses again.",
    "Workbook",
    _job,
    icon="FileSaveAsExcelXlsx",
    asks=(CONFIRM,),
)
