"""ACT107: a credit has the sign of a charge, or a cost is negative without being a credit.

Why it matters: a credit that is added instead of taken off is wrong by twice its amount.

Example: a return of lumber for 45.00, entered as +45.00 below the purchase.

What to do: turn the sign, or correct the description if it is no credit after all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from addin.domain.accounts import AccountKind, ChartOfAccounts
from addin.domain.actuals import Posting
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.domain.source import Place, Source
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.journal import is_balance_sheet_name
from addin.rules.rule import Workpapers
from addin.rules.wording import is_accrual, is_credit, is_reversal, name_key, words_of

CODE = "ACT107"
RARE = 0.1
"""Above this share of negative lines a list has its own habits, and a lone one means nothing."""

_Key = tuple[str, str, int]


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line, ledger first, then card and petty cash."""
    chart = papers.production.chart
    for lines in by_list(papers.production.postings):
        costs = [line for line in lines if line.amount and _is_cost(line, chart)]
        yield from _of_ledger(costs)
    for charge in papers.production.cards:
        words = f"{charge.kind} {charge.description} {charge.note}"
        cell = charge.source.at("amount", "debit", "credit")
        yield from _of_slip(charge.source, cell, words, charge.amount)
    for receipt in papers.production.petty_cash:
        words = f"{receipt.payee} {receipt.description}"
        yield from _of_slip(receipt.source, receipt.source.at("amount"), words, receipt.amount)


def _is_cost(line: Posting, chart: ChartOfAccounts | None) -> bool:
    account = chart.find(line.account) if chart else None
    if account is not None:
        return account.kind is AccountKind.COST
    return not is_balance_sheet_name(line.account_name)


def _of_ledger(lines: list[Posting]) -> Iterator[Finding]:
    here: Counter[_Key] = Counter()
    negative = sum(line.amount.is_negative for line in lines if line.amount)
    is_one_sided = negative <= RARE * len(lines)
    for line in _suspects(lines, is_one_sided=is_one_sided):
        if line.amount is None:
            continue
        if not here:  # seldom needed, and a walk over the whole ledger
            here.update(_key(each, each.amount) for each in lines if each.amount)
        words = words_of(line)
        if not line.amount.is_negative:
            if is_credit(words) and not is_reversal(words) and not here[_key(line, -line.amount)]:
                yield _credit_as_charge(
                    drawn_together([amount_cell(line), line.source.at("description", "kind")]),
                    line.amount,
                    f"{line.vendor} {line.description or line.kind} {line.document}",
                )
        elif is_one_sided and _is_unexplained(line, words, here):
            yield _charge_as_credit(line)


def _suspects(lines: list[Posting], *, is_one_sided: bool) -> Iterator[Posting]:
    """Charges whose words say credit, and negative lines where those are rare."""
    for line in lines:
        if line.amount is None:
            continue
        if line.amount.is_negative:
            if is_one_sided:
                yield line
        elif is_credit(words_of(line)):
            yield line


def _is_unexplained(line: Posting, words: str, here: Counter[_Key]) -> bool:
    """A vendor's negative line that no word and no line of the same size accounts for."""
    if not line.vendor or line.amount is None or line.kind.upper() in {"JE", "GJ", "PR"}:
        return False
    if is_credit(words) or is_reversal(words) or is_accrual(words):
        return False
    if any(word in words.casefold() for word in ("credit", "return", "discount", "deposit", "adj")):
        return False
    return not here[_key(line, -line.amount)]


def _of_slip(source: Source, cell: Place, words: str, amount: Money | None) -> Iterator[Finding]:
    if amount and not amount.is_negative and is_credit(words) and not is_reversal(words):
        places = drawn_together([cell, source.at("description", "vendor")])
        yield _credit_as_charge(places, amount, words.strip())


def _key(line: Posting, amount: Money) -> _Key:
    return name_key(line.vendor), line.account, amount.minor


def _credit_as_charge(places: Iterable[Place], amount: Money, what: str) -> Finding:
    what = " ".join(what.split())
    return Finding(
        CODE,
        Severity.WARNING,
        f"'{what}' reads as money coming back, but is entered as a charge of {amount}.",
        tuple(places),
        numbers=(("entered", amount), ("expected", -amount), ("difference", amount.times(2))),
        advice="Turn the sign, or correct the description if it is no credit.",
        subject=f"{what} {amount}",
        impact=amount.times(2),
    )


def _charge_as_credit(line: Posting) -> Finding:
    amount = line.amount
    assert amount is not None  # noqa: S101 - the caller has looked
    return Finding(
        CODE,
        Severity.NOTE,
        f"{line.vendor} on account {line.account} is negative, {amount}, without a word of credit"
        " or a charge of that size to go with it.",
        drawn_together([amount_cell(line), line.source.at("description", "kind")]),
        numbers=(("entered", amount),),
        advice="Turn the sign if it is a cost; say what it is if it is a credit.",
        subject=f"{line.vendor} {line.account} {line.document} {amount}",
        impact=abs(amount).times(2),
    )
