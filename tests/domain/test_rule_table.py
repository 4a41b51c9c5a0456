"""Rule tables: the row that holds is found, or the reason why none does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.rule_table import (
    Rule,
    RuleNotFound,
    RulesDisagree,
    RuleTable,
    agreements,
    of_agreement,
    shipped,
)

OLD = Rule("rest_hours", Decimal(10), "A", effective_to=dt.date(2025, 12, 31), source="old")
NEW = Rule("rest_hours", Decimal(11), "A", effective_from=dt.date(2026, 1, 1), source="new")


@settings(deadline=None)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
def test_the_rule_of_a_day_is_the_one_in_force(day):
    """Both dates are included; the day after the end has the next rule."""
    expected = OLD if day <= dt.date(2025, 12, 31) else NEW

    assert RuleTable((OLD, NEW), day).rule("rest_hours") == expected


def test_without_a_day_only_what_has_not_ended_holds():
    """What has ended is not used silently; nothing here knows today."""
    assert RuleTable((OLD, NEW)).value("REST_HOURS") == 11
    with pytest.raises(RuleNotFound, match="only from no date to 2025-12-31"):
        RuleTable((OLD,)).rule("rest_hours")


def test_the_row_for_the_class_or_place_beats_the_row_for_all():
    """What is said of somebody in particular holds for them."""
    table = (
        Rule("x", Decimal(1)),
        Rule("x", Decimal(2), class_="Grip"),
        Rule("x", Decimal(3), location="London"),
        Rule("x", Decimal(4), class_="Grip", location="London"),
    )

    found = [
        RuleTable(table, None, class_, place).value("x")
        for class_, place in (("", ""), ("grip", ""), ("", "london"), ("GRIP", "London"))
    ]
    assert found == [1, 2, 3, 4]


def test_two_rows_that_hold_at_once_are_not_chosen_between():
    """A table with two answers has none; the same answer twice is one."""
    twice = (Rule("x", Decimal(1)), Rule("x", Decimal(2)))

    with pytest.raises(RulesDisagree, match=r"more than once: 1 .*, 2 .*give the day"):
        RuleTable(twice).rule("x")
    with pytest.raises(RulesDisagree):
        RuleTable(
            (Rule("x", Decimal(1), class_="G"), Rule("x", Decimal(2), location="L")), None, "G", "L"
        ).rule("x")
    assert RuleTable((Rule("x", Decimal(1)), Rule("x", Decimal(1)))).value("x") == 1


def test_what_is_missing_is_told_with_what_there_is():
    """A coordinator sees whether the name, the date, the class or the place is wrong."""
    table = RuleTable(
        (Rule("x", Decimal(1), "A", class_="Day"), Rule("y", Decimal(1), "A", location="L"))
    )

    with pytest.raises(RuleNotFound, match="A has no z; it has x, y"):
        table.rule("z")
    with pytest.raises(RuleNotFound, match="A has no x, only for Day"):
        table.rule("x")
    with pytest.raises(RuleNotFound, match="A has no y, only for L"):
        table.rule("y")
    assert table.value("z", Decimal(7)) == 7
    with pytest.raises(RuleNotFound):
        table.value("x", Decimal(7))


def test_an_agreement_is_found_by_the_beginning_of_its_name():
    """In any case, and only if one begins so."""
    rules = [Rule("x", Decimal(1), name) for name in ("Alpha One", "Alpha Two", "Beta")]

    assert agreements(of_agreement(rules, "beta")) == ("Beta",)
    assert agreements(of_agreement(rules, "ALPHA T")) == ("Alpha Two",)
    with pytest.raises(RulesDisagree, match="Alpha One or Alpha Two"):
        of_agreement(rules, "alpha")
    for name in ("gamma", ""):
        with pytest.raises(RuleNotFound, match="there are: Alpha One; Alpha Two; Beta"):
            of_agreement(rules, name)


def test_every_shipped_rule_has_a_source_and_dates_in_order():
    """A value that nobody can check is not shipped."""
    assert len(shipped()) > 40
    for rule in shipped():
        assert len(rule.source) > 20, rule
        assert rule.agreement
        assert rule.parameter == rule.parameter.strip().casefold()
        if rule.effective_from and rule.effective_to:
            assert rule.effective_from <= rule.effective_to
        if rule.effective_from is None and not rule.source.startswith("unverified"):
            assert "date of effect" in rule.source or "CFR" in rule.source, rule


def test_every_shipped_rule_can_be_found_by_what_it_says_of_itself():
    """No row is hidden by another, and none contradicts another."""
    for rule in shipped():
        day = rule.effective_to or rule.effective_from
        table = RuleTable(of_agreement(shipped(), rule.agreement), day, rule.class_, rule.location)

        assert table.rule(rule.parameter) == rule
