"""A template's contract: its sheets, headings, keys, types, formulas and who edits what.

``contract.toml`` is the source of truth; the workbook is built from it. In a formula ``[Rate]`` is
the cell of that column in the same row, ``[Rate above]`` the rows above it, ``Detail[Rate]`` the
whole column of a sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Kind(StrEnum):
    """How a sheet is built."""

    LIST = "list"  # one line after the other, totals above the headings
    ACCOUNTS = "accounts"  # a row for each cost account, section totals, a grand total
    SECTIONS = "sections"  # a row for each section of another sheet
    CHECKS = "checks"  # figures that must agree, two by two


class Type(StrEnum):
    """What a column or a cell holds."""

    TEXT = "text"
    CODE = "code"  # text that may look like a number
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``field`` is its name in the vocabulary, empty where only people read it.

    A column with a ``formula`` is edited by nobody. ``total``: ``sum``, or ``formula`` where the
    total row is worked out like the others. ``choices_from`` is a column of a sheet; what is not in
    it is warned of, while ``choices`` are all there are.
    """

    heading: str
    type: Type
    width: float
    field: str = ""
    formula: str = ""
    total: str = ""
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    help: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A labelled cell above the headings, with a name that formulas use."""

    label: str
    name: str
    type: Type
    formula: str = ""


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge (or, with a rate below zero, a credit) below the line items of a topsheet.

    ``account`` is the account it is reported on: that one has no row among the line items.
    """

    name: str
    account: str
    rate: str  # a decimal, "0.10" for 10 %
    base: tuple[str, ...] = ()  # sections it is taken on; none: all


@dataclass(frozen=True, slots=True)
class CheckRow:
    """Two figures that must agree."""

    what: str
    left: str
    right: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Cells of a column that stand out where a formula is true."""

    column: str
    formula: str
    mild: bool = False


@dataclass(frozen=True, slots=True)
class SheetContract:
    """One sheet of a template."""

    name: str
    kind: Kind
    title: str
    columns: tuple[Column, ...] = ()
    about: str = ""
    role: str = ""
    key: tuple[str, ...] = ()
    lines: int = 0  # ready to be filled in
    of: str = ""  # the sheet whose sections are listed
    cells: tuple[NamedCell, ...] = ()
    charges: tuple[ChargeRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    flags: tuple[Flag, ...] = ()
    amount: str = ""  # the column that charges are added to

    def column(self, heading: str) -> int:
        """The number of a column, from 1.

        Raises:
            ContractBroken: it has none of that heading.
        """
        for number, column in enumerate(self.columns, 1):
            if column.heading == heading:
                return number
        raise ContractBroken(f"sheet '{self.name}' has no column '{heading}'")


@dataclass(frozen=True, slots=True)
class Contract:
    """One template workbook."""

    noun: str
    title: str
    about: str
    sheets: tuple[SheetContract, ...]
    names: tuple[tuple[str, str], ...] = ()

    def sheet(self, name: str) -> SheetContract:
        """The sheet of that name.

        Raises:
            ContractBroken: there is none.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise ContractBroken(f"the contract '{self.noun}' has no sheet '{name}'")


class ContractBroken(ValueError):
    """A contract that contradicts itself; the text says where."""


_SHEET_KEYS: Final = {
    "name", "kind", "title", "columns", "about", "role", "key", "lines", "of", "cells", "charges",
    "checks", "flags", "amount",
}  # fmt: skip
_COLUMN_KEYS: Final = {
    "type", "width", "field", "formula", "total", "choices", "choices_from", "help", "group",
}  # fmt: skip


def contract_of(noun: str, values: Mapping[str, Any]) -> Contract:
    """A contract from what ``tomllib`` read.

    Raises:
        ContractBroken: a key is missing, unknown, or has a value it cannot have.
    """
    try:
        return Contract(
            noun=noun,
            title=values["title"],
            about=values["about"],
            sheets=tuple(_sheet(entry) for entry in values["sheets"]),
            names=tuple(values.get("names", {}).items()),
        )
    except KeyError as error:
        raise ContractBroken(f"the contract '{noun}' lacks {error}") from None
    except (TypeError, ValueError) as error:
        raise ContractBroken(f"the contract '{noun}': {error}") from None


def _sheet(entry: Mapping[str, Any]) -> SheetContract:
    name = entry["name"]
    _only(entry, _SHEET_KEYS, f"sheet '{name}'")
    return SheetContract(
        name=name,
        kind=Kind(entry["kind"]),
        title=entry["title"],
        columns=tuple(_column(h, each) for h, each in entry.get("columns", {}).items()),
        about=entry.get("about", ""),
        role=entry.get("role", ""),
        key=tuple(entry.get("key", ())),
        lines=entry.get("lines", 0),
        of=entry.get("of", ""),
        cells=tuple(_cell(each) for each in entry.get("cells", ())),
        charges=tuple(
            ChargeRow(
                each["name"],
                each.get("account", ""),
                str(each["rate"]),
                tuple(each.get("base", ())),
            )
            for each in entry.get("charges", ())
        ),
        checks=tuple(CheckRow(**each) for each in entry.get("checks", ())),
        flags=tuple(Flag(**each) for each in entry.get("flags", ())),
        amount=entry.get("amount", ""),
    )


def _column(heading: str, entry: Mapping[str, Any]) -> Column:
    _only(entry, _COLUMN_KEYS, f"column '{heading}'")
    values = {key: value for key, value in entry.items() if key not in {"type", "choices"}}
    choices: Sequence[str] = entry.get("choices", ())
    return Column(heading, Type(entry["type"]), choices=tuple(choices), **values)


def _cell(entry: Mapping[str, Any]) -> NamedCell:
    return NamedCell(entry["label"], entry["name"], Type(entry["type"]), entry.get("formula", ""))


def _only(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    strange = sorted(entry.keys() - known)
    if strange:
        raise ContractBroken(f"{where} has unknown keys: {', '.join(strange)}")
