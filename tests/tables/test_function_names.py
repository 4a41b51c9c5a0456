"""Our functions' names as files spell them, and moving formulas from one spelling to another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.formula import FormulaError, tokens
from addin.tables.formula_prefixes import as_shown
from addin.tables.function_names import Spelling, is_our_addin, leads_to_addin, switched
from addin.tables.stored_formula import as_stored
from addin.tables.syntax import Call, parse, walk

NAMES = frozenset({"COST_EFC", "PO_OPEN", "COST_REPORT"})
OFFICE, CLASSIC = Spelling.OFFICE, Spelling.CLASSIC


@pytest.mark.parametrize(
    ("stored", "office", "classic"),
    [
        ("COST_EFC(B2,C2)", "_xldudf_TIEOUT_COST_EFC(B2,C2)", "COST_EFC(B2,C2)"),
        ("cost_efc(B2)", "_xldudf_TIEOUT_COST_EFC(B2)", "cost_efc(B2)"),
        ("_xldudf_TIEOUT_COST_EFC(B2)", "_xldudf_TIEOUT_COST_EFC(B2)", "COST_EFC(B2)"),
        ("TIEOUT.COST_EFC(B2)", "_xldudf_TIEOUT_COST_EFC(B2)", "COST_EFC(B2)"),
        ("_xll.COST_EFC(B2)", "_xldudf_TIEOUT_COST_EFC(B2)", "COST_EFC(B2)"),
        (r"'C:\Tools\tieout.xlam'!COST_EFC(B2)", "_xldudf_TIEOUT_COST_EFC(B2)", "COST_EFC(B2)"),
        ("tieout.xlam!COST_EFC(B2)", "_xldudf_TIEOUT_COST_EFC(B2)", "COST_EFC(B2)"),
        (
            "SUM(COST_EFC(B2),PO_OPEN(1))",
            "SUM(_xldudf_TIEOUT_COST_EFC(B2),_xldudf_TIEOUT_PO_OPEN(1))",
            "SUM(COST_EFC(B2),PO_OPEN(1))",
        ),
        (
            'IFERROR(TIEOUT.COST_EFC(B2),"TIEOUT.COST_EFC(1)")',
            'IFERROR(_xldudf_TIEOUT_COST_EFC(B2),"TIEOUT.COST_EFC(1)")',
            'IFERROR(COST_EFC(B2),"TIEOUT.COST_EFC(1)")',
        ),
    ],
)
def test_each_stored_form_is_recognised_and_the_one_of_the_host_written(stored, office, classic):
    """Texts that hold a name are texts."""
    assert switched(stored, OFFICE, NAMES) == office
    assert switched(stored, CLASSIC, NAMES) == classic


@pytest.mark.parametrize(
    "formula",
    [
        "COST_EFC_OLD(B2)",
        "MY.COST_EFC(B2)",
        "XCOST_EFC(B2)",
        "COST_EFC",
        "COST_EFC+1",
        "'COST_EFC(1)'!B2+COST_EFC!B3",
        "Orders[COST_EFC]+Orders[[#This Row],[COST_EFC(B2)]]",
        '"COST_EFC("&B2&")"',
        "[2]!COST_EFC(B2)",
        r"'C:\Theirs\costs.xlam'!COST_EFC(B2)",
        "_xldudf_CONTOSO_COST_EFC(B2)",
        "TIEOUT.SOMETHING_ELSE(1)",
        'INDIRECT("COST_EFC(""x"")")',
    ],
)
def test_what_only_looks_like_a_call_of_ours_stays(formula):
    """Other functions, names, sheets, headings, texts and other people's add-ins."""
    assert switched(formula, OFFICE, NAMES, {"1"}) == formula
    assert switched(formula, CLASSIC, NAMES, {"1"}) == formula


def test_a_link_to_the_addin_is_used_where_the_workbook_has_one():
    """Excel stores calls of an add-in with the number of the link to it."""
    assert switched("_xldudf_TIEOUT_COST_EFC(B2)", CLASSIC, NAMES, {"3"}) == "[3]!COST_EFC(B2)"
    assert switched("[3]!COST_EFC(B2)", CLASSIC, NAMES, {"3"}) == "[3]!COST_EFC(B2)"
    assert switched("[3]!COST_EFC(B2)", OFFICE, NAMES, {"3"}) == "_xldudf_TIEOUT_COST_EFC(B2)"


@pytest.mark.parametrize(
    ("target", "ours"),
    [
        (r"file:///C:\Users\me\AppData\Roaming\Microsoft\Excel\XLSTART\tieout.xlam", True),
        ("tieout.xlam", True),
        ("TIEOUT.XLA", True),
        ("/Users/me/Startup/tieout.xlam", True),
        ("tieout.xlsx", False),
        ("not-tieout.xlam", False),
        ("tieout.xlam.xlsx", False),
    ],
)
def test_our_addin_is_known_by_its_file_name(target, ours):
    """Wherever it lies, on Windows or a Mac; nothing that is only called alike."""
    assert is_our_addin(target) is ours


def test_a_call_on_a_sheet_of_the_addin_is_none():
    """``[1]Sheet1!A1`` is a cell of it, not a function."""
    assert leads_to_addin("[1]!", {"1"})
    assert not leads_to_addin("[1]Sheet1!", {"1"})
    assert not leads_to_addin("Costs!", {"1"})


CALLS = st.sampled_from(
    [
        "COST_EFC(",
        "_xldudf_TIEOUT_COST_EFC(",
        "TIEOUT.PO_OPEN(",
        "[1]!COST_EFC(",
        "SUM(",
        "cost_efc(",
    ]
)
PARTS = st.lists(
    CALLS | st.sampled_from(['"COST_EFC("', "A1", "'COST_EFC(1)'!B2", "Tab[COST_EFC]", "1", "("]),
    min_size=1,
    max_size=5,
)


@st.composite
def formulas(draw):
    """A formula of calls, texts, sheets and headings, joined by commas and closed."""
    text = ""
    opened = 0
    for part in draw(PARTS):
        text += part
        if part.endswith("("):
            opened += 1
        else:
            text += draw(st.sampled_from(["+", ","])) if opened else "+"
    text = text.rstrip("+,") if not text.endswith("(") else text + "1"
    return text + ")" * opened


@settings(deadline=None)
@given(formulas())
def test_there_and_back_means_the_same(formula):
    """The tree of a formula is the same in both spellings, and texts are the same letters."""
    try:
        before = tokens(formula)
    except FormulaError:
        return
    texts = [text for kind, text in before if kind == "text"]

    for to in Spelling:
        after = switched(formula, to, NAMES, {"1"})
        assert [text for kind, text in tokens(after) if kind == "text"] == texts
        assert switched(after, to, NAMES, {"1"}) == after
        assert [called(part.function) for part in walk(parse(after)) if isinstance(part, Call)] == [
            called(part.function) for part in walk(parse(formula)) if isinstance(part, Call)
        ]


def called(name: str) -> str:
    """The function behind a call's name, link 1 leading to our add-in."""
    return name.removeprefix("[1]!")


def test_people_see_the_namespace_and_files_hold_their_own_form():
    """What the formula bar shows is read, and what is shown is stored again as Excel has it."""
    stored = '_xldudf_TIEOUT_COST_EFC(_xlfn.XLOOKUP(A1,B:B,C:C),"_xldudf_TIEOUT_X")'
    shown = 'TIEOUT.COST_EFC(XLOOKUP(A1,B:B,C:C),"_xldudf_TIEOUT_X")'

    assert as_shown(stored) == shown
    assert as_stored(shown) == stored


@pytest.mark.parametrize(
    "formula",
    [
        "COST_EFC(1)",
        "cost_efc(1)",
        "TIEOUT.COST_EFC(1)",
        "Tieout.Cost_Efc(1)",
        "_xldudf_TIEOUT_COST_EFC(1)",
        "_xll.COST_EFC(1)",
        r"'C:\Tools\tieout.xlam'!COST_EFC(1)",
        "tieout.xlam!COST_EFC(1)",
    ],
)
def test_every_spelling_is_one_function(formula):
    """Whoever works a formula out sees one name, whatever host the workbook was written for."""
    (call,) = [part for part in walk(parse(formula)) if isinstance(part, Call)]

    assert call.function == "COST_EFC"
