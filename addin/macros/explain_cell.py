"""Explain Cell: where the number in the selected cell comes from, across sheets and workbooks."""

from __future__ import annotations

from addin.errors import NothingToDo
from addin.jobs.explain import explain
from addin.macros.button import Answers, Button, Desk, Done
from addin.reports.as_text import explanation_lines

_DEPTH = 4


def _job(desk: Desk, answers: Answers) -> Done:
    del answers
    place = desk.selection.place
    if not place.cell:
        raise NothingToDo("Select a cell first: there is nothing to explain.")
    cell = f"{place.sheet}!{place.cell}" if place.sheet else place.cell
    explanation = explain(desk.workbooks, place.workbook, cell, _DEPTH)
    first, *rest = explanation_lines(explanation)
    return Done(first, "\n".join(rest))


BUTTON = Button(
    "explain_cell",
    "Explain Cell",
    "Say where the number in the selected cell comes from.",
    "Check",
    _job,
    icon="TracePrecedents",
    shortcut="^+E",
)
