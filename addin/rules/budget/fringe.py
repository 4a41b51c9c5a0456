"""BUD102: fringes are missing, or paid on the wrong thing.

Why it matters: employer's taxes and union contributions come with every wage and with no rental;
what is forgotten here is a sure overage.

Example: a gaffer for 10 weeks without fringes between crew that all have 22 %; or 22 % on a
lighting package.

What to do: add the fringes, or take them off; if the person invoices (loan-out), say so in the
line. A wage above its cut-off has less than the full rate, which is not reported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from addin.domain.budget import BudgetLine
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import apart
from addin.rules.fringe_base import ROUNDING, cap_of, wages
from addin.rules.labour import is_labour, is_thing, person
from addin.rules.rule import Workpapers

CODE = "BUD102"
LEAST = 3
"""A budget with fewer fringed lines keeps its fringes elsewhere."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line, list by list; nothing for budgets that keep fringes elsewhere."""
    allowed = papers.options.tolerance_minor + ROUNDING
    for lines in by_list(papers.production.budget):
        fringed = [line for line in lines if _has_fringes(line)]
        if len(fringed) < LEAST:
            continue
        capped = {_who(line) for line in fringed if cap_of(line) is not None}
        free = [line for line in lines if _who(line) not in capped]
        yield from _wrong_rates(free, allowed)
        yield from _forgotten(free, fringed)
        for line in fringed:
            if is_thing(line):
                yield _on_a_thing(line)


def _who(line: BudgetLine) -> tuple[str, str]:
    """Whom a line pays: once above the cut-off, a person's other lines have less or none."""
    return line.account, person(line)


def _has_fringes(line: BudgetLine) -> bool:
    return bool(line.fringes) or bool(line.fringe_rate and line.fringes is None)


def _wrong_rates(lines: Sequence[BudgetLine], allowed: int) -> Iterator[Finding]:
    results = [(line, _due(line)) for line in lines]
    known = [(line, due) for line, due in results if due is not None]
    wrong = [(line, due) for line, due in known if apart(line.fringes, due, allowed)]
    if 2 * len(wrong) > len(known) and len(known) >= LEAST:
        return  # the rate column means something else
    for line, due in wrong:
        yield _wrong_rate(line, due)


def _due(line: BudgetLine) -> Money | None:
    base = wages(line) if line.subtotal is not None or line.rate is not None else None
    if base is None or line.fringe_rate is None or line.fringes is None:
        return None
    return base.times(line.fringe_rate) if base.currency == line.fringes.currency else None


def _forgotten(lines: Sequence[BudgetLine], fringed: Sequence[BudgetLine]) -> Iterator[Finding]:
    """Labour without fringes where others of its account or section, and most labour, have them.

    Where nobody beside it has any, they are meant to be elsewhere: an agency, a flat deal.
    """
    beside: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in fringed:
        for key in {line.account, line.group} - {""}:
            beside[key].append(line)
    labour = [line for line in lines if is_labour(line) and line.amount and line.amount.minor > 0]
    bare = [line for line in labour if not _has_fringes(line)]
    if 2 * len(bare) > len(labour):
        return
    for line in bare:
        near = beside.get(line.account) or beside.get(line.group)
        if near:
            usual = Counter(other.fringe_rate for other in near if other.fringe_rate)
            yield _missing(line, usual.most_common(1)[0][0] if usual else None)


def _name(line: BudgetLine) -> str:
    return " ".join(filter(None, (line.account, f"“{line.description}”")))


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} %"


def _wrong_rate(line: BudgetLine, due: Money) -> Finding:
    stated = line.fringes or due
    base = wages(line) or due
    return Finding(
        CODE,
        Severity.ERROR,
        f"{_name(line)}: {_percent(line.fringe_rate or Decimal(0))} of {base.text()} is {due}, but"
        f" the fringes say {stated.text()}.",
        (
            line.source.at("fringes"),
            line.source.at("fringe_rate"),
            line.source.at("subtotal", "rate"),
        ),
        numbers=(("fringes", stated), ("computed", due), ("difference", stated - due)),
        advice="Put the formula back, or correct the rate.",
        subject=f"fringes of {line.account} {line.description}",
        impact=abs(stated - due),
    )


def _missing(line: BudgetLine, rate: Decimal | None) -> Finding:
    base = wages(line) or line.amount
    cost = base.times(rate) if base is not None and rate is not None else None
    others = f", while others beside it have {_percent(rate)}" if rate is not None else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"{_name(line)} looks like a wage and has no fringes{others}"
        f"{f': {cost} may be missing' if cost else ''}.",
        (line.source.at("fringes", "fringe_rate"), line.source.at("description")),
        numbers=tuple(
            (name, number)
            for name, number in (("wage", base), ("fringes", cost))
            if number is not None
        ),
        advice="Add the fringes; if the person invoices, say loan-out in the line.",
        subject=f"no fringes on {line.account} {line.description}",
        impact=cost,
    )


def _on_a_thing(line: BudgetLine) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{_name(line)} has fringes"
        f"{f' of {line.fringes}' if line.fringes else ''}, but looks like no wage.",
        (line.source.at("fringes", "fringe_rate"), line.source.at("description")),
        numbers=(("fringes", line.fringes),) if line.fringes else (),
        advice="Take the fringes off, or say in the line whose wage it is.",
        subject=f"fringes on {line.account} {line.description}",
        impact=abs(line.fringes) if line.fringes else None,
    )
