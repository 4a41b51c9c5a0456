"""REC502: a person is on the time cards or on the payroll, but not on both.

Why it matters: work is not paid, or pay has no time card behind it.

Example: a day player of 4 March is on the time cards; the register of the week does
not have the name.

What to do: find the missing card or line; a name spelt in another way is an alias.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few
from addin.reconcile.of_people import PAYROLL
from addin.reconcile.outcome import Reconciliation, Row, sum_of

CODE = "REC502"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per person, list and week, by name."""
    for tied in reconciliation.of(PAYROLL):
        sides = (
            (tied.left_over, tied.lists.left, tied.lists.right),
            (
                tied.right_over,
                tied.lists.right,
                tied.lists.left,
            ),
        )
        for leftovers, here, there in sides:
            named: dict[tuple[str, str, str], list[Row]] = {}
            for leftover in leftovers:
                row = leftover.row
                named.setdefault((row.name, row.reference, row.label), []).append(row)
            for (name, week, measure), rows in sorted(named.items()):
                when = f" of the week of {week}" if week else ""
                total = sum_of(rows)
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{name} has {total} {'' if measure == 'hours' else 'of pay '}in {here}{when},"
                    f" but is not in {there}.",
                    few(rows),
                    numbers=() if total is None else ((measure, total),),
                    advice="Find the missing card or line; a name may be spelt in another way.",
                    subject=f"{name} {week} {measure} not in {there}",
                )
