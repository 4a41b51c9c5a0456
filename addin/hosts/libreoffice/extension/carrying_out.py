"""A batch of operations into open documents: all of it in one step of undo, or nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from com.sun.star.uno import Exception as UnoException  # type: ignore[import-not-found]

from .contents import Reader
from .expecting import Differs, expect, sheet_called
from .performing import Writer, perform
from .places import area, name
from .undo_tree import UndoTree


class NotWritten(Exception):
    """Nothing was written; the text says why."""


class HalfWritten(Exception):
    """LibreOffice stopped half way and did not take it back.

    ``now`` is what cells hold: workbook → sheet → cell → content.
    """

    def __init__(self, why: str, now: dict[str, dict[str, dict[str, Any]]]) -> None:
        super().__init__(why)
        self.now = now


class Task(NamedTuple):
    """What is to be done to one document, and what takes it back."""

    called: str
    document: Any
    forth: list[dict[str, Any]]
    back: list[dict[str, Any]]


def carry_out(tasks: list[Task], label: str, services: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """Do it, under one entry in each document's list of undo; gives what the cells hold since.

    Raises:
        NotWritten: something is not as it was expected, or LibreOffice refused it; every document
            is as it was.
        HalfWritten: LibreOffice refused it and the taking back as well.
    """
    readers = {task.called: Reader(task.document, services) for task in tasks}
    for task in tasks:
        if task.document.isReadonly():
            raise NotWritten(f"{task.called} is open for reading only")
        try:
            expect(task.document, task.forth, readers[task.called])
        except Differs as error:
            raise NotWritten(str(error)) from error
    began: list[_Step] = []
    try:
        for task in tasks:
            step = _Step(task, label, readers[task.called])
            began.append(step)
            step.do()
    except Exception as error:  # whatever it is, what was done has to go
        why = f"LibreOffice refused it ({_told(error)})"
        taken_back = [step.take_back() for step in reversed(began)]
        if all(taken_back):
            raise NotWritten(why) from error
        raise HalfWritten(why, _now(tasks, readers)) from error
    return _now(tasks, readers)


class _Step:
    """One document's part of a batch."""

    def __init__(self, task: Task, label: str, reader: Reader) -> None:
        self._task, self._label, self._reader = task, label, reader
        self._document = task.document
        self._undo = task.document.getUndoManager()
        self._before = len(self._undo.getAllUndoActionTitles())
        self._was_modified = bool(task.document.isModified())

    def do(self) -> None:
        """All of it, while the document neither calculates nor paints."""
        self._quietly(self._task.forth)

    def take_back(self) -> bool:
        """Make it as it was; whether it is."""
        try:
            self._undone()
            if not self._is_as_it_was():
                self._quietly(self._task.back)
            self._undo.clearRedo()
            self._document.setModified(self._was_modified)
            return self._is_as_it_was()
        except UnoException:
            return False

    def _undone(self) -> None:
        """Through LibreOffice's own list; where it keeps none there is nothing to undo there."""
        titles = self._undo.getAllUndoActionTitles()
        if len(titles) > self._before and titles[0] == self._label:
            self._undo.undo()

    def _quietly(self, operations: list[dict[str, Any]]) -> None:
        document = self._document
        calculates = document.isAutomaticCalculationEnabled()
        document.lockControllers()
        document.addActionLock()
        document.enableAutomaticCalculation(False)
        try:
            with UndoTree(self._undo, self._label) as tree:
                perform(Writer(document, self._reader, tree.step), operations)
        finally:
            document.enableAutomaticCalculation(calculates)
            document.removeActionLock()
            document.unlockControllers()

    def _is_as_it_was(self) -> bool:
        try:
            expect(self._document, self._task.forth, self._reader)
        except Differs:
            return False
        return True


def _now(tasks: list[Task], readers: dict[str, Reader]) -> dict[str, dict[str, dict[str, Any]]]:
    """What the cells that were put hold: Calc may spell a formula its own way."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for task in tasks:
        sheets = found.setdefault(task.called, {})
        for one in task.forth:
            sheet = sheet_called(task.document, one["sheet"]) if one["op"] == "cells" else None
            if sheet is not None:
                where = area(one["at"])
                cells = sheets.setdefault(one["sheet"], {})
                for down, row in enumerate(readers[task.called].held(sheet, where)):
                    for across, content in enumerate(row):
                        cells[name(where.top + down, where.left + across)] = content
    return found


def _told(error: BaseException) -> str:
    text = getattr(error, "Message", "") or str(error)
    return " ".join(text.split())[:300] or type(error).__name__
