"""What each code means: from the docstrings of rules and of the reconciliation's findings."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from typing import Final

from addin.reconcile.catalogue import FINDINGS
from addin.rules.catalogue import RULES
from addin.rules.reading import READING

FAMILIES: Final = {
    "FIL": "files",
    "DAT": "cells that cannot be read",
    "ADO": "drift from what was confirmed",
    "STR": "formulas and the build of a sheet",
    "BUD": "budget",
    "CUR": "currencies",
    "PO": "purchase orders",
    "INV": "invoices",
    "SPL": "split documents",
    "ACT": "ledger, journals and trial balance",
    "BNK": "bank, card and petty cash",
    "COS": "cost report",
    "SCH": "schedule",
    "SHT": "shots and assets",
    "EVT": "events",
    "MFG": "manufacturing",
    "TRV": "travel",
    "REC": "what two lists say of the same thing",
}
"""The families of codes, in the order reports explain them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one code means."""

    code: str
    title: str
    body: str


@cache
def documented() -> tuple[Meaning, ...]:
    """Every code with its meaning: of reading, of the rules, of the reconciliation."""
    found = [
        *(Meaning(*reading) for reading in READING),
        *(meaning(inspect.getdoc(rule) or "") for rule in (*RULES, *FINDINGS)),
    ]
    order = list(FAMILIES)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.code.rstrip("0123456789")), one.code))
    )


@cache
def titles() -> dict[str, str]:
    """Each code → what it says in one line."""
    return {one.code: one.title for one in documented()}


def meaning(docstring: str) -> Meaning:
    """``CODE: title.`` and the headings below it, as a page shows them."""
    head, _, body = docstring.partition("\n\n")
    code, _, title = " ".join(head.split()).partition(": ")
    return Meaning(code, title[:1].upper() + title[1:], body.strip())
