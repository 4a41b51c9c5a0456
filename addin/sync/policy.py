"""What a column's policy makes of a cell: who may change it, and who wins when both did."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from addin.ports.binding import Policy

Side = Literal["workbook", "sheet"]

_ONLY: Final[dict[Policy, Side]] = {
    Policy.PUSH: "workbook",
    Policy.MIRROR: "workbook",
    Policy.PULL: "sheet",
}


def only_side(policy: Policy) -> Side | None:
    """The one side that may change such a column; None: both may."""
    return _ONLY.get(policy)


def may_edit(policy: Policy, side: Side) -> bool:
    """Whether a change on this side is an edit: not one to be put back, nor a computed value."""
    return policy not in {Policy.NEVER, Policy.MIRROR} and only_side(policy) in {None, side}


def winner(policy: Policy, *, workbook_is_newer: bool | None) -> tuple[Side, str]:
    """Whose value stands when both sides changed a cell, and what decided it; empty: a person must.

    Until a person has, the sheet's value shows: it is the one that other people look at.
    """
    match policy:
        case Policy.WORKBOOK:
            return "workbook", "Excel wins in this column"
        case Policy.SHEET:
            return "sheet", "the sheet wins in this column"
        case Policy.NEWER if workbook_is_newer is not None:
            newer: Side = "workbook" if workbook_is_newer else "sheet"
            return newer, f"the {newer} was saved last"
        case _:
            return "sheet", ""


CLOCKS: Final = dt.timedelta(seconds=60)
"""How far the clocks of a computer and of Google may be apart: closer times tell nothing."""


def workbook_is_newer(workbook: dt.datetime | None, sheet: dt.datetime | None) -> bool | None:
    """Whether the workbook was saved after the sheet; None: not known, and a person is asked."""
    if workbook is None or sheet is None or abs(workbook - sheet) <= CLOCKS:
        return None
    return workbook > sheet


def put_back(policy: Policy) -> str:
    """What settles a change where it may not be."""
    if policy is Policy.PULL:
        return "put back: this column is changed in the sheet only"
    return "put back: this column is changed in Excel only"
