"""Entries within entries: none holds more than LibreOffice keeps, and all of it is one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.hosts.libreoffice.extension.undo_tree import BRANCHES, UndoTree


class Undo:
    """A list of undo that keeps what is entered and left."""

    def __init__(self) -> None:
        self.entries: list[object] = []
        self._open = [self.entries]

    def enterUndoContext(self, label):  # noqa: N802 - UNO calls it so
        """A new entry, in which the next ones come."""
        del label
        entry: list[object] = []
        self._open[-1].append(entry)
        self._open.append(entry)

    def leaveUndoContext(self):  # noqa: N802
        """The entry is complete."""
        self._open.pop()

    def act(self):
        """Something that can be undone."""
        self._open[-1].append("step")


@given(st.integers(0, 3_000))
@settings(deadline=None, max_examples=30)
def test_however_many_steps_it_is_one_entry_and_none_is_too_long(count):
    """Every step is in it, in an entry with at most a dozen others."""
    undo = Undo()
    with UndoTree(undo, "Tieout: Validate") as tree:
        for _ in range(count):
            tree.step()
            undo.act()
    steps, longest = _measured(undo.entries)

    assert len(undo.entries) == 1
    assert steps == count
    assert longest <= BRANCHES


def _measured(entries):
    inner = [_measured(one) for one in entries if isinstance(one, list)]
    steps = entries.count("step") + sum(one for one, _ in inner)
    return steps, max([len(entries), *(longest for _, longest in inner)])
