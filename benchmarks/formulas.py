"""How long formulas take to work out and to lint, beside LibreOffice recalculating the same file.

Four made-up workbooks, each as a spreadsheet saves it and as a library writes it, without values:
a ledger of 60,000 rows with a running balance and a net column, and 400 SUMIFs over it; a budget
of 2,000 lines with eight formulas each; a cost report with three SUMIFS for each of 150 accounts
over 60,000 ledger rows; and a list of 20,000 orders that looks its accounts up. Run:
``python -m benchmarks.formulas [--rows 60000] [--without-libreoffice]``.

LibreOffice opens, recalculates where the file holds no values, and saves; it does not lint. Of a
file with values it may take those, so only the lines without values compare like with like.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.rules.rule import Workpapers, run
from addin.tables.calculate import computed
from benchmarks.structural import rules

ACCOUNTS = 150
Put = Callable[[Any, int, int, str, Any], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """CPU-seconds of each step, and what came out."""

    read: float
    compute: float
    lint: float
    peak: int  # MiB, of the whole process
    formulas: int
    unknown: int
    findings: str


def ledger(book: Any, rows: int, put: Put) -> None:
    """Running balance and net amount in every row; SUMIFs by account over both."""
    made = _entries(rows)
    sheet = book.add_worksheet("Ledger")
    sheet.write_row(0, 0, ["Account", "Reference", "Debit", "Credit", "Net", "Balance"])
    balance = 0
    totals: dict[str, int] = {}
    for at, (account, debit, credit) in enumerate(made, 1):
        sheet.write_row(at, 0, [account, f"JE {at:06}", debit, credit])
        balance += debit - credit
        totals[account] = totals.get(account, 0) + debit - credit
        put(sheet, at, 4, f"=C{at + 1}-D{at + 1}", debit - credit)
        before = f"F{at}+" if at > 1 else ""
        put(sheet, at, 5, f"={before}C{at + 1}-D{at + 1}", balance)
    summary = book.add_worksheet("By account")
    summary.write_row(0, 0, ["Account", "Net", "Again"])
    for at, account in enumerate((sorted(totals) * 2)[:200], 1):
        summary.write(at, 0, account)
        span = f"Ledger!$A$2:$A${rows + 1},A{at + 1},Ledger!$E$2:$E${rows + 1}"
        put(summary, at, 1, f"=SUMIF({span})", totals[account])
        put(summary, at, 2, f"=SUMIF({span})", totals[account])


def budget(book: Any, rows: int, put: Put) -> None:
    """Units by weeks by rate, fringes, tax, total, variance, share, cost of a week, a warning."""
    lines = max(40, rows // 30)
    sheet = book.add_worksheet("Detail")
    sheet.write_row(
        0,
        0,
        (
            "Line Description Units Weeks Rate Spent Gross Fringe Tax Total Variance Used Weekly"
            " Over"
        ).split(),
    )
    draw = random.Random(7)
    for at in range(1, lines + 1):
        row = at + 1
        units, weeks, rate, spent = (draw.randint(1, n) for n in (4, 20, 900, 5000))
        sheet.write_row(at, 0, [f"{at:05}", f"Line {at}", units, weeks, rate * 10, spent])
        gross = units * weeks * rate * 10
        fringe, tax = gross * 0.18, gross * 0.05
        total = gross + fringe + tax
        put(sheet, at, 6, f"=C{row}*D{row}*E{row}", gross)
        put(sheet, at, 7, f"=G{row}*0.18", fringe)
        put(sheet, at, 8, f"=G{row}*0.05", tax)
        put(sheet, at, 9, f"=SUM(G{row}:I{row})", total)
        put(sheet, at, 10, f"=J{row}-F{row}", total - spent)
        put(sheet, at, 11, f"=IF(J{row}=0,0,F{row}/J{row})", spent / total)
        put(sheet, at, 12, f"=ROUND(J{row}/D{row},2)", round(total / weeks + 1e-9, 2))
        put(sheet, at, 13, f'=IF(K{row}<0,"over","ok")', "over" if total < spent else "ok")


def cost_report(book: Any, rows: int, put: Put) -> None:
    """Cost to date, commitments and a count by account out of one long ledger."""
    made = _entries(rows)
    sheet = book.add_worksheet("Ledger")
    sheet.write_row(0, 0, ["Account", "Type", "Debit", "Credit"])
    sums = {account: [0, 0, 0] for account in _accounts()}
    for at, (account, debit, credit) in enumerate(made, 1):
        kind = "PO" if at % 5 == 0 else "AP"
        sheet.write_row(at, 0, [account, kind, debit, credit])
        sums[account][0] += debit if kind == "AP" else 0
        sums[account][1] += debit if kind == "PO" else 0
        sums[account][2] += 1
    report = book.add_worksheet("Cost Report")
    report.write_row(0, 0, ["Account", "Cost to Date", "Commitments", "Entries"])
    last = rows + 1
    for at, account in enumerate(_accounts(), 1):
        report.write(at, 0, account)
        where = f"Ledger!$A$2:$A${last},$A{at + 1}"
        for column, kind in ((1, "AP"), (2, "PO")):
            put(
                report,
                at,
                column,
                f'=SUMIFS(Ledger!$C$2:$C${last},{where},Ledger!$B$2:$B${last},"{kind}")',
                sums[account][column - 1],
            )
        put(report, at, 3, f"=COUNTIFS({where})", sums[account][2])


def orders(book: Any, rows: int, put: Put) -> None:
    """Each order looks up its account's name, and its rate by INDEX and MATCH."""
    chart = book.add_worksheet("Chart")
    chart.write_row(0, 0, ["Account", "Name", "Rate"])
    for at, account in enumerate(_accounts(), 1):
        chart.write_row(at, 0, [account, f"Department {at}", at])
    sheet = book.add_worksheet("Orders")
    sheet.write_row(0, 0, ["Order", "Account", "Units", "Department", "Amount"])
    last = ACCOUNTS + 1
    for at, (account, debit, _) in enumerate(_entries(rows // 3), 1):
        place = _accounts().index(account) + 1
        sheet.write_row(at, 0, [f"PO {at:05}", account, debit])
        put(
            sheet, at, 3, f"=VLOOKUP(B{at + 1},Chart!$A$2:$C${last},2,FALSE)", f"Department {place}"
        )
        rate = f"INDEX(Chart!$C$2:$C${last},MATCH(B{at + 1},Chart!$A$2:$A${last},0))"
        put(sheet, at, 4, f"=C{at + 1}*{rate}", debit * place)


SHEETS = (ledger, budget, cost_report, orders)


def _accounts() -> list[str]:
    return [f"{1000 + 10 * at}" for at in range(ACCOUNTS)]


def _entries(rows: int) -> list[tuple[str, int, int]]:
    draw = random.Random(1)
    known = _accounts()
    return [
        (draw.choice(known), draw.randint(1, 9_000), draw.randint(0, 1) * draw.randint(1, 5_000))
        for _ in range(rows)
    ]


def make(path: Path, kind: Callable[[Any, int, Put], None], rows: int, *, cached: bool) -> None:
    """Write one of the workbooks; ``cached``: with the value of each formula."""

    def put(sheet: Any, row: int, column: int, formula: str, value: Any) -> None:
        sheet.write_formula(row, column, formula, None, value if cached else "")

    with xlsxwriter.Workbook(str(path), {"constant_memory": False}) as book:
        kind(book, rows, put)


def measure(path: Path) -> Measured:
    """Read, work out and lint one workbook in this process."""
    checks = rules()
    start = time.process_time()
    book = read_workbook(path, path.name)
    after_reading = time.process_time()
    full = computed(book)
    after_computing = time.process_time()
    found = run(checks, Workpapers(books=(full,)))
    end = time.process_time()
    return Measured(
        after_reading - start,
        after_computing - after_reading,
        end - after_computing,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        sum(len(sheet.formulas) for sheet in full.sheets),
        sum(len(sheet.uncached) for sheet in full.sheets),
        " ".join(sorted({each.code for each in found})) or "none",
    )


def libreoffice(path: Path) -> tuple[float, int] | None:
    """CPU-seconds and peak MiB of opening, recalculating, saving in LibreOffice; None: absent."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [
                office,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
                folder,
                str(path),
            ],
            check=False,
            capture_output=True,
            timeout=600,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, after.ru_maxrss // 1024


def main() -> None:
    """Make the workbooks, and print one line for each."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=60_000, help="rows of the ledgers")
    arguments.add_argument("--without-libreoffice", action="store_true")
    arguments.add_argument("--only", default="", help="one of the workbooks")
    options = arguments.parse_args()
    print("CPU-seconds             formulas   read computed   rules  MiB   LibreOffice  findings")
    with tempfile.TemporaryDirectory() as folder:
        for kind in SHEETS:
            if options.only not in kind.__name__:
                continue
            for cached in (True, False):
                name = f"{kind.__name__}{'' if cached else ', no values'}"
                path = Path(folder) / f"{kind.__name__}_{cached}.xlsx"
                make(path, kind, options.rows, cached=cached)
                peer = None if options.without_libreoffice else libreoffice(path)
                beside = f"{peer[0]:.1f} ({peer[1]} MiB)" if peer else "-"
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    one = pool.apply(measure, (path,))
                print(
                    f"{name:24}{one.formulas:8}{one.read:7.2f}{one.compute:9.2f}{one.lint:8.2f}"
                    f"{one.peak:5} {beside:>14} {one.findings}"
                    + (f", {one.unknown} unknown" if one.unknown else "")
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
