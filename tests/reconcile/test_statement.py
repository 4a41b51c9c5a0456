"""A statement accounts for every row once, and ends at zero."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from addin.domain.decisions import NONE
from addin.domain.money import Money
from addin.reconcile.decisions import apply
from addin.reconcile.explain import leftovers, slips
from addin.reconcile.match import match, matched
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Leftover,
    Reconciliation,
    Tied,
    Tolerance,
    named_lists,
)
from addin.reconcile.passes import BOOKS, UNSURE
from addin.reconcile.statement import Part, accepted, rejected, statements, statements_of
from tests.reconcile.rows import lists, row

KIND = "bank and ledger"
TOLERANCE = Tolerance()


def _tied(left, right, decisions=NONE):
    """Two lists, compared as bank and books are."""
    settled = apply(decisions, KIND, left, right)
    sure, pool = matched(settled, BOOKS, TOLERANCE)
    slipped, rest = slips(pool, TOLERANCE, barred=settled.barred)
    unsure, rest = match(rest.left, rest.right, UNSURE, TOLERANCE, barred=settled.barred)
    return Tied(
        named_lists(KIND, left, right),
        (*sure, *unsure),
        slipped,
        leftovers(rest.left, rest.right, sure, TOLERANCE, None, is_left=True),
        leftovers(rest.right, rest.left, sure, TOLERANCE, None, is_left=False),
        left=settled.all_left,
        right=settled.all_right,
    )


@settings(max_examples=60, deadline=None)
@given(lists("Left"), lists("Right"))
def test_every_row_stands_in_one_line_and_the_difference_proves_to_zero(left, right):
    """Whatever was matched, suggested or left over: nothing is lost, nothing counts twice."""
    if not left or not right:
        return
    with_amounts = sum(1 for one in (*left, *right) if one.amount is not None)
    found = tuple(statements_of(_tied(left, right)))

    assert all(one.is_proved and not one.closing for one in found)
    rows = [id(r) for one in found for line in one.lines for r in (*line.left, *line.right)]
    assert len(rows) == len(set(rows))
    assert sum(one.left_count + one.right_count for one in found) == with_amounts


@settings(max_examples=40, deadline=None)
@given(lists("Left"), lists("Right"))
def test_a_list_that_is_not_whole_is_proved_on_the_other_side(left, right):
    """One card against a whole ledger: every charge is found, or named."""
    if not left or not right:
        return
    for one in statements_of(replace(_tied(left, right), right=())):
        assert not one.is_whole
        assert one.is_proved
        assert not one.closing


def test_a_wrong_total_would_show():
    """A row that no line has leaves a closing difference."""
    here, there = row(2, "500"), row(3, "500", sheet="Right")
    (whole,) = statements_of(_tied([here], [there]))
    cut = replace(whole, lines=whole.lines[1:])

    assert whole.is_proved
    assert cut.left_total.minor == 50000
    assert not cut.is_proved


def test_parts_add_up_to_the_opening_difference():
    """What is only on one side explains the difference; its reason stands beside it."""
    left = [row(2, "500", reference="1042"), row(3, "120", day=3)]
    right = [row(5, "500", sheet="Right", reference="1042")]
    (one,) = statements_of(_tied(left, right))

    assert str(one.opening) == "-120.00 USD"
    assert [line.part for line in one.lines] == [Part.MATCHED, Part.ONLY_LEFT]
    assert str(one.of(Part.ONLY_LEFT)[0].effect) == "-120.00 USD"


def test_currencies_have_a_statement_each():
    """Dollars and euros are never added."""
    euros = replace(row(3), amount=Money(7000, "EUR"))
    tied = _tied([row(2, "500"), euros], [row(5, "500", sheet="Right")])
    found = statements(Reconciliation((tied,)))

    assert [(one.currency, str(one.opening)) for one in found] == [
        ("USD", "0.00 USD"),
        ("EUR", "-70.00 EUR"),
    ]


def test_a_line_keeps_its_id_when_its_rows_move():
    """Sorting a sheet must not change what a person has been told to accept."""

    def ids(shift: int) -> list[str]:
        left, right = row(2 + shift, "500"), row(3 + shift, "500", day=2, sheet="Right")
        return [line.id for one in statements_of(_tied([left], [right])) for line in one.lines]

    assert ids(0) == ids(40)


@settings(max_examples=60, deadline=None)
@given(lists("Left"), lists("Right"))
def test_an_accepted_line_is_matched_next_time_and_a_rejected_one_never_returns(left, right):
    """Decisions made on a statement hold from the next one on."""
    if not left or not right:
        return
    tied = _tied(left, right)
    for one in statements_of(tied):
        for line in one.of(Part.SUGGESTED)[:2]:
            yes = NONE.adding(accepted(tied.lists, line, "Sam"))
            again = [x for s in statements_of(_tied(left, right, yes)) for x in s.lines]
            assert Part.MATCHED in [x.part for x in again if x.id == line.id]
            no = NONE.adding(rejected(tied.lists, line, "Sam"))
            never = [x for s in statements_of(_tied(left, right, no)) for x in s.lines]
            assert line.id not in [x.id for x in never if x.left and x.right]


def test_a_leftover_says_why_it_has_no_partner():
    """The likeliest reason and its age stand in the line."""
    here = row(2, "500")
    tied = Tied(
        named_lists(KIND, [here], [here]),
        left_over=(Leftover(here, so="not posted yet", age=9),),
        left=(here,),
    )
    (one,) = statements_of(tied)

    assert one.lines[0].why == "not posted yet; 9 days old"


def test_a_match_whose_amounts_differ_is_no_plain_match():
    """A cheque that the bank paid at another amount stands apart, with both figures."""
    left, right = row(2, "500", reference="1042"), row(5, "50", sheet="Right", reference="1042")
    tied = _tied([left], [right])
    told = Difference(
        Kind.AMOUNT, "cheque 1042", (left,), (right,), Money(50000, "USD"), Money(5000, "USD")
    )
    (one,) = statements_of(replace(tied, differences=(told,)))

    assert [line.part for line in one.lines] == [Part.DIFFERS]
    assert one.is_proved
    assert "500.00 USD here, 50.00 USD there" in one.lines[0].why
