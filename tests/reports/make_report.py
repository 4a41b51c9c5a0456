"""A report to render in tests."""

from __future__ import annotations

import datetime as dt

from addin.domain.money import money
from addin.domain.source import Place
from addin.findings import Finding, Severity, Standing, Standpoint
from addin.reconcile.outcome import Matched
from addin.reports.check import CheckReport, Tally
from addin.tables.table import Role

AT = dt.datetime(2026, 11, 16, 3, 15)

OVER = Finding(
    "PO201",
    Severity.ERROR,
    "PO 1042 is relieved by 120.00 more than its amount.",
    (Place("PO Log.xlsx", "PO's", "F12"), Place("Ledger.xlsx", "Ledger", "I40:I41")),
    (("ordered", money("500.00 USD")), ("relieved", money("620.00 USD"))),
    "Raise the PO to what was invoiced, or recode the invoice.",
    "PO 1042",
    money("120.00 USD"),
)
OLD = Finding(
    "PO301",
    Severity.WARNING,
    "PO 7 <has> been open for 131 days & counting.",
    (Place("PO Log.xlsx", "PO's", "A9"),),
    (("since", dt.date(2026, 7, 8)), ("days", 131)),
)
NOTE = Finding("STR202", Severity.NOTE, "TODAY() changes.", (Place("Ledger.xlsx", "Ledger"),))
GONE = Finding("ACT101", Severity.ERROR, "INV 9 was posted twice.", (Place("Ledger.xlsx"),))

REPORT = CheckReport(
    production="Night Shift",
    folder="shows/night shift",
    at=AT,
    standpoints=(
        Standpoint(OVER, Standing.NEW, "a1b2c3", AT.date()),
        Standpoint(OLD, Standing.OPEN, "d4e5f6", dt.date(2026, 11, 2)),
        Standpoint(NOTE, Standing.NEW, "0a0b0c", AT.date()),
        Standpoint(GONE, Standing.RESOLVED, "ffffff", AT.date()),
        Standpoint(NOTE, Standing.WAIVED, "eeeeee", AT.date(), "Coordinator, 2026-11-02: fine"),
    ),
    workbooks=("Ledger.xlsx", "PO Log.xlsx"),
    tallies=(Tally(Role.PO_LOG, 1, 350, "1,204,300.00 USD"),),
    matched=(Matched("PO log ↔ ledger", 310, 4, 36, 12),),
    seconds=1.234,
)
