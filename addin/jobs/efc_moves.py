"""Which accounts' estimated final cost moved since the last close, and who said why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.forecast_changes import changes
from addin.domain.money import Money
from addin.domain.production import Production, VarianceSign, by_list
from addin.errors import FileError, NothingToDo
from addin.jobs.load import Loaded
from addin.jobs.which_report import ChosenReport
from addin.ports import Workbooks
from addin.settings.drift import applied
from addin.settings.model import Settings
from addin.tables.cells import day_first_of, to_date, to_money, to_text
from addin.tables.change_lists import ChangeList
from addin.tables.parse import parse_all
from addin.tables.recognise import recognise
from addin.tables.table import Book, Role

_SHARE: Final = 0.9
"""Of the accounts, whose last week's variance must be the one that another report shows."""
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class EfcMove:
    """One account's EFC before and now, and the reason; ``is_recorded``: a list has it already."""

    line: CostReportLine
    before: Money
    now: Money
    reason: str = ""
    is_recorded: bool = False

    @property
    def moved(self) -> Money:
        """Now less before."""
        return self.now - self.before


def at_last_close(
    workbooks: Workbooks,
    settings: Settings,
    loaded: Loaded,
    report: ChosenReport,
    copied: tuple[dt.date, str] | None,
) -> Sequence[CostReportLine]:
    """The report at the last close: its copy, last week's sheet, or what its variance says.

    Where nothing says, every EFC is as it was.

    Raises:
        NothingToDo: the copy cannot be read.
    """
    if copied is not None:
        try:
            lines = report_in_copy(workbooks.read(copied[1]), report, settings)
        except FileError as error:
            raise NothingToDo(
                f"What moved since {copied[0]} cannot be told: {error} Put the copy right, or move "
                "it away."
            ) from error
        if lines:
            return lines
    other = last_week_s_report(loaded.production, report)
    if other is not None:
        return other
    return by_last_variance(report, loaded.production.variance_sign) or report.accounts


def report_in_copy(book: Book, report: ChosenReport, settings: Settings) -> list[CostReportLine]:
    """The same report as a copy of its workbook has it."""
    sheet = book.sheet(report.sheet.name)
    if sheet is None:
        return []
    tables = recognise(sheet, report.book.name)
    wanted = [
        table
        for table in settings.tables
        if table.workbook == report.book.name and table.sheet == sheet.name
    ]
    if wanted:
        tables = applied(tables, wanted).tables
    pairs = [(table, sheet) for table in tables if table.role is Role.COST_REPORT]
    currency = next((m.currency for line in report.lines if (m := line.efc)), "")
    parsed = parse_all(pairs, currency) if currency else []
    return [
        record for one in parsed for record in one.records if isinstance(record, CostReportLine)
    ]


def last_week_s_report(
    production: Production, report: ChosenReport
) -> Sequence[CostReportLine] | None:
    """Another report whose variances are those this one calls last week's; None if none is."""
    then = {
        report.code(line.account): line.previous_variance
        for line in report.accounts
        if line.previous_variance is not None
    }
    for lines in by_list(production.cost_report):
        if lines[0].source.table == report.lines[0].source.table:
            continue
        both = [
            line.variance == then[report.code(line.account)]
            for line in lines
            if not line.is_total and line.account and report.code(line.account) in then
        ]
        if len(both) >= _FEWEST and sum(both) >= _SHARE * len(then):
            return lines
    return None


def by_last_variance(report: ChosenReport, sign: VarianceSign) -> list[CostReportLine]:
    """The rows with the EFC that last week's variance says, as if no budget had moved since."""
    found = []
    for line in report.accounts:
        budget = line.budget if line.revised_budget is None else line.revised_budget
        last = line.previous_variance
        if budget is not None and last is not None:
            under = -last if sign is VarianceSign.OVER_IS_POSITIVE else last
            found.append(CostReportLine(line.account, line.description, efc=budget - under))
    return found


def moves_since(
    before: Iterable[CostReportLine],
    report: ChosenReport,
    lists: Iterable[ChangeList],
    reasons: Mapping[str, str],
    reason: str = "",
    since: dt.date | None = None,
) -> list[EfcMove]:
    """Every account whose EFC moved, with the reason that a list or a person gives.

    ``reasons`` are by account, ``reason`` is for all that have none. What a list dates ``since``
    the last close or earlier is another move.
    """
    given = {report.code(account): text for account, text in reasons.items()}
    recorded = list(lists)
    found = []
    for change in changes(before, report.accounts, report.code):
        line = report.account(change.account)
        if line is None or not change.efc:
            continue
        told = _recorded(
            recorded, change.account, (change.efc_before, change.efc_now), report, since
        )
        why = told or given.get(change.account, "") or reason
        found.append(EfcMove(line, change.efc_before, change.efc_now, why, bool(told)))
    return found


def _recorded(
    lists: Iterable[ChangeList],
    account: str,
    moved: tuple[Money, Money],
    report: ChosenReport,
    since: dt.date | None,
) -> str:
    """The reason on a list for just this move; the empty text if none has it."""
    before, now = moved
    for one in lists:
        order = day_first_of(one.values("date"))
        for row in one.table.body:
            cells = {name: one.sheet.value(row, column) for name, column in one.fields.items()}
            if report.code(to_text(cells.get("account"))) != account:
                continue
            date = to_date(cells.get("date"), order)
            if since is not None and date is not None and date <= since:
                continue
            read = {
                name: to_money(cells.get(name), now.currency) for name in ("before", "now", "moved")
            }
            pair = (read["before"], read["now"])
            is_it = pair == (before, now) if None not in pair else read["moved"] == now - before
            if is_it and to_text(cells.get("reason")):
                return to_text(cells.get("reason"))
    return ""
