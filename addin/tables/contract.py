"""A template's contract: its sheets, headings, keys, types, formulas and who edits what.

``contract.toml`` is the source of truth; the workbook is built from it. In a formula ``[Rate]`` is
the cell of that column in the same row, ``[Rate above]`` the rows above it, ``Detail[Rate]`` the
whole column of a sheet. ``[$Rate]`` keeps its column when a rule is written for several columns,
``[Rate heading]`` is the cell of the heading itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Kind(StrEnum):
    """How a sheet is built."""

    LIST = "list"  # one line after the other, totals above the headings
    ACCOUNTS = "accounts"  # a row for each cost account, section totals, a grand total
    SECTIONS = "sections"  # a row for each section of another sheet
    CHECKS = "checks"  # figures that must agree, two by two
    PAGE = "page"  # a form: labelled cells on top, then several short tables


class Type(StrEnum):
    """What a column or a cell holds."""

    TEXT = "text"
    CODE = "code"  # text that may look like a number
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    PERCENT = "percent"
    COUNT = "count"  # a whole number of something
    TIME = "time"  # of a day, 24 hours
    PAGES = "pages"  # of a script, in eighths: 1 3/8
    MARK = "mark"  # a short code, such as a day's in a day-out-of-days


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``field`` is its name in the vocabulary, empty where only people read it.

    ``span`` is over how many columns of a page it stretches. A heading with a formula is worked
    out, as the days of a month are; so many columns of one kind are written once, with ``across``.

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
    span: int = 1
    is_hidden: bool = False
    heading_formula: str = ""


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
    """Cells of a column, or of all up to another, that stand out where a formula is true.

    ``tone`` is ``bad``, ``mild``, ``good`` or ``quiet``.
    """

    column: str
    formula: str
    mild: bool = False
    to: str = ""
    tone: str = "bad"


@dataclass(frozen=True, slots=True)
class SheetContract:
    """One sheet of a template, or one table of a page.

    ``grid`` are the widths of a page's columns and ``cells_across`` how many labelled cells stand
    side by side on it; a block that stands ``beside`` the one before begins at column ``left``.
    """

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
    blocks: tuple[SheetContract, ...] = ()
    grid: tuple[float, ...] = ()
    cells_across: int = 1
    left: int = 1
    is_beside: bool = False

    def column(self, heading: str) -> int:
        """The number of a column on its sheet, from 1.

        Raises:
            ContractBroken: it has none of that heading.
        """
        number = self.left
        for column in self.columns:
            if column.heading == heading:
                return number
            number += column.span
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
        """The sheet of that name, or the table of a page.

        Raises:
            ContractBroken: there is none.
        """
        for sheet in self.sheets:
            for found in (sheet, *sheet.blocks):
                if found.name == name:
                    return found
        raise ContractBroken(f"the contract '{self.noun}' has no sheet '{name}'")


class ContractBroken(ValueError):
    """A contract that contradicts itself; the text says where."""


_SHEET_KEYS: Final = {
    "name", "kind", "title", "columns", "about", "role", "key", "lines", "of", "cells", "charges",
    "checks", "flags", "amount", "blocks", "grid", "cells_across", "left", "beside",
}  # fmt: skip
_COLUMN_KEYS: Final = {
    "type", "width", "field", "formula", "total", "choices", "choices_from", "help", "group",
    "span", "hidden", "heading", "across",
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
        kind=Kind(entry.get("kind", "list")),
        title=entry["title"],
        columns=tuple(
            column for h, each in entry.get("columns", {}).items() for column in _columns(h, each)
        ),
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
        blocks=tuple(_sheet(each) for each in entry.get("blocks", ())),
        grid=tuple(float(width) for width in entry.get("grid", ())),
        cells_across=entry.get("cells_across", 1),
        left=entry.get("left", 1),
        is_beside=entry.get("beside", False),
    )


def _columns(heading: str, entry: Mapping[str, Any]) -> Iterator[Column]:
    """One column, or as many as it says, with ``{n}`` counted from 1 in its texts."""
    _only(entry, _COLUMN_KEYS, f"column '{heading}'")
    plain = ("field", "total", "choices_from", "help", "group", "span")
    values = {key: entry[key] for key in plain if key in entry}
    count: int = entry.get("across", 1)
    if count < 1 or (count > 1 and "{n}" not in heading):
        raise ContractBroken(f"column '{heading}' stands {count} times and needs {{n}} in its name")
    for number in range(1, count + 1):
        text = {
            key: str(entry.get(key, "")).replace("{n}", str(number))
            for key in ("formula", "heading")
        }
        yield Column(
            heading.replace("{n}", str(number)),
            Type(entry["type"]),
            0.0 if "span" in entry else entry["width"],
            choices=tuple(entry.get("choices", ())),
            formula=text["formula"],
            heading_formula=text["heading"],
            is_hidden=entry.get("hidden", False),
            **values,
        )


def _cell(entry: Mapping[str, Any]) -> NamedCell:
    return NamedCell(entry["label"], entry["name"], Type(entry["type"]), entry.get("formula", ""))


def _only(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    strange = sorted(entry.keys() - known)
    if strange:
        raise ContractBroken(f"{where} has unknown keys: {', '.join(strange)}")
