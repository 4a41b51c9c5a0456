"""What a good analyst would write instead: the same reading with pandas, and totals by account.

``python benchmarks/analyst.py FOLDER``. Reading and totals only: no other check is made.
"""

import sys
from pathlib import Path

import pandas as pd


def read(path: Path, sheet: str) -> pd.DataFrame:
    """One sheet; account codes stay text."""
    return pd.read_excel(path, sheet_name=sheet, dtype={"Account": str}, engine="openpyxl")


def main() -> None:
    """Compare the cost report with the other three workbooks, account by account."""
    folder = Path(sys.argv[1])
    budget = read(folder / "Budget.xlsx", "Detail")
    orders = read(folder / "PO Log.xlsx", "PO Log")
    ledger = read(folder / "Ledger.xlsx", "Ledger")
    report = read(folder / "Cost Report.xlsx", "Cost Report").set_index("Account")
    still_open = (orders["Amount"] - orders["Invoiced"]).clip(lower=0)
    totals = {
        "Cost to Date": ledger.groupby("Account")["Amount"].sum(),
        "Commitments": still_open.groupby(orders["Account"]).sum(),
        "Budget": budget.groupby("Account")["Total"].sum(),
    }
    for name, total in totals.items():
        gap = (report[name] - total.reindex(report.index).fillna(0)).abs()
        print(name, round(total.sum(), 2), "differs in", int((gap > 0.005).sum()), "accounts")


if __name__ == "__main__":
    main()
