"""The body of one table, read column by column, and what in it could not be read.

Codes of the findings: DAT101 text where a number belongs; DAT102 text where a date belongs; DAT103
dates that read two ways; DAT104 a date years away from all others; DAT105 amounts typed as text;
DAT106 a status nobody explained; DAT107 a cell left empty that a record needs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from statistics import median_low
from typing import Final

from addin.domain.money import NO_CURRENCY, Money
from addin.domain.source import Source
from addin.findings import Finding, Severity
from addin.tables.cells import (
    currency_of,
    day_first_of,
    is_nothing,
    to_code,
    to_date,
    to_money,
    to_number,
    to_text,
)
from addin.tables.records.currency import currency_in, row_currency, stated_formats
from addin.tables.records.headings import groups_above
from addin.tables.table import ErrorValue, Sheet, Table, Value, address

DATE_FIELDS: Final = ("date", "due_date", "posted", "start", "end", "delivery")
_TEXT_FILES: Final = (".csv", ".tsv", ".tab", ".txt")
_FIGURES: Final = 3  # so many make a column one of numbers
_NAMED: Final = 3  # how many examples a message quotes
_CELLS: Final = 50  # how many cells a finding names; the message has the full count
_SERIALS: Final = range(29_221, 73_051)  # 1980 to 2099 as Excel counts days
_FAR: Final = 5  # years from a column's middle date that no production spans
_FEW: Final = 5  # with fewer dates a column has no middle to be far from


class Columns:
    """One table's columns as lists of values of the trade, one for each row in ``rows``.

    A field the table does not have is a list of None, or of empty texts. What cannot be read is
    None there and a finding in ``findings``, once for each column.
    """

    def __init__(
        self,
        table: Table,
        sheet: Sheet,
        currency: str = NO_CURRENCY,
        rows: Sequence[int] | None = None,
    ) -> None:
        self.table = table
        self.sheet = sheet
        last = len(sheet.rows)
        self.rows = [row for row in (table.body if rows is None else rows) if row <= last]
        self.currency = currency_in(table, sheet) or currency
        self.findings: list[Finding] = []

    def has(self, name: str) -> bool:
        """Whether the table has a column for this field."""
        return name in self.table.fields

    def raw(self, name: str) -> list[Value]:
        """The cells as they are."""
        column = self.table.fields.get(name)
        if column is None:
            return [None] * len(self.rows)
        at = column - 1
        return [cells[at] if at < len(cells) else None for cells in self._lines]

    @cached_property
    def _lines(self) -> list[Sequence[Value]]:
        grid = self.sheet.rows
        return [grid[row - 1] for row in self.rows]

    def sources(self) -> list[Source]:
        """Where each record stands."""
        columns, table = self.table.columns, self.table
        return [Source(table.book, table.sheet, row, columns) for row in self.rows]

    # ---- texts and codes

    def texts(self, name: str) -> list[str]:
        """Text cells; a merged cell counts for all rows it covers."""
        return self._read(name, to_text)

    def codes(self, name: str) -> list[str]:
        """Account, PO and invoice numbers, with the leading zeros that a format like 0000 shows."""
        codes = self._read(name, to_code)
        column = self.table.fields.get(name)
        zeros = {shown for shown in self.sheet.format_codes if shown and not shown.strip("0")}
        if column and zeros:
            for at, row in enumerate(self.rows):
                shown = self.sheet.format_of(row, column)
                if shown in zeros and codes[at].isdecimal():
                    codes[at] = codes[at].zfill(len(shown))
        return codes

    def _read(self, name: str, reader: Callable[[Value], str]) -> list[str]:
        column = self.table.fields.get(name)
        if column is None:
            return [""] * len(self.rows)
        values = self._filled(column, self.raw(name))
        texts = {
            value: "" if is_nothing(value) else reader(value)
            for value in set(values)
            if isinstance(value, str)
        }
        return [
            texts[value] if isinstance(value, str) else "" if value is None else reader(value)
            for value in values
        ]

    def _filled(self, column: int, values: list[Value]) -> list[Value]:
        below = {
            row: self.sheet.value(area.top, area.left)
            for area in self.sheet.merged
            if area.bottom > area.top and area.left <= column <= area.right
            for row in range(area.top + 1, area.bottom + 1)
        }
        if not below:
            return values
        return [
            below.get(row) if value is None else value
            for row, value in zip(self.rows, values, strict=True)
        ]

    @cached_property
    def groups(self) -> list[str]:
        """The section heading above each row, or what its group column says."""
        above = groups_above(self.table, self.sheet)
        headings = [above.get(row, "") for row in self.rows]
        if not self.has("group"):
            return headings
        named, last = [], ""
        for own, heading in zip(self.texts("group"), headings, strict=True):
            last = own or last
            named.append(last or heading)
        return named

    # ---- amounts and numbers

    def amounts(self, name: str) -> list[Money | None]:
        """Amounts, each in the currency of its row, cell or column."""
        values = self.raw(name)
        currencies = self._currencies(name, values)
        amounts = [
            None if value is None else to_money(value, currency)
            for value, currency in zip(values, currencies, strict=True)
        ]
        self._report_numbers(name, values, amounts, "an amount")
        return amounts

    def numbers(self, name: str) -> list[Decimal | None]:
        """Plain numbers: quantities, rates, percentages (0.22 for 22 %)."""
        values = self.raw(name)
        read = [None if value is None else to_number(value) for value in values]
        self._report_numbers(name, values, read, "a number")
        return [None if number is None else Decimal(number) for number in read]

    def _report_numbers(
        self, name: str, values: Sequence[Value], read: Sequence[object], wanted: str
    ) -> None:
        bad, typed = [], []
        for at, value in enumerate(values):
            if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
                continue
            if read[at] is not None:
                typed.append(at)
            elif not is_nothing(value) and not isinstance(value, ErrorValue):
                bad.append(at)  # error values have a rule of their own
        if bad:
            what = (
                "text or a date" if any(isinstance(values[at], dt.date) for at in bad) else "text"
            )
            self.report(
                "DAT101",
                Severity.WARNING,
                name,
                bad,
                f"hold {what} where {wanted} belongs ({self._quoted(values, bad)}):"
                " no sum counts them",
                f"Type {wanted} there, and move remarks to a column of their own.",
            )
        formulas = self.sheet.formulas
        column = self.table.fields.get(name, 0)
        typed = [at for at in typed if (self.rows[at], column) not in formulas]
        # among real figures, text has a rule of its own; in a text file all is text
        real = len(values) - values.count(None) - len(typed) - len(bad)
        if typed and real < _FIGURES and not self.table.book.casefold().endswith(_TEXT_FILES):
            self.report(
                "DAT105",
                Severity.WARNING,
                name,
                typed,
                f"hold numbers typed as text ({self._quoted(values, typed)}): Tieout reads them,"
                " but Excel's SUM leaves them out",
                "Select the cells and use Data > Text to Columns > Finish.",
            )

    def _currencies(self, name: str, values: Sequence[Value]) -> list[str]:
        column = self.table.fields.get(name, 0)
        own = currency_of(self.table.headings.get(column, "")) or self.currency
        currencies = [row or own for row in self._row_currencies]
        stated = self._stated_formats
        if stated:
            formats = self.sheet.formats
            for at, row in enumerate(self.rows):
                said = stated.get(formats.get((row, column), ""))
                if said and not self._row_currencies[at]:
                    currencies[at] = said
        for at, value in enumerate(values):
            if isinstance(value, str) and not (value[:1].isdecimal() and value[-1:].isdecimal()):
                currencies[at] = currency_of(value) or currencies[at]
        return currencies

    @cached_property
    def _stated_formats(self) -> Mapping[str, str]:
        return stated_formats(self.sheet)

    @cached_property
    def _row_currencies(self) -> list[str]:
        """What the currency column says, row by row; empty where it says nothing known."""
        texts = self.texts("currency")
        said = {text: row_currency(text) for text in set(texts)}
        return [said[text] for text in texts]

    # ---- dates

    def dates(self, name: str) -> list[dt.date | None]:
        """Dates; text dates in the order of day and month that the column shows."""
        values = self.raw(name)
        order = self._order(name)
        dates = [None if value is None else _date(value, order) for value in values]
        bad = [
            at
            for at, value in enumerate(values)
            if dates[at] is None and not is_nothing(value) and not isinstance(value, ErrorValue)
        ]
        two = [at for at in bad if order is None and to_date(values[at], day_first=True)]
        if two:
            self.report(
                "DAT103",
                Severity.WARNING,
                name,
                two,
                f"hold dates as text that read two ways ({self._quoted(values, two)}): nothing in"
                " the column says whether the day or the month comes first, so they are left out",
                "Write them as 2026-03-14, or as real dates.",
            )
        other = sorted(set(bad) - set(two))
        if other:
            self.report(
                "DAT102",
                Severity.WARNING,
                name,
                other,
                f"hold something that is no date ({self._quoted(values, other)})",
                "Type the date there; a remark belongs in a column of its own.",
            )
        self._report_far(name, dates)
        return dates

    def _order(self, name: str) -> bool | None:
        return self._orders.get(name) if self._orders.get(name) is not None else self._usual_order

    @cached_property
    def _orders(self) -> dict[str, bool | None]:
        return {
            name: day_first_of(value for value in self.raw(name) if isinstance(value, str))
            for name in DATE_FIELDS
            if self.has(name)
        }

    @cached_property
    def _usual_order(self) -> bool | None:
        """The order that the table's other date columns agree on."""
        said = {order for order in self._orders.values() if order is not None}
        return said.pop() if len(said) == 1 else None

    def _report_far(self, name: str, dates: Sequence[dt.date | None]) -> None:
        years = [date.year for date in dates if date is not None]
        if len(years) < _FEW:
            return
        middle = median_low(years)
        far = [
            at
            for at, date in enumerate(dates)
            if date is not None and abs(date.year - middle) >= _FAR
        ]
        if far and len(far) * 10 <= len(years):
            self.report(
                "DAT104",
                Severity.WARNING,
                name,
                far,
                f"hold dates years away from the others, which are around {middle}"
                f" ({', '.join(str(dates[at]) for at in far[:_NAMED])})",
                "Check the year against the document.",
            )

    # ---- findings

    def report_missing(self, what: str, *names: str, besides: Iterable[int] = ()) -> None:
        """Cells that a record needs and that are empty; ``besides``: positions that may be empty.

        A column that is mostly empty is one that its list does not use: nothing is said of it.
        """
        columns = [self.raw(name) for name in names if self.has(name)]
        if not columns:
            return
        present = [name for name in names if self.has(name)]
        may = set(besides)
        empty = [
            at
            for at in range(len(self.rows))
            if at not in may and all(is_nothing(column[at]) for column in columns)
            if not any(self.unknown(name, at) for name in present)
        ]
        if empty and len(empty) * 2 < len(self.rows):
            self.report(
                "DAT107",
                Severity.WARNING,
                present[0],
                empty,
                f"are empty, so {what} there is not known",
                "Fill them in from the document.",
            )

    def unknown(self, name: str, at: int) -> bool:
        """Whether the cell is a formula whose value nobody has computed: not the same as empty."""
        column = self.table.fields.get(name, 0)
        return (self.rows[at], column) in self.sheet.uncached and self.raw_at(name, at) is None

    def raw_at(self, name: str, at: int) -> Value:
        """One cell as it is."""
        return self.sheet.value(self.rows[at], self.table.fields.get(name, 0))

    def report(
        self,
        code: str,
        severity: Severity,
        name: str,
        where: Sequence[int],
        message: str,
        advice: str,
    ) -> None:
        """One finding for a column: ``where`` are the positions of its rows."""
        column = self.table.fields[name]
        heading = self.table.headings.get(column, name)
        count = f"{len(where)} cells" if len(where) > 1 else "1 cell"
        if len(where) == 1:
            message = _singular(message)
        self.findings.append(
            Finding(
                code,
                severity,
                f"{count} in “{heading}” {message}.",
                tuple(self.table.place(self.rows[at], column) for at in where[:_CELLS]),
                numbers=(("cells", len(where)),),
                advice=advice,
                subject=f"{heading} of the table at"
                f" {address(self.table.area.top, self.table.area.left)}",
            )
        )

    def _quoted(self, values: Sequence[Value], where: Sequence[int]) -> str:
        shown = list(dict.fromkeys(to_text(values[at])[:30] for at in where))
        more = ", …" if len(shown) > _NAMED else ""
        return ", ".join(f"“{text}”" for text in shown[:_NAMED]) + more


def _singular(message: str) -> str:
    for many, one in (
        ("hold dates as text that read", "holds a date as text that reads"),
        ("hold dates", "holds a date"),
        ("hold numbers", "holds a number"),
        ("hold ", "holds "),
        ("are empty", "is empty"),
        ("so they are", "so it is"),
        ("counts them", "counts it"),
        ("reads them", "reads it"),
        ("leaves them", "leaves it"),
    ):
        message = message.replace(many, one)
    return message


def _date(value: Value, day_first: bool | None) -> dt.date | None:  # noqa: FBT001 - as to_date
    if isinstance(value, int | float):
        number = to_number(value)
        if number is not None and int(number) in _SERIALS:
            return to_date(value, serials=True)  # a date that lost its format
        return None if number is None else to_date(str(number))  # 20260314, as ledgers export it
    return to_date(value, day_first)
