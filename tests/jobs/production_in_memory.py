"""A small production drawn in memory: a PO log, a ledger and a cost report that tie."""

from __future__ import annotations

from addin.adapters.memory import Memory
from addin.tables.table import Book
from tests.grid import grid

PO_LOG = """
    PO #    | Date       | Vendor          | Account | Description | Amount | Invoiced | Open | Status
    PO-1041 | 2026-03-02 | Northlight Ltd  | '2510   | Lamps       | 500    | 500      | =F2-G2->0   | Closed
    PO-1042 | 2026-03-03 | Harbor Catering | '2520   | Breakfasts  | 800    | 300      | =F3-G3->500 | Open
    PO-1043 | 2026-03-05 | Northlight Ltd  | '2510   | Cable       | 120    | 0        | =F4-G4->120 | Open
    PO-1044 | 2026-03-06 | Quay Transport  | '2530   | Trucks      | 950    | 950      | =F5-G5->0   | Closed
"""
LEDGER = """
    Trans # | Account | Date       | Vendor          | Description | Invoice | PO #    | Debit | Credit
    T1      | '2510   | 2026-03-09 | Northlight Ltd  | Lamps       | N-77    | PO-1041 | 500   |
    T2      | '2520   | 2026-03-10 | Harbor Catering | Breakfasts  | H-12    | PO-1042 | 300   |
    T3      | '2530   | 2026-03-11 | Quay Transport  | Trucks      | Q-3     | PO-1044 | 950   |
    T4      | '2510   | 2026-03-12 | Petty cash      | Gels        | R-9     |         | 45    |
"""
REPORT = """
    Account | Description | Cost to Date | Commitments | Total | ETC         | EFC  | Budget | Variance
    '2510   | Lighting    | {lighting}   | 120         | =C2+D2->665  | =G2-E2->335 | 1000 | 1000   | =H2-G2->0
    '2520   | Catering    | 300          | 500         | =C3+D3->800  | =G3-E3->0   | 800  | 700    | =H3-G3->-100
    '2530   | Transport   | 950          | 0           | =C4+D4->950  | =G4-E4->50  | 1000 | 1200   | =H4-G4->200
"""


def books(lighting: str = "545") -> tuple[Book, ...]:
    """The three workbooks; ``lighting`` is the cost to date that the report shows for 2510."""
    return (
        Book("PO Log.xlsx", (grid(PO_LOG, "POs"),), "digest of the log"),
        Book("Ledger.xlsx", (grid(LEDGER, "Ledger"),), "digest of the ledger"),
        Book(
            "Cost Report.xlsx",
            (grid(REPORT.replace("{lighting}", lighting), "Report"),),
            "digest of the report",
        ),
    )


def production(lighting: str = "545") -> Memory:
    """The workbooks behind their port."""
    return Memory(*books(lighting))
