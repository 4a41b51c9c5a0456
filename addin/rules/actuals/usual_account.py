"""ACT111: a vendor's cost is on another account than all its others.

Why it matters: a slip in the account is invisible in the total; the vendor's habit shows it.

Example: eleven invoices of a lumber yard on 2510, and one on 2150.

What to do: recode it if it was a slip; a vendor may of course supply two departments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from addin.domain.account_codes import near
from addin.domain.actuals import Posting
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.journal import is_balance_sheet_name
from addin.rules.rule import Workpapers
from addin.rules.wording import document_key, is_side_cost, name_key

CODE = "ACT111"
LEAST_POSTINGS = 6
USUAL_SHARE = 0.85


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one note per posting off its vendor's usual account, vendor by vendor."""
    vendors: dict[str, list[Posting]] = defaultdict(list)
    for posting in papers.production.postings:
        vendor = name_key(posting.vendor)
        has_cost = posting.account and posting.amount and not posting.amount.is_negative
        if vendor and has_cost and not is_balance_sheet_name(posting.account_name):
            vendors[vendor].append(posting)
    for postings in vendors.values():
        if len(postings) >= LEAST_POSTINGS:
            yield from _outliers(postings)


def _outliers(postings: list[Posting]) -> Iterator[Finding]:
    accounts = Counter(posting.account for posting in postings)
    usual, count = accounts.most_common(1)[0]
    if count < USUAL_SHARE * len(postings):
        return
    documents = Counter(filter(None, (document_key(p.document) for p in postings)))
    for posting in postings:
        # a second account that is used again is a second habit
        if posting.account == usual or accounts[posting.account] > 1:
            continue
        words = f"{posting.account_name} {posting.description}"
        if is_side_cost(words) or documents[document_key(posting.document)] > 1:
            continue  # freight on its own account, or one line of an invoice with several
        alike = near(posting.account, usual)
        slip = f" {posting.account} and {usual} are one slip of a finger apart." if alike else ""
        yield Finding(
            CODE,
            Severity.WARNING if alike else Severity.NOTE,
            f"{posting.vendor} is on account {usual} in {count} of {len(postings)} postings, but"
            f" {posting.amount} of {posting.date or 'no date'} is on {posting.account}.{slip}",
            drawn_together([posting.source.at("account"), amount_cell(posting)]),
            numbers=(
                ("account", posting.account),
                ("usual account", usual),
                *((("amount", posting.amount),) if posting.amount else ()),
            ),
            advice=f"Recode it to {usual} if it was a slip.",
            subject=f"{posting.vendor} {posting.document} {posting.amount} on {posting.account}",
            impact=posting.amount,
        )
