"""ACT101: the same document is posted twice.

Why it matters: the cost is counted twice, and if both postings are paid the vendor has the money
twice. It is the commonest way for a cost to date to be too high.

Example: invoice 2207 of one vendor for 310.00 in rows 118 and 245, both on account 2510.

What to do: reverse one of the two postings, or, if there really were two documents, correct the
document number of one. A posting and its reversal, a charge and its credit memo, and one document
split over several lines are not reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from addin.domain.actuals import Posting
from addin.domain.money import Money
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together, named
from addin.rules.rule import Workpapers
from addin.rules.twins import with_twins
from addin.rules.wording import document_key, name_key

CODE = "ACT101"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per document, vendor and amount, in reading order."""
    groups: dict[tuple[str, str, int, str], list[Posting]] = defaultdict(list)
    for posting in with_twins(papers.production.postings, _vendor_and_amount):
        document = document_key(posting.document)
        if document and posting.amount and posting.kind.upper() != "PO":
            amount = posting.amount
            key = (name_key(posting.vendor), document, abs(amount.minor), amount.currency)
            groups[key].append(posting)
    for postings in groups.values():
        if len(postings) > 1:
            yield from _doubles(postings)


def _vendor_and_amount(posting: Posting) -> tuple[str, int] | None:
    amount = posting.amount
    return (name_key(posting.vendor), abs(amount.minor)) if amount and posting.document else None


def _doubles(postings: Sequence[Posting]) -> Iterator[Finding]:
    extra = _unreversed(postings)
    twice = [posting for posting in extra if _has_twin(posting, extra)]
    if len(twice) < 2:
        return
    first = twice[0]
    one = Money(abs(first.amount.minor), first.amount.currency) if first.amount else None
    if one is None:
        return
    accounts = list(dict.fromkeys(posting.account for posting in twice))
    places = [amount_cell(posting) for posting in twice]
    over = one.times(len(twice) - 1)
    who = f" of {first.vendor}" if first.vendor else ""
    where = f"on account {accounts[0]}" if len(accounts) == 1 else f"on {' and '.join(accounts)}"
    entries = " and ".join(dict.fromkeys(p.entry for p in twice if p.entry))
    through = f" by {entries}" if entries else ""
    yield Finding(
        CODE,
        Severity.ERROR if first.vendor and len(accounts) == 1 else Severity.WARNING,
        f"Document {first.document}{who} is posted {_times(len(twice))} at {one} {where}{through}"
        f" ({named(places)}): the cost is {over} too high if it is one document.",
        drawn_together([*places, *(posting.source.at("document") for posting in twice)]),
        numbers=(("amount", one), ("times posted", len(twice)), ("too much", over)),
        advice="Reverse one of the postings, or correct the document number if there were two.",
        subject=f"document {first.document} of {first.vendor} at {one}",
        impact=over,
    )


def _unreversed(postings: Sequence[Posting]) -> list[Posting]:
    """What is left on each account once debits and credits of the same size are paired off."""
    accounts: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        stack = accounts[posting.account]
        opposite = next((p for p in stack if _sign(p) != _sign(posting)), None)
        if opposite is None:
            stack.append(posting)
        else:
            stack.remove(opposite)
    left = [posting for stack in accounts.values() for posting in stack]
    costs = [posting for posting in left if _sign(posting) > 0]
    if len(costs) > 1:  # in double entry the payable has the same doubles with the other sign
        return costs
    return left if len({_sign(posting) for posting in left}) == 1 else []


def _has_twin(posting: Posting, others: Sequence[Posting]) -> bool:
    return any(
        _is_second_posting(a, b)
        for a, b in combinations(others[:50], 2)
        if a is posting or b is posting
    )


def _is_second_posting(a: Posting, b: Posting) -> bool:
    """Two postings of one document, rather than two lines of one posting."""
    if a.source.table != b.source.table:  # else the second list is a copy of the first
        return (a.date, a.entry) != (b.date, b.entry) and a.account == b.account
    if a.entry and b.entry and a.entry != b.entry:
        return True
    if a.date != b.date and not a.entry == b.entry != "":
        return True
    same_text = a.description.casefold() == b.description.casefold()
    if a.entry:
        return bool(a.vendor and a.description) and same_text and a.account == b.account
    return bool(a.vendor) and same_text and a.account == b.account


def _sign(posting: Posting) -> int:
    minor = posting.amount.minor if posting.amount else 0
    return (minor > 0) - (minor < 0)


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"
