"""Bring a cost report up to date with the ledger and the PO log, in the workbook it lives in.

Only figures that people type are changed: cost of the period, cost to date, commitments, and what
follows from them in the same row where that is typed too. Formulas stay; their values are worked
out anew. The number a person holds (EFC or ETC, as the workbook does) is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.production import ForecastMode, Production, VarianceSign, by_list
from addin.errors import NothingToDo
from addin.jobs.after_edits import values_after
from addin.jobs.apply import Batch
from addin.jobs.load import Loaded, load
from addin.ports import Engine, Workbooks
from addin.reconcile.of_accounts import LEDGER, ORDERS, PERIOD, of_report
from addin.reconcile.outcome import Tied
from addin.reports.refreshed import LeftAlone, Refreshed, Update
from addin.settings.model import Settings
from addin.tables.changes import Changes
from addin.tables.table import Area, Book, CellEdit, Sheet

_COLUMNS: Final = {
    LEDGER: ("actual_to_date", "cost to date", "the ledger"),
    PERIOD: ("actual_period", "cost this period", "the ledger"),
    ORDERS: ("commitments", "commitments", "the PO log"),
}
Functions = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, slots=True)
class Refreshing:
    """What is to be done, shown before it is done."""

    report: Refreshed
    batch: Batch


def refresh_cost_report(
    workbooks: Workbooks,
    settings: Settings,
    name: str,
    *,
    sheet: str = "",
    functions: Functions | None = None,
    engine: Engine | None = None,
    loaded: Loaded | None = None,
) -> Refreshing:
    """What would bring the cost report up to date; nothing is written.

    Args:
        workbooks: the production's.
        settings: its settings; ``cutoff`` and the period are those of the settings or the sheet.
        name: the production.
        sheet: which report, as ``Workbook!Sheet`` or the sheet alone; empty: the one that ties best
            with the ledger, which must be the only one that does.
        functions: our own spreadsheet functions, for formulas that call them.
        engine: works formulas out anew before anything is compared.
        loaded: the production where it was read already.

    Raises:
        NothingToDo: there is no cost report, no ledger or PO log, or several reports come into
            question.
    """
    loaded = loaded or load(workbooks, settings, name, engine)
    production = loaded.production
    lines, tieds = _chosen(production, sheet)
    source = lines[0].source
    book = next(book for book in loaded.books if book.name == source.workbook)
    page = book.sheet(source.sheet)
    if page is None:
        raise NothingToDo(f"{source.workbook} has no sheet '{source.sheet}'.")
    if book.kind not in {"xlsx", "xlsm"}:
        raise NothingToDo(
            f"{book.name} is a .{book.kind} file: save it as .xlsx to have it refreshed."
        )
    updates, left = _figures(tieds, page)
    updates += _following(updates, lines, page, production)
    report = Refreshed(
        source.workbook,
        source.sheet,
        tuple(sorted(updates, key=lambda one: _order(one.place.cell))),
        tuple(left),
        tuple(_missing(tieds)),
    )
    return Refreshing(report, Batch(book.name, _changes(report, book, functions), book.digest))


def _chosen(production: Production, wanted: str) -> tuple[Sequence[CostReportLine], list[Tied]]:
    """The report, and how it compares with its lists."""
    found: list[tuple[Sequence[CostReportLine], list[Tied]]] = []
    names: list[str] = []
    for lines in by_list(production.cost_report):
        where = f"{lines[0].source.workbook}!{lines[0].source.sheet}"
        names.append(where)
        tieds = [one for one in of_report(production, lines, 0) if one.lists.kind in _COLUMNS]
        if tieds and (not wanted or wanted in {where, lines[0].source.sheet}):
            found.append((lines, tieds))
    if not names:
        raise NothingToDo("There is no cost report among the workbooks. Nothing was changed.")
    if not found:
        what = f"'{wanted}' is none of them: " if wanted else "no ledger or PO log goes with "
        raise NothingToDo(f"{what}{', '.join(names)}. Nothing was changed.")
    found.sort(key=lambda one: -_agreement(one[1]))
    if len(found) > 1 and not wanted and _agreement(found[0][1]) == _agreement(found[1][1]):
        several = ", ".join(lines[0].source.sheet for lines, _ in found)
        raise NothingToDo(
            f"Several cost reports come into question: {several}. Nothing was changed. "
            "Say which one."
        )
    return found[0]


def _agreement(tieds: Iterable[Tied]) -> int:
    return sum(len(tied.matches) - len(tied.differences) for tied in tieds)


def _figures(tieds: Iterable[Tied], page: Sheet) -> tuple[list[Update], list[LeftAlone]]:
    updates: list[Update] = []
    left: list[LeftAlone] = []
    for tied in tieds:
        _, words, truth = _COLUMNS[tied.lists.kind]
        for found in tied.differences:
            place, account = found.right[0].place, found.right[0].account
            after, before = found.left_says, found.right_says
            if not isinstance(after, Money) or not isinstance(before, Money):
                continue
            area = Area.of(place.cell)
            formula = page.formulas.get((area.top, area.left), "")
            if formula:
                said = f"{words} is {before.text()} by ={formula}, {truth} says {after.text()}"
                left.append(LeftAlone(place, account, said))
            elif before.currency != after.currency:
                left.append(
                    LeftAlone(place, account, f"{words}: {truth} has it in {after.currency}")
                )
            else:
                updates.append(Update(place, account, words, before, after, truth))
    return updates, left


def _following(
    updates: Sequence[Update], lines: Iterable[CostReportLine], page: Sheet, production: Production
) -> list[Update]:
    """Typed figures of the same rows that followed from the old ones, and so follow the new."""
    by_row: dict[int, dict[str, Money]] = {}
    for update in updates:
        fields = {words: field for field, words, _ in _COLUMNS.values()}
        row = Area.of(update.place.cell).top
        by_row.setdefault(row, {})[fields[update.column]] = update.after
    found: list[Update] = []
    for line in lines:
        new = by_row.get(line.source.row)
        if new:
            fresh = replace(
                line,
                actual_period=new.get("actual_period", line.actual_period),
                actual_to_date=new.get("actual_to_date", line.actual_to_date),
                commitments=new.get("commitments", line.commitments),
            )
            after = _followed(fresh, line, production)
            for field, words in _FOLLOWING:
                before, now = getattr(line, field), getattr(after, field)
                place = line.source.at(field)
                area = Area.of(place.cell)
                if before != now and (area.top, area.left) not in page.formulas:
                    account = next(
                        one.account for one in updates if Area.of(one.place.cell).top == area.top
                    )
                    found.append(Update(place, account, words, before, now, "follows in its row"))
    return found


_FOLLOWING: Final = (
    ("total_cost", "total cost"),
    ("etc", "estimate to complete"),
    ("efc", "estimated final cost"),
    ("variance", "variance"),
)


def _followed(line: CostReportLine, old: CostReportLine, production: Production) -> CostReportLine:
    """The row with what follows from its new figures, where the old row obeyed the same rule."""
    before, now = _spent(old), _spent(line)
    if before is None or now is None:
        return line
    if old.total_cost == before:
        line = replace(line, total_cost=now)
    if old.etc is not None and old.efc is not None and old.efc - before == old.etc:
        if production.forecast_mode is ForecastMode.EFC_HELD:
            line = replace(line, etc=old.efc - now)
        else:
            line = replace(line, efc=now + old.etc)
    under = _under(old)
    now_under = _under(line)
    if under is not None and now_under is not None and old.variance is not None:
        turned = production.variance_sign is VarianceSign.OVER_IS_POSITIVE
        if old.variance == (-under if turned else under):
            line = replace(line, variance=-now_under if turned else now_under)
    return line


def _under(line: CostReportLine) -> Money | None:
    """What the row's budget has left after its final cost."""
    budget = line.budget if line.revised_budget is None else line.revised_budget
    return None if budget is None or line.efc is None else budget - line.efc


def _spent(line: CostReportLine) -> Money | None:
    if line.actual_to_date is None:
        return None
    return line.actual_to_date + line.commitments if line.commitments else line.actual_to_date


def _missing(tieds: Iterable[Tied]) -> Iterator[tuple[str, Money]]:
    seen: set[str] = set()
    for tied in tieds:
        for leftover in tied.left_over:
            if leftover.row.amount and leftover.row.account not in seen:
                seen.add(leftover.row.account)
                yield leftover.row.account, leftover.row.amount


def _changes(report: Refreshed, book: Book, functions: Functions | None) -> Changes:
    if not report.updates:
        return Changes()
    edits = []
    for update in report.updates:
        area = Area.of(update.place.cell)
        edits.append(CellEdit(report.sheet, area.top, area.left, float(update.after.amount)))
    return Changes(
        cells=tuple(edits),
        computed=values_after(book, edits, functions),
        recalculate_on_load=True,
    )


def _order(cell: str) -> tuple[int, int]:
    area = Area.of(cell)
    return area.top, area.left
