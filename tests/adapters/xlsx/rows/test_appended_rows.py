"""Rows are appended below lists that Excel does not know as tables."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx import patcher
from addin.errors import WriteRefused
from addin.tables.changes import AppendedRows, Changes
from addin.tables.table import CellEdit, Value
from tests.adapters.xlsx.packages import part, parts_of
from tests.adapters.xlsx.tables import all_of, attribute, cell, formula, orders

SHEET = "xl/worksheets/sheet1.xml"


def ledger(put=lambda _book, _sheet: None, *, rows: int = 4) -> bytes:
    """A list in A1:C5 of Costs: PO, Date, Amount."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Costs")
    date = book.add_format({"num_format": "d mmm yyyy"})
    money = book.add_format({"num_format": "#,##0.00", "border": 1})
    sheet.write_row("A1", ["PO", "Date", "Amount"])
    for n in range(1, rows + 1):
        sheet.write(n, 0, f"PO{n}")
        sheet.write_datetime(n, 1, dt.datetime(2026, 3, n), date)
        sheet.write(n, 2, n * 10, money)
    put(book, sheet)
    book.close()
    return out.getvalue()


def appended(blob: bytes, *rows: Mapping[int, Value], **more) -> bytes:
    """Rows appended to Costs."""
    return patcher.patched(blob, Changes(rows=(AppendedRows("Costs", tuple(rows), **more),)))


def test_rows_go_below_the_last_used_row():
    """In order, each value in its column; formatted cells without a value are not used."""

    def formatted(book, sheet):
        sheet.write_blank("C40", None, book.add_format({"border": 1}))

    after = appended(ledger(formatted), {1: "PO5", 3: 50}, {1: "PO6"})

    assert "<t>PO5</t>" in cell(after, "A6")
    assert "<v>50</v>" in cell(after, "C6")
    assert "<t>PO6</t>" in cell(after, "A7")


def test_new_cells_look_like_the_row_above():
    """Given ones and blank ones; a date given stays a date."""
    after = appended(ledger(), {1: "PO5", 2: dt.date(2026, 4, 1)})

    assert cell(after, "B6") == '<c r="B6" s="1"><v>46113</v></c>'
    assert cell(after, "C6") == '<c r="C6" s="2"/>'


def test_only_columns_said_to_hold_formulas_get_one():
    """Text that begins with = is text everywhere else."""
    after = appended(ledger(), {1: "=A1", 3: "=C5*2"}, formulas=frozenset({3}))

    assert formula(after, "C6") == "C5*2"
    assert "<t>=A1</t>" in cell(after, "A6")


def test_rows_for_the_same_place_follow_one_another():
    """Two callers, one batch."""
    batches = (AppendedRows("Costs", ({1: "a"},)), AppendedRows("costs", ({1: "b"}, {1: "c"})))
    after = patcher.patched(ledger(), Changes(rows=batches))
    assert [cell(after, f"A{row}")[-15:] for row in (6, 7, 8)] == [
        f"<t>{x}</t></is></c>"[-15:] for x in "abc"
    ]


def test_an_empty_sheet_begins_with_row_one():
    """Nothing above that the cells could look like."""
    blob = ledger(lambda book, _: book.add_worksheet("New"))
    after = patcher.patched(blob, Changes(rows=(AppendedRows("New", ({2: "x"},)),)))
    assert 'r="B1"' in part(after, "xl/worksheets/sheet2.xml")


def test_formats_validations_filter_and_print_area_that_end_there_go_on():
    """In the list's columns; what ends elsewhere stays."""

    def more(_, sheet):
        sheet.conditional_format("C2:C5", {"type": "cell", "criteria": ">", "value": 3})
        sheet.conditional_format("C2:C4", {"type": "cell", "criteria": ">", "value": 4})
        sheet.conditional_format("E2:E5", {"type": "cell", "criteria": ">", "value": 5})
        sheet.conditional_format("A5:C5", {"type": "cell", "criteria": ">", "value": 6})
        sheet.data_validation("B2:B5", {"validate": "any", "input_title": "Date"})
        sheet.autofilter("A1:C5")
        sheet.print_area("A1:D5")

    after = appended(ledger(more), {1: "PO5"}, {1: "PO6"})

    found = all_of('<conditionalFormatting sqref="(.*?)"', after, SHEET)
    assert sorted(found) == ["A5:C5", "C2:C4", "C2:C7", "E2:E5"]
    assert attribute(after, "dataValidation", "sqref", SHEET) == "B2:B7"
    assert attribute(after, "autoFilter", "ref", SHEET) == "A1:C7"
    names = dict(all_of(r'<definedName name="([\w.]+)".*?>(.*?)<', after, "xl/workbook.xml"))
    assert names == {
        "_xlnm._FilterDatabase": "Costs!$A$1:$C$7", "_xlnm.Print_Area": "Costs!$A$1:$D$7",
    }  # fmt: skip


def test_formulas_do_not_follow():
    """A total elsewhere is the caller's to extend; only the sheet itself changes."""

    def total(book, sheet):
        sheet.write_formula("F1", "=SUM(C2:C5)")
        book.define_name("Amounts", "=Costs!$C$2:$C$5")

    before = ledger(total)
    after = appended(before, {3: 50})
    assert formula(after, "F1") == "SUM(C2:C5)"
    changed = {
        name for name, content in parts_of(after).items() if parts_of(before)[name] != content
    }
    assert changed == {SHEET}


@pytest.mark.parametrize("total", ["SUM(C2:C5)", "SUBTOTAL(9,$C$2:$C$5)", "1+SUM(C2:C4)+C5"])
def test_nothing_is_put_below_totals_unless_that_is_said(total):
    """A row between the data and their total cannot be inserted: the caller decides."""
    blob = ledger(lambda _, sheet: sheet.write_formula("C6", "=" + total))
    with pytest.raises(WriteRefused, match=r"looks like totals \(C6 is =.*after=6"):
        appended(blob, {1: "PO5"})
    assert "<t>PO5</t>" in cell(appended(blob, {1: "PO5"}, after=6), "A7")


def test_a_running_total_in_every_row_is_no_totals_row():
    """The row above has one, too."""

    def running(_, sheet):
        for row in range(4, 6):
            sheet.write_formula(f"D{row}", f"=SUM(C$2:C{row - 1})")

    assert "<t>PO5</t>" in cell(appended(ledger(running), {1: "PO5"}), "A6")


@pytest.mark.parametrize(
    ("put", "more", "reason"),
    [
        (lambda _, s: s.write("B8", "note"), {"after": 6}, "Costs!B8.*is not blank"),
        (lambda _, s: s.set_row(5, None, None, {"hidden": True}), {}, "row 6 of 'Costs' is hidden"),
        (lambda _, s: s.merge_range("A6:B7", ""), {}, "merged"),
        (lambda _, s: s.protect(), {}, "protected"),
        (lambda _, s: s.add_table("A1:C5"), {}, "right below the table Table1"),
        (lambda _, s: s.write("A1048576", "end"), {}, "do not fit"),
    ],
)
def test_what_stands_in_the_way_is_named(put, more, reason):
    """Nothing is overwritten."""
    with pytest.raises(WriteRefused, match=reason):
        appended(ledger(put), {1: "a", 2: "b"}, {2: "c"}, **more)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (AppendedRows("Nowhere", ({1: 1},)), "no sheet 'Nowhere'"),
        (AppendedRows("Costs", ({0: 1},)), "outside the sheet"),
        (AppendedRows("Costs", ({16385: 1},)), "outside the sheet"),
    ],
)
def test_places_that_are_none_are_refused(wanted, reason):
    """By name."""
    with pytest.raises(WriteRefused, match=reason):
        patcher.patched(ledger(), Changes(rows=(wanted,)))


def test_rows_below_a_list_and_rows_of_a_table_in_one_batch_keep_apart():
    """Where the one would grow into the other, nothing is written."""
    changes = Changes(
        rows=(
            AppendedRows("Costs", ({2: "x"},), "Orders"),
            AppendedRows("Costs", ({2: "y"},), after=10),
        )
    )
    with pytest.raises(WriteRefused, match="collide"):
        patcher.patched(orders(), changes)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 5), st.integers(1, 5))
def test_appending_is_the_same_as_writing_the_cells(rows, added):
    """Same values at the same places as by edits of those cells."""
    blob = ledger(rows=rows)
    new: list[dict[int, Value]] = [{1: f"n{n}", 3: n} for n in range(added)]
    edits = tuple(
        CellEdit("Costs", rows + 2 + n, column, value)
        for n, values in enumerate(new)
        for column, value in values.items()
    )
    by_rows = appended(blob, *new)
    by_cells = patcher.patched(blob, Changes(cells=edits))
    for edit in edits:
        place = f"{'ABC'[edit.column - 1]}{edit.row}"
        strip = cell(by_rows, place).replace(' s="2"', "")
        assert strip == cell(by_cells, place)


def test_a_table_and_a_list_below_it_grow_at_once():
    """They keep apart, so both get their rows."""

    def listed(_, costs):
        costs.write_column("B30", ["Notes", "first"])

    changes = Changes(
        rows=(AppendedRows("Costs", ({2: "x"},), "Orders"), AppendedRows("Costs", ({2: "y"},)))
    )
    after = patcher.patched(orders(costs=listed), changes)
    assert "<t>x</t>" in cell(after, "B9")
    assert "<t>y</t>" in cell(after, "B32")


@pytest.mark.parametrize(
    "formula", ["SUM(E:E)", "SUM(Other!C2:C5)", "SUM(C6:D6)", "C4+C5", "SUM(C2:C9)", "1+§SUM("]
)
def test_formulas_that_sum_nothing_above_are_no_totals(formula):
    """Whole columns, other sheets, the row itself, cells below."""
    blob = ledger(lambda _, sheet: sheet.write_formula("D6", "=" + formula))
    assert "<t>PO5</t>" in cell(appended(blob, {1: "PO5"}), "A7")


def test_no_rows_change_nothing():
    """An empty batch, and rows without any value."""
    before = ledger()
    assert before == appended(before)
    assert before == patcher.patched(before, Changes(rows=(AppendedRows("Costs", ()),)))
