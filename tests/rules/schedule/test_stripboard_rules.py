"""SCH301 to SCH309: what a stripboard says against itself, and against the calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from addin.findings import Finding, Severity
from addin.rules.boards import boards, current, is_part, scenes_of
from addin.rules.rule import Workpapers
from addin.rules.schedule import (
    company_moves,
    day_numbers,
    day_off,
    long_day,
    night_to_day,
    repeated_scene,
    stated_pages,
    undated_day,
    unlisted_cast,
)
from addin.tables.table import Role
from tests.draw import drawn, papers_of
from tests.make import cast_line, in_rows, papers, strip


def with_options(given: Workpapers, **options: Any) -> Workpapers:
    """The same papers with other settings."""
    made = type(given.options)(**options)
    return Workpapers(given.production, given.books, given.tables, made)


def found(rule: Any, *strips: Any, **options: Any) -> list[Finding]:
    """What a rule says of a board."""
    return list(rule.check(with_options(papers(strips=list(strips)), **options)))


BOARD = (
    strip("1", day=1, date="2026-03-02", cast="1 2", location="House"),
    strip("2", day=1, date="2026-03-02", cast="1", location="House"),
    strip("3", day=2, date="2026-03-03", cast="2", location="Station"),
    strip("4", day=3, date="2026-03-04", cast="1 2", location="Station"),
)
RULES = (
    repeated_scene,
    stated_pages,
    long_day,
    company_moves,
    day_numbers,
    day_off,
    night_to_day,
    unlisted_cast,
    undated_day,
)


@pytest.mark.parametrize("rule", RULES)
def test_a_board_in_order_is_left_alone(rule):
    """Nothing to say, with every limit set."""
    given = papers(strips=list(BOARD), cast=[cast_line("1"), cast_line("2")])

    assert not list(
        rule.check(with_options(given, most_eighths=16, most_moves=1, territory="US-CA"))
    )


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        ("12", ("12",)),
        ("Sc. 012a", ("12A",)),
        ("12pt", ("12",)),
        ("12 pt 2", ("12",)),
        ("12 (part 2)", ("12",)),
        ("12, 13 & 14", ("12", "13", "14")),
        ("101-12", ("101-12",)),
        ("", ()),
    ],
)
def test_scenes_compare_whatever_they_are_called(text, scenes):
    """Leading zeros, the word scene and marks of parts tell no scene from another; letters do."""
    assert scenes_of(strip(text)) == scenes


def test_a_scene_on_two_days_is_found():
    """Both cells are named, and both days."""
    (finding,) = found(repeated_scene, *BOARD, strip("2", day=3, date="2026-03-04"))

    assert finding.severity is Severity.WARNING
    assert [place.cell for place in finding.places] == ["A3", "A6"]
    assert "day 1" in finding.message
    assert "day 3" in finding.message


def test_a_scene_on_the_board_and_in_the_boneyard_is_found():
    """Out of the board or out of the boneyard."""
    (finding,) = found(repeated_scene, *BOARD, strip("2", is_boneyard=True))

    assert "boneyard" in finding.message


@pytest.mark.parametrize(
    "again",
    [
        strip("2pt2", day=3),
        strip("2 part 2", day=3),
        strip("2", notes="Part 2 of 2"),
        strip("2", description="To complete"),
        strip("2", notes="reshoot"),
        strip("2A", day=3),
        strip("", description="Lunch"),
    ],
)
def test_split_scenes_are_legitimate(again):
    """A part, a pick-up, a reshoot, a scene with a letter, a banner: none is the scene again."""
    assert not found(repeated_scene, *BOARD, again)


def test_a_part_says_so():
    """In its number, its synopsis or its notes."""
    assert is_part(strip("12pt1"))
    assert not is_part(strip("12", description="Anna is part of the crowd"))


def test_a_one_liner_beside_the_board_is_the_same_board():
    """Two lists of the same scenes are versions: the one that says most counts, once."""
    liner = in_rows([strip(str(n)) for n in range(1, 5)], sheet="One-liner")
    given = papers(strips=[])
    show = type(given.production)(strips=(*in_rows(BOARD), *liner))
    given = Workpapers(show)

    assert [board.name for board in boards(given)] == ["Stripboard", "One-liner"]
    assert [board.name for board in current(given)] == ["Stripboard"]
    assert not list(repeated_scene.check(given))


FIELDS = "scene set pages cast shoot_day date"
STATED = """
    Scene | Set | Pages | Cast | Day | Date
    1 | Hall | 1 4/8 | '1 | 1 | 2026-03-02
    2 | Hall | 6/8   | '1 | 1 | 2026-03-02
    END OF DAY 1 - Monday, March 2, 2026 - {one} pgs
    3 | Yard | 2     | '1 | 2 | 2026-03-03
    END OF DAY 2 - 2 pages
    Total pages: {all}
"""


def stated(one: str, whole: str) -> list[Finding]:
    """What a board with these statements gives."""
    table = drawn(
        Role.STRIPBOARD,
        FIELDS,
        STATED.format(one=one, all=whole),
        marks={4: "section", 6: "section", 7: "note"},
    )
    kinds = {row: kind for row, kind in table[0].kinds.items() if row < 7}
    area = replace(table[0].area, bottom=6)
    return list(
        stated_pages.check(papers_of((replace(table[0], kinds=kinds, area=area), table[1])))
    )


def test_stated_pages_that_add_up_are_left_alone():
    """Day breaks and the total of the script."""
    assert not stated("2 2/8", "4 2/8")


def test_a_day_break_that_does_not_add_up_is_found():
    """The break's cell and the cells of its strips."""
    (finding,) = stated("1 2/8", "4 2/8")

    assert finding.message == "Day 1 is said to be 1 2/8 pages; its 2 strips come to 2 2/8."
    assert [place.cell for place in finding.places] == ["A4", "C2:C3"]
    assert dict(finding.numbers) == {"stated": "1 2/8", "strips": "2 2/8"}


def test_a_total_of_the_script_that_does_not_add_up_is_found():
    """Board and boneyard together are the script."""
    (finding,) = stated("2 2/8", "5")

    assert finding.place.cell == "A7"
    assert "4 2/8" in finding.message


def test_a_long_day_is_found_only_with_a_limit():
    """Nobody said how long a day may be: nothing is said."""
    day = [strip(str(n), 10, date="2026-03-02") for n in range(1, 6)]
    (finding,) = found(long_day, *day, most_eighths=48)

    assert dict(finding.numbers) == {"pages": "6 2/8", "limit": "6"}
    assert not found(long_day, *day)
    assert not found(long_day, *day, most_eighths=50)


def test_moves_are_counted_along_the_day():
    """Away and back are two; a strip without a location does not move anybody."""
    places = ("House", "Station", "", "station", "House")
    day = [strip(str(n), date="2026-03-02", location=place) for n, place in enumerate(places, 1)]
    (finding,) = found(company_moves, *day, most_moves=1)

    assert "House → Station → House" in finding.message
    assert not found(company_moves, *day, most_moves=2)
    assert not found(company_moves, *day)


def test_two_units_on_one_day_do_not_move_each_other():
    """The second unit stands somewhere else all day."""
    day = [
        strip("1", date="2026-03-02", location="House", unit="Main"),
        strip("2", date="2026-03-02", location="Station", unit="2nd"),
    ]

    assert not found(company_moves, *day, most_moves=0)


@pytest.mark.parametrize(
    ("strips", "said"),
    [
        ((strip("1", day=1, date="2026-03-02"), strip("2", day=1, date="2026-03-03")), "2 dates"),
        ((strip("1", day=1, date="2026-03-02"), strip("2", day=2, date="2026-03-02")), "2 days"),
        ((strip("1", day=1, date="2026-03-03"), strip("2", day=2, date="2026-03-02")), "before"),
        ((strip("1", day=1, date="2026-03-02"), strip("2", day=4, date="2026-03-05")), "2 to 3"),
        ((strip("1", day=1), strip("2", day=3)), "no strip on day 2"),
    ],
)
def test_days_numbered_against_their_dates_are_found(strips, said):
    """A day on two dates, a date of two days, days out of order, a day nobody shoots."""
    (finding,) = found(day_numbers, *strips)

    assert said in finding.message


def test_units_number_their_own_days():
    """Day 1 of the second unit is not day 1 of the first."""
    strips = (
        strip("1", day=1, date="2026-03-02", unit="Main"),
        strip("2", day=1, date="2026-03-09", unit="2nd"),
    )

    assert not found(day_numbers, *strips)


def test_a_public_holiday_is_found_where_the_territory_is_said():
    """4 July in California; without a territory nobody knows."""
    day = strip("1", date="2025-07-04")
    (finding,) = found(day_off, day, territory="US-CA")

    assert "Independence Day" in finding.message
    assert not found(day_off, day)
    assert not found(day_off, strip("1", date="2025-07-07"), territory="US-CA")
    assert not found(day_off, strip("1", date="1950-07-04"), territory="US-CA")


def calendar(item: str, end: str = "") -> list[Finding]:
    """A board on 3 and 4 March against an entry of the calendar."""
    board = drawn(
        Role.STRIPBOARD,
        FIELDS,
        """
        Scene | Set | Pages | Cast | Day | Date
        1 | Hall | 1 | '1 | 1 | 2026-03-03
        2 | Hall | 1 | '1 | 2 | 2026-03-04
        """,
        name="Board",
    )
    plan = drawn(
        Role.SCHEDULE,
        "item date end",
        f"""
        What | When | Until
        {item} | 2026-03-03 | {end}
        Wrap | 2026-03-06 |
        """,
        name="Calendar",
    )
    return list(day_off.check(papers_of(board, plan)))


def test_a_day_off_of_the_calendar_is_found():
    """Both cells: the strip's date and the calendar's entry; a span counts day by day."""
    (finding,) = calendar("Company holiday")

    assert {place.sheet for place in finding.places} == {"Board", "Calendar"}
    assert len(calendar("Hiatus", "2026-03-05")) == 2


@pytest.mark.parametrize("item", ["Shoot day 1", "Holiday (worked)", "Working holiday"])
def test_what_is_no_day_off_is_left_alone(item):
    """Other entries, and holidays that are worked."""
    assert not calendar(item)


def night(first: str, second: str, then: str = "2026-03-03", where: str = "EXT") -> list[Finding]:
    """Scene 1 ends Monday, scene 2 begins the next day."""
    return found(
        night_to_day,
        strip("1", date="2026-03-02", int_ext="EXT", day_night=first, cast="1 2"),
        strip("2", date=then, int_ext=where, day_night=second, cast="2 3"),
    )


def test_a_night_before_a_daylight_exterior_is_noted():
    """With the cast who work on both."""
    (finding,) = night("NIGHT", "DAWN")

    assert finding.severity is Severity.NOTE
    assert "Cast 2" in finding.message


def test_a_day_between_or_an_interior_gives_the_rest_back():
    """Interiors are lit; after a day off everybody has slept."""
    assert not night("NIGHT", "DAY", then="2026-03-04")
    assert not night("NIGHT", "DAY", where="INT")
    assert not night("DAY", "DAY")
    assert not night("NIGHT", "NIGHT")


def test_cast_that_no_list_has_is_found():
    """With the scenes; a production without a cast list is not asked."""
    strips = [*BOARD, strip("5", cast="21"), strip("6", cast="1 21")]
    (finding,) = unlisted_cast.check(papers(strips=strips, cast=[cast_line("1"), cast_line("2")]))

    assert "Cast 21" in finding.message
    assert [place.cell for place in finding.places] == ["F6:F7", "A2"]
    assert not found(unlisted_cast, *strips)


def test_cast_called_by_name_or_of_another_show_is_left_alone():
    """A board may write names; a list that knows hardly anybody is not its list."""
    by_name = [strip("1", cast=("ANNA",)), strip("2", cast=("ANNA", "BEN KURZ"))]
    parts = [cast_line("1", "Anna"), cast_line("2", "Boris", performer="Ben Kurz")]

    assert not list(unlisted_cast.check(papers(strips=by_name, cast=parts)))
    other = [cast_line("31"), cast_line("32")]
    assert not list(unlisted_cast.check(papers(strips=list(BOARD), cast=other)))


def test_strips_without_a_day_are_noted():
    """A day without a date is worse than a strip without a day."""
    (note,) = found(undated_day, *BOARD, strip("5"))
    (warning,) = found(undated_day, *BOARD, strip("5", day=4))

    assert (note.severity, warning.severity) == (Severity.NOTE, Severity.WARNING)
    assert not found(undated_day, *BOARD, strip("5", is_boneyard=True))
    assert not found(undated_day, strip("1"), strip("2"))
