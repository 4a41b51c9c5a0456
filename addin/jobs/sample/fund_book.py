"""What the fund sees: a one-page summary linked to the cost report, and the cash flow by month."""

from __future__ import annotations

from typing import Final

from addin.jobs.sample import cost_book
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
from addin.jobs.sample.records import Story
from addin.jobs.sample.show import CUTOFF, WEEK, categories
from addin.jobs.sample.show import TITLE as SHOW
from addin.tables.blueprint import BookBlueprint, Entry, LinkedBook, SheetBlueprint
from addin.tables.table import cell_at

BOOK: Final = "Fund summary.xlsx"
_MONTHS: Final = ((1, "January"), (2, "February"), (3, "March to date"))


def fund_book(told: Story, spots: Spots, shown: dict[str, dict[str, int]]) -> BookBlueprint:
    """``shown`` is what the cost report's section totals say: section → column → minor units."""
    summary, values = Canvas(BOOK, "Summary", spots), {}
    sheet = f"CR wk{WEEK:02}"
    summary.put(1, 1, f"{SHOW} - summary for the fund", TITLE)
    summary.put(2, 1, f"Linked to cost report no. {WEEK}, week ending {CUTOFF:%m/%d/%Y}", SUBTITLE)
    headings = (
        "Section",
        "Cost to Date",
        "Estimated Final Cost",
        "Revised Budget",
        "(Over)/Under",
        "Status",
    )
    summary.heading(4, headings, HEAD, (30, 18, 20, 18, 18, 16))
    names = ("actual_to_date", "efc", "revised_budget")
    sections = list(dict.fromkeys(category.section for category in categories()))
    for row, section in enumerate(sections, 5):
        summary.put(row, 1, section, TEXT)
        for column, name in enumerate(names, 2):
            place = spots[f"cr{WEEK} total {section}", name]
            at = cell_at(place.cell)
            values[sheet, *at] = shown[section][name] / 100
            formula = f"'[1]{sheet}'!{place.cell}"
            amount = dollars(shown[section][name])
            summary.entries[row, column] = Entry(amount, formula, MONEY)
        summary.work(row, 5, f"D{row}-C{row}", MONEY)
        summary.work(row, 6, f'IF(E{row}<0,"Over budget","On budget")', TEXT)
        columns = {
            "description": 1,
            "actual_to_date": 2,
            "efc": 3,
            "revised_budget": 4,
            "variance": 5,
            "status": 6,
        }
        summary.mark(f"fund {section}", row, columns)
    last = 4 + len(sections)
    summary.put(last + 1, 1, "Total", TOTAL_TEXT)
    for letter, column in zip("BCDE", range(2, 6), strict=True):
        summary.work(last + 1, column, f"SUM({letter}5:{letter}{last})", TOTAL)
    summary.rest |= {"gridlines": False}
    link = LinkedBook(cost_book.BOOK.replace(" ", "%20"), values)
    return BookBlueprint(
        f"{SHOW} - fund summary", (summary.done(), _by_month(told, spots)), links=(link,)
    )


def _by_month(told: Story, spots: Spots) -> SheetBlueprint:
    canvas = Canvas(BOOK, "Spend by month", spots)
    canvas.put(1, 1, "Cost by month, from the ledger", TITLE)
    headings = ("Section", *(name for _, name in _MONTHS), "Total")
    canvas.heading(3, headings, HEAD, (30, 17, 17, 17, 17))
    by_code = {a.code: c.section for c in categories() for a in c.accounts}
    by_code |= {c.code: c.section for c in categories()}
    sections = list(dict.fromkeys(category.section for category in categories()))
    for row, section in enumerate(sections, 4):
        canvas.put(row, 1, section, TEXT)
        for column, (month, _) in enumerate(_MONTHS, 2):
            amount = sum(
                line.amount
                for line in told.lines
                if by_code.get(line.account) == section and line.date.month == month
            )
            canvas.put(row, column, dollars(amount), MONEY)
        canvas.work(row, 5, f"SUM(B{row}:D{row})", TOTAL)
        canvas.mark(f"month {section}", row, {"jan": 2, "feb": 3, "mar": 4, "total": 5})
    last = 3 + len(sections)
    canvas.put(last + 1, 1, "Total", TOTAL_TEXT)
    for letter, column in zip("BCDE", range(2, 6), strict=True):
        canvas.work(last + 1, column, f"SUM({letter}4:{letter}{last})", TOTAL)
    canvas.mark("month total", last + 1, {"jan": 2, "feb": 3, "mar": 4, "total": 5})
    return canvas.done()
