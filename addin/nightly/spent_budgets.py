"""A budget beside what was spent of it, where a production has no cost report: which one counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.production import VarianceSign, by_list
from addin.jobs.load import Loaded
from addin.rules.report import is_income, latest, one_currency
from addin.tables.assemble import variance_sign
from addin.tables.table import Sheet, column_number

Rows = tuple[CostReportLine, ...]

_COST: Final = re.compile(r"\b(?:costs?|expenses?|expenditures?|fees?|tax(?:es)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpentBudget:
    """The rows of one budget, and where it stands; their variance is positive where it is under."""

    rows: Rows = ()
    name: str = ""


def spent_budget(loaded: Loaded) -> SpentBudget:
    """The sheet of a production that has its budget and what was spent; none if none is certain.

    Lists of income, or of income and cost, are no such sheet. Of several, one that adds up the
    others is left for them: they have the accounts. Several that nothing adds up may be parts or
    versions; nobody knows.
    """
    every = [
        tuple(row for row in lines if row.budget is not None or row.actual_to_date is not None)
        for lines in latest(
            [one_currency(one) for one in by_list(loaded.production.budget_vs_actual)]
        )
    ]
    every = [lines for lines in every if lines]
    costs = [lines for lines in every if not _tells_of_income(lines)]
    chosen = _one_budget(costs, every)
    if not any(_sums(chosen)):  # a form that nobody has filled in
        return SpentBudget()
    rows = [row for lines in chosen for row in _named(_signed(lines, loaded))]
    if len(chosen) > 1:  # no total of theirs is that of all
        rows = [row for row in rows if not row.is_total]
    return SpentBudget(tuple(rows), _name(chosen))


def _one_budget(costs: Sequence[Rows], every: Sequence[Rows]) -> Sequence[Rows]:
    """The lists that are one budget together."""
    for whole in every:
        parts = [lines for lines in costs if lines is not whole]
        if parts and _sums(parts) in _said(whole):
            return parts
    return costs if len({lines[0].source.table for lines in costs}) == 1 else ()


def _said(lines: Rows) -> Iterator[tuple[int, int]]:
    """What its rows say, and what they come to: budget and cost of each, zero left out."""
    said = [_figures([row]) for row in lines]
    return (one for one in (*said, _sums([lines])) if any(one))


def _sums(lists: Iterable[Rows]) -> tuple[int, int]:
    return _figures(row for lines in lists for row in lines if not row.is_total)


def _figures(rows: Iterable[CostReportLine]) -> tuple[int, int]:
    every = tuple(rows)
    return _sum(row.budget for row in every), _sum(row.actual_to_date for row in every)


def _sum(amounts: Iterable[Money | None]) -> int:
    return sum(amount.minor for amount in amounts if amount is not None)


def _tells_of_income(lines: Rows) -> bool:
    """Whether money comes in there, by the sheet's name or by rows that may be income by theirs.

    Such rows (sponsorships, say) are costs where every row shows its variance as costs do.
    """
    if _may_be_income(CostReportLine("", lines[0].source.sheet)):
        return True
    return any(map(_may_be_income, lines)) and not _shown_as_costs(lines)


def _may_be_income(row: CostReportLine) -> bool:
    return is_income(row) and not _COST.search(row.description)


def _shown_as_costs(lines: Rows) -> bool:
    """Whether every variance is the budget less what was spent; False where there is none."""
    told = [
        row.variance == row.budget - row.actual_to_date
        for row in lines
        if row.variance and row.budget is not None and row.actual_to_date is not None
    ]
    return bool(told) and all(told)


def _signed(lines: Rows, loaded: Loaded) -> Rows:
    """The rows with a variance that is positive where money is left; without one if none knows."""
    sign = variance_sign(lines) or _sign_of_formulas(lines, loaded)
    return tuple(replace(row, variance=_under(row.variance, sign)) for row in lines)


def _under(variance: Money | None, sign: VarianceSign | None) -> Money | None:
    if not variance or sign is VarianceSign.UNDER_IS_POSITIVE:  # nothing is nothing either way
        return variance
    return None if sign is None else -variance


def _sign_of_formulas(lines: Rows, loaded: Loaded) -> VarianceSign | None:
    """The same by what the variance's formulas take from what, where the figures do not say."""
    source = lines[0].source
    sheet = next(
        (
            sheet
            for book in loaded.books
            if book.name == source.workbook
            for sheet in book.sheets
            if sheet.name == source.sheet
        ),
        None,
    )
    if sheet is None or not {"variance", "actual_to_date"} <= source.columns.keys():
        return None
    heading = _heading(loaded, source.table, source.columns)
    signs = {sign for row in lines if (sign := _sign_of_formula(sheet, row, heading))}
    return signs.pop() if len(signs) == 1 else None


def _heading(loaded: Loaded, where: tuple[str, str], columns: Mapping[str, str]) -> str:
    """What stands above the actual cost: formulas of tables name a column by that."""
    for table in loaded.tables:
        if (table.book, table.sheet) == where and table.columns == dict(columns):
            return table.headings.get(column_number(columns["actual_to_date"]), "")
    return ""


def _sign_of_formula(sheet: Sheet, row: CostReportLine, heading: str) -> VarianceSign | None:
    columns, number = row.source.columns, row.source.row
    formula = sheet.formulas.get((number, column_number(columns["variance"])), "")
    cell = rf"{columns['actual_to_date']}{number}(?!\d)"
    column = rf"[\w.]*\[(?:@|\[#This Row\],)?\[?{re.escape(heading)}\]+" if heading else cell
    actual = rf"(?:{cell}|{column})"
    text = formula.replace("$", "").replace(" ", "")
    if re.search(rf"-{actual}", text):
        return VarianceSign.UNDER_IS_POSITIVE
    return VarianceSign.OVER_IS_POSITIVE if re.search(rf"(?<![-\w]){actual}-", text) else None


def _named(lines: Rows) -> Rows:
    """Rows without a code are known by what they are for."""
    return tuple(
        row
        if row.account
        else replace(row, account=" ".join(row.description.split()), description="")
        for row in lines
    )


def _name(lists: Sequence[Rows]) -> str:
    """``Workbook.xlsx!Sheet``; several sheets in one go."""
    sheets: dict[str, dict[str, None]] = {}
    for lines in lists:
        sheets.setdefault(lines[0].source.workbook, {})[lines[0].source.sheet] = None
    return ", ".join(f"{book}!{' + '.join(names)}" for book, names in sheets.items())
