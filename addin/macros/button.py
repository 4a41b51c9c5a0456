"""What a button is: what it is called, what it asks, and the job it does.

A button reads workbooks through ports and decides; what it wants written it returns. Writing, the
journal and every error message are ``press``'s.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from addin.domain.source import Place
from addin.jobs.apply import Batch
from addin.ports import Engine, Kept, Touched, Workbooks
from addin.settings.model import Settings

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

    ``name`` and ``folder`` are the production's; ``kept`` is None where nothing can be kept.
    ``progress`` is told how far long work is, from 0 to 1, and what it does.
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


@dataclass(frozen=True, slots=True)
class Done:
    """What a button found and wants done.

    ``sentence`` says it in one; ``detail`` may say more. ``batches`` are to be written, ``goto`` is
    the cell to show. ``decisions`` are numbers of decisions it has kept, for *Undo Last*;
    ``undone`` is the journal entry that it took back, ``touched`` what it wrote by itself.
    """

    sentence: str
    detail: str = ""
    batches: tuple[Batch, ...] = ()
    goto: Place | None = None
    decisions: tuple[int, ...] = ()
    touched: tuple[Touched, ...] = ()
    undone: int = 0


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
