"""The laws of a sync, each a function that takes two sides as they met and fails if it is broken.

They are apart from their tests so that the same laws can be held against code with a planted bug.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from hypothesis import strategies as st

from addin.ports.binding import Binding, BoundColumn, Policy
from addin.ports.conflicts import ConflictKind
from addin.ports.sheets import Rows
from addin.sync.changes import alive, mirrored, synced
from addin.sync.formulas import stays_here
from addin.sync.merge import held_cells, merge
from addin.sync.plan import owed, plan
from addin.sync.policy import Side, may_edit, only_side
from addin.sync.requests import chunks_of
from addin.sync.sentences import said
from addin.sync.undo import inverse
from addin.tables.typed_cell import BLANK, TypedCell, error, formula, number, text, truth
from tests.sync.shared_sheet import SharedModel, cells_of, workbook_of

NAMES = ("a", "b", "c")
STUCK = formula("XLOOKUP([@a],Codes!A:A,Codes!B:B)")
CONTENTS = [
    text("1"), number(1), truth(True), text("=1"), formula("1"), number(2), text("two"),
    formula("[@a]*2"), STUCK, error("#N/A"),
]  # fmt: skip
VALUES = [cell for cell in CONTENTS if cell.kind != "formula"]
DONE = ("nothing", "nothing", "edited", "edited", "deleted")
"""What somebody did to a row that was agreed on."""

TWO_WAY = (Policy.ASK, Policy.WORKBOOK, Policy.SHEET, Policy.NEWER)
Table = dict[str, dict[str, TypedCell]]
SIDES: Final[tuple[Side, Side]] = ("workbook", "sheet")


@dataclass(frozen=True, repr=False)
class World:
    """Two sides that were changed apart from one another, and what they last agreed on."""

    binding: Binding
    base: Rows | None
    workbook: Rows
    sheet: Rows
    newer: bool | None
    blanked: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    since: tuple[tuple[str, str, TypedCell], ...] = ()

    def __repr__(self) -> str:
        """A picture to read a failure from: policies, then each side's rows."""
        policies = " ".join(f"{one.name}:{one.policy}" for one in self.binding.columns)
        lines = [f"{policies}{' strict' if self.binding.strict else ''} newer={self.newer}"]
        for name in ("base", "workbook", "sheet"):
            rows = getattr(self, name)
            drawn = [
                row + "(" + ", ".join(f"{n}={said(c)}" for n, c in held.items()) + ")"
                for row, held in (rows or {}).items()
            ]
            lines.append(f"{name:8} {'none' if rows is None else ' '.join(drawn)}")
        lines.append(f"blanked={self.blanked} unnamed={self.unnamed} since={self.since}")
        return "\n".join(lines)

    @property
    def before(self):
        """What was agreed on."""
        return alive(self.base or {}, self.binding)

    @property
    def here(self):
        """The workbook's rows."""
        return alive(self.workbook, self.binding)

    @property
    def there(self):
        """The sheet's rows."""
        return alive(self.sheet, self.binding)

    @property
    def merged(self):
        """What the merge makes of them."""
        return merge(
            self.base, self.workbook, self.sheet, self.binding, workbook_is_newer=self.newer
        )


class Run:
    """One sync of a world with a model of both sides: what was planned, and what came of it."""

    def __init__(self, world: World) -> None:
        self.model = SharedModel.of(world.sheet, world.blanked, world.unnamed)
        ids = {f"new{at}": row for at, row in enumerate(world.sheet, 2) if row in world.unnamed}
        self.pulled = self.model.pull()
        self.sheet = {row: dict(cells) for row, cells in cells_of(self.pulled.rows).items()}
        self.world = replace(
            world,
            sheet=self.sheet,
            base=None if world.base is None else {
                row: cells for row, cells in world.base.items() if row not in ids.values()
            },
            workbook={r: cells for r, cells in world.workbook.items() if r not in ids.values()},
        )  # fmt: skip
        self.merged = self.world.merged
        self.plan = plan(
            self.merged, workbook_of(self.world.workbook), self.pulled, world.binding,
            base=self.world.base,
        )  # fmt: skip
        for chunk in self.plan.chunks:
            self.model.push(chunk)
        self.workbook_after = self.plan.workbook_rows
        self.sheet_after = cells_of(self.model.pull().rows)


@st.composite
def worlds(draw, policies=tuple(Policy), newer=(None, True, False)):
    """Two sides, each a number of edits away from what was agreed."""
    kinds = draw(st.tuples(*(st.sampled_from(policies) for _ in NAMES)))
    columns = tuple(BoundColumn(n, n, policy) for n, policy in zip(NAMES, kinds, strict=True))
    binding = Binding("b", "Budget.xlsx", "PO Log", "s", 0, columns, strict=draw(st.booleans()))
    computed = {one.name for one in columns if one.policy is Policy.MIRROR}
    agreed: Table = {}
    sides: tuple[Table, Table] = {}, {}
    for row in draw(st.sampled_from(("p", "pt", "pqt", "pqrtu"))):
        old = {} if row in "tu" else draw(cells(computed))
        if old:
            agreed[row] = old
        for side in sides:
            done = draw(st.sampled_from(DONE if old else ("deleted", "edited", "edited")))
            if done != "deleted":
                side[row] = {**old, **(draw(cells(computed)) if done == "edited" else {})}
    if draw(st.booleans()):
        sides = sides[0], dict(reversed(sides[1].items()))
    gone = sorted(set("pqrstu") - set(sides[1]))
    blanked = draw(st.lists(st.sampled_from(gone), unique=True)) if gone else []
    unnamed = [row for row in sides[1] if row in "tu"] if draw(st.booleans()) else []
    since = st.tuples(st.sampled_from("pqrstu"), st.sampled_from(NAMES), st.sampled_from(VALUES))
    return World(
        binding, draw(st.sampled_from((agreed, agreed, agreed, None))), sides[0], sides[1],
        draw(st.sampled_from(newer)), tuple(blanked), tuple(unnamed),
        tuple(draw(st.lists(since, max_size=2))),
    )  # fmt: skip


def cells(computed=frozenset()):
    """One to three cells of a row; a computed column only ever holds values."""
    contents = {
        name: st.sampled_from([*(VALUES if name in computed else CONTENTS), BLANK])
        for name in NAMES
    }
    names = st.sampled_from(("a", "b", "c", "ab", "bc", "abc"))
    return names.flatmap(lambda some: st.fixed_dictionaries({n: contents[n] for n in some}))


def _filled(rows) -> Table:
    found = {row: {n: c for n, c in held.items() if c} for row, held in rows.items()}
    return {row: held for row, held in found.items() if held}


def _cell(rows: Rows, row: str, name: str) -> TypedCell:
    return rows.get(row, {}).get(name, BLANK)


def _own(rows, binding) -> Table:
    """Rows of a workbook without what it computes itself."""
    mirrored = {one.name for one in binding.columns if one.policy is Policy.MIRROR}
    return _filled(
        {row: {n: c for n, c in held.items() if n not in mirrored} for row, held in rows.items()}
    )


def _only(rows, binding) -> Table:
    """Rows without the columns that are not synced."""
    names = synced(binding)
    return _filled({row: {n: c for n, c in r.items() if n in names} for row, r in rows.items()})


def _stuck(cell: TypedCell, world: World) -> bool:
    return bool(stays_here(cell, synced(world.binding)))


def both_sides_become_the_merged_table(world):
    """Convergence: but for formulas that cannot cross, both sides hold the merged table."""
    run = Run(world)
    binding = run.world.binding
    computed = {one.name for one in binding.columns if one.policy is Policy.MIRROR}
    kept = {side: held_cells(run.merged, side) for side in SIDES}
    for side, after in zip(SIDES, (run.workbook_after, run.sheet_after), strict=True):
        for row in {*after, *run.merged.rows}:
            for name in synced(binding):
                if side == "workbook" and row not in run.merged.rows and name in computed:
                    continue  # beside a formula that is held back
                if (row, name) in kept[side]:
                    assert _cell(after, row, name) == kept[side][row, name]
                else:
                    assert _cell(after, row, name) == _cell(run.merged.rows, row, name)
    changed = _own(run.workbook_after, binding)
    redone = _own(run.world.here, binding)
    for change in run.plan.workbook_changes:
        if not change.column:
            assert change.row not in redone
            continue
        assert _cell(redone, change.row, change.column) == change.before
        redone.setdefault(change.row, {})[change.column] = change.after
    assert _filled(redone) == changed


def a_second_sync_does_nothing(world):
    """Idempotence: nothing to write, no new conflict, the same formulas held back."""
    first = Run(world)
    again = Run(
        replace(
            first.world,
            base=first.plan.base,
            workbook=first.workbook_after,
            sheet=first.sheet_after,
            blanked=(),
            unnamed=(),
        )
    )
    assert not again.plan
    assert again.merged.conflicts == ()
    assert _filled(again.merged.rows) == _filled(first.merged.rows)
    assert {(h.row, h.column, h.side) for h in again.merged.held} <= {
        (h.row, h.column, h.side) for h in first.merged.held
    }


def no_edit_is_lost(world):
    """What somebody changed is in the table, stays in its cell, or is a conflict with all three."""
    merged = world.merged
    logged = {(one.row, one.column): one for one in merged.conflicts}
    for side, rows in zip(SIDES, (world.here, world.there), strict=True):
        held = held_cells(merged, side)
        for row in {*rows}:
            for column in world.binding.columns:
                name = column.name
                if column.policy is Policy.NEVER or (
                    column.policy is Policy.MIRROR and side == "workbook"
                ):
                    continue
                edit, old = _cell(rows, row, name), _cell(world.before, row, name)
                if column.policy is Policy.MIRROR and row not in merged.rows:
                    continue  # what is left of a row that was emptied
                if edit in {old, _cell(merged.rows, row, name)} or held.get((row, name)) == edit:
                    continue
                conflict = logged[row, name]
                assert conflict.base == old
                assert getattr(conflict, side) == edit
                other, others = (
                    ("sheet", world.there) if side == "workbook" else ("workbook", world.here)
                )
                if row in others:
                    assert getattr(conflict, other) == _cell(others, row, name) or _stuck(
                        _cell(others, row, name), world
                    )
                assert conflict.kept == _cell(merged.rows, row, name)
    for row in world.before:
        if row in merged.rows and (row in world.here) != (row in world.there):
            assert (row, "") in logged


def no_conflict_without_two_edits(world):
    """An edit on one side goes through, unasked; what both changed to the same is no conflict."""
    merged = world.merged
    both = [one for one in merged.conflicts if one.kind is ConflictKind.BOTH_CHANGED]
    for one in both:
        assert one.workbook != one.sheet
        assert world.binding.strict or one.base not in {one.workbook, one.sheet}
    if world.binding.strict:
        return
    logged = {(one.row, one.column) for one in merged.conflicts}
    for row in world.here.keys() & world.there.keys():
        for column in world.binding.columns:
            if only_side(column.policy) or column.policy is Policy.NEVER:
                continue
            name = column.name
            old, here, there = (
                _cell(rows, row, name) for rows in (world.before, world.here, world.there)
            )
            if here == there:
                assert (row, name) not in logged
                assert _cell(merged.rows, row, name) == here
            elif old in {here, there}:
                edit = there if here == old else here
                assert (row, name) not in logged
                if not _stuck(edit, world):
                    assert _cell(merged.rows, row, name) == edit
            elif not _stuck(here, world) and not _stuck(there, world):
                assert (row, name) in logged


def a_strict_row_is_one_thing(world):
    """Where both changed a strict row, every cell in which they differ is a conflict."""
    if not world.binding.strict:
        return
    logged = {(one.row, one.column) for one in world.merged.conflicts}
    both_may = [one.name for one in world.binding.columns if one.policy in TWO_WAY]
    for row in world.here.keys() & world.there.keys():
        three = [
            [_cell(rows, row, name) for name in both_may]
            for rows in (world.before, world.here, world.there)
        ]
        if any(_stuck(cell, world) for cell in three[1] + three[2]):
            continue
        if three[0] not in (three[1], three[2]):
            apart = [n for n, a, b in zip(both_may, three[1], three[2], strict=True) if a != b]
            assert all((row, name) in logged for name in apart)


def policies_decide(world):
    """In a conflict the column's policy says who wins, and whether a person is asked."""
    for one in world.merged.conflicts:
        if one.kind is not ConflictKind.BOTH_CHANGED:
            continue
        policy = world.binding.column(one.column).policy
        newer = policy is Policy.NEWER and world.newer is not None
        wins = policy is Policy.WORKBOOK or (newer and world.newer)
        assert one.kept == (one.workbook if wins else one.sheet)
        assert bool(one.settled) == (policy in {Policy.WORKBOOK, Policy.SHEET} or newer)


def one_way_columns_are_one_way(world):
    """A column that one side may change holds what that side holds, wherever the row is there."""
    merged = world.merged
    for row in world.here.keys() & world.there.keys():
        for column in world.binding.columns:
            only = only_side(column.policy)
            if only:
                rows = world.here if only == "workbook" else world.there
                cell = _cell(rows, row, column.name)
                assert _cell(merged.rows, row, column.name) == cell or _stuck(cell, world)


def deletes(world):
    """A row deleted on one side goes if the other did nothing to it, and stays if it did."""
    merged = world.merged
    for row, old in world.before.items():
        if (row in world.here) == (row in world.there):
            assert (row in merged.rows) <= (row in world.here)
            continue
        side: Side = "workbook" if row in world.here else "sheet"
        kept = world.here.get(row) or world.there[row]
        edited = any(
            kept.get(one.name, BLANK) != old.get(one.name, BLANK)
            and may_edit(one.policy, side)
            and not _stuck(kept.get(one.name, BLANK), world)
            for one in world.binding.columns
        )
        if not edited:
            assert row not in merged.rows
            assert (row, "") not in {(one.row, one.column) for one in merged.conflicts}
        else:
            assert (row, "") in {(one.row, one.column) for one in merged.conflicts}


def nothing_is_made_up(world):
    """Each merged cell is one that stood there, of the same type: in the base or on a side."""
    for row, held in world.merged.rows.items():
        for name, cell in held.items():
            stood = [_cell(rows, row, name) for rows in (world.before, world.workbook, world.there)]
            assert any(cell.kind is one.kind and cell == one for one in stood)


def a_formula_stays_a_formula(world):
    """One that cannot cross is neither copied to the other side nor overwritten on its own.

    It keeps no row that the other side deleted: then the log has it, with what it took with it.
    """
    run = Run(world)
    world, merged = run.world, run.merged
    went = {(one.row, one.column) for one in merged.conflicts if one.settled and not one.kept}
    both: tuple[tuple[Side, Rows, Rows, Rows, Rows], ...] = (
        ("workbook", world.here, world.there, run.workbook_after, run.sheet_after),
        ("sheet", world.there, world.here, run.sheet_after, run.workbook_after),
    )
    for side, rows, others, after, others_after in both:
        for row, held in rows.items():
            for column in world.binding.columns:
                cell = held.get(column.name, BLANK)
                if not _stuck(cell, world) or column.policy is Policy.NEVER:
                    continue
                name = column.name
                if _cell(others, row, name) != cell and _cell(world.before, row, name) != cell:
                    assert _cell(others_after, row, name) != cell
                    stands = row in merged.rows or (row in after and (row, name) not in went)
                    if may_edit(column.policy, side) and stands:
                        assert _cell(after, row, name) == cell


def rows_keep_their_order_and_ids(world):
    """The sheet's order, then the workbook's; and no id stands in the sheet twice."""
    run = Run(world)
    order = dict.fromkeys([*run.world.there, *run.world.here, *run.world.before])
    assert list(run.merged.rows) == [row for row in order if row in run.merged.rows]
    assert len(run.model.ids) == len(set(run.model.ids))
    assert set(run.merged.rows) <= set(run.model.ids)


def undo_is_exact(world):
    """Taken back at once, both sides are as before; edited since, only what was not edited is."""
    run = Run(world)
    binding = run.world.binding
    back = inverse(
        run.plan.changes, run.workbook_after, run.sheet_after, run.plan.base, run.merged.conflicts,
        mirrored(binding),
    )  # fmt: skip
    assert _own(back.workbook, binding) == _own(run.world.here, binding)
    assert _only(back.sheet, binding) == _only(run.world.sheet, binding)
    assert back.left == ()
    # of a strict row that is new on both sides, what both agree on is agreed after the undo too
    agreed = binding.strict and any(
        row not in run.world.before and row in run.world.there for row in run.world.here
    )
    whole = any(one.column == "" for one in run.merged.conflicts)
    if not whole and not run.merged.held and not agreed:
        redo = merge(
            back.base, back.workbook, back.sheet, binding, workbook_is_newer=run.world.newer
        )
        assert _own(redo.rows, binding) == _own(run.merged.rows, binding)
    edited = {row: dict(held) for row, held in run.sheet_after.items()}
    typed = {}
    for row, name, cell in run.world.since:
        if name in mirrored(binding):
            continue
        if row in edited and edited[row].get(name, BLANK) != cell:
            edited[row][name] = typed[row, name] = cell
    later = inverse(
        run.plan.changes, run.workbook_after, edited, run.plan.base, (), mirrored(binding)
    )
    for (row, name), cell in typed.items():
        assert _cell(later.sheet, row, name) == cell
    for change in later.left:
        assert change.side == "sheet"
        assert any(row == change.row for row, _ in typed)
    touched = {row for row, _ in typed}
    for change in run.plan.sheet_changes:
        added = change.row not in run.sheet and change.row in touched
        if change.column and (change.row, change.column) not in typed:
            expected = change.after if added else change.before
            assert _cell(later.sheet, change.row, change.column) == expected


def a_run_that_died_is_finished(world):
    """Pushed, but the workbook not yet written: merging what was pending gives the same workbook."""
    run = Run(world)
    binding = run.world.binding
    pending = run.plan.workbook_rows
    redo = owed(run.plan.image, run.world.workbook, pending, binding)
    alone = {row for row in run.world.here if row not in run.plan.image}  # only a held formula
    found, expected = _own(redo.rows, binding), _own(pending, binding)
    assert {row: held for row, held in found.items() if row not in alone} == {
        row: held for row, held in expected.items() if row not in alone
    }
    assert redo.conflicts == ()
    typed = {row: dict(held) for row, held in run.world.workbook.items()}
    for row, name, cell in run.world.since:
        if row in typed and name in synced(binding) and name not in mirrored(binding):
            typed[row][name] = cell
    later = owed(run.plan.image, typed, pending, binding)
    for row, held in typed.items():
        for name in held.keys() & {*synced(binding)} - mirrored(binding):
            cell, old = _cell(typed, row, name), _cell(run.plan.image, row, name)
            if cell not in {old, _cell(later.rows, row, name)}:
                (told,) = [one for one in later.conflicts if (one.row, one.column) == (row, name)]
                assert told.workbook == cell


def batches_carry_everything_once(world):
    """Cut into small batches, the edits are the same, in the same order, and each batch is small."""
    run = Run(world)
    names = synced(run.world.binding)
    chunks = chunks_of(run.plan.sheet, names, most_bytes=600, most_requests=6)
    assert run.plan.sheet.writes == tuple(w for chunk in chunks for w in chunk.writes)
    assert run.plan.sheet.appends == tuple(a for chunk in chunks for a in chunk.appends)
    for chunk in chunks:
        rows = len(chunk.writes) + len(chunk.appends)
        assert rows == 1 or 200 * len(chunk.writes) + 70 * len(chunk.appends) <= 600
    assert run.plan.calls.writes == len(run.plan.chunks)


LAWS = (
    both_sides_become_the_merged_table,
    a_second_sync_does_nothing,
    no_edit_is_lost,
    no_conflict_without_two_edits,
    a_strict_row_is_one_thing,
    policies_decide,
    one_way_columns_are_one_way,
    deletes,
    nothing_is_made_up,
    a_formula_stays_a_formula,
    rows_keep_their_order_and_ids,
    undo_is_exact,
    a_run_that_died_is_finished,
    batches_carry_everything_once,
)

_SWAPPED = {
    Policy.WORKBOOK: Policy.SHEET,
    Policy.SHEET: Policy.WORKBOOK,
    Policy.PUSH: Policy.PULL,
    Policy.PULL: Policy.PUSH,
}
SYMMETRIC = (*_SWAPPED, Policy.NEWER)


def the_sides_are_alike(world):
    """With the sides and their policies exchanged, the same table and the same conflicts."""
    columns = tuple(
        replace(one, policy=_SWAPPED.get(one.policy, one.policy)) for one in world.binding.columns
    )
    mirrored = replace(
        world,
        binding=replace(world.binding, columns=columns),
        workbook=world.sheet,
        sheet=world.workbook,
        newer=not world.newer,
    )
    one, other = world.merged, mirrored.merged
    assert dict(one.rows) == dict(other.rows)
    assert {(c.row, c.column, c.base, c.workbook, c.sheet, c.kept) for c in one.conflicts} == {
        (c.row, c.column, c.base, c.sheet, c.workbook, c.kept) for c in other.conflicts
    }
