"""Close a week of a cost report: a dated copy, EFC moves with reasons, and on to the next week.

What is there is copied first, as it is. Then each account's variance becomes last week's, the cost
of the period begins at nothing, and the dates move on; formulas and what people hold stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.after_edits import values_after
from addin.jobs.apply import Batch, Saving
from addin.jobs.closed_weeks import copy_name, last_copy
from addin.jobs.efc_journal import efc_journal
from addin.jobs.efc_moves import EfcMove, at_last_close, moves_since
from addin.jobs.load import Loaded, load
from addin.jobs.which_report import ChosenReport, which_report
from addin.jobs.which_week import date_on_sheet, period_after, require_time
from addin.ports import Documents, Engine, Workbooks
from addin.reports.check import plural
from addin.settings.model import FILE_NAME, Settings
from addin.settings.moved_cutoff import with_cutoffs
from addin.settings.read import settings as settings_in
from addin.tables.change_lists import ChangeList, forecast_changes
from addin.tables.changes import Changes
from addin.tables.dates_above import dates_above, moved_on
from addin.tables.table import Area, CellEdit, address

Functions = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, slots=True)
class Closing:
    """What a person says; None and empty: as the workbook and the settings have it.

    ``reasons`` are by account, ``reason`` is for every move that has none; ``following`` is the
    end of the next week.
    """

    date: dt.date | None = None
    following: dt.date | None = None
    reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedClose:
    """What is to be done: ``what`` completes "Closed …"; the copy comes first."""

    what: str
    detail: str
    batches: tuple[Batch | Saving, ...]
    place: Place
    moves: tuple[EfcMove, ...]


def close_week(
    workbooks: Workbooks,
    documents: Documents | None,
    settings: Settings,
    name: str,
    closing: Closing,
    *,
    today: dt.date,
    sheet: str = "",
    functions: Functions | None = None,
    engine: Engine | None = None,
) -> PlannedClose:
    """What closes a week; nothing is written.

    Args:
        workbooks: the production's.
        documents: where the copy goes.
        settings: its settings; a cut-off set there moves on with the sheet's own dates.
        name: the production.
        closing: what a person says.
        today: a week that is not over cannot be closed.
        sheet: the cost report, where there are several.
        functions: our own spreadsheet functions, for formulas that call them.
        engine: works formulas out that have no value in the file.

    Raises:
        NothingToDo: there is no report, or no place for the copy; the date is not known, lies in
            the future, or not after the last close; an EFC moved and nobody said why.
    """
    if documents is None:
        raise NothingToDo(
            "No copy can be kept beside these workbooks. Nothing was written. Save the workbook in "
            "a folder of the production, and close the week there."
        )
    loaded = load(workbooks, settings, name, engine)
    report = which_report(loaded, sheet, needs="efc")
    book = report.book
    above = dates_above(report.sheet, report.table)
    date = closing.date or settings.cutoff or date_on_sheet(report, above)
    content = workbooks.content(book.name)
    copied = last_copy(documents, book.name, content)
    last = max(
        filter(None, (copied[0] if copied else None, settings.previous_cutoff)), default=None
    )
    following = closing.following or date + period_after(last, date)
    require_time(report, date, last, following, today)
    lists = _lists(loaded, book.name)
    moves = _moves(workbooks, settings, loaded, report, copied, lists, closing)
    edits = list(_rolled(report))
    dated = [
        edit
        for found in above
        if (edit := moved_on(found, report.sheet.name, date, following)) is not None
    ]
    rows, sheets, seen = efc_journal(report, date, lists, moves)
    if not content:
        raise NothingToDo(
            f"No file is behind {book.name} of which a copy could be kept. Nothing was written. "
            "Save it first."
        )
    copy = copy_name(book.name, date)
    begun = documents.read(copy)
    changes = Changes(
        cells=(*edits, *dated),
        computed=values_after(book, [*edits, *dated, *seen], functions),
        rows=rows,
        sheets=sheets,
        recalculate_on_load=True,
    )
    batches: list[Batch | Saving] = [
        Saving(copy, content, begun.digest if begun else ""),
        Batch(book.name, changes, book.digest),
        *_settings(documents, settings, date, following),
    ]
    said = [
        f"a copy in '{copy}'",
        f"{plural(len(moves), 'move')} of EFC with a reason",
        f"{plural(_accounts(report, edits), 'row')} carried forward",
        f"the next week ends {following}",
    ]
    return PlannedClose(
        f"the week ending {date} of {report.sheet.name}: {', '.join(said)}.",
        "\n".join(_told(report, moves, dated, last, batches)),
        tuple(batches),
        Place(book.name, report.sheet.name, str(report.table.area)),
        tuple(moves),
    )


def _lists(loaded: Loaded, workbook: str) -> list[ChangeList]:
    sheets = {(book.name, sheet.name): sheet for book in loaded.books for sheet in book.sheets}
    tables = [(table, sheets[table.book, table.sheet]) for table in loaded.tables]
    return forecast_changes((t, s) for t, s in tables if t.book == workbook)


def _moves(
    workbooks: Workbooks,
    settings: Settings,
    loaded: Loaded,
    report: ChosenReport,
    copied: tuple[dt.date, str] | None,
    lists: Sequence[ChangeList],
    closing: Closing,
) -> list[EfcMove]:
    """What moved since the last close, each with its reason.

    Raises:
        NothingToDo: one has none, or a reason is given for an account that did not move.
    """
    before = at_last_close(workbooks, settings, loaded, report, copied)
    moves = moves_since(
        before,
        report,
        lists,
        closing.reasons,
        closing.reason,
        copied[0] if copied else settings.previous_cutoff,
    )
    moved = {report.code(move.line.account) for move in moves}
    stray = [account for account in closing.reasons if report.code(account) not in moved]
    if stray:
        raise NothingToDo(
            f"A reason is given for {', '.join(stray)}, whose EFC did not move. Nothing was "
            "written. Check the account."
        )
    silent = [move for move in moves if not move.reason]
    if silent:
        shown = "; ".join(
            f"{_called(move.line)} {_signed(move.moved)} ({move.line.source.at('efc')})"
            for move in silent[:8]
        )
        more = f"; and {len(silent) - 8} more" if len(silent) > 8 else ""
        raise NothingToDo(
            f"The EFC of {plural(len(silent), 'account')} moved and nobody said why: {shown}{more}."
            " Nothing was written. Give a reason for all of them, or one for each account "
            f"({silent[0].line.account}=…; …)."
        )
    return moves


def _rolled(report: ChosenReport) -> Iterator[CellEdit]:
    """Typed figures of the week that is over, as the next one begins.

    Raises:
        NothingToDo: a variance has no value that could be carried forward.
    """
    for line in report.lines:
        if report.formula(line, "previous_variance") == "" and (
            line.variance is not None or line.previous_variance is not None
        ):
            if line.variance is None:
                raise NothingToDo(
                    f"{line.source.at('variance')} shows no variance to carry forward. Nothing was "
                    "written. Open the workbook in Excel, let it compute, and save it."
                )
            if line.variance != line.previous_variance:
                yield _edit(report, line, "previous_variance", line.variance)
        for name in ("actual_period", "variance_change"):
            figure = getattr(line, name)
            if figure and report.formula(line, name) == "":
                yield _edit(report, line, name, Money(0, figure.currency))


def _edit(report: ChosenReport, line: CostReportLine, name: str, amount: Money) -> CellEdit:
    cell = Area.of(line.source.at(name).cell)
    return CellEdit(report.sheet.name, cell.top, cell.left, float(amount.amount))


def _settings(
    documents: Documents, settings: Settings, date: dt.date, following: dt.date
) -> list[Saving]:
    """The settings with the cut-off moved on, where one is set.

    Raises:
        NothingToDo: it stands where it cannot be changed.
    """
    if settings.cutoff is None:
        return []
    kept = documents.read(FILE_NAME)
    if kept is None:
        return []
    text = with_cutoffs(kept.content.decode("utf-8-sig"), previous=date, cutoff=following)
    if text is None or settings_in(text, FILE_NAME).cutoff != following:
        raise NothingToDo(
            f"The cut-off in {FILE_NAME} cannot be moved on. Nothing was written. Write it as "
            f"cutoff = {date} on a line of its own below [production]."
        )
    return [Saving(FILE_NAME, text.encode(), kept.digest)]


def _accounts(report: ChosenReport, edits: Sequence[CellEdit]) -> int:
    return len({edit.row for edit in edits if edit.sheet == report.sheet.name})


def _told(
    report: ChosenReport,
    moves: Sequence[EfcMove],
    dated: Sequence[CellEdit],
    last: dt.date | None,
    batches: Sequence[Batch | Saving],
) -> Iterator[str]:
    for move in moves:
        where = "on the list already" if move.is_recorded else "to be recorded"
        yield f"{_called(move.line)} {_signed(move.moved)}: {move.reason} ({where})"
    yield "No week was closed here before." if last is None else f"Closed before: {last}."
    for edit in dated:
        yield f"{report.sheet.name}!{address(edit.row, edit.column)}: {edit.value}"
    if any(isinstance(one, Saving) and one.name == FILE_NAME for one in batches):
        yield f"The cut-off dates in {FILE_NAME} move on."
    kept = {
        name: formula
        for name in ("actual_period", "previous_variance")
        for line in report.accounts[:1]
        if (formula := report.formula(line, name))
    }
    for name, formula in kept.items():
        yield f"{name.replace('_', ' ')} is left to its formulas (={formula} …)."


def _called(line: CostReportLine) -> str:
    return f"{line.account} {line.description}".strip()


def _signed(amount: Money) -> str:
    return amount.text() if amount.is_negative else f"+{amount.text()}"
