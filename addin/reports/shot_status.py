"""Where every shot stands as a sheet: departments across, and above them how far each has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from addin.domain.shot_tracking import Status, Task, retake_rates, status_grid
from addin.tables.table import NewCell, NewSheet, Style

SHEET: Final = "Tieout shot status"
FILLS: Final[Mapping[Status, str]] = {
    Status.TO_DO: "FFFFFF",
    Status.READY: "E8EEF2",
    Status.IN_WORK: "FCE9B8",
    Status.WAITING: "D9DDF5",
    Status.RETAKE: "F5C6C0",
    Status.DONE: "CFE8D5",
    Status.ON_HOLD: "E3E3E3",
    Status.OMITTED: "E3E3E3",
}
"""Green is done, yellow is worked on, red came back."""
_TITLE: Final = Style(bold=True, size=14)
_QUIET: Final = Style(colour="5F6B73", italic=True)
_HEAD: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF")
_ACROSS: Final = Style(bold=True, fill="1F3A4D", colour="FFFFFF", align="center")
_LABEL: Final = Style(bold=True, colour="5F6B73")
_COUNT: Final = Style(align="center")
_SHARE: Final = Style(align="center", number_format="0%")
_RATE: Final = Style(align="center", number_format="0.00")


def as_sheet(tasks: Sequence[Task], title: str, on: dt.date) -> NewSheet:
    """The sheet; shots and departments in the order of the lists, ``entity`` as it is to be shown.

    Omitted tasks count in no department.
    """
    across = tuple(dict.fromkeys(task.department for task in tasks))
    counted = [one for one in tasks if one.status is not Status.OMITTED]
    by_department = {name: [one for one in counted if one.department == name] for name in across}
    done = {
        name: sum(one.status is Status.DONE for one in those)
        for name, those in by_department.items()
    }
    rates = {one.department: one for one in retake_rates(counted)}
    rows = [
        (NewCell(title, _TITLE),),
        (NewCell(f"As the lists say on {on:%Y-%m-%d}", _QUIET),),
        (),
        _line("Tasks", [NewCell(len(by_department[name]), _COUNT) for name in across]),
        _line("Done", [NewCell(done[name], _COUNT) for name in across]),
        _line(
            "Share done",
            [
                NewCell(done[name] / len(those) if those else None, _SHARE)
                for name, those in by_department.items()
            ],
        ),
        _line(
            "Retakes for each one shown",
            [
                NewCell(float(rates[name].rate) if _is_told(those) else None, _RATE)
                for name, those in by_department.items()
            ],
        ),
        (),
        (NewCell("Shot", _HEAD), *(NewCell(name, _ACROSS) for name in across)),
    ]
    first = len(rows)
    for shot, there in status_grid(tasks).items():
        rows.append(
            (NewCell(shot, Style(bold=True)), *(_status(there.get(name)) for name in across))
        )
    return NewSheet(
        SHEET,
        tuple(rows),
        widths=(30.0, *([18.0] * len(across))),
        frozen_rows=first,
        frozen_columns=1,
        tab_colour="6B5B95",
    )


def _is_told(tasks: Sequence[Task]) -> bool:
    """Whether anything is known of retakes: a count, or one that is a retake now."""
    return any(one.retakes is not None or one.status is Status.RETAKE for one in tasks)


def _line(label: str, cells: Sequence[NewCell]) -> tuple[NewCell, ...]:
    return (NewCell(label, _LABEL), *cells)


def _status(status: Status | None) -> NewCell:
    if status is None:
        return NewCell()
    return NewCell(status.value, Style(fill=FILLS[status], align="center"))
