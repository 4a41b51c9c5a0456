"""ACT113: the trial balance does not sum to zero, or differs from the ledger.

Why it matters: a trial balance that does not balance has an error in it for certain, and one that
differs from the ledger was taken on another day, or one of the two is incomplete.

Example: debits of 1,204,500.00 and credits of 1,204,410.00: 90.00 apart, which nine divides.

What to do: follow the difference; the finding names a line that alone would explain it. Where
ledger and trial balance differ, export both again on the same day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from addin.domain.account_codes import Mask
from addin.domain.actuals import Posting, TrialBalanceLine
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.discrepancy import culprit, slip
from addin.rules.rule import Workpapers

CODE = "ACT113"
MOST_CELLS = 60
MOST_AGREE = 0.5
"""Below this share of equal accounts the ledger is an extract, not what the balances are from."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield the sums that are not zero, list by list, then the accounts that differ."""
    for lines in by_list(papers.production.trial_balance):
        known = [line for line in lines if line.balance is not None]
        coded = [line for line in known if any(c.isdecimal() for c in line.account)]
        if len(coded) * 2 > len(known):
            known = coded  # a line without a code among them is a total or a check
        if len({line.balance.currency for line in known if line.balance is not None}) == 1:
            yield from _sum(known, papers.options.tolerance_minor)
            yield from _against_ledger(known, papers)


def _sum(lines: Sequence[TrialBalanceLine], tolerance: int) -> Iterator[Finding]:
    balances = [line.balance for line in lines if line.balance is not None]
    currency = balances[0].currency
    debits = Money(sum(b.minor for b in balances if b.minor > 0), currency)
    credits_ = Money(-sum(b.minor for b in balances if b.minor < 0), currency)
    difference = debits - credits_
    if not debits or not credits_ or abs(difference.minor) <= tolerance:
        return  # one side alone is a list of costs
    items = [
        (f"{amount_cell(line).cell} ({line.account_name or line.account})", line.balance)
        for line in lines
        if line.balance
    ]
    cause = culprit(difference, items)
    if not cause and difference.minor % 9 == 0:
        cause = "Nine divides the difference, as it does after two digits were swapped."
    yield Finding(
        CODE,
        Severity.ERROR,
        f"The trial balance in sheet '{lines[0].source.sheet}' has debits of {debits} against"
        f" credits of {credits_}: it is out by {abs(difference)}.{' ' if cause else ''}{cause}",
        drawn_together(amount_cell(line) for line in lines),
        numbers=(("debits", debits), ("credits", credits_), ("difference", difference)),
        advice="Follow the difference before anything is reported from these balances.",
        subject=f"sum of {lines[0].source.sheet}",
        impact=abs(difference),
    )


def _against_ledger(lines: Sequence[TrialBalanceLine], papers: Workpapers) -> Iterator[Finding]:
    production = papers.production
    mask = production.chart.mask if production.chart else Mask()
    ledger: dict[str, list[Posting]] = defaultdict(list)
    for posting in production.postings:
        is_before = not (production.cutoff and posting.date and posting.date > production.cutoff)
        if posting.amount and is_before:
            ledger[mask.normal(posting.account)].append(posting)
    both = [(line, ledger[code]) for line in lines if (code := mask.normal(line.account)) in ledger]
    apart = []
    for line, postings in both:
        amounts = [posting.amount for posting in postings if posting.amount]
        if line.balance is None or {a.currency for a in amounts} != {line.balance.currency}:
            continue
        posted = Money(sum(a.minor for a in amounts), line.balance.currency)
        if abs((line.balance - posted).minor) > papers.options.tolerance_minor:
            apart.append((line, postings, posted))
    if len(both) - len(apart) < MOST_AGREE * len(both):
        return
    for line, postings, posted in apart:
        yield _differs(line, postings, posted)


def _differs(line: TrialBalanceLine, postings: Sequence[Posting], posted: Money) -> Finding:
    balance = line.balance
    assert balance is not None  # noqa: S101 - the caller has compared it
    difference = balance - posted
    items = [
        (f"{amount_cell(p).cell} {p.vendor or p.description}".strip(), p.amount)
        for p in postings
        if p.amount
    ]
    cause = slip(balance, posted) or culprit(-difference, items)
    return Finding(
        CODE,
        Severity.ERROR,
        f"Account {line.account} stands at {balance} in the trial balance, but the ledger's"
        f" {len(postings)} postings make {posted}: {difference} apart."
        f"{' ' if cause else ''}{cause}",
        drawn_together([amount_cell(line), *map(amount_cell, postings)])[:MOST_CELLS],
        numbers=(("trial balance", balance), ("ledger", posted), ("difference", difference)),
        advice="Export both again on the same day; if they still differ, follow the difference.",
        subject=f"account {line.account}",
        impact=abs(difference),
    )
