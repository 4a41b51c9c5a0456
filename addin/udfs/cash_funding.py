"""CASH_: what is needed against what comes in, and the balance that is left."""

from __future__ import annotations

from addin.domain.cash_flow import Funds, closing, funds, peak_shortfall
from addin.domain.money import Money
from addin.udfs.cash_flow import CATEGORY, NOTHING
from addin.udfs.columns import in_place
from addin.udfs.kinds import Answer, Cell, Column, Spill, Table
from addin.udfs.laid_out import laid_out
from addin.udfs.registry import function


@function(CATEGORY)
def cash_need(
    needs: Table,
    funding: Table = (),
    opening: Money = NOTHING,
    periods: Table = (),
) -> Spill:
    """Cumulative need against cumulative funding: what is in hand, or short, after each period.

    Six columns under a heading row: Period, Need, Cumulative need, Funding, Cumulative funding,
    Surplus. The opening balance is in the cumulative funding; a shortfall is negative.

    Args:
        needs: what has to be paid in each period.
        funding: what comes in, period by period.
        opening: cash in hand at the start.
        periods: names or last days of the periods; left out, they are numbered.

    Example:
        =CASH_NEED({500;800}, {600;100}, 50) gives {"Period","Need","Cumulative need","Funding",
            "Cumulative funding","Surplus";1,500,500,600,650,150;2,800,1300,100,750,-550}
    """
    names, found = _funds(needs, funding, opening, periods)
    rows: list[tuple[Answer, ...]] = [
        ("Period", "Need", "Cumulative need", "Funding", "Cumulative funding", "Surplus")
    ]
    for name, each in zip(names, found, strict=True):
        rows.append(
            (
                name,
                each.need,
                each.cumulative_need,
                each.funding,
                each.cumulative_funding,
                each.surplus,
            )
        )
    return rows


@function(CATEGORY)
def cash_shortfall(needs: Table, funding: Table = (), opening: Money = NOTHING) -> Money:
    """The most that is missing at the end of any period: what has to be found; 0 if nothing is.

    Args:
        needs: what has to be paid in each period.
        funding: what comes in, period by period; left out, nothing.
        opening: cash in hand at the start.

    Example:
        =CASH_SHORTFALL({500;800;0}, {600;100;900}, 50) gives 550
    """
    return peak_shortfall(_funds(needs, funding, opening, ())[1])


def _funds(
    needs: Table, funding: Table, opening: Money, periods: Table
) -> tuple[list[Cell], tuple[Funds, ...]]:
    need = laid_out("needs", needs, Money)
    got = laid_out("funding", funding, Money).values
    names = laid_out("periods", periods, Cell).values
    rows = in_place(
        needs=need.values, funding=got, periods=names[1:] if need.has_heading else names
    )
    found = funds([n or NOTHING for n, _, _ in rows], [f or NOTHING for _, f, _ in rows], opening)
    return [at if name is None else name for at, (_, _, name) in enumerate(rows, 1)], found


@function(CATEGORY)
def cash_closing(opening: Money, receipts: Column[Money], payments: Column[Money] = ()) -> Money:
    """Closing balance: opening plus receipts less payments; it should be the bank's own.

    Args:
        opening: the balance at the start.
        receipts: what came in: a cell or a range.
        payments: what was paid, as positive amounts: a cell or a range.

    Example:
        =CASH_CLOSING(1000, {500;250}, {900;100}) gives 750
    """
    return closing(
        opening,
        (amount for amount in receipts if amount is not None),
        (amount for amount in payments if amount is not None),
    )
