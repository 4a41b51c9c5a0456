"""The battery: every edit on one workbook, and every judge on what came of it.

Each edit is made alone (what lies untouched, what changed beside it, faults, a second run, undo),
then all of them together (the same, and what other programs read).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from addin.adapters.xlsx.patcher import drafted, patched, verify
from addin.errors import FileError
from addin.tables.changes import Changes
from tests.corpus.but_for import differences
from tests.corpus.held import Held, cells_of
from tests.corpus.opened import Cell, Listed, Opened, Unopened
from tests.corpus.readers import calamine_reads, openpyxl_reads
from tests.corpus.steps import BLANK, ROW_BELOW_SHEET, Step, steps_for, together
from tests.corpus.structure import faults
from tests.corpus.targets import targets_of
from tests.corpus.untouched import differing

KEPT = "kept"
LARGE = 20_000_000
"""Bytes of sheets: beyond, edits are judged together only, for the judges' trees take minutes."""


@dataclass(frozen=True)
class Verdict:
    """What became of one workbook.

    ``outcomes`` maps each edit to ``kept``, ``refused: why``, ``undo refused: why`` (what stood
    there before is refused) or ``WRONG: what``. ``result`` is the
    workbook with all accepted edits, ``step`` what was asked of it.
    """

    outcomes: Mapping[str, str]
    result: bytes = b""
    step: Step | None = None
    faults_before: Mapping[str, int] = field(default_factory=dict)

    @property
    def wrong(self) -> dict[str, str]:
        """The edits that went wrong."""
        return {name: what for name, what in self.outcomes.items() if what.startswith("WRONG")}


def judged(blob: bytes) -> Verdict:
    """The battery on one workbook."""
    try:
        before = Opened(blob)
        steps = list(steps_for(before, targets_of(before)))
        was_faulty = faults(before)
    except (Unopened, ValueError) as error:
        return Verdict({"all together": _unopened(blob, error)})
    judge = _Judge(before, was_faulty)
    is_large = sum(len(before.parts[sheet.part]) for sheet in before.worksheets) > LARGE
    outcomes = {
        step.name: judge.written(step)[1] or KEPT if is_large else judge.outcome(step)
        for step in steps
    }
    accepted = [
        step for step in steps if outcomes[step.name] == KEPT and step.name != ROW_BELOW_SHEET
    ]
    if not accepted:
        refusals = [what for what in outcomes.values() if what.startswith("refused")]
        return Verdict(
            outcomes | {"all together": refusals[-1] if refusals else "WRONG: nothing kept"}
        )
    whole = together(accepted)
    result, outcome = judge.written(whole)
    if result:
        found = [
            *judge.found(whole, result),
            *openpyxl_reads(before, result, whole),
            *calamine_reads(before, result, whole),
        ]
        outcome = f"WRONG: {'; '.join(found[:3])}" if found else KEPT
    return Verdict(outcomes | {whole.name: outcome}, result, whole, was_faulty)


def _unopened(blob: bytes, error: Exception) -> str:
    """A file that the judge cannot look into must be refused, or come out as it was."""
    try:
        patched(blob, Changes())
    except FileError as refusal:
        return f"refused: {kind_of_refusal(refusal)}"
    return f"not judged: {re.sub(r'[^a-z: ].*', '', str(error))}"


class _Judge:
    """The judges of one workbook."""

    def __init__(self, before: Opened, was_faulty: Mapping[str, int]) -> None:
        self.before, self.was_faulty = before, was_faulty

    def outcome(self, step: Step) -> str:
        """What became of one edit, made alone."""
        result, outcome = self.written(step)
        if not result:
            return outcome
        found = list(self.found(step, result))
        try:
            found += self.undone(step, result)
        except FileError as error:
            return f"undo refused: {kind_of_refusal(error)}"
        return f"WRONG: {'; '.join(found[:3])}" if found else KEPT

    def written(self, step: Step) -> tuple[bytes, str]:
        """The workbook with an edit, or why there is none."""
        try:
            draft = drafted(self.before.blob, step.changes)
            result = b"".join(draft.packed())
            verify(draft, result)
        except FileError as error:
            return b"", f"refused: {kind_of_refusal(error)}"
        if result == self.before.blob:
            return b"", "WRONG: nothing was written"
        return result, ""

    def found(self, step: Step, result: bytes) -> Iterator[str]:
        """Everything wrong with a result, but for what other programs say."""
        try:
            after = Opened(result)
            changed = {
                part
                for part, content in self.before.parts.items()
                if after.parts.get(part) != content
            }
            for part in sorted(differing(self.before.blob, result) - changed):
                yield f"{part} does not lie as it lay"
            yield from differences(self.before, after, step.asked)
            yield from self._unread(step, after)
            new = faults(after)
            new.subtract(self.was_faulty)
            yield from (f"new fault: {what}" for what, count in new.items() if count > 0)
        except Unopened as error:
            yield f"cannot be opened: {error}"
            return
        if not step.changes.rows and patched(result, step.changes) != result:
            yield "a second run changes something"

    def _unread(self, step: Step, after: Opened) -> Iterator[str]:
        sheets = {sheet.name: sheet for sheet in after.sheets}
        for name in {name for name, _ in step.expected}:
            if name not in sheets:
                yield f"the sheet {name} is not there"
                continue
            cells = cells_of(after, sheets[name])
            for (sheet, cell), meaning in step.expected.items():
                if sheet == name and _meaning(cells, cell) != meaning:
                    yield f"it reads {_meaning(cells, cell)} where {meaning} was asked for"

    def undone(self, step: Step, result: bytes) -> Iterator[str]:
        """What is not as it was once the edit is taken back: every value and formula.

        Raises:
            WriteRefused: what stood there is refused by name, as it would be on any other day.
        """
        if not step.undo:
            return
        back = Opened(patched(result, step.undo))
        for sheet, again in zip(self.before.worksheets, back.worksheets, strict=False):
            if self.before.parts[sheet.part] == back.parts.get(again.part):
                continue
            yield from self._not_restored(sheet, back, again)

    def _not_restored(self, sheet: Listed, back: Opened, again: Listed) -> Iterator[str]:
        was, now = cells_of(self.before, sheet), cells_of(back, again)
        for cell in sorted(was.keys() | now.keys()):
            if _meaning(was, cell) != _meaning(now, cell):
                yield f"undo leaves {_meaning(now, cell)} where {_meaning(was, cell)} was"
                return


def _meaning(cells: Mapping[Cell, Held], cell: Cell) -> tuple[object, ...]:
    held = cells.get(cell)
    return held.meaning if held else BLANK


def kind_of_refusal(error: FileError) -> str:
    """The reason without the names that are in it."""
    reason = re.sub(r"^row \d+ of", "a row of", error.reason or type(error).__name__)
    without_cell = re.sub(r"^.*![A-Z]+\d+ ", "a cell ", reason)
    short = re.sub(
        r" (of the table|the pivot table|in the table|below the table) .*", r" \1", without_cell
    )
    unplaced = re.sub(r" [A-Z]+\d+(:[A-Z]+\d+)?.*", "", short)
    return re.sub(r"part \S+", "part", re.sub(r"'.*?'", "…", unplaced))
