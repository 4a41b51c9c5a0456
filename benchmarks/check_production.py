"""A whole check of one production, against the script a good analyst would write.

``python -m benchmarks.check_production`` makes a production of four workbooks (a budget of 2,000
lines, a log of 5,000 POs, a ledger of 60,000 lines, a cost report), then runs, each in a process of
its own, three times in turn:

* ``tieout check --no-history``: read, recognise, every rule, every reconciliation;
* the analyst's script: the same reading through pandas and openpyxl, and totals by account only.

Both run once before that, so that their modules are compiled, as they are where they are installed.
It prints wall seconds, CPU seconds and peak memory, and the ratios pair by pair.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import xlsxwriter


class Production:
    """Four workbooks whose figures tie, but for a handful of planted errors."""

    def __init__(self, folder: Path, seed: int = 7) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.accounts = [f"{category}-{n:02d}" for category in range(11, 61) for n in range(1, 21)]
        self.vendors = [f"{first} {second}" for first in _FIRST for second in _SECOND]
        self.planned = dict.fromkeys(self.accounts, 0)
        self.actual = dict.fromkeys(self.accounts, 0)
        self.opened = dict.fromkeys(self.accounts, 0)
        self.entries: list[tuple[dt.datetime, str, str, int, int]] = []

    def write(self, lines: int, orders: int, postings: int) -> None:
        """Make all four."""
        self.budget(lines)
        self.po_log(orders)
        self.ledger(postings)
        self.cost_report()

    def budget(self, lines: int) -> None:
        """Days times rate, by account."""
        chance = self.chance
        with _book(self.folder / "Budget.xlsx") as book:
            put = _sheet(book, "Detail", "Account Description Amt Unit X Rate Total")
            for line in range(lines):
                account = chance.choice(self.accounts)
                days, rate = chance.randint(1, 40), chance.randint(50, 900)
                self.planned[account] += days * rate * 100
                total = ("formula", "=C{r}*E{r}*F{r}", days * rate)
                put([account, f"Line {line}", days, "Day", 1, rate, total])

    def po_log(self, orders: int) -> None:
        """Open, part-invoiced and closed orders; every thousandth is over-relieved."""
        chance = self.chance
        headings = "PO# Date Vendor Account Description Amount Invoiced Open Status"
        with _book(self.folder / "PO Log.xlsx") as book:
            put = _sheet(book, "PO Log", headings)
            for number in range(1, orders + 1):
                account, vendor = chance.choice(self.accounts), chance.choice(self.vendors)
                cents = chance.randint(5_000, 900_000)
                day = _START + dt.timedelta(days=chance.randint(0, 200))
                invoiced = round(cents * chance.choice([0, 0, 0.5, 1, 1, 1]))
                if number % 1000 == 0:
                    invoiced = cents + 12_000
                self.opened[account] += max(cents - invoiced, 0)
                if invoiced:
                    later = day + dt.timedelta(days=9)
                    self.entries.append((later, account, vendor, number, invoiced))
                status = "Closed" if invoiced >= cents else "Open"
                left = ("formula", "=F{r}-G{r}", (cents - invoiced) / 100)
                row = [f"PO-{number:05d}", day, vendor, account, f"Order {number}"]
                put([*row, cents / 100, invoiced / 100, left, status])

    def ledger(self, postings: int) -> None:
        """The invoices of the orders, and other costs up to the number asked for."""
        chance = self.chance
        while len(self.entries) < postings:
            account = chance.choice(self.accounts)
            day = _START + dt.timedelta(days=chance.randint(0, 210))
            cents = chance.randint(1_000, 400_000)
            self.entries.append((day, account, chance.choice(self.vendors), 0, cents))
        headings = "Trans# Account Date Period Vendor Description Document PO# Amount"
        with _book(self.folder / "Ledger.xlsx") as book:
            put = _sheet(book, "Ledger", headings)
            for number, entry in enumerate(sorted(self.entries), 1):
                day, account, vendor, order, cents = entry
                self.actual[account] += cents
                po = f"PO-{order:05d}" if order else None
                head = [f"T{number:06d}", account, day, f"{day:%Y-%m}", vendor, "Invoice"]
                put([*head, f"INV{number:06d}", po, cents / 100])

    def cost_report(self) -> None:
        """Every account; in a few the cost to date is stale."""
        names = "Account|Cost to Date|Commitments|Total Cost|ETC|EFC|Budget|Variance"
        with _book(self.folder / "Cost Report.xlsx") as book:
            put = _sheet(book, "Cost Report", names, "|")
            for account in self.accounts:
                spent, left = self.actual[account], self.opened[account]
                plan = self.planned[account]
                if account.endswith("-07") and account < "15":
                    spent += 27_000
                efc = max(plan, spent + left)
                put(
                    [
                        account,
                        spent / 100,
                        left / 100,
                        ("formula", "=B{r}+C{r}", (spent + left) / 100),
                        ("formula", "=F{r}-D{r}", (efc - spent - left) / 100),
                        efc / 100,
                        plan / 100,
                        ("formula", "=G{r}-F{r}", (plan - efc) / 100),
                    ]
                )


_START = dt.datetime(2026, 1, 5)
_FIRST = "Amber Birch Cobalt Delta Ember Falcon Garnet Harbor Indigo Juniper".split()
_SECOND = "Rentals Lighting Catering Transport Studios Supply Stages Props Camera Sound".split()


def _book(path: Path) -> Any:
    return xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})


def _sheet(book: Any, name: str, headings: str, separator: str | None = None) -> Any:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, headings.split(separator))
    at = [1]

    def put(row: list[Any]) -> None:
        for column, value in enumerate(row):
            if isinstance(value, tuple):
                text = value[1].replace("{r}", str(at[0] + 1))
                sheet.write_formula(at[0], column, text, None, value[2])
            elif value is not None:
                sheet.write(at[0], column, value)
        at[0] += 1

    return put


def measured(
    command: list[str], compiled: Path, fine: tuple[int, ...] = (0, 1)
) -> dict[str, float]:
    """Wall seconds, CPU seconds and peak memory in MB of a command in a process of its own.

    ``compiled``: the folder where Python keeps the modules it has compiled; ``fine``: the exit
    statuses that are no failure of the run itself.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    watch = (
        "import json,resource,subprocess,sys,time\n"
        "t=time.perf_counter()\n"
        "r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE)\n"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([time.perf_counter()-t,u.ru_utime+u.ru_stime,u.ru_maxrss/1024,"
        "r.returncode,r.stderr.decode()[-500:]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, *command],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    wall, cpu, memory, status, said = json.loads(done.stdout)
    if status not in fine:
        raise SystemExit(f"{command} ended with {status}: {said}")
    return {"wall s": wall, "cpu s": cpu, "peak MB": memory}


def main() -> None:
    """Make the production, measure both, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lines", type=int, default=2_000)
    arguments.add_argument("--orders", type=int, default=5_000)
    arguments.add_argument("--postings", type=int, default=60_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--keep", type=Path, help="make the production here, and keep it")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary) / "production"
        folder.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        Production(folder).write(asked.lines, asked.orders, asked.postings)
        made = time.perf_counter() - started
        script = Path(__file__).with_name("analyst.py")
        ours = [sys.executable, "-m", "addin", "check", str(folder), "--no-history"]
        theirs = [sys.executable, str(script), str(folder)]
        compiled = Path(temporary) / "compiled"
        every = [
            (measured(ours, compiled), measured(theirs, compiled)) for _ in range(asked.runs + 1)
        ]
        runs = every[1:]
    print(f"Python {platform.python_version()}, {platform.system()}, made in {made:.1f} s")
    print(f"{asked.lines:,} budget lines, {asked.orders:,} POs, {asked.postings:,} ledger lines")
    print(f"{'':10}{'tieout check':>14}{'the script':>14}{'ratio':>8}   median of {asked.runs}")
    for figure in ("wall s", "cpu s", "peak MB"):
        left = median(run[0][figure] for run in runs)
        right = median(run[1][figure] for run in runs)
        ratio = median(run[0][figure] / run[1][figure] for run in runs)
        print(f"{figure:10}{left:14.2f}{right:14.2f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
