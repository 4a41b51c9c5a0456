"""ACT108."""

from __future__ import annotations

import datetime as dt

from addin.rules.actuals.posting_date import check
from tests.make import papers, posting, usd

SPRING = [posting(date=f"2026-0{m}-{d:02}") for m in (2, 3) for d in range(1, 20, 2)]


def test_a_year_that_was_not_rolled_over_is_named_with_the_right_one():
    """5 March 2025 among postings of spring 2026."""
    (finding,) = check(papers(postings=[*SPRING, posting(date="2025-03-05", vendor="Elm")]))

    assert "2026-03-05" in finding.message
    assert [place.cell for place in finding.places] == ["C22", "M22"]


def test_a_date_of_another_century_is_out_of_range():
    """1926 for 2026."""
    (finding,) = check(papers(postings=[*SPRING, posting(date="1926-03-05")]))

    assert dict(finding.numbers)["in the right year"] == dt.date(2026, 3, 5)


def test_a_long_production_is_no_outlier():
    """Postings over two years are not out of range of each other."""
    lines = [posting(date=f"{y}-{m:02}-01") for y in (2025, 2026) for m in range(1, 13)]

    assert not list(check(papers(postings=lines)))


def test_postings_after_the_cut_off_are_one_finding_with_their_sum():
    """What is dated after the cut-off belongs to the next report."""
    lines = [posting("1", 10, date="2026-03-01"), posting("1", 20, date="2026-03-09")]
    (finding,) = check(papers(postings=[*lines, *lines], cutoff=dt.date(2026, 3, 7)))

    assert [place.cell for place in finding.places] == ["C3", "C5", "M3", "M5"]
    assert finding.impact == usd(40)


def test_the_cut_off_day_itself_counts():
    """Up to and including."""
    lines = [posting(date="2026-03-07")]

    assert not list(check(papers(postings=lines, cutoff=dt.date(2026, 3, 7))))


def test_dates_in_the_future():
    """Nothing is posted tomorrow; without today's date nobody can tell."""
    lines = [posting(date="2026-03-09")]

    assert list(check(papers(today="2026-03-08", postings=lines)))
    assert not list(check(papers(postings=lines)))


def test_a_date_outside_its_period():
    """A date of April posted to period 2026-03 or Mar-26; week numbers say nothing."""
    for period in ("2026-03", "Mar 2026", "Mar-26"):
        (finding,) = check(papers(postings=[posting(date="2026-04-02", period=period)]))
        assert [place.cell for place in finding.places] == ["C2", "D2", "M2"]
    for period in ("2026-04", "April 2026", "12", "Week 3", "2026", ""):
        assert not list(check(papers(postings=[posting(date="2026-04-02", period=period)])))
