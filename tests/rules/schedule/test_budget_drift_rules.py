"""SCH401 to SCH404: what the schedule needs against what the budget pays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from addin.findings import Finding, Severity
from addin.rules.schedule import background_days, paid_days_differ, rental_weeks, shoot_days
from addin.tables.table import Role
from tests.draw import drawn, papers_of
from tests.grid import grid
from tests.make import budget_line, cast_line, dood_line, papers, strip, usd

MONDAY = dt.date(2026, 3, 2)


def weeks_of(days: int) -> list[Any]:
    """A board that shoots five days a week; cast 1 works every day, cast 2 the first two."""
    dates = [MONDAY + dt.timedelta(days=at // 5 * 7 + at % 5) for at in range(days)]
    return [
        strip(str(at), day=at, date=date, cast=("1", "2") if at < 3 else ("1",))
        for at, date in enumerate(dates, 1)
    ]


BUDGET = """
    Acct | Description | Amt | Unit | X | Rate | Total
    '2301 | Gaffer | 10 | days | 1 | 600 | 6000
    '2302 | Lamp operators | 10 | days | 3 | 400 | 12000
    '2303 | Gaffer, prep | 10 | days | 1 | 600 | 6000
    '2401 | Camera package | 2 | weeks | 1 | 9000 | 18000
"""
FIELDS = "account description quantity unit multiplier rate amount"


def drift(days: int, text: str) -> list[Finding]:
    """A board of so many days against a budget with a sheet of globals."""
    table, sheet = drawn(Role.BUDGET, FIELDS, BUDGET, name="Detail")
    given = papers_of((table, sheet))
    (book,) = given.books
    return list(
        shoot_days.check(
            replace(
                given,
                production=replace(
                    given.production, strips=papers(strips=weeks_of(days)).production.strips
                ),
                books=(replace(book, sheets=(*book.sheets, grid(text, "Globals"))),),
            )
        )
    )


GLOBALS = "Globals\n\nShoot weeks | 2\nTotal shoot days: | 10 | to be confirmed"


def test_a_board_of_as_many_days_is_left_alone():
    """Ten days in two weeks."""
    assert not drift(10, GLOBALS)


def test_more_days_than_the_budget_has_are_found_with_their_cost():
    """Two days more; the crew for all ten days costs 600 and three times 400 a day."""
    days, weeks = drift(12, GLOBALS)

    assert days.severity is Severity.WARNING
    assert dict(days.numbers)["days on the board"] == 12
    assert days.impact == usd(3600)
    cells = {(place.sheet, place.cell) for place in days.places}
    assert {("Globals", "B4"), ("Stripboard", "H2"), ("Stripboard", "H13")} - cells == set()
    assert weeks.impact == usd(9000)


def test_lines_for_prep_do_not_count():
    """The gaffer's ten days of preparation are no shoot days."""
    (finding, _) = drift(12, GLOBALS)

    named = [place.cell for place in finding.places if place.sheet == "Detail"]
    assert named == ["C2:C3"]


@pytest.mark.parametrize(
    "text",
    [
        "Prep days | 4",
        "Shoot days | to come",
        "Second unit shoot days | 3",
        "2nd unit shoot days | 3",
        "Shooting days per week | 5",
        "Shoot days | 12",
    ],
)
def test_other_figures_are_no_shoot_days(text):
    """Prep, second unit, a week's days, a figure that is not there: none is compared."""
    assert not drift(12, text)


def test_a_begun_week_is_a_week():
    """Calendar weeks, or the days in weeks as full as the fullest."""
    assert not drift(11, "Shoot weeks | 3")
    assert len(drift(11, "Shoot weeks | 2")) == 1
    assert len(drift(21, "Shoot weeks | 2")) == 1


def test_without_a_budget_or_a_board_nothing_is_asked():
    """Performance: one look at two empty lists."""
    assert not list(shoot_days.check(papers(strips=weeks_of(10))))
    assert not list(shoot_days.check(papers(budget=[budget_line()])))


IDA = cast_line("1", "Anna", performer="Ida Berg")
BEN = cast_line("2", "Ben", performer="Ben Kurz")


def paid(*lines: Any, **more: Any) -> list[Finding]:
    """Ida works ten days, Ben two, against these budget lines."""
    lists = {"strips": weeks_of(10), "cast": [IDA, BEN], "budget": list(lines), **more}
    return list(paid_days_differ.check(papers(**lists)))


def day_line(description: str, days: Any, **more: Any) -> Any:
    """A line of the cast account that counts in days."""
    given = {"unit": "days", "rate": 1000, "group": "Principal cast", "quantity": days, **more}
    return budget_line("1401", description, 1000 * int(days), **given)


def test_days_that_tie_are_left_alone():
    """As many as the board has."""
    assert not paid(day_line("Ida Berg", 10), day_line("Ben Kurz", 2))


def test_days_that_differ_are_found_with_their_money():
    """Three days at the line's rate; both sheets are named."""
    (finding,) = paid(day_line("Ida Berg (Anna)", 7))

    assert finding.impact == usd(3000)
    assert "before fringes" in finding.message
    assert {"Budget", "Stripboard", "Cast"} == {place.sheet for place in finding.places}


def test_holds_may_be_paid_or_not():
    """By the day-out-of-days Ben works two days, is held one and travels one."""
    dood = [dood_line("1", "SW W W W W"), dood_line("2", "SW WF . TR .")]

    for days in (2, 3):
        assert not paid(day_line("Ben Kurz", days), dood=dood)
    (finding,) = paid(day_line("Ben Kurz", 5), dood=dood)
    assert {"DOOD", "Budget"} <= {place.sheet for place in finding.places}


@pytest.mark.parametrize(
    "line",
    [
        day_line("Ida Berg", 4, unit="weeks"),
        day_line("Ida Berg - rehearsal", 4),
        day_line("Ida Berg travel days", 4),
        day_line("Trailer rental Ida Berg", 4),
        day_line("Anna's house, location fee", 4, group="Locations"),
        day_line("Anna", 4, group="Crew"),
        day_line("Annabel", 4),
        day_line("Stunt double Ida Berg", 4),
    ],
)
def test_lines_for_something_else_are_left_alone(line):
    """Weeks, rehearsal, travel, a trailer, a house, a name that begins alike, a double."""
    assert not paid(line)


def test_a_character_counts_under_cast():
    """Day players are budgeted by their part."""
    (finding,) = paid(day_line("Anna", 4))

    assert finding.impact == usd(6000)


def test_a_line_for_two_parts_is_nobodys():
    """Ten days for both together say nothing of either."""
    assert not paid(day_line("Ida Berg / Ben Kurz", 9))


def test_several_lines_of_a_part_add_up():
    """Six and four days."""
    assert not paid(day_line("Ida Berg", 6), day_line("Ida Berg (nights)", 4))


def rentals(description: str, weeks: Any, **more: Any) -> list[Finding]:
    """A rental line against a board of ten days in two weeks."""
    line = budget_line(
        "3300", description, 9000, **{"quantity": weeks, "unit": "weeks", "rate": 4500, **more}
    )
    return list(rental_weeks.check(papers(strips=weeks_of(10), budget=[line])))


def test_a_rental_for_the_shoot_lasts_as_long():
    """One week at the line's rate is missing."""
    (finding,) = rentals("Camera package - shoot", 1)

    assert (finding.severity, finding.impact) == (Severity.WARNING, usd(4500))
    assert not rentals("Camera package - shoot", 2)


def test_a_rental_that_lasts_longer_is_a_question():
    """Without words for it, only more weeks than the shoot has are worth a note."""
    (finding,) = rentals("Grip package rental", 5)

    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("description", "weeks", "unit"),
    [
        ("Grip package rental", 1, "weeks"),
        ("Camera package prep", 5, "weeks"),
        ("Camera package - shoot", 9, "days"),
        ("Office rent", 20, "weeks"),
        ("Camera operator - shoot", 5, "weeks"),
        ("Editing system rental", 20, "weeks"),
    ],
)
def test_other_lines_are_left_alone(description, weeks, unit):
    """A shorter hire, prep, days, the office, people, post."""
    assert not rentals(description, weeks, unit=unit)


def background(budgeted: Any, heading: str = "Background", **more: Any) -> list[Finding]:
    """Two days with 20 and 10, then 15: at least 35 man-days."""
    board = drawn(
        Role.STRIPBOARD,
        "scene set pages cast shoot_day date",
        f"""
        Scene | Set | Pages | Cast | Day | Date | {heading}
        1 | Hall | 1 | '1 | 1 | 2026-03-02 | 20
        2 | Hall | 1 | '1 | 1 | 2026-03-02 | 10
        3 | Yard | 1 | '1 | 2 | 2026-03-03 | 15
        """,
        name="Board",
    )
    given = papers_of(board)
    line = budget_line(
        "1450",
        **{
            "description": "Background",
            "amount": 3500,
            "quantity": budgeted,
            "unit": "man-days",
            "rate": 100,
            **more,
        },
    )
    with_budget = replace(given.production, budget=(line,))
    return list(background_days.check(replace(given, production=with_budget)))


def test_too_few_man_days_are_found():
    """The busiest scene of each day is what is certain."""
    (finding,) = background(30)

    assert finding.impact == usd(500)
    assert [place.cell for place in finding.places if place.sheet == "Board"] == ["G2", "G4"]


def test_enough_man_days_are_left_alone():
    """More may be needed than the busiest scene shows; a board without the column says nothing."""
    assert not background(35)
    assert not background(60)
    assert not background(5, heading="Vehicles")
    assert not background(5, description="Background casting fee")
