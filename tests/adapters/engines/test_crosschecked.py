"""A library is believed where it was proven, and where nothing contradicts it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.engines.crosschecked import CrossChecked
from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.engines.proven import Proof, Record
from addin.tables.table import Area, Book, Value, cell_at
from tests.adapters.engines.fakes import Told
from tests.grid import book, grid

PROVEN = Record(agreed=9, differed=0)
PROOF = Proof("told", "1", {"EFFECT/2": PROVEN, "sign *": PROVEN, "sign +": PROVEN, "SUM": PROVEN})


def settled(
    drawn: Book, told: dict[str, Value], proof: Proof = PROOF
) -> tuple[dict[str, Value], dict[str, str]]:
    """What counts of our own evaluator's values and those told, by the cell's column letter."""
    engine = CrossChecked(OwnEvaluator(), Told("told", told), lambda: proof)
    found = engine.recalculate(drawn, b"")
    letters = {(1, column): letter for column, letter in enumerate("ABCDEFGH", 1)}
    return (
        {letters[key[1:]]: value for key, value in found.values.items()},
        {letters[key[1:]]: why for key, why in found.unknown.items()},
    )


def test_a_value_that_both_give_counts():
    """Within a billionth they are the same, and it is our own that is taken."""
    assert settled(book(grid("2 | =A1*3")), {"B1": 6.0000000001})[0] == {"B": 6}


def test_two_engines_that_disagree_make_the_cell_unknown_and_all_that_draws_on_it():
    """A planted wrong product is not passed on, and neither is the right one."""
    drawn = book(grid("2 | =A1*3 | =B1+1 | =A1+1"))

    values, unknown = settled(drawn, {"B1": 7, "C1": 8, "D1": 3})

    assert values == {"D": 3}
    assert unknown["B"] == "two engines disagree: 6 / 7"
    assert unknown["C"] == "it draws on Sheet1!B1"


def test_a_library_is_believed_alone_where_it_was_proven():
    """A payment that our evaluator does not know, and the sum that draws on it."""
    drawn = book(grid("0.01 | =EFFECT(A1,12) | =B1*2 | =SUM(B1:C1)"))

    values, unknown = settled(drawn, {"B1": -8.88, "C1": -17.76, "D1": -26.64})

    assert values == {"B": -8.88, "C": -17.76, "D": -26.64}
    assert unknown == {}


def test_a_library_is_not_believed_on_what_it_was_never_shown_to_know():
    """A function without proof is unknown, and whatever the library made of it elsewhere too."""
    drawn = book(grid("5 | =BAHTTEXT(A1) | =SUM(B1,A1) | =SUM(A1,1)"))

    values, unknown = settled(drawn, {"B1": "five", "C1": 5, "D1": 6})

    assert values == {"D": 6}
    assert unknown["B"] == "the function BAHTTEXT; told is not proven on: BAHTTEXT/1"
    assert "C" in unknown


def test_a_function_is_proven_for_the_number_of_arguments_it_was_seen_with():
    """EFFECT with three arguments is another way to call it than with two."""
    drawn = book(grid("0.01 | =EFFECT(A1,12,1)"))

    assert settled(drawn, {"B1": -8.8})[1].keys() == {"B"}


def test_a_function_that_differed_once_is_not_believed():
    """One formula in which Excel said something else outweighs any number that agreed."""
    proof = Proof("told", "1", {"EFFECT/2": Record(agreed=900, differed=1)})

    assert settled(book(grid("=EFFECT(1,2)")), {"A1": 4}, proof)[1].keys() == {"A"}


def test_an_exact_value_outweighs_a_library_that_is_not_to_be_believed():
    """Where the library lacks proof its other value does not make ours doubtful."""
    drawn = book(grid("2 | =A1-3 | =B1*2"))

    values, unknown = settled(drawn, {"B1": 99, "C1": 198})

    assert values == {"B": -1, "C": -2}
    assert unknown == {}


def test_a_circle_is_unknown_whatever_the_library_makes_of_it():
    """A library that goes round in the circle a hundred times has no better number."""
    values, unknown = settled(
        book(grid("=B1+1 | =A1*1 | =SUM(A1,1)")), dict.fromkeys(("A1", "B1", "C1"), 3)
    )

    assert values == {}
    assert unknown["A"] == unknown["B"] == "it draws on itself, in a circle"


def test_volatile_functions_are_not_the_librarys_to_compute():
    """A library's random number is not checked by anything."""
    proof = Proof("told", "1", {"RAND/0": PROVEN})

    assert settled(book(grid("=RAND()")), {"A1": 0.5}, proof)[1].keys() == {"A"}


def test_days_counted_from_1904_are_ours_alone():
    """A library that takes them for days of the 1900s neither counts nor casts doubt."""
    drawn = replace(book(grid("=DATE(2026,3,14) | =EFFECT(0.1,12)")), date_1904=True)
    proof = Proof("told", "1", {"DATE/3": PROVEN, "EFFECT/2": PROVEN})

    values, unknown = settled(drawn, {"A1": 46095, "B1": 0.1047}, proof)

    assert values == {"A": 44633}
    assert unknown["B"] == "the function EFFECT; told is not proven on: days counted from 1904"


def test_what_an_array_fills_goes_with_its_formula():
    """Cells filled by an array that is not known are unknown, and so is their sum."""
    drawn = book(grid("=BAHTTEXT(1) | | =SUM(A1:B1)", arrays={(1, 1): Area(1, 1, 1, 2)}))

    values, unknown = settled(drawn, {"A1": 1, "B1": 2, "C1": 3})

    assert values == {}
    assert set("ABC") == unknown.keys()


def test_our_own_values_stand_where_the_library_breaks_down():
    """What we know exactly needs no second opinion; the rest says that there was none."""
    engine = CrossChecked(
        OwnEvaluator(), Told("told", breaks="it took more than 1 seconds"), lambda: PROOF
    )

    found = engine.recalculate(book(grid("=1+1 | =BAHTTEXT(1)")), b"")

    assert found.values == {("Sheet1", 1, 1): 2}
    assert "told could not help: it took more than 1 seconds" in found.unknown["Sheet1", 1, 2]


CELLS = [f"{letter}1" for letter in "BCDEFG"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["{0}+1", "{0}*2", "SUM(A1:{0})", "BAHTTEXT({0})", "{0}-1"]),
        min_size=6,
        max_size=6,
    ),
    st.dictionaries(st.sampled_from(CELLS), st.integers(-3, 3)),
)
def test_no_planted_value_gets_out_unless_it_is_proven(formulas, told):
    """Each value that counts is our own, or was told and asks only for what was proven."""
    before = ["A1", *CELLS[:-1]]
    texts = [formula.format(cell) for formula, cell in zip(formulas, before, strict=True)]
    drawn = book(grid("1 | " + " | ".join(f"={text}" for text in texts)))

    values, unknown = settled(drawn, dict(told))

    own = OwnEvaluator().recalculate(drawn, b"").values
    assert {cell[0] for cell in CELLS} == values.keys() | unknown.keys()
    for cell, text in zip(CELLS, texts, strict=True):
        if cell[0] in values:
            key = ("Sheet1", *cell_at(cell))
            assert values[cell[0]] == own[key] if key in own else told[cell]
            assert key in own or not text.startswith("BAHTTEXT")
