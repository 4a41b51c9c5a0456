"""A whole check on workbooks in memory."""

import datetime as dt
from dataclasses import replace

import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.journal import DatabaseJournal
from addin.adapters.memory import Memory
from addin.domain.source import Place
from addin.errors import DamagedFile, FileInUse, NothingToDo
from addin.findings import Finding, Severity, Standing
from addin.jobs.check import check, no_surer_than_its_table
from addin.ports import Kept
from addin.settings.model import Settings
from addin.tables.changes import Changes
from addin.tables.table import Area, Book, Role, Table
from tests.grid import grid
from tests.jobs.production_in_memory import books, production

AT = dt.datetime(2026, 3, 16, 9)


DEFAULTS = Settings()


def checked(workbooks, settings=DEFAULTS, **more):
    """A check on the day the drawn production was made for."""
    return check(workbooks, settings, name="Night Shift", folder="there", at=AT, **more)


def errors(result):
    """The codes of its errors."""
    return [p.finding.code for p in result.report.open if p.finding.severity is Severity.ERROR]


def test_a_production_that_ties_has_no_errors():
    """PO log, ledger and cost report agree to the cent."""
    result = checked(production())

    assert errors(result) == []
    assert [tally.records for tally in result.report.tallies] == [4, 4, 3]


def test_a_stale_cost_report_is_an_error_at_its_own_cell_and_the_ledger_s():
    """The finding names the report's cell first, and every posting of the account."""
    result = checked(production(lighting="500"))

    stale = next(p.finding for p in result.report.open if p.finding.code == "COS102")
    places = [str(place) for place in stale.places]
    assert places[0] == "Cost Report.xlsx!Report!C2"
    assert {"Ledger.xlsx!Ledger!H2", "Ledger.xlsx!Ledger!H5"} <= set(places)
    assert "45.00" in dict(stale.numbers)["difference"].text()


def test_nothing_is_written_unless_asked():
    """A check only reads."""
    workbooks = production(lighting="500")

    checked(workbooks)

    assert workbooks.written == []


def test_asked_to_write_each_workbook_concerned_gets_its_findings_sheet():
    """Only workbooks that a finding touches, each with the digest that was read."""
    workbooks = production(lighting="500")

    result = checked(workbooks, write=True)

    touched = sorted(name for name, _ in workbooks.written)
    assert "Cost Report.xlsx" in touched
    assert all(changes == Changes(sheets=changes.sheets) for _, changes in workbooks.written)
    assert [sheet.name for _, changes in workbooks.written for sheet in changes.sheets] == [
        "Tieout findings"
    ] * len(touched)
    assert sorted(result.report.written or {}) == touched


def test_a_workbook_that_cannot_be_written_does_not_stop_the_others():
    """The refusal is kept, with its sentence."""

    class OneOpen(Memory):
        """One workbook is open in Excel."""

        def write(self, name, changes, **more):
            if name == "Cost Report.xlsx":
                raise FileInUse(name, "open in Excel")
            return super().write(name, changes, **more)

    workbooks = OneOpen(*books(lighting="500"))

    result = checked(workbooks, write=True)

    assert [error.path for error in result.refused] == ["Cost Report.xlsx"]
    assert workbooks.written


def test_an_unreadable_workbook_is_a_finding_and_the_rest_is_checked():
    """A clean result must not hide that a file was left out."""
    workbooks = Memory(*books(), broken={"Old.xlsx": DamagedFile("Old.xlsx", "cut off")})

    result = checked(workbooks)

    assert errors(result) == ["FIL101"]
    assert len(result.report.workbooks) == 3


def test_a_folder_in_which_nothing_can_be_read_cannot_be_checked():
    """Every cause is named."""
    with pytest.raises(NothingToDo, match="No workbook"):
        checked(Memory())
    with pytest.raises(NothingToDo, match="cut off"):
        checked(Memory(broken={"Old.xlsx": DamagedFile("Old.xlsx", "cut off")}))


def test_findings_have_a_life_from_run_to_run(tmp_path):
    """New, then still open, then resolved; a waived one stays out."""
    database = Connected.in_folder(tmp_path)
    kept = Kept(DatabaseHistory(database), DatabaseDecisions(database), DatabaseJournal(database))
    first = checked(production(lighting="500"), kept=kept)
    stale = next(p for p in first.report.open if p.finding.code == "COS102")
    second = checked(production(lighting="500"), kept=kept)
    kept.history.waive("Night Shift", stale.id, "posted tomorrow", "Coordinator", AT)
    third = checked(production(lighting="500"), kept=kept)
    fourth = checked(production(), kept=kept)
    database.close()

    assert stale.standing is Standing.NEW
    assert {p.standing for p in second.report.open} == {Standing.OPEN}
    assert "COS102" in [p.finding.code for p in third.report.waived]
    assert "COS102" in [p.finding.code for p in fourth.report.resolved]


def test_our_own_findings_sheet_is_no_table_of_the_production():
    """A second run must not read what the first one wrote; and it renews the sheet."""
    ours = grid("Severity | Amount | Account", "Tieout findings")
    report = next(book for book in books() if book.name == "Cost Report.xlsx")
    marked = Book(report.name, (*report.sheets, ours), report.digest)
    workbooks = Memory(*(book for book in books() if book.name != report.name), marked)

    result = checked(workbooks, write=True)

    assert not any(table.sheet == "Tieout findings" for table in result.loaded.tables)
    assert "Cost Report.xlsx" in dict(result.report.written or {})


def test_a_rule_that_is_switched_off_finds_nothing():
    """By its code, whoever found it."""
    result = checked(production(lighting="500"), Settings(off=frozenset({"COS102"})))

    assert "COS102" not in [p.finding.code for p in result.report.open]


def test_a_tolerance_lets_two_figures_differ_a_little():
    """In major units, as the settings have it."""
    result = checked(production(lighting="544.99"), Settings(tolerance="0.01"))

    assert "COS102" not in [p.finding.code for p in result.report.open]


def test_an_error_is_no_surer_than_the_table_it_rests_on():
    """A list whose role is not sure gives warnings, until a person confirms it."""
    place = Place("b.xlsx", "S", "C4")
    error = Finding("COS102", Severity.ERROR, "They differ.", (place,), advice="Look.")
    unsure = Table("b.xlsx", "S", Area(1, 1, 9, 9), (1,), {}, {}, Role.BUDGET, 0.6)
    elsewhere = replace(unsure, area=Area(20, 1, 29, 9))

    lowered = no_surer_than_its_table(error, [unsure])

    assert lowered.severity is Severity.WARNING
    assert "not sure" in lowered.advice
    assert lowered.fingerprint == error.fingerprint
    for tables in ([replace(unsure, confidence=1.0)], [elsewhere], []):
        assert no_surer_than_its_table(error, tables) is error
    about_formulas = replace(error, code="STR101")
    assert no_surer_than_its_table(about_formulas, [unsure]) is about_formulas
