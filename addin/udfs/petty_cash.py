"""PETTY_: petty cash floats, what is left in an envelope and whether it is all there."""

from __future__ import annotations

from typing import Final

from addin.domain.money import Money, total
from addin.domain.petty_cash import Float, Receipt, cash_left, floats
from addin.tables.cells import to_text
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Answer, Column, Spill
from addin.udfs.registry import function

CATEGORY: Final = "Petty cash"
NOTHING: Final = Money(0)


@function(CATEGORY)
def petty_balance(opening: Money, spent: Column[Money], received: Column[Money] = ()) -> Money:
    """The cash that should be in the envelope: opening plus received less spent.

    Args:
        opening: cash at the start: the float, or the last balance.
        spent: what the receipts come to, as positive amounts; in a single column of both, money
            received is negative.
        received: top-ups and reimbursements, as positive amounts, if they have a column of their
            own.

    Example:
        =PETTY_BALANCE(500, {42.5;18;120}, {0;0;200}) gives 519.5
        =PETTY_BALANCE(500, {42.5;18;-200;120}) gives 519.5
    """
    lines = [Receipt(None, amount) for amount in spent if amount is not None]
    return cash_left(lines, opening) + total(amount for amount in received if amount is not None)


@function(CATEGORY)
def petty_over_short(
    issued: Money,
    top_ups: Money,
    posted: Money,
    cash_on_hand: Money,
    in_transit: Money = NOTHING,
) -> Money:
    """How far a float is over or (short): 0 when all of it is accounted for, negative when short.

    Receipts posted + cash on hand + receipts in transit, less float + top-ups.

    Args:
        issued: the float that was handed out.
        top_ups: what was added to it since.
        posted: receipts that are posted to the ledger.
        cash_on_hand: cash as counted.
        in_transit: receipts handed in and not yet posted.

    Example:
        =PETTY_OVER_SHORT(500, 200, 410.5, 249.5, 40) gives 0
        =PETTY_OVER_SHORT(500, 200, 410.5, 240, 40) gives -9.5

    Source:
        Petty cash equation: float + top-ups = receipts posted + cash on hand + receipts in transit.
    """
    return -_float(issued, top_ups, posted, cash_on_hand, in_transit).short


@function(CATEGORY)
def petty_ok(
    issued: Money,
    top_ups: Money,
    posted: Money,
    cash_on_hand: Money,
    in_transit: Money = NOTHING,
    tolerance: Money = NOTHING,
) -> bool:
    """Whether a float is all there: float + top-ups = posted + cash on hand + in transit.

    Args:
        issued: the float that was handed out.
        top_ups: what was added to it since.
        posted: receipts that are posted to the ledger.
        cash_on_hand: cash as counted.
        in_transit: receipts handed in and not yet posted.
        tolerance: a difference up to this passes, over or short.

    Example:
        =PETTY_OK(500, 200, 410.5, 249.5, 40) gives TRUE
        =PETTY_OK(500, 200, 410.5, 240, 40) gives FALSE
        =PETTY_OK(500, 200, 410.5, 240, 40, 10) gives TRUE
    """
    found = _float(issued, top_ups, posted, cash_on_hand, in_transit)
    return abs(found.short) <= abs(tolerance)


def _float(
    issued: Money, top_ups: Money, posted: Money, cash_on_hand: Money, in_transit: Money
) -> Float:
    return Float("", issued, top_ups, posted, cash_on_hand, in_transit)


@function(CATEGORY)
def petty_by_holder(
    holders: Column[str],
    issued: Column[Money],
    cash_on_hand: Column[Money],
    receipt_holders: Column[str],
    receipt_amounts: Column[Money],
    top_ups: Column[Money] = (),
    in_transit: Column[Money] = (),
) -> Spill:
    """Every holder's float beside what there is to show for it, and who is over or short.

    Seven columns under a heading row: Holder, Float, Top-ups, Posted, Cash on hand, In transit,
    Over/(short), negative when short; the last row is the total. Holders that have receipts and no
    float come at the end.

    Args:
        holders: the list of floats: who holds each.
        issued: the float handed out.
        cash_on_hand: cash as counted.
        receipt_holders: the list of receipts: whose each is. Upper and lower case are one.
        receipt_amounts: what each comes to; money received in the envelope is negative and counts
            as a top-up.
        top_ups: what was added to each float, beside the list of floats.
        in_transit: receipts handed in and not yet posted, beside the list of floats.

    Example:
        =PETTY_BY_HOLDER({"Ana";"Ben"}, {500;300}, {249.5;200}, {"ana";"Ana";"Ben"},
            {450.5;-200;90}) gives {"Holder","Float","Top-ups","Posted","Cash on hand",
            "In transit","Over/(short)";"Ana",500,200,450.5,249.5,0,0;"Ben",300,0,90,200,0,-10;
            "Total",800,200,540.5,449.5,0,-10}
    """
    given = in_place(
        holders=holders,
        issued=issued,
        cash_on_hand=cash_on_hand,
        top_ups=top_ups,
        in_transit=in_transit,
    )
    lines = []
    for at, (holder, *amounts) in enumerate(given, 1):
        if all(amount is None for amount in amounts):
            continue  # a heading, or an empty line
        if holder is None:
            raise CellError("#VALUE!", f"holders, cell {at} is empty beside an amount")
        float_, cash, added, transit = (amount or NOTHING for amount in amounts)
        lines.append((holder, float_, added, cash, transit))
    receipts = [
        (holder or "", amount)
        for amount, holder in in_place(
            receipt_amounts=receipt_amounts, receipt_holders=receipt_holders
        )
        if amount is not None
    ]
    found = floats(lines, receipts, _same_name)
    rows: list[tuple[Answer, ...]] = [
        ("Holder", "Float", "Top-ups", "Posted", "Cash on hand", "In transit", "Over/(short)")
    ]
    rows += [(each.holder or "no holder", *_shown(each)) for each in found]
    return [*rows, ("Total", *(total(_shown(each)[i] for each in found) for i in range(6)))]


def _same_name(name: str) -> str:
    return to_text(name).casefold()


def _shown(each: Float) -> tuple[Money, ...]:
    return (
        each.issued,
        each.top_ups,
        each.posted,
        each.cash_on_hand,
        each.in_transit,
        -each.short,
    )
