"""What a difference says of drawn versions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from addin.tables.compare.compare import compare
from addin.tables.compare.difference import Kind
from addin.tables.table import Area, Book, ListObject, Visibility
from tests.grid import book, grid
from tests.tables.compare.versions import between, books, said

REPORT = """
    Account | Description | Cost to Date | Commitments | Total        | ETC           | EFC            | Budget | Variance
    '2510   | Lighting    | 545          | 120         | =C2+D2->665  | =G2-E2->335   | 1000           | 1000   | =H2-G2->0
    '2520   | Catering    | 300          | 500         | =C3+D3->800  | =G3-E3->0     | 800            | 700    | =H3-G3->-100
    '2530   | Transport   | 950          | 0           | =C4+D4->950  | =G4-E4->50    | 1000           | 1200   | =H4-G4->200
    Total   |             | =SUM(C2:C4)->1795 | =SUM(D2:D4)->620 | =SUM(E2:E4)->2415 | =SUM(F2:F4)->385 | =SUM(G2:G4)->2800 | =SUM(H2:H4)->2900 | =SUM(I2:I4)->100
"""


def test_a_changed_figure_is_the_cause_and_what_draws_on_it_only_follows():
    """One cell was typed; the others have the formulas they had."""
    newer = (
        REPORT.replace("335   | 1000", "535   | 1200")
        .replace("=H2-G2->0", "=H2-G2->-200")
        .replace("->2800", "->3000")
    )

    difference = between(REPORT, newer)

    assert [one.newer for one in difference.causes] == [(2, 7)]
    assert {one.newer for one in difference.results} == {(2, 6), (2, 9), (5, 7)}


def test_the_first_total_told_is_the_final_cost_with_the_rows_that_explain_it():
    """What a producer asks first."""
    newer = REPORT.replace("335   | 1000", "535   | 1200").replace("->2800", "->3000")

    total = books(grid(REPORT), grid(newer)).totals[0]

    assert (total.field, total.at) == ("efc", (5, 7))
    assert [total.before, total.after] == [2800, 3000]
    assert [(share.label, share.change) for share in total.shares] == [
        ("2510 Lighting", Decimal(200))
    ]
    assert total.unexplained == 0


def test_a_total_that_rows_do_not_explain_says_so():
    """The line moved by 200; the total still shows what it showed."""
    newer = REPORT.replace("335   | 1000", "535   | 1200")

    total = books(grid(REPORT), grid(newer)).totals[0]

    assert [total.change, total.explained, total.unexplained] == [0, 200, -200]


def test_a_formula_replaced_by_its_own_value_is_still_told():
    """The figure is the same today; it will not be next week."""
    difference = between("1 | 2 | =A1+B1->3", "1 | 2 | 3")

    assert said(difference) == ["C1 formula replaced by a value: 3 -> 3"]


def test_a_formula_put_where_a_value_stood_is_the_other_way_round():
    """And is told apart from a changed formula."""
    assert said(between("1 | 2 | 3", "1 | 2 | =A1+B1->3")) == [
        "C1 value replaced by a formula: 3 -> 3"
    ]


def test_formulas_that_moved_with_their_rows_are_the_same():
    """A row was put in; Excel moved the rest, and widened the sum by hand or by itself."""
    older = """
        Lamps  | 5 | =B1*2->10
        Cable  | 6 | =B2*2->12
        Trucks | 7 | =B3*2->14
        Sum    | =SUM(B1:B3)->18 | =SUM(C1:C3)->36
    """
    newer = """
        Lamps  | 5 | =B1*2->10
        Gels   | 1 | =B2*2->2
        Cable  | 6 | =B3*2->12
        Trucks | 7 | =B4*2->14
        Sum    | =SUM(B1:B4)->19 | =SUM(C1:C4)->38
    """

    difference = between(older, newer)

    assert difference.rows_added == [2]
    assert {one.kind for one in difference.cells} == {Kind.RESULT}


def test_a_reference_from_another_sheet_follows_the_row_it_means():
    """Costs!B2 is Costs!B3 once a row stands above it; Costs!B2 kept would mean another line."""
    costs = grid("Lamps | 5\nCable | 6\nTrucks | 7", "Costs")
    moved = grid("Lamps | 5\nGels | 1\nCable | 6\nTrucks | 7", "Costs")
    older = grid("Cable | =Costs!B2->6", "Top")

    followed = compare(book(costs, older), book(moved, grid("Cable | =Costs!B3->6", "Top")))
    turned = compare(book(costs, older), book(moved, grid("Cable | =Costs!B4->7", "Top")))

    assert followed.sheets[1].cells == ()
    assert said(turned.sheets[1]) == ["B1 formula changed: 6 -> 7"]


def test_a_renamed_sheet_is_known_by_its_rows_and_formulas_follow_its_name():
    """No sheet was added or removed, and no formula changed."""
    rows = "Lamps | 5\nCable | 6\nTrucks | 7"
    older = book(grid(rows, "Costs"), grid("Sum | =SUM(Costs!B1:B3)->18", "Top"))
    newer = book(grid(rows, "Costs wk10"), grid("Sum | =SUM('Costs wk10'!B1:B3)->18", "Top"))

    difference = compare(older, newer)

    assert (difference.added, difference.removed) == ((), ())
    assert [sheet.is_renamed for sheet in difference.sheets] == [True, False]
    assert difference.sheets[1].is_empty


def test_sheets_added_removed_and_moved_are_told():
    """Each by its name."""
    a, b, c = (grid(f"{name} | 1\n{name} again | 2", name) for name in "ABC")
    other = grid("Nothing like it | 9", "New")

    difference = compare(book(a, b, c), book(c, a, other))

    assert (difference.added, difference.removed, difference.moved) == (("New",), ("B",), ("C",))


LOG = """
    PO #    | Date       | Vendor          | Account | Description | Amount | Status
    PO-1041 | 2026-03-02 | Northlight Ltd  | '2510   | Lamps       | 500    | Closed
    PO-1042 | 2026-03-03 | Harbor Catering | '2520   | Breakfasts  | 800    | Open
    PO-1043 | 2026-03-05 | Northlight Ltd  | '2510   | Cable       | 120    | Open
    PO-1044 | 2026-03-06 | Quay Transport  | '2530   | Trucks      | 950    | Closed
    PO-1045 | 2026-03-09 | Quay Transport  | '2530   | Vans        | 350    | Open
"""


def test_an_order_that_moved_and_changed_is_one_order():
    """Its number names it, wherever it stands."""
    lines = LOG.strip("\n").split("\n")
    newer = "\n".join(
        [lines[0], lines[5].replace("350", "450"), lines[1], lines[2], lines[3], lines[4]]
    )

    difference = between(LOG, newer)

    assert said(difference) == ["F2 value changed: 350 -> 450"]
    assert (difference.rows_added, difference.rows_removed) == ([], [])
    assert difference.rows_moved == 1
    assert [one.fields for one in difference.aligned.keyed] == [("po_number",)]


def test_a_new_order_with_much_the_same_words_is_another_order():
    """PO-1046 is not PO-1045 with another number, although both hire vans."""
    newer = LOG.replace(
        "    PO-1045 | 2026-03-09 | Quay Transport  | '2530   | Vans        | 350    | Open",
        "    PO-1046 | 2026-03-19 | Quay Transport  | '2530   | Crane truck | 1350   | Closed",
    )

    difference = between(LOG, newer)

    assert (difference.rows_added, difference.rows_removed, difference.cells) == ([6], [6], ())


def test_a_number_used_twice_is_paired_in_turn_and_said():
    """Nobody can tell which of the two is which; the order in which they stand decides."""
    twice = LOG.replace("PO-1044", "PO-1043")

    difference = between(twice, twice.replace("950", "960"))

    keyed = difference.aligned.keyed[0]
    assert keyed.repeated in {0, 2}
    assert said(difference) == ["F5 value changed: 950 -> 960"]


def test_an_amount_typed_as_text_is_told_as_such():
    """A sum passes over it from now on."""
    assert said(between(LOG, LOG.replace("| 950 ", "|'950 "))) == [
        "F5 number became text: 950 -> 950"
    ]


def test_a_column_put_in_shifts_nothing():
    """Columns are known by their headings."""
    newer = "\n".join(
        line.replace(" | ", f" | {word} | ", 1)
        for line, word in zip(
            LOG.strip("\n").split("\n"), ("Dept", "Set", "Cat", "Set", "Tra", "Tra"), strict=True
        )
    )

    difference = between(LOG, newer)

    assert difference.aligned.columns.added == [2]
    assert (difference.cells, difference.rows_added, difference.rows_removed) == ((), [], [])


def test_a_moved_column_is_one_move():
    """The same heading over the same values, elsewhere."""
    rows = [line.split("|") for line in LOG.strip("\n").split("\n")]
    newer = "\n".join("|".join([*row[:1], *row[2:], row[1]]) for row in rows)

    difference = between(LOG, newer)

    assert difference.aligned.columns.moves == {(2, 7)}
    assert difference.cells == ()


def test_a_line_put_into_the_left_list_does_not_move_the_right_one():
    """Lists that stand side by side have rows of their own."""
    older = """
        Account | Description | Budget | Actual | | Vendor     | Contact | Email | Phone
        '2510   | Lighting    | 500    | 400    | | Northlight | Kim     | k@n   | 1
        '2520   | Catering    | 800    | 750    | | Harbor     | Lee     | l@h   | 2
        '2530   | Transport   | 950    | 900    | | Quay       | Max     | m@q   | 3
        '2540   | Locations   | 300    | 100    | | Ropewalk   | Noa     | n@r   | 4
    """
    newer = """
        Account | Description | Budget | Actual | | Vendor     | Contact | Email | Phone
        '2505   | Grip        | 100    | 90     | | Northlight | Kim     | k@n   | 1
        '2510   | Lighting    | 500    | 400    | | Harbor     | Lee     | l@h   | 2
        '2520   | Catering    | 800    | 750    | | Quay       | Max     | m@q   | 3
        '2530   | Transport   | 950    | 900    | | Ropewalk   | Noa     | n@r   | 4
        '2540   | Locations   | 300    | 100    | |            |         |       |
    """

    difference = between(older, newer)

    assert len(difference.aligned.bands) == 2
    assert [band.rows.added for band in difference.aligned.bands] == [[2], []]
    assert difference.cells == ()


def test_errors_that_appear_are_marked_also_where_they_only_follow():
    """A result that turned into #REF! is looked at first."""
    difference = between("1 | =A1*2->2 | =B1+1->3", "1 | =#REF!*2->#REF! | =B1+1->#REF!")

    assert [one.error_appeared for one in difference.cells] == [True, True]
    assert [one.kind for one in difference.cells] == [Kind.FORMULA, Kind.RESULT]


def test_a_result_that_a_file_does_not_hold_is_unknown_not_changed():
    """Nothing is guessed."""
    difference = between("1 | =NOW()+A1 -> 5", "1 | =NOW()+A1")

    assert (difference.cells, difference.unknown) == ((), 1)


def test_a_date_shown_as_a_number_is_a_change_of_format_alone():
    """The figure behind it is the same."""
    day = grid("2026-03-14")
    older = replace(day, formats={(1, 1): "yyyy-mm-dd"})
    newer = grid("46095")

    difference = books(older, newer).sheets[0]

    assert difference.cells == ()
    assert [(one.before, one.after) for one in difference.formats] == [("yyyy-mm-dd", "General")]


def test_what_is_no_cell_is_told_too():
    """Hidden rows, merged cells, notes, tables, the tab; each where it is now."""
    older = replace(
        grid("Lamps | 5\nCable | 6\nTrucks | 7"),
        notes={(2, 2): "asked twice"},
        merged=(Area.of("A1:B1"),),
        list_objects=(ListObject("Costs", Area.of("A1:B3"), ("a", "b")),),
    )
    newer = replace(
        grid("Gels | 1\nLamps | 5\nCable | 6\nTrucks | 7"),
        notes={(3, 2): "asked three times"},
        hidden_rows=frozenset({3, 4}),
        list_objects=(ListObject("Costs", Area.of("A2:B4"), ("a", "b")),),
        visibility=Visibility.HIDDEN,
    )

    difference = books(older, newer).sheets[0]

    assert [(one.about, one.what) for one in difference.aspects] == [
        ("sheet", "Sheet1"),
        ("merged cells", "A2:B2"),
        ("hidden rows", "3:4"),
    ]
    assert [(one.newer, one.after) for one in difference.notes] == [((3, 2), "asked three times")]


def test_a_name_that_moved_with_its_cells_has_not_changed():
    """One that was turned to other cells has."""
    older = grid("Lamps | 5\nCable | 6")
    newer = grid("Gels | 1\nLamps | 5\nCable | 6")
    names = {"Rate": "Sheet1!$B$1", "Other": "Sheet1!$B$2"}
    now = {"Rate": "Sheet1!$B$2", "Other": "Sheet1!$B$1"}

    difference = compare(Book("a.xlsx", (older,), names=names), Book("b.xlsx", (newer,), names=now))

    assert [one.what for one in difference.aspects] == ["Other"]


def test_a_text_file_against_a_workbook_compares_what_people_read():
    """In a CSV file every number is text; that is no change."""
    older = Book("log.csv", (grid("Lamps | '1,200.00 | '2026-03-14"),), kind="csv")
    newer = Book("log.xlsx", (grid("Lamps | 1200 | 2026-03-14"),))

    assert compare(older, newer).sheets[0].cells == ()


def test_versions_with_nothing_in_common_are_said_to_be_so():
    """Rather than hundreds of changed cells."""
    difference = between("Lamps | 5\nCable | 6", "Shoot day | Scene | Pages\nMonday | 12 | 3")

    assert difference.has_nothing_in_common
    assert difference.cells == ()
