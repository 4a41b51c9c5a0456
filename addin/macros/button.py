"""What a button is: what it is called, what it asks, and the job it does.

A button reads workbooks through ports and decides; what it wants written it returns. Writing, the
journal and every error message are ``press``'s.

*Plan first.* A button that does something large asks ``CONFIRM`` too, and returns what it would do
through ``plan_first``. Without the answer ``yes`` nothing is written and no entry is made: the
sentence says what would be done, and ends in "; confirm to do it." A host may show that, with a
button beside it that presses again with ``confirm`` answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from addin.domain.source import Place
from addin.errors import AddinError
from addin.jobs.apply import Batch, Saving
from addin.jobs.import_reading import Incoming
from addin.ports import Documents, Engine, Kept, Touched, Waiver, Workbooks
from addin.ports.binding import Binding
from addin.ports.sheets import SharedSheet
from addin.reports.check import CheckReport
from addin.reports.reconciliation import ReconciliationReport
from addin.settings.model import Settings


class Cancelled(AddinError):
    """Somebody stopped a button while it was still reading."""

    def __str__(self) -> str:
        return "Stopped. Nothing was written."


Answers = Mapping[str, str]
"""What a person typed into the fields of a button, by the fields' names; empty: nothing."""


class Kind(StrEnum):
    """How a host lets a person answer."""

    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes or no"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a button asks before it runs."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """Where the person stands: the workbook by its name in the production, a sheet, a cell."""

    workbook: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> Place:
        """The selected cell."""
        return Place(self.workbook, self.sheet, self.cell)


def _silent(done: float, said: str) -> None:
    del done, said


@dataclass(frozen=True, slots=True)
class Desk:
    """What a button works on and with.

    ``name`` and ``folder`` are the production's; ``kept`` is None where nothing can be kept, and
    ``documents`` where no file can be put beside the workbooks.
    ``sheets`` gives the shared sheet of a sync; None where Google cannot be reached from.
    ``incoming`` reads a file to import by its path, from the production's folder or absolute; None
    where no file of this computer may be read.
    ``progress`` is told how far long work is, from 0 to 1, and what it does; it may raise
    ``Cancelled``, so a job tells it nothing after its first writing.
    """

    workbooks: Workbooks
    settings: Settings
    name: str
    folder: str
    at: dt.datetime
    who: str
    selection: Selection = Selection()
    kept: Kept | None = None
    engine: Engine | None = None
    progress: Callable[[float, str], None] = _silent
    documents: Documents | None = None
    sheets: Callable[[Binding], SharedSheet] | None = None
    incoming: Callable[[str], Incoming] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a button found and wants done.

    ``sentence`` says it in one; ``detail`` may say more. ``batches`` are to be written, ``goto`` is
    the cell to show. ``decisions`` are numbers of decisions it has kept, for *Undo Last*;
    ``undone`` is the journal entry that it took back, ``touched`` what it wrote by itself.
    ``is_plan``: nothing is done until somebody confirms. ``report`` has what was found line by
    line, for hosts that list it beside the sheet. ``waivers`` are those it has kept.
    """

    sentence: str
    detail: str = ""
    batches: tuple[Batch | Saving, ...] = ()
    goto: Place | None = None
    decisions: tuple[int, ...] = ()
    touched: tuple[Touched, ...] = ()
    undone: int = 0
    is_plan: bool = False
    report: CheckReport | ReconciliationReport | None = None
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """One button; ``icon`` is a name that Office knows (imageMso), ``shortcut`` is Excel's."""

    name: str
    label: str
    tip: str
    group: str
    job: Callable[[Desk, Answers], Done]
    icon: str
    asks: tuple[Field, ...] = field(default=())
    shortcut: str = ""


CONFIRM: Final = Field(
    "confirm", "Do it", Kind.YES_NO, "without: only say what would be done", optional=True
)
"""Asked by every button that shows its plan first."""


def plan_first(answers: Answers, done: Done, would: str) -> Done:
    """What is to be done if it was confirmed, else ``would``, which says it and writes nothing."""
    if answers.get("confirm") == "yes":
        return done
    return replace(
        done,
        sentence=f"{would.removesuffix('.')}; confirm to do it.",
        batches=(),
        decisions=(),
        is_plan=True,
    )
