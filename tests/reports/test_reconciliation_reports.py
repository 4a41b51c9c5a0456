"""The statements of a production on the terminal, as JSON, as a page and as a sheet."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import replace

from rich.console import Console

from addin.domain.decisions import Accepted
from addin.reconcile.outcome import Leftover, Match, Rival, Tied, Tier, named_lists
from addin.reconcile.statement import statements_of
from addin.reports.reconciliation import ReconciliationReport
from addin.reports.reconciliation_as_json import reconciliation_as_json
from addin.reports.reconciliation_as_page import reconciliation_as_page
from addin.reports.reconciliation_as_sheet import reconciliation_sheet
from addin.reports.reconciliation_as_text import reconciliation_as_text
from addin.tables.calculate import computed
from addin.tables.table import Book, Sheet
from tests.reconcile.rows import row

AT = dt.datetime(2026, 3, 9, 12)


def _report(*, whole: bool = True) -> ReconciliationReport:
    """A match, a suggestion of two against one with a rival, one row left over on each side."""
    left = [row(2, "500", reference="1042"), row(3, "120", day=3), row(4, "80"), row(5, "9.99")]
    right = [
        row(2, "500", sheet="Right", reference="1042"),
        row(3, "200", day=4, sheet="Right"),
        row(4, "-30", sheet="Right"),
    ]
    tied = Tied(
        named_lists("bank and ledger", left, right),
        (
            Match((left[0],), (right[0],), Tier.CONFIRMED, "exact reference", ("amount equal",)),
            Match(
                (left[1], left[2]),
                (right[1],),
                Tier.SUGGESTED,
                "grouped sums",
                ("sums equal",),
                1,
                (Rival((left[1],), (right[1],)),),
            ),
        ),
        left_over=(Leftover(left[3], so="not posted", age=9),),
        right_over=(Leftover(right[2], so="in transit"),),
        left=tuple(left),
        right=tuple(right) if whole else (),
    )
    stale = Accepted("bank and ledger", ("a",), ("b",), when=dt.datetime(2026, 3, 1))
    return ReconciliationReport(
        "Night Shift", "show", AT, tuple(statements_of(tied)), (("bank and ledger", stale),), 1,
        ("Show.xlsx",),
    )  # fmt: skip


def _shown(report: ReconciliationReport, width: int = 120) -> str:
    """What a terminal of so many columns shows."""
    out = io.StringIO()
    Console(file=out, width=width).print(reconciliation_as_text(report))
    return re.sub(r" +\n", "\n", out.getvalue())


def test_the_terminal_shows_the_proof_and_what_is_open(request):
    """Totals to zero; each open line with its cells, its reason and its rivals."""
    golden = request.path.parent.parent / "golden" / "reconciliation.txt"

    assert _shown(_report()) == golden.read_text("utf-8")


def test_a_narrow_terminal_cuts_no_figure():
    """An amount that ends in dots proves nothing: it goes on in the next line."""
    cut = re.compile(r"\d…")

    assert not any(cut.search(_shown(_report(), width)) for width in range(30, 121))


def test_json_has_every_line_with_exact_amounts():
    """Amounts as text; the parts as counts and sums; a proof for a program to read."""
    document = json.loads(reconciliation_as_json(_report()))
    (one,) = document["statements"]

    assert (document["proved"], one["opening"], one["closing"]) == (True, "-39.99", "0.00")
    assert one["parts"]["suggested"] == {"lines": 1, "left": "200.00", "right": "200.00"}
    assert [line["part"] for line in one["lines"]] == [
        "matched", "suggested", "only_left", "only_right",
    ]  # fmt: skip
    assert one["lines"][1]["left"][0] == {
        "cell": "Show.xlsx!Left!C3", "date": "2026-03-04", "reference": None, "name": None,
        "amount": "120.00",
    }  # fmt: skip


def test_the_page_shows_the_same_and_has_room_for_two_signatures():
    """Negative amounts in parentheses; suggestions with their ids; nothing is fetched."""
    report = _report()
    page = reconciliation_as_page(report)
    asked = next(x for s in report.statements for x in s.lines if s.asks(x))

    assert "(39.99)" in page
    assert asked.id in page
    assert page.count("Prepared by") == page.count("Reviewed by") == 1
    assert "://" not in page


def test_the_sheet_s_own_formulas_prove_to_zero():
    """Whoever changes an amount in the details sees the proof break."""
    sheet = reconciliation_sheet(_report(), "Show.xlsx")
    assert sheet is not None
    rows = [[None if cell.is_formula else cell.value for cell in line] for line in sheet.rows]
    formulas = {
        (r, c): str(cell.value)[1:]
        for r, line in enumerate(sheet.rows, 1)
        for c, cell in enumerate(line, 1)
        if cell.is_formula
    }
    stated = {
        (r, c): cell.computed
        for r, line in enumerate(sheet.rows, 1)
        for c, cell in enumerate(line, 1)
        if cell.is_formula
    }
    drawn = Book("Show.xlsx", (Sheet(sheet.name, rows, formulas, uncached=frozenset(formulas)),))
    fresh = computed(drawn).sheets[0]

    assert formulas
    for (r, c), value in stated.items():
        assert round(float(fresh.rows[r - 1][c - 1]), 6) == round(float(value), 6)  # type: ignore[arg-type]
    (end,) = [r for r, line in enumerate(rows, 1) if line and line[0] == "Not explained"]
    assert [fresh.rows[end - 1][c] for c in (4, 8, 10)] == [0, 0, 0]


def test_a_list_that_is_not_whole_has_one_total():
    """Beside one card, the ledger's own total means nothing."""
    report = _report(whole=False)
    (one,) = report.statements

    assert not one.is_whole
    assert "difference" not in _shown(report)
    assert reconciliation_sheet(report, "Show.xlsx") is not None


def test_a_workbook_without_a_list_gets_no_sheet():
    """A statement stands in the workbook of its first list that can hold a sheet."""
    report = _report()

    assert reconciliation_sheet(report, "Other.xlsx") is None
    assert reconciliation_sheet(replace(report, workbooks=("Show.csv",)), "Show.csv") is None
