"""A chart of accounts as a function takes it: a range of the user's own sheet."""

from __future__ import annotations

from functools import cache
from typing import Final

from addin.domain.account_codes import learned
from addin.domain.accounts import Account, AccountKind, ChartOfAccounts, kind_said
from addin.tables.cells import to_number, to_text
from addin.tables.headings import normal
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell, Table
from addin.udfs.read_once import read_once
from addin.udfs.typed_rows import typed_rows

FIELDS: Final = {
    "account": (str, ("code", "account no", "account code", "acct", "no", "line", "gl code")),
    "name": (str, ("account name", "description", "account description", "title")),
    "kind": (str, ("type", "account type", "status")),
    "level": (Cell, ()),
    "section": (str, ("group", "heading")),
    "parent": (str, ("parent account", "rolls up into", "roll up", "header account")),
}
HELP: Final = "the chart of accounts with its heading row"
_WITHOUT_HEADINGS: Final = ("account", "name")


@read_once
def chart_from(chart: Table) -> ChartOfAccounts:
    """The chart a range holds; its own codes say what their mask is.

    Under a heading row, ``account`` is needed, and name, kind, level, section and parent are read
    where they are. Without headings it has one column, the codes, or two, the codes and names. An
    account that others name as their parent is a heading.

    Raises:
        CellError: no column of accounts, or no account in it.
    """
    if not _has_headings(chart):
        chart = ((*_WITHOUT_HEADINGS[: len(chart[0])],), *chart)
    rows = typed_rows("chart", chart, FIELDS, [field for field in FIELDS if field != "account"])
    codes = [row["account"] or "" for row in rows]
    mask = learned(codes)
    parents = {mask.normal(row["parent"]) for row in rows if row["parent"]}
    accounts = tuple(
        Account(
            code,
            row["name"] or "",
            AccountKind.HEADER if mask.normal(code) in parents else kind_said(row["kind"] or ""),
            _level(row["level"]),
            section=row["section"] or "",
            parent=row["parent"] or "",
        )
        for code, row in zip(codes, rows, strict=True)
        if code
    )
    if not accounts:
        raise CellError("#VALUE!", "chart has no accounts")
    return ChartOfAccounts(accounts, mask)


def _has_headings(chart: Table) -> bool:
    """Whether the first row says what the columns are; up to two columns need no headings."""
    return len(chart[0]) > len(_WITHOUT_HEADINGS) or any(
        isinstance(cell, str) and is_heading(cell) for cell in chart[0]
    )


def is_heading(text: str) -> bool:
    """Whether a text is a heading of a chart, and no account."""
    return normal(to_text(text)) in _spellings()


@cache
def _spellings() -> frozenset[str]:
    return frozenset(normal(says) for field, (_, also) in FIELDS.items() for says in (field, *also))


def _level(cell: Cell) -> int:
    """A level by number; 0, not known, where the chart says it in words."""
    return int(to_number(cell) or 0)
