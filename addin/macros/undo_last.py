"""Undo Last: take back what the last press did: to the byte in files, and decisions."""

from __future__ import annotations

from addin.errors import NothingToDo
from addin.jobs.apply import take_back
from addin.macros.button import Answers, Button, Desk, Done


def _job(desk: Desk, answers: Answers) -> Done:
    del answers
    entries = desk.kept.journal.entries(desk.name) if desk.kept else ()
    last = next((entry for entry in reversed(entries) if entry.can_be_undone), None)
    if last is None or desk.kept is None:
        raise NothingToDo("There is nothing to take back.")
    touched = take_back(desk.workbooks, last.touched, desk.documents)
    for number in reversed(last.decisions):
        desk.kept.decisions.undo(desk.name, desk.at, number)
    return Done(f"Taken back: {last.sentence}", touched=touched, undone=last.number)


BUTTON = Button(
    "undo_last",
    "Undo Last",
    "Take back what the last button did.",
    "Workbook",
    _job,
    icon="Undo",
    shortcut="^+Z",
)
