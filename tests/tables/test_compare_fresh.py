"""What an engine worked out, compared with what the file shows, and judged."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.beside_cells import Calculation
from addin.tables.compare_fresh import Linked, compared
from addin.tables.table import Area, Book
from tests.grid import book, grid

COSTS = grid(
    """
    Account | Budget | Actual | Left
    Camera  | 500    | 200    | =B2-C2 -> 300
    Grip    | 300    | 310    | =B3-C3 -> -10
    Total   | =SUM(B2:B3) -> 800 | =SUM(C2:C3) -> 510 | =SUM(D2:D3) -> 290
    """,
    "Costs",
)
RIGHT = {
    ("Costs", 2, 4): 300,
    ("Costs", 3, 4): -10,
    ("Costs", 4, 2): 800,
    ("Costs", 4, 3): 510,
    ("Costs", 4, 4): 290,
}


def with_actual(amount):
    """The costs after a program changed an actual, and no formula was worked out again."""
    rows = [list(row) for row in COSTS.rows]
    rows[1][2] = amount
    return book(replace(COSTS, rows=rows))


def cells(found):
    """Which cells, by row and column."""
    return [(one.row, one.column) for one in found]


def test_a_workbook_that_excel_saved_agrees_throughout():
    """Nothing is stale, nothing is missing."""
    held = compared(book(COSTS), RIGHT, {})

    assert (held.formulas, held.agree) == (5, 5)
    assert not held.differs
    assert not held.needs_excel
    assert held.unknown == ()


def test_an_old_number_is_told_from_those_that_only_draw_on_it():
    """The one where it begins, with its name, and what the others show and give."""
    fresh = RIGHT | {("Costs", 2, 4): 280, ("Costs", 4, 3): 530, ("Costs", 4, 4): 270}

    held = compared(with_actual(220), fresh, {})

    assert [(one.row, one.column, one.begins) for one in held.stale] == [
        (2, 4, True),
        (4, 3, True),
        (4, 4, False),
    ]
    first = held.stale[0]
    assert (first.shown, first.gives, first.formula) == (300, 280, "B2-C2")
    assert first.called == "D2 (Camera, Left)"
    assert held.agree == 2


def test_an_unknown_cell_keeps_its_number_unless_what_it_draws_on_has_changed():
    """Certainly old, or only not checked: that is a difference for whoever quotes it."""
    sheet = grid(
        """
        5 | =A1*2 -> 9 | =FOO(B1) -> 7 | =FOO(A1) -> 8 | =FOO(A1)
        """,
        "S",
    )
    unknown = dict.fromkeys([("S", 1, 3), ("S", 1, 4), ("S", 1, 5)], "FOO is not known")

    held = compared(book(sheet), {("S", 1, 2): 10}, unknown)

    assert [(one.column, one.has_value, one.outdated) for one in held.unknown] == [
        (3, True, True),
        (4, True, False),
        (5, False, False),
    ]
    assert held.unsure == {("S", 1, 3), ("S", 1, 5)}
    assert held.needs_excel


def test_what_depends_on_the_day_is_no_old_number():
    """TODAY moves, and all that draws on it; OFFSET gives the same from the same cells."""
    sheet = grid(
        """
        10 | =TODAY()-A1 -> 3 | =B1+1 -> 4 | =OFFSET(A1,0,0) -> 9
        """,
        "S",
    )
    fresh = {("S", 1, 2): 30, ("S", 1, 3): 31, ("S", 1, 4): 10}

    held = compared(book(sheet), fresh, {})

    assert cells(held.moving) == [(1, 2), (1, 3)]
    assert cells(held.stale) == [(1, 4)]
    assert held.volatile == {("S", 1, 2), ("S", 1, 3)}


def test_cells_that_an_array_fills_follow_their_formula():
    """They have none of their own; what draws on them draws on the formula."""
    sheet = replace(
        grid("1 | =A1:A2*2 -> 3 | =SUM(B1:B2) -> 7\n2 | 4 |", "S"),
        arrays={(1, 2): Area(1, 2, 2, 2)},
    )

    held = compared(book(sheet), {("S", 1, 2): 2, ("S", 2, 2): 4, ("S", 1, 3): 6}, {})

    assert held.formulas == 3
    assert [(one.row, one.column, one.formula, one.begins) for one in held.stale] == [
        (1, 2, "A1:A2*2", True),
        (1, 3, "SUM(B1:B2)", False),
    ]


def test_cells_that_an_array_has_not_filled_yet_have_no_value():
    """A program wrote the formula alone: nothing stands in the cells below it."""
    sheet = replace(grid("1 | =A1:A2*2\n2", "S"), arrays={(1, 2): Area(1, 2, 2, 2)})

    held = compared(book(sheet), {("S", 1, 2): 2, ("S", 2, 2): 4}, {})

    assert cells(held.filled) == [(1, 2), (2, 2)]


FUND = Book("Fund.xlsx", (grid("=[1]Costs!D4 -> 290 | =A1*2 -> 580", "F"),), links={1: "Book.xlsx"})


def test_what_is_unsure_in_one_workbook_is_unknown_in_those_that_read_it():
    """With the cell that is to blame."""
    linked = {"Book.xlsx": Linked(book(COSTS), unsure=frozenset({("Costs", 4, 4)}))}

    held = compared(FUND, {("F", 1, 1): 290, ("F", 1, 2): 580}, {}, linked)

    assert held.unknown[0].reason == (
        "it reads Costs!D4 of Book.xlsx, for which no value is certain"
    )
    assert cells(held.unknown) == [(1, 1), (1, 2)]


def test_an_unknown_formula_that_reads_another_workbook_is_not_relied_on():
    """Nobody knows what that workbook held when the number was worked out."""
    linked = {"Book.xlsx": Linked(book(COSTS))}

    held = compared(FUND, {}, {("F", 1, 1): "two engines disagree", ("F", 1, 2): "so"}, linked)

    assert held.unsure == {("F", 1, 1), ("F", 1, 2)}
    assert held.unknown[0].reason == "two engines disagree"


def test_what_depends_on_the_day_in_one_workbook_does_so_in_those_that_read_it():
    """A fund summary of a report that counts days is not stale for that."""
    linked = {"Book.xlsx": Linked(book(COSTS), volatile=frozenset({("Costs", 4, 4)}))}

    held = compared(FUND, {("F", 1, 1): 291, ("F", 1, 2): 582}, {}, linked)

    assert cells(held.moving) == [(1, 1), (1, 2)]


def test_a_workbook_that_rounds_what_it_shows_is_left_to_excel():
    """Precision as displayed: no engine here rounds each figure for good, so none is believed."""
    rounds = replace(with_actual(220), calculation=Calculation(precision_as_displayed=True))

    held = compared(rounds, RIGHT | {("Costs", 2, 4): 280, ("Costs", 4, 4): 270}, {})

    assert not held.differs
    assert cells(held.unknown) == [(2, 4), (4, 4)]
    assert "as displayed" in held.unknown[0].reason


KEYS = st.sampled_from(sorted(RIGHT))


@given(st.dictionaries(KEYS, st.integers(-9, 9)), st.sets(KEYS))
@settings(deadline=None)
def test_every_formula_is_counted_once_and_no_value_is_made_up(wrong, missing):
    """Whatever an engine says: its value, or unknown."""
    said = {key: value for key, value in (RIGHT | wrong).items() if key not in missing}

    held = compared(book(COSTS), said, {})

    changed = (*held.stale, *held.filled, *held.moving)
    keys = [one.key for one in changed] + [one.key for one in held.unknown]
    assert held.formulas == held.agree + len(keys) == 5
    assert len(set(keys)) == len(keys)
    assert all(one.gives == said[one.key] for one in changed)
