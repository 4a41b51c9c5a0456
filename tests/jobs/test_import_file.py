"""A file into the workbooks: below the list of its kind, nothing twice, nothing unproved."""

from __future__ import annotations

import datetime as dt
import textwrap
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin import wiring
from addin.adapters.memory import Memory
from addin.errors import ImportRefused, NothingToDo
from addin.jobs.apply import Batch, Saving
from addin.jobs.import_file import Choice, Importing, import_file
from addin.jobs.import_reading import Incoming
from addin.settings.model import Settings
from addin.tables.table import Book, Sheet, Value
from tests.grid import grid
from tests.importers.statement_files import Moved, movements, ofx

BANK = """
    Date       | Description     | Money Out | Money In | Balance
    2026-03-02 | Opening balance |           |          | 1000
    2026-03-03 | Wire from fund  |           | 500      | 1500
    2026-03-05 | Northlight Ltd  | 250       |          | 1250
    2026-03-06 | Coffee          | 4         |          | 1246
    2026-03-06 | Coffee          | 4         |          | 1242
"""
CSV = (
    "Date,Details,Amount,Balance\n06/03/2026,COFFEE,-4.00,1246.00\n06/03/2026,COFFEE,-4.00,1242.00\n"
    "06/03/2026,COFFEE,-4.00,1238.00\n16/03/2026,Quay Transport,-38.00,1200.00\n"
)


def _books(**sheets: str) -> Memory:
    drawn = tuple(grid(text, name) for name, text in sheets.items())
    return Memory(Book("Money.xlsx", drawn, "digest"))


def _plan(
    workbooks: Memory, content: str | bytes, name: str = "march.csv", **choice: object
) -> Importing:
    told = content.encode() if isinstance(content, str) else content
    chosen = Choice(**choice)  # type: ignore[arg-type]
    return import_file(
        workbooks, Settings(), "Show", Incoming(name, told), chosen, wiring.new_workbook
    )


def _appended(plan: Importing) -> list[dict[int, Value]]:
    (batch,) = plan.batches
    assert isinstance(batch, Batch)
    (added,) = batch.changes.rows
    rows = [dict(row) for row in added.rows]
    first = plan.goto.cell if plan.goto is not None else ""
    for one in batch.changes.cells:  # those that look like another line than the one above
        rows[one.row - int(first.lstrip("ABCDEFGHIJKLMN"))][one.column] = one.value
    return [dict(sorted(row.items())) for row in rows]


def test_new_movements_go_below_the_list_in_its_own_columns() -> None:
    """Two of three coffees are there; sides and balance stand where the list has them."""
    plan = _plan(_books(Bank=BANK), CSV, kind="bank-csv")

    assert _appended(plan) == [
        {1: dt.date(2026, 3, 6), 2: "COFFEE", 3: 4, 5: 1238},
        {1: dt.date(2026, 3, 16), 2: "Quay Transport", 3: 38, 5: 1200},
    ]
    assert plan.sentence == (
        "Bank statement: 4 movements of 6-16 March 2026: 2 new, 2 there already, below 'Bank' in "
        "Money.xlsx; the list then closes with 1,200.00, as stated."
    )
    assert str(plan.goto) == "Money.xlsx!Bank!A7"


def test_what_is_there_already_is_not_imported_twice() -> None:
    """A file of which the list holds everything changes nothing."""
    told = "\n".join(CSV.splitlines()[:3]).replace("06/03/2026", "2026-03-06")
    plan = _plan(_books(Bank=BANK), told, kind="bank-csv")
    assert plan.batches == ()
    assert "all there already" in plan.sentence


def test_a_gap_between_list_and_statement_is_said() -> None:
    """The list then closes with another balance than the bank's: something between is missing."""
    later = "Date,Details,Amount,Balance\n2026-03-20,Fuel,-10,1190\n2026-03-21,Fuel,-10,1180\n"
    assert (
        "but the list then closes with 1,222.00, 42.00 more"
        in _plan(_books(Bank=BANK), later).sentence
    )


def test_a_statement_from_before_the_end_of_the_list_is_not_held_against_it() -> None:
    """An older month that was forgotten: only its own proof is said."""
    older = "Date,Details,Amount,Balance\n2026-02-20,Fuel,-10,90\n2026-02-21,Fuel,-10,80\n"
    assert _plan(_books(Bank=BANK), older).sentence.endswith(
        "; opening 100.00, closing balance 80.00 ties."
    )


def test_a_row_in_other_words_is_taken_for_the_same_and_said() -> None:
    """Somebody tidied the description: same day, same amount, no balance to tell them apart."""
    told = "Date,Details,Amount,Cheque\n2026-03-05,ACH 00031 NORTHLIGHT,-250,\n2026-03-09,X,-1,7\n"
    plan = _plan(_books(Bank=BANK), told)
    assert len(_appended(plan)) == 1
    assert plan.lines == (
        "Line 2 was taken for row 4 of 'Bank': same day and amount, in other words.",
    )


def test_a_statement_that_does_not_tie_is_refused_unless_it_is_taken_as_it_is() -> None:
    """The line, what was expected; with a person's word it goes in, and is said."""
    wrong = CSV.replace("1238.00", "1239.00")
    with pytest.raises(ImportRefused, match=r"Line 4: the balance 1,239\.00 does not follow"):
        _plan(_books(Bank=BANK), wrong, kind="bank-csv")
    plan = _plan(_books(Bank=BANK), wrong, kind="bank-csv", unproved=True)
    assert len(_appended(plan)) == 2
    assert plan.lines[-1].startswith("Taken as it is: Line 5")


def test_a_file_of_several_kinds_is_asked_about() -> None:
    """Nothing says whether it is a bank's or a card's."""
    with pytest.raises(NothingToDo, match=r"bank-csv, .*; or card-csv, .* Say which"):
        _plan(_books(Bank=BANK), "Date,Description,Amount\n2026-03-20,Fuel,-10\n")
    with pytest.raises(NothingToDo, match="no kind that is known"):
        _plan(_books(Bank=BANK), "nothing much")
    with pytest.raises(NothingToDo, match="There is no kind 'excel'"):
        _plan(_books(Bank=BANK), CSV, kind="excel")


def test_several_lists_are_asked_about_and_one_can_be_named() -> None:
    """By its sheet; a sheet of another kind is refused, a new name makes a new sheet."""
    two = _books(
        Main=BANK, Savings=BANK, Chart="Account | Account Name\n'1100 | Story\n'1200 | Cast"
    )
    with pytest.raises(NothingToDo, match=r"Money\.xlsx!Main, Money.xlsx!Savings"):
        _plan(two, CSV)
    assert "below 'Savings'" in _plan(two, CSV, into="Savings").sentence
    with pytest.raises(NothingToDo, match="'Chart' is no bank list"):
        _plan(two, CSV, into="Chart")
    (batch,) = _plan(two, CSV, into="Reserve").batches
    assert isinstance(batch, Batch)
    assert [one.name for one in batch.changes.sheets] == ["Reserve"]


def test_without_a_list_it_becomes_a_sheet_and_without_a_workbook_a_workbook() -> None:
    """Headings, then rows oldest first, with the balance that was stated."""
    (batch,) = _plan(_books(Notes="Just | words"), CSV).batches
    (made,) = _plan(Memory(), CSV).batches
    assert isinstance(batch, Batch)
    (sheet,) = batch.changes.sheets

    assert [cell.value for cell in sheet.rows[0]] == ["Date", "Description", "Amount", "Balance"]
    assert [cell.value for cell in sheet.rows[4]] == [
        dt.date(2026, 3, 16),
        "Quay Transport",
        -38,
        1200,
    ]
    assert isinstance(made, Saving)
    assert made.name == "Bank statement.xlsx"


def test_formulas_of_the_list_go_on_and_days_as_text_stay_text() -> None:
    """A balance by formula is continued, not typed over; a list that types its days is matched."""
    drawn = """
        Date        | Description | Amount | Balance
        Mar 2, 2026 | Opening     | 100    | =C2->100
        Mar 3, 2026 | Fuel        | -10    | =D2+C3->90
    """
    plan = _plan(_books(Bank=drawn), "Date,Details,Amount,Balance\n2026-03-20,Fuel,-5,85\n")
    assert _appended(plan) == [{1: "Mar 20, 2026", 2: "Fuel", 3: -5, 4: "=D3+C4"}]


def test_ids_tell_movements_apart_where_the_list_keeps_them() -> None:
    """Same day, same amount, another id: a movement of its own."""
    list_ = """
        Date       | Description | Amount | Bank id
        2026-03-02 | Tape        | -5     | A1
        2026-03-03 | Tape        | -5     | A2
    """
    moved = [
        Moved(dt.date(2026, 3, 2), Decimal(-5), "Tape", "A1"),
        Moved(dt.date(2026, 3, 2), Decimal(-5), "Tape", "B7"),
    ]
    content = ofx(moved, closing=Decimal(0), is_xml=False, is_card=False)
    plan = _plan(_books(Bank=list_), content, "a.ofx")
    assert _appended(plan) == [{1: dt.date(2026, 3, 2), 2: "Tape", 3: -5, 4: "B7"}]


@settings(deadline=None, max_examples=25)
@given(movements, st.integers(0, 12))
def test_two_files_that_overlap_come_to_each_movement_once(moved: list[Moved], cut: int) -> None:
    """Whatever was imported before, the list ends with every movement of both files, once."""
    first, later = moved[: cut + 1], moved[max(0, cut - 2) :]
    if not first or not later:
        return
    rows = "\n".join(
        f"{one.day} | {one.name.replace('|', '/')} | {one.amount} | '{one.id}" for one in first
    )
    books = _books(Bank=f"Date | Description | Amount | Bank id\n{rows}")
    content = ofx(later, closing=Decimal(0), is_xml=True, is_card=False)
    plan = _plan(books, content, "a.ofx", into="Bank")
    new = {one.id for one in later} - {one.id for one in first}

    assert {row[4] for row in _appended(plan)} == new if new else plan.batches == ()


def test_ledger_lines_with_sides_fill_a_list_with_one_amount() -> None:
    """Debit less credit; a code is a number where the list keeps numbers, and text elsewhere."""
    list_ = """
        Account | Date       | Description | Document | Amount
        5800    | 2026-03-01 | fee         | J1       | 25
        5800    | 2026-03-02 | fee         | J2       | 25
    """
    told = (
        "Date,Account,Document No,Debit,Credit,Memo\n2026-03-02,5800,J2,25,,fee\n"
        "2026-03-09,5800,J3,,7,refund\n2026-03-09,0100,J3,7,,refund\n"
    )
    plan = _plan(_books(Ledger=list_), told, "ledger.csv")
    assert _appended(plan) == [
        {1: 5800, 2: dt.date(2026, 3, 9), 3: "refund", 4: "J3", 5: -7},
        {1: "0100", 2: dt.date(2026, 3, 9), 3: "refund", 4: "J3", 5: 7},
    ]


def test_card_charges_keep_the_sign_of_the_list() -> None:
    """A list that writes charges with a minus gets them so."""
    list_ = """
        Transaction Date | Post Date  | Merchant | Cardholder | Amount
        2026-03-01       | 2026-03-02 | Fuel     | Kim        | -25
        2026-03-02       | 2026-03-03 | Tape     | Kim        | -5
    """
    told = "Transaction Date,Post Date,Merchant,Amount\n2026-03-02,2026-03-03,Tape,5\n2026-03-04,2026-03-05,Glue,6\n"
    plan = _plan(_books(Card=list_), told)
    assert _appended(plan) == [{1: dt.date(2026, 3, 4), 2: dt.date(2026, 3, 5), 3: "Glue", 5: -6}]


def test_a_plan_becomes_a_task_list_and_again_adds_what_is_new() -> None:
    """Tasks by their ids; those that are there stay as people have them."""
    told = (
        "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Start Date,Due Date\n"
        "11,,,,Scout,Prep,Kim,2026-03-02,2026-03-04\n12,,,,Build,Prep,Ola,,2026-03-09\n"
    )
    (made,) = _plan(Memory(), told, "asana.csv").batches
    assert isinstance(made, Saving)
    list_ = """
        Task ID | Task          | Owner | Start      | Due Date   | Status
        11      | Scout harbour | Kim   | 2026-03-02 | 2026-03-05 | open
    """
    plan = _plan(_books(Tasks=list_), told, "asana.csv")
    assert [row[2] for row in _appended(plan)] == ["Build"]


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    """The sheet that is known; of several the one that is named."""
    rows = [one.split(",") for one in CSV.splitlines()]
    sheets = tuple(grid("x", name) for name in ("Notes",))
    bank = Sheet("March", [tuple(one) for one in rows])
    other = Sheet("April", [tuple(one) for one in rows])

    def plan(*more: Sheet, sheet: str = "") -> Importing:
        file = Incoming("bank.xlsx", book=Book("bank.xlsx", (*sheets, bank, *more)))
        books, choice = _books(Bank=BANK), Choice(sheet=sheet)
        return import_file(books, Settings(), "Show", file, choice, wiring.new_workbook)

    assert len(_appended(plan())) == 2
    with pytest.raises(NothingToDo, match="April, March"):
        plan(other)
    assert len(_appended(plan(other, sheet="April"))) == 2
    with pytest.raises(NothingToDo, match="no sheet 'May'"):
        plan(sheet="May")


def test_accounts_of_one_file_get_sheets_of_their_own() -> None:
    """Two accounts have no common balance: neither goes into the other's list."""
    moved = [Moved(dt.date(2026, 3, 2), Decimal(-5), "Tape", "A1")]
    one = ofx(moved, closing=Decimal(0), is_xml=True, is_card=False)
    inner = one[one.index(b"<STMTRS>") : one.index(b"</STMTRS>") + 9]
    two = one.replace(inner, inner + inner.replace(b"0417-2290", b"0417-3301"))
    (batch,) = _plan(_books(Bank=BANK), two, "a.ofx").batches
    assert isinstance(batch, Batch)
    assert [sheet.name for sheet in batch.changes.sheets] == [
        "Bank …2290 (USD)",
        "Bank …3301 (USD)",
    ]


def test_a_statement_never_goes_into_the_list_of_another_account() -> None:
    """A list that names an account takes that account's movements only; nor does a card's a bank's."""
    moved = [Moved(dt.date(2026, 3, 2), Decimal(-5), "Tape", "A1")]
    content = ofx(moved, closing=Decimal(0), is_xml=True, is_card=False)
    other = "Account 0417-3301\n\n" + textwrap.dedent(BANK).strip()
    mine = other.replace("3301", "2290")

    (batch,) = _plan(_books(Bank=other), content, "a.ofx").batches
    assert isinstance(batch, Batch)
    assert [one.name for one in batch.changes.sheets] == ["Bank …2290 (USD)"]
    assert "below 'Mine'" in _plan(_books(Other=other, Mine=mine), content, "a.ofx").sentence
    card = ofx(moved, closing=Decimal(0), is_xml=True, is_card=True)
    assert "new sheet 'Card …2290 (USD)'" in _plan(_books(Bank=BANK), card, "a.ofx").sentence


@pytest.mark.parametrize("is_card", [False, True])
def test_a_sheet_that_an_import_made_is_known_by_the_next(is_card: bool) -> None:  # noqa: FBT001 - a case
    """Whether anybody else would recognise it or not: a second import adds nothing."""
    moved = [Moved(dt.date(2026, 3, 2), Decimal(-5), "Tape", "A1")]
    content = ofx(moved, closing=Decimal(0), is_xml=True, is_card=is_card)
    (batch,) = _plan(_books(Notes="Just | words"), content, "a.ofx").batches
    assert isinstance(batch, Batch)
    (made,) = batch.changes.sheets
    again = Memory(
        Book("Money.xlsx", (Sheet(made.name, [tuple(c.value for c in row) for row in made.rows]),))
    )
    assert _plan(again, content, "a.ofx").batches == ()


def test_money_in_below_money_out_looks_like_the_last_money_in() -> None:
    """The cell above is empty and may have no format: the last of its own column lends it."""
    told = "Date,Details,Amount,Balance\n2026-03-20,Wire,58,1300\n2026-03-21,Wire,1,1301\n"
    (batch,) = _plan(_books(Bank=BANK), told, kind="bank-csv").batches
    assert isinstance(batch, Batch)
    assert [(one.row, one.column, one.value, one.like) for one in batch.changes.cells] == [
        (7, 4, 58, (3, 4)),
        (8, 4, 1, (3, 4)),
    ]


def _in_dollars(*moved: Moved) -> bytes:
    return ofx(moved, closing=Decimal(10), is_xml=True, is_card=False)


@pytest.mark.parametrize(
    ("heading", "doubt"),
    [
        ("Balance (EUR)", "The statement is in USD, 'Bank' in Money.xlsx is in EUR."),
        ("Balance (USD)", ""),
        ("Balance", ""),
    ],
)
def test_a_bank_s_own_currency_is_compared_with_the_list_s(heading: str, doubt: str) -> None:
    """OFX names it; a list that names none, in a production that names none, says nothing."""
    books = _books(Bank=BANK.replace("Balance\n", f"{heading}\n"))
    plan = _plan(books, _in_dollars(Moved(dt.date(2026, 3, 9), Decimal(-5), "Fee", "A1")), "b.ofx")

    assert [one for one in plan.doubts if "statement is in" in one] == (
        [one for one in plan.doubts if one.startswith(doubt)] if doubt else []
    )
    assert any(doubt in one for one in plan.doubts)


def test_what_a_person_names_is_not_doubted() -> None:
    """They looked at both."""
    books = _books(Bank=BANK.replace("Balance\n", "Balance (EUR)\n"))
    moved = Moved(dt.date(2026, 3, 9), Decimal(-5), "Fee", "A1")
    plan = _plan(books, _in_dollars(moved), "b.ofx", into="Bank")

    assert plan.doubts == ()
