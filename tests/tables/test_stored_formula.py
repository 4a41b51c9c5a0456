"""What a person writes is stored as Excel stores it, and read back as it was written."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.tables.formula import FormulaError
from addin.tables.formula_prefixes import as_shown
from addin.tables.future_functions import FUTURE
from addin.tables.stored_formula import as_stored, spills

PAIRS = [
    ("SUM(A1:A9)", "SUM(A1:A9)"),
    ("XLOOKUP(A2,B:B,C:C)", "_xlfn.XLOOKUP(A2,B:B,C:C)"),
    ("xlookup(A2,B:B,C:C)", "_xlfn.xlookup(A2,B:B,C:C)"),
    ("SUM(FILTER(A1:A9,B1:B9>0))", "SUM(_xlfn._xlws.FILTER(A1:A9,B1:B9>0))"),
    (
        "CONFIDENCE.T(1,2,3)+F.DIST(1,2,3,TRUE)",
        "_xlfn.CONFIDENCE.T(1,2,3)+_xlfn.F.DIST(1,2,3,TRUE)",
    ),
    ('"XLOOKUP("&A1', '"XLOOKUP("&A1'),
    ("'XLOOKUP(1)'!A1", "'XLOOKUP(1)'!A1"),
    ("Days+DAYS(A1,B1)", "Days+_xlfn.DAYS(A1,B1)"),
    ("LET(x,A1,y,x+1,x*y)", "_xlfn.LET(_xlpm.x,A1,_xlpm.y,_xlpm.x+1,_xlpm.x*_xlpm.y)"),
    ("LET( net , A1, SUM(net,Net2))", "_xlfn.LET( _xlpm.net , A1, SUM(_xlpm.net,Net2))"),
    ("SUM(MAP(A1:A9,LAMBDA(v,v*2)))", "SUM(_xlfn.MAP(A1:A9,_xlfn.LAMBDA(_xlpm.v,_xlpm.v*2)))"),
    ("SUM(C2#)", "SUM(_xlfn.ANCHORARRAY(C2))"),
    ("SUM(Costs!$C$2#)", "SUM(_xlfn.ANCHORARRAY(Costs!$C$2))"),
    ("SUM('Cost report'!C2#)", "SUM(_xlfn.ANCHORARRAY('Cost report'!C2))"),
    ("SUM(OFFSET(A1,1,1)#)", "SUM(_xlfn.ANCHORARRAY(OFFSET(A1,1,1)))"),
    ("@A1:A9*2", "_xlfn.SINGLE(A1:A9)*2"),
    ("@Rates", "_xlfn.SINGLE(Rates)"),
    ("@INDEX(A1:A9,2)+1", "_xlfn.SINGLE(INDEX(A1:A9,2))+1"),
    ("IFERROR(#REF!+A1,0)", "IFERROR(#REF!+A1,0)"),
    ("[1]Costs!A1+[2]!Total", "[1]Costs!A1+[2]!Total"),
    ("'[Costs.xlsx]Sheet 1'!A1", "'[Costs.xlsx]Sheet 1'!A1"),
    ("1.5E+3*A1", "1.5E+3*A1"),
]


@pytest.mark.parametrize(("written", "stored"), PAIRS)
def test_a_formula_is_stored_as_excel_stores_it(written, stored):
    """Prefixes where the file wants them; texts, sheets and links left alone."""
    assert as_stored(written) == stored
    assert as_stored(stored) == stored


@pytest.mark.parametrize(("written", "stored"), PAIRS)
def test_what_is_stored_reads_as_it_was_written(written, stored):
    """One is the way back of the other."""
    assert as_shown(stored) == written


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("[@Net]*[@[Tax rate]]", "Orders[[#This Row],[Net]]*Orders[[#This Row],[Tax rate]]"),
        ("SUM([Net])", "SUM(Orders[Net])"),
        ("SUM(Orders[@])", "SUM(Orders[[#This Row]])"),
        ("SUM(Orders[@[Net]:[Tax]])", "SUM(Orders[[#This Row],[Net]:[Tax]])"),
        ("Ledger[[#Totals],[Net]]", "Ledger[[#Totals],[Net]]"),
        ("[@['#Net]]", "Orders[[#This Row],['#Net]]"),
    ],
)
def test_columns_of_a_table_are_stored_with_its_name(written, stored):
    """The own row too, which a file spells out."""
    assert as_stored(written, "Orders") == stored
    assert as_stored(stored, "Orders") == stored


def test_a_column_of_no_table_is_refused():
    """A cell outside of every table has no row in one."""
    with pytest.raises(FormulaError, match="lies in none"):
        as_stored("[@Net]*2")


@pytest.mark.parametrize(
    ("formula", "spilling"),
    [
        ("UNIQUE(A1:A9)", True),
        ("IFERROR(FILTER(A1:A9,B1:B9),0)", True),
        ("LET(x,SORT(A1:A9),x)", True),
        ("C2#", True),
        ("1+SEQUENCE(3)", True),
        ("SUM(UNIQUE(A1:A9))", False),
        ("INDEX(SORT(A1:A9),1)", False),
        ("XLOOKUP(A1,B:B,C:C)", False),
        ("SUM(A1:A9)", False),
    ],
)
def test_a_formula_that_spills_is_known(formula, spilling):
    """What sums or picks from a block gives one value again."""
    assert spills(as_stored(formula)) is spilling


def test_the_list_of_young_functions_holds_what_another_writer_knows():
    """Nobody has to find out by ``#NAME?`` in Excel."""
    source = pytest.importorskip("xlsxwriter.worksheet")
    code = Path(source.__file__).read_text("utf-8")
    known = {name.removeprefix("_xlws.") for name in re.findall(r'"_xlfn\.([\w.]+)\("', code)}

    assert len(known) > 150
    assert known <= FUTURE


@given(st.text("XLOOKUP(),@#[]'\"AZ19$:!. LET_xlfn", max_size=40))
def test_any_text_is_stored_or_refused(text):
    """Even one that is no formula; what is wrong with it is for Excel's reader to say."""
    with suppress(FormulaError):
        assert isinstance(as_stored(text), str)


OPERANDS = st.sampled_from(
    "A1 $B$2:C9 Costs!A1 'Cost'!A:A Orders[Net] 12.5 \"x@#[\" Rates C2# @A1:A9 [@Net] #N/A "
    "[1]Costs!A1 TRUE".split()
)
FORMULAS = st.recursive(
    OPERANDS,
    lambda inner: st.one_of(
        st.builds("{}+{}".format, inner, inner),
        st.builds("SUM({},{})".format, inner, inner),
        st.builds("XLOOKUP({},{})".format, inner, inner),
        st.builds("INDEX(SORT({}),1)".format, inner),
        st.builds("LET(net,{},net*2+{})".format, inner, inner),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_storing_twice_is_storing_once(formula):
    """And what is stored reads back as it was written, but for the name of the table."""
    stored = as_stored(formula, "Orders")

    assert as_stored(stored, "Orders") == stored
    written = formula.replace("[@Net]", "Orders[[#This Row],[Net]]")
    assert as_shown(stored) == written
