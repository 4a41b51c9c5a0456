"""Charts of accounts and vendor lists as records."""

from __future__ import annotations

import re
from typing import Final

from addin.domain.accounts import Account, AccountKind
from addin.domain.vendors import Vendor
from addin.tables.records.actuals import accounts
from addin.tables.records.columns import Columns
from addin.tables.table import RowKind

CHART_ROWS: Final = (RowKind.BODY, RowKind.SECTION)

_KINDS: Final = (
    (
        AccountKind.CLOSED,
        re.compile(r"closed|inactive|disabled|blocked|do not use|obsolete", re.IGNORECASE),
    ),
    (
        AccountKind.HEADER,
        re.compile(r"head|categor|title|group|section|summary|roll.?up|parent", re.IGNORECASE),
    ),
    (
        AccountKind.BALANCE_SHEET,
        re.compile(
            r"asset|liabilit|equity|balance|bank|cash|receivable|payable|capital|b/?s\b",
            re.IGNORECASE,
        ),
    ),
    (AccountKind.INCOME, re.compile(r"income|revenue|sales|funding|turnover", re.IGNORECASE)),
)


def kind_of(text: str) -> AccountKind:
    """What an account of this type is for; a cost account unless the text says otherwise."""
    return next((kind for kind, said in _KINDS if said.search(text)), AccountKind.COST)


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
        kind = AccountKind.HEADER if heads else kind_of(text)
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
