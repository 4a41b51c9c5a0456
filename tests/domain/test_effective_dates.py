"""Rules from one day to another: the one that holds, and never a choice between two."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.effective_dates import (
    ALWAYS,
    Effective,
    NoRule,
    TwoRules,
    effective_on,
    rule_on,
)

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


@dataclass(frozen=True)
class Named:
    """A rule that only has what every rule has."""

    name: str
    effective: Effective = ALWAYS


@settings(deadline=None)
@given(days, days, days)
def test_both_ends_are_included(first, last, day):
    """A rule holds on its first and on its last day, and on none outside."""
    if last < first:
        with pytest.raises(ValueError, match="backwards"):
            Effective(first, last)
        return
    span = Effective(first, last)

    assert span.on(first)
    assert span.on(last)
    assert span.on(day) == (first <= day <= last)
    assert not span.on(first - dt.timedelta(1))
    assert not span.on(last + dt.timedelta(1))


@settings(deadline=None)
@given(st.lists(days, min_size=1, unique=True), days)
def test_of_rules_that_follow_one_another_at_most_one_holds(starts, day):
    """Each from its day to the day before the next: no day has two, none after the first has none."""
    starts.sort()
    ends = [start - dt.timedelta(1) for start in starts[1:]]
    rules = [
        Named("Pension", Effective(start, end))
        for start, end in zip(starts, [*ends, None], strict=True)
    ]

    found = effective_on(rules, day)

    assert len(found) == (day >= starts[0])
    if found:
        assert found[0].effective.first == max(start for start in starts if start <= day)


def test_two_rules_at_once_are_refused():
    """The table is wrong, and no number is better than the wrong one; case does not hide it."""
    rules = [Named("Pension"), Named(" pension ")]

    with pytest.raises(TwoRules, match="hold on 2026-03-14"):
        rule_on("PENSION", rules, dt.date(2026, 3, 14))


def test_a_rule_that_is_missing_says_what_there_is():
    """A misspelt name and a day out of range are different mistakes."""
    rules = [Named("Pension", Effective(None, dt.date(2025, 12, 31))), Named("Health")]
    day = dt.date(2026, 3, 14)

    assert rule_on("health", rules, day) is rules[1]
    with pytest.raises(NoRule, match="only to 2025-12-31"):
        rule_on("Pension", rules, day)
    with pytest.raises(NoRule, match="there is no rule Welfare; the rules: Pension, Health"):
        rule_on("Welfare", rules, day)
    with pytest.raises(NoRule, match="the rules: none"):
        rule_on("Welfare", [], day)


def test_a_span_reads_as_a_person_says_it():
    """What the messages show."""
    day = dt.date(2026, 1, 2)

    assert str(ALWAYS) == "always"
    assert str(Effective(day)) == "from 2026-01-02"
    assert str(Effective(None, day)) == "to 2026-01-02"
    assert str(Effective(day, day)) == "from 2026-01-02 to 2026-01-02"
