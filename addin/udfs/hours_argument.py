"""How many hours each unit stands for, as a function takes it: units beside their hours."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from addin.domain.units import HourEquivalents, NoHours, Unit, unit_named
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Column
from addin.udfs.read_once import read_once

SHOWS: Final[Mapping[type[Exception], str]] = {NoHours: "#N/A"}


@read_once
def hours_from(units: Column[str], hours: Column[Decimal]) -> HourEquivalents:
    """The hours of a budget; a table given takes the place of the usual ones, an hour is 1.

    Raises:
        CellError: hours without a unit, none or fewer, or two numbers for one unit.
    """
    if not any(units) and not any(hour is not None for hour in hours):
        return HourEquivalents()
    found: dict[str, Decimal] = {Unit.HOUR: Decimal(1)}
    for unit, hour in side_by_side(units=units, hours=hours):
        if hour is None:
            continue  # a heading, or a unit without hours
        if unit is None:
            raise CellError("#VALUE!", f"units is empty beside {hour} hours")
        if hour <= 0:
            raise CellError("#NUM!", f"hours: {unit} stands for {hour} hours")
        if found.setdefault(unit_named(unit), hour) != hour:
            raise CellError("#VALUE!", f"units has {unit} twice, with different hours")
    return HourEquivalents(found)
