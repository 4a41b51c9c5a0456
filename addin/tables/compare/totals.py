"""Money that moved: each list's totals before and after, and the rows that explain it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from addin.tables.cells import to_number, to_text
from addin.tables.compare.alignment import Alignment
from addin.tables.compare.difference import Share, SheetDifference, TotalMoved
from addin.tables.labels import words_in
from addin.tables.table import ErrorValue, Role, RowKind, Sheet, Table

_REPORT: Final = (
    "efc variance budget revised_budget actual_to_date commitments etc total_cost actual_period"
    " changes variance_change"
)
ASKED: Final[Mapping[Role, tuple[str, ...]]] = {
    role: tuple(fields.split())
    for role, fields in {
        Role.COST_REPORT: _REPORT,
        Role.TOPSHEET: "amount variance",
        Role.BUDGET: "amount subtotal fringes",
        Role.BUDGET_VS_ACTUAL: _REPORT,
        Role.PO_LOG: "amount total open relieved tax",
        Role.INVOICE_LOG: "total subtotal balance paid tax",
        Role.LEDGER: "amount debit credit",
        Role.TRIAL_BALANCE: "debit credit balance",
        Role.BANK: "amount debit credit",
        Role.CASH_BOOK: "amount debit credit",
        Role.CARD: "amount",
        Role.PETTY_CASH: "amount received",
        Role.AGEING: "balance current bucket_30 bucket_60 bucket_90 bucket_over",
        Role.TIMESHEET: "amount hours overtime",
        Role.INVENTORY: "amount",
    }.items()
}
"""What a producer asks of each kind of list, the first question first."""

_NAMED: Final = "account vendor item task person description account_name"
_NAMED_BY: Final[Mapping[Role, str]] = {
    Role.PO_LOG: "po_number vendor description account",
    Role.INVOICE_LOG: "invoice_number vendor po_number",
    Role.LEDGER: "document entry account description vendor",
    Role.BUDGET: "account description",
    Role.BANK: "date description reference",
    Role.CASH_BOOK: "date description reference",
    Role.CARD: "receipt date vendor",
    Role.PETTY_CASH: "receipt date vendor description",
    Role.STRIPBOARD: "scene set",
    Role.SCHEDULE: "item date description",
}
_TIES: Final = Decimal("0.01")
_NEAR: Final = Decimal("0.1")
_NONE: Final = Decimal(0)


def totals_moved(sheets: Sequence[SheetDifference]) -> tuple[TotalMoved, ...]:
    """The totals that differ, or whose rows do, in the order in which a producer asks."""
    found: list[tuple[tuple[object, ...], TotalMoved]] = []
    roles = list(ASKED)
    for place, sheet in enumerate(sheets):
        for older, newer in sheet.aligned.tables:
            for rank, moved in enumerate(_of_table(sheet, older, newer)):
                order = (rank > 0, roles.index(moved.role), place, rank)
                found.append((order, moved))
    return tuple(moved for _, moved in sorted(found, key=lambda one: one[0]))


def _of_table(sheet: SheetDifference, older: Table, newer: Table) -> Iterator[TotalMoved]:
    for field in ASKED.get(newer.role, ()):
        if field not in older.fields or field not in newer.fields:
            continue
        column = newer.fields[field]
        rows = _rows_of(sheet, older)
        shares = tuple(_shares(sheet, (older, newer), field, rows))
        total = _total_row((sheet.older, sheet.newer), (older, newer), field, rows)
        before = sum((share.before for share in shares), _NONE)
        after = sum((share.after for share in shares), _NONE)
        at = None
        if total is not None:
            at = total[1], column
            before = _number(sheet.older, total[0], older.fields[field])
            after = _number(sheet.newer, *at)
        moved = tuple(
            sorted(
                (share for share in shares if abs(share.change) >= Decimal("0.005")),
                key=lambda share: (-abs(share.change), share.row or share.older_row),
            )
        )
        if moved or abs(after - before) >= Decimal("0.005"):
            yield TotalMoved(
                sheet.name,
                newer.title or str(newer.role).replace("_", " "),
                newer.role,
                field,
                " ".join(newer.headings.get(column, field).split()),
                before,
                after,
                moved,
                at,
            )


def _rows_of(sheet: SheetDifference, table: Table) -> Alignment:
    for band in sheet.aligned.bands:
        if band.older[0] <= table.area.left <= band.older[1]:
            return band.rows
    return sheet.aligned.bands[0].rows


def _shares(
    sheet: SheetDifference, tables: tuple[Table, Table], field: str, rows: Alignment
) -> Iterator[Share]:
    """Every line of the list, in both versions; 0 where it is not."""
    older, newer = tables
    columns = older.fields[field], newer.fields[field]
    lines = set(newer.body)
    for row in older.body:
        now = rows.image(row)
        now = now if now in lines else 0
        before = _number(sheet.older, row, columns[0])
        after = _number(sheet.newer, now, columns[1]) if now else _NONE
        if before or after:
            yield Share(
                named(sheet.newer, newer, now) or named(sheet.older, older, row),
                now,
                row,
                before,
                after,
                _became_text(sheet, (row, columns[0]), (now, columns[1])),
            )
        lines.discard(now)
    for row in sorted(lines):
        after = _number(sheet.newer, row, columns[1])
        if after:
            yield Share(named(sheet.newer, newer, row), row, 0, _NONE, after)


def _became_text(sheet: SheetDifference, older: tuple[int, int], newer: tuple[int, int]) -> bool:
    now, was = sheet.newer.value(*newer), sheet.older.value(*older)
    return isinstance(now, str) and was is not None and not isinstance(was, str)


def _number(sheet: Sheet, row: int, column: int) -> Decimal:
    value = sheet.value(row, column)
    if value is None or isinstance(value, ErrorValue):
        return _NONE
    found = to_number(value)
    return Decimal(found) if found is not None else _NONE


def named(sheet: Sheet, table: Table, row: int) -> str:
    """What a person would call a line: its number or account, and what it is for."""
    if not row:
        return ""
    words: list[str] = []
    for field in _NAMED_BY.get(table.role, _NAMED).split():
        column = table.fields.get(field)
        value = sheet.value(row, column) if column else None
        if value is not None and not isinstance(value, ErrorValue):
            words.append(words_in(to_text(value)))
        if len(words) == 2:
            break
    return " ".join(dict.fromkeys(words))


def _total_row(
    sheets: tuple[Sheet, Sheet], tables: tuple[Table, Table], field: str, rows: Alignment
) -> tuple[int, int] | None:
    """The row of the grand total in both versions, or None where the list has none.

    It is the total that adds up the lines in one of the versions; failing that the one that comes
    near, or that calls itself the grand total.
    """
    older, newer = tables
    columns = older.fields[field], newer.fields[field]
    sums = [
        sum((_number(sheet, row, column) for row in table.body), _NONE)
        for sheet, table, column in zip(sheets, tables, columns, strict=True)
    ]
    best: tuple[Decimal, int, int] | None = None
    for row, kind in older.kinds.items():
        now = rows.image(row)
        if kind is not RowKind.TOTAL or newer.kinds.get(now) is not RowKind.TOTAL:
            continue
        shown = _number(sheets[0], row, columns[0]), _number(sheets[1], now, columns[1])
        if not any(shown):
            continue
        off = min(_apart(total, lines) for total, lines in zip(shown, sums, strict=True))
        if off > _NEAR and "grand" not in _label(sheets[1], newer, now):
            continue
        if best is None or off <= best[0]:
            best = off, row, now
    return (best[1], best[2]) if best else None


def _apart(total: Decimal, lines: Decimal) -> Decimal:
    """How far a total is from the sum of the lines, as a share of it; 0 within a cent."""
    if abs(total - lines) <= _TIES:
        return _NONE
    return abs(total - lines) / abs(lines) if lines else Decimal(1)


def _label(sheet: Sheet, table: Table, row: int) -> str:
    columns = range(table.area.left, table.area.right + 1)
    return " ".join(words_in(sheet.value(row, column)) for column in columns).casefold()
