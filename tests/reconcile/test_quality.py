"""Matches of made-up ledgers whose truth is known: how many are right, how many are found."""

from __future__ import annotations

import pytest

from addin.reconcile.columns import Texts, both_of
from addin.reconcile.match import Found, run
from addin.reconcile.outcome import Tolerance
from addin.reconcile.passes import LEDGERS
from benchmarks.matching_problem import DEFAULT, TUNED_ON, Problem, problem
from benchmarks.matching_score import score
from tests.reconcile.test_match import BY_LENGTH


def matched(made: Problem) -> list[Found]:
    """What all strategies find."""
    return run(both_of(made.ledger, made.statement), LEDGERS, Tolerance())[0]


@pytest.fixture(scope="module")
def default() -> tuple[Problem, list[Found]]:
    """A problem long enough to be joined by arrays, and its matches."""
    made = problem(5000, 1)
    return made, matched(made)


@pytest.mark.parametrize("kind", TUNED_ON)
def test_what_is_confirmed_is_right(kind):
    """At least 998 of 1000 confirmed pairs belong together, whatever kind of ledger it is."""
    made = problem(2500, 3, TUNED_ON[kind])

    result = score(matched(made), made.truth)

    assert result.precision >= 0.997  # of some 2,000 pairs: a single wrong group may be five
    assert result.rivalled == 0
    assert result.recall >= 0.75


def test_nearly_everything_is_confirmed_or_suggested(default):
    """At least 97 of 100 true pairs; each kind of case far above chance."""
    made, found = default

    result = score(found, made.truth)

    assert result.precision >= 0.998
    assert result.recall_with_suggestions >= 0.97
    assert min(shown for _, shown in result.kinds.values()) >= 0.85


def test_each_row_is_used_once(default):
    """No row is in two matches, whatever the strategy."""
    _, found = default
    for side in ("left", "right"):
        rows = [row for one in found for row in getattr(one, side)]

        assert len(rows) == len(set(rows))


def test_confirmed_amounts_are_conserved(default):
    """Both sides of a confirmed match come to the same, or one reference says that they are one."""
    made, found = default
    here, there = made.ledger, made.statement
    for one in found:
        if one.sure and one.by != "exact reference":
            left = sum(here.minor[i] for i in one.left)
            right = sum(there.minor[j] for j in one.right)
            assert left == right or (not one.right and left == 0)


def test_sorting_a_long_list_changes_nothing(default):
    """The same rows in another order give the same matches, told by what the rows say."""
    made, found = default

    def backwards(texts: Texts) -> Texts:
        order = sorted(range(len(texts.minor)), key=lambda at: _content(texts, at), reverse=True)
        order.sort(key=lambda at: _content(texts, at))
        return Texts(
            [texts.minor[at] for at in order],
            [texts.day[at] for at in order],
            [texts.currency[at] for at in order],
            [texts.reference[at] for at in order],
            [texts.name[at] for at in order],
        )

    again = Problem(backwards(made.ledger), backwards(made.statement), made.truth)

    def said(problem: Problem, matches: list[Found]) -> list[object]:
        return [
            (
                sorted(_content(problem.ledger, i) for i in one.left),
                sorted(_content(problem.statement, j) for j in one.right),
                one.by,
                one.sure,
            )
            for one in matches
        ]

    assert said(again, matched(again)) == said(made, found)


def test_long_lists_are_matched_as_short_ones(monkeypatch):
    """Plain Python and arrays give the same matches, to the last rival."""
    made = problem(3500, 2, TUNED_ON["mixed"])
    in_arrays = matched(made)
    for module in BY_LENGTH:
        monkeypatch.setattr(f"addin.reconcile.{module}.MANY", 10**9)

    assert matched(made) == in_arrays


def test_a_problem_is_the_same_for_the_same_seed():
    """Another seed, other rows; the same seed, the same rows."""
    one, same, other = problem(400, 7), problem(400, 7), problem(400, 8, DEFAULT)

    assert one == same
    assert one.ledger != other.ledger


def _content(texts: Texts, at: int) -> tuple[object, ...]:
    return (
        texts.day[at],
        texts.minor[at],
        texts.currency[at],
        texts.reference[at],
        texts.name[at],
    )
