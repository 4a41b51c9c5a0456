"""REC106: a posting names a PO that no PO log has.

Why it matters: it relieves nothing, so the order it belongs to stays committed beside its cost, and
the estimated final cost counts it twice.

Example: the ledger posts 1,240.00 to PO 4477, and the log ends at 4420.

What to do: correct the number in the ledger, or enter the order. A number that is one slip away
from an order of the same vendor is another finding: a mistyped reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.actuals import Posting
from addin.domain.money import Money
from addin.domain.references import in_order, labelled
from addin.findings import Finding, Severity
from addin.reconcile.findings.telling import few, plural
from addin.reconcile.of_relief import LEDGER
from addin.reconcile.outcome import Leftover, Reconciliation, sum_of

CODE = "REC106"


def check(reconciliation: Reconciliation) -> Iterator[Finding]:
    """Yield one finding per PO number that is unknown, in order of the numbers.

    None for a ledger whose PO numbers are mostly in no log: then the log is not here, and one
    finding says so.
    """
    for tied in reconciliation.of(LEDGER):
        by_number: dict[str, list[Leftover]] = {}
        for left in tied.right_over:
            by_number.setdefault(left.row.reference, []).append(left)
        known = len({row.reference for match in tied.matches for row in match.right} - {""})
        if len(by_number) > known:
            yield _log_is_missing(known, by_number)
            continue
        for _, same in sorted(by_number.items(), key=lambda item: in_order(item[0])):
            if not any(left.near for left in same):  # a rule on references says what was meant
                yield _finding(same)


def _finding(same: list[Leftover]) -> Finding:
    rows = [left.row for left in same]
    amount = sum_of(rows)
    number = _written(same[0])
    vendor = next((row.name for row in rows if row.name), "nobody named")
    return Finding(
        CODE,
        Severity.WARNING,
        f"{plural(len(rows), 'posting')} of {vendor} {'name' if len(rows) > 1 else 'names'}"
        f" {number}, which is in no PO log.",
        few(rows, "po_number", "amount"),
        numbers=() if amount is None else (("posted", amount),),
        advice="Correct the PO number in the ledger, or enter the order.",
        subject=f"{number} in no log",
        impact=_size(amount),
    )


def _log_is_missing(known: int, by_number: dict[str, list[Leftover]]) -> Finding:
    rows = [left.row for _, same in sorted(by_number.items()) for left in same]
    return Finding(
        CODE,
        Severity.NOTE,
        f"{plural(len(by_number), 'PO number')} of the ledger are in no PO log, and only {known}"
        " are: the log of these orders is not here, or is kept under other numbers.",
        few(rows[:1], "po_number", "amount"),
        numbers=(("in no log", len(by_number)), ("in a log", known)),
        advice="Put the PO log beside the ledger, or confirm which column holds its numbers.",
        subject="PO numbers of the ledger",
    )


def _written(left: Leftover) -> str:
    record = left.row.record
    number = record.po_number if isinstance(record, Posting) else left.row.reference
    return labelled(number)


def _size(amount: Money | None) -> Money | None:
    return None if amount is None else abs(amount)
