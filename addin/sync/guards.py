"""What stops a sync before it writes anything, in sentences.

Some a person may confirm, having looked: many rows deleted is sometimes what was meant. Others
never: two rows with one number cannot be told apart, however sure somebody is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from addin.ports.binding import Binding
from addin.ports.sheets import Cells, Pulled, Rows
from addin.sync.cells import key_of, too_long_for_excel, too_long_for_sheets
from addin.sync.changes import alive, differing, synced
from addin.sync.columns import exchanged, strangers
from addin.sync.merge import Merged
from addin.sync.policy import Side, may_edit
from addin.sync.rows import WorkbookRows
from addin.sync.sentences import few, rows_said
from addin.tables.typed_cell import BLANK, TypedCell

FEW_ROWS: Final = 20
"""In a smaller table, that all rows changed is an ordinary day."""

FEW_DELETED: Final = 3
"""Fewer deleted rows are never too many, whatever share of a small table they are."""


@dataclass(frozen=True)
class Meeting:
    """Everything a guard looks at: both sides as read, what was agreed, and what would become.

    ``synced_before`` is whether the binding ever finished a run; ``digest`` is that of the workbook
    when the plan was shown to a person, empty if none was.
    """

    binding: Binding
    base: Rows | None
    workbook: WorkbookRows
    pulled: Pulled
    merged: Merged
    synced_before: bool = False
    digest: str = ""

    @cached_property
    def before(self) -> Rows:
        """The rows that were agreed on."""
        return alive(self.base or {}, self.binding)

    @cached_property
    def sides(self) -> Mapping[Side, Rows]:
        """The rows of both sides that hold something."""
        shared = {row: one.cells for row, one in self.pulled.rows.items()}
        return {
            "workbook": alive(self.workbook.rows, self.binding),
            "sheet": alive(shared, self.binding),
        }

    def called(self, side: Side, row: str) -> str:
        """How a row is named to people: its key, else where it stands."""
        if self.binding.key:
            return row
        shared = self.pulled.rows.get(row)
        at = self.workbook.at.get(row) if side == "workbook" else shared and shared.row
        return f"row {at}" if at else row


@dataclass(frozen=True, slots=True)
class Stop:
    """A reason not to write; ``may_be_confirmed``: a person who looked may go on all the same."""

    guard: str
    sentence: str
    may_be_confirmed: bool = False


def stops(meeting: Meeting) -> tuple[Stop, ...]:
    """Every reason not to write, those first that nobody can confirm."""
    found = [stop for guard in _GUARDS for stop in guard(meeting)]
    return tuple(sorted(found, key=lambda stop: stop.may_be_confirmed))


def stopped(meeting: Meeting, *, confirmed: bool = False) -> tuple[str, ...]:
    """The sentences of what stops this run; ``confirmed``: a person saw the plan and said go."""
    return tuple(
        stop.sentence for stop in stops(meeting) if not (confirmed and stop.may_be_confirmed)
    )


def _workbook_moved(meeting: Meeting) -> Iterator[Stop]:
    if meeting.digest and meeting.digest != meeting.workbook.digest:
        yield Stop(
            "workbook moved",
            "The workbook was saved again after this plan was made: look at a new one.",
        )


def _doubled(meeting: Meeting) -> Iterator[Stop]:
    what = meeting.binding.key or "The row id"
    for side, doubled in (
        ("workbook", meeting.workbook.doubled),
        ("sheet", meeting.pulled.doubled),
    ):
        if doubled:
            where = few(f"{key} in rows {rows_said(rows)}" for key, rows in doubled.items())
            yield Stop(
                "doubled",
                f"{what} must be in one row only; in the {side} it is not: {where}.",
            )


def _keyless(meeting: Meeting) -> Iterator[Stop]:
    key = meeting.binding.key
    if not key:
        return
    unnamed = {"workbook": meeting.workbook.unnamed, "sheet": meeting.pulled.unnamed}
    for side, rows in meeting.sides.items():
        at = meeting.workbook.at if side == "workbook" else _positions(meeting.pulled)
        wrong = [
            row for row, cells in rows.items() if row in unnamed[side] or not _has_key(cells, key)
        ]
        keyless = meeting.pulled.keyless if side == "sheet" else ()
        if wrong or keyless:
            where = rows_said({*keyless, *(at[row] for row in wrong if row in at)})
            yield Stop(
                "no key",
                f"Every row needs its {key}; in the {side}, rows {where} have none.",
            )


def _has_key(cells: Cells, key: str) -> bool:
    return bool(key_of(cells.get(key, BLANK)))


def _positions(pulled: Pulled) -> Mapping[str, int]:
    return {row: one.row for row, one in pulled.rows.items()}


def _headings(meeting: Meeting) -> Iterator[Stop]:
    binding = meeting.binding
    sides: tuple[tuple[Side, Iterable[str], Mapping[str, str]], ...] = (
        ("workbook", meeting.workbook.missing, meeting.workbook.headings),
        ("sheet", meeting.pulled.missing, meeting.pulled.headers),
    )
    for side, missing, headings in sides:
        lost = [name for name in missing if name in synced(binding)]
        if lost:
            yield Stop(
                "column gone",
                f"The {side} has no column {few(lost)} any more: put it back, or bind without it.",
            )
        if strangers(binding, headings):
            yield Stop(
                "other table",
                f"Not one heading of the {side} is as it was when it was bound: "
                "this seems to be another table.",
            )
            continue
        for name, other in exchanged(binding, headings):
            yield Stop(
                "headings exchanged",
                f"In the {side} the heading {other} stands above the column {name}: "
                "put the headings back above their columns.",
            )


def _emptied(meeting: Meeting) -> Iterator[Stop]:
    for side, rows in meeting.sides.items():
        if meeting.before and not rows:
            yield Stop(
                "emptied",
                f"The {side} is empty and had {len(meeting.before):,} rows when it was last "
                "synced. If that is meant, bind the table anew.",
            )


def _base_gone(meeting: Meeting) -> Iterator[Stop]:
    if meeting.base is None and meeting.synced_before:
        yield Stop(
            "base gone",
            "This table was synced before, but what both sides had then is no longer known: "
            "rows deleted since would come back, and every difference would be a conflict.",
            may_be_confirmed=True,
        )


def _strangers_meet(meeting: Meeting) -> Iterator[Stop]:
    here, there = meeting.sides["workbook"], meeting.sides["sheet"]
    if meeting.base is not None or not here or not there:
        return
    common = here.keys() & there.keys()
    differ = {one.row for one in meeting.merged.conflicts} & common
    if not common:
        yield Stop(
            "nothing in common",
            f"Both sides have rows ({len(here):,} and {len(there):,}) and none in common: each "
            "would be added to the other. Is it the right sheet?",
            may_be_confirmed=True,
        )
    elif len(common) >= FEW_ROWS and len(differ) > meeting.binding.limits.changed_share * len(
        common
    ):
        yield Stop(
            "nearly all differ",
            f"Of {len(common):,} rows that both sides have, {len(differ):,} differ. "
            "Is it the right sheet?",
            may_be_confirmed=True,
        )


def _mass_delete(meeting: Meeting) -> Iterator[Stop]:
    gone = [row for row in meeting.before if row not in meeting.merged.rows]
    limits = meeting.binding.limits
    too_many = len(gone) > limits.deleted_rows
    share = len(gone) > limits.deleted_share * len(meeting.before)
    if too_many or (len(gone) >= FEW_DELETED and share):
        names = few(meeting.called("workbook", row) for row in gone)
        yield Stop(
            "mass delete",
            f"{len(gone):,} of {len(meeting.before):,} rows would be deleted ({names}).",
            may_be_confirmed=True,
        )


def _all_changed(meeting: Meeting) -> Iterator[Stop]:
    before = meeting.before
    if len(before) < FEW_ROWS:
        return
    for side, rows in meeting.sides.items():
        names = [one.name for one in meeting.binding.columns if may_edit(one.policy, side)]
        changed = sum(
            bool(differing(cells, rows[row], names)) for row, cells in before.items() if row in rows
        )
        if changed > meeting.binding.limits.changed_share * len(before):
            yield Stop(
                "all changed",
                f"{changed:,} of {len(before):,} rows were changed in the {side} since the last "
                "sync: a column moved, or another file under this name?",
                may_be_confirmed=True,
            )


def _too_long(meeting: Meeting) -> Iterator[Stop]:
    tests: tuple[tuple[Side, str, Callable[[TypedCell], bool]], ...] = (
        ("workbook", "Excel", too_long_for_excel),
        ("sheet", "Google Sheets", too_long_for_sheets),
    )
    for side, program, too_long in tests:
        rows = meeting.sides[side]
        wrong = [
            f"{name} of {meeting.called('sheet', row)}"
            for row, cells in meeting.merged.rows.items()
            for name, cell in cells.items()
            if too_long(cell) and rows.get(row, {}).get(name, BLANK) != cell
        ]
        if wrong:
            yield Stop("too long", f"Too long for a cell of {program}: {few(wrong)}.")


_GUARDS: Final[tuple[Callable[[Meeting], Iterator[Stop]], ...]] = (
    _workbook_moved,
    _doubled,
    _keyless,
    _headings,
    _emptied,
    _too_long,
    _base_gone,
    _strangers_meet,
    _mass_delete,
    _all_changed,
)
