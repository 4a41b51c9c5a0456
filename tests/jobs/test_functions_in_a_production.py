"""A production whose cost report calls our functions, checked as any night does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin import wiring
from addin.adapters.memory import Memory
from addin.findings import Severity
from addin.jobs.check import check
from addin.settings.model import RecalculationSettings, Settings, When
from addin.tables.table import Book
from tests.grid import grid
from tests.jobs.production_in_memory import books
from tests.jobs.test_check import AT

TYPED = """
    Account | Description | Cost to Date | Commitments | Total  | ETC | EFC   | Budget | Variance
    '2510   | Lighting    | 545          | 120         | 665    | 335 | 1000  | 1000   | 0
    '2520   | Catering    | 300          | 500         | 800    | 0   | {efc} | 700    | {over}
    '2530   | Transport   | 950          | 0           | 950    | 50  | 1000  | 1200   | 200
"""
CALLED = """
    Account | Description | Cost to Date | Commitments | Total | ETC | EFC | Budget | Variance
    '2510 | Lighting  | 545 | 120 | =COST_TOTAL(C2,D2)        | 335 | =COST_EFC(C2,D2,F2)        | 1000 | =COST_VARIANCE(H2,G2)
    '2520 | Catering  | 300 | 500 | =TIEOUT.COST_TOTAL(C3,D3) | 0   | =TIEOUT.COST_EFC(C3,D3,F3) | 700  | =TIEOUT.COST_VARIANCE(H3,G3)
    '2530 | Transport | 950 | 0   | =_xll.COST_TOTAL(C4,D4)   | 50  | =cost_efc(C4,D4,F4)        | 1200 | =COST_VARIANCE(H4,G4)
"""


def production(report: str) -> Memory:
    """The PO log and ledger that tie, with another cost report."""
    log, ledger, was = books()
    return Memory(log, ledger, replace(was, sheets=(grid(report, "Report"),)))


def findings(workbooks: Memory, when: When = When.MISSING) -> list[str]:
    """What a check says, warnings and errors."""
    settings = Settings(recalculation=RecalculationSettings(when=when, engine="own"))
    engine = wiring.engine("own") if when is When.ALWAYS else None
    result = check(workbooks, settings, name="Night Shift", folder="there", at=AT, engine=engine)
    return sorted(
        f"{point.finding.code} {point.finding.place} {point.finding.message}"
        for point in result.report.open
        if point.finding.severity >= Severity.WARNING
    )


@pytest.mark.parametrize("when", [When.MISSING, When.ALWAYS])
def test_calls_are_numbers_like_any_other(when):
    """A report that calls them, its file without a value, is checked as one with typed numbers."""
    typed = findings(production(TYPED.format(efc=800, over=-100)))

    assert findings(production(CALLED), when) == typed


def test_a_wrong_number_that_a_call_gives_is_found():
    """The ETC was left out of one call: 665 is no EFC of 665 spent and 335 to come."""
    wrong = findings(production(CALLED.replace("=COST_EFC(C2,D2,F2)", "=COST_EFC(C2,D2)")))

    assert any("Report!G2" in one and "665" in one for one in wrong)


@pytest.mark.parametrize("when", [When.MISSING, When.ALWAYS])
def test_an_old_number_behind_a_call_is_found(when):
    """The file shows 650 where the call gives 800, whether or not fresh numbers are asked for."""
    stale = CALLED.replace("=TIEOUT.COST_EFC(C3,D3,F3)", "=TIEOUT.COST_EFC(C3,D3,F3) -> 650")

    assert any("Report!G3" in one and "800" in one for one in findings(production(stale), when))


def test_calls_of_other_peoples_functions_stay_without_a_number():
    """Nothing is guessed for them."""
    theirs: Book = replace(
        books()[2], sheets=(grid(CALLED.replace("COST_EFC", "STUDIO_EFC"), "Report"),)
    )
    log, ledger, _ = books()
    said = findings(Memory(log, ledger, theirs))

    assert any("Report!G2" in one for one in said)
