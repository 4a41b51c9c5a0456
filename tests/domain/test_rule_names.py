"""The words of the rules: all of them mean something, and what is shipped uses them alone."""

from __future__ import annotations

from addin.domain.rule_names import PARAMETERS
from addin.domain.rule_table import shipped


def test_every_shipped_rule_uses_a_word_with_a_meaning():
    """A parameter that is spelt wrongly would be a rule that nobody finds."""
    for rule in shipped():
        assert [each.name for each in PARAMETERS if each.is_meant_by(rule.parameter)], rule


def test_no_two_words_are_the_same():
    """And each says its unit and what it means."""
    assert len({each.name for each in PARAMETERS}) == len(PARAMETERS)
    assert all(each.unit and each.meaning for each in PARAMETERS)


def test_a_number_stands_for_any():
    """overtime_after_8_hours and overtime_after_10.5_hours are one word."""
    word = next(each for each in PARAMETERS if each.name == "overtime_after_N_hours")

    assert word.is_meant_by("Overtime_after_10.5_hours")
    assert not word.is_meant_by("weekly_overtime_after_40_hours")
    assert not word.is_meant_by("overtime_after_hours")
