"""What people decided is kept, holds until it is undone, and is never lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.adapters.database.decisions import DatabaseDecisions
from addin.domain.decisions import Accepted, Alias, Decisions, Part, Rejected, Split
from addin.domain.money import Money

MONDAY = dt.datetime(2026, 11, 16, 9)
TUESDAY = dt.datetime(2026, 11, 17, 9)
KEYS = st.lists(st.text("0123456789abcdef", min_size=4, max_size=8), min_size=1, max_size=3).map(
    tuple
)
WORDS = st.text(max_size=12)
DECISIONS = (
    st.builds(Accepted, WORDS, KEYS, KEYS, WORDS, st.none(), WORDS)
    | st.builds(Rejected, WORDS, KEYS, KEYS, WORDS, st.none(), WORDS)
    | st.builds(
        Split, WORDS, WORDS,
        st.lists(st.builds(Part, st.builds(Money, st.integers(-10**9, 10**9), st.sampled_from(["USD", "JPY"])), WORDS, WORDS), max_size=3).map(tuple),
        WORDS, st.none(), WORDS,
    )
    | st.builds(Alias, WORDS, WORDS, WORDS)
)  # fmt: skip


@pytest.fixture
def kept(database):
    """An empty log."""
    return DatabaseDecisions(database)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(decision=DECISIONS)
def test_a_decision_comes_back_as_it_was_made(kept, decision):
    """With the time it was made; whatever people have typed."""
    made = kept.decide("Show", decision, MONDAY)

    assert made.decision == replace(decision, when=MONDAY)
    assert kept.log("Show")[-1] == made


def test_what_holds_is_what_was_added_and_not_undone(kept):
    """The same as adding them by hand; each production has its own."""
    match = Accepted("bank and ledger", ("a",), ("b",), "Sam")
    alias = Alias("Blue Whale", "J. Smith")
    kept.decide("Show", match, MONDAY)
    kept.decide("Show", alias, TUESDAY)
    kept.decide("Other", Rejected("bank and ledger", ("a",), ("b",)), TUESDAY)

    assert kept.decisions("Show") == (
        Decisions().adding(replace(match, when=MONDAY)).adding(replace(alias, when=TUESDAY))
    )


def test_undo_takes_back_the_latest_and_keeps_it_in_the_log(kept):
    """One after the other, until nothing holds; then there is nothing to undo."""
    first = kept.decide("Show", Rejected("bank and ledger", ("a",), ("b",)), MONDAY)
    second = kept.decide("Show", Alias("Blue Whale", "J. Smith"), MONDAY)

    assert kept.undo("Show", TUESDAY) == replace(second, undone=TUESDAY)
    assert kept.decisions("Show").aliases == ()
    assert kept.undo("Show", TUESDAY, number=first.number) == replace(first, undone=TUESDAY)
    assert kept.undo("Show", TUESDAY) is None
    assert kept.undo("Show", TUESDAY, number=first.number) is None
    assert [one.undone for one in kept.log("Show")] == [TUESDAY, TUESDAY]


def test_a_rejection_undone_gives_back_the_acceptance_before_it(kept):
    """The two replace one another while they hold; neither is forgotten."""
    kept.decide("Show", Accepted("bank and ledger", ("a",), ("b",)), MONDAY)
    kept.decide("Show", Rejected("bank and ledger", ("a",), ("b",)), TUESDAY)
    assert kept.decisions("Show").accepted == ()

    kept.undo("Show", TUESDAY)

    assert len(kept.decisions("Show").accepted) == 1
