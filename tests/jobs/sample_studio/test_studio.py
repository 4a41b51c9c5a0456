"""The generated studio: every planted mistake is found, and nothing else is an error."""

from __future__ import annotations

import pytest

from addin import wiring
from addin.jobs.check import check
from addin.jobs.sample_studio.slate import show
from addin.jobs.sample_studio.studio import MARK, Broken, monday_after, production
from addin.settings.model import Settings

# what follows from a total that stops short, or a number typed over a formula
FOLLOW = {"COS101", "COS116"}


def checked(made, folder):
    """The findings in a production's files."""
    wiring.save_new(folder, made.files)
    settings = Settings(name=made.show.name, currency=made.show.currency)
    report = check(
        wiring.workbooks(folder), settings, name="", folder=str(folder), at=monday_after(9)
    ).report
    return [point.finding for point in report.open]


@pytest.mark.parametrize("number", range(1, 13))
def test_every_planted_mistake_is_found_in_one_of_its_cells(number, tmp_path):
    """And an error elsewhere is only what follows from one."""
    made = production(number, wiring.new_workbook)

    found = checked(made, tmp_path)

    for wrong in made.wrong:
        assert any(
            one.code in wrong.codes and set(one.places) & set(wrong.cells) for one in found
        ), wrong
    expected = {code for wrong in made.wrong for code in wrong.codes}
    errors = {str(one.severity) + one.code for one in found if str(one.severity) == "error"}
    assert {error.removeprefix("error") for error in errors} <= expected | FOLLOW


def test_a_production_in_which_nobody_made_a_mistake_is_clean(tmp_path):
    """Not a note is left."""
    made = next(
        one
        for number in range(1, 40)
        if not (one := production(number, wiring.new_workbook)).wrong and not one.broken
    )

    assert checked(made, tmp_path) == []


def test_the_same_numbers_make_the_same_production():
    """Workbooks too, byte for byte."""
    assert show(7) == show(7)
    assert production(7, wiring.new_workbook).files == production(7, wiring.new_workbook).files


def test_one_production_in_twenty_is_broken_and_each_kind_occurs():
    """So that a night over a hundred of them meets every one."""
    kinds = [
        made.broken
        for number in range(20, 101, 20)
        if (made := production(number, wiring.new_workbook, size=2)).broken
    ]

    assert set(kinds) == set(Broken)
    assert MARK.startswith(".")
