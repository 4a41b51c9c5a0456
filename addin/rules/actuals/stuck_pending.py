"""ACT114: something stays pending although it is posted.

Why it matters: what is pending is counted as still to come. When its posting is counted too, the
forecast has the cost twice.

Example: 86.40 stays in the Pending section of the card list after journal 118 posted it.

What to do: clear the pending line, or say why it is another one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.rule import Workpapers
from addin.rules.wording import document_key, name_key

CODE = "ACT114"
LONG = 45
"""Days after which something pending is worth a look even when it is nowhere posted."""
_PENDING: Final = re.compile(
    r"\bpending\b|\bnot (?:yet )?posted\b|\bunposted\b|\bto be posted\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Pending:
    what: str
    vendor: str
    document: str
    amount: Money
    date: dt.date | None
    places: tuple[Place, ...]


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per pending line that is posted, or that has waited long."""
    pending = list(_pending(papers))
    if not pending:
        return
    by_amount: Mapping[tuple[int, str], list[Posting]] = defaultdict(list)
    for posting in papers.production.postings:
        if posting.amount and not _PENDING.search(f"{posting.kind} {posting.description}"):
            by_amount[abs(posting.amount.minor), posting.amount.currency].append(posting)
    days = [item.date for item in pending if item.date]
    latest = max(
        (p.date for p in papers.production.postings if p.date), default=max(days, default=None)
    )
    for item in pending:
        found = [
            p for p in by_amount[abs(item.amount.minor), item.amount.currency] if _same(item, p)
        ]
        if found:
            yield _posted(item, found[0])
        elif latest and item.date and (latest - item.date).days > LONG:
            yield _waiting(item, (latest - item.date).days)


def _pending(papers: Workpapers) -> Iterator[_Pending]:
    production = papers.production
    for lines in by_list(production.cards):
        cleared = sum(line.posted is not None for line in lines)
        uses_posted = cleared * 2 > len(lines)
        for line in lines:
            words = f"{line.kind} {line.description} {line.note} {line.category}"
            if line.amount and (_PENDING.search(words) or (uses_posted and line.posted is None)):
                places = (
                    line.source.at("amount"),
                    line.source.at("posted", "notes", "description"),
                )
                yield _Pending(
                    "card charge", line.description, line.reference, line.amount, line.date, places
                )
    for invoice in production.invoices:
        if invoice.total and _PENDING.search(invoice.status_text):
            places = (invoice.source.at("status"), invoice.source.at("total"))
            yield _Pending(
                "invoice", invoice.vendor, invoice.number, invoice.total, invoice.date, places
            )
    for posting in production.postings:
        if posting.amount and _PENDING.search(f"{posting.kind} {posting.description}"):
            places = (amount_cell(posting), posting.source.at("description", "kind"))
            yield _Pending(
                "line", posting.vendor, posting.document, posting.amount, posting.date, places
            )


def _same(item: _Pending, posting: Posting) -> bool:
    """By document where both name one; else by vendor, and not long before it."""
    documents = document_key(item.document), document_key(posting.document)
    if all(documents):
        return documents[0] == documents[1]
    if item.date and posting.date and not -10 <= (posting.date - item.date).days <= LONG * 2:
        return False
    ours = set(name_key(item.vendor).split())
    theirs = set(name_key(posting.vendor or posting.description).split())
    return bool(ours & theirs) and (ours <= theirs or theirs <= ours)


def _posted(item: _Pending, posting: Posting) -> Finding:
    by = f" by {posting.entry}" if posting.entry else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"The {item.what} of {item.amount} ({item.vendor or item.document}) is still pending, but"
        f" posted{by} on {posting.date or 'an unknown date'} in {amount_cell(posting).cell} of"
        f" sheet '{posting.source.sheet}'.",
        drawn_together([*item.places, amount_cell(posting)]),
        numbers=(
            ("pending", item.amount),
            *((("posted", posting.amount),) if posting.amount else ()),
        ),
        advice="Clear the pending line, or say why it is another one.",
        subject=f"pending {item.vendor} {item.document} {item.amount}",
        impact=abs(item.amount),
    )


def _waiting(item: _Pending, days: int) -> Finding:
    return Finding(
        CODE,
        Severity.NOTE,
        f"The {item.what} of {item.amount} ({item.vendor or item.document}) has been pending for"
        f" {days} days and is nowhere posted.",
        drawn_together(item.places),
        numbers=(("pending", item.amount), ("days", days)),
        advice="Post it or strike it off.",
        subject=f"pending {item.vendor} {item.document} {item.amount}",
        impact=abs(item.amount),
    )
