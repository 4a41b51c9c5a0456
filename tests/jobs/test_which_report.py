"""The report that is named is meant, else the one that ties best; never a guess."""

from __future__ import annotations

import pytest

from addin.adapters.memory import Memory
from addin.errors import NothingToDo
from addin.jobs.load import load
from addin.jobs.which_report import which_report
from addin.settings.model import Settings
from tests.jobs.production_in_memory import books
from tests.jobs.test_refresh_cost_report import TYPED, with_report


def chosen(drawn, wanted="", **how):
    """The sheet that is meant."""
    loaded = load(Memory(*drawn), Settings(), "Night Shift")
    return which_report(loaded, wanted, **how)


def test_the_one_that_ties_best_is_current():
    """Last week's is there too, and is meant only by its name."""
    old = TYPED.replace("| 300 ", "| 100 ").replace("| 950          | 0 ", "| 200          | 0 ")
    both = with_report(TYPED, old)

    assert chosen(both).sheet.name == "Report"
    assert chosen(both, "Report1").sheet.name == "Report1"
    assert chosen(both, "Cost Report.xlsx!Report1").sheet.name == "Report1"


def test_an_account_is_found_as_the_project_writes_it():
    """With blanks around it too; totals are no accounts."""
    report = chosen(books())

    assert [line.account for line in report.accounts] == ["2510", "2520", "2530"]
    line = report.account(" 2520 ")
    assert line is not None
    assert line.description == "Catering"
    assert (report.formula(line, "etc"), report.formula(line, "efc")) == ("G3-E3", "")
    assert report.formula(line, "previous_variance") is None
    assert report.account("9999") is None


@pytest.mark.parametrize(
    ("drawn", "wanted", "how", "why"),
    [
        (with_report(TYPED, TYPED), "", {}, "Several cost reports"),
        (books(), "Nope", {}, "'Nope' is none of Cost Report.xlsx!Report"),
        (books()[:2], "", {}, "no cost report"),
        (books(), "", {"needs": "previous_variance"}, "no cost report"),
    ],
)
def test_what_cannot_be_told_is_asked(drawn, wanted, how, why):
    """Nothing is written until somebody says which."""
    with pytest.raises(NothingToDo, match=why):
        chosen(drawn, wanted, **how)
