"""Bugs that somebody could write into the sync, each of which its tests must notice.

A bug is one piece of source exchanged for another. When the source changes so that a piece is no
longer there, planting it fails: plant it anew where that decision is made now.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

_ANEW = ("addin.sync", "addin.adapters.google_sheets", "tests.sync")
"""What is imported once more around a planted bug: the sync, what writes the sheet, their tests."""


@dataclass(frozen=True)
class Bug:
    """What goes wrong, and the source that makes it: ``right`` stands in the module exactly once.

    ``case`` is the test that must notice it, where one is named.
    """

    what: str
    module: str
    right: str
    wrong: str
    case: str = ""

    @property
    def name(self) -> str:
        """Its module and what goes wrong, for a test's name."""
        return f"{self.module}: {self.what}"

    @property
    def place(self) -> str:
        """The module in full: of the sync, unless it says otherwise."""
        return self.module if "." in self.module else f"addin.sync.{self.module}"


BUGS = (
    Bug(
        "the sheet's edit is dropped when the workbook has one too", "merge",
        '        kept = mine if side == "workbook" else theirs\n        kind',
        "        kept = mine\n        kind",
    ),
    Bug(
        "a conflict is not logged", "merge",
        "self.conflicts.append(\n            Conflict(row, column.name, kind, base, workbook, sheet,",
        "tuple(\n            str(row, column.name, kind, base, workbook, sheet,",
    ),
    Bug(
        "a cell changed on one side takes the other's value", "merge",
        "return theirs if mine == base else mine", "return mine if mine == base else theirs",
    ),
    Bug(
        "every two values that differ are a conflict", "merge",
        "apart = base not in {mine, theirs} or", "apart = mine != theirs or",
    ),
    Bug(
        "a strict row is merged cell by cell", "merge",
        "whole = self._strict and self._both_changed(base, workbook, sheet)", "whole = False",
    ),
    Bug(
        "every row is strict", "merge",
        "whole = self._strict and self._both_changed(base, workbook, sheet)",
        "whole = self._both_changed(base, workbook, sheet)",
    ),
    Bug(
        "a deleted row goes though it was edited", "merge",
        "if not self._edited(side, base, kept):", "if kept is not None:",
    ),
    Bug(
        "a deleted row always stays", "merge",
        "if not self._edited(side, base, kept):", "if kept is None:",
    ),
    Bug(
        "that a deleted row stays is not said", "merge",
        '            self.conflicts.append(Conflict(row, "", kind))\n', "",
    ),
    Bug(
        "what a deleted row takes with it is not logged", "merge",
        "                self._goes(row, side, base, kept)\n", "",
    ),
    Bug(
        "a computed value keeps a row from being deleted", "policy",
        "policy not in {Policy.NEVER, Policy.MIRROR} and", "policy is not Policy.NEVER and",
    ),
    Bug(
        "a change where it may not be is put back in silence", "merge",
        "if other not in {base, kept}:", "if other is base is kept:",
    ),
    Bug(
        "push and pull are exchanged", "merge",
        "pulled = column.policy is Policy.PULL", "pulled = column.policy is Policy.PUSH",
    ),
    Bug(
        "a formula that cannot cross is copied", "merge",
        "        if reason:\n            self.held", '        reason = ""\n        if reason:\n            self.held',
    ),
    Bug(
        "a formula that cannot cross is given up for the other side's value", "plan",
        'kept = _overlaid(merged.rows, held_cells(merged, "workbook"))', "kept = merged.rows",
    ),
    Bug(
        "a formula of the sheet is written over", "plan",
        "            if (row, name) not in held\n", "",
    ),
    Bug(
        "a run that died makes an end of formulas that stayed", "plan",
        "image=_image(read, merged)", "image=read",
    ),
    Bug(
        "the newer side loses", "policy",
        '"workbook" if workbook_is_newer else "sheet"',
        '"sheet" if workbook_is_newer else "workbook"',
    ),
    Bug(
        "a side whose time is not known counts as older", "policy",
        "case Policy.NEWER if workbook_is_newer is not None:", "case Policy.NEWER:",
    ),
    Bug(
        "a conflict that nobody settled counts as settled", "policy",
        'return "sheet", ""', 'return "sheet", "the sheet shows"',
    ),
    Bug(
        "a row of blanks is there", "changes",
        "        if lively.intersection(filled):\n", "        if filled or not lively:\n",
    ),
    Bug(
        "columns that are never synced are synced", "changes",
        "one.name for one in binding.columns if one.policy is not Policy.NEVER",
        "one.name for one in binding.columns",
    ),
    Bug(
        "types are not told apart", "changes",
        "before.get(name, BLANK) != after.get(name, BLANK))",
        'str(before.get(name, BLANK).content).strip(".0") != '
        'str(after.get(name, BLANK).content).strip(".0"))',
    ),
    Bug(
        "the workbook's order goes first", "merge",
        "dict.fromkeys([*there, *here, *before])", "dict.fromkeys([*here, *there, *before])",
    ),
    Bug(
        "a deleted row that comes back is appended", "plan",
        "own = pulled.blanked.get(row)", "own = None",
    ),
    Bug(
        "a typed row gets no id", "plan",
        "names_row = row in unnamed and bool(target or cells)", "names_row = False",
    ),
    Bug(
        "rows with a key are given ids", "plan",
        "frozenset() if binding.key else frozenset(pulled.unnamed)", "frozenset(pulled.unnamed)",
    ),
    Bug(
        "a deleted row is left standing in the sheet", "plan",
        "target = merged.rows.get(row, {})\n", "target = merged.rows.get(row, shared.cells)\n",
    ),
    Bug(
        "the last rows of a push are not sent", "requests",
        "    if writes or appends:\n        chunks.append", "    if writes and appends:\n        chunks.append",
    ),
    Bug(
        "a batch is as large as it comes", "requests",
        "        if full and (writes or appends):\n", "        if full and not full:\n",
    ),
    Bug(
        "undo takes back what was edited since", "undo",
        "if now == change.after and (change.side", "if (change.side",
    ),
    Bug(
        "undo compares without types", "undo",
        "if now == change.after and", 'if str(now.content).removesuffix(".0") == str(change.after.content).removesuffix(".0") and',
    ),
    Bug(
        "undo leaves a fragment of a row", "undo",
        " and (change.side, change.row) not in kept", "",
    ),
    Bug(
        "undo keeps the base, so that the next sync undoes the edits", "undo",
        "base=with_changes(base, _base_again(undone, conflicts))", "base=base",
    ),
    Bug(
        "undo forgets that it was a conflict", "undo",
        "known.get((change.row, change.column), change.after)", "change.after",
    ),
    Bug(
        "a mass delete goes through", "guards",
        "if too_many or (len(gone)", "if too_many and (len(gone)",
    ),
    Bug(
        "deleting a single row of a small table is stopped", "guards",
        "FEW_DELETED: Final = 3", "FEW_DELETED: Final = 1",
    ),
    Bug(
        "an empty side is believed", "guards",
        "if meeting.before and not rows:", "if meeting.before and rows is None:",
    ),
    Bug(
        "a change of every row is not noticed", "guards",
        "if changed > meeting.binding.limits", "if changed > 2 * meeting.binding.limits",
    ),
    Bug(
        "values worked out anew count as changed rows", "guards",
        "if may_edit(one.policy, side)]", "if side]",
    ),
    Bug(
        "confirming confirms everything", "guards",
        "if not (confirmed and stop.may_be_confirmed)", "if not confirmed",
    ),
    Bug(
        "doubled keys of the sheet are not looked at", "guards",
        '        ("sheet", meeting.pulled.doubled),\n', "",
    ),
    Bug(
        "a lost base is taken for a first sync", "guards",
        "if meeting.base is None and meeting.synced_before:", "if meeting.base is None and meeting.digest:",
    ),
    Bug(
        "a long text is pushed to be cut off", "cells",
        "return length(cell) > most", "return length(cell) > most + 1",
    ),
    Bug(
        "rows blanked today are removed", "tidy",
        "tombstones[row] <= oldest", "tombstones[row] <= now",
    ),
    Bug(
        "rows are removed from the top, and the wrong ones", "tidy",
        "key=lambda one: -one.row", "key=lambda one: one.row",
    ),
    Bug(
        "rows that hold something again are removed", "tidy",
        " and is_blank(shared.cells)", "",
    ),
    Bug(
        "the text =1 is taken for a formula", "formulas",
        'if cell.kind is CellKind.FORMULA else ""', 'if str(cell.content) else ""',
    ),
    Bug(
        "a function that is not on the list crosses", "formulas",
        "text.upper() not in common_functions()", "not text",
    ),
)  # fmt: skip


class _Planting(MetaPathFinder):
    """Finds the module of a bug with the bug in it; leaves all others to Python."""

    def __init__(self, bug: Bug) -> None:
        self._bug = bug

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's own place, and a loader that plants."""
        if fullname != self._bug.place:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert isinstance(spec.loader, SourceFileLoader)
        spec.loader = _Planted(fullname, spec.loader.path, self._bug)
        return spec


class _Planted(SourceFileLoader):
    """Reads a module and exchanges one piece of it."""

    def __init__(self, fullname: str, path: str, bug: Bug) -> None:
        super().__init__(fullname, path)
        self._bug = bug

    def get_code(self, fullname: str) -> CodeType:
        """The module with its bug; what was compiled before is not looked at."""
        source = self.get_source(fullname)
        if source is None or source.count(self._bug.right) != 1:
            raise LookupError(f"{self._bug.right!r} is not in {fullname} exactly once")
        return compile(source.replace(self._bug.right, self._bug.wrong), self.path, "exec")


@contextmanager
def planted(bug: Bug) -> Iterator[None]:
    """Import the sync and its tests anew inside: they find the bug. Afterwards all is as it was."""
    kept = _taken_out()
    finder = _Planting(bug)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _taken_out()
        sys.modules.update(kept)
        for name, module in kept.items():
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                setattr(sys.modules[parent], child, module)


def _taken_out() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.startswith(_ANEW)]
    return {name: sys.modules.pop(name) for name in names}
