"""The numbers a check stands on, and what is said of them."""

import datetime as dt
from dataclasses import replace

import pytest

from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.memory import Memory
from addin.errors import EngineFailed
from addin.findings import Severity
from addin.jobs.check import check
from addin.jobs.fresh_numbers import AbsentEngine, numbers_of
from addin.reports.check import Recalculated
from addin.settings.model import RecalculationSettings, Settings, When
from addin.tables.table import Book
from tests.grid import grid
from tests.jobs.production_in_memory import books as drawn_books

NOW = dt.datetime(2026, 3, 16, 9)
OWN = OwnEvaluator(lambda: NOW)


def empty(_name):
    """No file is behind these workbooks."""
    return b""


def a_book(drawn, name="Book.xlsx", **more):
    """A workbook with one sheet."""
    return Book(name, (grid(drawn, "S"),), f"digest of {name}", **more)


MISSING = a_book("2 | =A1*3 | =B1+1 | =TODAY()")
STALE = a_book("Fee | 2 | =B1*3 -> 6\nTax | 5 | =B2*3 -> 9\nSum | | =C1+C2 -> 15")


def values(book):
    """Its first sheet as rows."""
    return [list(row) for row in book.sheets[0].rows]


def test_without_being_asked_only_missing_values_are_worked_out():
    """What the file shows is taken as it stands, old or not."""
    numbers = numbers_of([MISSING, replace(STALE, name="Other.xlsx")], empty)

    assert values(numbers.books[0]) == [[2, 6, 7]]
    assert values(numbers.books[1]) == values(STALE)
    assert numbers.recalculated == Recalculated(worked_out=2, without_value=2, unknown=1)
    assert numbers.findings == ()


def test_never_leaves_a_missing_value_unknown():
    """Not even the exact ones."""
    numbers = numbers_of([MISSING], empty, When.NEVER, OWN)

    assert numbers.books == [MISSING]
    assert numbers.recalculated == Recalculated(unknown=3)


def test_an_engine_fills_in_what_is_missing_still_and_nothing_else():
    """An old number stays: only values that the file lacks were asked for."""
    book = replace(MISSING, sheets=(*MISSING.sheets, replace(STALE.sheets[0], name="T")))

    numbers = numbers_of([book], empty, When.MISSING, OWN)

    assert numbers.books[0].sheets[0].value(1, 4) == dt.date(2026, 3, 16) or (
        numbers.books[0].sheets[0].value(1, 4) == 46097
    )
    assert numbers.books[0].sheets[1] == book.sheets[1]
    assert numbers.recalculated.unknown == 0


def test_always_works_out_everything_and_an_old_number_is_a_finding():
    """One per sheet, at the cells where it begins; the fresh numbers are checked."""
    numbers = numbers_of([STALE], empty, When.ALWAYS, OWN)

    assert values(numbers.books[0]) == [["Fee", 2, 6], ["Tax", 5, 15], ["Sum", None, 21]]
    (found,) = numbers.findings
    assert (found.code, found.severity) == ("STR205", Severity.ERROR)
    assert [place.cell for place in found.places] == ["C2"]
    assert "C2 (Tax) shows 9, but its formula =B2*3 gives 15" in found.message
    assert "What draws on it is old as well: 1 formula." in found.message
    assert numbers.recalculated.old == 2


def test_always_and_nothing_old_finds_nothing():
    """The drawn production ties, and still does."""
    numbers = numbers_of(drawn_books(), empty, When.ALWAYS, OWN)

    assert numbers.findings == ()
    assert [values(book) for book in numbers.books[:2]] == [
        values(book) for book in drawn_books()[:2]
    ]


def test_what_cannot_be_worked_out_is_a_warning_only_if_it_is_certainly_old():
    """Otherwise the file's own number is as good as it was."""
    book = a_book("1 | =A1*3 -> 5 | =RATEOF(B1) -> 7 | =RATEOF(A1) -> 8")

    numbers = numbers_of([book], empty, When.ALWAYS, OWN)

    unknown = next(found for found in numbers.findings if found.code == "FIL103")
    assert unknown.severity is Severity.WARNING
    assert [place.cell for place in unknown.places] == ["C1"]
    assert numbers.books[0].sheets[0].value(1, 3) is None
    assert numbers.books[0].sheets[0].value(1, 4) == 8
    fine = numbers_of([a_book("1 | =RATEOF(A1) -> 8")], empty, When.ALWAYS, OWN).findings
    assert [(found.code, found.severity) for found in fine] == [("FIL103", Severity.NOTE)]


def test_an_engine_that_is_not_there_is_one_warning_and_the_check_goes_on():
    """With the numbers as the files show them, and those that could be filled in."""
    absent = AbsentEngine(EngineFailed("LibreOffice", "it is not installed here"))

    numbers = numbers_of([MISSING, replace(STALE, name="Other.xlsx")], empty, When.ALWAYS, absent)

    (found,) = numbers.findings
    assert (found.code, found.severity) == ("FIL102", Severity.WARNING)
    assert "LibreOffice could not recalculate: it is not installed here" in found.message
    assert [place.workbook for place in found.places] == ["Book.xlsx", "Other.xlsx"]
    assert values(numbers.books[0]) == [[2, 6, 7]]
    assert values(numbers.books[1]) == values(STALE)
    assert numbers.recalculated.engines == ()


def test_missing_values_are_worked_out_exactly_even_if_the_named_engine_is_not_there():
    """Only what is left without a value is said to be so."""
    absent = AbsentEngine(EngineFailed("LibreOffice", "it is not installed here"))

    numbers = numbers_of([MISSING, replace(STALE, name="Other.xlsx")], empty, When.MISSING, absent)

    assert [found.code for found in numbers.findings] == ["FIL102"]
    assert [place.workbook for place in numbers.findings[0].places] == ["Book.xlsx"]
    assert numbers.recalculated == Recalculated(worked_out=2, without_value=2, unknown=1)


REPORTS = (
    a_book("=[1]S!C3 -> 15", "Fund.xlsx", links={1: "Book.xlsx"}),
    a_book(
        "=[1]S!C3 -> 15",
        "Fund.xlsx",
        links={1: "Book.xlsx"},
        linked_values={1: {("S", "C3"): 15}},
    ),
)


@pytest.mark.parametrize("fund", REPORTS)
def test_a_link_that_is_out_of_date_is_found_once(fund):
    """By the rule on links where the file remembers them, else as an old number."""
    settings = Settings(recalculation=RecalculationSettings(when=When.ALWAYS))

    result = check(Memory(STALE, fund), settings, name="N", folder="n", at=NOW, engine=OWN)

    found = [
        point.finding.code
        for point in result.report.open
        if point.finding.place.workbook == "Fund.xlsx" and point.finding.code != "STR301"
    ]
    assert found.count("STR205") + found.count("STR206") == 1


def test_the_report_of_a_check_says_what_was_recalculated():
    """How many numbers are not simply those of the files."""
    settings = Settings(recalculation=RecalculationSettings(when=When.ALWAYS))

    report = check(Memory(STALE), settings, name="N", folder="n", at=NOW, engine=OWN).report

    assert report.recalculated is not None
    assert report.recalculated.worked_out == 3
    assert report.recalculated.old == 2
    assert [p.finding.code for p in report.open if p.finding.code == "STR205"] == ["STR205"]


def test_formulas_without_value_are_told_from_those_whose_value_is_not_relied_on():
    """The file does hold a number for the second; only the first is missing in it."""
    book = a_book("1 | =A1*3 -> 5 | =RATEOF(B1) -> 7 | =RATEOF(A1)")
    settings = Settings(recalculation=RecalculationSettings(when=When.ALWAYS))

    report = check(Memory(book), settings, name="N", folder="n", at=NOW, engine=OWN).report

    missing = next(p.finding for p in report.open if p.finding.code == "STR204")
    assert dict(missing.numbers)["formulas without value"] == 1
    assert [place.cell for place in missing.places] == ["D1"]
