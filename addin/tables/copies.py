"""The same list kept twice: a ledger pasted into the cost report, last week's export beside it.

Adding both would count every line twice, so the shorter one is left out of the sums, and said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from addin.domain.actuals import Posting
from addin.domain.bank import CashBookLine, StatementLine
from addin.domain.budget import BudgetLine
from addin.domain.commitments import Invoice, PurchaseOrder
from addin.domain.money import Money
from addin.domain.petty_cash import Receipt
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.tables.parse import Parsed
from addin.tables.table import Table

SHARE: Final = 0.8
"""A list is a copy when this share of its lines stands in the other one too."""
FEWEST: Final = 5
"""Below so many lines, that some are equal proves nothing."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A list of which most lines stand in a longer one; both as positions among the tables."""

    copy: int
    original: int
    shared: int
    lines: int


def copies(tables: Sequence[tuple[Table, Parsed]]) -> tuple[Copy, ...]:
    """Which lists are copies of which, in the order of the tables.

    Of two equal lists the one in the workbook that holds fewer kinds of list is the original: a
    ledger's own workbook before a cost report with the ledger pasted in.
    """
    kinds = Counter[str]()
    for book, _ in {(table.book, table.role) for table, _ in tables}:
        kinds[book] += 1
    contents = [_contents(parsed) for _, parsed in tables]
    order = sorted(
        range(len(tables)),
        key=lambda i: (-sum(contents[i].values()), kinds[tables[i][0].book], i),
    )
    found: dict[int, Copy] = {}
    for place, later in enumerate(order):
        lines = sum(contents[later].values())
        if lines < FEWEST:
            continue
        for earlier in order[:place]:
            if tables[earlier][0].role is not tables[later][0].role or earlier in found:
                continue
            shared = sum((contents[earlier] & contents[later]).values())
            if shared >= SHARE * lines:
                found[later] = Copy(later, earlier, shared, lines)
                break
    return tuple(found[i] for i in sorted(found))


def copy_findings(
    tables: Sequence[tuple[Table, Parsed]], found: Sequence[Copy]
) -> Iterator[Finding]:
    """One note for each copy: which list was taken, and how far the copy differs."""
    for one in found:
        copy, original = tables[one.copy][0], tables[one.original][0]
        role = copy.role.replace("_", " ")
        apart = one.lines - one.shared
        differ = f", {apart:,} of them differ" if apart else ""
        yield Finding(
            "DAT108",
            Severity.NOTE,
            f"This {role} of {one.lines:,} lines stands in {original.book}, sheet "
            f"'{original.sheet}', too{differ}: that one was taken, so that nothing counts twice.",
            (
                Place(copy.book, copy.sheet, str(copy.area)),
                Place(original.book, original.sheet, str(original.area)),
            ),
            (("lines here", one.lines), ("of them there too", one.shared)),
            "Keep one of the two, or link the copy to the original.",
            f"copy of {role}",
        )


def _contents(parsed: Parsed) -> Counter[tuple[object, ...]]:
    kind = type(parsed.records[0]) if parsed.records else None
    read = _KEYS.get(kind) if kind else None
    return Counter(map(read, parsed.records)) if read else Counter()


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def _said(text: str) -> str:
    return " ".join(text.casefold().split())


_KEYS: Final[dict[type, Callable[[Any], tuple[object, ...]]]] = {
    Posting: lambda r: (r.account, r.date, _minor(r.amount), r.document, _said(r.description)),
    PurchaseOrder: lambda r: (r.number, r.date, r.account, _minor(r.amount), _said(r.vendor)),
    Invoice: lambda r: (r.number, r.date, _minor(r.total), _said(r.vendor)),
    BudgetLine: lambda r: (r.account, _said(r.description), _minor(r.amount)),
    StatementLine: lambda r: (r.date, _minor(r.amount), _said(r.description), r.holder),
    CashBookLine: lambda r: (r.date, _minor(r.amount), _said(r.description)),
    Receipt: lambda r: (r.date, _minor(r.amount), r.number, _said(r.description)),
}
"""What makes two lines of a kind the same line, wherever they stand."""
