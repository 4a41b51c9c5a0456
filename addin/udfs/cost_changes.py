"""COST_: what moved since the last report, and whether a report's own columns agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from addin.domain.account_codes import Mask
from addin.domain.actuals import sum_in_period
from addin.domain.coding import by_code
from addin.domain.forecast_changes import changes, moves
from addin.domain.invariants import Disagreement, columns_obey
from addin.domain.money import Money, total
from addin.domain.production import VarianceSign
from addin.tables.cells import to_text
from addin.tables.table import ErrorValue, Role
from addin.udfs.by_role import Block, by_role
from addin.udfs.cell_error import CellError
from addin.udfs.cost_lines import errors_of, lines_of, report_block
from addin.udfs.cost_report import CATEGORY
from addin.udfs.cost_sheet import COLUMNS
from addin.udfs.criteria import written_codes
from addin.udfs.kinds import Answer, Cell, Spill, Table
from addin.udfs.registry import function

_MADE_OF: Final = {
    "total_cost": "cost to date + commitments",
    "efc": "total cost + ETC",
    "revised_budget": "budget + changes",
    "variance_change": "variance - previous variance",
}
_VARIANCES: Final = {
    VarianceSign.UNDER_IS_POSITIVE: "revised budget - EFC",
    VarianceSign.OVER_IS_POSITIVE: "EFC - revised budget",
}


@function(CATEGORY)
def cost_change(now: Table, before: Table, changed_only: bool = False, mask: str = "") -> Spill:  # noqa: FBT001, FBT002 - a cell's TRUE or FALSE
    """What moved since the last cost report: EFC and variance of every account, and their change.

    Eight columns under a heading row: Account, Description, EFC before, EFC now, EFC change,
    Variance before, Variance now, Variance change; the last row is the total. An account that one
    report lacks counts as 0 there. Total rows of the reports are left out.

    Args:
        now: this report with its heading row: Account and EFC, Variance; a spilled COST_REPORT will
            do.
        before: the last report with its heading row.
        changed_only: TRUE shows only accounts where EFC or variance moved.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =COST_CHANGE({"Account","EFC","Variance";2210,1200,-200;3300,450,50},{"Account","EFC",
            "Variance";2210,1000,0;3300,450,50}, TRUE) gives {"Account","Description","EFC before",
            "EFC now","EFC change","Variance before","Variance now","Variance change";
            2210,"",1000,1200,200,0,-200,-200;"Total","",1000,1200,200,0,-200,-200}
    """
    code = Mask(mask).normal
    new, old = report_block("now", now), report_block("before", before)
    shown = _shown(code, new, old)
    found = changes(lines_of(old), lines_of(new), code)
    bad = _bad(code, new, old)
    rows: list[tuple[Answer, ...]] = [
        (
            "Account", "Description", "EFC before", "EFC now", "EFC change",
            "Variance before", "Variance now", "Variance change",
        )
    ]  # fmt: skip
    kept = [c for c in found if not changed_only or c.efc or c.variance or c.account in bad]
    for each in kept:
        figures = (
            each.efc_before, each.efc_now, each.efc,
            each.variance_before, each.variance_now, each.variance,
        )  # fmt: skip
        name = shown.get(each.account, each.account)
        rows.append((name, each.description, *_or_errors(figures, each.account in bad)))
    sums = [
        total(getattr(each, name) for each in kept)
        for name in ("efc_before", "efc_now", "efc", "variance_before", "variance_now", "variance")
    ]
    return [*rows, ("Total", "", *_or_errors(tuple(sums), bool(bad)))]


@function(CATEGORY)
def cost_efc_moved(
    now: Table,
    before: Table,
    journal: Table,
    previous_cutoff: dt.date | None,
    cutoff: dt.date | None,
    mask: str = "",
) -> Spill:
    """Whether each EFC moved by its recorded changes and by nothing else, account by account.

    Six columns under a heading row: Account, EFC before, EFC now, Moved, Recorded, Unexplained;
    only accounts that moved or have a recorded change, then the total. Unexplained is 0 where all
    is on record.

    Args:
        now: this report with its heading row: Account, EFC; a spilled COST_REPORT will do.
        before: the last report with its heading row.
        journal: the list of EFC changes with its heading row: Account, Date, Amount; an increase is
            positive.
        previous_cutoff: the last report's cut-off: only changes dated after it count.
        cutoff: this report's cut-off: only changes up to and including it count.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =COST_EFC_MOVED({"Account","EFC";2210,1200;3300,450},{"Account","EFC";2210,1000;3300,400},
            {"Account","Date","Amount";2210,46085,200}, DATE(2026,3,1), DATE(2026,3,8))
            gives {"Account","EFC before","EFC now","Moved","Recorded","Unexplained";
            2210,1000,1200,200,200,0;3300,400,450,50,0,50;"Total",1400,1650,250,200,50}
    """
    code = Mask(mask).normal
    new, old = report_block("now", now, "efc"), report_block("before", before, "efc")
    recorded = by_role("journal", journal, Role.LEDGER, ("account", "date", "amount"))
    amounts = recorded.column("amount", Money)
    dates = recorded.column("date", dt.date)
    for name, cells in (("Amount", amounts), ("Date", dates)):
        for at, cell in enumerate(cells, 2):
            if isinstance(cell, ErrorValue):
                raise CellError(cell, f"journal, row {at}: its {name} cannot be read")
    lines = zip(map(to_text, recorded.cells("account")), dates, amounts, strict=True)
    found = moves(
        by_code(((line.account, line.efc) for line in lines_of(old)), code),
        by_code(((line.account, line.efc) for line in lines_of(new)), code),
        sum_in_period(lines, previous_cutoff, cutoff, code),
    )
    shown, bad = _shown(code, recorded, new, old), _bad(code, new, old)
    rows: list[tuple[Answer, ...]] = [
        ("Account", "EFC before", "EFC now", "Moved", "Recorded", "Unexplained")
    ]
    for move in found:
        moved = (move.before, move.now, move.moved, move.recorded, move.unexplained)
        account = shown.get(move.account, move.account)
        rows.append((account, *_or_errors(moved, move.account in bad)))
    sums = [
        total(getattr(move, name) for move in found)
        for name in ("before", "now", "moved", "recorded", "unexplained")
    ]
    return [*rows, ("Total", *_or_errors(tuple(sums), bool(bad)))]


@function(CATEGORY)
def cost_check(
    headings: Table,
    rows: Table,
    sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE,
    tolerance: Money = Money(0),  # noqa: B008 - a value
) -> Spill:
    """Whether the columns of a cost report's rows agree: TRUE, or the first that does not and why.

    Total cost = cost to date + commitments; EFC = total cost + ETC; revised budget = budget +
    changes; variance = revised budget - EFC; its change = variance - previous variance. A column
    that the report does not have, or an empty cell, is passed over. One cell for each row.

    Args:
        headings: the report's heading row.
        rows: one row of it, or several, of the same columns.
        sign: how the report shows money that is left; "over is positive" turns it round.
        tolerance: a difference up to this passes: 0.01 for reports that round.

    Example:
        =COST_CHECK({"Cost to date","POs","Total cost","ETC","EFC"}, {700,300,1000,200,1200})
            gives {TRUE}
        =COST_CHECK({"Cost to date","POs","Total cost"}, {700,300,900;1,2,3})
            gives {"Total cost is 900.00, but cost to date + commitments is 1,000.00";TRUE}
    """
    if len(headings) > 1 or len(headings[0]) != len(rows[0]):
        raise CellError(
            "#VALUE!", f"headings has {len(headings[0])} cells, a row has {len(rows[0])}"
        )
    block = by_role("headings", (*headings, *rows), Role.COST_REPORT, ())
    if not any(column in block for column in _MADE_OF | {"variance": ""}):
        raise CellError("#N/A", "headings has no column that follows from others: EFC, variance …")
    answers: list[tuple[Answer, ...]] = []
    for line, error in zip(lines_of(block), errors_of(block), strict=True):
        wrong = columns_obey([line], sign, abs(tolerance).minor)
        answers.append((error or (_why(wrong[0], sign) if wrong else True),))
    return answers


def _why(wrong: Disagreement, sign: VarianceSign) -> str:
    made_of = _MADE_OF.get(wrong.column, _VARIANCES[sign])
    return f"{COLUMNS[wrong.column]} is {wrong.found}, but {made_of} is {wrong.expected}"


def _bad(code: Callable[[str], str], *blocks: Block) -> set[str]:
    """Accounts whose EFC or variance cannot be read in one of the reports."""
    return {
        code(to_text(account))
        for block in blocks
        for name in ("efc", "variance")
        for account, cell in zip(block.cells("account"), block.column(name, Money), strict=True)
        if isinstance(cell, ErrorValue)
    }


def _shown(code: Callable[[str], str], *blocks: Block) -> dict[str, Cell]:
    """The cell to show for each account: as the first report writes it."""
    found: dict[str, Cell] = {}
    for block in reversed(blocks):
        found |= written_codes(block.cells("account"), code)[1]
    return found


def _or_errors(figures: tuple[Any, ...], is_bad: bool) -> tuple[Answer, ...]:  # noqa: FBT001 - what it is called with says it
    return tuple(ErrorValue("#VALUE!") for _ in figures) if is_bad else figures
