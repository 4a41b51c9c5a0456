"""What a good analyst would run at night instead: pandas over every production, one summary.

``python benchmarks/analyst_night.py STUDIO``. For each folder in ``shows``: the cost report against
ledger, PO log and budget, account by account; bills posted twice; orders invoiced above their
amount; a page with the accounts. A production that cannot be read is a line in the summary.
"""

import sys
from pathlib import Path

import pandas as pd


def read(path: Path, heading_row: int = 0) -> pd.DataFrame:
    """The first sheet; codes stay text."""
    texts = {"Account": str, "PO #": str, "PO#": str}
    return pd.read_excel(path, dtype=texts, engine="openpyxl", header=heading_row)


def checked(folder: Path) -> dict[str, object]:
    """One production: how many accounts do not tie, and what was posted or invoiced too much."""
    budget = read(folder / "Budget.xlsx")
    orders = read(folder / "PO Log.xlsx")
    ledger = read(folder / "Ledger.xlsx")
    report = read(folder / "Cost Report.xlsx", 2).dropna(subset=["Account"]).set_index("Account")
    left = (orders["PO Amount"] - orders["Invoiced"]).clip(lower=0)
    totals = {
        "Cost to Date": ledger.groupby("Account")["Amount"].sum(),
        "Commitments": left.where(orders["Status"] != "Closed", 0).groupby(orders["Account"]).sum(),
        "Budget": budget.groupby("Account")["Total"].sum(),
    }
    differ = {
        name: int((report[name] - total.reindex(report.index).fillna(0)).abs().gt(0.005).sum())
        for name, total in totals.items()
    }
    twice = int(ledger.duplicated(["Vendor", "Document", "Amount"]).sum())
    above = int((orders["Invoiced"] > orders["PO Amount"] + 0.005).sum())
    (folder / "night.html").write_text(report.to_html())
    return {"production": folder.name, **differ, "posted twice": twice, "above": above}


def main() -> None:
    """Every production in turn."""
    studio = Path(sys.argv[1])
    rows: list[dict[str, object]] = []
    for folder in sorted((studio / "shows").iterdir()):
        try:
            rows.append(checked(folder))
        except Exception as error:  # noqa: BLE001 - as such a script does
            rows.append({"production": folder.name, "failed": str(error)[:60]})
    summary = pd.DataFrame(rows)
    summary.to_csv(studio / "night.csv", index=False)
    print(len(summary), "productions,", int(summary["Cost to Date"].gt(0).sum()), "differ")


if __name__ == "__main__":
    main()
