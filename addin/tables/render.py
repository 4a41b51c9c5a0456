"""A contract and records → the workbook that it describes, empty or filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.tables import template_looks as looks
from addin.tables.blueprint import (
    BookBlueprint,
    Entry,
    Highlight,
    Look,
    SheetBlueprint,
)
from addin.tables.contract import Column, Contract, Kind, NamedCell, SheetContract, Type
from addin.tables.filling import Filling, Row
from addin.tables.page_sheet import PagePainter, block_layouts
from addin.tables.sheet_rules import choices, highlights
from addin.tables.table import Area, ListObject, Value, column_letters
from addin.tables.template_references import Layout, References

_FIRST_CELL: Final = 4
_ONE_PAGE: Final = 90  # rows that are still legible on one page
_NEAR: Final = 100  # characters from the left edge: as far as a label is still read with its cell
_PORTRAIT: Final = 140  # characters across that are still legible on an upright page
_TABS: Final = {Kind.LIST: "8FA3B5", Kind.ACCOUNTS: looks.INK, Kind.SECTIONS: looks.INK}


def rendered(contract: Contract, chart: ChartOfAccounts, filling: Filling) -> BookBlueprint:
    """The workbook of a contract, one row for each cost account of the chart where it says so.

    Raises:
        ContractBroken: a formula names a sheet or column that the contract does not have.
    """
    accounts = _by_section(chart)
    layouts: dict[str, Layout] = {}
    for sheet in contract.sheets:
        if sheet.kind is Kind.PAGE:
            layouts |= block_layouts(sheet, filling)
        else:
            layouts[sheet.name] = _layout(sheet, _listed(sheet, accounts), filling)
    references = References(layouts)
    sheets = []
    names: dict[str, str] = {}
    for sheet in contract.sheets:
        if sheet.kind is Kind.PAGE:
            page = PagePainter(contract, sheet, references, filling)
            sheets.append(page.sheet())
            names |= page.names
            continue
        painter = _Painter(contract, sheet, layouts[sheet.name], references, filling)
        sheets.append(painter.sheet(_listed(sheet, accounts)))
        names |= painter.names
    for name, target in contract.names:
        names[name] = references.at(target, contract.sheets[0].name, 1)
    return BookBlueprint(contract.title, tuple(sheets), names)


Sections = tuple[tuple[str, tuple[Account, ...]], ...]


def _by_section(chart: ChartOfAccounts) -> Sections:
    found: dict[str, list[Account]] = {}
    for account in chart.accounts:
        if account.kind is AccountKind.COST:
            found.setdefault(account.section or "Accounts", []).append(account)
    return tuple((section, tuple(accounts)) for section, accounts in found.items())


def _listed(sheet: SheetContract, accounts: Sections) -> Sections:
    """The accounts that have a row on a sheet: all but those that its charges stand for."""
    charged = {charge.account for charge in sheet.charges}
    return tuple(
        (section, tuple(account for account in listed if account.code not in charged))
        for section, listed in accounts
    )


def _layout(sheet: SheetContract, accounts: Sections, filling: Filling) -> Layout:
    header = _FIRST_CELL + len(sheet.cells) + (1 if sheet.cells else 0)
    if any(column.group for column in sheet.columns):
        header += 1
    if sheet.kind is Kind.LIST:
        if any(column.total for column in sheet.columns):
            header += 1
        lines = max(sheet.lines, len(filling.lines.get(sheet.name, ())), 1)
        return Layout(sheet, header, header + 1, header + lines)
    if sheet.kind is Kind.ACCOUNTS:
        # a heading, the accounts, a total and a blank row for each section; then the grand total
        rows = sum(len(listed) + 3 for _, listed in accounts)
        grand = header + rows + 1
        return Layout(sheet, header, header + 1, grand - 1, grand)
    count = len(accounts) if sheet.kind is Kind.SECTIONS else len(sheet.checks)
    return Layout(sheet, header, header + 1, header + count, header + count + 1)


@dataclass(slots=True)
class _Painter:
    """Draws one sheet."""

    contract: Contract
    of: SheetContract
    layout: Layout
    references: References
    filling: Filling
    entries: dict[tuple[int, int], Entry] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    section_totals: list[int] = field(default_factory=list)

    def sheet(self, accounts: Sections) -> SheetBlueprint:
        self._top()
        self._headings()
        rest: dict[str, Any] = {}
        if self.of.kind is Kind.LIST:
            rest = self._list()
        elif self.of.kind is Kind.ACCOUNTS:
            self._accounts(accounts)
        elif self.of.kind is Kind.SECTIONS:
            self._sections(accounts)
        else:
            rest = self._checks()
        header = self.layout.header
        grouped = any(column.group for column in self.of.columns)
        return SheetBlueprint(
            self.of.name,
            self.entries,
            widths={n: column.width for n, column in enumerate(self.of.columns, 1)},
            hidden_columns=frozenset(
                n for n, column in enumerate(self.of.columns, 1) if column.is_hidden
            ),
            heights={1: 26.0, header: 32.0 if self._wraps() else 19.0},
            frozen=(header + 1, self._first_that_scrolls()),
            merged=tuple(self.merged),
            highlights=(*self._highlights(), *rest.pop("highlights", ())),
            repeated_rows=(header - 1 if grouped else header, header),
            landscape=self._width() > _PORTRAIT,
            wide=self._width() > 200,
            one_page=self.of.kind is not Kind.LIST and self.layout.grand_total < _ONE_PAGE,
            gridlines=False,
            tab_colour=_TABS.get(self.of.kind, "C58A00"),
            footer=f"{self.contract.title}  |  {self.filling.production}".rstrip(" |"),
            **rest,
        )

    def _first_that_scrolls(self) -> int:
        """Behind the key; before the days, where there are any."""
        days = [n for n, column in enumerate(self.of.columns, 1) if column.heading_formula]
        return days[0] if days else 2 if self.of.kind is Kind.LIST else 3

    def _width(self) -> float:
        return sum(column.width for column in self.of.columns if not column.is_hidden)

    def _wraps(self) -> bool:
        return any(len(column.heading) * 1.2 > column.width for column in self.of.columns)

    def _top(self) -> None:
        self._put(1, 1, self.of.title, looks.TITLE)
        about = "  |  ".join(part for part in (self.filling.production, self.of.about) if part)
        self._put(2, 1, about or None, looks.ABOUT)
        at, last = self._cell_place()
        for row, cell in enumerate(self.of.cells, _FIRST_CELL):
            self._put(row, 1, cell.label, looks.LABEL)
            self._named(row, at, cell)
            if last > at:
                for column in range(at + 1, last + 1):
                    self._put(row, column, None, self.entries[row, at].look)
                self.merged.append(Area(row, at, row, last))

    def _named(self, row: int, column: int, cell: NamedCell) -> None:
        look = looks.named(cell.type, worked=bool(cell.formula))
        if cell.formula:
            self._work(row, column, cell.formula, look)
        else:
            self._put(row, column, self.filling.cells.get(cell.name), look)
        letters = column_letters(column)
        self.names[cell.name] = f"'{self.of.name}'!${letters}${row}"

    def _cell_place(self) -> tuple[int, int]:
        """The first column right of the labels that is wide enough for an amount, or several."""
        labels = max((len(cell.label) for cell in self.of.cells), default=0)
        money = any(cell.type is not Type.DATE for cell in self.of.cells)
        wanted = 14 if money else 11
        left = 0.0
        behind: list[int] = []  # columns right of the labels
        for number, column in enumerate(self.of.columns, 1):
            if not column.is_hidden:
                if left >= labels and column.width >= wanted and left < _NEAR:
                    return number, number
                if left >= labels:
                    behind.append(number)
                left += column.width
        together = 0.0
        for number in behind:
            together += self.of.columns[number - 1].width
            if together >= wanted:
                return behind[0], number
        return len(self.of.columns), len(self.of.columns)

    def _headings(self) -> None:
        row = self.layout.header
        group, start = "", 0
        for number, column in enumerate((*self.of.columns, Column("", Type.TEXT, 0)), 1):
            if column.group != group:
                if group:
                    self.merged.append(Area(row - 1, start, row - 1, number - 1))
                group, start = column.group, number
            if column.group:
                text = column.group if start == number else None
                self._put(row - 1, number, text, looks.GROUP)
            if column.heading:
                self.entries[row, number] = self._heading(column, row)

    def _heading(self, column: Column, row: int) -> Entry:
        if not column.heading_formula:
            return Entry(column.heading, look=looks.HEADING, note=column.help)
        text = self.references.at(column.heading_formula, self.of.name, row)
        return Entry(formula=text, look=looks.DAY, note=column.help)

    def _list(self) -> dict[str, Any]:
        typed = self.filling.lines.get(self.of.name, ())
        for row in range(self.layout.first, self.layout.last + 1):
            at = row - self.layout.first
            self._line(row, typed[at] if at < len(typed) else {})
        totals = [n for n, column in enumerate(self.of.columns, 1) if column.total]
        if totals:
            row = self.layout.header - 1
            for number in range(1, len(self.of.columns) + 1):
                self._put(row, number, None, looks.total(Type.TEXT))
            self._put(row, max(1, totals[0] - 1), "Total", looks.total(Type.TEXT))
            for number in totals:
                lines = Area(self.layout.first, number, self.layout.last, number)
                look = looks.total(self.of.columns[number - 1].type)
                self.entries[row, number] = Entry(formula=f"SUBTOTAL(109,{lines})", look=look)
        area = Area(self.layout.header, 1, self.layout.last, len(self.of.columns))
        if any(column.formula for column in self.of.columns):
            return {"filter_area": area, "choices": choices(self.of, self.references)}
        name = f"{self.contract.noun}_{self.of.name}".replace(" ", "_")
        headings = tuple(column.heading for column in self.of.columns)
        listed = (ListObject(name, area, headings),)
        return {"list_objects": listed, "choices": choices(self.of, self.references)}

    def _line(self, row: int, typed: Row, *, whole: bool = False) -> None:
        for number, column in enumerate(self.of.columns, 1):
            look = looks.body(column.type, worked=bool(column.formula), whole=whole)
            value = typed.get(column.heading)
            if column.formula:
                self._work(row, number, column.formula, look)
            elif isinstance(value, str) and value.startswith("="):
                self._work(row, number, value[1:], look)
            else:
                self._put(row, number, value, look)

    def _accounts(self, accounts: Sections) -> None:
        typed = self.filling.comments.get(self.of.name, {})
        row = self.layout.first
        for section, listed in accounts:
            for number in range(1, len(self.of.columns) + 1):
                self._put(row, number, section.upper() if number == 1 else None, looks.SECTION)
            first = row + 1
            for row, account in enumerate(listed, first):
                own = {self.of.columns[0].heading: account.code}
                own[self.of.columns[1].heading] = account.name
                self._line(row, {**own, **typed.get(account.code, {})}, whole=True)
            row += 1
            self._sums(row, f"Total {section.lower()}", [(first, row - 1)], grand=False)
            self.section_totals.append(row)
            row += 2
        grand = self.layout.grand_total
        parts = [(total, total) for total in self.section_totals]
        name = "Line items" if self.of.charges else "Total"
        self._sums(grand, name, parts, grand=True)
        self._charges(grand, accounts)

    def _sums(self, row: int, name: str, parts: Iterable[tuple[int, int]], *, grand: bool) -> None:
        spans = tuple(parts)
        for number, column in enumerate(self.of.columns, 1):
            look = looks.total(column.type, grand=grand, whole=True)
            letters = column_letters(number)
            if number == 2:
                self._put(row, number, name, look)
            elif column.total == "sum" and grand:
                terms = "+".join(f"{letters}{at}" for at, _ in spans)
                self.entries[row, number] = Entry(formula=terms, look=look)
            elif column.total == "sum":
                first, last = spans[0]
                formula = f"SUM({letters}{first}:{letters}{last})"
                self.entries[row, number] = Entry(formula=formula, look=look)
            elif column.total == "formula":
                self._work(row, number, column.formula, look)
            else:
                self._put(row, number, None, look)

    def _charges(self, grand: int, accounts: Sections) -> None:
        if not self.of.charges:
            return
        amount = self.of.column(self.of.amount)
        letters = column_letters(amount)
        of_section = dict(zip((name for name, _ in accounts), self.section_totals, strict=True))
        row = grand + 1
        for row, charge in enumerate(self.of.charges, grand + 1):
            for number, column in enumerate(self.of.columns, 1):
                self._put(row, number, None, looks.body(column.type, worked=False, whole=True))
            self._put(row, 1, charge.account, looks.body(Type.CODE, worked=False))
            self._put(row, 2, charge.name, looks.body(Type.TEXT, worked=False))
            rate = Entry(float(charge.rate), look=looks.body(Type.PERCENT, worked=False))
            self.entries[row, amount - 1] = rate
            bases = [f"{letters}{of_section[name]}" for name in charge.base] or [
                f"{letters}{grand}"
            ]
            formula = f"ROUND({column_letters(amount - 1)}{row}*({'+'.join(bases)}),2)"
            look = looks.body(Type.MONEY, worked=True, whole=True)
            self.entries[row, amount] = Entry(formula=formula, look=look)
        row += 1
        for number, column in enumerate(self.of.columns, 1):
            self._put(row, number, None, looks.total(column.type, grand=True, whole=True))
        self._put(row, 2, "GRAND TOTAL", looks.total(Type.TEXT, grand=True))
        formula = f"SUM({letters}{grand}:{letters}{row - 1})"
        look = looks.total(Type.MONEY, grand=True, whole=True)
        self.entries[row, amount] = Entry(formula=formula, look=look)

    def _sections(self, accounts: Sections) -> None:
        source = self.references.layouts[self.of.of]
        row = source.first
        last = len(accounts)
        for at, (section, listed) in enumerate(accounts):
            row += len(listed) + 1  # its total
            self._carried(self.layout.first + at, section, source, row, grand=False)
            row += 2
        self._carried(self.layout.first + last, "Total", source, source.grand_total, grand=True)

    def _carried(self, row: int, name: str, source: Layout, at: int, *, grand: bool) -> None:
        for number, column in enumerate(self.of.columns, 1):
            look = (
                looks.total(column.type, grand=True, whole=True)
                if grand
                else looks.body(column.type, worked=number > 1, whole=True)
            )
            letters = column_letters(number)
            if number == 1:
                self._put(row, 1, name, look)
            elif grand:
                formula = f"SUM({letters}{self.layout.first}:{letters}{row - 1})"
                self.entries[row, number] = Entry(formula=formula, look=look)
            else:
                theirs = column_letters(source.contract.column(column.heading))
                formula = f"'{source.contract.name}'!{theirs}{at}"
                self.entries[row, number] = Entry(formula=formula, look=look)

    def _checks(self) -> dict[str, Any]:
        for row, check in enumerate(self.of.checks, self.layout.first):
            money = looks.body(Type.MONEY, worked=True)
            self._put(row, 1, check.what, looks.body(Type.TEXT, worked=False))
            self._work(row, 2, f"ROUND({check.left},2)", money)
            self._work(row, 3, f"ROUND({check.right},2)", money)
            self._work(row, 4, f"ROUND(B{row}-C{row},2)", money)
            self._work(row, 5, f"IF(D{row}=0,0,1)", looks.body(Type.NUMBER, worked=True))
            text = f'IF(D{row}=0,"ties","DOES NOT TIE: {check.advice}")'
            self._work(row, 6, text, looks.body(Type.TEXT, worked=True))
        area = Area(self.layout.first, 1, self.layout.last, len(self.of.columns))
        bad = Highlight(area, f"$E{self.layout.first}<>0", looks.RED, looks.RED_FILL)
        return {"highlights": (bad,)}

    def _highlights(self) -> tuple[Highlight, ...]:
        total = self.layout.grand_total if self.of.kind is Kind.ACCOUNTS else 0
        return highlights(self.of, self.references, total or self.layout.last)

    def _put(self, row: int, column: int, value: Value, look: Look) -> None:
        self.entries[row, column] = Entry(value, look=look)

    def _work(self, row: int, column: int, formula: str, look: Look) -> None:
        text = self.references.at(formula, self.of.name, row)
        self.entries[row, column] = Entry(formula=text, look=look)
