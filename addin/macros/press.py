"""Press a button: its job, one batch of writing, an entry in the journal, one sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from addin.domain.source import Place
from addin.errors import AddinError
from addin.jobs.apply import apply_all, take_back
from addin.macros.button import Answers, Button, Desk, Done, Field, Kind
from addin.ports import Touched
from addin.reports.check import CheckReport
from addin.reports.reconciliation import ReconciliationReport
from addin.tables.cells import to_date, to_number

_LOG: Final = logging.getLogger("tieout")


@dataclass(frozen=True, slots=True)
class Pressed:
    """How a press went; ``entry`` is its number in the journal, 0 where none is kept.

    ``is_plan``: nothing was done, ``sentence`` says what would be if it is confirmed. ``report``:
    see ``Done``. ``error`` names the class of what stood in the way.
    """

    ok: bool
    sentence: str
    detail: str = ""
    goto: Place | None = None
    touched: tuple[Touched, ...] = ()
    entry: int = 0
    is_plan: bool = False
    report: CheckReport | ReconciliationReport | None = None
    error: str = ""


def press(button: Button, desk: Desk, answers: Answers | None = None) -> Pressed:
    """Do what a button does; whatever goes wrong ends in a sentence, never in an exception.

    A job that fails has written nothing; a write that is refused leaves every workbook as it was.
    """
    given = {name: text.strip() for name, text in (answers or {}).items()}
    problems = tuple(_problems(button.asks, given))
    if problems:
        return Pressed(
            ok=False, sentence=f"{button.label}: {'; '.join(problems)}. Nothing was done."
        )
    try:
        done = button.job(desk, given)
        touched = (*done.touched, *apply_all(desk.workbooks, done.batches, desk.documents))
        entry = _entered_or_taken_back(button, desk, done, touched)
    except AddinError as error:
        return Pressed(ok=False, sentence=str(error), error=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - a bug of ours must not close somebody's Excel
        _LOG.exception("%s failed", button.name)
        what = f"{type(error).__name__}: {error}"
        return Pressed(
            ok=False,
            sentence=f"{button.label} failed inside Tieout ({what}). Every workbook is as it was.",
            error=type(error).__name__,
        )
    return Pressed(
        True, done.sentence, done.detail, done.goto, touched, entry, done.is_plan, done.report
    )


def _entered_or_taken_back(
    button: Button, desk: Desk, done: Done, touched: tuple[Touched, ...]
) -> int:
    """The number of the entry; what no entry can tell of could not be undone, so it is undone."""
    try:
        return _entered(button, desk, done, touched)
    except BaseException:
        take_back(desk.workbooks, touched, desk.documents)
        raise


def _entered(button: Button, desk: Desk, done: Done, touched: tuple[Touched, ...]) -> int:
    if desk.kept is None or done.is_plan:
        return 0
    if done.undone:
        desk.kept.journal.undone(desk.name, done.undone, desk.at)
    entry = desk.kept.journal.enter(
        desk.name,
        desk.at,
        who=desk.who,
        button=button.name,
        sentence=done.sentence,
        # what an undo wrote is not there to be undone: the entry it took back says it
        touched=() if done.undone else touched,
        decisions=done.decisions,
        waivers=done.waivers,
    )
    return entry.number


def _problems(fields: Iterable[Field], given: Answers) -> Iterable[str]:
    names = {field.name for field in fields}
    yield from (f"there is no field '{name}'" for name in given if name not in names)
    for field in fields:
        text = given.get(field.name, "")
        if not text:
            if not field.optional:
                yield f"{field.label} is missing"
        elif field.kind is Kind.CHOICE and text not in field.choices:
            yield f"{field.label} is one of {', '.join(field.choices)}"
        elif field.kind is Kind.AMOUNT and to_number(text) is None:
            yield f"{field.label}: '{text}' is no amount"
        elif field.kind is Kind.DATE and to_date(text) is None:
            yield f"{field.label}: '{text}' is no date; write it as 2026-03-14"
        elif field.kind is Kind.YES_NO and text not in {"yes", "no"}:
            yield f"{field.label} is yes or no"
