"""Charts of accounts and vendor lists as records."""

from __future__ import annotations

from typing import Final

from addin.domain.accounts import Account, AccountKind, kind_said
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
