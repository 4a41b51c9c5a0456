"""Formulas made ready once give what they give cell by cell."""

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.calculate import Calculation
from addin.tables.contents import Contents, Target
from addin.tables.evaluate import Frame
from addin.tables.operands import Scalar, Unknown
from addin.tables.prepared import Work, prepared
from addin.tables.syntax import syntax_of
from addin.tables.table import Area, Book, ErrorValue, Sheet, Value

ATOMS = st.sampled_from(
    (
        *"A1 B2 $C$3 D4 Z9 Other!A1 Nowhere!A1 Jan:Mar!A1 5 0 2.5 TRUE #N/A rate TODAY()".split(),
        *("A1:A3", "B:B", "A1:B2 B2:C3", '"text"', '"7"', '""', '"1/2/2024"', "SUM(A1:C4)"),
        *("SUM(A:A,5,B1)", "INDEX(A1:C4,2,B1)", "VLOOKUP(A1,A1:C4,2,FALSE)"),
        'SUMIF(A1:A4,">1",B1:B4)',
    )
)
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/^&=<>"), inner).map("({0[0]}{0[1]}{0[2]})".format),
        st.tuples(inner, inner, inner).map("{0[0]}-{0[1]}*{0[2]}".format),
        st.tuples(inner, inner, inner).map("IF({0[0]},{0[1]},{0[2]})".format),
        st.tuples(inner, inner).map("IF({0[0]},{0[1]})".format),
        st.tuples(inner, inner).map("IFERROR({0[0]},{0[1]})".format),
        st.tuples(inner, inner).map("IFNA({0[0]},{0[1]})".format),
        st.tuples(inner, inner).map("ROUND({0[0]},{0[1]})".format),
        st.tuples(inner, inner).map("SUM({0[0]},{0[1]})".format),
        st.tuples(inner, inner).map("AND({0[0]},{0[1]})".format),
        inner.map("-{}".format),
        inner.map("({})%".format),
        inner.map("ABS({})".format),
        inner.map("CHOOSE(1,{})".format),
    ),
    max_leaves=6,
)
VALUES = st.sampled_from([None, 0, 1, 2, -3, 2.5, 1e16, True, "text", "5", "", ErrorValue("#REF!")])


@given(
    FORMULAS,
    st.lists(st.lists(VALUES, min_size=4, max_size=4), min_size=4, max_size=4),
    st.integers(1, 4),
    st.integers(1, 6),
    st.sampled_from([frozenset(), frozenset({(2, 2), (3, 1)})]),
)
@settings(deadline=None, max_examples=400)
def test_ready_or_not_a_formula_gives_the_same(
    formula: str,
    rows: list[list[Value]],
    row: int,
    column: int,
    uncached: frozenset[tuple[int, int]],
) -> None:
    """Value or error value are the same either way, and known either way or not at all."""
    formulas = dict.fromkeys(uncached, "NOW()")
    book = Book(
        "B.xlsx",
        (
            Sheet("Main", rows, formulas=formulas, uncached=uncached),
            Sheet("Other", rows),
            Sheet("Jan", rows),
            Sheet("Mar", rows),
        ),
        names={"rate": "Main!$B$1"},
    )
    around = Calculation(book).books
    contents = Contents(book)
    grid = around.grid(Target("", "Main", Area(1, 1, 1, 1)), contents)
    node = syntax_of(formula, 9, 5)

    def told(work: Work) -> tuple[object, type]:
        try:
            value = work(row, column)
        except Unknown:
            return None, Unknown
        return value, type(value)

    def one_by_one(row: int, column: int) -> Scalar:
        return Frame(around, contents, grid, row, column).scalar(node)

    assert told(prepared(node, around, contents, grid)) == told(one_by_one)
