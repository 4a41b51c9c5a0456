"""Orders go into the log as a coordinator would type them, and invoices use them up."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.adapters.folder import Folder
from addin.adapters.memory import Memory
from addin.domain.money import Money, money
from addin.errors import NothingToDo
from addin.jobs.apply import apply_all
from addin.jobs.purchase_orders import NewOrder, new_order, next_number, relieve_order
from addin.settings.model import Settings
from addin.tables.table import Book
from tests.cli.drawn_files import saved
from tests.grid import grid
from tests.jobs.production_in_memory import LEDGER, PO_LOG, books

ORDER = NewOrder("Ridge Lumber", Money(125050), "2530", "Ramps", dt.date(2026, 3, 14))
INVOICES = """
    Invoice # | Date       | Vendor          | PO #    | Account | Total
    N-77      | 2026-03-09 | Northlight Ltd  | PO-1041 | '2510   | 500
    H-12      | 2026-03-10 | Harbor Catering | PO-1042 | '2520   | 300
    Q-3       | 2026-03-11 | Quay Transport  | PO-1044 | '2530   | 950
"""


@pytest.fixture
def show(tmp_path):
    """The drawn production as files."""
    return Folder(saved(tmp_path / "show", books()))


def page(folder, name):
    """The first sheet of a workbook, as somebody opens it."""
    return openpyxl.load_workbook(folder.root / name).worksheets[0]


def test_a_new_order_gets_the_next_number_and_the_formulas_of_the_line_above(show):
    """Written below the log; Open is a formula there as everywhere above."""
    planned = new_order(show, Settings(), "Show", ORDER)
    apply_all(show, [planned.batch])
    row = [cell.value for cell in page(show, "PO Log.xlsx")[6]]

    assert planned.sentence == "PO PO-1045 to Ridge Lumber over 1,250.50 on 2530 Ramps."
    assert str(planned.place) == "PO Log.xlsx!POs!A6"
    assert row[0] == "PO-1045"
    assert row[1] == dt.datetime(2026, 3, 14)
    assert row[2:6] == ["Ridge Lumber", "2530", "Ramps", 1250.5]
    assert row[7] == "=F6-G6"
    (order,) = [o for o in _orders(show) if o.number == "PO-1045"]
    assert str(order.amount) == "1,250.50"


def _orders(folder):
    from addin.jobs.load import load  # noqa: PLC0415 - for this check alone

    return load(folder, Settings(), "Show").production.purchase_orders


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (NewOrder("X", Money(1), number="po 1042"), "is taken: PO Log.xlsx!POs!A3"),
        (NewOrder("X", Money(1), number="1041"), "is taken"),
    ],
)
def test_a_number_that_is_taken_is_refused(show, order, why):
    """However it is written; the message says by whom."""
    with pytest.raises(NothingToDo, match=why):
        new_order(show, Settings(), "Show", order)


def test_several_logs_are_asked_about():
    """Nothing is guessed; naming the sheet decides."""
    two = (
        Book("A.xlsx", (grid(PO_LOG, "POs"),), "a"),
        Book("B.xlsx", (grid(PO_LOG.replace("PO-10", "SU-20"), "Second unit"),), "b"),
    )
    with pytest.raises(NothingToDo, match="Say which PO log"):
        new_order(Memory(*two), Settings(), "Show", ORDER)
    planned = new_order(Memory(*two), Settings(), "Show", ORDER, log="Second unit")

    assert planned.sentence.startswith("PO SU-2045 ")
    with pytest.raises(NothingToDo, match="no PO log"):
        new_order(Memory(Book("C.xlsx", (grid(LEDGER, "L"),), "c")), Settings(), "Show", ORDER)


def relieve(folder, number="PO-1043", amount="50", **more):
    """An invoice against an order."""
    return relieve_order(folder, Settings(), "Show", number=number, amount=money(amount), **more)


def test_an_invoice_uses_up_an_order_in_the_log(show):
    """Without an invoice list the typed figure changes; Open is a formula and follows."""
    planned = relieve(show)
    apply_all(show, [planned.batch])
    sheet = page(show, "PO Log.xlsx")

    assert planned.sentence == "PO PO-1043 relieved by 50.00; 70.00 stays open."
    assert [sheet["G4"].value, sheet["H4"].value] == [50, "=F4-G4"]


def test_more_than_is_open_is_refused_unless_it_is_meant(show):
    """The message says by how much."""
    with pytest.raises(NothingToDo, match=r"120\.00 open, and the invoice is 150\.00: 30\.00 more"):
        relieve(show, amount="150")

    planned = relieve(show, amount="150", over=True)
    assert planned.batch.changes.cells[0].value == 150


def test_with_an_invoice_list_the_invoice_becomes_a_line_there(tmp_path):
    """Under the order's number as the log writes it."""
    drawn = (*books(), Book("Invoices.xlsx", (grid(INVOICES, "Invoices"),), "i"))
    show = Folder(saved(tmp_path / "show", drawn))
    planned = relieve(show, invoice="N-81", date=dt.date(2026, 3, 20))
    apply_all(show, [planned.batch])
    row = [cell.value for cell in page(show, "Invoices.xlsx")[5]]

    assert row == ["N-81", dt.datetime(2026, 3, 20), "Northlight Ltd", "PO-1043", "2510", 50]
    with pytest.raises(
        NothingToDo, match=r"Invoice n-81 is there already: Invoices\.xlsx!Invoices!A5"
    ):
        relieve(show, invoice="n-81")


@pytest.mark.parametrize(
    ("number", "why"), [("PO-9999", "There is no PO PO-9999"), ("PO-1041", "0.00 open")]
)
def test_an_order_that_is_not_there_or_used_up_is_said(show, number, why):
    """Nothing is written on a guess."""
    with pytest.raises(NothingToDo, match=why):
        relieve(show, number)


def test_an_order_of_several_lines_is_left_to_a_person():
    """Which line an invoice belongs to, nobody can say from the number."""
    twice = PO_LOG.replace("PO-1044", "PO-1043")
    with pytest.raises(NothingToDo, match="has 2 lines"):
        relieve(Memory(Book("PO Log.xlsx", (grid(twice, "POs"),), "d")))


@given(
    st.text("ABPO-/", max_size=4),
    st.integers(1, 10**6),
    st.integers(1, 8),
    st.randoms(),
)
def test_the_next_number_is_one_more_than_the_highest_in_the_log_s_own_shape(
    prefix, last, width, chance
):
    """Whatever the order of the lines; leading zeros stay."""
    numbers = [f"{prefix}{n:0{width}d}" for n in range(max(1, last - 3), last + 1)]
    chance.shuffle(numbers)

    assert next_number([*numbers, "as agreed"]) == f"{prefix}{last + 1:0{width}d}"


def test_a_log_without_numbers_asks_for_one():
    """There is nothing to count on from."""
    with pytest.raises(NothingToDo, match="say which it is"):
        next_number(["tbc", ""])
