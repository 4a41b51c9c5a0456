"""Formulas follow when a sheet is renamed or a table's rows move."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.tables.follow import link_renamed, moved, renamed, said_in_text
from addin.tables.formula import FormulaError, pieces
from addin.tables.row_shift import CannotFollow, RowShift
from addin.tables.sheet_names import fault_of, prefix_of
from addin.tables.table import Area, address

GROWN = RowShift("Costs", "Orders", Area(1, 1, 20, 6), 2, 19, 20, 6)
GROWN_WIDE = RowShift("Costs", "Orders", Area(1, 1, 20, 16384), 2, 19, 20, 6)
SHRUNK = RowShift("Costs", "Orders", Area(1, 1, 26, 6), 2, 25, 26, -6)
TABS = ("Jan", "Costs", "Dec", "Other")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Costs!A1", "'Cost report'!A1"),
        ("'Costs'!A1", "'Cost report'!A1"),
        ("COSTS!A1*2", "'Cost report'!A1*2"),
        ("SUM( Costs!A1 , 1 )", "SUM( 'Cost report'!A1 , 1 )"),
        ("Costs!Rate", "'Cost report'!Rate"),
        ("Jan:Costs!A1", "'Jan:Cost report'!A1"),
        ("'[1]Costs'!A1+[2]Costs!A1", "'[1]Costs'!A1+[2]Costs!A1"),
        ("[0]Costs!A1", "'[0]Cost report'!A1"),
        ('"Costs!A1"&Costs', '"Costs!A1"&Costs'),
        ("Costs2!A1+MyCosts!A1", "Costs2!A1+MyCosts!A1"),
        ("Costs!#REF!", "'Cost report'!#REF!"),
        ("Costs[Amount]+Costs!A1", "Costs[Amount]+'Cost report'!A1"),
        ("Costs!A1:Costs!A9", "'Cost report'!A1:'Cost report'!A9"),
    ],
)
def test_a_renamed_sheet_is_followed_where_a_formula_names_it(before, after):
    """There and nowhere else: not in texts, tables, names or other workbooks."""
    assert after == renamed(before, {"costs": "Cost report"})


def test_two_sheets_swap_their_names():
    """All names change at once: what was A is B, and what was B is A."""
    assert renamed("A!A1+B!A1", {"a": "B", "b": "A"}) == "B!A1+A!A1"


sheet_names = st.text(
    st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12
).filter(lambda name: not fault_of(name) and name.casefold() not in {"other", "jan"})


@given(sheet_names, sheet_names)
def test_renaming_and_renaming_back_changes_nothing(old, new):
    """Whatever the two names are."""
    formula = f'IF({prefix_of(old)}A1>1,SUM({prefix_of(old)}B2:C9),Other!A1&"{{x}}!")'
    there = renamed(formula, {old.casefold(): new})
    assert prefix_of(new) in there
    assert formula == renamed(there, {new.casefold(): old})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Costs!A1", "'Cost report'!A1"),
        ("Cost s!A1", "Cost s!A1"),
        ("'Costs'!A1:B2", "'Cost report'!A1:B2"),
        ("Some name", "Some name"),
    ],
)
def test_a_link_follows(before, after):
    """Links inside a workbook name a sheet, in quotes or not."""
    assert after == link_renamed(before, {"costs": "Cost report"})


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ('INDIRECT("Costs!A1")', "costs"),
        ('HYPERLINK("#Costs!A1","there")', "costs"),
        ("INDIRECT(\"'Costs'!A\"&B1)", "costs"),
        ('INDIRECT(A1&"!B2")', "costs"),
        ('INDIRECT("\'"&A1&"\'!B2")', "costs"),
        ('INDIRECT("Other!A1")', ""),
        ('"about Costs"', ""),
        ('A1&"!"', ""),
        ("Costs!A1", ""),
    ],
)
def test_a_sheet_named_in_a_text_is_noticed(formula, said):
    """Excel would rename and break these in silence."""
    assert said == said_in_text(formula, {"costs": "Budget"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(F2:F19)", "SUM(F2:F25)"),
        ("SUM($F$1:$F$19)", "SUM($F$1:$F$25)"),
        ("F19:F2", "F25:F2"),
        ("Costs!$F$20+1", "Costs!$F$26+1"),
        ("'Costs'!A1:F20", "'Costs'!A1:F26"),
        ("F20:F60", "F26:F60"),
        ("F5:F19", "F5:F19"),
        ("SUM(F$2:F19)+SUM($F$2:F19)", "SUM(F$2:F19)+SUM($F$2:F19)"),
        ("SUM(F$2:F20)", "SUM(F$2:F26)"),
        ("SUM(F:F)+SUM($1:$60)", "SUM(F:F)+SUM($1:$60)"),
        ("G20+Other!F20+[1]Costs!F20+#REF!F20", "G20+Other!F20+[1]Costs!F20+#REF!F20"),
        ("Orders[[#Totals],[Amount]]", "Orders[[#Totals],[Amount]]"),
        ("f20 * 2", "f26 * 2"),
        ('"F20"&F20', '"F20"&F26'),
        ("FY20+F20", "FY20+F26"),
        ("F20#", "F26#"),
    ],
)
def test_references_follow_a_grown_table(before, after):
    """To the totals where they are now, and to whole columns of data with the rows added."""
    assert after == moved(before, "Costs", GROWN, TABS)
    assert before == moved(after, "Costs", SHRUNK, TABS)


def test_on_other_sheets_only_references_to_the_tables_sheet_follow():
    """F20 of the formula's own sheet is another cell."""
    assert moved("F20+Costs!F20", "Other", GROWN, TABS) == "F20+Costs!F26"


@pytest.mark.parametrize(
    "formula", ["SUM(A20:H20)", "20:20", "SUM(Jan:Dec!F20)", 'INDIRECT("Costs!F20")']
)
def test_what_cannot_follow_is_refused(formula):
    """Half of it moves, or it is on several sheets, or in a text."""
    with pytest.raises(CannotFollow):
        moved(formula, "Costs", GROWN, TABS)


@pytest.mark.parametrize("formula", ["SUM(Jan:Dec!F3)", 'INDIRECT("Costs!F3")', "Dec:Other!F20"])
def test_what_need_not_follow_is_not_refused(formula):
    """The same forms, about cells that stay."""
    assert formula == moved(formula, "Costs", GROWN, TABS)


def test_a_reference_to_a_row_that_leaves_is_refused():
    """The totals will stand there: the formula would show something else."""
    with pytest.raises(CannotFollow, match="rows that leave the table Orders"):
        moved("F22*2", "Costs", SHRUNK)


def test_relative_references_of_a_defined_name_stay():
    """They mean other cells wherever the name is used."""
    assert moved("Costs!$F$20+Costs!F20+Costs!$20:$20", "", GROWN_WIDE, fixed=True) == (
        "Costs!$F$26+Costs!F20+Costs!$26:$26"
    )


def test_a_row_of_a_table_with_one_row_is_no_column():
    """C2:F2 goes across; C2:C2 is a column as short as the table."""
    shift = RowShift("Costs", "Orders", Area(1, 1, 2, 6), 2, 2, 0, 3)
    assert moved("SUM(C2:F2)+SUM(C2:C2)+C2", "Costs", shift) == "SUM(C2:F2)+SUM(C2:C5)+C2"


def test_what_a_new_formula_says_of_its_own_row_stays():
    """Though the totals stood there when the workbook was read."""
    there = moved("E20*F20+F$19+Costs!F20+SUM(F2:F19)", "Costs", GROWN, own_row=20)
    assert there == "E20*F20+F$19+Costs!F26+SUM(F2:F25)"


def test_another_change_than_the_shift_can_be_asked_for():
    """A print area ends where the table ends, however wide it is."""
    printed = moved("Costs!$A$1:$K$20,Costs!$A$60:$K$90", "", GROWN, change=GROWN.printed)
    assert printed == "Costs!$A$1:$K$26,Costs!$A$60:$K$90"


cells = st.builds(address, st.integers(1, 40), st.integers(1, 9))
ranges = st.builds("{}:{}".format, cells, cells) | cells
formulas = st.lists(
    st.tuples(st.sampled_from(["", "Costs!", "Other!", "'Costs'!"]), ranges), min_size=1, max_size=4
).map(lambda parts: "+".join(f"SUM({sheet}{cells})" for sheet, cells in parts))


@given(formulas)
def test_there_and_back_is_identity(formula):
    """Growing and shrinking by the same restores the text, unless it named blank cells below."""
    try:
        there = moved(formula, "Costs", GROWN, TABS)
    except CannotFollow:
        return
    numbers = {int(n) for n in re.findall(r"\d+", formula)}
    if numbers & set(range(21, 27)):
        return
    assert formula == moved(there, "Costs", SHRUNK, TABS)


@given(formulas)
def test_a_formula_on_another_sheet_is_untouched_without_the_name(formula):
    """Only what names the table's sheet can change."""
    other = formula.replace("'Costs'!", "").replace("Costs!", "")
    assert other == moved(other, "Other", GROWN, TABS)


@given(st.text(max_size=40))
def test_pieces_are_the_whole_formula(text):
    """Nothing is lost between them; what is no formula is said to be none."""
    try:
        found = pieces(text)
    except FormulaError:
        return
    assert text == "".join(piece for _, piece in found)
