"""The topsheet of a budget's lines: categories, a subtotal after each section, the grand total.

A category comes from the chart's own levels, or from the leading digits of the codes. Whatever
cannot be placed gets a row of its own, so that the grand total is always that of all lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.money import Money, total

NOT_IN_CHART: Final = "Not in the chart"
_FIRST_PART: Final = re.compile(r"[^\W_]+")


class RowKind(StrEnum):
    """What a row of a topsheet is."""

    CATEGORY = "category"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TopsheetRow:
    """One row; ``code`` is empty on subtotals and totals of sections that have only a name."""

    code: str
    name: str
    amount: Money
    kind: RowKind = RowKind.CATEGORY


def by_chart(amounts: Mapping[str, Money], chart: ChartOfAccounts) -> tuple[TopsheetRow, ...]:
    """Categories of a chart, in its order, with a subtotal for each section it names.

    A category is the uppermost account above a code that is no heading. Codes that the chart does
    not have stand in a section of their own before the grand total.
    """
    sums: dict[str, list[Money]] = {}
    unknown: dict[str, list[Money]] = {}
    for code, amount in amounts.items():
        category = category_of(code, chart)
        home, key = (unknown, code) if category is None else (sums, category.code)
        home.setdefault(key, []).append(amount)
    ordered = [account for account in chart.accounts if account.code in sums]
    rows: list[TopsheetRow] = []
    for section, accounts in groupby(ordered, key=lambda account: chart.section(account.code)):
        own = [TopsheetRow(a.code, a.name, total(sums[a.code])) for a in accounts]
        rows += [*own, _subtotal("", section, own)] if section else own
    lost = [TopsheetRow(code, "", total(found)) for code, found in unknown.items()]
    rows += [*lost, _subtotal("", NOT_IN_CHART, lost)] if lost else []
    return (*rows, _grand_total(rows))


def by_digits(
    amounts: Mapping[str, Money],
    digits: int,
    subtotal_digits: int = 0,
    name: Callable[[str], str] = lambda _: "",
) -> tuple[TopsheetRow, ...]:
    """Categories by the leading ``digits`` of the codes, in the order of the codes.

    Args:
        amounts: by account; a code's first part is what counts: 11 of ``1110-05`` is ``1100``.
        digits: how many signs of the first part make a category.
        subtotal_digits: how many make a section with a subtotal; 0: no subtotals.
        name: a category's name by its code.

    Raises:
        ValueError: no digits, or sections finer than categories.
    """
    if digits < 1 or not 0 <= subtotal_digits < digits:
        raise ValueError(
            f"a category needs one leading digit or more, a section fewer than the category: "
            f"{digits} and {subtotal_digits} do not fit"
        )
    sums: dict[str, list[Money]] = {}
    for code, amount in amounts.items():
        sums.setdefault(leading(code, digits), []).append(amount)
    ordered = [TopsheetRow(code, name(code), total(sums[code])) for code in sorted(sums)]
    if not subtotal_digits:
        return (*ordered, _grand_total(ordered))

    def section_of(row: TopsheetRow) -> str:
        return leading(row.code, subtotal_digits)

    rows: list[TopsheetRow] = []
    ordered.sort(key=lambda row: (section_of(row), row.code))
    for section, found in groupby(ordered, key=section_of):
        own = list(found)
        rows += [*own, _subtotal(section, name(section), own)]
    return (*rows, _grand_total(rows))


def leading(code: str, digits: int) -> str:
    """A code's first signs, with zeros for the rest of its first part.

    >>> leading("1110-05", 2), leading("A1-01", 2), leading("7", 2)
    ('1100', 'A1', '7')
    """
    first = _FIRST_PART.search(code)
    return first[0][:digits].ljust(len(first[0]), "0") if first else code


def category_of(code: str, chart: ChartOfAccounts) -> Account | None:
    """The uppermost account above a code that is no heading; None when the chart has none."""
    own = [account for account in chart.lineage(code) if account.kind is not AccountKind.HEADER]
    return own[-1] if own else None


def _subtotal(code: str, name: str, rows: Sequence[TopsheetRow]) -> TopsheetRow:
    said = f"Total {name}" if name else f"Total {code}"
    return TopsheetRow(code, said, total(row.amount for row in rows), RowKind.SUBTOTAL)


def _grand_total(rows: Iterable[TopsheetRow]) -> TopsheetRow:
    counted = (row.amount for row in rows if row.kind is RowKind.CATEGORY)
    return TopsheetRow("", "Grand total", total(counted), RowKind.TOTAL)
