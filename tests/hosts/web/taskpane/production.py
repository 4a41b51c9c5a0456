"""The small production beside which the pane stands, and what its journal says."""

from __future__ import annotations

from pathlib import Path

from addin import wiring

REPORT = "Cost Report wk09.xlsx"
SMALL = (REPORT, "Ledger wk09.csv", "PO Log.xlsx", "Invoice log.xlsx", "Trial balance wk09.xlsx")

ASKED = "await page.waitForResponse((one) => one.url().endsWith('/v1/press'));"
"""Waits until the workbook is read and the server is at work on it."""
REFRESH = 'await help.press("refresh_cost_report");'


def journal(folder: Path) -> list[tuple[str, bool]]:
    """The buttons pressed there, the oldest first, and whether each still stands."""
    with wiring.kept(folder, None) as kept:
        assert kept is not None
        return [(e.button, e.undone is None) for e in kept.journal.entries(folder.name)]
