"""ACT110."""

from __future__ import annotations

from addin.domain.money import money
from addin.findings import Severity
from addin.rules.actuals.check_column import check
from addin.rules.rule import Workpapers
from addin.tables.table import Area, Role, RowKind, Table
from tests.grid import book, grid

JOURNAL = """
    Account | Name      | Debit  | Credit | Check
    5300    | Fuel      | 177.50 |        | =SUMIF(A1,"Fuel") -> 177.5
    5320    | Meals     | 70     |        | =SUMIF(A1,"Meals") -> 70
    5400    | Equipment | 1701.8 |        | =SUMIF(A1,"Equipment") -> 456.8
    5500    | Computer  | 1245   |        | =SUMIF(A1,"Computer") -> 1245
    5600    | Travel    | 1673.5 |        | =SUMIF(A1,"Travel") -> 1673.5
    2010    | Payable   |        | 4622.8 | =SUM(C1:C5) -> 4622.8
"""


def papers(text: str) -> Workpapers:
    """One journal as a table."""
    sheet = grid(text, "JE")
    rows = len(sheet.rows)
    table = Table(
        "Book.xlsx",
        "JE",
        Area(1, 1, rows, 5),
        (1,),
        {c: str(sheet.value(1, c)) for c in range(1, 6)},
        dict.fromkeys(range(2, rows + 1), RowKind.BODY),
        Role.LEDGER,
        1.0,
        {"account": 1, "account_name": 2, "debit": 3, "credit": 4},
    )
    return Workpapers(books=(book(sheet),), tables=(table,))


def test_a_line_that_contains_another_one_is_explained_by_it():
    """1,701.80 where the check says 456.80: the next line's 1,245.00 is in it again."""
    (finding,) = check(papers(JOURNAL))

    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.places] == ["C4", "E4", "C5"]
    assert finding.impact == money(1245)


def test_a_difference_that_no_line_explains_is_a_warning():
    """Nothing of that size is posted."""
    (finding,) = check(papers(JOURNAL.replace("456.8", "400")))

    assert finding.severity is Severity.WARNING


def test_cents_of_rounding_pass():
    """A computed 456.79 beside 456.80 was rounded."""
    assert not list(check(papers(JOURNAL.replace("1701.8", "456.79"))))


def test_a_column_that_seldom_agrees_checks_nothing():
    """Another computed column is no check of the amounts."""
    assert not list(check(papers(JOURNAL.replace("-> 70", "-> 7").replace("-> 1673.5", "-> 1"))))


def test_typed_figures_are_no_check():
    """Only what is computed proves anything."""
    assert not list(check(papers(JOURNAL.replace('=SUMIF(A1,"Equipment") -> ', ""))))
