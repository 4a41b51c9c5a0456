"""The invoice list against the ledger: each invoice posted once, at its amount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from addin.domain.accounts import AccountKind
from addin.domain.actuals import Posting
from addin.domain.commitments import Invoice
from addin.domain.decisions import NONE, Decisions
from addin.domain.money import Money
from addin.domain.production import Production, by_list
from addin.domain.references import reference_key
from addin.domain.vendors import name_key
from addin.reconcile import lists
from addin.reconcile.causes import cause_of
from addin.reconcile.decisions import apply
from addin.reconcile.explain import leftovers
from addin.reconcile.match import learned, match
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Match,
    Reason,
    Row,
    Tied,
    Tolerance,
    named_lists,
    numbered_or_matched,
    sum_of,
)
from addin.reconcile.passes import BY_DOCUMENT, IN_PARTS, OPEN_ORDERS
from addin.reconcile.reasons import Other, reasoned

LEDGER: Final = "invoices and ledger"
_POSTED: Final = Tolerance(days_before=7, days_after=60)


def with_ledger(
    production: Production,
    tolerance_minor: int,
    as_of: dt.date | None,
    decisions: Decisions = NONE,
) -> Iterator[Tied]:
    """Each invoice list against the ledger that shares most documents with it.

    By vendor and invoice number first, then by amount, account and vendor among postings that name
    no invoice. Postings left over are those of documents the list does not have.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    whole = by_list(production.postings)
    ledgers = [_costs(ledger, production) for ledger in whole]
    for invoices in by_list(production.invoices):
        left = tuple(lists.invoices_by_number(invoices, code))
        numbers = {row.reference for row in left if row.reference}
        candidates = [tuple(lists.postings_by_document(ledger, code)) for ledger in ledgers]
        right = max(
            candidates,
            key=lambda rows: len(numbers & {row.reference for row in rows}),
            default=(),
        )
        if not left or not numbers & {row.reference for row in right}:
            continue
        others = (row for rows in candidates if rows is not right for row in rows)
        right = (*right, *_split_over(left, right, others))
        tolerance = Tolerance(tolerance_minor, _POSTED.days_before, _POSTED.days_after)
        settled = apply(decisions, LEDGER, left, right)
        barred = settled.barred
        documents = tuple(row for row in settled.right if row.reference)
        by_number, pool = match(
            settled.left, documents, BY_DOCUMENT, tolerance, aliases=settled.aliases, barred=barred
        )
        matches = (*settled.matches, *by_number)
        unnamed = tuple(row for row in settled.right if not row.reference)
        steps = (*OPEN_ORDERS, *IN_PARTS)
        more, rest = match(
            pool.left, unnamed, steps, tolerance, aliases=pool.aliases, barred=barred
        )
        # its payables leg alone says that an invoice is posted; where to is another question
        posted = frozenset(reference_key(p.document) for ledger in whole for p in ledger)
        missing = tuple(row for row in rest.left if row.reference not in posted)
        yield Tied(
            named_lists(LEDGER, left, right),
            (*matches, *more),
            tuple(d for one in by_number for d in _amounts(one, tolerance)),
            reasoned(
                leftovers(missing, pool.right, matches, tolerance, as_of, is_left=True),
                Other(right, Reason.NOT_POSTED),
                tolerance,
                is_left=True,
            ),
            leftovers(
                _of_vendors(pool.right, left), rest.left, matches, tolerance, as_of, is_left=False
            ),
            learned((*matches, *more), tolerance),
            settled.stale,
            settled.all_left,
            numbered_or_matched(settled.all_right, (*matches, *more)),
            left_rest="posted to payables, and to no cost account that shows them",
            right_rest="of vendors that this invoice list never has",
        )


def _split_over(
    invoices: Iterable[Row], postings: Iterable[Row], elsewhere: Iterable[Row]
) -> Iterator[Row]:
    """Postings of other ledgers that complete an invoice: one document, split over several shows.

    Only where the parts of all ledgers sum to the invoice to the cent: anything else may be a
    ledger that is there twice.
    """
    asked, posted = _sums(invoices), _sums(postings)
    more: dict[tuple[str, str], list[Row]] = {}
    for row in elsewhere:
        key = row.reference, name_key(row.name)
        if key in asked and posted.get(key) != asked[key]:
            more.setdefault(key, []).append(row)
    for key, rows in more.items():
        parts = [part for part in (posted.get(key), sum_of(rows)) if part is not None]
        if {part.currency for part in parts} == {asked[key].currency} and (
            sum(part.minor for part in parts) == asked[key].minor
        ):
            yield from rows


def _sums(rows: Iterable[Row]) -> dict[tuple[str, str], Money]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.reference:
            found.setdefault((row.reference, name_key(row.name)), []).append(row)
    return {key: amount for key, same in found.items() if (amount := sum_of(same)) is not None}


def _of_vendors(postings: Iterable[Row], invoices: Iterable[Row]) -> tuple[Row, ...]:
    """Postings of vendors who have an invoice on the list; payroll and journals have none."""
    known = {name_key(row.name) for row in invoices}
    return tuple(row for row in postings if not row.name or name_key(row.name) in known)


def _costs(ledger: Sequence[Posting], production: Production) -> tuple[Posting, ...]:
    """The lines of cost accounts: an invoice's other leg, on payables or cash, is not another."""

    def is_cost(posting: Posting) -> bool:
        if production.chart is None:
            return not lists.is_money_account(posting.account_name)
        account = production.chart.find(posting.account)
        return account is None or account.kind is not AccountKind.BALANCE_SHEET

    return tuple(posting for posting in ledger if is_cost(posting))


def _amounts(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    """The invoice with or without its tax; a ledger often books tax on an account of its own."""
    billed, posted = sum_of(one.left), sum_of(one.right)
    if billed is None or posted is None:
        return
    kind = Kind.AMOUNT if billed.currency == posted.currency else Kind.CURRENCY
    if kind is Kind.AMOUNT:
        for form in (billed, *_without_tax(one.left)):
            if abs(form.minor - posted.minor) <= tolerance.minor:
                return
    if _is_twice(one, posted, billed):
        return  # posted twice: a rule on the ledger alone says so
    cause, why = cause_of(billed, posted, lists.taxes_of(one.left))
    yield Difference(kind, one.left[0].label, one.left, one.right, billed, posted, cause, why)


def _without_tax(rows: Sequence[Row]) -> Iterator[Money]:
    net = [_net(row.record) for row in rows if isinstance(row.record, Invoice)]
    known = [amount for amount in net if amount is not None]
    if known and len(known) == len(rows) and len({amount.currency for amount in known}) == 1:
        yield Money(sum(amount.minor for amount in known), known[0].currency)


def _net(invoice: Invoice) -> Money | None:
    if invoice.subtotal is not None or invoice.total is None or invoice.tax is None:
        return invoice.subtotal
    same = invoice.tax.currency == invoice.total.currency
    return invoice.total - invoice.tax if same else None


def _is_twice(one: Match, posted: Money, billed: Money) -> bool:
    amounts = [row.amount for row in one.right]
    return (
        len(amounts) > 1
        and len(set(amounts)) == 1
        and posted.minor == billed.minor * len(amounts)
        and len(one.left) == 1
    )
