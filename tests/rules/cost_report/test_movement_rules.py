"""COS105, COS106 and COS110: what moves from one report to the next."""

from __future__ import annotations

import datetime as dt

from addin.domain.production import ForecastMode, Production
from addin.rules.cost_report import efc_change, period_movement, stale_etc
from addin.rules.rule import Workpapers
from tests.make import in_rows, papers, posting, report_line, usd


def two_weeks(before, now, **more) -> Workpapers:
    """A report of week 11, and that of week 12."""
    return Workpapers(
        Production(
            cost_report=(
                *in_rows(before, sheet="CR week 11"),
                *in_rows(now, sheet="CR week 12"),
            ),
            **more,
        )
    )


def test_an_efc_that_moves_without_a_comment_is_found():
    """From 10,000 to 12,000, and the comment is empty."""
    before = [report_line("2510", efc=10000), report_line("2520", efc=500)]
    now = [report_line("2510", efc=12000), report_line("2520", efc=500)]
    (finding,) = efc_change.check(two_weeks(before, now))

    assert [place.sheet for place in finding.places] == ["CR week 12", "CR week 11", "CR week 12"]
    assert finding.impact == usd(2000)


def test_a_reason_beside_it_is_enough():
    """A comment explains."""
    before = [report_line("2510", efc=10000)]
    now = [report_line("2510", efc=12000, comment="extra shoot day, 12 March")]

    assert not list(efc_change.check(two_weeks(before, now)))


def test_one_report_tells_by_its_own_columns():
    """Variance against last week's variance."""
    lines = [
        report_line("2510", variance=-12000, previous_variance=0),
        report_line("2520", variance=7, previous_variance=7),
    ]
    (finding,) = efc_change.check(papers(cost_report=lines))

    assert finding.impact == usd(12000)


def test_cost_to_date_moves_by_the_cost_of_the_period():
    """9,000 + 1,200 is not 10,450."""
    before = [report_line(str(n), actual_to_date=9000) for n in range(3)]
    now = [report_line(str(n), actual_to_date=10200, actual_period=1200) for n in range(2)]
    late = report_line("2", actual_to_date=10450, actual_period=1200)
    (finding,) = period_movement.check(two_weeks(before, [*now, late]))

    assert [(p.sheet, p.cell) for p in finding.places] == [
        ("CR week 12", "D4"),
        ("CR week 11", "D4"),
        ("CR week 12", "C4"),
    ]
    assert finding.impact == usd(250)


def test_the_cost_of_the_period_is_what_the_ledger_posted_in_it():
    """After the previous cut-off, up to this one."""
    postings = [
        posting("2510", 100, date="2026-03-07"),
        posting("2510", 40, date="2026-03-08"),
        posting("2520", 9, date="2026-03-14"),
        posting("2520", 70, date="2026-03-15"),
    ]
    right = [report_line("2510", actual_period=40), report_line("2520", actual_period=9)]
    wrong = [report_line("2510", actual_period=140), report_line("2520", actual_period=9)]

    def check(lines):
        return list(
            period_movement.check(
                papers(
                    cost_report=lines,
                    postings=postings,
                    previous_cutoff=dt.date(2026, 3, 7),
                    cutoff=dt.date(2026, 3, 14),
                )
            )
        )

    assert not check(right)
    (finding,) = check(wrong)
    assert [place.cell for place in finding.places] == ["C2", "M3"]


def test_an_etc_that_stays_while_cost_comes_in():
    """With the ETC held, 6,200 came in and the ETC is still 20,000."""
    before = [
        report_line("3320", total_cost=1000, etc=20000),
        report_line("1", total_cost=1, etc=5),
    ]
    now = [report_line("3320", total_cost=7200, etc=20000), report_line("1", total_cost=2, etc=4)]
    (finding,) = stale_etc.check(two_weeks(before, now, forecast_mode=ForecastMode.ETC_HELD))

    assert finding.impact == usd(6200)
    assert not list(stale_etc.check(two_weeks(before, now)))


def test_sheets_that_are_no_versions_are_not_compared():
    """A report and its detail have different names, not different numbers."""
    lines = (
        *in_rows([report_line("2510", efc=1)], sheet="Topsheet"),
        *in_rows([report_line("2510", efc=2)], sheet="Detail"),
    )

    assert not list(efc_change.check(Workpapers(Production(cost_report=lines))))
