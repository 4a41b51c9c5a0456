"""``tieout refresh`` as a person types it."""

from __future__ import annotations

import openpyxl

from tests.cli.drawn_files import folder_of


def test_it_shows_first_and_writes_when_asked(tieout, tmp_path):
    """The plan, then the figure, its formulas with fresh values, and a backup; then up to date."""
    show = folder_of(tmp_path / "show", "500")
    report = show / "Cost Report.xlsx"
    before = report.read_bytes()

    status, out, _ = tieout("refresh", show)
    assert (status, report.read_bytes()) == (1, before)
    assert "C2  2510  cost to date: 500.00 → 545.00  (the ledger)" in out
    assert "--write does it" in out

    status, out, _ = tieout("refresh", show, "--write")
    assert (status, "as it was: " in out) == (0, True)
    page = openpyxl.load_workbook(report).worksheets[0]
    shown = openpyxl.load_workbook(report, data_only=True).worksheets[0]
    assert [page["C2"].value, page["E2"].value] == [545, "=C2+D2"]
    assert [shown["E2"].value, shown["F2"].value] == [665, 335]

    status, out, _ = tieout("refresh", show)
    assert (status, "is up to date" in out) == (0, True)
