"""What people decided is carried out first, whatever has moved since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.decisions import NONE, Accepted, Alias, Decisions, Part, Rejected, Split
from addin.domain.money import money
from addin.domain.source import Source
from addin.reconcile.decisions import alias_keys, apply, row_key
from addin.reconcile.match import matched
from addin.reconcile.outcome import Tier, Tolerance
from addin.reconcile.passes import BOOKS
from tests.reconcile.rows import lists, row

KIND = "bank and ledger"


def test_a_moved_row_keeps_its_key():
    """Where a row stands is no part of what it says."""
    here = row(5, "12.50", reference="77", name="Ridge  Lumber")
    moved = replace(here, source=Source("Other.xlsx", "Sheet2", 99, {"amount": "F"}))

    assert row_key(moved) == row_key(here)


def test_a_changed_row_has_another_key():
    """Date, amount, reference, name, account and text all count."""
    here = row(5, "12.50", reference="77", name="Ridge Lumber", account="3300")
    changed = [
        replace(here, amount=money("12.51", "USD")),
        replace(here, amount=money("12.50", "CAD")),
        replace(here, amount=None),
        replace(here, date=dt.date(2026, 3, 2)),
        replace(here, reference="78"),
        replace(here, name="Ridge Timber"),
        replace(here, account="3301"),
        replace(here, text="deposit"),
    ]

    assert len({row_key(one) for one in (here, *changed)}) == len(changed) + 1


def test_accepted_rows_are_matched_first_and_taken_away():
    """A person's match holds, though nothing else would have made it."""
    left, right = [row(2, "100"), row(3, "7")], [row(9, "130", sheet="Right")]
    said = Accepted(KIND, (row_key(left[0]),), (row_key(right[0]),), "KM", why="30.00 freight")

    applied = apply(NONE.adding(said), KIND, left, right)

    (one,) = applied.matches
    assert (one.left, one.right, one.tier) == ((left[0],), (right[0],), Tier.CONFIRMED)
    assert one.evidence == ("accepted by KM", "30.00 freight")
    assert applied.left == (left[1],)
    assert applied.right == ()


def test_an_acceptance_of_a_row_that_changed_is_stale_and_takes_nothing():
    """What a person accepted is not what stands there now."""
    left, right = [row(2, "100")], [row(9, "130", sheet="Right")]
    said = Accepted(KIND, (row_key(left[0]),), (row_key(right[0]),))
    now = [replace(right[0], amount=money("131", "USD"))]

    applied = apply(NONE.adding(said), KIND, left, now)

    assert applied.stale == (said,)
    assert applied.matches == ()
    assert (applied.left, applied.right) == ((left[0],), (now[0],))


def test_decisions_about_other_lists_change_nothing():
    """A match of the card is none of the bank."""
    left, right = [row(2)], [row(9, sheet="Right")]
    said = Accepted("card and ledger", (row_key(left[0]),), (row_key(right[0]),))

    applied = apply(NONE.adding(said), KIND, left, right)

    assert (applied.matches, applied.left, applied.right) == ((), tuple(left), tuple(right))


def test_a_rejected_pair_is_barred_in_every_group_and_a_rejected_group_as_a_whole():
    """Never again means these rows; other rows stay free."""
    pair = Rejected(KIND, ("a",), ("x",))
    group = Rejected(KIND, ("c", "b"), ("y",))

    barred = apply(NONE.adding(pair).adding(group), KIND, [], []).barred

    assert barred.bars(("a", "b"), ("x",))
    assert barred.bars(("b", "c"), ("y",))
    assert not barred.bars(("b",), ("y",))
    assert not barred.bars(("a",), ("y",))


def test_a_split_row_becomes_its_parts():
    """The parts stand where the row stood, and only if they make it up."""
    whole = row(2, "1200", account="3300")
    parts = tuple(
        Part(money(part, "USD"), account) for part, account in (("500", "1"), ("700", ""))
    )
    wrong = Split(KIND, row_key(whole), parts[:1])

    applied = apply(NONE.adding(Split(KIND, row_key(whole), parts)), KIND, [whole], [])
    refused = apply(NONE.adding(wrong), KIND, [whole], [])

    assert [(r.amount, r.account, r.source) for r in applied.left] == [
        (money("500", "USD"), "1", whole.source),
        (money("700", "USD"), "3300", whole.source),
    ]
    assert (refused.left, refused.stale) == ((whole,), (wrong,))


def test_rejecting_what_was_accepted_replaces_it_and_undoing_leaves_the_rest():
    """The last word counts; an undone decision is gone, no other is."""
    yes, no, alias = Accepted(KIND, ("a",), ("b",)), Rejected(KIND, ("a",), ("b",)), Alias("A", "B")

    decided = NONE.adding(yes).adding(alias).adding(no)

    assert (decided.accepted, decided.rejected, decided.aliases) == ((), (no,), (alias,))
    assert decided.undoing(no) == Decisions(aliases=(alias,))
    assert bool(decided)
    assert not decided.undoing(no).undoing(alias)


def test_an_alias_is_the_same_either_way_round():
    """Which list writes which name does not matter."""
    assert alias_keys(Alias("Blue Whale Ltd", "J. Smith")) == alias_keys(
        Alias("j smith", "BLUE WHALE")
    )


@settings(deadline=None, max_examples=60)
@given(lists("Left"), lists("Right"), st.data())
def test_every_row_is_matched_or_left_once(left, right, data):
    """Applying decisions loses no row and doubles none."""
    chosen = [
        Accepted(
            KIND,
            tuple(map(row_key, data.draw(st.lists(st.sampled_from(left), max_size=2)))),
            tuple(map(row_key, data.draw(st.lists(st.sampled_from(right), max_size=2)))),
        )
        for _ in range(data.draw(st.integers(0, 3)))
        if left and right
    ]

    applied = apply(Decisions(accepted=tuple(chosen)), KIND, left, right)

    for given_rows, side in ((left, "left"), (right, "right")):
        used = [r for one in applied.matches for r in getattr(one, side)]
        assert sorted(map(id, [*used, *getattr(applied, side)])) == sorted(map(id, given_rows))
    assert len(applied.matches) + len(applied.stale) == len(chosen)


def test_an_accepted_match_teaches_that_two_names_are_one_vendor():
    """What a person accepted once under two names, the next payment of that vendor shows again."""
    left = [row(2, "500", 0, name="Blue Whale"), row(3, "750", 7, name="Blue Whale")]
    right = [
        row(2, "500", 1, sheet="Right", name="J Smith Trading"),
        row(3, "750", 8, sheet="Right", name="J Smith Trading"),
    ]
    one = NONE.adding(Accepted(KIND, (row_key(left[0]),), (row_key(right[0]),), "Sam"))
    applied = apply(one, KIND, left, right)

    assert applied.aliases == {("blue whale", "j smith trading")}
    assert len(matched(applied, BOOKS, Tolerance())[0]) == 2
    apart = [replace(one, amount=money("499", "USD")) for one in right[:1]] + right[1:]
    other = NONE.adding(Accepted(KIND, (row_key(left[0]),), (row_key(apart[0]),), "Sam"))
    assert apply(other, KIND, left, apart).aliases == frozenset()
