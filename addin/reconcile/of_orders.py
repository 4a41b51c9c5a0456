"""Purchase orders against other lists: another PO list, the invoice list, the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from addin.domain.account_codes import near
from addin.domain.accounts import AccountKind
from addin.domain.actuals import Posting
from addin.domain.commitments import Invoice, PurchaseOrder
from addin.domain.decisions import NONE, Decisions
from addin.domain.money import Money
from addin.domain.production import Production, by_list
from addin.domain.references import is_distinctive
from addin.domain.vendors import name_key
from addin.reconcile import lists
from addin.reconcile.billed import over_billed
from addin.reconcile.causes import cause_of, culprit
from addin.reconcile.decisions import apply, undecided
from addin.reconcile.match import learned, match, matched
from addin.reconcile.names import alikeness
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Leftover,
    Match,
    Reason,
    Row,
    Tied,
    Tier,
    Tolerance,
    named_lists,
    numbered_or_matched,
    sum_of,
)
from addin.reconcile.passes import BY_NUMBER, IN_PARTS, OPEN_ORDERS

TWO_LOGS: Final = "PO log and PO log"
INVOICES: Final = "PO log and invoices"
LEDGER: Final = "PO log and ledger"

_SHARED: Final = 0.3
"""Of the shorter list's numbers, the share that both must have to be lists of the same orders."""
BILLED_WITHIN: Final = Tolerance(days_before=7, days_after=120)
"""An invoice comes a week before its order at most (a late order), or a few months after."""


def two_logs(production: Production, tolerance_minor: int) -> Iterator[Tied]:
    """Each two lists that hold the same orders: what they say of each number.

    Only numbers that both have are compared: either may be an extract of the other.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    logs = [tuple(lists.orders(log, code)) for log in by_list(production.purchase_orders)]
    tolerance = Tolerance(tolerance_minor)
    for left, right in combinations([log for log in logs if log], 2):
        shared = _references(left) & _references(right)
        fewest = min(len(_references(left)), len(_references(right)))
        distinctive = sum(map(is_distinctive, shared))
        if distinctive * 2 <= len(shared) or len(shared) < _SHARED * fewest:
            continue
        matches, _ = match(
            (row for row in left if row.reference in shared),
            (row for row in right if row.reference in shared),
            BY_NUMBER,
            tolerance,
        )
        differences = tuple(d for one in matches for d in _of_two_logs(one, tolerance))
        only = "under a number that the other log does not have"
        yield Tied(
            named_lists(TWO_LOGS, left, right),
            matches,
            differences,
            left=tuple(left),
            right=tuple(right),
            left_rest=only,
            right_rest=only,
            takes_decisions=False,
        )


def with_invoices(
    production: Production, tolerance_minor: int, decisions: Decisions = NONE
) -> Iterator[Tied]:
    """Each invoice list against the PO log that it shares most orders with.

    Invoices whose order stands in another log are no leftovers; one that a person took off its
    order is. An order without an invoice is simply open, so no order is left over.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    logs = [tuple(lists.orders(log, code)) for log in by_list(production.purchase_orders)]
    for invoices in by_list(production.invoices):
        rows = tuple(lists.invoices_by_order(invoices, code))
        log = _closest(rows, logs)
        if not rows or not log:
            continue
        tolerance = Tolerance(tolerance_minor)
        settled = apply(decisions, INVOICES, log, rows)
        matches, pool = matched(settled, BY_NUMBER, tolerance)
        strays = _strays(pool.right, log, logs)
        yield Tied(
            named_lists(INVOICES, log, rows),
            matches,
            tuple(d for one in undecided(matches) for d in _of_invoices(one, tolerance)),
            right_over=tuple(_unknown_order(strays, log)),
            stale=settled.stale,
            left=settled.all_left,
            right=settled.all_right,
            left_rest="ordered and not on this invoice list",
            right_rest="for an order of another log",
            relieves=True,
        )


def with_ledger(
    production: Production, tolerance_minor: int, decisions: Decisions = NONE
) -> Iterator[Tied]:
    """Each ledger against the PO logs: by PO number, then by amount, account and vendor.

    A posting that names no order and fits none is no leftover: most cost needs no order. An order
    that nobody has billed is simply open.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    logs = [tuple(lists.orders(log, code)) for log in by_list(production.purchase_orders)]
    tolerance = Tolerance(tolerance_minor, BILLED_WITHIN.days_before, BILLED_WITHIN.days_after)
    for ledger in by_list(production.postings):
        numbered = lists.postings_by_order((p for p in ledger if p.po_number), code)
        named = tuple(_without_other_legs(numbered))
        log = _closest(named, logs) or (logs[0] if len(logs) == 1 else ())
        if not log:
            continue
        others = tuple(lists.postings_by_order(_without_order(ledger, production), code))
        settled = apply(decisions, LEDGER, log, (*named, *others))
        there = [row for row in settled.right if row.reference]
        by_number, pool = match(
            settled.left,
            there,
            BY_NUMBER,
            tolerance,
            aliases=settled.aliases,
            barred=settled.barred,
        )
        matches = (*settled.matches, *by_number)
        open_orders = _open_orders(pool.left)
        charges = _of_vendors(open_orders, (row for row in settled.right if not row.reference))
        steps = (*OPEN_ORDERS, *IN_PARTS)
        more, _ = match(open_orders, charges, steps, tolerance, barred=settled.barred)
        if not matches and not more:
            continue
        strays = _strays(pool.right, log, logs)
        yield Tied(
            named_lists(LEDGER, log, named or charges),
            (*matches, *more),
            tuple(d for one in by_number for d in _of_ledger(one, tolerance)),
            right_over=tuple(_unknown_order(strays, log)),
            learned=learned(matches, tolerance),
            stale=settled.stale,
            left=settled.all_left,
            right=tuple(
                filter(_is_cost, numbered_or_matched(settled.all_right, (*matches, *more)))
            ),
            left_rest="ordered and not posted",
            right_rest="for an order of another log",
            relieves=True,
        )


def _references(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(row.reference for row in rows if row.reference)


def _closest(rows: Sequence[Row], logs: Iterable[tuple[Row, ...]]) -> tuple[Row, ...]:
    """The log that most of the rows' references are in.

    Of equals the one that has accounts, as a PO log does and a list of items does not; then the
    one that has fewest others.
    """
    wanted = _references(rows)

    def closeness(log: tuple[Row, ...]) -> tuple[int, bool, float]:
        shared = len(wanted & _references(log))
        coded = any(row.account for row in log)
        return shared, coded, shared / max(1, len(_references(log)))

    found = max(logs, key=closeness, default=())
    return found if closeness(found)[0] else ()


def _of_two_logs(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    yield from _amounts(one, tolerance, Kind.AMOUNT)
    yield from _vendors(one, tolerance)


def _of_invoices(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    yield from over_billed(one, tolerance)
    ordered = sum_of(one.left)
    for row in one.right:
        invoice = row.record
        if not isinstance(invoice, Invoice) or invoice.ordered is None or ordered is None:
            continue
        if not _agree(ordered, invoice.ordered, tolerance):
            cause, why = cause_of(ordered, invoice.ordered, lists.taxes_of(one.left))
            here = _pointing_at(row, "ordered")
            yield Difference(
                Kind.ORDERED,
                f"{one.left[0].label}, {row.label}",
                one.left,
                (here,),
                ordered,
                invoice.ordered,
                cause,
                why,
            )
    for row in one.right:
        yield from _vendors(Match(one.left, (row,), one.tier, one.strategy), tolerance)


def _of_ledger(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    charges = tuple(row for row in one.right if row.account and _is_charge(row))
    if charges:
        yield from _vendors(Match(one.left, charges, one.tier, one.strategy), tolerance)
    coded = {row.account for row in one.left if row.account}
    if charges and coded and not coded & {row.account for row in charges}:
        accounts = sorted({row.account for row in charges})
        left = tuple(row for row in one.left if row.account)
        yield Difference(
            Kind.ACCOUNT,
            one.left[0].label,
            left,
            charges,
            ", ".join(sorted(coded)),
            ", ".join(accounts),
            certain=False,
        )
    yield from over_billed(one, tolerance)
    yield from _relieved(one, tolerance)


def _relieved(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    """What the log says was invoiced so far, against the ledger."""
    said = [
        row.record.relieved
        for row in one.left
        if isinstance(row.record, PurchaseOrder) and row.record.relieved is not None
    ]
    coded = {row.account for row in one.left if row.account}
    own = tuple(row for row in one.right if _is_cost(row) and (not coded or row.account in coded))
    posted = sum_of(own)
    if len(said) != len(one.left) or posted is None or len({m.currency for m in said}) != 1:
        return  # nothing on the order's account: that is another difference
    stated = Money(sum(amount.minor for amount in said), said[0].currency)
    everything = sum_of(row for row in one.right if _is_cost(row))
    if _agree(stated, posted, tolerance) or (everything and _agree(stated, everything, tolerance)):
        return
    if _is_posted_twice(own, posted, stated):
        return  # a rule on the ledger alone says so
    cause, why = cause_of(stated, posted, lists.taxes_of(one.left))
    if not why and stated.currency == posted.currency:
        items = ((f"the {row.label}", row.amount) for row in own if row.amount is not None)
        cause, why = culprit(posted - stated, items)
    left = tuple(_pointing_at(row, "relieved") for row in one.left)
    yield Difference(
        Kind.RELIEVED, one.left[0].label, left, own, stated, posted, cause, why, certain=False
    )


def _without_other_legs(postings: Iterable[Row]) -> Iterator[Row]:
    """Without the payables or cash leg of what is posted to a cost account too.

    A ledger that has nothing but payables keeps them.
    """
    every = tuple(postings)
    costed = _references(filter(_is_cost, every))
    return (row for row in every if _is_cost(row) or row.reference not in costed)


def _is_cost(row: Row) -> bool:
    return not isinstance(row.record, Posting) or not lists.is_money_account(
        row.record.account_name
    )


def _is_posted_twice(rows: Sequence[Row], posted: Money, stated: Money) -> bool:
    """What is posted too much is a document that the ledger has twice."""
    documents = Counter(
        (row.record.document, row.amount) for row in rows if isinstance(row.record, Posting)
    )
    excess = posted.minor - stated.minor
    return any(
        count > 1 and document and amount is not None and amount.minor == excess
        for (document, amount), count in documents.items()
    )


def _amounts(one: Match, tolerance: Tolerance, kind: Kind) -> Iterator[Difference]:
    left, right = sum_of(one.left), sum_of(one.right)
    if left is None or right is None or _agree(left, right, tolerance):
        return
    cause, why = cause_of(left, right, lists.taxes_of((*one.left, *one.right)))
    certain = one.tier is Tier.CONFIRMED and left.currency == right.currency
    kind = kind if left.currency == right.currency else Kind.CURRENCY
    yield Difference(kind, one.left[0].label, one.left, one.right, left, right, cause, why, certain)


def _vendors(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    left = tuple(row for row in one.left if row.name)
    right = tuple(row for row in one.right if row.name)
    if not left or not right:
        return
    alike = max(alikeness(here.name, there.name) for here in left for there in right)
    if alike < tolerance.alike:
        # a name that the sheet writes in several ways is shown as the first row has it
        subject = one.left[0].label
        if len(one.right) == 1 and isinstance(one.right[0].record, Invoice):
            subject = f"{subject}, {one.right[0].label}"
        yield Difference(
            Kind.NAME, subject, left, right, left[0].name, right[0].name, certain=False
        )


def _agree(left: Money, right: Money, tolerance: Tolerance) -> bool:
    return left.currency == right.currency and abs(left.minor - right.minor) <= tolerance.minor


def _pointing_at(row: Row, field: str) -> Row:
    """The same row, its cell that of another field."""
    return replace(row, shown=(field, *row.shown))


def _strays(
    rows: Iterable[Row], log: Sequence[Row], logs: Iterable[Sequence[Row]]
) -> tuple[Row, ...]:
    """Rows that no order has taken, without those whose order stands in another log only."""
    elsewhere = frozenset(row.reference for other in logs for row in other) - _references(log)
    return tuple(row for row in rows if row.reference not in elsewhere)


def _unknown_order(strays: Sequence[Row], log: Sequence[Row]) -> Iterator[Leftover]:
    """Rows that name an order no log has; with the order of that vendor one slip away, if any.

    A row that names an order of the log was taken off it by a person.
    """
    of_vendor: dict[str, list[Row]] = {}
    by_number: dict[str, list[Row]] = {}
    for row in log:
        of_vendor.setdefault(name_key(row.name), []).append(row)
        by_number.setdefault(row.reference, []).append(row)
    for stray in strays:
        if stray.reference in by_number:
            near_to = tuple(by_number[stray.reference])
            yield Leftover(stray, because=f"not taken for {near_to[0].label}", near=near_to)
            continue
        close = [
            row
            for row in of_vendor.get(name_key(stray.name), ())
            if stray.name and near(row.reference, stray.reference)
        ]
        meant = {row.reference for row in close}
        if len(meant) == 1:
            why = f"{close[0].label} of the same vendor is one slip away"
            yield Leftover(stray, because=why, near=tuple(close), reason=Reason.NO_ORDER)
        else:
            yield Leftover(stray, reason=Reason.NO_ORDER)


def _open_orders(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Orders with one line each that nothing has relieved: what an unnamed posting may be for."""
    lines: dict[str, list[Row]] = {}
    for row in lists.live(rows):
        lines.setdefault(row.reference, []).append(row)
    return tuple(same[0] for same in lines.values() if len(same) == 1)


def _without_order(ledger: Iterable[Posting], production: Production) -> Iterator[Posting]:
    """Postings that name no order and may be for one."""
    for posting in ledger:
        if not posting.po_number and _may_relieve(posting, production):
            yield posting


def _of_vendors(open_orders: Iterable[Row], charges: Iterable[Row]) -> tuple[Row, ...]:
    """Charges no larger than the largest open order; credits relieve nothing."""
    sizes = [row.amount.minor for row in open_orders if row.amount is not None]
    largest = max(sizes, default=0)
    return tuple(
        row for row in charges if row.amount is not None and 0 < row.amount.minor <= largest
    )


def _may_relieve(posting: Posting, production: Production) -> bool:
    """A vendor's charge on a cost account; journals, payroll and cash books relieve no order."""
    if posting.amount is None or not posting.vendor:
        return False
    account = production.chart.find(posting.account) if production.chart else None
    return account is None or account.kind is AccountKind.COST


def _is_charge(row: Row) -> bool:
    return row.amount is not None and not row.amount.is_negative
