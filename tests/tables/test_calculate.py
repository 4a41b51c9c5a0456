"""Formulas without a value are worked out exactly, or stay unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.calculate import Calculation, computed
from addin.tables.table import Area, Book, ErrorValue, ListObject, Sheet, Value
from tests.grid import book, grid


def result(formula: str, *cells: Value) -> Value:
    """What a formula gives beside these values, which stand in A1, A2 …; '?' if unknown."""
    rows: list[list[Value]] = [[value] for value in cells] or [[]]
    sheet = Sheet("Sheet1", rows, {(1, 3): formula}, uncached=frozenset({(1, 3)}))
    done = computed(Book("Book.xlsx", (sheet,))).sheets[0]
    return "?" if done.uncached else done.value(1, 3)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1+2*3", 7),
        ("-2^2", 4),
        ("2^3^2", 64),
        ("10%+B1", 0.1),
        ('"3"+TRUE', 4),
        ('"a"+1', ErrorValue("#VALUE!")),
        ("1/0", ErrorValue("#DIV/0!")),
        ("0.1+0.2-0.3", 0),
        ("0.1+0.2=0.3", True),
        ('"abc"="ABC"', True),
        ('5<"a"', True),
        ("B1=0", True),
        ('B1=""', True),
        ('"Q"&1.5&TRUE', "Q1.5TRUE"),
        ("B9", 0),
        ("#REF!+1", ErrorValue("#REF!")),
    ],
)
def test_signs_work_as_in_excel(formula, expected):
    """Empty is 0, text that is a number counts, errors spread, comparison ignores case."""
    assert expected == result(formula)
    assert type(expected) is type(result(formula))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(A1:A5)", 11),
        ('SUM(A1,"4",TRUE)', 6),
        ("AVERAGE(A:A)", 11 / 3),
        ("COUNT(A1:A9)", 3),
        ("COUNTA(A1:A9)", 4),
        ("COUNTBLANK(A1:A9)", 5),
        ("MIN(A1:A5)*MAX(A1:A5)", 7),
        ('COUNTIF(A1:A5,">2")', 2),
        ('SUMIF(A1:A5,"<>1")', 10),
        ('COUNTIF(A1:A5,"pai*")', 1),
        ('SUMIFS(A1:A5,A1:A5,">1",A1:A5,"<5")', 3),
        ('AVERAGEIF(A1:A5,">1")', 5),
        ("SUMPRODUCT(A1:A3,A1:A3)", 10),
        ("SUMPRODUCT((A1:A5>1)*1)", 3),
        ("SUBTOTAL(9,A1:A5)", 11),
        ("MATCH(3,A1:A5,0)", 3),
        ('MATCH("PAID",A1:A5,0)', 2),
        ("INDEX(A1:A5,5)", 7),
        ("SUM(A1:INDEX(A1:A5,3))", 4),
        ("VLOOKUP(3,A1:B5,1,FALSE)", 3),
        ("VLOOKUP(99,A1:A5,1,FALSE)", ErrorValue("#N/A")),
        ('XLOOKUP(99,A1:A5,A1:A5,"none")', "none"),
        ('IFERROR(1/0,"n/a")', "n/a"),
        ("IF(A1>5,1/0,2)", 2),
        ("IFS(A1>5,1,TRUE,2)", 2),
        ("AND(A1=1,A3=3)", True),
        ("OR(FALSE,A4)", False),
        ("NOT(A1=1)", False),
        ("ISBLANK(A4)", True),
        ("ISNUMBER(A2)", False),
    ],
)
def test_functions_over_cells(formula, expected):
    """Ranges count numbers only; conditions, lookups and branches work as in Excel."""
    assert expected == result(formula, 1, "Paid", 3, None, 7)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("ROUND(2.675,2)", 2.68),
        ("ROUND(-2.5,0)", -3),
        ("ROUNDUP(1.01,1)", 1.1),
        ("ROUNDDOWN(-1.09,1)", -1),
        ("INT(-1.5)", -2),
        ("MOD(-3,2)", 1),
        ("ABS(-4)", 4),
        ('LEFT("Grip",2)&MID("Grip",3,1)&RIGHT("Grip")', "Grip"),
        ('TRIM("  a   b ")', "a b"),
        ('LEN("abc")&UPPER("x")&LOWER("Y")', "3Xy"),
        ('CONCATENATE("PO-",1042)', "PO-1042"),
        ('TEXT(1234.5,"#,##0.00")', "1,234.50"),
        ('TEXT(0.125,"0.0%")', "12.5%"),
        ('TEXT(DATE(2026,3,14),"yyyy-mm-dd")', "2026-03-14"),
        ("YEAR(DATE(2025,14,1))&MONTH(DATE(2025,14,1))", "20262"),
        ("EOMONTH(DATE(2026,1,31),1)-DATE(2026,2,1)", 27),
        ("WEEKDAY(DATE(2026,3,14))", 7),
    ],
)
def test_functions_of_values(formula, expected):
    """Rounding goes by the decimal that is shown, halves away from zero."""
    assert expected == result(formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("DATE(1904,1,2)", 1),
        ("YEAR(DATE(2026,3,14))&MONTH(DATE(2026,3,14))&DAY(DATE(2026,3,14))", "2026314"),
        ("EOMONTH(DATE(2026,2,1),0)-DATE(2026,2,1)", 27),
        ('TEXT(DATE(2026,3,14),"yyyy-mm-dd")', "2026-03-14"),
        ("WEEKDAY(DATE(2026,3,14))", 7),
        ("NETWORKDAYS(DATE(2026,3,13),DATE(2026,3,16))", 2),
        ("WORKDAY(DATE(2026,3,13),1)-DATE(2026,3,13)", 3),
        ("DATE(1903,1,1)", ErrorValue("#NUM!")),
    ],
)
def test_a_workbook_may_count_its_days_from_1904(formula, expected):
    """Dates made, taken apart and shown are the same days in both date systems."""
    sheet = Sheet("Sheet1", [[]], {(1, 1): formula}, uncached=frozenset({(1, 1)}))
    done = computed(Book("Book.xlsx", (sheet,), date_1904=True)).sheets[0]

    assert done.value(1, 1) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("NETWORKDAYS(DATE(2026,3,2),DATE(2026,3,31))", 22),
        ("NETWORKDAYS(DATE(2026,3,31),DATE(2026,3,2))", -22),
        ("NETWORKDAYS(DATE(2026,3,2),DATE(2026,3,31),A1)", 21),
        ("WORKDAY(DATE(2026,3,12),2,A1)-DATE(2026,3,12)", 5),
        ("WORKDAY(DATE(2026,3,16),-1)-DATE(2026,3,16)", -3),
        ('NETWORKDAYS.INTL(DATE(2026,3,2),DATE(2026,3,8),"0000001")', 6),
        ("NETWORKDAYS.INTL(DATE(2026,3,2),DATE(2026,3,8),11)", 6),
        ("NETWORKDAYS.INTL(DATE(2026,3,2),DATE(2026,3,8),2)", 5),
        ("WORKDAY.INTL(DATE(2026,3,2),1,99)", ErrorValue("#NUM!")),
        ("CEILING(2.5,1)&CEILING(-2.5,1)&CEILING(-2.5,-1)", "3-2-3"),
        ("FLOOR(2.5,1)&FLOOR(-2.5,1)&FLOOR(-2.5,-1)", "2-3-2"),
        ("CEILING(2.5,-1)", ErrorValue("#NUM!")),
        ("CEILING.MATH(-5.5,2)&CEILING.MATH(-5.5,2,1)", "-4-6"),
        ("FLOOR.MATH(-5.5,2)&FLOOR.MATH(-5.5,2,1)", "-6-4"),
        ("MROUND(10,3)&MROUND(-10,-3)", "9-9"),
        ("EVEN(1.5)&EVEN(-1)&ODD(2)", "2-23"),
        ("QUOTIENT(-10,3)", -3),
        ("HOUR(0.75)&MINUTE(TIME(1,30,0))", "1830"),
        ("DAYS360(DATE(2026,1,30),DATE(2026,3,31))", 60),
        ("AGGREGATE(9,6,A1:A3)", 46114),
        ("SUM(OFFSET(A1,0,0,2,1))", 46114),
        ('SUM(INDIRECT("A"&1&":A2"))', 46114),
        ('INDIRECT("nosuch!")', ErrorValue("#REF!")),
        ('ROW(INDIRECT("XFE:XFE"))', ErrorValue("#REF!")),
        ('ROW(INDIRECT("A1048577"))', ErrorValue("#REF!")),
        ("OFFSET(A1,-1,0)", ErrorValue("#REF!")),
    ],
)
def test_functions_of_working_days_steps_and_places(formula, expected):
    """Weekends, holidays, multiples, and cells found by a distance or a text, as in Excel."""
    holiday = 46097  # 16 March 2026, a Monday

    assert result(formula, holiday, 17, ErrorValue("#N/A")) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "TODAY()",
        "OFFSET(A1,0,0,-1)",
        'INDIRECT("R1C1",FALSE)',
        "RAND()",
        "NOSUCHFUNCTION(1)",
        "nosuchname",
        "[1]Log!A1",
        "Nosuch!A1",
        '"1/2/2026"+1',
        "C1",
        "C1+1",
        "(1",
        "SUM(A1:A3)+TODAY()*0",
        "VLOOKUP(2,A1:A3)",
        'TEXT(1,"[h]:mm")',
    ],
)
def test_what_cannot_be_known_stays_unknown(formula):
    """Volatile, unsupported, missing, ambiguous or circular: no value rather than a guess."""
    assert result(formula, 3, 1, 2) == "?"


@given(
    st.floats(0.0005, 0.5),
    st.integers(1, 480),
    st.integers(-100_000, 100_000),
    st.integers(-100_000, 100_000),
    st.sampled_from([0, 1]),
)
@settings(deadline=None, max_examples=40)
def test_payment_present_and_future_value_solve_one_equation(rate, periods, present, future, due):
    """What a loan is paid off with is worth what was lent, and leaves what is to be left."""
    payment = result(f"PMT({rate!r},{periods},{present},{future},{due})")
    assert isinstance(payment, float | int)

    back = result(f"PV({rate!r},{periods},{payment!r},{future},{due})")
    left = result(f"FV({rate!r},{periods},{payment!r},{present},{due})")

    grown = (1 + rate) ** periods
    assert back == pytest.approx(present, rel=1e-9, abs=1e-6 * (1 + abs(future)))
    assert left == pytest.approx(future, rel=1e-9, abs=1e-9 * grown * (1 + abs(present)))


def test_a_loan_without_interest_is_paid_in_equal_parts():
    """A rate of 0 is no division by 0."""
    assert result("PMT(0,12,1200)") == -100
    assert result("PMT(0.01,0,1200)") == "?"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("=IF(TRUE,1,B1) | =A1+1", {(1, 1): 1, (1, 2): 2}),
        ("=INDEX(A1:C1,3) | =A1*2 | 5", {(1, 1): 5, (1, 2): 10}),
        ("=IFERROR(7,B1) | =A1", {(1, 1): 7, (1, 2): 7}),
    ],
)
def test_what_draws_on_itself_only_by_name_is_no_circle(drawn, expected):
    """A branch not taken and a row not looked up are not needed. Source: Excel, which shows none."""
    done = computed(book(grid(drawn))).sheets[0]

    assert {cell: done.value(*cell) for cell in expected} == expected
    assert not done.uncached


def test_unknown_spreads_to_everything_that_draws_on_it():
    """A sum over one unknown cell is unknown; a formula beside it is not."""
    sheet = grid("""
        =TODAY() | =A1+1 | =SUM(A1:B1) | =2*3
    """)

    done = computed(book(sheet)).sheets[0]

    assert {(1, 1), (1, 2), (1, 3)} == done.uncached
    assert {(1, 4)} == done.computed
    assert done.value(1, 4) == 6


def test_a_circle_is_reported_and_never_worked_out():
    """Cells that draw on one another stay unknown, and are named."""
    sheet = grid("""
        =B1 | =C1 | =A1 | =A1+1
    """)
    calculation = Calculation(book(sheet))

    done = calculation.filled(sheet)

    assert sheet.uncached == done.uncached
    assert {("Sheet1", 1, 1), ("Sheet1", 1, 2), ("Sheet1", 1, 3)} == calculation.circular


def test_names_tables_and_sheets():
    """Defined names, Excel tables and other sheets are looked up."""
    orders = Sheet(
        "Orders",
        [["PO", "Net", "Tax"], ["1042", 100, None], ["1043", 50, None]],
        {(2, 3): "Orders[[#This Row],[Net]]*rate", (3, 3): "Orders[@Net]*rate"},
        uncached=frozenset({(2, 3), (3, 3)}),
        list_objects=(ListObject("Orders", Area.of("A1:C3"), ("PO", "Net", "Tax")),),
    )
    total = grid("=SUM(Orders[Tax])+Orders!B2 | =SUM(Orders:Other!B3)", "Total")
    made = replace(book(orders, total), names={"Rate": "0.2", "Unused": "Orders!$B$2"})

    done = computed(made)

    assert done.sheets[1].value(1, 1) == 130
    assert {(1, 2)} == done.sheets[1].uncached


def test_a_link_reads_the_workbook_it_points_at():
    """A link is followed into the workbook of that file name, and its formulas worked out."""
    target = book(grid("=2*21", "Log"), name="show/PO Log.xlsx")
    own = replace(book(grid("=[1]Log!A1+1")), links={1: "file:///C:\\Show\\PO%20Log.xlsx"})

    done = computed(own, {"show/PO Log.xlsx": target})

    assert done.sheets[0].value(1, 1) == 43


def test_a_link_without_its_workbook_reads_what_the_file_remembers():
    """The values that the file keeps of a link are what Excel itself would show."""
    own = replace(
        book(grid("=[1]Log!$A$1+1")),
        links={1: "Log.xlsx"},
        linked_values={1: {("Log", "A1"): 5}},
    )

    assert computed(own).sheets[0].value(1, 1) == 6


def test_dates_come_back_as_dates():
    """A result in a cell formatted as a date is a date, in either calendar."""
    sheet = Sheet(
        "Sheet1",
        [[dt.datetime(2026, 3, 14)]],
        {(1, 2): "A1+7"},
        formats={(1, 2): "d-mmm-yy"},
        uncached=frozenset({(1, 2)}),
    )

    for date_1904 in (False, True):
        done = computed(Book("Book.xlsx", (sheet,), date_1904=date_1904))

        assert dt.datetime(2026, 3, 21) == done.sheets[0].value(1, 2)


def test_hidden_and_nested_subtotals():
    """SUBTOTAL 9 leaves out other subtotals and keeps hidden rows; 109 leaves hidden rows out."""
    sheet = grid(
        """
        1
        2
        =SUBTOTAL(9,A1:A2) -> 3
        4
        =SUBTOTAL(9,A1:A4) | =SUBTOTAL(109,A1:A4)
        """,
        hidden_rows=frozenset({2}),
    )

    done = computed(book(sheet)).sheets[0]

    assert [done.value(5, 1), done.value(5, 2)] == [7, 5]


def test_recompute_trusts_inputs_but_not_the_cell_itself():
    """A stale cached value shows when the formula is worked out from the cells as they stand."""
    sheet = grid("""
        100 | 40 | =A1-B1 -> 55
    """)

    outcome = Calculation(book(sheet)).recompute(sheet, 1, 3)

    assert outcome.known
    assert outcome.value == 60


def test_a_ledger_long_running_balance():
    """Sixty thousand balances, each drawing on the one before, need no deep stack."""
    count = 60_000
    formulas = {(row, 2): f"B{row - 1}+A{row}" for row in range(2, count + 1)}
    sheet = Sheet(
        "Ledger", [[1, 0], *([[1]] * (count - 1))], formulas, uncached=frozenset(formulas)
    )
    last_first = replace(sheet, formulas=dict(sorted(formulas.items(), reverse=True)))

    done = computed(book(last_first)).sheets[0]

    assert count - 1 == done.value(count, 2)


def test_running_totals_are_added_up_once():
    """``SUM(A$1:A9)`` all the way down a ledger takes linear time."""
    count = 20_000
    formulas = {(row, 2): f"SUM(A$1:A{row})" for row in range(1, count + 1)}
    sheet = Sheet("Ledger", [[2]] * count, formulas, uncached=frozenset(formulas))

    done = computed(book(sheet)).sheets[0]

    assert 2 * count == done.value(count, 2)


@given(st.lists(st.one_of(st.integers(-99, 99), st.none(), st.just("x")), min_size=1, max_size=9))
@settings(deadline=None)
def test_parts_of_a_sum_make_the_sum(cells):
    """However a column is cut in two, the sums of the parts make the sum of the whole."""
    for cut in range(1, len(cells)):
        whole = result(f"SUM(A1:A{len(cells)})", *cells)

        assert whole == result(f"SUM(A1:A{cut})+SUM(A{cut + 1}:A{len(cells)})", *cells)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=12), st.integers(-50, 50))
@settings(deadline=None)
def test_a_condition_and_its_opposite_share_out_the_sum(cells, limit):
    """What is above a limit and what is not make the sum."""
    span = f"A1:A{len(cells)}"

    assert sum(cells) == result(
        f'SUMIF({span},">"&{limit})+SUMIFS({span},{span},"<={limit}")', *cells
    )
