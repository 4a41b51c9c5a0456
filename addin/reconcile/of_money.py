"""Money that moved against what the books say: bank and cash book, bank and ledger, cards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.bank import BankLine, StatementLine
from addin.domain.decisions import NONE, Decisions
from addin.domain.petty_cash import are_of_card
from addin.domain.production import Production, by_list
from addin.reconcile import lists
from addin.reconcile.causes import cause_of
from addin.reconcile.decisions import Applied, Barred, apply
from addin.reconcile.explain import leftovers, slips
from addin.reconcile.match import Rest, learned, match, matched
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Match,
    Reason,
    Row,
    Tied,
    Tier,
    Tolerance,
    named_lists,
    sum_of,
)
from addin.reconcile.passes import BOOKS, BY_NUMBER, CHARGED, JOURNAL, UNSURE
from addin.reconcile.reasons import Other, reasoned
from addin.reconcile.receipt_numbers import by_receipt_number, of_receipts
from addin.reconcile.strategies import exact_reference

CASH_BOOK: Final = "bank and cash book"
LEDGER: Final = "bank and ledger"
CARD: Final = "card and ledger"
RECEIPTS: Final = "card and receipts"
ENVELOPE: Final = "petty cash and ledger"

CLEARS: Final = Tolerance(days_before=7, days_after=1)
"""The book is up to a week ahead of the bank; the bank at most a day ahead of the book."""
CHARGES: Final = Tolerance(days_before=3, days_after=35)
"""A card charge is posted from its receipt, or with the statement a month later."""
SLIPS: Final = Tolerance(days_before=10, days_after=3)
"""A receipt is of the day or some days before the charge; rarely, it is dated a few days after."""
BOOKED_WITHIN: Final = 35
"""Days until the journal of a month's bank charges."""
BY_JOURNAL: Final = ", in a journal"
_SAME_ACCOUNT: Final = 3
"""One in three movements shared: two lists are of one account."""
_CASH: Final = re.compile(r"\b(?:bank|cash|che(?:ck|que)ing|current account)\b", re.IGNORECASE)
_NO_CASH: Final = re.compile(r"\b(?:petty|charges?|fees?|sales|interest|receipts)\b", re.IGNORECASE)


def bank(
    production: Production, tolerance_minor: int, decisions: Decisions = NONE
) -> Iterator[Tied]:
    """Each statement against the cash book of the same account, or else the ledger's cash account.

    What the cash book lacks may stand in a journal: bank charges booked at the end of the month.
    Such lines are no leftovers.
    """
    books = by_list(production.cash_book)
    cash = [
        postings
        for ledger in by_list(production.postings)
        for postings in _cash(ledger, production)
    ]
    for statement in by_list(production.bank):
        left = tuple(lists.bank_lines(statement))
        book = _same_account(statement, books)
        if book is not None:
            right = tuple(lists.bank_lines(book))
            journal = tuple(row for postings in cash for row in _posted(postings, production))
            elsewhere = tuple(
                row for one in books if one is not book for row in lists.bank_lines(one)
            )
            kind = CASH_BOOK
        else:
            closest = _closest(statement, cash)
            right = tuple(_posted(closest, production))
            journal, kind = (), LEDGER
            elsewhere = tuple(
                row for one in cash if one is not closest for row in _posted(one, production)
            )
        if left and right:
            tolerance = Tolerance(tolerance_minor, CLEARS.days_before, CLEARS.days_after)
            yield _tied(kind, (left, right, journal, elsewhere), tolerance, decisions)


def cards(
    production: Production,
    tolerance_minor: int,
    as_of: dt.date | None,
    decisions: Decisions = NONE,
) -> Iterator[Tied]:
    """Each card statement against all ledgers: charges as debits, or as credits of the card."""
    code = lists.code_of(production.chart.mask if production.chart else None)
    for statement in by_list(production.cards):
        left = tuple(_without_account(lists.card_lines(statement, code)))
        tolerance = Tolerance(tolerance_minor, CHARGES.days_before, CHARGES.days_after)
        postings = _around(production.postings, left, tolerance)
        right = tuple(_without_account(lists.postings_by_order(postings, code)))
        if not (left and right):
            continue
        settled = apply(decisions, CARD, left, right)
        sure, pool = matched(settled, CHARGED, tolerance)
        if not sure:  # the ledger has the card by the month, or not at all
            continue
        differences, rest = slips(pool, tolerance, barred=settled.barred)
        unsure, rest = match(rest.left, rest.right, UNSURE, tolerance, barred=settled.barred)
        matches = (*sure, *unsure)
        yield Tied(
            named_lists(CARD, left, right),
            matches,
            differences,
            reasoned(
                leftovers(rest.left, rest.right, matches, tolerance, as_of, is_left=True),
                Other(right, Reason.NOT_POSTED, dates=_dates(production)),
                tolerance,
                is_left=True,
            ),
            learned=learned(sure, tolerance),
            stale=settled.stale,
            left=settled.all_left,
        )


def card_receipts(
    production: Production, tolerance_minor: int, decisions: Decisions = NONE
) -> Iterator[Tied]:
    """Each card statement against a list of receipts kept for it: every charge has its receipt.

    A list is the card's when most of its receipts are charges of the card; an envelope of petty
    cash shares a few amounts by chance, and is not compared.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    tolerance = Tolerance(tolerance_minor, SLIPS.days_before, SLIPS.days_after)
    for statement in by_list(production.cards):
        for kept in by_list(production.petty_cash):
            if not are_of_card(kept, (line.amount for line in statement)):
                continue
            left = tuple(_without_account(lists.card_lines(statement, code)))
            right = tuple(_without_account(lists.receipts(kept, code)))
            settled = apply(decisions, RECEIPTS, left, right)
            matches, pool = matched(settled, CHARGED, tolerance)
            differences, rest = slips(pool, tolerance, barred=settled.barred)
            unsure, rest = match(rest.left, rest.right, UNSURE, tolerance, barred=settled.barred)
            every = (*matches, *unsure)
            yield Tied(
                named_lists(RECEIPTS, left, right),
                every,
                differences,
                leftovers(rest.left, rest.right, every, tolerance, None, is_left=True),
                leftovers(rest.right, rest.left, every, tolerance, None, is_left=False),
                learned(matches, tolerance),
                settled.stale,
                settled.all_left,
                settled.all_right,
            )


def envelopes(
    production: Production,
    tolerance_minor: int,
    as_of: dt.date | None,
    decisions: Decisions = NONE,
) -> Iterator[Tied]:
    """Each envelope of petty cash receipts against all ledgers: each receipt posted once.

    A ledger may book receipts under their numbers, in the name of the holder. Or a whole envelope
    is posted in a sum by account: its receipts are found as a group.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    tolerance = Tolerance(tolerance_minor, CHARGES.days_before, CHARGES.days_after)
    for receipts in by_list(production.petty_cash):
        kept = tuple(lists.receipts(receipts, code))
        undated = (p for p in production.postings if p.date is None and p.amount and p.document)
        postings = (*_around(production.postings, kept, tolerance), *undated)
        left, right = by_receipt_number(kept, tuple(lists.postings_by_order(postings, code)))
        if not (left and right):
            continue
        settled = apply(decisions, ENVELOPE, left, right)
        by_number, pool = _by_number(settled, tolerance)
        more, rest = matched(pool, CHARGED, tolerance)
        matches = (*by_number, *more)
        if matches:
            receipts_left = of_receipts(rest.left, left)
            found = leftovers(receipts_left, rest.right, matches, tolerance, as_of, is_left=True)
            ledger = Other(right, Reason.NOT_POSTED, dates=_dates(production))
            yield Tied(
                named_lists(ENVELOPE, left, right),
                matches,
                tuple(d for one in by_number for d in _amounts(one, tolerance)),
                left_over=reasoned(found, ledger, tolerance, is_left=True),
                learned=learned(matches, tolerance),
                stale=settled.stale,
                left=settled.all_left,
                left_rest="cash, and no receipt",
            )


def _by_number(settled: Applied, tolerance: Tolerance) -> tuple[tuple[Match, ...], Applied]:
    """What is surely one by its number, and the rest, still to be matched."""
    found, pool = match(
        (row for row in settled.left if row.reference),
        (row for row in settled.right if row.reference),
        BY_NUMBER,
        tolerance,
        aliases=settled.aliases,
        barred=settled.barred,
    )
    left, right = (
        tuple(row for row in rows if not row.reference) for rows in (settled.left, settled.right)
    )
    rest = replace(settled, left=(*left, *pool.left), right=(*right, *pool.right))
    return found, rest


def _tied(
    kind: str,
    rows: tuple[Sequence[Row], Sequence[Row], Sequence[Row], Sequence[Row]],
    tolerance: Tolerance,
    decisions: Decisions,
) -> Tied:
    left, right, journal, elsewhere = rows
    settled = apply(decisions, kind, left, right)
    matches, pool = matched(settled, BOOKS, tolerance)
    by_number = tuple(d for one in matches for d in _amounts(one, tolerance))
    booked, still = _by_journal(pool.left, journal, tolerance, settled.barred)
    unmatched = Rest(still.left, pool.right, pool.aliases)
    slipped, rest = slips(unmatched, tolerance, barred=settled.barred)
    unsure, rest = match(rest.left, rest.right, UNSURE, tolerance, barred=settled.barred)
    end = lists.latest(left)  # a statement knows nothing of later days
    return Tied(
        named_lists(kind, left, right),
        (*matches, *booked, *unsure),
        (*by_number, *slipped),
        reasoned(
            leftovers(rest.left, rest.right, matches, tolerance, end, is_left=True),
            Other(right, Reason.NOT_POSTED, elsewhere),
            tolerance,
            is_left=True,
        ),
        reasoned(
            leftovers(rest.right, rest.left, matches, tolerance, end, is_left=False),
            Other(left),
            tolerance,
            is_left=False,
        ),
        learned(matches, tolerance),
        settled.stale,
        settled.all_left,
        settled.all_right,
    )


def _by_journal(
    rows: Sequence[Row], journal: Sequence[Row], tolerance: Tolerance, barred: Barred
) -> tuple[tuple[Match, ...], Rest]:
    """Statement lines that a journal books later, under whatever text: charges, interest."""
    window = replace(tolerance, days_after=BOOKED_WITHIN)
    found, pool = match(rows, journal, JOURNAL, window, barred=barred)
    return tuple(replace(one, strategy=f"{one.strategy}{BY_JOURNAL}") for one in found), pool


def _amounts(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    """A cheque that the bank paid at another amount than the book has."""
    left, right = sum_of(one.left), sum_of(one.right)
    if one.strategy != exact_reference.NAME or left is None or right is None:
        return
    if left.currency != right.currency or abs(left.minor - right.minor) <= tolerance.minor:
        return
    cause, why = cause_of(left, right)
    label = one.left[0].label
    certain = one.tier is Tier.CONFIRMED
    yield Difference(Kind.AMOUNT, label, one.left, one.right, left, right, cause, why, certain)


def _same_account(
    statement: Sequence[StatementLine], books: Iterable[Sequence[BankLine]]
) -> Sequence[BankLine] | None:
    ours = lists.sizes(line.amount for line in statement)
    best, shared = None, 0
    for book in books:
        theirs = lists.sizes(line.amount for line in book)
        common = (ours & theirs).total()
        if common > shared and common * _SAME_ACCOUNT >= min(ours.total(), theirs.total()):
            best, shared = book, common
    return best


def _cash(ledger: Sequence[Posting], production: Production) -> Iterator[tuple[Posting, ...]]:
    """The lines of each account of a ledger that is a bank account, by name."""
    names: dict[str, str] = {}
    if production.chart is not None:
        names = {account.code: account.name for account in production.chart.accounts}
    found: dict[str, list[Posting]] = {}
    for posting in ledger:
        account = production.chart.find(posting.account) if production.chart else None
        name = posting.account_name or (names[account.code] if account else "")
        if posting.amount is not None and _CASH.search(name) and not _NO_CASH.search(name):
            found.setdefault(posting.account or name, []).append(posting)
    return (tuple(postings) for _, postings in sorted(found.items()))


def _closest(
    statement: Sequence[StatementLine], accounts: Sequence[tuple[Posting, ...]]
) -> tuple[Posting, ...]:
    """The cash account that shares most amounts with a statement, if it shares enough."""
    ours = lists.sizes(line.amount for line in statement)
    best: tuple[Posting, ...] = ()
    shared = 0
    for postings in accounts:
        theirs = lists.sizes(posting.amount for posting in postings)
        common = (ours & theirs).total()
        if common > shared and common * _SAME_ACCOUNT >= min(ours.total(), theirs.total()):
            best, shared = postings, common
    return best


def _posted(postings: Sequence[Posting], production: Production) -> Iterator[Row]:
    code = lists.code_of(production.chart.mask if production.chart else None)
    return lists.postings_by_payment(postings, code)


def _without_account(rows: Iterable[Row]) -> Iterator[Row]:
    return (replace(row, account="", reference="") for row in rows)


def _dates(production: Production) -> tuple[dt.date, ...]:
    """The days of all ledgers."""
    return tuple(posting.date for posting in production.postings if posting.date is not None)


def _around(
    postings: Iterable[Posting], left: Sequence[Row], tolerance: Tolerance
) -> Iterator[Posting]:
    """Postings that are near enough to a statement's days to be its charges."""
    days = [row.date for row in left if row.date is not None]
    if not days:
        return
    first = min(days) - dt.timedelta(days=tolerance.days_before)
    last = max(days) + dt.timedelta(days=tolerance.days_after)
    for posting in postings:
        if posting.amount and posting.date is not None and first <= posting.date <= last:
            yield posting
