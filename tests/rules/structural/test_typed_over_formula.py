"""A number typed where a formula belongs."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import typed_over_formula
from addin.tables.table import Book, Sheet, Value
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(typed_over_formula.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_a_number_between_equal_formulas_is_reported_with_what_it_should_be():
    """The finding names the cell, what is typed, what the formula gives, and the difference."""
    (finding,) = found("""
        Line | Budget | Spent | Left
        A    | 100    | 40    | =B2-C2 -> 60
        B    | 100    | 10    | =B3-C3 -> 90
        C    | 100    | 30    | 55
        D    | 100    | 20    | =B5-C5 -> 80
        E    | 100    | 20    | =B6-C6 -> 80
    """)

    assert cells(finding) == ["D4"]
    assert Severity.ERROR is finding.severity
    assert finding.numbers == (("typed", 55), ("formula gives", 70), ("difference", -15))


def test_a_typed_total_that_agrees_today_is_a_note():
    """A total typed beside calculated ones is worth knowing even while it is right."""
    (finding,) = found("""
        Line  | Jan              | Feb | Mar
        A     | 1                | 2   | 3
        B     | 4                | 5   | 6
        Total | =SUM(B2:B3) -> 5 | 7   | =SUM(D2:D3) -> 9
    """)

    assert cells(finding) == ["C4"]
    assert Severity.NOTE is finding.severity


def test_an_opening_balance_is_typed_by_right():
    """The number that a running balance starts from is no mistake."""
    assert not found("""
        Date | In | Balance
        1    | 5  | 100
        2    | 5  | =C2+B3 -> 105
        3    | 5  | =C3+B4 -> 110
        4    | 5  | =C4+B5 -> 115
        5    | 5  | =C5+B6 -> 120
    """)


def test_months_typed_before_a_forecast_are_no_mistake():
    """Actuals are typed and the forecast is calculated: many typed numbers are no slip."""
    assert not found("""
        Line | Jan | Feb | Mar | Apr           | May
        A    | 11  | 12  | 17  | =D2*1.1 -> 19 | =E2*1.1 -> 21
    """)


def test_a_column_of_typed_numbers_beside_a_formula_column_is_fine():
    """Without a formula in its own row or column nothing says that a number should be one."""
    assert not found("""
        Line | Quantity | Rate | Amount
        A    | 2        | 10   | =B2*C2 -> 20
        B    | 3        | 10   | =B3*C3 -> 30
        C    | 4        | 10   | =B4*C4 -> 40
    """)


def test_the_typed_remainder_of_a_grant_budget(real):
    """In a real grant budget, D14 holds a typed 15,000 where the formula gives 0."""
    made = read_workbook(real / "autorpt" / "budget.xlsx", "budget.xlsx")

    (finding,) = typed_over_formula.check(Workpapers(books=(made,)))

    assert cells(finding) == ["D14"]
    assert finding.numbers == (("typed", 15000), ("formula gives", 0), ("difference", 15000))


def test_a_typed_inventory_difference(real):
    """In a real inventory, G21 and I21 hold typed totals that no longer agree."""
    made = read_workbook(real / "excelint" / "VRSinventory01.xlsx", "VRSinventory01.xlsx")

    findings = typed_over_formula.check(Workpapers(books=(made,)))

    assert ["G21", "I21"] in [cells(finding) for finding in findings]


def test_a_total_under_a_long_list_is_no_pattern_for_its_lines() -> None:
    """Twenty thousand typed amounts and their total are looked through once, and left alone."""
    last = 20_001
    rows: list[list[Value]] = [["Amount"]]
    rows += [[at % 7] for at in range(2, last + 1)]
    rows.append([sum(at % 7 for at in range(2, last + 1))])
    sheet = Sheet("Ledger", rows, formulas={(last + 1, 1): f"SUM(A2:A{last})"})

    assert not list(typed_over_formula.check(Workpapers(books=(Book("L.xlsx", (sheet,)),))))


def test_typed_totals_of_the_first_columns_are_reported_with_what_the_lines_add_up_to():
    """Where four of six columns have the formula, the two typed ones are worth a warning."""
    sums = " | ".join(
        f"=SUM({c}2:{c}3) -> {at}" for c, at in zip("DEFG", (9, 11, 13, 15), strict=True)
    )
    (finding,) = found(f"""
        Line  | Q1 | Q2 | Q3 | Q4 | Q5 | Q6
        A     | 1  | 2  | 3  | 4  | 5  | 6
        B     | 4  | 5  | 6  | 7  | 8  | 9
        Total | 50 | 70 | {sums}
    """)

    assert cells(finding) == ["B4:C4"]
    assert finding.severity is Severity.WARNING
    assert dict(finding.numbers)["B4 formula gives"] == 5


def test_a_number_near_what_the_usual_formula_gives_was_meant_to_be_it():
    """A line changed after the total was typed: 12,100 stands where 12,150 is right."""
    sums = " | ".join(
        f"=SUM({c}2:{c}3) -> {at}" for c, at in zip("DEF", (7000, 9000, 11000), strict=True)
    )
    findings = found(f"""
        Line  | Q1    | Q2    | Q3   | Q4   | Q5
        A     | 4150  | 4000  | 2000 | 3000 | 4000
        B     | 8000  | 9000  | 5000 | 6000 | 7000
        Total | 12100 | 13000 | {sums}
    """)

    (wrong,) = [finding for finding in findings if finding.severity is Severity.WARNING]
    assert cells(wrong) == ["B4"]
    assert dict(wrong.numbers) == {"typed": 12100, "formula gives": 12150, "difference": -50}


def test_lines_near_a_subtotal_of_one_line_are_left_alone():
    """Subtotals down a column say nothing about the lines between them."""
    assert not found("""
        Line | EFC
        A    | 18720
        Sub  | =SUM(B2:B2) -> 18720
        B    | 18500
        Sub  | =SUM(B4:B4) -> 18500
        C    | 18600
        Sub  | =SUM(B6:B6) -> 18600
        D    | 18700
        E    | 18650
    """)
