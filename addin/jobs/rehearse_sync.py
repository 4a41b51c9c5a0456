"""A sync as a story: a PO log is tied, both sides are edited, meet, quarrel, and are settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from addin.errors import NothingToDo
from addin.jobs.sync import (
    Outcome,
    SyncDesk,
    answer_all,
    outcome_told,
    questions,
    questions_told,
    sync_all,
    undo_last,
)
from addin.jobs.synced_workbook import SyncedWorkbook
from addin.jobs.tie import tied, tying
from addin.ports import Workbooks
from addin.ports.binding import Binding, Policy, Shown
from addin.ports.sheets import Pulled
from addin.ports.sheets_account import SheetsAccount
from addin.reports.sync import conflict_lines, sync_lines
from addin.sync.rows import WorkbookRows
from addin.sync.run import random_names
from addin.sync.sentences import said
from addin.sync.workbook_place import standing
from addin.tables.changes import Changes
from addin.tables.table import CellEdit, Value, address
from addin.tables.typed_cell import BLANK

_MOST_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story plays: a production, an account, and hands that type into the shared sheet.

    ``desk`` ties the table and gives what its syncs work with; ``type_in`` takes spreadsheet,
    sheet, cell and what is typed.
    """

    workbook: str
    sheet: str
    title: str
    account: SheetsAccount
    desk: Callable[[Binding], SyncDesk]
    type_in: Callable[[str, str, str, str], None]
    say: Callable[[str], None]


@dataclass(slots=True)
class Story:
    """One telling: the binding once it is tied, and everybody's hands."""

    stage: Stage
    binding: Binding
    desk: SyncDesk

    def tell(self, text: str) -> None:
        """A paragraph."""
        self.stage.say(f"\n{text}")

    def sync(self, *, dry_run: bool = False) -> Outcome:
        """One sync, told."""
        self.stage.say(f"  $ tieout sync {'--dry-run ' if dry_run else ''}...")
        (outcome,) = sync_all(self.desk, dry_run=dry_run)
        self.show(outcome)
        return outcome

    def show(self, outcome: Outcome) -> None:
        """What a sync said."""
        lines = sync_lines(outcome_told(outcome))
        for line in lines[:_MOST_LINES]:
            self.stage.say(f"  {line}")
        if len(lines) > _MOST_LINES:
            self.stage.say(f"  ... and {len(lines) - _MOST_LINES} lines more")

    def saves(self, row: int, column: str, value: Value) -> None:
        """Somebody changes a cell of the workbook and saves it."""
        book = self.desk.workbooks.read(self.binding.workbook)
        at = standing(book, self.binding).columns[column]
        edit = CellEdit(self.binding.sheet, row, at, value)
        self.desk.workbooks.write(book.name, Changes(cells=(edit,)), digest=book.digest)

    def read(self) -> WorkbookRows:
        """The workbook's table as it stands."""
        return SyncedWorkbook(self.desk.workbooks, random_names()).read(self.binding)

    def types(self, row: str, column: str, typed: str) -> None:
        """Somebody types into the shared sheet."""
        pulled = self.pulled()
        cell = address(pulled.rows[row].row, pulled.columns[column])
        self.stage.type_in(self.binding.spreadsheet_id, self.stage.sheet, cell, typed)

    def pulled(self) -> Pulled:
        """The shared sheet as it stands."""
        return self.desk.sheets(self.binding).pull()

    def both(self, row: str, column: str) -> str:
        """What both sides show of a cell."""
        there = self.pulled().rows[row].cells
        mine = said(self.read().rows[row].get(column, BLANK))
        return f"workbook {mine}, shared sheet {said(there.get(column, BLANK))}"


def rehearse(stage: Stage, workbooks: Workbooks) -> Binding:
    """Tell the story to its end; what was tied.

    Raises:
        NothingToDo: the table is not what the story needs: a list of orders with a key, an amount
            and a status.
    """
    story = _tied(stage, workbooks)
    key, amount, words = _cast(story)
    _guarded(story, key)
    rows = tuple(story.read().rows)
    story.tell("The first sync brings the whole log into the shared sheet.")
    story.sync()
    _apart(story, rows, amount, words)
    _quarrel(story, rows[2], amount)
    story.tell(f"Google was asked this often: {stage.account.spent()}")
    return story.binding


def _tied(stage: Stage, workbooks: Workbooks) -> Story:
    first = tying(workbooks, stage.workbook, stage.sheet)
    wanted = tying(workbooks, stage.workbook, stage.sheet, key=first.columns[0].name)
    found = stage.account.create(stage.title, stage.sheet)
    binding = stage.account.set_up(tied(wanted, found.id, found.sheets[0].sheet_id), 1)
    stage.say(
        f"'{stage.sheet}' of {stage.workbook} is tied to the new spreadsheet '{stage.title}': "
        f"{len(binding.columns)} columns, rows told apart by {binding.key}."
    )
    return Story(stage, binding, stage.desk(binding))


def _cast(story: Story) -> tuple[str, str, str]:
    """The columns that the story plays in: the key, an amount, a text."""
    columns = [one for one in story.binding.columns if one.name != story.binding.key]
    amounts = [one.name for one in columns if one.shown is Shown.MONEY and one.policy is Policy.ASK]
    texts = [one.name for one in columns if one.shown is Shown.ANYTHING]
    if not amounts or not texts:
        raise NothingToDo("There is no amount and no text to rehearse with. Nothing was synced.")
    return story.binding.key, amounts[0], texts[-1]


def _guarded(story: Story, key: str) -> None:
    """A number that is there twice stops the first sync, until somebody has changed it."""
    doubled = story.read().doubled
    if not doubled:
        return
    story.tell("A number stands in the log twice: a sync cannot tell such rows apart, and stops.")
    story.sync()
    for number, rows in doubled.items():
        for count, row in enumerate(rows[1:], 2):
            story.tell(
                f"Somebody gives the {key} in row {row} a number of its own: {number}-{count}."
            )
            story.saves(row, key, f"{number}-{count}")


def _apart(story: Story, rows: Sequence[str], amount: str, words: str) -> None:
    """Edits on both sides, of different cells: each goes to the other side."""
    one, other = rows[0], rows[1]
    story.tell(
        f"Now both sides work. In Excel somebody changes {words} of {one}; meanwhile, in the "
        f"shared sheet, somebody changes {amount} of {other}. What would a sync do?"
    )
    story.saves(story.read().at[one], words, "On hold")
    story.types(other, amount, "1250")
    story.sync(dry_run=True)
    story.tell("Nothing was written so far. That is what was meant, so:")
    story.sync()
    story.stage.say(f"  {one}, {words}: {story.both(one, words)}")
    story.stage.say(f"  {other}, {amount}: {story.both(other, amount)}")


def _quarrel(story: Story, row: str, amount: str) -> None:
    """The same cell on both sides: a question, an answer, and that taken back."""
    story.tell(f"Both sides now change {amount} of {row}: 3,500 in Excel, 3,900 in the sheet.")
    story.saves(story.read().at[row], amount, 3500)
    story.types(row, amount, "3900")
    story.sync()
    story.tell("Nothing is lost: the sheet's value shows, the other one waits for an answer.")
    (question,) = questions(story.desk)
    story.stage.say("  $ tieout sync conflicts ...")
    for line in conflict_lines(questions_told(story.desk)):
        story.stage.say(f"  {line}")
    story.tell("Excel was right: take the other value.")
    story.stage.say(f"  $ tieout sync conflicts ... --answer {question.kept.number} take")
    answer_all(story.desk, {question.kept.number: "take"})
    story.stage.say(f"  {row}, {amount}: {story.both(row, amount)}")
    story.tell("And if that was a mistake, the latest sync is taken back, on both sides:")
    story.stage.say("  $ tieout sync undo ...")
    story.show(undo_last(story.desk))
    story.stage.say(f"  {row}, {amount}: {story.both(row, amount)}")
