"""ACT106: debits and credits of a journal entry do not agree.

Why it matters: an accounting system refuses such an entry, or puts the rest on a suspense account;
a spreadsheet takes it silently, and the trial balance no longer sums to nothing.

Example: a card journal with debits of 6,372.09 against a credit of 5,372.09.

What to do: find the line that is too much, missing or on the wrong side. The finding names a line
that alone would explain the difference, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.actuals import Posting
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.discrepancy import culprit
from addin.rules.journal import Entry, entries, is_double_entry
from addin.rules.rule import Workpapers

CODE = "ACT106"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per entry that does not balance, list by list."""
    for lines in by_list(papers.production.postings):
        known = [line for line in lines if line.amount]
        if len({line.amount.currency for line in known if line.amount}) != 1:
            continue  # nothing, or a sum across currencies, which proves nothing
        if len({line.amount.is_negative for line in known if line.amount}) == 1:
            continue  # a list of costs: none of its entries has a second side
        found = entries(known)
        if is_double_entry(found, known):
            yield from _unbalanced(found, papers.options.tolerance_minor)


def _unbalanced(found: tuple[Entry, ...], tolerance: int) -> Iterator[Finding]:
    pending: Entry | None = None
    for entry in found:
        if entry.balances or abs((entry.debits - entry.credits).minor) <= tolerance:
            continue
        if pending is not None:
            both = Entry(entry.name, pending.lines + entry.lines)
            if both.balances:  # a blank line within one entry
                pending = None
                continue
            yield _finding(pending)
        pending = entry
    if pending is not None:
        yield _finding(pending)


def _finding(entry: Entry) -> Finding:
    debits, credits_ = entry.debits, entry.credits
    difference = debits - credits_
    heavy = [line for line in entry.lines if _on_side(line, difference)]
    light = [line for line in entry.lines if line not in heavy]
    cause = culprit(abs(difference), _named(heavy)) or culprit(-abs(difference), _named(light))
    if not cause and difference.minor % 9 == 0:
        cause = "Nine divides the difference, as it does after two digits were swapped."
    places = [amount_cell(line) for line in entry.lines]
    side = "debits" if difference.minor > 0 else "credits"
    first = entry.lines[0]
    return Finding(
        CODE,
        Severity.ERROR,
        f"In sheet '{first.source.sheet}', {entry.name} has debits of {debits} against credits of"
        f" {credits_}: {side} are {abs(difference)} too high.{' ' if cause else ''}{cause}",
        drawn_together(places),
        numbers=(("debits", debits), ("credits", credits_), ("difference", difference)),
        advice="Find the line that is too much, missing or on the wrong side.",
        subject=_subject(entry),
        impact=abs(difference),
    )


def _subject(entry: Entry) -> str:
    """What tells the entry from others when its rows have moved."""
    first = entry.lines[0]
    if first.entry:
        return entry.name
    words = (str(first.date or ""), first.account, first.account_name, first.description)
    return " ".join(("entry", *(word for word in words if word)))


def _on_side(line: Posting, difference: Money) -> bool:
    return line.amount is not None and line.amount.minor * difference.minor > 0


def _named(lines: list[Posting]) -> list[tuple[str, Money]]:
    """Each line by its cell, with its amount as it counts on its own side."""
    return [
        (
            f"{amount_cell(line).cell} ({abs(line.amount).text()} {line.account_name})".replace(
                " )", ")"
            ),
            abs(line.amount),
        )
        for line in lines
        if line.amount
    ]
