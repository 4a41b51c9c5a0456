"""FUNCTIONS: every spreadsheet function, in the order in which documentation shows them.

The modules that hold them are loaded when a function of theirs is first asked for: the first
formula of the day waits for its own noun, not for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

from addin.udfs.answers import Shown
from addin.udfs.cell_error import CellError
from addin.udfs.function import Function
from addin.udfs.registry import REGISTERED
from addin.udfs.running import run

NOUNS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "BUD": ("budget", "budget_totals", "budget_charges", "budget_versions"),
        "FRINGE": ("fringes", "fringe_rules", "fringe_posting"),
        "ACCT": ("accounts", "account_spelling"),
        "TAX": ("tax_credits",),
        "PO": ("commitments", "po_lists"),
        "ACT": ("actuals", "act_lists"),
        "COST": ("cost_report", "cost_sheet", "cost_changes", "cost_flags"),
        "CASH": ("cash_flow", "cash_funding"),
        "HOT": ("hot_cost",),
        "PETTY": ("petty_cash",),
        "FX": ("exchange",),
        "EV": ("earned_value", "earned_schedule"),
        "REC": ("reconciliation", "differences", "duplicates"),
        "MFG": ("manufacturing",),
        "BOM": ("bill_of_materials",),
        "ANIM": ("animation", "frames", "shot_tracking"),
        "EVENT": ("events",),
        "SCHED": (
            "schedule",
            "day_out_of_days",
            "production_calendar",
            "turnaround",
            "bookings",
            "critical_path",
            "plan_levelling",
        ),
        "CREW": ("turnaround", "crew", "crew_meals", "per_diem", "rule_tables"),
        "TIEOUT": ("why",),  # last: help
    }
)
"""The first word of a function's name → the modules that hold functions of that name.

Their order is that of the documentation.
"""


class _Catalogue(Mapping[str, Function]):
    """Functions by their names; whoever asks for all of them loads all of them."""

    def __init__(self) -> None:
        self._known: dict[str, Function] = {}

    def __getitem__(self, name: str) -> Function:
        found = self._known.get(name)
        if found is None:
            modules = NOUNS.get(name.partition("_")[0], ())
            found = next((own[name] for own in map(_held, modules) if name in own), None)
            if found is None:
                raise KeyError(name)
            self._known[name] = found
        return found

    def __iter__(self) -> Iterator[str]:
        modules = dict.fromkeys(module for modules in NOUNS.values() for module in modules)
        return (name for module in modules for name in _held(module))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def _held(module: str) -> Mapping[str, Function]:
    """The functions of a module, in their order."""
    path = import_module(f"{__package__}.{module}").__name__
    return {name: found for name, found in REGISTERED.items() if found.python.__module__ == path}


FUNCTIONS: Final[Mapping[str, Function]] = _Catalogue()
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
