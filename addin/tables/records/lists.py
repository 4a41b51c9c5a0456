"""Charts of accounts, vendor lists, time cards and stock lists as records."""

from __future__ import annotations

from typing import Final

from addin.domain.accounts import Account, AccountKind, kind_said
from addin.domain.stock import StockLine
from addin.domain.timecards import TimecardLine
from addin.domain.vendors import Vendor
from addin.tables.records.actuals import accounts
from addin.tables.records.columns import Columns
from addin.tables.table import RowKind

CHART_ROWS: Final = (RowKind.BODY, RowKind.SECTION)


def chart(columns: Columns) -> list[Account]:
    """The accounts of a chart; rows that head others, and parents of others, take no postings."""
    codes, names = accounts(columns)
    said = columns.texts("kind")
    above = columns.codes("parent")
    parents = set(above) - {""}
    kinds = columns.table.kinds
    levels = columns.numbers("level")
    found = []
    for code, name, text, level, source, section, parent in zip(
        codes, names, said, levels, columns.sources(), columns.groups, above, strict=True
    ):
        if not code:
            continue
        heads = code in parents or kinds.get(source.row) is RowKind.SECTION
        kind = AccountKind.HEADER if heads else kind_said(text)
        found.append(Account(code, name, kind, int(level or 0), source, section, parent))
    return found


def vendors(columns: Columns) -> list[Vendor]:
    """The vendors of a vendor list."""
    return [
        Vendor(name, number, source)
        for name, number, source in zip(
            columns.texts("vendor"), columns.codes("vendor_id"), columns.sources(), strict=True
        )
        if name
    ]


def timecards(columns: Columns) -> list[TimecardLine]:
    """The lines of a time sheet or payroll register; lines that name nobody are left out."""
    dates = columns.dates(
        "date" if columns.has("date") else "end" if columns.has("end") else "start"
    )
    fields = zip(
        columns.texts("person"),
        columns.sources(),
        columns.codes("person_id"),
        dates,
        columns.numbers("hours"),
        columns.numbers("overtime"),
        columns.numbers("rate"),
        columns.amounts("amount"),
        columns.codes("account"),
        strict=True,
    )
    found = (TimecardLine(*each) for each in fields)
    return [line for line in found if line.person or line.number]


def stock(columns: Columns) -> list[StockLine]:
    """The lines of a stock list; lines that name no item are left out."""
    names = columns.texts("item")
    if not any(names):
        names = columns.texts("description")
    fields = zip(
        names,
        columns.sources(),
        columns.codes("item_id"),
        columns.numbers("quantity"),
        columns.texts("unit"),
        columns.numbers("rate"),
        columns.amounts("amount"),
        columns.texts("location"),
        strict=True,
    )
    found = (StockLine(*each) for each in fields)
    return [line for line in found if line.item or line.number]
