"""A table of fringe rules as a function takes it: a range with its heading row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from addin.domain.effective_dates import Effective, NoRule
from addin.domain.fringe_rules import FringeRule
from addin.domain.fringes import Fringe, Labour
from addin.domain.money import Money, zero
from addin.domain.units import NoHours, Unit, unit_named
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Column, Table
from addin.udfs.read_once import read_once
from addin.udfs.shares import share
from addin.udfs.typed_rows import typed_rows

DATES: Final = {
    "effective_from": (dt.date, ("effective from", "from", "valid from", "start", "start date")),
    "effective_to": (dt.date, ("effective to", "to", "valid to", "until", "end", "end date")),
    "source": (str, ("agreement", "reference", "says who")),
}
FIELDS: Final = {
    "name": (str, ("fringe", "fringe name", "code", "description")),
    "rate": (Decimal, ("percent", "%", "percentage", "fringe rate")),
    "cutoff": (Money, ("cut-off", "cap", "ceiling", "cut off")),
    "flat": (Money, ("flat rate", "flat amount", "amount")),
    "per": (str, ("unit", "per unit")),
    **DATES,
}
SHOWS: Final[Mapping[type[Exception], str]] = {NoRule: "#N/A", NoHours: "#N/A"}
NONE: Final = Decimal(0)
_BETWEEN_NAMES: Final = re.compile(r"[,;\n]")


@read_once
def fringe_rules_from(rules: Table) -> tuple[FringeRule, ...]:
    """The fringes of a table; a row without a name is passed over.

    Raises:
        CellError: a heading is missing, a cell is not of its kind, a row has both a rate and a
            flat amount or neither, or a cut-off of 0.
    """
    optional = [field for field in FIELDS if field != "name"]
    rows = [row for row in typed_rows("rules", rules, FIELDS, optional) if row["name"]]
    return tuple(map(_rule, rows))


def _rule(row: Mapping[str, Any]) -> FringeRule:
    name = row["name"]
    if row["cutoff"] == zero():
        raise CellError("#VALUE!", f"rules: the cutoff of {name} is 0; empty is no cutoff")
    rate = None if row["rate"] is None else share(f"rules: the rate of {name}", row["rate"])
    per = unit_named(row["per"]) if row["per"] else Unit.DAY
    try:
        fringe = Fringe(name, rate, row["cutoff"], row["flat"], per)
        return FringeRule(fringe, effective_of(row), row["source"] or "")
    except ValueError as error:
        raise CellError("#VALUE!", f"rules: {error}") from error


def effective_of(row: Mapping[str, Any]) -> Effective:
    """When a rule holds, as its row says."""
    return Effective(row["effective_from"], row["effective_to"])


def labour_from(
    persons: Column[str],
    wages: Column[Money],
    fringes: Column[str] = (),
    quantities: Column[Decimal] = (),
    units: Column[str] = (),
) -> list[Labour | None]:
    """The labour lines of columns side by side, in place; None where nothing was earned or worked.

    Raises:
        CellError: a column ends early while others go on.
    """
    rows = in_place(
        persons=persons, wages=wages, fringes=fringes, quantities=quantities, units=units
    )
    named = {text: _names(text) for text in {text for _, _, text, _, _ in rows}}
    counted = {text: unit_named(text) if text else Unit.DAY for text in {row[4] for row in rows}}
    nothing = zero()
    return [
        None
        if wage is None and quantity is None
        else Labour(wage or nothing, quantity or NONE, counted[unit], person or "", named[takes])
        for person, wage, takes, quantity, unit in rows
    ]


def _names(text: str | None) -> frozenset[str]:
    """The fringes in a cell, commas between them."""
    return frozenset(filter(None, map(str.strip, _BETWEEN_NAMES.split(text or ""))))
