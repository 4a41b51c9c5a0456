"""Times, days and names, as people write them and as systems take them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.nightly.scheduling.schedule import (
    NotScheduled,
    days_in_words,
    days_of,
    must_fit,
    name_of,
    next_after,
    time_of,
)
from tests.nightly.scheduling.places import schedule_on


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Monday-Friday", (0, 1, 2, 3, 4)),
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("every day", (0, 1, 2, 3, 4, 5, 6)),
        ("sun", (6,)),
        ("sat-mon", (0, 5, 6)),
        ("fri,mon , wed", (0, 2, 4)),
        ("mon-sun", (0, 1, 2, 3, 4, 5, 6)),
        ("mon-mon", (0,)),
    ],
)
def test_days_are_written_as_people_write_them(text, days):
    """Ranges may go over the end of the week."""
    assert days_of(text) == days


@pytest.mark.parametrize("text", ["", "monkey", "mon-", "mo-fr", "1-5", "mon-fri-sun", "mon,,tue"])
def test_what_names_no_days_is_refused(text):
    """With what to write instead."""
    with pytest.raises(NotScheduled, match="write mon-fri"):
        days_of(text)


def test_times_are_of_a_day():
    """Hours and minutes; nothing else."""
    assert time_of("2:05") == dt.time(2, 5)
    assert time_of(" 23:59 ") == dt.time(23, 59)
    for text in ("24:00", "2:60", "2", "02:30:00", "2.30", "٠٢:٣٠"):
        with pytest.raises(NotScheduled, match="write 02:30"):
            time_of(text)


def test_days_are_told_in_words():
    """As on the command line, but in full."""
    assert days_in_words((0, 1, 2, 3, 4)) == "Monday to Friday"
    assert days_in_words((5, 6)) == "Sat, Sun"
    assert schedule_on("linux", days=tuple(range(7))).when == "every day at 02:30"


@settings(deadline=None)
@given(st.text(max_size=60), st.text(alphabet="ab/ é%", max_size=20))
def test_a_name_is_one_that_every_system_takes_and_its_manifest_s_own(studio, path):
    """Letters, digits and dashes; another manifest has another name."""
    place = PurePosixPath("/", path)

    name = name_of(studio, place)

    assert re.fullmatch(r"night(-[a-z0-9]+)+", name)
    assert len(name) <= 50
    assert name == name_of(studio, place)
    assert name != name_of(studio, place / "x")


@settings(deadline=None)
@given(
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1)),
    st.sets(st.integers(0, 6), min_size=1),
    st.times(),
)
def test_the_next_night_is_the_first_that_is_not_begun(now, days, at):
    """On one of its days, at its time, within a week."""
    one = schedule_on("linux", days=tuple(sorted(days)), at=at.replace(second=0, microsecond=0))

    begins = next_after(one, now)

    assert now < begins <= now + dt.timedelta(days=7)
    assert begins.weekday() in days
    assert begins.time() == one.at
    between = (begins.date() - now.date()).days
    for ahead in range(between):
        day = now.date() + dt.timedelta(days=ahead)
        assert day.weekday() not in days or dt.datetime.combine(day, one.at) <= now


@pytest.mark.parametrize("letter", ["\n", "\r", "\0", "\x1b", "\u2028", "\x85"])
def test_a_line_break_is_refused_wherever_it_stands(letter):
    """It would become a line of its own in somebody's crontab."""
    for one in (
        schedule_on("linux", PurePosixPath(f"/srv/a{letter}b/studio.toml")),
        schedule_on("linux", options=(f"--pages=a{letter}",)),
        schedule_on("linux", studio=f"a{letter}b"),
    ):
        with pytest.raises(NotScheduled, match="line break or a control character") as refused:
            must_fit(one)
        assert letter not in str(refused.value)


def test_the_options_of_a_night_come_last():
    """What somebody asks for wins over what a schedule says."""
    command = schedule_on("linux", options=("--log", "/elsewhere")).command

    assert command[1:5] == ("-P", "-m", "addin", "nightly")
    assert command[-2:] == ("--log", "/elsewhere")
