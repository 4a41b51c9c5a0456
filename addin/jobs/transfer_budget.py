"""Move budget from one account to another: on the list of approved changes, and in the report.

The list gets its lines, dated, with a reason, and summing to zero. The cost report's own column of
changes follows where it is typed; formulas follow by themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from addin.domain.cost_report import CostReportLine
from addin.domain.money import Money, money, zero
from addin.domain.production import VarianceSign
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.added_lines import added_lines, as_edits
from addin.jobs.after_edits import values_after
from addin.jobs.apply import Batch
from addin.jobs.load import Loaded, load
from addin.jobs.purchase_orders import next_number
from addin.jobs.transfer_rules import (
    Transfer,
    account_row,
    called,
    require_open,
    require_sound,
    revised,
)
from addin.jobs.which_report import ChosenReport, which_report
from addin.ports import Workbooks
from addin.settings.model import Settings
from addin.tables.change_lists import ChangeList, budget_changes
from addin.tables.changes import AppendedRows, Changes
from addin.tables.table import Area, CellEdit, Value, address

Functions = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, slots=True)
class PlannedTransfer:
    """What is to be written, in one sentence, and where to look; one batch for each workbook."""

    sentence: str
    detail: str
    batches: tuple[Batch, ...]
    place: Place


@dataclass(slots=True)
class _Edits:
    """What one workbook is to get."""

    cells: list[CellEdit] = field(default_factory=list)
    rows: list[AppendedRows] = field(default_factory=list)
    seen: list[CellEdit] = field(default_factory=list)  # cells of the rows, for what follows


def transfer_budget(
    workbooks: Workbooks,
    settings: Settings,
    name: str,
    transfer: Transfer,
    *,
    sheet: str = "",
    on_list: str = "",
    closed: Callable[[str], dt.date | None] = lambda _: None,
    functions: Functions | None = None,
) -> PlannedTransfer:
    """What moves budget between two accounts; nothing is written.

    Args:
        workbooks: the production's.
        settings: its settings.
        name: the production.
        transfer: what is moved.
        sheet: the cost report, where there are several.
        on_list: the sheet of the list of changes, where there are several.
        closed: the last week that was closed in a workbook; what lies before it is past.
        functions: our own spreadsheet functions, for formulas that call them.

    Raises:
        NothingToDo: an account is unknown, closed or takes no cost; the budget would be overdrawn;
            the date lies before the last entry; there is nowhere to write it.
    """
    loaded = load(workbooks, settings, name)
    report = which_report(loaded, sheet)
    lines = [account_row(loaded, report, code) for code in (transfer.source, transfer.target)]
    giving, taking = lines
    amount = money(transfer.amount, loaded.production.currency)
    require_sound(transfer, amount, giving, taking)
    require_open(transfer, closed(report.book.name) or settings.previous_cutoff)
    found = _list(loaded, on_list)
    edits: dict[str, _Edits] = {}
    number, place = "", giving.source.at("changes")
    if found is not None:
        number, place = _listed(found, transfer, giving, taking, edits)
    for line, moved in ((giving, -amount), (taking, amount)):
        _in_report(loaded, report, line, moved, edits, has_list=found is not None)
    batches = tuple(_batch(loaded, book, one, functions) for book, one in edits.items())
    marks = ", ".join(filter(None, (number, transfer.date.isoformat())))
    left, right = revised(giving, amount) - amount, revised(taking, amount) + amount
    return PlannedTransfer(
        f"{amount.text()} of budget moved from {called(giving)} to {called(taking)} "
        f"({marks}): {transfer.reason}.",
        "\n".join(
            [
                f"{called(giving)} has {left.text()}, {called(taking)} has {right.text()}.",
                *_warned(giving, left),
            ]
        ),
        batches,
        place,
    )


def _list(loaded: Loaded, wanted: str) -> ChangeList | None:
    sheets = {(book.name, sheet.name): sheet for book in loaded.books for sheet in book.sheets}
    every = budget_changes((table, sheets[table.book, table.sheet]) for table in loaded.tables)
    found = [one for one in every if not wanted or wanted in {one.name, one.table.sheet}]
    if wanted and not found:
        names = ", ".join(one.name for one in every) or "there is none"
        raise NothingToDo(
            f"'{wanted}' is no list of budget changes ({names}). Nothing was written."
        )
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise NothingToDo(f"Say which list it belongs on: {names}. Nothing was written.")
    if not found:
        return None
    kind = next(book.kind for book in loaded.books if book.name == found[0].table.book)
    if kind not in {"xlsx", "xlsm"}:
        raise NothingToDo(
            f"{found[0].name} stands in a .{kind} file. Nothing was written. Save it as .xlsx."
        )
    return found[0]


def _listed(
    found: ChangeList,
    transfer: Transfer,
    giving: CostReportLine,
    taking: CostReportLine,
    edits: dict[str, _Edits],
) -> tuple[str, Place]:
    """The lines on the list; its number for them, and where they will stand."""
    last = found.last_dated()
    if last is not None and isinstance(last[1], dt.date) and transfer.date < last[1]:
        where = found.table.place(last[0], found.fields["date"])
        raise NothingToDo(
            f"The last change on the list is dated {last[1]} ({where}), the transfer "
            f"{transfer.date}. Nothing was written. Date it on that day or later."
        )
    given = [str(value) for value in found.values("number") if value is not None]
    number = transfer.number or (next_number(given) if given else "")
    if transfer.number and transfer.number in given:
        raise NothingToDo(
            f"{transfer.number} is on the list already ({found.name}). Nothing was written. "
            "Leave the number out to have the next one."
        )
    shared: dict[str, Value] = {
        "number": found.as_others("number", number),
        "date": transfer.date,
        "kind": found.word_with("kind", "transfer", "Transfer"),
        "reason": transfer.reason,
    }
    amount = float(transfer.amount)
    if "account" in found.fields:
        told: list[dict[str, Value]] = [
            {"account": found.as_others("account", taking.account), "amount": amount},
            {"account": found.as_others("account", giving.account), "amount": -amount},
        ]
    else:
        source = found.as_others("from", giving.account)
        told = [{"from": source, "to": found.as_others("to", taking.account), "amount": amount}]
    rows: list[dict[int, Value]] = [
        {
            found.fields[name]: value
            for name, value in (shared | one).items()
            if name in found.fields
        }
        for one in told
    ]
    added, first = added_lines(found.sheet, found.table, rows)
    mine = edits.setdefault(found.table.book, _Edits())
    mine.rows.append(added)
    mine.seen += as_edits(added, first)
    cell = address(first, found.table.area.left)
    return number, Place(found.table.book, found.table.sheet, cell)


def _in_report(
    loaded: Loaded,
    report: ChosenReport,
    line: CostReportLine,
    amount: Money,
    edits: dict[str, _Edits],
    *,
    has_list: bool,
) -> None:
    """The typed figures of one row that a transfer moves."""
    formula = report.formula(line, "changes")
    place = line.source.at("changes")
    if formula is None or formula:
        if has_list:
            return  # it follows from the list, or the report shows no changes
        why = f"{place} is ={formula}" if formula else "the report has no column of changes"
        raise NothingToDo(
            f"There is no list of budget changes, and {why}. Nothing was written. "
            "Make a sheet 'Budget changes' with the headings Change, Date, Account, Amount, Reason."
        )
    moved = {"changes": (line.changes or zero(amount.currency)) + amount}
    if line.revised_budget is not None and _adds_up(line):
        moved["revised_budget"] = line.revised_budget + amount
    turned = loaded.production.variance_sign is VarianceSign.OVER_IS_POSITIVE
    for name in ("variance", "variance_change"):
        before = getattr(line, name)
        if before is not None:
            moved[name] = before - amount if turned else before + amount
    mine = edits.setdefault(report.book.name, _Edits())
    for name, after in moved.items():
        if report.formula(line, name) == "":
            cell = Area.of(line.source.at(name).cell)
            mine.cells.append(CellEdit(report.sheet.name, cell.top, cell.left, float(after.amount)))


def _adds_up(line: CostReportLine) -> bool:
    if line.budget is None or line.revised_budget is None:
        return False
    before = line.budget if line.changes is None else line.budget + line.changes
    return before == line.revised_budget


def _batch(loaded: Loaded, name: str, edits: _Edits, functions: Functions | None) -> Batch:
    book = next(book for book in loaded.books if book.name == name)
    changes = Changes(
        cells=tuple(edits.cells),
        rows=tuple(edits.rows),
        computed=values_after(book, [*edits.cells, *edits.seen], functions),
        recalculate_on_load=True,
    )
    return Batch(name, changes, book.digest)


def _warned(giving: CostReportLine, left: Money) -> list[str]:
    if giving.efc is None or giving.efc <= left:
        return []
    over = (giving.efc - left).text()
    return [f"{called(giving)} is then {over} over: its EFC is {giving.efc.text()}."]
