"""Sync the tables of a production that are tied to shared sheets; settle conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from addin.errors import AddinError, NothingToDo
from addin.jobs.synced_workbook import SyncedWorkbook
from addin.ports import Workbooks
from addin.ports.binding import Binding
from addin.ports.conflicts import Conflict
from addin.ports.sheets import SharedSheet
from addin.ports.sheets_account import Spent
from addin.ports.sync_store import KeptConflict, KeptRun, SyncStore
from addin.settings.model import FILE_NAME, Settings
from addin.sync.apply import settle, synchronise, undo
from addin.sync.policy import Side
from addin.sync.run import Hook, Means, Synced, nowhere, random_names
from addin.sync.tidy import DAYS, Tidied, tidy
from addin.sync.told import ConflictTold, SyncTold, failure_told, log_told, sync_told

Choice = Literal["keep", "take"]
CHOICES: Final[tuple[Choice, ...]] = ("keep", "take")
"""Keep what shows on both sides, or take the other value instead."""


@dataclass(frozen=True, slots=True)
class SyncDesk:
    """What syncs work with: both kinds of table, the memory of each, who asked and when."""

    workbooks: Workbooks
    settings: Settings
    sheets: Callable[[Binding], SharedSheet]
    stores: Callable[[Binding], SyncStore]
    at: dt.datetime
    who: str
    hook: Hook = nowhere
    functions: Mapping[str, Callable[..., object]] | None = None
    spent: Callable[[], Spent | None] = lambda: None

    def means(self, binding: Binding) -> Means:
        """What one run works with."""
        side = SyncedWorkbook(self.workbooks, random_names(), self.functions)
        return Means(
            sheet=self.sheets(binding),
            store=self.stores(binding),
            side=side,
            binding=binding,
            at=self.at,
            who=self.who,
            hook=self.hook,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the sync of one table went; ``trouble`` says what stood in the way."""

    binding: Binding
    synced: Synced | None = None
    trouble: AddinError | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A conflict that a person has to settle, and the table it belongs to."""

    binding: Binding
    kept: KeptConflict

    @property
    def shows(self) -> Side:
        """The side whose value shows on both until it is settled."""
        conflict = self.kept.conflict
        if not conflict.column:
            return "sheet" if conflict.kind.name == "DELETED_IN_WORKBOOK" else "workbook"
        return "sheet" if conflict.kept == conflict.sheet else "workbook"

    @property
    def other(self) -> Side:
        """The side whose value stands in the log alone."""
        return "workbook" if self.shows == "sheet" else "sheet"


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one answer; ``refused`` says why the question stays open."""

    question: Question
    choice: Choice
    refused: str = ""


def tied(settings: Settings, only: str = "") -> tuple[Binding, ...]:
    """The tables that are tied to shared sheets, or the one of that name.

    Raises:
        NothingToDo: there is none.
    """
    if not settings.syncs:
        raise NothingToDo(
            f"No table of this production is tied to a shared sheet: there is no [[sync]] in "
            f"{FILE_NAME}. Nothing was synced. Run tieout sheets link."
        )
    found = tuple(one for one in settings.syncs if only in {"", one.name})
    if not found:
        named = ", ".join(f"'{one.name}'" for one in settings.syncs)
        raise NothingToDo(f"There is no sync called '{only}'; there are {named}.")
    return found


def sync_all(
    desk: SyncDesk, *, only: str = "", dry_run: bool = False, confirmed: bool = False
) -> Iterator[Outcome]:
    """Sync each table in turn; one that cannot be synced never stops the next.

    Raises:
        NothingToDo: no table is tied.
    """
    for binding in tied(desk.settings, only):
        try:
            done = synchronise(desk.means(binding), dry_run=dry_run, confirmed=confirmed)
        except AddinError as error:
            yield Outcome(binding, trouble=error)
        else:
            yield Outcome(binding, done)


@dataclass(frozen=True, slots=True)
class TidyOutcome:
    """How the tidying of one table went; ``trouble`` says what stood in the way."""

    binding: Binding
    tidied: Tidied | None = None
    trouble: AddinError | None = None


def tidy_all(
    desk: SyncDesk, *, only: str = "", days: int = DAYS, dry_run: bool = False
) -> Iterator[TidyOutcome]:
    """Remove the rows that syncs blanked ``days`` ago, from each sheet in turn.

    Raises:
        NothingToDo: no table is tied.
    """
    for binding in tied(desk.settings, only):
        try:
            done = tidy(desk.means(binding), days=days, dry_run=dry_run)
        except AddinError as error:
            yield TidyOutcome(binding, trouble=error)
        else:
            yield TidyOutcome(binding, done)


def undo_last(desk: SyncDesk, *, only: str = "", run: int = 0) -> Outcome:
    """Take back the latest sync that changed something, or the one of that number.

    Raises:
        NothingToDo: there is none.
        Others as ``sync.apply.undo``.
    """
    for binding in tied(desk.settings, only):
        store = desk.stores(binding)
        runs = store.runs(binding.name)
        gone = {one.undoes for one in runs}
        wanted = [
            one.number
            for one in runs
            if (one.number == run if run else not one.undoes and one.number not in gone)
            and store.changes(binding.name, one.number)
        ]
        if wanted:
            return Outcome(binding, undo(desk.means(binding), wanted[-1]))
    which = f"sync {run}" if run else "sync"
    raise NothingToDo(f"There is no {which} to take back. Nothing was written.")


def questions(desk: SyncDesk, *, only: str = "") -> tuple[Question, ...]:
    """The conflicts that nobody has settled yet, by table, oldest first."""
    return tuple(
        Question(binding, one)
        for binding in tied(desk.settings, only)
        for one in desk.stores(binding).conflicts(binding.name)
        if not one.conflict.settled
    )


def questions_told(desk: SyncDesk, *, only: str = "") -> tuple[ConflictTold, ...]:
    """The same, each row called as people know it."""
    found: list[ConflictTold] = []
    for binding in tied(desk.settings, only):
        store = desk.stores(binding)
        kept = [one for one in store.conflicts(binding.name) if not one.conflict.settled]
        if kept:
            found += log_told(kept, binding, store.state(binding.name).base or {})
    return tuple(found)


def outcome_told(outcome: Outcome) -> SyncTold:
    """An outcome, for reports."""
    if outcome.trouble is not None:
        return failure_told(outcome.trouble, outcome.binding)
    assert outcome.synced is not None  # noqa: S101 - one of both is there
    return sync_told(outcome.synced, outcome.binding)


def sync_told_of(desk: SyncDesk, binding: Binding) -> SyncTold:
    """One sync, for reports; nobody is there to confirm anything."""
    (outcome,) = sync_all(desk, only=binding.name)
    return outcome_told(outcome)


def history(desk: SyncDesk, *, only: str = "") -> tuple[tuple[Binding, KeptRun], ...]:
    """Every run that finished, oldest first."""
    found = [
        (binding, run)
        for binding in tied(desk.settings, only)
        for run in desk.stores(binding).runs(binding.name)
    ]
    return tuple(sorted(found, key=lambda one: (one[1].at, one[1].number)))


def answer_all(desk: SyncDesk, answers: Mapping[int, Choice]) -> tuple[Answered, ...]:
    """Settle conflicts by their numbers: keep what shows, or take the other value on both sides.

    What is taken goes to both sides in a sync of its own, which can be taken back.

    Raises:
        NothingToDo: no open conflict has one of the numbers; nothing was settled.
        SheetsError, FileError, SyncStopped: it could not be synced now; those questions stay open.
    """
    asked = {one.kept.number: one for one in questions(desk)}
    unknown = [str(number) for number in answers if number not in asked]
    if unknown:
        raise NothingToDo(
            f"No open conflict has the number {', '.join(unknown)}. Nothing was settled. "
            "tieout sync conflicts lists them."
        )
    done: list[Answered] = []
    for binding in dict.fromkeys(one.binding.name for one in asked.values()):
        mine = [(asked[n], c) for n, c in answers.items() if asked[n].binding.name == binding]
        done += _answered(desk, [(q, c) for q, c in mine if c == "take"])
        for question, choice in mine:
            if choice == "keep":
                _close(desk, question, f"kept by {desk.who}")
                done.append(Answered(question, choice))
    return tuple(sorted(done, key=lambda one: one.question.kept.number))


def _answered(desk: SyncDesk, wanted: Sequence[tuple[Question, Choice]]) -> Iterator[Answered]:
    """Take the other value for the questions of one table."""
    if not wanted:
        return
    asked = [question for question, _ in wanted]
    means = desk.means(asked[0].binding)
    _, refused = settle(means, [(one.kept.conflict, one.other) for one in asked])
    for question, reason in zip(asked, refused, strict=True):
        if not reason:
            _close(desk, question, f"the {question.other}'s value taken by {desk.who}")
        yield Answered(question, "take", reason)


def _close(desk: SyncDesk, question: Question, answer: str) -> None:
    store = desk.stores(question.binding)
    store.answer(question.binding.name, question.kept.number, answer, desk.at)


def where(conflict: Conflict) -> str:
    """Row and column of a conflict, as a person would say it."""
    return f"{conflict.row}, {conflict.column}" if conflict.column else f"row {conflict.row}"
