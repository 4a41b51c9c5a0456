"""RULES: every rule, in the order reports explain them; and what each code means."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final, cast

from addin.rules.reading import READING
from addin.rules.rule import Rule

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
    "REC": "what two lists say of the same thing",
}
"""The families of codes, in the order reports explain them."""

_FOLDERS: Final[dict[str, tuple[str, ...]]] = {}
"""Folder of rules → its modules, in the order of their codes."""


@dataclass(frozen=True, slots=True)
class Documented:
    """What one code means, from the docstring of its rule."""

    code: str
    title: str
    body: str


def _modules() -> Iterator[Any]:
    for folder, names in _FOLDERS.items():
        for name in names:
            yield import_module(f"addin.rules.{folder}.{name}")


RULES: Final = tuple(cast("Rule", module) for module in _modules())


@cache
def documented() -> tuple[Documented, ...]:
    """Every code with its meaning: of reading, of the rules, of the reconciliation."""
    found = [
        *(Documented(*meaning) for meaning in READING),
        *(_of_module(rule) for rule in RULES),
    ]
    order = list(FAMILIES)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.code.rstrip("0123456789")), one.code))
    )


@cache
def titles() -> dict[str, str]:
    """Each code → what it says in one line."""
    return {one.code: one.title for one in documented()}


def _of_module(module: object) -> Documented:
    return documentation(inspect.getdoc(module) or "")


def documentation(docstring: str) -> Documented:
    """``CODE: title.`` and the headings below it, as a page shows them."""
    head, _, body = docstring.partition("\n\n")
    code, _, title = " ".join(head.split()).partition(": ")
    return Documented(code, title[:1].upper() + title[1:], body.strip())
