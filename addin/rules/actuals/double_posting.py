"""ACT102: two postings without a document look like one.

Why it matters: what is keyed from a receipt, a statement or an e-mail has no document number to
catch the second keying, so the same cost easily gets in twice.

Example: 486.00 to one vendor on account 3320 on 4 March with invoice 8812, and 486.00 again on
6 March without a document number.

What to do: look at both originals. Reverse one posting if it is the same cost; otherwise enter the
document numbers, and the two stay apart. Weekly and monthly charges, instalments, several equal
charges of one vendor, and reversals are not reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from addin.domain.actuals import Posting
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.rule import Workpapers
from addin.rules.twins import with_twins
from addin.rules.wording import document_key, name_key

CODE = "ACT102"
WINDOW_DAYS = 6
"""Two postings this near are suspect; a week apart they are a weekly charge."""
_PAYROLL = frozenset({"PR", "PAYROLL"})
_NUMBER = re.compile(r"\d+")


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per pair, in reading order."""
    groups: dict[tuple[str, str, str, int, str], list[Posting]] = defaultdict(list)
    for posting in with_twins(papers.production.postings, _account_and_amount):
        vendor = name_key(posting.vendor)
        if vendor and posting.account and posting.amount:
            amount = posting.amount
            list_name = "\x1f".join(posting.source.table)
            key = (list_name, vendor, posting.account, abs(amount.minor), amount.currency)
            groups[key].append(posting)
    for postings in groups.values():
        # three equal charges and more are how this vendor charges; a credit pairs with its charge
        if len(postings) == 2 and _looks_double(*postings):
            yield _finding(postings)


def _account_and_amount(posting: Posting) -> tuple[str, int] | None:
    amount = posting.amount
    return (posting.account, abs(amount.minor)) if amount and posting.account else None


def _looks_double(a: Posting, b: Posting) -> bool:
    if a.amount != b.amount or (a.amount and a.amount.is_negative):
        return False
    if a.date is None or b.date is None or abs((b.date - a.date).days) > WINDOW_DAYS:
        return False
    documents = document_key(a.document), document_key(b.document)
    if all(documents):
        return False
    if {a.kind.upper(), b.kind.upper()} & _PAYROLL or (a.entry and a.entry == b.entry):
        return False
    if a.po_number and b.po_number and a.po_number != b.po_number:
        return False
    return _same_matter(a.description, b.description)


def _same_matter(a: str, b: str) -> bool:
    """The words agree as far as both say something: other numbers (week 2, 2 of 3) are others."""
    if not a or not b:
        return True
    if _NUMBER.findall(a) != _NUMBER.findall(b):
        return False
    left, right = set(name_key(a).split()), set(name_key(b).split())
    return left <= right or right <= left or len(left & right) * 2 >= len(left | right)


def _finding(postings: Sequence[Posting]) -> Finding:
    a, b = postings
    amount = a.amount
    assert amount is not None  # noqa: S101 - only postings with an amount are grouped
    days = abs((b.date - a.date).days) if a.date and b.date else 0
    apart = "on the same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
    known = a.document or b.document
    papers = f"only one has a document ({known})" if known else "neither has a document number"
    return Finding(
        CODE,
        Severity.WARNING,
        f"{a.vendor} is posted twice at {amount} on account {a.account}, {apart}, and {papers}:"
        " is it one cost?",
        drawn_together(
            [amount_cell(a), amount_cell(b), *(p.source.at("document") for p in (a, b))]
        ),
        numbers=(("amount", amount), ("days apart", days)),
        advice="Look at both originals: reverse one, or enter the missing document number.",
        subject=f"{a.vendor} {a.account} {amount} {a.date} {b.date}",
        impact=amount,
    )
