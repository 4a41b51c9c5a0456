"""What comes out of the ledger system: a CSV with amounts and dates as text, a trial balance."""

from __future__ import annotations

import csv
import io
from typing import Final

from addin.domain.source import Place
from addin.jobs.sample.canvas import (
    HEAD,
    MONEY,
    SUBTITLE,
    TEXT,
    TITLE,
    TOTAL,
    TOTAL_TEXT,
    Canvas,
    Spots,
    dollars,
)
from addin.jobs.sample.records import Line, Story
from addin.jobs.sample.show import BALANCE_SHEET, COMPANY, CUTOFF, FIRST_DAY, accounts, categories
from addin.tables.blueprint import BookBlueprint
from addin.tables.table import address

LEDGER: Final = "Ledger wk09.csv"
SHEET: Final = "Ledger wk09"
TRIAL_BALANCE: Final = "Trial balance wk09.xlsx"
_HEADINGS: Final = (
    "Account|Account Name|Trans #|TT|Eff Date|Period|Vendor|Description|Doc #|PO #|Payment #"
    "|Debit|Credit"
).split("|")
COLUMNS: Final = {
    "account": 1,
    "account_name": 2,
    "entry": 3,
    "kind": 4,
    "date": 5,
    "period": 6,
    "vendor": 7,
    "description": 8,
    "document": 9,
    "po_number": 10,
    "reference": 11,
    "debit": 12,
    "credit": 13,
}


def names() -> dict[str, str]:
    """Account code → its name in the chart."""
    found = dict(BALANCE_SHEET)
    for category in categories():
        found[category.code] = category.name
    return found | {account.code: account.name for account in accounts()}


def ledger_export(told: Story, spots: Spots) -> str:
    """The ledger up to the cut-off, as text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    known = names()
    for row, line in enumerate((line for line in told.lines if line.exported), 2):
        debit, credit = _sides(line)
        writer.writerow(
            [
                line.account,
                known.get(line.account, ""),
                line.entry,
                line.kind,
                f"{line.date:%m/%d/%Y}" if line.shown is None else line.shown,
                f"W{(line.date - FIRST_DAY).days // 7 + 1:02}",
                line.vendor,
                line.description,
                line.document,
                line.po,
                line.reference,
                debit,
                credit,
            ]
        )
        for field, column in COLUMNS.items():
            spots[line, field] = Place(LEDGER, SHEET, address(row, column))
        spots[line, "amount"] = spots[line, "debit" if debit else "credit"]
    return file.getvalue()


def _sides(line: Line) -> tuple[str, str]:
    text = f"{abs(line.amount) / 100:,.2f}"
    return (text, "") if line.amount >= 0 else ("", text)


def trial_balance(told: Story, spots: Spots) -> BookBlueprint:
    """Every account's net at the cut-off."""
    canvas = Canvas(TRIAL_BALANCE, "TB", spots)
    canvas.put(1, 1, COMPANY, TITLE)
    canvas.put(2, 1, f"Trial balance at {CUTOFF:%m/%d/%Y}", SUBTITLE)
    canvas.heading(4, ("Account", "Account Name", "Debit", "Credit"), HEAD, (10, 40, 17, 17))
    nets: dict[str, int] = {}
    for line in told.lines:
        nets[line.account] = nets.get(line.account, 0) + line.amount
    known = names()
    row = 5
    for code in sorted(nets):
        if nets[code]:
            canvas.put(row, 1, code, TEXT)
            canvas.put(row, 2, known.get(code, "UNASSIGNED"), TEXT)
            canvas.put(row, 3, dollars(max(nets[code], 0)) or None, MONEY)
            canvas.put(row, 4, dollars(max(-nets[code], 0)) or None, MONEY)
            side = 3 if nets[code] > 0 else 4
            columns = {"account": 1, "account_name": 2, "balance": side}
            canvas.mark(f"tb {code}", row, columns)
            row += 1
    canvas.put(row, 2, "Total", TOTAL_TEXT)
    canvas.work(row, 3, f"SUM(C5:C{row - 1})", TOTAL)
    canvas.work(row, 4, f"SUM(D5:D{row - 1})", TOTAL)
    canvas.mark("tb total", row, {"debit": 3, "credit": 4})
    canvas.rest |= {"frozen": (5, 1), "landscape": False}
    return BookBlueprint("Trial balance", (canvas.done(),))
