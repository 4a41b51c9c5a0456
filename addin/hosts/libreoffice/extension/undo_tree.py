"""One entry in LibreOffice's list of undo, however much it holds.

The list keeps as many steps as are set (100), and an entry that holds others keeps no more of them
either: it would silently lose its first ones. So they are held in entries within entries.
"""

from __future__ import annotations

from typing import Any

BRANCHES = 12
"""Steps in an entry, each of which may be two or three of LibreOffice's own."""
LEVELS = 5
"""Of entries within entries: room for a quarter of a million steps."""


class UndoTree:
    """An entry under construction; ``step`` announces the next thing that can be undone."""

    def __init__(self, undo: Any, label: str) -> None:
        self._undo, self._label = undo, label
        self._held = [1] * (LEVELS - 1) + [0]
        """In the open entry of each level, from the outermost: each holds the next one."""

    def __enter__(self) -> UndoTree:  # noqa: PYI034 - Self is of Python 3.11
        for _ in range(LEVELS):
            self._undo.enterUndoContext(self._label)
        return self

    def __exit__(self, *_: object) -> None:
        for _level in range(LEVELS):
            self._undo.leaveUndoContext()

    def step(self) -> None:
        """Go on in the next entry if the innermost one is full."""
        level = LEVELS - 1
        while level and self._held[level] >= BRANCHES:
            self._undo.leaveUndoContext()
            self._held[level] = 0
            level -= 1
        self._held[level] += 1
        for inner in range(level + 1, LEVELS):
            self._undo.enterUndoContext(self._label)
            self._held[inner] = 1
