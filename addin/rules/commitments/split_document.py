"""SPL101: the parts of a shared document do not make its total.

Why it matters: a bill that several shows share is paid once and charged in parts; what is missing
is charged to nobody, what is too much is charged twice.

Example: an invoice of 1,200.00 is in the books of three shows with 500.00, 300.00 and 350.00.

What to do: compare the shares with the split sheet, and correct the one that is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.commitments import Invoice
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.orders import is_void, reference_key
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key
from addin.tables.cells import to_money

CODE = "SPL101"
_WHOLE_PER_CENT: Final = 90
"""A part this near to the whole is the same amount without its tax, not a share."""
_STATED: Final = re.compile(
    r"(?:split|share|portion|part|allocat\w+)\b[^\d]{0,30}?\bof\b[^\d]{0,20}(\d[\d.,]*)",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\b(?:split|shared?|portion|allocat\w*|pro.?rata)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one list holds of a document."""

    table: tuple[str, str]
    kind: str
    amount: Money
    cell: Place
    text: str
    number: str
    vendor: str


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per document, in reading order."""
    documents: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    for key, part in _parts(papers):
        documents[key].append(part)
    for parts in documents.values():
        yield from _of_document(parts, papers.options.tolerance_minor)


def _about(vendor: str, number: str) -> tuple[str, str]:
    return name_key(vendor), reference_key(number)


def _in_several_lists(
    bills: Sequence[Invoice], postings: Sequence[Posting]
) -> frozenset[tuple[str, str]]:
    """The documents that more than one list has."""
    tables = {bill.source.table for bill in bills} | {one.source.table for one in postings}
    if len(tables) < 2:
        return frozenset()
    first: dict[tuple[str, str], tuple[str, str]] = {}
    several: set[tuple[str, str]] = set()
    for bill in bills:
        key = _about(bill.vendor, bill.number)
        if first.setdefault(key, bill.source.table) != bill.source.table:
            several.add(key)
    for posting in postings:
        key = _about(posting.vendor, posting.document)
        if first.setdefault(key, posting.source.table) != posting.source.table:
            several.add(key)
    return frozenset(key for key in several if all(key))


def _parts(papers: Workpapers) -> Iterator[tuple[tuple[str, str], _Part]]:
    bills = [bill for bill in papers.production.invoices if bill.total and not is_void(bill)]
    postings = [one for one in papers.production.postings if one.document and _is_cost(one)]
    several = _in_several_lists(bills, postings)
    if not several:
        return
    for bill in bills:
        key = _about(bill.vendor, bill.number)
        if key in several and bill.total is not None:
            cell = bill.source.at("total", "subtotal")
            yield (
                key,
                _Part(
                    bill.source.table,
                    "invoice",
                    bill.total,
                    cell,
                    bill.description,
                    bill.number,
                    bill.vendor,
                ),
            )
    for one in postings:
        key = _about(one.vendor, one.document)
        if key in several and one.amount is not None:
            yield (
                key,
                _Part(
                    one.source.table,
                    "posting",
                    one.amount,
                    amount_cell(one),
                    one.description,
                    one.document,
                    one.vendor,
                ),
            )


def _is_cost(posting: Posting) -> bool:
    return posting.amount is not None and posting.amount.minor > 0


def _of_document(parts: Sequence[_Part], allowed: int) -> Iterator[Finding]:
    lists: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    for part in parts:
        lists[part.table].append(part)
    sums = {table: sum_of(part.amount for part in same) for table, same in lists.items()}
    stated = _stated(parts)
    if stated is not None:
        whole, shares, cells = stated, dict(lists), []
    else:
        top = _whole(sums)
        if top is None:
            return
        whole, shares = top[1], {table: same for table, same in lists.items() if table != top[0]}
        cells = [part.cell for part in lists[top[0]]]
    pieces = [part for same in shares.values() for part in same]
    if not _are_shares(whole, shares, sums, pieces):
        return
    charged = sum_of(part.amount for part in pieces)
    if charged is None or charged.currency != whole.currency:
        return
    missing = whole - charged
    if abs(missing.minor) > allowed:
        yield _finding(parts[0], whole, charged, [*cells, *(part.cell for part in pieces)], shares)


def _stated(parts: Iterable[_Part]) -> Money | None:
    """The whole, where the words say it: ``1/3 share of 1,200.00``."""
    found = {
        to_money(match[1].rstrip(".,"), part.amount.currency)
        for part in parts
        if (match := _STATED.search(part.text))
    }
    return found.pop() if len(found) == 1 else None


def _whole(
    sums: dict[tuple[str, str], Money | None],
) -> tuple[tuple[str, str], Money] | None:
    """The one list that has most of the document; None where two have as much."""
    known = {table: amount for table, amount in sums.items() if amount is not None}
    if len(known) < 3 or len({amount.currency for amount in known.values()}) > 1:
        return None
    ranked = sorted(known.items(), key=lambda pair: -pair[1].minor)
    return ranked[0] if ranked[0][1] != ranked[1][1] else None


def _are_shares(
    whole: Money,
    shares: dict[tuple[str, str], list[_Part]],
    sums: dict[tuple[str, str], Money | None],
    pieces: Sequence[_Part],
) -> bool:
    """At least two lists of one kind, none with nearly the whole, and together about all of it.

    Where the words speak of a split, together they may be any part of it.
    """
    if len(shares) < 2 or len({part.kind for part in pieces}) > 1:
        return False
    amounts = [sums[table] for table in shares]
    if any(
        amount is None or amount.minor * 100 >= whole.minor * _WHOLE_PER_CENT for amount in amounts
    ):
        return False
    if any(_SPLIT.search(part.text) for part in pieces):
        return True
    together = sum(amount.minor for amount in amounts if amount is not None)
    return len({table[0] for table in shares}) > 1 and 50 <= together * 100 / whole.minor <= 150


def _finding(
    first: _Part,
    whole: Money,
    charged: Money,
    cells: Sequence[Place],
    shares: dict[tuple[str, str], list[_Part]],
) -> Finding:
    missing = whole - charged
    of = f"{missing} is" if missing.minor > 0 else f"{-missing} too much is"
    where = "charged to nobody" if missing.minor > 0 else "charged"
    parts = " + ".join(
        part.amount.text() for same in list(shares.values())[:6] for part in same[:3]
    )
    return Finding(
        CODE,
        Severity.ERROR,
        f"Document {first.number} of {first.vendor} for {whole} is shared by {len(shares)} lists:"
        f" {parts} = {charged.text()}, so {of} {where}.",
        drawn_together(cells),
        numbers=(("document", whole), ("parts", charged), ("difference", missing)),
        advice="Compare the shares with the split sheet, and correct the one that is wrong.",
        subject=f"document {first.number} of {first.vendor}",
        impact=abs(missing),
    )
