"""What formulas are worth, by a table checked by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_emulator.formulas import FUNCTIONS, Area, At, evaluate
from sheets_emulator.value import REF, CellError


class Drawn:
    """A spreadsheet drawn in a test: sheets of rows; a text that starts with = is a formula."""

    locale = "en_US"

    def __init__(self, **sheets) -> None:
        self.sheets = {name.casefold(): rows for name, rows in sheets.items()}
        self.names: dict[str, Area] = {}
        self.computing: set[object] = set()
        self.computed: dict[object, object] = {}

    def value(self, sheet, row, column):
        """A cell's value, computed."""
        rows = self.sheets[sheet.casefold()]
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if not isinstance(value, str) or not value.startswith("="):
            return value
        key = (sheet.casefold(), row, column)
        if key in self.computing:
            return REF
        if key in self.computed:
            return self.computed[key]
        self.computing.add(key)
        try:
            self.computed[key] = evaluate(self, value, At(sheet, row, column))
        finally:
            self.computing.discard(key)
        return self.computed[key]

    def size(self, sheet):
        """A grid as a new sheet has it."""
        return (1000, 26) if sheet.casefold() in self.sheets else None

    def used(self, sheet):
        """Up to the last cell drawn."""
        rows = self.sheets[sheet.casefold()]
        return len(rows), max(map(len, rows), default=0)

    def named(self, name):
        """A named range."""
        return self.names.get(name.casefold())

    def now(self):
        """A Sunday evening."""
        return dt.datetime(2026, 11, 22, 18, 0)


BUDGET = [
    ["Dept", "Vendor", "Amount", "Date", "Open"],
    ["Grip", "Panavision", 500, 46348, True],
    ["Camera", "ARRI", 1200.5, 46349, False],
    ["grip", "Matthews", 80, 46350, True],
    ["Art", None, "n/a", 46351, True],
    ["Camera", "Zeiss", -50, None, False],
]


def worth(formula, *, at=(20, 10), locale="en_US", **sheets):
    """The value of a formula beside the budget."""
    cells = Drawn(Budget=BUDGET, **{"PO_Log": [[1, "x"], [2, "=A1*10"]], **sheets})
    cells.locale = locale
    cells.names["amounts"] = Area("Budget", 1, 2, 6, 3)
    return evaluate(cells, formula, At("Budget", *at))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7),
        ("=(1+2)*3", 9),
        ("=-2^2", 4),
        ("=2^3^2", 64),
        ("=10%", 0.1),
        ("=50%*4", 2),
        ("= 1 / 1024", 1 / 1024),
        ('="a"&1&TRUE', "a1TRUE"),
        ('="A"="a"', True),
        ('=EXACT("A","a")', False),
        ('=1<"a"', True),
        ("=1<>2", True),
        ('="5"+1', 6),
        ('="$1,000"*2', 2000),
        ("=C2", 500),
        ("=$C$2+C3", 1700.5),
        ("=Z9", None),
        ("=Z9+1", 1),
        ("=SUM(C2:C6)", 1730.5),
        ("=SUM(C:C)", 1730.5),
        ("=SUM(C2:C)", 1730.5),
        ("=SUM(2:2)", 46848),
        ("=SUM(amounts)", 1730.5),
        ("=SUM(C2:C3,1,TRUE)", 1702.5),
        ("=PO_Log!A2", 2),
        ("=po_log!B2", 10),
        ("=SUM('PO_Log'!A1:B2)", 13),
        ("=AVERAGE(C2:C4)", 593.5),
        ("=MIN(C2:C6)", -50),
        ("=MAX(C2:C6)", 1200.5),
        ("=COUNT(C1:C6)", 4),
        ("=COUNTA(B1:B6)", 5),
        ("=COUNTBLANK(B1:B6)", 1),
        ("=COUNTUNIQUE(A2:A6)", 4),
        ("=MEDIAN(1,2,3,10)", 2.5),
        ("=PRODUCT(2,3,4)", 24),
        ("=ROUND(2.345,2)", 2.35),
        ("=ROUND(-2.5)", -3),
        ("=ROUND(1234,-2)", 1200),
        ("=ROUND(4,-2)", 0),
        ("=ROUNDUP(4,-2)", 100),
        ("=ROUNDUP(1.21,1)", 1.3),
        ("=ROUNDDOWN(-1.29,1)", -1.2),
        ("=INT(-1.5)", -2),
        ("=TRUNC(-1.5)", -1),
        ("=MOD(-3,2)", 1),
        ("=QUOTIENT(-7,2)", -3),
        ("=CEILING(2.1,0.5)", 2.5),
        ("=FLOOR(2.9,0.5)", 2.5),
        ("=MROUND(7,5)", 5),
        ("=ABS(-3)", 3),
        ("=SQRT(16)", 4),
        ("=POWER(2,10)", 1024),
        ("=LOG(100)", 2),
        ("=LARGE(C2:C6,2)", 500),
        ("=SMALL(C2:C6,1)", -50),
        ("=RANK(500,C2:C6)", 2),
        ("=SUMPRODUCT(C2:C4,{1;2;3})", 3141),
        ('=SUMPRODUCT((A2:A6="grip")*(E2:E6))', 2),
        ('=IF(C2>100,"big","small")', "big"),
        ("=IF(FALSE,1)", False),
        ("=IF(TRUE,1,1/0)", 1),
        ('=IFS(C2<0,"credit",C2>=0,"debit")', "debit"),
        ('=SWITCH("b","a",1,"b",2,3)', 2),
        ('=SWITCH("z","a",1,3)', 3),
        ('=CHOOSE(2,"a","b")', "b"),
        ('=IFERROR(1/0,"none")', "none"),
        ("=IFERROR(1/0)", None),
        ("=IFNA(NA(),7)", 7),
        ("=AND(E2:E4)", False),
        ("=OR(E2:E4)", True),
        ("=XOR(TRUE,TRUE,TRUE)", True),
        ("=NOT(0)", True),
        ("=ISBLANK(B5)", True),
        ("=ISNUMBER(C5)", False),
        ("=ISTEXT(C5)", True),
        ("=ISERROR(1/0)", True),
        ("=ISNA(1/0)", False),
        ('=SUMIF(A2:A6,"grip",C2:C6)', 580),
        ('=SUMIF(C2:C6,">100")', 1700.5),
        ('=SUMIF(A2:A6,"C*",C2)', 1150.5),
        ('=SUMIFS(C2:C6,A2:A6,"Grip",E2:E6,TRUE)', 580),
        ('=COUNTIF(A2:A6,"?rt")', 1),
        ('=COUNTIF(A2:A6,"<>grip")', 3),
        ('=COUNTIF(B2:B6,"")', 1),
        ("=COUNTIF(C2:C6,500)", 1),
        ('=COUNTIF(D2:D6,">=11/23/2026")', 3),
        ('=COUNTIFS(A2:A6,"grip",C2:C6,">=100")', 1),
        ('=AVERAGEIF(A2:A6,"Camera",C2:C6)', 575.25),
        ('=MAXIFS(C2:C6,A2:A6,"Camera")', 1200.5),
        ('=VLOOKUP("camera",A2:C6,3,FALSE)', 1200.5),
        ('=VLOOKUP("Zz*",A2:C6,3,FALSE)', "#N/A"),
        ("=VLOOKUP(46349.5,D2:E5,2)", False),
        ('=HLOOKUP("Amount",A1:E6,3,FALSE)', 1200.5),
        ('=MATCH("ART",A1:A6,0)', 5),
        ("=MATCH(46350,D2:D5)", 3),
        ("=INDEX(A1:E6,2,3)", 500),
        ('=INDEX(C1:C6,MATCH("ARRI",B1:B6,0))', 1200.5),
        ('=XLOOKUP("Zeiss",B2:B6,C2:C6)', -50),
        ('=XLOOKUP("Nobody",B2:B6,C2:C6,"?")', "?"),
        ('=XLOOKUP("Camera",A2:A6,C2:C6,0,0,-1)', -50),
        ("=XLOOKUP(600,C2:C4,B2:B4,,1)", "ARRI"),
        ("=ROW()", 21),
        ("=ROW(C5)", 5),
        ("=COLUMN()", 11),
        ("=ROWS(A1:A6)", 6),
        ('=INDIRECT("C"&2)', 500),
        ("=OFFSET(C2,1,0)", 1200.5),
        ('=CONCATENATE("a",1,"b")', "a1b"),
        ('=JOIN("-",A2:A4)', "Grip-Camera-grip"),
        ('=TEXTJOIN(",",TRUE,B4:B6)', "Matthews,Zeiss"),
        ('=LEFT("Panavision",3)', "Pan"),
        ('=RIGHT("Panavision",3)', "ion"),
        ('=MID("Panavision",5,3)', "vis"),
        ('=LEN("PO 1042")', 7),
        ('=TRIM("  a   b ")', "a b"),
        ('=PROPER("unit manager")', "Unit Manager"),
        ('=FIND("n","Panavision")', 3),
        ('=SEARCH("V?S","Panavision")', 5),
        ('=SUBSTITUTE("a-b-c","-","+",2)', "a-b+c"),
        ('=REPLACE("abcdef",2,3,"X")', "aXef"),
        ('=REPT("ab",3)', "ababab"),
        ('=TEXT(1234.5,"$#,##0.00")', "$1,234.50"),
        ('=TEXT(DATE(2026,11,22),"yyyy-mm-dd")', "2026-11-22"),
        ('=VALUE("12.5%")', 0.125),
        ('="say ""cut"""', 'say "cut"'),
        ("=DATE(2026,11,22)", 46348),
        ("=DATE(2026,13,1)", 46388),
        ("=DATE(126,11,22)", 46348),
        ("=TODAY()", 46348),
        ("=NOW()", 46348.75),
        ("=YEAR(D2)", 2026),
        ("=MONTH(D2)", 11),
        ("=HOUR(0.75)", 18),
        ("=WEEKDAY(D2)", 1),
        ("=WEEKDAY(D2,2)", 7),
        ("=ISOWEEKNUM(D2)", 47),
        ("=EDATE(DATE(2026,1,31),1)", 46081),
        ("=EOMONTH(DATE(2026,1,31),1)", 46081),
        ("=DAYS(D3,D2)", 1),
        ('=DATEDIF(DATE(2025,12,25),D2,"M")', 10),
        ("=NETWORKDAYS(46348,46356)", 6),
        ("=WORKDAY(46348,5)", 46353),
        ('=DATEVALUE("11/22/2026")', 46348),
        ("=TIME(18,0,0)", 0.75),
        ("=SUM(ARRAYFORMULA(C2:C4*2))", 3561),
        ("=IF(, 1, 2)", 2),
        ("=SUM(1;2)", 3),
        ("=COUNTA(UNIQUE(A2:A6))", 4),
        ("=SUM(FILTER(C2:C6,D2:D6>46348))", 1280.5),
        ('=SUM(FILTER(C2:C6,A2:A6="Camera",E2:E6=FALSE))', 1150.5),
        ('=FILTER(C2:C6,A2:A6="None")', "#N/A"),
        ("=INDEX(SORT(C2:C4),1,1)", 80),
        ("=INDEX(SORT(A2:C4,3,FALSE),1,1)", "Camera"),
        ("=SUM(TRANSPOSE(C2:C4))", 1780.5),
        ("=COUNTA(FLATTEN(A1:B3))", 6),
        ('=INDEX(SPLIT("a, b",", "),1,2)', "b"),
        ("=SUBTOTAL(9,C2:C6)", 1730.5),
        ("=SUBTOTAL(103,A2:A6)", 5),
        ('=HYPERLINK("http://x","PO 1")', "PO 1"),
        ('=REGEXMATCH("PO-1042","[0-9]+")', True),
        ('=REGEXEXTRACT("PO-1042","-([0-9]+)")', "1042"),
        ('=REGEXREPLACE("PO-1042","([A-Z]+)-","$1 ")', "PO 1042"),
        ('=REGEXMATCH("x","(")', "#REF!"),
        ("=C2:C6", "#VALUE!"),
        ("=1/0", "#DIV/0!"),
        ("=AVERAGE(A2:A6)", "#DIV/0!"),
        ('="a"+1', "#VALUE!"),
        ("=SQRT(-1)", "#NUM!"),
        ("=9^999", "#NUM!"),
        ("=NOSUCH(1)", "#NAME?"),
        ("=nosuchname", "#NAME?"),
        ("=Nowhere!A1", "#REF!"),
        ("=#REF!+1", "#REF!"),
        ("=ZZ1", "#REF!"),
        ("=NA()", "#N/A"),
        ('=MATCH("x",A1:A6,0)', "#N/A"),
        ('=VLOOKUP("Grip",A1:C6,9,FALSE)', "#REF!"),
        ("=ABS()", "#N/A"),
        ("=1+", "#ERROR!"),
        ("=SUM(1,2", "#ERROR!"),
        ("=)", "#ERROR!"),
        ("=A1 B1", "#ERROR!"),
    ],
)
def test_a_formula_is_worth_what_google_sheets_says(formula, value):
    """Types too: a text is no number, a truth no 1."""
    found = worth(formula)
    shown = found.shown if isinstance(found, CellError) else found

    assert shown == value or shown == pytest.approx(value)
    assert isinstance(shown, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("=NOSUCH(1)", "Unknown function: 'NOSUCH'."),
        ("=nosuch", "Unknown range name: 'NOSUCH'."),
        ("=1/0", "Function DIVIDE parameter 2 cannot be zero."),
        (
            '="a"+1',
            "Function ADD parameter 1 expects number values. But 'a' is a text and cannot be coerced to a number.",
        ),
        ('=VLOOKUP("x",A1:C6,3,FALSE)', "Did not find value 'x' in VLOOKUP evaluation."),
        (
            "=ABS(1,2)",
            "Wrong number of arguments to ABS. Expected 1 arguments, but got 2 arguments.",
        ),
        ("=1+", "Formula parse error."),
        ("=Nowhere!A1", "Unresolved sheet name 'Nowhere'."),
    ],
)
def test_an_error_says_why_as_google_does(formula, message):
    """The message is what the cell's note shows."""
    found = worth(formula)

    assert isinstance(found, CellError)
    assert found.message == message


def test_a_comma_is_for_decimals_where_the_locale_has_it_so():
    """A German formula separates its arguments with semicolons."""
    assert worth("=SUM(1,5;2)", locale="de_DE") == 3.5
    assert worth("={1\\2}", locale="de_DE") == 1
    assert getattr(worth("=SUM(A1,A2)", locale="de_DE"), "shown", None) == "#ERROR!"


def test_a_circle_is_a_reference_error():
    """Also over several cells, and for what depends on it."""
    circle = Drawn(A=[["=B1", "=A1+1", "=SUM(A1:B1)"]])

    assert [getattr(circle.value("A", 0, i), "kind", None) for i in range(3)] == ["REF"] * 3


def test_an_error_in_a_range_is_the_sums_error():
    """It is never added up as nothing."""
    cells = Drawn(A=[[1, "=1/0"], [2, "=SUM(A1:B1)"]])

    assert getattr(cells.value("A", 1, 1), "kind", None) == "DIVIDE_BY_ZERO"


def test_a_running_balance_of_a_thousand_rows_is_computed():
    """Each row leans on the one above."""
    rows = [[1, "=A1"]] + [[1, f"=IF(A{i + 1}=0,0,B{i}+A{i + 1})"] for i in range(1, 1000)]
    cells = Drawn(A=rows)

    assert cells.value("A", 999, 1) == 1000


def test_a_circle_of_a_hundred_cells_is_found():
    """However long the way around."""
    cells = Drawn(A=[[f"=A{(i + 1) % 100 + 1}"] for i in range(100)])

    assert getattr(cells.value("A", 0, 0), "kind", None) == "REF"


def test_a_formula_nested_beyond_reason_is_an_error_of_its_cell():
    """The service lives on."""
    found = worth("=" + "(" * 5000 + "1" + ")" * 5000)

    assert getattr(found, "kind", None) == "ERROR"


amounts = st.integers(-(10**6), 10**6)


@settings(deadline=None)
@given(st.lists(amounts, min_size=1, max_size=30), amounts)
def test_sumif_splits_a_sum(numbers, limit):
    """What is above a limit and what is not make the whole."""
    cells = Drawn(A=[[n] for n in numbers])
    area = f"A1:A{len(numbers)}"
    parts = evaluate(cells, f'=SUMIF({area},">{limit}")+SUMIF({area},"<={limit}")', At("A", 50, 5))

    assert parts == sum(numbers)


@settings(deadline=None)
@given(st.lists(amounts, min_size=1, max_size=30, unique=True), st.data())
def test_index_and_match_find_what_is_there(numbers, data):
    """The classic pair is VLOOKUP and XLOOKUP too."""
    wanted = data.draw(st.sampled_from(numbers))
    cells = Drawn(A=[[n, f"row {i}"] for i, n in enumerate(numbers)])
    end = len(numbers)
    found = [
        evaluate(cells, formula, At("A", 50, 5))
        for formula in (
            f"=INDEX(B1:B{end},MATCH({wanted},A1:A{end},0))",
            f"=VLOOKUP({wanted},A1:B{end},2,FALSE)",
            f"=XLOOKUP({wanted},A1:A{end},B1:B{end})",
        )
    ]

    assert found == [f"row {numbers.index(wanted)}"] * 3


@settings(deadline=None)
@given(st.text(st.sampled_from("=+-*/^&<>%(){},;:\"!$A1B2 .#'sumif"), max_size=15))
def test_whatever_is_typed_after_an_equals_sign_has_some_value(rest):
    """A formula can be wrong, never a failure of the service."""
    found = worth(f"={rest}")

    assert found is None or isinstance(found, bool | int | float | str | CellError)


@settings(deadline=None)
@given(
    st.sampled_from(sorted(FUNCTIONS)),
    st.lists(
        st.sampled_from(["1", "-1", "0", '"a"', '""', "TRUE", "A1:C3", "Z99", "1/0", "1e300", ""]),
        max_size=5,
    ),
)
def test_every_function_takes_any_arguments(name, arguments):
    """Wrong ones give an error in the cell, and never a failure of the service."""
    found = worth(f"={name}({','.join(arguments)})")

    assert found is None or isinstance(found, bool | int | float | str | CellError)


def test_a_single_cell_is_read_without_measuring_the_whole_sheet():
    """Else a column in which each row leans on the last takes the square of its length."""

    class Measured(Drawn):
        """Counts how often it is measured."""

        measured = 0

        def used(self, sheet):
            self.measured += 1
            return super().used(sheet)

    cells = Measured(A=[[1], [2], ["=A1+A2"], ["=SUM(A1:A3)"], ["=SUM(A1:A)"]])

    assert cells.value("A", 3, 0) == 6
    assert cells.measured == 0
