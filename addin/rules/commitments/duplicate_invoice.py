"""INV101: an invoice is entered twice.

Why it matters: it is paid twice. The second copy usually comes by e-mail, or under a number that
was read a little differently.

Example: invoice 2207 of a lumber yard for 310.00 in rows 12 and 48; or 2207 and 2270 of one day.

What to do: delete or void one of the two. Credit memos, instalments, one invoice on several lines,
and regular charges under numbers of their own are not reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from addin.domain.commitments import Invoice
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together, named
from addin.rules.instalments import is_part, is_regular
from addin.rules.orders import is_void, reference_key
from addin.rules.rule import Workpapers
from addin.rules.wording import is_credit, name_key

CODE = "INV101"
WINDOW_DAYS: Final = 35
"""How far apart two copies of one invoice are entered, at most."""
_COPY: Final = 0.5
"""Two lists that share this much are copies of each other, and no invoice in them is doubled."""
_FEW: Final = 30
_LOOKALIKE: Final = str.maketrans("oilsbz", "011582")


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per invoice, in reading order: same number first, then same look."""
    invoices = [bill for bill in papers.production.invoices if _is_bill(bill)]
    copies = _copies(papers)
    reported: set[int] = set()
    for same in _together(invoices, _number):
        twins = [pair for pair in combinations(same[:_FEW], 2) if _is_twin(*pair, copies)]
        members = _members(twins)
        if members and not is_regular(bill.date for bill in members):
            reported.update(map(id, members))
            yield _finding(members, certain=True)
    for same in _together(invoices, _amount):
        fresh = [bill for bill in same[:_FEW] if id(bill) not in reported]
        pairs = [pair for pair in combinations(fresh, 2) if _looks_alike(*pair)]
        if pairs:
            yield _finding(_members(pairs), certain=False)


def _is_bill(bill: Invoice) -> bool:
    if bill.total is None or bill.total.minor <= 0 or is_void(bill):
        return False
    return not is_credit(f"{bill.number} {bill.description}")


def _number(bill: Invoice) -> Hashable:
    key = reference_key(bill.number)
    return (name_key(bill.vendor), key) if key else None


def _amount(bill: Invoice) -> Hashable:
    vendor = name_key(bill.vendor)
    return (vendor, bill.total, bill.source.table) if vendor else None


def _together(
    bills: Iterable[Invoice], key: Callable[[Invoice], Hashable]
) -> Iterator[list[Invoice]]:
    groups: dict[Hashable, list[Invoice]] = defaultdict(list)
    for bill in bills:
        about = key(bill)
        if about is not None:
            groups[about].append(bill)
    return (group for group in groups.values() if len(group) > 1)


def _members(pairs: Iterable[tuple[Invoice, Invoice]]) -> list[Invoice]:
    return list({id(bill): bill for pair in pairs for bill in pair}.values())


def _copies(papers: Workpapers) -> frozenset[frozenset[tuple[str, str]]]:
    """Pairs of lists with largely the same invoices: last week's tracker beside this week's."""
    lists: dict[tuple[str, str], set[Hashable]] = defaultdict(set)
    for log in by_list(papers.production.invoices):
        lists[log[0].source.table] |= {(_number(bill), bill.total) for bill in log}
    return frozenset(
        frozenset(pair)
        for pair in combinations(lists, 2)
        if len(lists[pair[0]] & lists[pair[1]])
        > _COPY * min(len(lists[pair[0]]), len(lists[pair[1]]))
        and min(len(lists[pair[0]]), len(lists[pair[1]])) > 2
    )


def _is_twin(a: Invoice, b: Invoice, copies: frozenset[frozenset[tuple[str, str]]]) -> bool:
    """Of one number and amount, and not two lines of one invoice."""
    if a.total != b.total:
        return False
    if a.source.table != b.source.table:
        return frozenset((a.source.table, b.source.table)) not in copies
    if a.date != b.date:
        parts = is_part(a.description) and is_part(b.description)
        return not (parts and a.description != b.description)
    apart = (a.account, b.account), (a.description, b.description), (a.po_number, b.po_number)
    return not any(x and y and x != y for x, y in apart)


def _looks_alike(a: Invoice, b: Invoice) -> bool:
    """Of one vendor and amount, near in time, under numbers that one document may be read as."""
    if a.date is None or b.date is None or abs((a.date - b.date).days) > WINDOW_DAYS:
        return False
    left, right = reference_key(a.number), reference_key(b.number)
    if a.date != b.date and _swapped(_plain(left), _plain(right)):
        return False  # regular charges run through all numbers; a copy has the original's date
    if not left and not right:
        return a.date == b.date and _same_words(a, b)
    return bool(left and right) and left != right and _same_to_the_eye(left, right)


def _same_words(a: Invoice, b: Invoice) -> bool:
    return name_key(a.description) == name_key(b.description) and a.po_number == b.po_number


def _plain(key: str) -> str:
    return key.replace("-", "").translate(_LOOKALIKE)


def _same_to_the_eye(a: str, b: str) -> bool:
    """Two digits swapped, one doubled, O for 0; a number that just follows is another invoice."""
    a, b = _plain(a), _plain(b)
    if a == b:
        return True
    if len(a) == len(b):
        return _swapped(a, b) and not _follows(a, b)
    short, long = sorted((a, b), key=len)
    return len(short) > 2 and any(
        long[:at] + long[at + 1 :] == short and long[at - 1] == long[at]
        for at in range(1, len(long))
    )


def _swapped(a: str, b: str) -> bool:
    """The two differ in two neighbouring characters, which have changed places."""
    unlike = [at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or len(a) < 4 or len(unlike) != 2 or unlike[1] != unlike[0] + 1:
        return False
    at = unlike[0]
    return a[at : at + 2] == b[at : at + 2][::-1]


def _follows(a: str, b: str) -> bool:
    """Numbers such as 109 and 110 differ in two places and are neighbours all the same."""
    return a.isdecimal() and b.isdecimal() and abs(int(a) - int(b)) <= 9


def _finding(bills: Sequence[Invoice], *, certain: bool) -> Finding:
    first = bills[0]
    assert first.total is not None  # noqa: S101 - only bills with a total are compared
    over = first.total.times(len(bills) - 1)
    numbers = list(dict.fromkeys(bill.number for bill in bills))
    cells = [bill.source.at("invoice_number", "total") for bill in bills]
    times = "twice" if len(bills) == 2 else f"{len(bills)} times"
    if certain:
        text = f"Invoice {first.number} of {first.vendor or 'nobody named'} for {first.total} is"
        text += f" entered {times} ({named(cells)})."
    else:
        shown = " and ".join(number or "without a number" for number in numbers)
        text = f"Invoices {shown} of {first.vendor} are both for {first.total} ({named(cells)}):"
        text += " are they one document?"
    return Finding(
        CODE,
        Severity.ERROR if certain and first.vendor else Severity.WARNING,
        text,
        drawn_together([*cells, *(bill.source.at("total", "subtotal") for bill in bills)]),
        numbers=(("amount", first.total), ("entered", len(bills)), ("too much", over)),
        advice="Look at the originals; delete or void the copy before it is paid.",
        subject=f"invoice {' / '.join(numbers)} of {first.vendor}",
        impact=over,
    )
