"""Undo Last: take back what the last press did: to the byte in files, decisions and waivers."""

from __future__ import annotations

from addin.errors import NothingToDo
from addin.jobs.apply import take_back
from addin.macros.button import Answers, Button, Desk, Done
from addin.ports import JournalEntry


def taken_back(desk: Desk, entry: JournalEntry) -> Done:
    """What one entry of the journal did, taken back.

    A waiver that was given anew since, or taken back elsewhere, is left as it is.

    Raises:
        FileError: a workbook was changed since; nothing was written.
    """
    if desk.kept is None:
        raise NothingToDo("There is nothing to take back.")
    touched = take_back(desk.workbooks, entry.touched, desk.documents)
    for number in reversed(entry.decisions):
        desk.kept.decisions.undo(desk.name, desk.at, number)
    held = [desk.kept.history.unwaive(desk.name, one, desk.who, desk.at) for one in entry.waivers]
    said = "Taken back" if all(held) else "It no longer held, and is as it was"
    return Done(f"{said}: {entry.sentence}", touched=touched, undone=entry.number)


def _job(desk: Desk, answers: Answers) -> Done:
    del answers
    entries = desk.kept.journal.entries(desk.name) if desk.kept else ()
    last = next((entry for entry in reversed(entries) if entry.can_be_undone), None)
    if last is None:
        raise NothingToDo("There is nothing to take back.")
    return taken_back(desk, last)


BUTTON = Button(
    "undo_last",
    "Undo Last",
    "Take back what the last button did.",
    "Workbook",
    _job,
    icon="Undo",
    shortcut="^+Z",
)
