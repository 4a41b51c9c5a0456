"""Calls of our functions get the one spelling that every LibreOffice reads from a file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.adapters.digest import digest_of
from addin.adapters.engines.calc_names import spelt_for_calc
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from tests.adapters.engines.test_own_functions import with_link
from tests.adapters.engines.workbooks import STALE, made

OURS = {"COST_EFC": sum}


def _formula(text: str, name: str = "", target: str = "") -> str | None:
    """How a formula of a workbook is spelt; None if the workbook stays as it is."""

    def draw(workbook: Any) -> None:
        workbook.add_worksheet("A").write_formula("B2", f"={text}", None, STALE)
        if name:
            workbook.define_name(name, "=1")

    book, content = made(draw)
    if target:
        content = with_link(content, target)
        book = book_of(Package(content, "linked"), digest_of(content))
    spelt = spelt_for_calc(book, content, OURS)
    if spelt is None:
        return None
    return book_of(Package(spelt, "spelt"), digest_of(spelt)).sheets[0].formulas[2, 2]


@pytest.mark.parametrize(
    "call",
    [
        "COST_EFC(",
        "cost_efc(",
        "TIEOUT.COST_EFC(",
        "_xldudf_TIEOUT_COST_EFC(",
        "_xll.COST_EFC(",
        r"'C:\Tools\tieout.xlam'!COST_EFC(",
    ],
)
def test_every_stored_form_becomes_one(call):
    """Texts in the formula that look like a call stay, and so do signs that XML escapes."""
    text = 'IF(A1<3,{}A1,"COST_EFC( & <"),1)'

    assert _formula(text.format(call)) == text.format("TIEOUT.COST_EFC(")


@pytest.mark.parametrize(
    "text",
    ["SUM(A1:A3)", "THEIR_EFC(A1)", "THEIRS.COST_EFC(A1)", '"COST_EFC("&A1', "COST_EFC+1"],
)
def test_what_is_not_ours_stays(text):
    """A workbook that calls none of our functions is opened as it is, without the extension."""
    assert _formula(text) in {None, text}


def test_a_name_of_the_workbook_is_the_workbooks():
    """A LAMBDA of the same name is not replaced by our function."""
    assert _formula("COST_EFC(A1)", name="Cost_Efc") is None


def test_a_call_through_a_link_to_our_add_in_is_ours():
    """As Excel saves it; a link to another add-in leads to another function."""
    assert _formula("[1]!COST_EFC(A1)", target="tieout.xlam") == "TIEOUT.COST_EFC(A1)"
    assert _formula("[1]!COST_EFC(A1)", target="theirs.xlam") in {None, "[1]!COST_EFC(A1)"}


@given(st.text(alphabet="ab<>&\"' é", max_size=12))
def test_texts_beside_a_call_stay(text):
    """Whatever a formula's texts are, they come back as they were."""
    quoted = text.replace('"', '""')

    assert _formula(f'COST_EFC(1)&"{quoted}"') == f'TIEOUT.COST_EFC(1)&"{quoted}"'
