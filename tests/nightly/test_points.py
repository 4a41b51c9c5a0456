"""Findings as plain values: their key is the same in every night, also of what is gone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from addin import wiring
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity, numbered
from addin.nightly.points import points_of
from addin.nightly.table_roles import TableRoles
from addin.reports.check import without_history
from addin.tables.area import Area
from addin.tables.table import Role, Table

AT = dt.datetime(2026, 3, 9)
TWICE = Finding(
    "PO101", Severity.ERROR, "Twice.", (Place("a.xlsx", "Log", "A4"),), subject="PO 7",
    impact=Money(1250, "EUR"), advice="Ask.",
)  # fmt: skip
OTHER = Finding("DAT101", Severity.NOTE, "Odd.", (Place("a.xlsx", "Log", "B4"),))


def test_keys_are_the_same_with_a_history_and_without(tmp_path):
    """And of two alike each has its own."""
    found = (TWICE, TWICE, OTHER)
    with wiring.kept(tmp_path, None) as kept:
        assert kept is not None
        with_history = points_of(kept.history.record("Show", found, AT))
    without = points_of(without_history(found))

    keys = [key for key, _ in numbered(found)]
    assert [one.key for one in with_history] == [one.key for one in without] == keys
    assert len(set(keys)) == 3


def test_what_is_gone_keeps_its_key(tmp_path):
    """So a night can say which one it was."""
    with wiring.kept(tmp_path, None) as kept:
        assert kept is not None
        first = points_of(kept.history.record("Show", (TWICE,), AT, "one"))
        second = points_of(kept.history.record("Show", (), AT, "two"))

    assert [(one.key, one.standing) for one in second] == [(first[0].key, "resolved")]


def test_a_point_says_all_that_a_finding_does():
    """Severity as a number, money in minor units."""
    (point,) = points_of(without_history((TWICE,)))

    assert (point.code, point.severity, point.standing, point.impact) == ("PO101", 3, "new", 1250)
    assert (point.workbook, point.sheet, point.cell) == ("a.xlsx", "Log", "A4")
    assert (point.message, point.advice) == ("Twice.", "Ask.")


def test_a_point_knows_what_its_table_is_for():
    """Of every place that the finding names, not the first alone."""
    pay = Table("a.xlsx", "Sheet1", Area(1, 1, 9, 4), (1,), {}, {}, Role.TIMESHEET)
    both = replace(TWICE, places=(*TWICE.places, Place("a.xlsx", "Sheet1", "B2")))

    points = points_of(without_history((TWICE, both)), TableRoles((), (pay,)))

    assert [one.role for one in points] == ["timesheet", "timesheet"]
    assert [one.role for one in points_of(without_history((TWICE, both)))] == ["", ""]
