"""Conflicts of syncs, as JSON for a list beside the sheet; and which syncs are run from there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from addin import wiring
from addin.errors import FileInUse
from addin.jobs.sync import Question, where
from addin.ports import Kept
from addin.ports.binding import Binding
from addin.ports.sheets import SharedSheet
from addin.settings.model import Settings
from addin.tables.typed_cell import CellKind, TypedCell


def open_conflicts(settings: Settings, kept: Kept | None) -> list[dict[str, Any]]:
    """What both sides changed and nobody has settled, with the buttons that settle it."""
    if kept is None or kept.syncs is None:
        return []
    return [
        _told(Question(binding, one))
        for binding in settings.syncs
        for one in kept.syncs(binding).conflicts(binding.name)
        if not one.conflict.settled
    ]


def sheets_of_closed(folder: Path, sent: Collection[str]) -> Callable[[Binding], SharedSheet]:
    """The shared sheets of tables in closed workbooks.

    A sync remembers that the workbook has what it wrote. Of a workbook that a host writes into
    afterwards that would be a guess, and a wrong one would pass old values on as somebody's.
    """
    shared = wiring.shared_sheets(folder)

    def sheet_of(binding: Binding) -> SharedSheet:
        if binding.workbook in sent:
            raise FileInUse(binding.workbook, "it is open beside this pane, and synced closed only")
        return shared(binding)

    return sheet_of


def _told(question: Question) -> dict[str, Any]:
    number, conflict = question.kept.number, question.kept.conflict
    return {
        "id": str(number),
        "about": f"{question.binding.name}, {where(conflict)}",
        "kind": str(conflict.kind),
        "sides": [
            {"name": "before", "content": _shown(conflict.base)},
            {"name": "workbook", "content": _shown(conflict.workbook)},
            {"name": "sheet", "content": _shown(conflict.sheet)},
        ],
        "answers": [
            _answer(f"Keep the {question.shows}'s", number, "keep"),
            _answer(f"Take the {question.other}'s", number, "take"),
        ],
    }


def _answer(label: str, number: int, answer: str) -> dict[str, Any]:
    answers = {"number": str(number), "answer": answer, "confirm": "yes"}
    return {"label": label, "button": "resolve_conflicts", "answers": answers}


def _shown(cell: TypedCell) -> str:
    match cell.kind:
        case CellKind.FORMULA:
            return f"={cell.content}"
        case CellKind.NUMBER:
            return f"{cell.content:,.15g}"
        case CellKind.BOOL:
            return "TRUE" if cell.content else "FALSE"
        case _:
            return str(cell.content)
