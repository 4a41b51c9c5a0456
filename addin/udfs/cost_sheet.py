"""COST_REPORT: the full weekly cost report, spilled from accounts, ledger and purchase orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from addin.domain.account_codes import Mask
from addin.domain.actuals import sum_in_period, sum_to_date
from addin.domain.coding import by_code
from addin.domain.commitments import counts_by, still_open
from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import percent
from addin.domain.money import Money
from addin.domain.production import ForecastMode, VarianceSign
from addin.domain.weekly_report import AccountRow, ReportRow, Sums, weekly_report
from addin.tables.cells import to_text
from addin.tables.table import ErrorValue, Role
from addin.udfs.by_role import Block, by_role
from addin.udfs.cell_error import CellError
from addin.udfs.commitments import status_of
from addin.udfs.cost_report import CATEGORY
from addin.udfs.criteria import written_codes
from addin.udfs.kinds import Answer, Cell, Spill, Table
from addin.udfs.registry import function

COLUMNS: Final = {
    "actual_period": "Cost this period",
    "actual_to_date": "Cost to date",
    "commitments": "Commitments",
    "total_cost": "Total cost",
    "etc": "ETC",
    "efc": "EFC",
    "budget": "Budget",
    "changes": "Changes",
    "revised_budget": "Revised budget",
    "variance": "Variance",
    "previous_variance": "Previous variance",
    "variance_change": "Variance change",
}
"""The report's columns of money and their headings, in its order."""
HEADINGS: Final = ("Account", "Description", *COLUMNS.values(), "% spent", "% committed")
_MODES: Final = {
    **dict.fromkeys(("efc", "efc-held", "efc held", "final"), ForecastMode.EFC_HELD),
    **dict.fromkeys(("etc", "etc-held", "etc held", "to complete"), ForecastMode.ETC_HELD),
}
Line = tuple[str, dt.date | None, Money | None]


@function(CATEGORY)
def cost_report(
    accounts: Table,
    ledger: Table,
    orders: Table = (),
    cutoff: dt.date | None = None,
    previous_cutoff: dt.date | None = None,
    mode: ForecastMode | None = None,
    sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE,
    mask: str = "",
) -> Spill:
    """The weekly cost report in one formula: every account with cost, commitments, EFC, variance.

    Each block has a heading row, and its columns are found by their usual headings. Sixteen columns
    spill under a heading row. A row without an account, or without any figure, is a heading and
    begins a group with a subtotal; rows of sums that the accounts' block has are left out. The
    last row is the total; below it stands what ledger and orders have on accounts that are not
    listed. A cell that cannot be read shows as an error in the columns that follow from it, and the
    rest of the report stands.

    Args:
        accounts: the list with its heading row: Account, Description, Budget, Changes, and EFC or
            ETC, whichever you type; also Previous variance, Group, Mode (EFC or ETC for one
            account). An empty ETC is 0; an empty EFC is unknown.
        ledger: postings with their heading row: Account, Date, and Amount or Debit and Credit.
        orders: the PO log with its heading row: Account, Amount, Relieved or Open, Status, Date.
        cutoff: the last day that counts for ledger and orders; without one all count.
        previous_cutoff: the last report's cut-off, for Cost this period.
        mode: which of the two you type, "EFC-held" or "ETC-held"; only needed when the list has
            both columns.
        sign: how the variance shows money that is left; "over is positive" turns it round.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =INDEX(COST_REPORT({"Account","Description","Budget","EFC";2210,"Set design",1000,1200;
            3300,"Camera",500,450},{"Account","Date","Amount";2210,46082,700;3300,46082,90},
            {"Account","Amount","Relieved";2210,400,100}),4,12) gives -150
        =COLUMNS(COST_REPORT({"Account","Budget","ETC";2210,1000,50},{"Account","Date","Amount";
            2210,46082,700})) gives 16
    """
    block = by_role(
        "accounts", accounts, Role.COST_REPORT, ("account", "budget", ("efc", "etc")),
        ("description", "changes", "previous_variance", "group"),
        {"mode": ("held", "forecast mode", "forecast method")},
    )  # fmt: skip
    _require_clear(block)
    if mode is None and "efc" in block and "etc" in block:
        if "mode" not in block:
            raise CellError("#VALUE!", "accounts has EFC and ETC: mode says which of them you type")
    elif mode is None:
        mode = ForecastMode.EFC_HELD if "efc" in block else ForecastMode.ETC_HELD
    code = Mask(mask).normal
    texts, shown = written_codes(block.cells("account"), code)
    rows = _accounts(block, [code(text or "") for text in texts], mode)
    posted, bad_posted = _split(_ledger(ledger), code)
    ordered, bad_ordered = _split(_orders(orders), code)
    spent = Sums(sum_to_date(posted, cutoff, code), bad_posted)
    open_ = Sums(
        by_code(((a, m) for a, d, m in ordered if counts_by(d, cutoff)), code), bad_ordered
    )
    week = None
    if previous_cutoff is not None:
        week = Sums(sum_in_period(posted, previous_cutoff, cutoff, code), bad_posted)
    found = weekly_report(rows, spent, open_, week, mode or ForecastMode.EFC_HELD, sign)
    return [HEADINGS, *(_row(row, shown) for row in found)]


def _require_clear(block: Block) -> None:
    """Refuse a column called Change, unless another one holds the approved changes.

    On most cost reports it is the change of the variance; added to the budget it would make every
    revised budget wrong.
    """
    if "changes" in block:
        heading = to_text(block.table[0][block.places["changes"]]).strip()
        if heading.casefold() == "change":
            raise CellError(
                "#VALUE!",
                f"accounts has a column “{heading}”: of the budget, or of the variance? Call it"
                " “Changes” or “Variance change”",
            )


def _accounts(block: Block, codes: Sequence[str], mode: ForecastMode | None) -> list[AccountRow]:
    """The list's rows; sums of the sheet, amounts that no account stands beside, are left out."""
    by_mode = {
        ForecastMode.EFC_HELD: block.column("efc", Money),
        ForecastMode.ETC_HELD: block.column("etc", Money),
    }
    figures = zip(
        *(block.column(name, Money) for name in ("budget", "changes", "previous_variance")),
        strict=True,
    )
    others = zip(block.cells("description"), block.cells("group"), block.cells("mode"), strict=True)
    found: list[AccountRow] = []
    for at, (code, amounts, (description, group, own)) in enumerate(
        zip(codes, figures, others, strict=True)
    ):
        held_as = _mode(own, mode)
        typed = [amounts[at] for amounts in by_mode.values() if amounts[at] is not None]
        held = by_mode[held_as][at] if held_as else None
        inputs = {
            "held": held,
            **dict(zip(("budget", "changes", "previous_variance"), amounts, strict=True)),
        }
        unread = {name for name, value in inputs.items() if isinstance(value, ErrorValue)}
        if held_as is None and typed:
            unread.add("held")
        known = {name: None if name in unread else value for name, value in inputs.items()}
        row = AccountRow(
            code,
            to_text(description),
            mode=held_as,
            group=to_text(group),
            unread=frozenset(unread),
            **known,
        )
        if code or (row.is_blank and row.description):
            found.append(row)
    return found


def _mode(cell: Cell, usual: ForecastMode | None) -> ForecastMode | None:
    """The mode that a row states; the usual one if it states none, None if nobody can tell."""
    text = to_text(cell).casefold()
    return _MODES.get(text) if text else usual


def _ledger(table: Table) -> list[tuple[Any, ...]]:
    block = by_role(
        "ledger", table, Role.LEDGER, ("account", "date", ("amount", "debit", "credit"))
    )
    amounts = block.column("amount", Money)
    if "debit" in block or "credit" in block:
        sides = zip(block.column("debit", Money), block.column("credit", Money), strict=True)
        amounts = tuple(_less(debit, credit) for debit, credit in sides)
    return list(zip(block.cells("account"), block.column("date", dt.date), amounts, strict=True))


def _less(debit: Any, credit: Any) -> Any:
    for side in (debit, credit):
        if isinstance(side, ErrorValue):
            return side
    if credit is None:
        return debit
    return -credit if debit is None else debit - credit


def _orders(table: Table) -> list[tuple[Any, ...]]:
    if not table:
        return []
    block = by_role(
        "orders",
        table,
        Role.PO_LOG,
        ("account", ("amount", "total", "open")),
        ("relieved", "status", "date"),
    )
    amounts = zip(block.column("amount", Money), block.column("total", Money), strict=True)
    lines = zip(
        (sum_ if amount is None else amount for amount, sum_ in amounts),
        block.column("relieved", Money),
        block.column("open", Money),
        block.cells("status"),
        strict=True,
    )
    return list(
        zip(
            block.cells("account"),
            block.column("date", dt.date),
            (_open(*line) for line in lines),
            strict=True,
        )
    )


def _open(ordered: Any, relieved: Any, stated: Any, status: Cell) -> Any:
    for amount in (ordered, relieved, stated):
        if isinstance(amount, ErrorValue):
            return amount
    return still_open(ordered, relieved, stated, status_of(to_text(status)))


def _split(
    lines: Sequence[tuple[Any, ...]], code: Callable[[str], str]
) -> tuple[list[Line], frozenset[str]]:
    """Lines that can be counted, and the accounts of those with a bad date or amount."""
    good: list[Line] = []
    bad: set[str] = set()
    for account, date, amount in lines:
        if amount is None:
            continue
        text = account if type(account) is str else to_text(account)
        if isinstance(amount, ErrorValue) or isinstance(date, ErrorValue):
            bad.add(code(text))
        else:
            good.append((text, date, amount))
    return good, frozenset(bad)


def _row(row: ReportRow, shown: dict[str, Cell]) -> tuple[Answer, ...]:
    line = row.line
    account = shown.get(line.account) if line.account else None
    if row.heading:
        return (account, line.description)
    cells: list[Answer] = [
        ErrorValue("#VALUE!") if name in row.unknown else getattr(line, name) for name in COLUMNS
    ]
    cells += [_share(line, "actual_to_date", row), _share(line, "total_cost", row)]
    return (account, line.description, *cells)


def _share(line: CostReportLine, column: str, row: ReportRow) -> Answer:
    if row.unknown & {column, "revised_budget"}:
        return ErrorValue("#VALUE!")
    return percent(getattr(line, column), line.revised_budget)
