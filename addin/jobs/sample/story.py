"""What happened since: nine weeks of orders, bills, payroll, card, petty cash and bank.

Everything ties: each ledger entry balances, each bill relieves its order, the bank is the cash
book less what is still outstanding. The same seed tells the same story.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from addin.domain.money import Money
from addin.jobs.sample.buying import bills_of, number_bills, orders
from addin.jobs.sample.cash import card, petty_cash
from addin.jobs.sample.records import BankLine, Bill, Change, Forecast, Line, Story
from addin.jobs.sample.show import (
    CUTOFF,
    FINANCE,
    FRINGES,
    KIT,
    PREVIOUS_CUTOFF,
    SHOOT_STARTS,
    WEEK,
    Account,
    accounts,
    week_ending,
)
from addin.jobs.sample.suppliers import FINANCIER, PAYROLL

SEED: Final = 1857
_OVERTIME: Final = ("0", "0", "0.04", "0.0625", "0.075", "0.1125")
_FREIGHT_ACCOUNT: Final = "3507"
_FRIDAY: Final = 4
_CHECK_FROM: Final = 5001


def story(trouble: Callable[[Story], None] | None = None) -> Story:
    """Nine weeks in which nothing went wrong, but what ``trouble`` does to orders and ledger."""
    chance = random.Random(SEED)  # noqa: S311 - a story, no secret
    told = Story()
    told.orders = orders(chance)
    told.bills = [bill for order in told.orders for bill in bills_of(order, chance)]
    number_bills(told.bills, chance)
    told.bills.sort(key=lambda bill: (bill.posted, bill.vendor, bill.number))
    told.charges = card(chance)
    told.slips = petty_cash(chance)
    _pay_bills(told.bills)
    for lines in (
        _funding(),
        _payroll(chance),
        _bills(told.bills),
        _checks(told.bills),
        _card(told),
        _petty_cash(told),
        _journals(),
    ):
        told.lines += lines
    told.lines.sort(key=lambda line: (line.date, line.entry))
    if trouble:
        trouble(told)
    told.cash_book = _cash_book(told.lines)
    told.bank = _bank(told.cash_book, chance)
    told.changes = _changes()
    told.forecasts = _forecasts(told)
    return told


def _funding() -> Iterable[Line]:
    for number, (week, amount) in enumerate(FINANCE, 1):
        day = week_ending(week) - dt.timedelta(days=5)
        text = f"Drawdown {number}"
        yield Line("0100", amount * 100, day, f"CR-{number:04}", "CR", FINANCIER, text)
        yield Line("0900", -amount * 100, day, f"CR-{number:04}", "CR", FINANCIER, text)


def _payroll(chance: random.Random) -> Iterable[Line]:
    for week in range(1, WEEK + 1):
        ending = week_ending(week)
        entry = f"PR-{week:04}"
        lines: list[Line] = []
        for account in accounts():
            if account.weeks and _works(account.weeks, week):
                lines += _pay(account, week, entry, chance)
        owed = sum(line.amount for line in lines)
        text = f"Payroll week ending {ending:%m/%d/%y}"
        document = f"BPS{2600 + week * 17}"
        fee = Line("6804", 115000, ending, entry, "PR", PAYROLL, "Payroll service fee", document)
        reference = f"ACH{ending:%m%d}"
        bank = Line(
            "0100", -owed - fee.amount, ending, entry, "PR", PAYROLL, text, document, "", reference
        )
        for line in lines:
            line.document = document
        yield from (*lines, fee, bank)


def _works(weeks: tuple[int, int, int], week: int) -> bool:
    prep, shoot, _ = weeks
    return SHOOT_STARTS - prep <= week < SHOOT_STARTS + shoot


def _pay(account: Account, week: int, entry: str, chance: random.Random) -> Iterable[Line]:
    first = account.items[0]
    shooting = week >= SHOOT_STARTS
    gross = Money(first.rate * 100)
    if shooting and first.fringe in ("CREW", "GUILD"):
        gross += gross.times(Decimal(chance.choice(_OVERTIME)))
    day = week_ending(week)
    yield Line(account.code, gross.minor, day, entry, "PR", PAYROLL, f"{account.name}, wk {week}")
    fringe = gross.times(FRINGES[first.fringe])
    text = f"Fringes, {account.name.lower()}, wk {week}"
    yield Line(account.code, fringe.minor, day, entry, "PR", PAYROLL, text)
    if shooting and first.fringe == "CREW":
        yield Line(account.code, KIT * 100, day, entry, "PR", PAYROLL, f"Kit rental, wk {week}")


def _bills(bills: Iterable[Bill]) -> Iterable[Line]:
    for number, bill in enumerate(bills, 1):
        entry = f"AP-{number:05}"
        common = (bill.posted, entry, "AP", bill.vendor, bill.description, bill.number, bill.po)
        yield Line(bill.account, bill.relieves, *common)
        if bill.freight:
            yield Line(
                _FREIGHT_ACCOUNT, bill.freight, *common[:4], "Freight in", bill.number, bill.po
            )
        yield Line("0500", -bill.total, *common)


def _pay_bills(bills: Iterable[Bill]) -> None:
    """Checks on Fridays, one for each vendor; a credit memo is taken off the next one."""
    number = _CHECK_FROM
    for week in range(1, WEEK + 1):
        friday = week_ending(week) - dt.timedelta(days=1)
        due: dict[str, list[Bill]] = {}
        for bill in bills:
            if bill.paid is None and bill.posted <= friday and bill.due <= friday:
                due.setdefault(bill.vendor, []).append(bill)
        for vendor in sorted(due):
            if sum(bill.total for bill in due[vendor]) <= 0:
                continue
            for bill in due[vendor]:
                bill.paid, bill.check, bill.status = friday, str(number), "Paid"
            number += 1


def _checks(bills: Iterable[Bill]) -> Iterable[Line]:
    checks: dict[str, list[Bill]] = {}
    for bill in bills:
        if bill.check:
            checks.setdefault(bill.check, []).append(bill)
    for number, paid in sorted(checks.items()):
        day, vendor = paid[0].paid or CUTOFF, paid[0].vendor
        entry = f"CK-{number}"
        for bill in paid:
            yield Line("0500", bill.total, day, entry, "CK", vendor, "Payment", bill.number)
        total = sum(bill.total for bill in paid)
        yield Line("0100", -total, day, entry, "CK", vendor, f"Check {number}", "", "", number)


def _card(told: Story) -> Iterable[Line]:
    for number, charge in enumerate(told.charges, 1):
        entry = f"CC-{number:04}"
        common = (charge.posted, entry, "CC", charge.merchant, charge.description)
        yield Line(charge.account, charge.amount, *common)
        yield Line("0550", -charge.amount, *common)
    for month, day in ((1, dt.date(2026, 2, 10)), (2, dt.date(2026, 3, 5))):
        owed = sum(c.amount for c in told.charges if c.posted.month == month)
        text, entry = f"Card payment, statement {month:02}/26", f"CP-{month:04}"
        bank = "Anchor Bank Card Services"
        yield Line("0550", owed, day, entry, "CP", bank, text)
        yield Line("0100", -owed, day, entry, "CP", bank, text, "", "", f"ACH{day:%m%d}C")


def _petty_cash(told: Story) -> Iterable[Line]:
    holders: dict[tuple[str, str], list[int]] = {}
    for at, slip in enumerate(told.slips):
        holders.setdefault((slip.holder, slip.envelope), []).append(at)
    for number, ((holder, envelope), slips) in enumerate(sorted(holders.items()), 1):
        spent = [told.slips[at] for at in slips if told.slips[at].amount > 0]
        opened = min(told.slips[at].date for at in slips)
        day, entry = max(slip.date for slip in spent), f"PC-{number:04}"
        handed = -sum(told.slips[at].amount for at in slips if told.slips[at].amount < 0)
        text, check = f"Petty cash {holder}, envelope {envelope}", f"{4900 + number}"
        yield Line("0150", handed, opened, f"CK-{check}", "CK", holder, text)
        yield Line("0100", -handed, opened, f"CK-{check}", "CK", holder, text, "", "", check)
        for slip in spent:
            what = f"{slip.description} ({slip.payee})"
            yield Line(slip.account, slip.amount, day, entry, "PC", holder, what, slip.number)
        total = sum(slip.amount for slip in spent)
        yield Line("0150", -total, day, entry, "PC", holder, text)


_ACCRUALS: Final = (
    ("3603", 1260000, "Lighthouse site fee, not yet billed"),
    ("3605", 390000, "Security, week not yet billed"),
    ("4502", 580000, "Camera boat, week not yet billed"),
)


def _journals() -> Iterable[Line]:
    """Bank charges; last week's accruals, taken back on the first day of this one."""
    for month, day in ((1, dt.date(2026, 1, 30)), (2, dt.date(2026, 2, 27))):
        entry, text = f"JE-{month:04}", f"Bank charges {day:%B}"
        amount = (11850, 12320)[month - 1]
        yield Line("6803", amount, day, entry, "JE", "Anchor Bank", text)
        yield Line("0100", -amount, day, entry, "JE", "Anchor Bank", text, "", "", f"FEE{month}")
    for sign, day, entry, text in (
        (1, PREVIOUS_CUTOFF, "JE-0003", "Accrual"),
        (-1, PREVIOUS_CUTOFF + dt.timedelta(days=1), "JE-0004", "Reversal of accrual"),
    ):
        for account, amount, what in _ACCRUALS:
            yield Line(account, sign * amount, day, entry, "JE", "", f"{text}: {what}")
        total = sum(amount for _, amount, _ in _ACCRUALS)
        yield Line("0510", -sign * total, day, entry, "JE", "", text)


def _cash_book(lines: Iterable[Line]) -> list[BankLine]:
    kinds = {"CK": "Check", "PR": "ACH", "CR": "Deposit", "CP": "ACH", "JE": "Fee"}
    return [
        BankLine(line.date, kinds[line.kind], line.reference, line.vendor, line.amount)
        for line in lines
        if line.account == "0100"
    ]


def _bank(cash_book: Iterable[BankLine], chance: random.Random) -> list[BankLine]:
    """What the bank saw up to the cut-off: checks clear some days later, the last ones not yet."""
    seen = []
    for line in cash_book:
        days = chance.randint(1, 6) if line.kind == "Check" else 0
        cleared = line.date + dt.timedelta(days=days)
        if cleared.weekday() > _FRIDAY and line.kind == "Check":
            cleared += dt.timedelta(days=2)
        if cleared <= CUTOFF:
            seen.append(BankLine(cleared, line.kind, line.reference, _bank_text(line), line.amount))
    return sorted(seen, key=lambda line: line.date)


def _bank_text(line: BankLine) -> str:
    if line.kind == "Check":
        return f"CHECK {line.reference}"
    prefix = {"ACH": "ACH DEBIT ", "Deposit": "INCOMING WIRE ", "Fee": "SERVICE CHARGE "}
    return prefix[line.kind] + line.description.upper()


def _changes() -> list[Change]:
    rows = (
        ("BC-01", (2026, 1, 30), "Transfer", "2304", 1250000, "Lantern room built, not found"),
        ("BC-01", (2026, 1, 30), "Transfer", "6901", -1250000, "Lantern room built, not found"),
        ("BC-02", (2026, 2, 13), "Transfer", "3206", 680000, "Night exteriors need two condors"),
        ("BC-02", (2026, 2, 13), "Transfer", "6901", -680000, "Night exteriors need two condors"),
        ("BC-03", (2026, 2, 20), "Transfer", "3305", 735000, "Aerial storm day"),
        ("BC-03", (2026, 2, 20), "Transfer", "6901", -735000, "Aerial storm day"),
        ("BC-04", (2026, 3, 4), "Transfer", "4502", 540000, "Second safety boat"),
        ("BC-04", (2026, 3, 4), "Transfer", "6901", -540000, "Second safety boat"),
    )
    return [
        Change(number, dt.date(*day), kind, account, amount, reason)
        for number, day, kind, account, amount, reason in rows
    ]


_MOVED: Final = {
    "2302": (420000, "Two more carpenters until the lantern room is up"),
    "2304": (385000, "Second timber delivery for the gallery"),
    "3204": (-210000, "Cottage has mains power; one week less"),
    "3606": (268000, "Second meals on three night shoots"),
    "4502": (540000, "Second safety boat (BC-04)"),
    "6901": (-540000, "Given to 4502 (BC-04)"),
}
"""Accounts whose forecast moved this week, by how much, and why."""
_STANDING: Final = {
    "1103": (-60000, "Cleared below the quote"),
    "2205": (185000, "Scale model added in week 4"),
    "2703": (-640000, "Harbour office dressed from stock"),
    "2803": (220000, "Hero lamp remade after the tests"),
    "3505": (310000, "Fuel price since January"),
    "3604": (-150000, "One police day fewer"),
    "2304": (950000, "Lantern room, see BC-01"),
}
"""Over (+) and under (-) that were already reported last week."""


def cost_to_date(lines: Iterable[Line], on: dt.date) -> dict[str, int]:
    """Posted by account up to a day, in minor units."""
    found: dict[str, int] = {}
    for line in lines:
        if line.date <= on:
            found[line.account] = found.get(line.account, 0) + line.amount
    return found


def commitments(told: Story, on: dt.date) -> dict[str, int]:
    """Open orders by account on a day, in minor units."""
    found: dict[str, int] = {}
    for order in told.orders:
        found[order.account] = found.get(order.account, 0) + order.open(on)
    return found


def changes_by_account(told: Story, on: dt.date) -> dict[str, int]:
    """Approved changes by account up to a day, in minor units."""
    found: dict[str, int] = {}
    for change in told.changes:
        if change.date <= on:
            found[change.account] = found.get(change.account, 0) + change.amount
    return found


def _forecasts(told: Story) -> dict[str, Forecast]:
    """What is held for each account: its revised budget, but where more or less is known.

    Never below what is already spent and committed: then the overspend is reported.
    """
    spent, committed = cost_to_date(told.lines, CUTOFF), commitments(told, CUTOFF)
    then = cost_to_date(told.lines, PREVIOUS_CUTOFF)
    committed_then = commitments(told, PREVIOUS_CUTOFF)
    changed = changes_by_account(told, PREVIOUS_CUTOFF)
    found = {}
    for account in accounts():
        code = account.code
        extra, why = _STANDING.get(code, (0, ""))
        moved, reason = _MOVED.get(code, (0, ""))
        needed = max(
            then.get(code, 0) + committed_then.get(code, 0),
            spent.get(code, 0) + committed.get(code, 0) - moved,
        )
        previous = account.budget + changed.get(code, 0) + extra
        if needed > previous:
            previous = -(-needed // 50000) * 50000 + 50000
            why = why or "Over: orders placed above the budget"
        comment = "; ".join(part for part in (why, reason) if part)
        found[code] = Forecast(code, previous + moved, previous, reason, comment)
    return found
