"""BNK109: a reconciling item is not where it should come from.

Why it matters: an outstanding cheque explains a difference only if the cash book has it; a charge
that the bank took explains one only if the statement shows it. Other items make the form come out
without being true.

Example: cheque 1252 is listed as outstanding, but the cash book ends with cheque 1251.

What to do: enter the item in the cash book, or take it off the reconciliation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.bank import BankLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.accounts_of_money import lists_of, nearest_list, reconciliations
from addin.rules.cells_involved import column_range
from addin.rules.form import IN_TRANSIT, OUTSTANDING, FormLine
from addin.rules.rule import Workpapers
from addin.rules.wording import document_key

CODE = "BNK109"
_ON_BANK_ONLY: Final = re.compile(
    r"\bon (?:the )?(?:bank|statement)\b.*\bnot (?:in|on)\b|\bnot (?:in|on) (?:the )?books?\b"
    r"|\bbank (?:charges?|debits?|credits?)\b",
    re.IGNORECASE,
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per item, form by form."""
    for form in reconciliations(papers):
        workbook = form.bank.place.workbook
        statement = nearest_list(lists_of(papers.production.bank), workbook)
        book = nearest_list(lists_of(papers.production.cash_book), workbook)
        for line in form.items:
            if form.is_of_book(line):
                if statement and _ON_BANK_ONLY.search(line.heading):
                    yield from _from(line, statement, "bank statement")
            elif book and (OUTSTANDING.search(line.heading) or IN_TRANSIT.search(line.heading)):
                yield from _from(line, book, "cash book")
                if statement:
                    yield from _cleared(line, statement)


def _from(line: FormLine, lines: Sequence[BankLine], what: str) -> Iterator[Finding]:
    if line.amount is None or any(_is_it(line, entry) for entry in lines):
        return
    place = column_range([entry.source for entry in lines], "debit", "amount")
    yield _finding(line, f"no row of the {what} has it", place)


def _cleared(line: FormLine, statement: Sequence[BankLine]) -> Iterator[Finding]:
    number = document_key(line.before)
    for entry in statement:
        if number and document_key(entry.reference) == number and _is_it(line, entry):
            reason = f"the statement in sheet '{entry.source.sheet}' has cleared it on {entry.date}"
            yield _finding(line, reason, entry.source.at("reference", "amount"))
            return


def _is_it(line: FormLine, entry: BankLine) -> bool:
    if line.amount is None or entry.amount is None:
        return False
    return abs(line.amount.minor) == abs(entry.amount.minor)


def _finding(line: FormLine, reason: str, place: Place) -> Finding:
    name = f"{line.before} {line.label}".strip() if line.before.isdecimal() else line.label.strip()
    amount = line.amount
    return Finding(
        CODE,
        Severity.WARNING,
        f"'{name}' over {amount.text() if amount else ''} is on the reconciliation under"
        f" '{line.heading.strip()}', but {reason}.",
        (line.place, place),
        numbers=(("item", amount),) if amount else (),
        advice="Enter it where it should come from, or take it off the reconciliation.",
        subject=f"{name} in {line.place.sheet}",
        impact=abs(amount) if amount else None,
    )
