"""BNK107: petty cash does not come out, or a receipt is in it and on a card.

Why it matters: float and top-ups are handed out against receipts. What is neither spent nor in the
envelope is gone, and a receipt that is also on a card was paid by the card.

Example: a float of 500.00, receipts of 412.30 and 77.70 in cash: 10.00 short.

What to do: count again, then look for the receipt that is missing, or was entered twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from addin.domain.bank import StatementLine
from addin.domain.money import Money, zero
from addin.domain.petty_cash import Float, Receipt, are_of_card, spent
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import column_range
from addin.rules.discrepancy import culprit
from addin.rules.form import FormLine, form_lines
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "BNK107"
DAYS = 3
"""A card charge posts up to so many days from its receipt."""
_FLOAT: Final = re.compile(
    r"\b(?:float|imprest|advance|opening (?:balance|cash)|starting (?:balance|cash)"
    r"|cash (?:advanced|issued))\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\bcash (?:on hand|in hand|counted|remaining|returned|due back)\b|\b(?:cash )?count\b",
    re.IGNORECASE,
)
_TOP_UP: Final = re.compile(r"\btop[- ]?ups?\b|\breplenish\w*\b", re.IGNORECASE)
_IN_TRANSIT: Final = re.compile(r"\breceipts?\b.*\bin transit\b", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield the envelopes that are short or over, then receipts that are also on a card."""
    for receipts in by_list(papers.production.petty_cash):
        amounts = [receipt.amount for receipt in receipts if receipt.amount]
        if len({amount.currency for amount in amounts}) == 1:
            yield from _count(papers, receipts, amounts[0].currency)
    yield from _paid_twice(papers)


def _count(papers: Workpapers, receipts: Sequence[Receipt], currency: str) -> Iterator[Finding]:
    source = receipts[0].source
    rows = {receipt.source.row for receipt in receipts}
    form: list[FormLine] = []
    for book, sheet in papers.sheets:
        if (book.name, sheet.name) == source.table:
            form = [
                x
                for x in form_lines(book, sheet, currency)
                if x.row not in rows and x.amount is not None
            ]
    issued = next((line for line in form if _FLOAT.search(line.label)), None)
    counted = next((line for line in form if _COUNTED.search(line.label)), None)
    if issued is None or counted is None or issued.amount is None or counted.amount is None:
        return
    nothing = zero(currency)
    top_up = next((x.amount for x in form if _TOP_UP.search(x.label) and x.amount), nothing)
    received = [r.amount for r in receipts if r.amount and r.amount.is_negative]
    handed = Money(-sum(amount.minor for amount in received), currency)
    if handed == issued.amount:  # the float is the first line of the list as well
        handed = nothing
    transit = next((x.amount for x in form if _IN_TRANSIT.search(x.label) and x.amount), nothing)
    envelope = Float(
        receipts[0].holder,
        issued.amount,
        top_up or handed,
        spent(receipts),
        counted.amount,
        transit,
    )
    if abs(envelope.short.minor) > papers.options.tolerance_minor:
        yield _short(envelope, issued, counted, receipts)


def _short(
    envelope: Float, issued: FormLine, counted: FormLine, receipts: Sequence[Receipt]
) -> Finding:
    short = envelope.short
    items = [
        (f"row {r.source.row} ({r.payee or r.description})", r.amount) for r in receipts if r.amount
    ]
    cause = culprit(short, items)
    what = "short" if not short.is_negative else "over"
    return Finding(
        CODE,
        Severity.ERROR,
        f"The petty cash in sheet '{counted.place.sheet}' is {abs(short)} {what}: float"
        f" {envelope.issued} and top-ups {envelope.top_ups} against receipts of {envelope.posted}"
        f" and {envelope.cash_on_hand} in cash.{' ' if cause else ''}{cause}",
        (counted.place, issued.place, column_range([r.source for r in receipts], "amount")),
        numbers=(
            ("float", envelope.issued),
            ("top-ups", envelope.top_ups),
            ("receipts", envelope.posted),
            ("cash on hand", envelope.cash_on_hand),
            (what, abs(short)),
        ),
        advice="Count again, then look for the receipt that is missing or was entered twice.",
        subject=f"count of {counted.place.sheet} {envelope.holder}".strip(),
        impact=abs(short),
    )


def _paid_twice(papers: Workpapers) -> Iterator[Finding]:
    charges: dict[tuple[int, str], list[StatementLine]] = defaultdict(list)
    for charge in papers.production.cards:
        if charge.amount and charge.date:
            charges[charge.amount.minor, charge.amount.currency].append(charge)
    cards = [tuple(line.amount for line in card) for card in by_list(papers.production.cards)]
    envelopes = (
        receipts
        for receipts in by_list(papers.production.petty_cash)
        if not any(are_of_card(receipts, card) for card in cards)
    )
    for receipt in chain.from_iterable(envelopes):
        if not receipt.amount or receipt.date is None or receipt.amount.is_negative:
            continue
        for charge in charges[receipt.amount.minor, receipt.amount.currency]:
            if (
                charge.date
                and abs((charge.date - receipt.date).days) <= DAYS
                and _alike(receipt, charge)
            ):
                yield _both(receipt, charge)
                break


def _alike(receipt: Receipt, charge: StatementLine) -> bool:
    ours = set(name_key(receipt.payee or receipt.description).split())
    return bool(ours & set(name_key(charge.description).split()))


def _both(receipt: Receipt, charge: StatementLine) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{receipt.payee or receipt.description} over {receipt.amount} of {receipt.date} is in"
        f" petty cash, and on the card in sheet '{charge.source.sheet}' on {charge.date}"
        f" ({charge.description}).",
        (receipt.source.at("amount"), charge.source.at("amount")),
        numbers=(("amount", receipt.amount),) if receipt.amount else (),
        advice="One receipt is paid once: take it out of the envelope if the card paid it.",
        subject=f"{receipt.payee} {receipt.number} {receipt.date} {receipt.amount}",
        impact=receipt.amount,
    )
