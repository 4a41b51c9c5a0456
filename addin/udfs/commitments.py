"""PO_: what purchase orders still commit."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from addin.domain.account_codes import Mask
from addin.domain.coding import by_code
from addin.domain.commitments import (
    Status,
    counts_by,
    over_relief,
    rental,
    standing,
    still_open,
)
from addin.domain.document_numbers import reference_key
from addin.domain.money import Money, total
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.criteria import picks_code, written_codes
from addin.udfs.kinds import Cell, Column, Spill
from addin.udfs.read_once import read_once
from addin.udfs.registry import function

CATEGORY: Final = "Commitments"
NOTHING: Final = Money(0)


@lru_cache(maxsize=1024)
def status_of(text: str | None) -> Status:
    """Where an order with this status text stands; a text nobody knows counts as open."""
    from addin.tables.records.commitments import status_of as known  # noqa: PLC0415 - slow import

    return known(text) if text else Status.UNKNOWN


def number_key(number: str) -> str:
    """A PO number so that two ways to write it meet; one without digits stays as it is written."""
    return reference_key(number) or number.strip().casefold()


@function(CATEGORY)
def po_open(ordered: Money, relieved: Money = NOTHING, status: str = "") -> Money:
    """What a purchase order still commits: ordered less relieved, never below zero.

    Nothing once the status says draft, requested, invoiced, closed, paid or void. A status that
    Tieout does not know counts as open, as in the nightly check.

    Args:
        ordered: the amount of the order, tax as the log has it.
        relieved: what was invoiced against it so far; credit memos reduce it.
        status: the log's own word for where it stands: open, partial, closed, cancelled …

    Example:
        =PO_OPEN(5000, 1200) gives 3800
        =PO_OPEN(5000, 6200) gives 0
        =PO_OPEN(5000, 1200, "Cancelled") gives 0

    Source:
        Production accounting practice: an invoice relieves its order by the lesser of the invoice
        and what is open.
    """
    left = still_open(ordered, relieved, None, status_of(status))
    return NOTHING if left is None else left


@function(CATEGORY)
def po_over_relieved(ordered: Money, relieved: Money) -> Money:
    """What was invoiced above the purchase order, for somebody to approve; 0 when it fits.

    Args:
        ordered: the amount of the order.
        relieved: what was invoiced against it so far.

    Example:
        =PO_OVER_RELIEVED(500, 620) gives 120
        =PO_OVER_RELIEVED(500, 480) gives 0
    """
    return over_relief(ordered, relieved)


@function(CATEGORY)
def po_status(ordered: Money, relieved: Money = NOTHING, status: str = "") -> str:
    """Where a purchase order stands by its amounts: issued, partial, invoiced or over-relieved.

    Draft, requested, closed and void are kept, for only a person says so; approved too, until the
    first invoice.

    Args:
        ordered: the amount of the order.
        relieved: what was invoiced against it so far.
        status: the log's own word, if it has one; "Cancelled" is void, "paid in full" closed.

    Example:
        =PO_STATUS(5000, 1200) gives "partial"
        =PO_STATUS(500, 620, "open") gives "over-relieved"
        =PO_STATUS(500, 0, "Cancelled") gives "void"
    """
    stands = standing(ordered, relieved, status_of(status))
    is_over = stands is Status.INVOICED and over_relief(ordered, relieved)
    return "over-relieved" if is_over else stands.value


@function(CATEGORY)
def po_relieved(
    po_number: str,
    invoice_po_numbers: Column[str],
    invoice_amounts: Column[Money],
    invoice_dates: Column[dt.date] = (),
    cutoff: dt.date | None = None,
) -> Money:
    """What the invoices that name a purchase order come to so far; 0 when none does.

    Numbers are compared without label, case, punctuation and leading zeros: PO-0042 is 42.

    Args:
        po_number: the order.
        invoice_po_numbers: the PO column of the invoice list or ledger.
        invoice_amounts: the amounts beside it; credit memos negative.
        invoice_dates: the dates beside them, for a cut-off; invoices without a date count.
        cutoff: the last day that counts; without one all count.

    Example:
        =PO_RELIEVED("PO-0042", {"42";"43";"PO 42"}, {300;80;150.5}) gives 450.5
        =PO_RELIEVED(42, {42;42}, {300;150}, {46082;46113}, DATE(2026,3,14)) gives 300
    """
    wanted = number_key(po_number)
    if not wanted:
        raise CellError("#VALUE!", "po_number is empty")
    bills = _by_order(invoice_po_numbers, invoice_amounts, invoice_dates).get(wanted, ())
    return total(amount for amount, date in bills if counts_by(date, cutoff))


@read_once
def _by_order(
    numbers: Column[str], amounts: Column[Money], dates: Column[dt.date]
) -> dict[str, list[tuple[Money, dt.date | None]]]:
    """Invoices by the order they name: a PO log asks for one order after another."""
    found: dict[str, list[tuple[Money, dt.date | None]]] = {}
    rows = in_place(invoice_po_numbers=numbers, invoice_amounts=amounts, invoice_dates=dates)
    for number, amount, date in rows:
        if number is not None and amount is not None:
            found.setdefault(number_key(number), []).append((amount, date))
    return found


@function(CATEGORY)
def po_open_total(
    ordered: Column[Money],
    relieved: Column[Money] = (),
    statuses: Column[str] = (),
    accounts: Column[str] = (),
    account: str | None = None,
    dates: Column[dt.date] = (),
    cutoff: dt.date | None = None,
    mask: str = "",
) -> Money:
    """What a whole PO log still commits, or what it commits on one account.

    Each line counts as in PO_OPEN. Leave total rows of the log out of the ranges.

    Args:
        ordered: the log's column of amounts.
        relieved: its column of what was invoiced, if it has one.
        statuses: its column of statuses, if it has one.
        accounts: its column of accounts; needed for one account.
        account: the account wanted; 22* is every account that starts with 22. Left out: all.
        dates: its column of order dates; needed for a cut-off.
        cutoff: orders of later dates do not count; those without a date do.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00. It puts back
            leading zeros and dashes.

    Example:
        =PO_OPEN_TOTAL({500;800;90}, {100;0;90}, {"partial";"open";"closed"}) gives 1200
        =PO_OPEN_TOTAL({500;800}, {100;0}, , {2210;3300}, 2210) gives 400
    """
    if account is not None and not any(accounts):
        raise CellError("#N/A", "accounts is empty: one account is wanted")
    open_ = _open_by_account(ordered, relieved, statuses, accounts, dates, cutoff, mask)
    if account is None:
        return total(open_.values())
    is_wanted = picks_code(account, Mask(mask))
    return total(left for code, left in open_.items() if is_wanted(code))


@function(CATEGORY)
def po_open_by_account(
    accounts: Column[Cell],
    ordered: Column[Money],
    relieved: Column[Money] = (),
    statuses: Column[str] = (),
    dates: Column[dt.date] = (),
    cutoff: dt.date | None = None,
    mask: str = "",
) -> Spill:
    """Commitments by account, the cost report's PO column: two columns under a heading row.

    Accounts come in the order of the log. Each line counts as in PO_OPEN.

    Args:
        accounts: the log's column of accounts.
        ordered: its column of amounts.
        relieved: its column of what was invoiced, if it has one.
        statuses: its column of statuses, if it has one.
        dates: its column of order dates; needed for a cut-off.
        cutoff: orders of later dates do not count; those without a date do.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =PO_OPEN_BY_ACCOUNT({2210;3300;2210}, {500;800;90}, {100;0;0})
            gives {"Account","Open";2210,490;3300,800}
    """
    texts, first = written_codes(accounts, Mask(mask).normal)
    open_ = _open_by_account(ordered, relieved, statuses, texts, dates, cutoff, mask)
    return [("Account", "Open"), *((first.get(code), left) for code, left in open_.items())]


@read_once
def _open_by_account(
    ordered: Column[Money],
    relieved: Column[Money],
    statuses: Column[str],
    accounts: Column[str],
    dates: Column[dt.date],
    cutoff: dt.date | None,
    mask: str,
) -> dict[str, Money]:
    rows = in_place(
        ordered=ordered, relieved=relieved, statuses=statuses, accounts=accounts, dates=dates
    )
    states = {text: status_of(text) for text in set(statuses)} | {None: Status.UNKNOWN}
    return by_code(
        (
            (account or "", still_open(amount, invoiced, None, states[status]))
            for amount, invoiced, status, account, date in rows
            if amount is not None and counts_by(date, cutoff)
        ),
        Mask(mask).normal,
    )


@function(CATEGORY)
def po_rental(amount: Money, first_day: dt.date, last_day: dt.date, new_last_day: dt.date) -> Money:
    """What a rental order comes to when it ends on another day: the amount follows its days.

    Args:
        amount: the amount of the order as placed.
        first_day: the first day of the rental; it counts.
        last_day: its last day as ordered; it counts.
        new_last_day: the last day that is paid: later when it is kept, earlier when it goes back.

    Example:
        =PO_RENTAL(700, DATE(2026,3,2), DATE(2026,3,8), DATE(2026,3,10)) gives 900
        =PO_RENTAL(700, DATE(2026,3,2), DATE(2026,3,8), DATE(2026,3,6)) gives 500
    """
    return rental(amount, first_day, last_day, new_last_day)
