"""The sample production: what is planted in it is found, and nothing else is called an error."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from addin import wiring
from addin.cli import tieout
from addin.cli.check import run
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.jobs.demo import MARK, TODAY, demo_files
from addin.jobs.sample.sample import clean_sample, sample
from addin.jobs.sample.show import CUTOFF
from addin.jobs.sample.story import commitments, cost_to_date, story
from addin.jobs.sample.truth import Truth, as_toml
from addin.tables.table import Area, cell_at

TRUTH = Path(__file__).parents[1] / "demo_truth.toml"


@pytest.fixture(scope="module")
def planted() -> tuple[Truth, ...]:
    """What the generator says it planted."""
    return sample().truth


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample production on the disk, as ``tieout demo`` makes it."""
    place = tmp_path_factory.mktemp("demo") / "show"
    wiring.save_new(place, demo_files(wiring.new_workbook), MARK)
    return place


@pytest.fixture(scope="module")
def findings(folder: Path) -> tuple[Finding, ...]:
    """What the check finds in it."""
    report = run(folder, today=TODAY, no_history=True).report
    return tuple(point.finding for point in report.standpoints)


def touches(finding: Finding, cells: tuple[Place, ...]) -> bool:
    """One of the finding's cells or ranges covers one of these."""
    for place in finding.places:
        for cell in cells:
            same = (place.workbook, place.sheet) == (cell.workbook, cell.sheet)
            if same and place.cell and cell_at(cell.cell) in Area.of(place.cell):
                return True
    return False


def test_every_planted_error_is_found(planted, findings):
    """By one of the rules it is meant for, in one of its cells."""
    missed = [
        one.what
        for one in planted
        if not any(found.code in one.codes and touches(found, one.cells) for found in findings)
    ]

    assert missed == []


def test_every_error_is_a_planted_one_or_follows_from_one(planted, findings):
    """No finding of severity error, and no warning either, is about anything else."""
    unexplained = [
        (found.code, found.message)
        for found in findings
        if found.severity >= Severity.WARNING
        and not any(touches(found, one.cells + one.follows) for one in planted)
    ]

    assert unexplained == []


def test_without_the_planted_errors_everything_ties(tmp_path):
    """Rents, instalments, credit memos, freight, part deliveries, accruals: nothing is reported."""
    wiring.save_new(tmp_path / "clean", demo_files(wiring.new_workbook, clean_sample()))
    report = run(tmp_path / "clean", today=TODAY, no_history=True).report

    worth_a_look = [
        (point.finding.code, point.finding.message)
        for point in report.standpoints
        if point.finding.severity >= Severity.WARNING
    ]
    assert worth_a_look == []
    assert {str(t.role): t.records for t in report.tallies}["ledger"] > 2500


def test_the_sample_has_what_must_not_be_flagged():
    """A clean result is worth something only if the legitimate cases are there."""
    told = story()
    repeated = [o for o in told.orders if len({b.net for b in o.bills}) == 1 < len(o.bills)]
    credited = [o for o in told.orders if any(b.net < 0 for b in o.bills)]
    parts = [o for o in told.orders if 0 < o.relieved(CUTOFF) < o.amount]
    reversed_ = [line for line in told.lines if line.description.startswith("Reversal")]

    assert len(repeated) > 10
    assert len(credited) > 5
    assert len(parts) > 20
    assert sum(1 for bill in told.bills if bill.freight) > 5
    assert any("instalment" in bill.description for bill in told.bills)
    assert len(reversed_) == 4


def test_the_story_ties_in_itself():
    """Every entry balances, and so does the ledger; commitments are never negative."""
    told = story()
    entries: dict[str, int] = {}
    for line in told.lines:
        entries[line.entry] = entries.get(line.entry, 0) + line.amount

    assert set(entries.values()) == {0}
    assert sum(cost_to_date(told.lines, CUTOFF).values()) == 0
    assert min(commitments(told, CUTOFF).values()) >= 0


def test_at_least_25_kinds_are_planted(planted):
    """Each has cells, and a text that a coordinator understands."""
    kinds = {one.kind for one in planted}
    catalogue = {one.error for one in planted}

    assert len(kinds) >= 40
    assert len(catalogue) >= 18
    for one in planted:
        assert one.cells, one.kind
        assert re.fullmatch(r"E\d\d", one.error)
        assert one.what.endswith("."), one.what


def test_the_truth_file_is_what_the_generator_planted(planted):
    """It cannot drift; REFRESH=1 writes it anew."""
    made = as_toml(planted)
    if os.environ.get("REFRESH"):
        TRUTH.write_text(made, encoding="utf-8")

    assert made == TRUTH.read_text("utf-8")


def test_the_same_files_at_every_run(folder):
    """Byte for byte, so that cells in documents and tests stay right."""
    again = demo_files(wiring.new_workbook)

    assert again == {name: (folder / name).read_bytes() for name in again}
    assert sum(map(len, again.values())) < 2_000_000


def test_demo_refuses_a_folder_that_is_not_its_own(tmp_path):
    """Somebody's files are never in danger."""
    (tmp_path / "mine.txt").write_text("mine")
    result = CliRunner().invoke(tieout, ["demo", str(tmp_path)])

    assert result.exception is not None
    assert "not empty" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_demo_makes_checks_and_says_what_to_try(tmp_path):
    """Status 1, as a check with errors has; a second run makes the folder afresh."""
    place = tmp_path / "sample show"
    first = CliRunner().invoke(tieout, ["demo", str(place)], standalone_mode=False)
    (place / "PO Log.xlsx").write_bytes(b"spoiled")
    second = CliRunner().invoke(tieout, ["demo", str(place)], standalone_mode=False)

    assert (first.return_value, second.return_value) == (1, 1)
    assert "tieout explain" in first.output
    assert f'tieout check "{place}"' in first.output
    assert "ACT101" in first.output
