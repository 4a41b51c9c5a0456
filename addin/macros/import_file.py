"""Import File: a statement, a ledger, a schedule or a plan of another program."""

from __future__ import annotations

from typing import Final

from addin import wiring
from addin.errors import NothingToDo
from addin.importers.catalogue import IMPORTERS
from addin.jobs.apply import Saving
from addin.jobs.import_file import Choice, Importing, import_file
from addin.jobs.load import Loaded
from addin.macros.button import CONFIRM, Answers, Button, Desk, Done, Field, Kind, plan_first
from addin.reports.schedule_feed import feed
from addin.reports.schedule_page import page

_ORDERS: Final = {"": None, "day first": True, "month first": False}


def planned(desk: Desk, answers: Answers, loaded: Loaded | None = None) -> Importing:
    """What the import would do; nothing is written.

    ``loaded`` is the production where it was read already.

    Raises:
        AddinError: the file cannot be read, or something has to be said first.
    """
    desk.progress(0.0, "Reading the file")
    if desk.incoming is None:
        raise NothingToDo(
            "No file of this computer can be read from here. Nothing was written. Import it on the "
            "computer that has the production's folder."
        )
    file = desk.incoming(answers["file"])
    desk.progress(0.2, "Reading the workbooks")
    return import_file(
        desk.workbooks,
        desk.settings,
        desk.name,
        file,
        Choice(
            answers.get("kind", ""),
            answers.get("sheet", ""),
            answers.get("into", ""),
            desk.selection.workbook,
            _ORDERS[answers.get("dates", "")],
            answers.get("unproved") == "yes",
            answers.get("board", ""),
            answers.get("call_sheets") == "yes",
        ),
        wiring.new_workbook,
        loaded,
    )


def done(plan: Importing, desk: Desk, answers: Answers) -> Done:
    """What is to be written, or, until somebody confirms, what would be."""
    beside = _page_and_calendar(plan, desk) if answers.get("page") == "yes" else ()
    sentence = plan.sentence
    if beside:
        sentence += f" With it {' and '.join(one.name for one in beside)}."
    told = Done(sentence, "\n".join(plan.lines), batches=(*plan.batches, *beside), goto=plan.goto)
    return plan_first(answers, told, sentence) if told.batches else told


def _job(desk: Desk, answers: Answers) -> Done:
    return done(planned(desk, answers), desk, answers)


def _page_and_calendar(plan: Importing, desk: Desk) -> tuple[Saving, ...]:
    """The schedule as a page and as a calendar beside its workbook, in place of those before."""
    if plan.schedule is None or plan.board is None:
        raise NothingToDo("Only a schedule becomes a page. Nothing was written.")
    if desk.documents is None:
        raise NothingToDo("No page can be kept beside these workbooks. Nothing was written.")
    names = [one.name if isinstance(one, Saving) else one.workbook for one in plan.batches]
    stem = (names[0] if names else "Schedule.xlsx").rpartition(".")[0]
    made = {
        f"{stem}.html": page(plan.schedule, plan.board, desk.at).encode(),
        f"{stem}.ics": feed(plan.schedule, plan.board, desk.at),
    }
    found: list[Saving] = []
    for name, content in made.items():
        before = desk.documents.read(name)
        found.append(Saving(name, content, before.digest if before else ""))
    return tuple(found)


BUTTON = Button(
    "import_file",
    "Import File",
    "Bring a bank, card or ledger export, a schedule or a plan into the workbooks; nothing twice.",
    "Workbook",
    _job,
    icon="ImportTextFile",
    asks=(
        Field("file", "File", Kind.FILE, help="from the production's folder, or its whole path"),
        Field(
            "kind",
            "Kind",
            Kind.CHOICE,
            help="if it may be of several",
            choices=tuple(one.name for one in IMPORTERS),
            optional=True,
        ),
        Field("sheet", "Read sheet", optional=True, help="of a workbook with several"),
        Field("into", "Into", optional=True, help="the sheet, if there are several lists"),
        Field(
            "dates",
            "Dates",
            Kind.CHOICE,
            help="how 3/4/2026 is written, if the file does not show it",
            choices=("day first", "month first"),
            optional=True,
        ),
        Field("board", "Board", optional=True, help="of a schedule with several"),
        Field("call_sheets", "Call sheets", Kind.YES_NO, "one for each shoot day", optional=True),
        Field("page", "Page and calendar", Kind.YES_NO, "of a schedule", optional=True),
        Field(
            "unproved", "Take it as it is", Kind.YES_NO, "although it does not tie", optional=True
        ),
        CONFIRM,
    ),
)
