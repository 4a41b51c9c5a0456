"""Who is told what, by the patterns of an alert."""

from __future__ import annotations

from dataclasses import replace

from addin.reports.alert_digest import digest
from tests.reports.alert_nights import RULE, night, point, said


def test_patterns_choose_productions_and_findings():
    """A purchasing department hears of its lists in its productions, and of nothing else."""
    rule = replace(RULE, productions=("The *",), codes=("po*",), sheets=("PO *",))
    nights = (
        night(point(), point("b", "COS101", sheet="PO Log"), point("c", sheet="Other")),
        night(point("d"), production="Night Shift"),
    )

    found = said(*nights, rule=rule)

    assert found.title == "Tieout, Accounting: 1 new"
    assert "Night Shift" not in found.text


def test_a_pattern_is_for_a_production_and_not_for_the_folders_above_it():
    """All shows lie in a folder called Nights: that is nobody's name."""
    one = replace(night(point()), folder="/srv/Nights/long", production="Harbour")

    assert digest(replace(RULE, productions=("*night*",)), [one], "") is None
    assert digest(replace(RULE, productions=("LONG",)), [one], "") is not None


def test_a_rule_that_was_narrowed_forgets_without_a_word():
    """What an alert no longer chooses is not called resolved."""
    first = said(night(point()))

    assert digest(replace(RULE, codes=("COS*",)), [night(point())], first.memory) is None
