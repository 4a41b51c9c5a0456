"""A night syncs what a production ties, but for tables in which its check found an error."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from addin.domain.source import Place
from addin.errors import SignInNeeded
from addin.findings import Finding, Severity, Standing, Standpoint
from addin.nightly.runner import night
from addin.nightly.syncs import held_back, syncs
from addin.reports.check import CheckReport
from addin.sync.told import SyncTold
from addin.tables.binding import Binding

LOG = Binding("PO log", "POs.xlsx", "Log", "s", 0, ())
COSTS = replace(LOG, name="Costs", sheet="Costs")


def report(sheet, severity=Severity.ERROR, standing=Standing.NEW):
    """A check that found one thing in a sheet."""
    finding = Finding("PO101", severity, "A number twice.", (Place("POs.xlsx", sheet, "A4"),))
    points = (Standpoint(finding, standing, "abc"),)
    return CheckReport("Show", "show", dt.datetime(2026, 3, 2), points)


def synced(binding):
    """A sync that goes well."""
    return SyncTold(binding.name, "Both sides agree.")


def test_an_error_in_its_own_sheet_holds_a_table_back_and_no_other():
    """It is said which; the next table is synced."""
    told = list(syncs([LOG, COSTS], report("Log"), synced))

    assert [(one.binding, bool(one.error)) for one in told] == [("PO log", True), ("Costs", False)]
    assert "PO101" in told[0].sentence


def test_warnings_and_what_was_waived_hold_nothing_back():
    """Nor does an error in a sheet that is not tied."""
    assert not held_back(LOG, report("Log", Severity.WARNING))
    assert not held_back(LOG, report("Log", standing=Standing.WAIVED))
    assert not held_back(LOG, report("Budget"))


def test_a_sync_that_cannot_be_had_leaves_the_check_and_the_next_production_alone():
    """Both productions are told of, with the reason for the one."""

    def sync(folder, found):
        del found
        if folder.name == "one":
            raise SignInNeeded("POs")
        yield synced(LOG)

    first, second = night([Path("one"), Path("two")], lambda _: report("Budget"), sync)

    assert first.report is not None
    assert [one.error for one in first.syncs] == ["SignInNeeded"]
    assert [one.sentence for one in second.syncs] == ["Both sides agree."]
