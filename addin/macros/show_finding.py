"""Show Finding: the next finding after the selected cell."""

from __future__ import annotations

from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.findings import Standpoint
from addin.jobs.check import check
from addin.macros.button import Answers, Button, Desk, Done
from addin.tables.table import Area


def _job(desk: Desk, answers: Answers) -> Done:
    del answers
    report = check(
        desk.workbooks, desk.settings, name=desk.name, folder=desk.folder, at=desk.at
    ).report
    shown = [(place, point) for point in report.open for place in point.finding.places[:1]]
    shown.sort(key=lambda one: _order(one[0]))
    if not shown:
        raise NothingToDo("Everything ties out: there is no finding to show.")
    here = _order(desk.selection.place)
    place, point = next((one for one in shown if _order(one[0]) > here), shown[0])
    return Done(_said(point), point.finding.advice, goto=place)


def _order(place: Place) -> tuple[str, str, int, int]:
    if not place.cell:
        return place.workbook, place.sheet, 0, 0
    area = Area.of(place.cell)
    return place.workbook, place.sheet, area.top, area.left


def _said(point: Standpoint) -> str:
    return f"{point.finding.code}: {point.finding.message}"


BUTTON = Button(
    "show_finding",
    "Next Finding",
    "Go to the next cell that a finding points at.",
    "Check",
    _job,
    icon="GoToNext",
    shortcut="^+N",
)
