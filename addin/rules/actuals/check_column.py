"""ACT110: the check figure beside a journal line disagrees with its amount.

Why it matters: people put the figure an amount should have beside it, and then correct one of the
two. When another line of the same journal makes up the difference, that line is posted twice:
once on its own, and once inside the larger amount.

Example: equipment of 1,701.80 with 456.80 computed beside it, while the next line posts the
missing 1,245.00 again.

What to do: take the larger amount down to its check figure, or remove the other line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import cell_of
from addin.rules.rule import Workpapers
from addin.tables.cells import to_money
from addin.tables.table import Role, Sheet, Table, column_letters

CODE = "ACT110"
LEAST_ROWS = 3
MOSTLY_EQUAL = 0.6
"""A column that equals the amounts this often is there to check them."""
ROUNDING = 2
"""Up to so many minor units apart, a computed figure was only rounded."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per line, table by table."""
    for table, sheet in papers.tables_of(Role.LEDGER):
        taken = {column for name, column in table.fields.items() if name != "amount"}
        taken |= {table.fields[name] for name in _sides(table)}
        computed = {column for _, column in sheet.formulas} - taken
        amounts = _amounts(table, sheet) if computed else {}
        for column in range(table.area.left, table.area.right + 1):
            if column in computed:
                yield from _of_column(table, sheet, column, amounts)


def _sides(table: Table) -> tuple[str, ...]:
    """The columns that are posted; an amount beside debit and credit may well be a check."""
    sides = tuple(name for name in ("debit", "credit") if name in table.fields)
    return sides or tuple(name for name in ("amount",) if name in table.fields)


def _amounts(table: Table, sheet: Sheet) -> dict[int, tuple[Place, Money]]:
    """The amount of each body row that has exactly one, and its cell."""
    found = {}
    sides = [table.fields[name] for name in _sides(table)]
    for row in table.body:
        here = [
            (cell_of(row, column, table.book, table.sheet), value)
            for column in sides
            if (value := to_money(sheet.value(row, column)))
        ]
        if len(here) == 1:
            found[row] = here[0]
    return found


def _of_column(
    table: Table, sheet: Sheet, column: int, amounts: Mapping[int, tuple[Place, Money]]
) -> Iterator[Finding]:
    checks = {
        row: figure
        for row in amounts
        if (row, column) in sheet.formulas and (figure := to_money(sheet.value(row, column)))
    }
    # a net column beside debit and credit shows a credit below zero: only the size is compared
    apart = [
        row
        for row, figure in checks.items()
        if abs(abs(amounts[row][1].minor) - abs(figure.minor)) > ROUNDING
    ]
    equal = len(checks) - len(apart)
    if len(checks) < LEAST_ROWS or equal < MOSTLY_EQUAL * len(checks):
        return
    heading = table.headings.get(column, "") or column_letters(column)
    for row in apart:
        place, amount = amounts[row]
        check_place = cell_of(row, column, table.book, table.sheet)
        name = sheet.value(row, table.fields.get("account_name", table.fields.get("account", 0)))
        others = [
            (cell, other)
            for at, (cell, other) in amounts.items()
            if at != row and other == amount - checks[row]
        ]
        yield _finding(
            str(name or place.cell),
            (place, amount),
            (check_place, checks[row]),
            others,
            heading.strip(),
        )


def _finding(
    name: str,
    line: tuple[Place, Money],
    check_: tuple[Place, Money],
    others: Sequence[tuple[Place, Money]],
    heading: str,
) -> Finding:
    (place, amount), (check_place, figure) = line, check_
    difference = amount - figure
    again = ""
    if others:
        again = (
            f" The {abs(difference).text()} too much is the amount of {others[0][0].cell}: it is"
            " posted there, and contained here again."
        )
    return Finding(
        CODE,
        Severity.ERROR if others else Severity.WARNING,
        f"{name} is posted at {amount.text()} in {place.cell}, but the check beside it"
        f" ('{heading}', {check_place.cell}) says {figure.text()}: {difference.text()}"
        f" apart.{again}",
        (place, check_place, *(cell for cell, _ in others[:1])),
        numbers=(("posted", amount), ("check figure", figure), ("difference", difference)),
        advice="Take the amount down to its check figure, or remove the line it contains."
        if others
        else "Correct the amount, or the formula that checks it.",
        subject=f"{name} {heading}",
        impact=abs(difference),
    )
