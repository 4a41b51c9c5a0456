"""The batch that makes a workbook's table hold other rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.errors import WriteRefused
from addin.ports.binding import BoundColumn
from addin.sync.workbook_cells import typed, value_of
from addin.tables.table import ErrorValue
from addin.tables.typed_cell import formula, number, text, truth
from tests.sync.drawn_log import BOOK, HEADINGS, binding, orders, read, written


def test_what_is_equal_is_not_touched(tmp_path):
    """Writing what was read is no batch at all, with a key or without."""
    folder = orders(tmp_path, ids_column=True)
    for bound in (binding(), binding("Vendor", "Open", key="")):
        assert not written(folder, bound, read(folder, bound).rows)


def test_edits_go_into_their_cells(tmp_path):
    """As typed values; the date stays a date, digits as text stay text, formulas stay theirs."""
    folder = orders(tmp_path)
    bound = binding()
    rows = dict(read(folder, bound).rows)
    rows["PO-1004"] = {
        "PO": text("PO-1004"), "Date": number(46100), "Vendor": text("0042"), "Amount": truth(True)
    }  # fmt: skip

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert tuple(sheet.rows[6][1:5]) == (dt.date(2026, 3, 19), "0042", True)
    assert sheet.formulas[7, 6] == "D7-E7"
    assert sheet.rows[7][2] == "Vendor 5"


def test_a_row_that_is_gone_is_emptied(tmp_path):
    """Nothing below it moves; its formula and the totals stay where they are."""
    folder = orders(tmp_path)
    bound = binding()
    rows = dict(read(folder, bound).rows)
    del rows["PO-1003"]

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert sheet.value(6, 1) is None
    assert sheet.value(7, 1) == "PO-1004"
    assert sheet.formulas[6, 6] == "D6-E6"
    assert sheet.formulas[16, 4] == "SUM(D4:D15)"
    assert list(read(folder, bound).rows) == list(rows)


def new_row(name="PO-2000", vendor="Northlight Ltd"):
    """An order that came in the shared sheet."""
    return {"PO": text(name), "Date": number(46100), "Vendor": text(vendor), "Amount": number(99.5)}


def test_new_rows_stand_below_the_list(tmp_path):
    """With the looks and the formulas of the last one, the dates as dates."""
    folder = orders(tmp_path, total=False)
    bound = binding()
    rows = {**read(folder, bound).rows, "PO-2000": new_row(), "PO-2001": new_row("PO-2001")}

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert tuple(sheet.rows[15][:4]) == ("PO-2000", dt.date(2026, 3, 19), "Northlight Ltd", 99.5)
    assert sheet.formulas[17, 6] == "D17-E17"
    found = read(folder, bound)
    assert found.at["PO-2001"] == 17
    assert not written(
        folder, bound, {**rows, "PO-2000": found.rows["PO-2000"], "PO-2001": found.rows["PO-2001"]}
    )


def test_new_rows_take_blank_ones_above_the_totals(tmp_path):
    """The totals stay where they are, and add the new rows up."""
    folder = orders(tmp_path, gap=2)
    bound = binding("PO", "Date", "Vendor", "Amount")
    rows = {**read(folder, bound).rows, "PO-2000": new_row(), "PO-2001": new_row("PO-2001")}

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert [sheet.value(row, 1) for row in (16, 17)] == ["PO-2000", "PO-2001"]
    assert sheet.formulas[18, 4] == "SUM(D4:D17)"
    assert read(folder, bound).rows == rows


def test_without_room_above_the_totals_nothing_is_written(tmp_path):
    """The refusal says where, and what to do."""
    folder = orders(tmp_path)
    bound = binding("PO", "Date", "Vendor", "Amount")
    rows = {**read(folder, bound).rows, "PO-2000": new_row()}
    before = folder.read(BOOK).digest

    with pytest.raises(WriteRefused, match="row 16 of 'Log', where the totals are: insert"):
        written(folder, bound, rows)
    assert folder.read(BOOK).digest == before


def test_a_deleted_row_at_the_end_gives_its_place_to_a_new_one(tmp_path):
    """Though its formula still stands there."""
    folder = orders(tmp_path)
    bound = binding()
    rows = dict(read(folder, bound).rows)
    del rows["PO-1012"]
    written(folder, bound, rows)

    written(folder, bound, {**rows, "PO-2000": new_row()})

    assert read(folder, bound).at["PO-2000"] == 15


def test_a_table_that_excel_knows_grows(tmp_path):
    """By its own rules: its formulas go on, new rows are inside it."""
    folder = orders(tmp_path, table=True)
    bound = binding("PO", "Date", "Vendor", "Amount")
    rows = {**read(folder, bound).rows, "PO-2000": new_row()}

    written(folder, bound, rows)

    sheet = folder.read(BOOK).sheet("Log")
    assert sheet.list_objects[0].area.bottom == 16
    assert read(folder, bound).rows == rows


def test_a_row_that_comes_back_goes_into_its_own(tmp_path):
    """Emptied rows keep their ids."""
    folder = orders(tmp_path, ids_column=True)
    bound = binding("Vendor", "Amount", key="")
    rows = dict(read(folder, bound).rows)
    gone = rows.pop("id12")
    written(folder, bound, rows)
    assert read(folder, bound).rows["id12"] == {}

    written(folder, bound, {**rows, "id12": gone})

    assert read(folder, bound).at["id12"] == 15
    assert read(folder, bound).rows == {**rows, "id12": gone}


def test_a_row_of_sums_alone_is_no_room_for_a_new_one(tmp_path):
    """Though no tied column has anything typed in it there."""
    folder = orders(tmp_path)
    book = openpyxl.load_workbook(tmp_path / BOOK)
    for cell in ("C16", "D16", "E16"):
        book["Log"][cell] = None
    book.save(tmp_path / BOOK)
    bound = binding("PO", "Vendor", "Open")
    rows = {**read(folder, bound).rows, "PO-2000": {"PO": text("PO-2000")}}

    with pytest.raises(WriteRefused, match="where the totals are"):
        written(folder, bound, rows)


def test_a_changed_formula_is_written_for_its_row(tmp_path):
    """Where both sides may edit formulas, in rows that are there and in new ones."""
    folder = orders(tmp_path, total=False)
    bound = replace(binding(), columns=tuple(BoundColumn(name) for name in HEADINGS))
    rows = dict(read(folder, bound).rows)
    other = formula("[@Amount]*2")
    rows["PO-1002"] = {**rows["PO-1002"], "Open": other}
    rows["PO-2000"] = {**new_row(), "Open": other}

    written(folder, bound, rows)

    formulas = folder.read(BOOK).sheet("Log").formulas
    assert (formulas[5, 6], formulas[16, 6]) == ("D5*2", "D16*2")
    assert read(folder, bound).rows["PO-2000"]["Open"] == other


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=12)

values = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda x: float(f"{x:.14g}")), texts,
    st.sampled_from(["#N/A", "#DIV/0!"]).map(ErrorValue),
)  # fmt: skip

days = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2199, 1, 1)).map(
    lambda one: one.replace(microsecond=one.microsecond // 1000 * 1000)
)


@settings(deadline=None)
@given(
    st.one_of(
        values, days.map(dt.datetime.date), days, st.times().map(lambda t: t.replace(microsecond=0))
    )
)
def test_a_value_comes_back_as_it_went(value):
    """Through the cell that both programs share, given a value of its kind."""
    back = value_of(typed(value), value)
    if isinstance(value, dt.datetime) and isinstance(back, dt.datetime):
        assert abs(back - value) < dt.timedelta(milliseconds=1)
    elif isinstance(value, dt.time) and value == dt.time():
        assert back == 0
    else:
        assert back == value
        assert isinstance(back, bool) == isinstance(value, bool)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 14), st.sampled_from(["Vendor", "Amount"]), st.integers(0, 9)),
        max_size=8,
    ),
    st.sets(st.integers(1, 10), max_size=6),
)
def test_the_workbook_holds_what_was_merged(tmp_path_factory, edits, deleted):
    """After any edits, deletions and additions, by key and by id; again is no change."""
    for by_key in (True, False):
        folder = orders(tmp_path_factory.mktemp("log"), rows=10, gap=4, ids_column=not by_key)
        bound = binding("PO", "Vendor", "Amount", key="PO" if by_key else "")
        rows = {row: dict(cells) for row, cells in read(folder, bound).rows.items()}
        for order, column, digit in edits:
            name = f"PO-{1000 + order}" if by_key else f"id{order}"
            cells = rows.setdefault(name, {"PO": text(f"PO-{1000 + order}")})
            cells[column] = number(digit) if column == "Amount" else text(f"V{digit}")
        for order in deleted:
            rows.pop(f"PO-{1000 + order}" if by_key else f"id{order}", None)

        written(folder, bound, rows)

        found = read(folder, bound)
        assert {row: cells for row, cells in found.rows.items() if cells} == rows
        assert not written(folder, bound, rows)
