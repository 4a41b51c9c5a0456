"""A studio's nights are kept, gone on with after a crash, looked back on and forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import and_, exists, func, select

from addin.adapters.database import studio_schema
from addin.adapters.database.connected import Connected
from addin.adapters.database.nights import DatabaseNights
from addin.domain.night import Ended, ProductionNight
from addin.errors import HistoryUnusable
from addin.ports.nights import AuditEntry
from addin.reports.portfolio_page import portfolio_page
from tests.adapters.database.drawn_nights import (
    DAY,
    FOLDERS,
    MONDAY,
    account,
    night_of,
    plan,
    point,
    unchanged,
    with_accounts,
)

ONE, TWO, THREE = FOLDERS
STUDIO = "Northlight"


@pytest.fixture
def kept(database):
    """An empty memory of studios."""
    return DatabaseNights(database)


def went(nights, at=MONDAY, *ones, status: int = 1, **other) -> int:
    """A whole night over some productions; its number."""
    number: int = nights.begin(plan(at, **other)).number
    for one in ones:
        nights.record(number, one)
    nights.end(number, at + dt.timedelta(hours=1), status)
    return number


def rows(database, table) -> int:
    """How many rows a table has."""
    with database.transaction() as connection:
        found = connection.execute(select(func.count()).select_from(table))
        return int(found.scalar() or 0)


def test_a_production_comes_back_as_it_was_recorded(kept):
    """Every field, in order; two findings of one key and two lines of one account stay two."""
    number = kept.begin(plan()).number
    ones = [night_of(ONE), night_of(TWO, points=(), ended=Ended.PARTLY), night_of(THREE)]
    for one in reversed(ones):
        kept.record(number, one)

    assert kept.night(number) == tuple(ones)
    assert kept.night(number)[0].worker == "worker-1"
    assert kept.latest(STUDIO) == tuple(ones)


def test_a_night_that_was_cut_short_is_gone_on_with(kept):
    """What is done is known by folder; its number and its moment are those of the first try."""
    first = kept.begin(plan())
    kept.record(first.number, night_of(ONE))
    again = kept.begin(plan(MONDAY + dt.timedelta(hours=2), orders="all 2026-11-16"))

    assert (first.is_resumed, again.is_resumed) == (False, True)
    assert (again.number, again.begun) == (first.number, MONDAY)
    assert again.done == {ONE: night_of(ONE)}


@pytest.mark.parametrize(
    "other",
    [
        {"at": MONDAY + DAY},
        {"folders": FOLDERS[:2]},
        {"folders": FOLDERS[::-1]},
        {"orders": "only validate"},
        {"version": "1.1"},
        {"studio": "Southlight"},
    ],
)
def test_a_night_of_another_plan_begins_anew(kept, other):
    """Another day, manifest, order or version of Tieout: nothing of the old one counts as done."""
    first = kept.begin(plan())
    again = kept.begin(plan(**other))

    assert not again.is_resumed
    assert again.number != first.number


def test_a_night_that_ended_or_is_asked_for_afresh_begins_anew(kept):
    """What came to its end is over."""
    first = went(kept, MONDAY)
    second = kept.begin(plan()).number
    third = kept.begin(plan(), fresh=True)

    assert first < second < third.number
    assert third.done == {}


def test_a_second_record_of_a_night_replaces_the_first(kept, database):
    """Nothing twice: neither the production nor its findings, nor what only the first one said."""
    number = kept.begin(plan()).number
    kept.record(number, night_of(ONE, points=(point("x"), point("y"))))
    again = night_of(ONE, points=(point("y"), point("z")), seconds=3.0, tries=2)
    kept.record(number, again)
    kept.record(number, again)

    assert kept.night(number) == (again,)
    assert rows(database, studio_schema.records) == 1
    assert rows(database, studio_schema.points) == 2


def test_an_earlier_night_may_be_gone_on_with_after_a_later_one(kept):
    """Each keeps what it said, whatever was recorded between."""
    early = kept.begin(plan()).number
    kept.record(early, night_of(ONE, points=(point("x"),)))
    late = kept.begin(plan(MONDAY + DAY)).number
    second = night_of(ONE, MONDAY + DAY, points=(point("x", "still open"), point("z")))
    kept.record(late, second)
    again = night_of(ONE, points=(point("x"), point("y")))
    kept.record(early, again)

    assert kept.night(early) == (again,)
    assert kept.night(late) == (second,)
    assert kept.latest(STUDIO) == (second,)


POINTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["new", "still open"])), max_size=4
).map(lambda some: tuple(point(key, standing) for key, standing in some))
LINES = st.lists(
    st.tuples(st.sampled_from(["1100", "2500", ""]), st.integers(-5, 5) | st.none()), max_size=4
).map(lambda some: tuple(replace(account(code, 0), etc=etc) for code, etc in some))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.lists(st.tuples(st.integers(0, 3), POINTS, LINES), min_size=1, max_size=8))
def test_whatever_is_recorded_in_whatever_order_comes_back(quick_database, said):
    """Lists are kept as they change, and each night still says all that it said."""
    nights = DatabaseNights(quick_database)
    studio = uuid4().hex
    days = [plan(MONDAY + day * DAY, studio=studio) for day in range(4)]
    numbers = [nights.begin(one).number for one in days]
    expected: dict[int, ProductionNight] = {}
    for day, points, lines in said:
        one = with_accounts(night_of(ONE, MONDAY + day * DAY, points=points), *lines)
        nights.record(numbers[day], one)
        expected[day] = one

    assert {day: (one,) for day, one in expected.items()} == {
        day: nights.night(numbers[day]) for day in expected
    }
    assert nights.overview(studio) == tuple(one.overview() for one in nights.latest(studio))


def test_a_night_that_says_the_same_writes_no_lists(kept, database):
    """Hundreds of findings that stand as they stood cost nothing."""
    same = [night_of(ONE, MONDAY + day * DAY) for day in range(5)]
    went(kept, MONDAY, same[0])
    before = [rows(database, table) for table in (studio_schema.points, studio_schema.accounts)]
    numbers = [went(kept, one.at, one) for one in same[1:]]

    assert before == [4, 3]
    assert before == [
        rows(database, table) for table in (studio_schema.points, studio_schema.accounts)
    ]
    assert [kept.night(number) for number in numbers] == [(one,) for one in same[1:]]


def test_a_night_in_which_nothing_changed_points_at_the_one_before(kept):
    """``latest`` says what that one said; the night itself says that nothing changed."""
    went(kept, MONDAY, night_of(ONE), night_of(TWO))
    last = went(kept, MONDAY + DAY, unchanged(ONE, MONDAY + DAY), unchanged(TWO, MONDAY + DAY))
    went(kept, MONDAY + 2 * DAY, unchanged(ONE, MONDAY + 2 * DAY), night_of(TWO, MONDAY + 2 * DAY))

    assert kept.night(last) == (unchanged(ONE, MONDAY + DAY), unchanged(TWO, MONDAY + DAY))
    assert kept.latest(STUDIO) == (night_of(ONE), night_of(TWO, MONDAY + 2 * DAY))
    assert [(one.ended, one.errors, one.new) for one in kept.trend(STUDIO, ONE)] == [
        ("checked", 2, 1), ("unchanged", 2, 0), ("unchanged", 2, 0),
    ]  # fmt: skip
    assert kept.trend(STUDIO, ONE)[-1].total == night_of(ONE).facts.total


def test_the_latest_are_those_of_the_latest_manifest_in_its_order(kept):
    """A production that was taken out is left out; one that did not run yet is not made up."""
    went(kept, MONDAY, *(night_of(folder) for folder in FOLDERS))
    kept.begin(plan(MONDAY + DAY, ["/shows/new", THREE, ONE]))

    assert [one.folder for one in kept.latest(STUDIO)] == [THREE, ONE]
    assert kept.latest("Southlight") == ()


def test_an_overview_is_the_latest_in_figures(kept):
    """Checked, unchanged since, failed, never run: what is read without findings says the same."""
    went(kept, MONDAY, night_of(ONE), night_of(TWO))
    failed = ProductionNight(
        2, "Three", THREE, MONDAY + DAY, Ended.FAILED, "No drive.", seconds=2.5
    )
    went(kept, MONDAY + DAY, unchanged(ONE, MONDAY + DAY), failed, folders=(THREE, ONE, "/new"))
    found = kept.overview(STUDIO)

    assert found == tuple(one.overview() for one in kept.latest(STUDIO))
    assert [(one.folder, one.ended, one.open) for one in found] == [
        (THREE, Ended.FAILED, 0),
        (ONE, Ended.CHECKED, 2),
    ]
    assert found[1].total == night_of(ONE).facts.total
    assert (found[1].suggested, found[1].currency) == (2, "USD")


def test_the_latest_may_be_asked_of_some_productions_only(kept):
    """As they stand among all; those that the manifest does not list are not there."""
    went(kept, MONDAY, night_of(ONE), night_of(TWO), night_of(THREE))

    assert kept.latest(STUDIO, [TWO, "/elsewhere"]) == (night_of(TWO),)
    assert kept.latest(STUDIO, ()) == ()


def test_a_mark_is_another_after_everything_that_is_kept(kept):
    """Begun, recorded, recorded anew in whatever way, ended, forgotten: nobody reads what is old."""
    quiet = ProductionNight(0, "One", ONE, MONDAY, Ended.FAILED, "No drive.")
    seen = [kept.mark(STUDIO)]
    number = 0

    def began(day: int) -> None:
        nonlocal number
        number = kept.begin(plan(MONDAY + day * DAY)).number

    for act in (
        lambda: began(0),
        lambda: kept.record(number, night_of(ONE)),
        lambda: kept.record(number, night_of(ONE, points=())),
        lambda: kept.record(number, quiet),
        lambda: kept.record(number, replace(quiet, failure="No key.")),
        lambda: kept.record(number, quiet),
        lambda: kept.record(number, unchanged(ONE, MONDAY)),
        lambda: kept.record(number, night_of(ONE)),
        lambda: kept.record(number, night_of(TWO)),
        lambda: kept.end(number, MONDAY, 0),
        lambda: began(1),
        lambda: kept.record(number, unchanged(ONE, MONDAY + DAY)),
        lambda: kept.record(number, night_of(TWO, MONDAY + DAY)),
        lambda: kept.end(number, MONDAY + DAY, 0),
        lambda: began(2),
        lambda: kept.record(number, night_of(ONE, MONDAY + 2 * DAY)),
        lambda: kept.prune(STUDIO, (MONDAY + 2 * DAY).date()),
    ):
        act()
        seen.append(kept.mark(STUDIO))

    assert len(set(seen)) == len(seen)


def test_a_mark_stays_while_nothing_of_the_nights_is_kept(kept):
    """Looking, what people do, and what alerts say change nothing."""
    went(kept, MONDAY, night_of(ONE))
    before = kept.mark(STUDIO)
    kept.latest(STUDIO)
    kept.keep_sent(STUDIO, "costs", "digest", MONDAY)
    kept.audit(STUDIO, AuditEntry(MONDAY, "Sam", "editor", "One", "waive_finding", "Waived."))

    assert kept.mark(STUDIO) == before


def test_inputs_are_those_of_a_last_night_that_was_whole(kept):
    """One that failed, or did a part, is tried again; one that met somebody at work is passed over."""
    went(kept, MONDAY, *(night_of(folder, inputs=f"of {folder}") for folder in FOLDERS))
    busy = night_of(ONE, MONDAY + DAY, ended=Ended.BUSY, inputs="", points=())
    failed = night_of(TWO, MONDAY + DAY, ended=Ended.PARTLY, inputs="other")
    went(kept, MONDAY + DAY, busy, failed, unchanged(THREE, MONDAY + DAY))

    assert kept.last_inputs(STUDIO) == {ONE: f"of {ONE}", THREE: "digest of its files"}


def test_nights_are_told_newest_first_with_what_they_found(kept):
    """One that was cut short has no end; open findings are those of all productions."""
    first = went(kept, MONDAY, night_of(ONE), night_of(TWO, ended=Ended.FAILED, points=()))
    second = kept.begin(plan(MONDAY + DAY)).number

    assert [one.number for one in kept.nights(STUDIO)] == [second, first]
    assert [one.number for one in kept.nights(STUDIO, 1)] == [second]
    open_one, whole = kept.nights(STUDIO)
    assert (open_one.ended, open_one.status, open_one.counts) == (None, None, {})
    assert (whole.ended, whole.status) == (MONDAY + dt.timedelta(hours=1), 1)
    assert whole.counts == {"checked": 1, "failed": 1}
    assert (whole.errors, whole.warnings, whole.notes, whole.new, whole.resolved) == (2, 0, 0, 1, 1)
    assert (whole.productions, whole.engine) == (3, "in-process")
    assert 0 < whole.seconds < 60


def test_a_trend_has_one_moment_a_day(kept):
    """The last of the day, oldest first, no more than asked for."""
    for day in range(4):
        at = MONDAY + day * DAY
        went(kept, at, night_of(ONE, at, points=()))
        later = at + dt.timedelta(hours=9)
        went(kept, later, night_of(ONE, later))

    assert [(one.at.hour, one.errors) for one in kept.trend(STUDIO, ONE)] == [(12, 2)] * 4
    assert [one.at.day for one in kept.trend(STUDIO, ONE, 2)] == [18, 19]
    moment = kept.trend(STUDIO, ONE, 1)[0]
    assert (moment.currency, moment.suggested, moment.unmatched, moment.slip) == ("USD", 2, 4, 2)
    assert moment.total == night_of(ONE).facts.total
    assert kept.trend(STUDIO, "/shows/none") == ()


def test_an_account_is_told_where_it_changed(kept):
    """Five nights, two figures; where it was missing in between says nothing."""
    for day, efc in enumerate((1, 1, 2, None, 2)):
        at = MONDAY + day * DAY
        lines = [] if efc is None else [account("2500", efc)]
        went(kept, at, with_accounts(night_of(ONE, at), account("1100", day), *lines))

    assert kept.accounts(STUDIO, ONE, "2500") == (
        (MONDAY, account("2500", 1)),
        (MONDAY + 2 * DAY, account("2500", 2)),
    )
    assert kept.accounts(STUDIO, ONE, "9999") == ()


def test_studios_do_not_see_one_another(kept):
    """One server may serve two, with folders of the same path."""
    went(kept, MONDAY, night_of(ONE))
    went(kept, MONDAY, night_of(ONE, points=()), studio="Southlight")

    assert kept.studios() == ["Northlight", "Southlight"]
    assert kept.latest(STUDIO) == (night_of(ONE),)
    assert kept.latest("Southlight") == (night_of(ONE, points=()),)
    assert len(kept.nights(STUDIO)) == len(kept.trend(STUDIO, ONE)) == 1


def test_old_nights_are_forgotten_but_for_the_last_of_each_production(kept, database):
    """What still stands stays, with all it says; what only old nights said is gone."""
    for day in range(4):
        at = MONDAY + day * DAY
        ones = [night_of(ONE, at, points=(point(f"day {day}"),))]
        ones += [night_of(TWO, at, points=(point(f"day {day}"),))] if day == 1 else []
        went(kept, at, *ones)
    before = [kept.night(number) for number in (2, 4)]
    wednesday = (MONDAY + 3 * DAY).date()

    assert kept.forgettable(STUDIO, wednesday) == 2
    assert kept.prune(STUDIO, wednesday) == 2
    assert kept.prune(STUDIO, wednesday) == kept.forgettable(STUDIO, wednesday) == 0
    assert [one.number for one in kept.nights(STUDIO)] == [4, 2]
    assert kept.night(2) == before[0][1:]
    assert kept.night(4) == before[1]
    assert rows(database, studio_schema.points) == 2
    assert [one.folder for one in kept.latest(STUDIO)] == [ONE, TWO]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    said=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from("whole failed same".split()), POINTS, LINES),
        min_size=1,
        max_size=10,
    ),
    kept_from=st.lists(st.integers(0, 6), min_size=1, max_size=3),
)
def test_what_is_not_forgotten_says_the_same(quick_database, said, kept_from):
    """Whatever was recorded, replaced and forgotten in whatever order, again and again."""
    nights = DatabaseNights(quick_database)
    studio = uuid4().hex
    numbers = [nights.begin(plan(MONDAY + day * DAY, studio=studio)).number for day in range(6)]
    for day, how, points, lines in said:
        at = MONDAY + day * DAY
        one = with_accounts(night_of(ONE, at, points=points), *lines)
        failed = ProductionNight(0, "One", ONE, at, Ended.FAILED, "No drive.")
        ones = {"whole": one, "failed": failed, "same": unchanged(ONE, at)}
        nights.record(numbers[day], ones[how])
        assert of_nobody(quick_database) == 0
    before = {number: nights.night(number) for number in numbers}
    latest = nights.latest(studio)
    for day in kept_from:
        nights.prune(studio, (MONDAY + day * DAY).date())
        assert of_nobody(quick_database) == 0

    left = {number: nights.night(number) for number in numbers}
    assert nights.latest(studio) == latest
    assert {number: one for number, one in left.items() if one} == {
        number: before[number] for number, one in left.items() if one
    }
    assert all(left[number] == before[number] for number in numbers[max(kept_from) :])


def test_a_page_of_all_says_the_same_of_counted_nights(kept):
    """Whole ones, those that failed, those in which nothing changed; trends as one by one."""
    failed = ProductionNight(2, "Three", THREE, MONDAY, Ended.FAILED, "No drive.")
    went(kept, MONDAY, night_of(ONE), night_of(TWO, failure="half"), failed)
    went(kept, MONDAY + DAY, unchanged(ONE, MONDAY + DAY), night_of(TWO, MONDAY + DAY, points=()))
    went(kept, MONDAY + DAY + DAY / 4, unchanged(ONE, MONDAY + DAY + DAY / 4))
    whole, counted = kept.latest(STUDIO), kept.counted(STUDIO, FOLDERS)
    trends = {one: kept.trend(STUDIO, one) for one in FOLDERS}

    def page(nights) -> str:
        return portfolio_page(STUDIO, MONDAY, nights, trends, {})

    assert kept.trends(STUDIO, [*FOLDERS, "/shows/none"]) == trends
    assert [len(one) for one in trends.values()] == [2, 2, 1]
    assert page(counted) == page(whole)
    mine = [one.counted() for one in whole]
    assert [(one.counts, one.moved) for one in mine] == [(one.counts, one.moved) for one in counted]
    assert [one.overview() for one in counted] == [one.overview() for one in whole]
    assert [one.worst for one in counted] == [one.worst for one in whole]
    assert kept.counted(STUDIO, [TWO]) == (counted[1],)


def of_nobody(database: Connected) -> int:
    """Rows of lists that no record says: there is never one."""
    records, count = studio_schema.records, 0
    with database.transaction() as connection:
        for table in (
            studio_schema.points,
            studio_schema.accounts,
            studio_schema.pairs,
            studio_schema.orders,
        ):
            said = and_(
                records.c.production == table.c.production,
                records.c.sequence >= table.c.begins,
                records.c.sequence < table.c.until,
            )
            alone = ~exists(select(1).where(said).correlate(table))
            chosen = select(func.count()).select_from(table).where(alone)
            count += connection.execute(chosen).scalar_one()
    return count


def test_what_an_unchanged_night_points_at_is_not_forgotten(kept):
    """However old it is: it is the only one that says how the production stands."""
    went(kept, MONDAY, night_of(ONE))
    for day in range(1, 4):
        went(kept, MONDAY + day * DAY, unchanged(ONE, MONDAY + day * DAY))

    assert kept.prune(STUDIO, (MONDAY + 30 * DAY).date()) == 2
    assert kept.latest(STUDIO) == (night_of(ONE),)
    assert kept.last_inputs(STUDIO) == {ONE: "digest of its files"}


def test_the_last_night_that_checked_wholly_stays_behind_those_that_failed(kept):
    """A production whose drive is away for a month still has its findings kept."""
    went(kept, MONDAY, night_of(ONE))
    for day in range(1, 4):
        at = MONDAY + day * DAY
        went(kept, at, ProductionNight(0, "One", ONE, at, Ended.FAILED, "No drive."))

    assert kept.prune(STUDIO, (MONDAY + 30 * DAY).date()) == 2
    assert [one.ended for one in kept.trend(STUDIO, ONE)] == ["checked", "failed"]


def test_text_of_any_kind_comes_back(kept):
    """NUL, half a surrogate pair, marks of our own: cells hold all of them."""
    odd = "a\x00b \ud800 \uffff \uffff0000 💶 '"
    one = night_of(ONE, points=(point("x", message=odd, sheet=odd),), failure=odd)
    one = replace(one, steps=(replace(one.steps[0], sentence=odd),))
    number = went(kept, MONDAY, one)

    assert kept.night(number) == (one,)


def test_an_amount_beyond_all_databases_is_not_known(kept):
    """A typing error of thirty digits never costs a production its night."""
    number = went(kept, MONDAY, with_accounts(night_of(ONE), account("2500", 10**30)))

    [line] = kept.night(number)[0].facts.accounts
    assert (line.efc, line.under, line.budget) == (None, None, 100_000)


def test_a_night_that_is_not_there_is_a_named_error(kept):
    """Forgotten meanwhile, or never begun."""
    with pytest.raises(HistoryUnusable, match="no night 7"):
        kept.record(7, night_of(ONE))
    with pytest.raises(HistoryUnusable, match="no night 7"):
        kept.end(7, MONDAY, 0)
    assert kept.night(7) == ()


def test_what_an_alert_said_is_remembered(kept):
    """The last only, for each alert of each studio."""
    assert kept.sent(STUDIO, "producers") == ""
    kept.keep_sent(STUDIO, "producers", "one", MONDAY)
    kept.keep_sent(STUDIO, "producers", "two", MONDAY + DAY)
    kept.keep_sent("Southlight", "producers", "three", MONDAY)

    assert kept.sent(STUDIO, "producers") == "two"
    assert kept.sent(STUDIO, "crew") == ""


def test_what_people_did_is_kept_with_its_number(kept):
    """Newest first, no more than asked for."""
    entry = AuditEntry(MONDAY, "Sam", "editor", "One", "waive", "Waived a1.", "192.0.2.1")
    made = [kept.audit(STUDIO, replace(entry, who=who)) for who in ("Sam", "Kim", "Ada")]
    kept.audit("Southlight", entry)

    assert kept.audited(STUDIO) == tuple(reversed(made))
    assert kept.audited(STUDIO, 1) == (made[2],)
    assert len({one.number for one in made}) == 3


def test_a_trend_goes_back_as_many_days_as_it_is_asked_for(kept):
    """However many nights a day had: the last of each counts."""
    hours = dt.timedelta(hours=1)
    for day, nights in enumerate((40, 1, 50, 2)):
        for turn in range(nights):
            at = MONDAY + day * DAY + turn * hours / 4
            went(kept, at, night_of(ONE, at), orders=f"{at}")
    last = [39, 0, 49, 1]

    for most in (1, 2, 3, 4, 9):
        assert [one.at for one in kept.trend(STUDIO, ONE, most)] == [
            MONDAY + day * DAY + turn * hours / 4 for day, turn in enumerate(last)
        ][-most:]
    assert kept.trend(STUDIO, "/shows/none") == ()
