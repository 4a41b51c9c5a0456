"""Day-out-of-days: the laws of its codes, and a board checked by hand."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.day_out_of_days import (
    Code,
    HoldRules,
    NoSuchCode,
    board,
    code_of,
    days_of,
    totals,
)

FIRST = dt.date(2026, 3, 2)
CAST = ["1", "2", "3", "10"]


def day(offset: int) -> dt.date:
    """A day of the board."""
    return FIRST + dt.timedelta(days=offset)


boards = st.lists(
    st.tuples(st.integers(0, 60).map(day), st.lists(st.sampled_from(CAST), max_size=4)), max_size=40
).map(board)
rules = st.builds(HoldRules, st.booleans(), st.none() | st.integers(1, 20), st.integers(0, 3))


@settings(deadline=None)
@given(boards, rules)
def test_everyone_who_works_starts_once_and_finishes_once(schedule, deal):
    """The start is the first day of work and the finish the last, whatever lies between."""
    for who, worked in schedule.working_days().items():
        codes = days_of(who, schedule, deal)

        assert [at for at, code in codes.items() if code.starts] == [worked[0]]
        assert [at for at, code in codes.items() if code.finishes] == [worked[-1]]
        assert [at for at, code in codes.items() if code.is_work] == worked


@settings(deadline=None)
@given(boards, rules)
def test_paid_days_are_work_and_hold(schedule, deal):
    """And a deal that pays work alone pays no more than that."""
    for who in schedule.cast():
        codes = days_of(who, schedule, deal)
        found = totals(codes)

        assert found.paid == found.worked + found.held
        assert totals(codes, frozenset({Code.WORK})).paid == found.worked
        assert found.held == 0 or deal.hold


@settings(deadline=None)
@given(boards, rules)
def test_drops_are_as_many_as_allowed_and_each_is_picked_up(schedule, deal):
    """A drop comes before each pick-up, in the first gaps that are long enough."""
    for who, worked in schedule.working_days().items():
        codes = days_of(who, schedule, deal)
        dropped = [
            at
            for at, code in codes.items()
            if code in {Code.DROP, Code.START_DROP, Code.PICK_UP_DROP}
        ]
        picked_up = [
            at
            for at, code in codes.items()
            if code in {Code.PICK_UP, Code.PICK_UP_FINISH, Code.PICK_UP_DROP}
        ]
        long = [
            (one, other)
            for one, other in pairwise(worked)
            if deal.drop_gap and (other - one).days > deal.drop_gap
        ]

        assert list(zip(dropped, picked_up, strict=True)) == long[: deal.drops]
        for one, other in zip(dropped, picked_up, strict=True):
            assert not any(one < at < other for at in codes)


@settings(deadline=None)
@given(boards)
def test_held_days_are_days_of_the_board_between_start_and_finish(schedule):
    """Days off of the company are not held, and nobody is held before or after."""
    for who, worked in schedule.working_days().items():
        codes = days_of(who, schedule)

        held = [at for at, code in codes.items() if code is Code.HOLD]
        assert held == [
            at for at in schedule.days() if worked[0] < at < worked[-1] and at not in worked
        ]


@settings(deadline=None)
@given(boards, rules)
def test_a_drop_never_adds_paid_days(schedule, deal):
    """Dropping is what makes a schedule cheaper."""
    for who in schedule.cast():
        held = totals(days_of(who, schedule, HoldRules(deal.hold))).paid

        assert totals(days_of(who, schedule, deal)).paid <= held


def test_a_gap_of_ten_free_days_is_more_than_ten_days_after():
    """Work on the 2nd and the 13th: ten days free, eleven days after; a day less is a hold."""
    rule = HoldRules(drop_gap=10)
    others = [(day(at), ["2"]) for at in range(20)]

    dropped = days_of("1", board([(day(0), ["1"]), (day(11), ["1"]), *others]), rule)
    held = days_of("1", board([(day(0), ["1"]), (day(10), ["1"]), *others]), rule)

    assert [str(code) for code in dropped.values()] == ["SWD", "PWF"]
    assert [str(code) for code in held.values()] == ["SW", *["H"] * 9, "WF"]


def test_a_board_checked_by_hand():
    """Two weeks, three people, travel, a fitting, a holiday, one drop.

    | day  | 2 | 3 | 4 | 5 | 6 | 9 | 10 | 11 | 12 | 13 |
    | 1    | x |   | x |   | x |   |    |    | x  |    |
    | 2    |   | x |   |   |   |   | x  |    |    | x  |
    | 3    |   |   |   | x |   |   |    |    |    |    |
    """
    at = {number: dt.date(2026, 3, number) for number in range(1, 14)}
    strips = [
        (at[2], ["1"]), (at[3], ["2"]), (at[4], ["1"]), (at[5], ["3"]), (at[6], ["1"]),
        (at[10], ["2"]), (at[12], ["1"]), (at[13], ["2"]),
    ]  # fmt: skip
    events = {
        (at[1], "1"): Code.TRAVEL, (at[3], "3"): Code.FITTING, (at[9], ""): Code.HOLIDAY,
        (at[5], "1"): Code.REHEARSAL, (at[4], "1"): Code.TRAVEL,
    }  # fmt: skip
    schedule = board(strips, events)

    def line(who: str, gap: int | None = None) -> str:
        codes = days_of(who, schedule, HoldRules(drop_gap=gap))
        return " ".join(f"{when.day}{code}" for when, code in codes.items())

    assert line("1") == "1TR 2SW 3H 4W 5R 6W 9/ 10H 12WF"
    assert line("1", 5) == "1TR 2SW 3H 4W 5R 6WD 12PWF"
    assert line("2") == "3SW 4H 5H 6H 9/ 10W 12H 13WF"
    assert line("3") == "3FT 5SWF"
    found = totals(days_of("1", schedule), frozenset({Code.WORK, Code.HOLD, Code.TRAVEL}))
    assert (found.worked, found.held, found.travel, found.rehearsal, found.holiday) == (
        4,
        2,
        1,
        1,
        1,
    )
    assert (found.start, found.finish, found.paid) == (at[2], at[12], 7)


def test_codes_are_known_in_any_case_and_others_are_errors():
    """T is travel; a code that nobody uses is told with those there are."""
    assert code_of(" sw ") is Code.START
    assert code_of("T") is Code.TRAVEL
    with pytest.raises(NoSuchCode, match="no code: SW, W"):
        code_of("XX")
    with pytest.raises(NoSuchCode, match="from the board"):
        board([], {(FIRST, "1"): Code.WORK})


def test_ids_are_in_the_order_of_their_numbers():
    """2 comes before 10, and names come last."""
    assert board([(FIRST, ["10", "BO", "2", "2X"])]).cast() == ("2", "2X", "10", "BO")
