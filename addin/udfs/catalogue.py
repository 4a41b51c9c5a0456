"""FUNCTIONS: every spreadsheet function, in the order in which documentation shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Final

from addin.udfs import (
    account_spelling,
    accounts,
    act_lists,
    actuals,
    animation,
    bill_of_materials,
    bookings,
    budget,
    budget_charges,
    budget_totals,
    budget_versions,
    cash_flow,
    cash_funding,
    commitments,
    cost_changes,
    cost_flags,
    cost_report,
    cost_sheet,
    crew,
    crew_meals,
    critical_path,
    day_out_of_days,
    differences,
    duplicates,
    earned_schedule,
    earned_value,
    events,
    exchange,
    frames,
    fringe_posting,
    fringe_rules,
    fringes,
    hot_cost,
    manufacturing,
    per_diem,
    petty_cash,
    po_lists,
    production_calendar,
    reconciliation,
    rule_tables,
    schedule,
    tax_credits,
    turnaround,
    why,
)
from addin.udfs.answers import Shown
from addin.udfs.cell_error import CellError
from addin.udfs.function import Function
from addin.udfs.registry import REGISTERED
from addin.udfs.running import run

NOUNS: Final[tuple[ModuleType, ...]] = (
    budget,
    budget_totals,
    budget_charges,
    budget_versions,
    fringes,
    fringe_rules,
    fringe_posting,
    accounts,
    account_spelling,
    tax_credits,
    commitments,
    po_lists,
    actuals,
    act_lists,
    cost_report,
    cost_sheet,
    cost_changes,
    cost_flags,
    cash_flow,
    cash_funding,
    hot_cost,
    petty_cash,
    exchange,
    earned_value,
    earned_schedule,
    reconciliation,
    differences,
    duplicates,
    manufacturing,
    bill_of_materials,
    animation,
    frames,
    events,
    schedule,
    day_out_of_days,
    production_calendar,
    turnaround,
    bookings,
    critical_path,
    crew,
    crew_meals,
    per_diem,
    rule_tables,
    why,  # last: help
)
"""The modules that hold functions; their order is that of the documentation."""

FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType(
    {
        found.name: found
        for noun in NOUNS
        for found in REGISTERED.values()
        if found.python.__module__ == noun.__name__
    }
)
"""Every function by its name."""


def call(name: str, arguments: Sequence[object]) -> Shown | list[list[Shown]]:
    """Run a function by its name: the one entry for every host.

    Args:
        name: as registered, ``COST_EFC``.
        arguments: as the host has them: a cell as a value, a range as rows; dates as dates or
            serial numbers, errors as their text, blanks as None or the empty text.

    Returns:
        one cell's value, or rows of one length that spill.

    Raises:
        CellError: and nothing else.
    """
    found = FUNCTIONS.get(name)
    if found is None:
        raise CellError("#NAME?", f"there is no function {name}")
    return run(found, arguments)
