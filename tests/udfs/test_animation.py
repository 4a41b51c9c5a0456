"""ANIM_ in cells."""

from __future__ import annotations

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called


@pytest.mark.parametrize(
    ("name", "arguments", "code", "says"),
    [
        ("ANIM_WEEKS", [5.0, 0.0], "#DIV/0!", "quota is not above 0"),
        ("ANIM_WEEKS", [5.0, 1.0, 0.0], "#DIV/0!", "nobody"),
        ("ANIM_QUOTA", [5.0, 1.0, 0.0], "#DIV/0!", "no time"),
        ("ANIM_COST", [[[5.0], [6.0]], [[1.0], [""]], 10.0], "#DIV/0!", "quota is not above 0"),
        ("ANIM_COST", [5.0, 1.0, ""], "#VALUE!", "weekly_rates is empty"),
        ("ANIM_BY_COMPLEXITY", ["D", 1.0, "A", 1.0], "#N/A", "no quota for complexity d"),
        ("ANIM_BY_COMPLEXITY", ["A", 1.0, [["A"], ["a"]], [[1.0], [2.0]]], "#VALUE!", "twice"),
        ("ANIM_BY_COMPLEXITY", ["A", 1.0, "", ""], "#VALUE!", "no class"),
    ],
)
def test_what_cannot_be_worked_out_says_why(name, arguments, code, says):
    """In the words of the trade."""
    with pytest.raises(CellError, match=says) as raised:
        called(name, *arguments)

    assert raised.value.code == code


def test_the_cost_by_class_is_the_cost_of_all_shots():
    """Worked out by class, or shot by shot with the quota of its class."""
    classes, works = [["A"], ["b"], ["A"]], [[30.0], [20.0], [15.0]]

    table = called("ANIM_BY_COMPLEXITY", classes, works, [["A"], ["B"]], [[15.0], [5.0]], 1999.0)
    cost = called("ANIM_COST", works, [[15.0], [5.0], [15.0]], 1999.0)

    assert table[-1] == ["Total", 3, 65, 7, cost]
