"""BUD104: the topsheet does not agree with the detail below it.

Why it matters: the topsheet is what is signed. A typed figure or a range that stops short makes it
promise another budget than the one people spend from.

Example: 3300 Camera is 48,000.00 on the topsheet, and its lines come to 51,500.00.

What to do: put the formula back, or find the line that it misses. Where fringes are posted to an
account of their own, the lines are compared without them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from addin.domain.account_codes import cleaned
from addin.domain.accounts import wider_codes
from addin.domain.budget import BudgetLine
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import apart, sum_of
from addin.rules.cells_involved import column_range, drawn_together, named
from addin.rules.discrepancy import culprit
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "BUD104"
KNOWN = 0.5
"""With fewer of its lines under the topsheet's codes, the detail is of another budget."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per topsheet line that differs, then those the topsheet leaves out."""
    detail = papers.production.budget
    if not detail:
        return
    for top in by_list(papers.production.topsheet):
        under = _under(top, detail)
        placed = sum(len(lines) for lines in under.values())
        if placed >= KNOWN * len(detail):
            yield from _differences(top, under, papers.options.tolerance_minor)
            yield from _left_out(top, detail, under)


def _under(top: Sequence[BudgetLine], detail: Sequence[BudgetLine]) -> dict[str, list[BudgetLine]]:
    """The detail below each topsheet line: by account, failing codes by the section's name."""
    codes = {cleaned(line.account) for line in top if line.account}
    names = {name_key(line.description): _key(line) for line in top if line.description}
    found: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in detail:
        code = cleaned(line.account)
        own = next((c for c in (code, *wider_codes(code)) if c in codes), None) if code else None
        own = own or names.get(name_key(line.group))
        if own:
            found[own].append(line)
    return found


def _key(line: BudgetLine) -> str:
    return cleaned(line.account) or name_key(line.description)


def _differences(
    top: Sequence[BudgetLine], under: dict[str, list[BudgetLine]], allowed: int
) -> Iterator[Finding]:
    with_fringes = {key: sum_of(line.amount for line in lines) for key, lines in under.items()}
    without = {key: sum_of(_bare(line) for line in lines) for key, lines in under.items()}
    sums = max((with_fringes, without), key=lambda each: _agreeing(top, each, allowed))
    if _agreeing(top, sums, allowed) == 0 and len(under) > 3:
        return  # not one account ties: this is no topsheet of that budget
    for line in top:
        lines = under.get(_key(line), [])
        difference = apart(line.amount, sums.get(_key(line)), allowed)
        if difference is not None:
            yield _finding(line, lines, difference)
        elif not lines and line.amount and line.account and _has_detail(line, under):
            yield _no_detail(line)


def _agreeing(top: Sequence[BudgetLine], sums: dict[str, Money | None], allowed: int) -> int:
    return sum(
        sums.get(_key(line)) is not None and apart(line.amount, sums[_key(line)], allowed) is None
        for line in top
        if line.amount is not None and _key(line) in sums
    )


def _bare(line: BudgetLine) -> Money | None:
    """The line without its fringes."""
    if line.subtotal is not None or line.amount is None or line.fringes is None:
        return line.subtotal or line.amount
    same = line.amount.currency == line.fringes.currency
    return line.amount - line.fringes if same else line.amount


def _has_detail(line: BudgetLine, under: dict[str, list[BudgetLine]]) -> bool:
    """Most of the topsheet has detail, and this is no charge on the total such as contingency."""
    words = name_key(line.description)
    on_total = ("contingency", "bond", "overhead", "fee", "insurance", "fringe", "credit")
    return len(under) > 2 and not any(word in words for word in on_total)


def _name(line: BudgetLine) -> str:
    return " ".join(filter(None, (line.account, line.description))) or "a line"


def _finding(line: BudgetLine, lines: Sequence[BudgetLine], difference: Money) -> Finding:
    stated = line.amount or difference
    detail = stated - difference
    ranges = [column_range([one.source for one in same], "amount") for same in by_list(lines)]
    items = [(f"{_name(one)} ({one.source.at('amount').cell})", one.amount) for one in lines]
    clue = culprit(-difference, [(name, amount) for name, amount in items if amount is not None])
    sheet = lines[0].source.sheet
    return Finding(
        CODE,
        Severity.ERROR,
        f"{_name(line)} is {stated} on the topsheet, but its {len(lines)}"
        f" line{'s' if len(lines) > 1 else ''} in '{sheet}' come to {detail}:"
        f" {abs(difference).text()} {'more' if difference.minor > 0 else 'less'}."
        f"{' ' + clue if clue else ''}",
        (line.source.at("amount"), *ranges),
        numbers=(("topsheet", stated), ("detail", detail), ("difference", difference)),
        advice="Put the topsheet's formula back, or find the line that it misses.",
        subject=f"topsheet {line.account or line.description}",
        impact=abs(difference),
    )


def _no_detail(line: BudgetLine) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{_name(line)} is {line.amount} on the topsheet and has no line in the detail.",
        (line.source.at("amount"), line.source.at("account")),
        numbers=(("topsheet", line.amount),) if line.amount else (),
        advice="Add the detail, or find the account under which it stands.",
        subject=f"topsheet {line.account or line.description}",
        impact=abs(line.amount) if line.amount else None,
    )


def _left_out(
    top: Sequence[BudgetLine],
    detail: Sequence[BudgetLine],
    under: dict[str, list[BudgetLine]],
) -> Iterator[Finding]:
    """Accounts with an amount that no line of the topsheet gathers."""
    placed = {id(line) for lines in under.values() for line in lines}
    missing: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in detail:
        if id(line) not in placed and line.account and line.amount:
            missing[line.account].append(line)
    for account, lines in missing.items():
        amount = sum_of(line.amount for line in lines)
        cells = [line.source.at("amount") for line in lines]
        yield Finding(
            CODE,
            Severity.ERROR,
            f"Account {account} has {amount or 'amounts'} in the detail ({named(cells)}) and is on"
            f" no line of the topsheet '{top[0].source.sheet}'.",
            drawn_together([*cells, *(line.source.at("account") for line in lines)]),
            numbers=(("detail", amount),) if amount else (),
            advice="Add the account to the topsheet, or correct its code.",
            subject=f"account {account} not on the topsheet",
            impact=abs(amount) if amount else None,
        )
