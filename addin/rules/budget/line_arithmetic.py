"""BUD101: a budget line's figures do not work out.

Why it matters: the total is typed or its formula is broken, and the account is wrong by it.

Example: 10 weeks at 1,500.00 with a total of 1,500.00.

What to do: put the formula back: amount times X times rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from addin.domain.budget import BudgetLine, expected_subtotal
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import apart
from addin.rules.discrepancy import slip
from addin.rules.fringe_base import ROUNDING
from addin.rules.rule import Workpapers

CODE = "BUD101"


@dataclass(frozen=True, slots=True)
class _Mismatch:
    line: BudgetLine
    field: str
    fields: tuple[str, ...]
    text: str
    stated: Money
    due: Money


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line and sum, list by list.

    Where most lines of a list fail a test, its columns mean something else, and nothing is said.
    """
    allowed = papers.options.tolerance_minor + ROUNDING
    for lines in by_list(papers.production.budget):
        for test in (_product, _sum):
            results = [result for line in lines if (result := test(line, allowed)) is not None]
            wrong = [result for result in results if isinstance(result, _Mismatch)]
            if 2 * len(wrong) <= len(results) or len(results) < 3:
                yield from map(_finding, wrong)


def _product(line: BudgetLine, allowed: int) -> _Mismatch | bool | None:
    """Quantity times multiplier times rate is the subtotal, else the total but for the fringes."""
    due = expected_subtotal(line)
    stated = line.amount if line.subtotal is None else line.subtotal
    if due is None or stated is None:
        return None
    if not apart(stated, due, allowed):
        return True
    if line.subtotal is None and _with_fringes(line, stated, due, allowed):
        return True
    if not due and stated:  # a typed allowance beside empty factors
        return None
    factors = [line.quantity, line.multiplier, line.rate]
    shown = " x ".join(f"{factor.normalize():,f}" for factor in factors if factor is not None)
    field = "amount" if line.subtotal is None else "subtotal"
    fields = ("quantity", "multiplier", "rate")
    return _Mismatch(line, field, fields, f"{shown} is {due}", stated, due)


def _with_fringes(line: BudgetLine, stated: Money, due: Money, allowed: int) -> bool:
    if line.fringes is not None and line.fringes.currency == due.currency:
        return not apart(stated, due + line.fringes, allowed)
    return bool(line.fringe_rate) and not apart(
        stated, due.times(1 + (line.fringe_rate or 0)), allowed
    )


def _sum(line: BudgetLine, allowed: int) -> _Mismatch | bool | None:
    """Subtotal and fringes are the total, where the sheet has all three."""
    if line.subtotal is None or line.amount is None or line.fringes is None:
        return None
    if len({line.subtotal.currency, line.amount.currency, line.fringes.currency}) > 1:
        return None
    due = line.subtotal + line.fringes
    if not apart(line.amount, due, allowed) or line.amount == line.subtotal:
        return True  # or fringes are posted to an account of their own
    text = f"{line.subtotal.text()} and fringes of {line.fringes.text()} make {due}"
    return _Mismatch(line, "amount", ("subtotal", "fringes"), text, line.amount, due)


def _finding(wrong: _Mismatch) -> Finding:
    line = wrong.line
    source = line.source
    place = source.at(wrong.field)
    clue = slip(wrong.stated, wrong.due)
    name = " ".join(filter(None, (line.account, f"“{line.description}”")))
    return Finding(
        CODE,
        Severity.ERROR,
        f"{name}: {wrong.text}, but {place.cell} says {wrong.stated.text()}."
        f"{' ' + clue if clue else ''}",
        (place, *(source.at(field) for field in wrong.fields if field in source.columns)),
        numbers=(
            ("stated", wrong.stated),
            ("computed", wrong.due),
            ("difference", wrong.stated - wrong.due),
        ),
        advice="Put the formula back: amount times X times rate, and fringes on top.",
        subject=f"{wrong.field} of {line.account} {line.description}",
        impact=abs(wrong.stated - wrong.due),
    )
