"""Formulas of workbooks in memory worked out anew: what is shown, and what is written."""

import datetime as dt
from dataclasses import replace

import pytest

from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.memory import Memory
from addin.errors import DamagedFile, EngineFailed, FileInUse, FileMissing, NothingToDo
from addin.jobs.recalculate import Writing, changes_for, recalculate
from addin.ports import Recalculation
from addin.tables.changes import Changes, ComputedValue
from addin.tables.staleness import Fresh, Staleness
from addin.tables.table import Book
from tests.grid import grid

NOW = dt.datetime(2026, 3, 16, 9)


class Scripted:
    """An engine that says what it is told to, and remembers what it was given."""

    name = "scripted"

    def __init__(self, values=None, broken=()) -> None:
        self.values = values or {}
        self.broken = broken
        self.given: list[tuple[str, bytes, dict[str, Book]]] = []

    def recalculate(self, book, content, linked=None):
        """Give the values of this workbook."""
        self.given.append((book.name, content, dict(linked or {})))
        if book.name in self.broken:
            raise EngineFailed("Scripted", "it took more than 5 seconds")
        return Recalculation("Scripted 1.0", self.values.get(book.name, {}), {})


def a_budget(total="900", rate="100"):
    """Two lines and their total."""
    drawn = f"Account | Days | Rate | Amount\nCamera | 4 | {rate} | =B2*C2 -> 400\nGrip | 5 | 100 | =B3*C3 -> 500\nTotal | | | =SUM(D2:D3) -> {total}"
    return Book("Budget.xlsx", (grid(drawn, "Budget"),), "digest of the budget")


def a_topsheet(shown="900"):
    """A page that reads the budget's total."""
    sheet = grid(f"Budget | =[1]Budget!D4 -> {shown}\nTwice | =B1*2 -> 1800", "Top")
    return Book("A topsheet.xlsx", (sheet,), "digest of the topsheet", links={1: "Budget.xlsx"})


def recalculated(workbooks, engine=None, **more):
    """With our own evaluator at a fixed moment, unless another engine is given."""
    engine = engine or OwnEvaluator(lambda: NOW)
    return recalculate(workbooks, engine, name="Night Shift", folder="there", **more)


def test_workbooks_whose_numbers_agree_are_not_touched():
    """Although fresh values were asked for."""
    workbooks = Memory(a_budget(), a_topsheet())

    report = recalculated(workbooks, writing=Writing.VALUES)

    assert report.total() == {
        "formulas": 5, "agree": 5, "stale": 0, "filled": 0, "moving": 0, "unknown": 0,
    }  # fmt: skip
    assert workbooks.written == []
    assert report.open == ()


def test_nothing_is_written_unless_asked():
    """Looking is free."""
    workbooks = Memory(a_budget(rate="110"))

    report = recalculated(workbooks)

    assert [book.name for book in report.open] == ["Budget.xlsx"]
    assert workbooks.written == []


def test_a_workbook_reads_the_fresh_numbers_of_those_it_links_to():
    """Although it comes before them in the alphabet; and it is listed in that order."""
    workbooks = Memory(a_topsheet(), a_budget(rate="110"))

    report = recalculated(workbooks)

    assert [book.name for book in report.books] == ["A topsheet.xlsx", "Budget.xlsx"]
    assert [one.gives for one in report.books[0].staleness.stale] == [940, 1880]


def test_one_workbook_alone_still_draws_on_fresh_numbers_of_the_others():
    """They are worked out, but neither listed nor written."""
    workbooks = Memory(a_topsheet(), a_budget(rate="110"))

    report = recalculated(workbooks, only="A topsheet.xlsx", writing=Writing.VALUES)

    assert [book.name for book in report.books] == ["A topsheet.xlsx"]
    assert [name for name, _ in workbooks.written] == ["A topsheet.xlsx"]
    assert workbooks.written[0][1].computed[0] == ComputedValue("Top", 1, 2, 940)


def test_the_engine_is_given_the_links_by_their_target():
    """With the values that were worked out a moment ago."""
    engine = Scripted(
        {"Budget.xlsx": {("Budget", r, 4): v for r, v in ((2, 440), (3, 500), (4, 940))}}
    )

    recalculated(Memory(a_topsheet(), a_budget(rate="110")), engine)

    (first, _, _), (second, _, linked) = engine.given
    assert (first, second) == ("Budget.xlsx", "A topsheet.xlsx")
    assert linked["Budget.xlsx"].sheets[0].value(4, 4) == 940


def test_workbooks_that_link_in_a_circle_are_named_and_worked_out_once():
    """Each with what the others show."""
    one = Book("One.xlsx", (grid("=[1]S!A1+1 -> 2", "S"),), "d1", links={1: "Two.xlsx"})
    two = Book("Two.xlsx", (grid("=[1]S!A1+1 -> 3 ", "S"),), "d2", links={1: "One.xlsx"})

    report = recalculated(Memory(one, two))

    assert report.circles == (("One.xlsx", "Two.xlsx"),)
    assert report.total()["formulas"] == 2


def test_a_linked_workbook_that_is_not_there_is_named():
    """What the file remembers of it was taken."""
    book = replace(a_topsheet(), linked_values={1: {("Budget", "D4"): 900}})

    report = recalculated(Memory(book))

    assert report.books[0].missing == ("Budget.xlsx",)
    assert report.books[0].staleness.agree == 2


def test_fresh_values_are_written_with_the_digest_that_was_read_and_excel_is_asked():
    """Only where they differ, and one file one write."""
    workbooks = Memory(a_budget(rate="110"), a_topsheet())

    report = recalculated(workbooks, writing=Writing.VALUES)

    assert workbooks.written[1] == (
        "Budget.xlsx",
        Changes(
            computed=(ComputedValue("Budget", 2, 4, 440), ComputedValue("Budget", 4, 4, 940)),
            recalculate_on_load=True,
        ),
    )
    assert report.open == ()
    assert all(book.backup for book in report.books)


def test_excel_alone_can_be_asked_to_compute():
    """No value is put in, so the file still shows the old ones until then."""
    workbooks = Memory(a_budget(rate="110"))

    report = recalculated(workbooks, writing=Writing.ON_LOAD)

    assert workbooks.written == [("Budget.xlsx", Changes(recalculate_on_load=True))]
    assert [book.name for book in report.open] == ["Budget.xlsx"]


def test_a_file_that_only_differs_by_the_day_is_not_touched():
    """Else every file with TODAY() would be written every night."""
    book = Book("Ageing.xlsx", (grid("=TODAY() -> 2026-01-01", "S"),), "d")
    workbooks = Memory(book)

    report = recalculated(workbooks, writing=Writing.VALUES)

    assert len(report.books[0].staleness.moving) == 1
    assert workbooks.written == []


def test_a_formula_left_without_a_value_has_excel_compute():
    """What nobody here can work out is not made up."""
    book = Book("Rates.xlsx", (grid("=RATEOF(1)", "S"),), "d")
    workbooks = Memory(book)

    report = recalculated(workbooks, writing=Writing.VALUES)

    assert workbooks.written == [("Rates.xlsx", Changes(recalculate_on_load=True))]
    assert [one.name for one in report.open] == ["Rates.xlsx"]


def test_nothing_is_written_if_one_workbook_could_not_be_recalculated():
    """Their numbers belong together; the others are still shown."""
    workbooks = Memory(a_budget(rate="110"), a_topsheet())
    engine = Scripted({}, broken=["A topsheet.xlsx"])

    report = recalculated(workbooks, engine, writing=Writing.VALUES)

    assert (workbooks.written, report.held_back) == ([], True)
    assert [book.failure for book in report.failed] == [
        "Scripted could not recalculate: it took more than 5 seconds. Nothing was written."
    ]


def test_an_engine_that_fails_on_all_stops_with_its_sentence():
    """A single workbook is all."""
    for more in ({}, {"only": "Budget.xlsx"}):
        with pytest.raises(EngineFailed, match=r"Budget\.xlsx: it took more than 5 seconds"):
            recalculated(Memory(a_budget()), Scripted(broken=["Budget.xlsx"]), **more)


def test_a_file_that_is_open_elsewhere_is_refused_and_the_others_are_written():
    """Each refusal with its sentence."""

    class Busy(Memory):
        """One workbook is open in Excel."""

        def write(self, name, changes, *, digest=""):
            """Refuse the budget."""
            if name == "Budget.xlsx":
                raise FileInUse(name)
            return super().write(name, changes, digest=digest)

    workbooks = Busy(a_budget(rate="110"), a_topsheet())

    report = recalculated(workbooks, writing=Writing.VALUES)

    assert [name for name, _ in workbooks.written] == ["A topsheet.xlsx"]
    assert "is open in another program" in report.books[1].refused
    assert [book.name for book in report.open] == ["Budget.xlsx"]


def test_stopped_while_it_writes_it_says_which_files_are_written():
    """Each is as it was or wholly written; the one under way may be either."""

    class Stopped(Memory):
        """Somebody presses Ctrl+C while the second one is written."""

        def write(self, name, changes, *, digest=""):
            """Write the first."""
            if self.written:
                raise KeyboardInterrupt
            return super().write(name, changes, digest=digest)

    third = replace(a_budget(rate="110"), name="C budget.xlsx")
    workbooks = Stopped(a_topsheet(), a_budget(rate="110"), third)

    report = recalculated(workbooks, writing=Writing.VALUES)

    assert [(book.name, book.written, book.refused) for book in report.books] == [
        ("A topsheet.xlsx", True, ""),
        ("Budget.xlsx", False, "Budget.xlsx: stopped before it was written; it is as it was, or wholly written with a backup beside it."),
        ("C budget.xlsx", False, "C budget.xlsx: stopped before it was written; it is as it was."),
    ]  # fmt: skip


def test_a_file_that_cannot_be_read_is_named_and_stops_no_other():
    """One that is asked for by name is an error."""
    workbooks = Memory(a_budget(), broken={"Torn.xlsx": DamagedFile("Torn.xlsx")})

    report = recalculated(workbooks)

    assert [(book.name, bool(book.failure)) for book in report.books] == [
        ("Budget.xlsx", False),
        ("Torn.xlsx", True),
    ]
    with pytest.raises(DamagedFile):
        recalculated(workbooks, only="Torn.xlsx")
    with pytest.raises(FileMissing):
        recalculated(workbooks, only="Nowhere.xlsx")


def test_a_folder_without_workbooks_and_ignored_ones():
    """There is nothing to do, and that is said."""
    with pytest.raises(NothingToDo):
        recalculated(Memory())
    with pytest.raises(NothingToDo):
        recalculated(Memory(a_budget()), ignored=["Bud*"])


def test_workbooks_without_formulas_are_only_counted():
    """No engine is asked about a list of figures."""
    engine = Scripted()

    report = recalculated(Memory(Book("List.csv", (grid("1 | 2"),), "d", "csv")), engine)

    assert (report.without_formulas, report.books, engine.given) == (1, (), [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.datetime(2026, 3, 14), 46095),
        (dt.time(6), 0.25),
        (None, ""),
        (True, True),
        ("Held", "Held"),
    ],
)
def test_a_value_is_written_as_it_stands_in_a_file(value, expected):
    """A date is a number there, and a formula never gives an empty cell."""
    stale = (Fresh("S", 1, 1, "A2", 5, value),)

    changes = changes_for(Staleness("b", stale=stale), a_budget(), Writing.VALUES)

    assert changes.computed[0].value == expected
    assert type(changes.computed[0].value) is type(expected)
