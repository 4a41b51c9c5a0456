"""The shared rate: productions, and programs, that take their places in one file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.google_sheets.limits import (
    MINUTE,
    PER_ACCOUNT,
    SharedPace,
    Turn,
    turn_of,
)
from tests.adapters.google_sheets.loopback import StepClock

CALLS = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["x", "y", "z"]), st.booleans(), st.floats(0, 5)),
    max_size=160,
)  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(CALLS)
def test_no_window_ever_holds_more_than_its_rate(tmp_path_factory, calls):
    """50 reads and 50 writes in any minute for an account, one call a second for a spreadsheet."""
    clock = StepClock()
    folder = tmp_path_factory.mktemp("rate")
    one, other = SharedPace(folder, clock), SharedPace(folder, clock)
    sent: dict[str, list[float]] = {}
    rates = {}
    for number, (account, spreadsheet, reads, later) in enumerate(calls):
        clock.time += later
        turn = turn_of(account, spreadsheet, reads=reads)
        (one if number % 2 else other).wait(turn)
        for queue, rate in turn.queues:
            sent.setdefault(queue, []).append(clock.now())
            rates[queue] = rate

    for queue, times in sent.items():
        rate = rates[queue]
        for first, beyond in zip(times, times[rate.places :], strict=False):
            assert beyond - first >= rate.seconds - 1e-6


def test_the_fifty_first_read_waits_for_the_first_to_be_a_minute_old(tmp_path):
    """50 at once, and no more; writes have a rate of their own."""
    clock = StepClock()
    pace = SharedPace(tmp_path, clock)
    for number in range(50):
        assert pace.wait(turn_of("a", f"sheet {number}", reads=True)) == 0.0

    assert pace.wait(turn_of("a", "another", reads=False)) == 0.0
    assert pace.wait(turn_of("b", "one more", reads=True)) == 0.0
    assert pace.wait(turn_of("a", "the last", reads=True)) == 60.0


def test_a_place_is_taken_before_the_wait(tmp_path):
    """Of two that wait at the same time, the second waits a second longer than the first."""
    at_rest = StepClock()
    places = [SharedPace(tmp_path, at_rest)._place(turn_of("a", "s", reads=True)) for _ in range(3)]

    assert [place - at_rest.now() for place in places] == [0.0, 1.0, 2.0]


def test_a_clock_that_was_put_back_holds_nobody_for_hours(tmp_path):
    """Places that lie further ahead than anybody queues are forgotten."""
    clock = StepClock()
    pace = SharedPace(tmp_path, clock)
    clock.time += 86_400
    pace.wait(turn_of("a", "s", reads=True))
    clock.time -= 86_400

    assert pace.wait(turn_of("a", "s", reads=True)) == 0.0


def test_a_folder_that_cannot_be_used_leaves_the_rate_to_this_program(tmp_path):
    """Where the folder is a file, the sync still runs, and still keeps to the rate."""
    (tmp_path / "folder").write_text("not a folder")
    clock = StepClock()
    pace = SharedPace(tmp_path / "folder", clock)

    waits = [pace.wait(turn_of("a", "s", reads=True)) for _ in range(3)]
    assert waits == [0.0, 1.0, 1.0]


def test_a_damaged_file_is_replaced(tmp_path):
    """The next run starts a new one."""
    (tmp_path / "google-rate.sqlite").write_bytes(b"this is no database, " * 200)
    clock = StepClock()

    SharedPace(tmp_path, clock).wait(turn_of("a", "s", reads=True))
    SharedPace(tmp_path, clock).wait(turn_of("a", "s", reads=True))
    with sqlite3.connect(tmp_path / "google-rate.sqlite") as file:
        assert file.execute("SELECT COUNT(*) FROM place").fetchone() == (2,)
    file.close()


def test_programs_at_the_same_time_share_one_rate(tmp_path):
    """Four programs that take thirty places each get 120 different ones, 50 to a minute."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from addin.adapters.google_sheets.limits import SharedPace, turn_of\n"
        "class Still:\n"
        "    def now(self): return 1.8e9\n"
        "    def passed(self): return 0.0\n"
        "    def sleep(self, seconds): pass\n"
        "pace = SharedPace(Path(sys.argv[1]), Still())\n"
        "for number in range(30):\n"
        "    print(round(pace._place(turn_of('a', f'{sys.argv[2]} {number}', reads=True)) - 1.8e9))\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), str(n)], stdout=subprocess.PIPE, text=True
        )
        for n in range(4)
    ]
    places = [int(line) for program in running for line in program.communicate()[0].split()]

    assert all(program.returncode == 0 for program in running)
    assert [places.count(minute) for minute in (0, 60, 120)] == [50, 50, 20]


def test_a_turn_names_the_account_and_the_spreadsheet():
    """What a call counts against."""
    turn = turn_of("a", "s", reads=False)

    assert isinstance(turn, Turn)
    assert [queue for queue, _ in turn.queues] == ["a writes", "spreadsheet s"]
    assert PER_ACCOUNT.seconds == MINUTE


@pytest.mark.parametrize("machines", [1, 2, 3, 20, 60])
def test_machines_that_divide_an_account_stay_below_its_rate_together(tmp_path, machines):
    """Each has a file of its own and takes its part: no minute holds more than the account may."""
    turn, sent = turn_of("robot", "book", reads=True), []
    turn = Turn(turn.queues[:1])
    for machine in range(machines):
        clock = StepClock()
        pace = SharedPace(tmp_path / str(machine), clock, 1 / machines)
        for _ in range(120 // machines + 2):
            pace.wait(turn)
            sent.append(clock.now())

    assert max(sum(one <= other < one + MINUTE for other in sent) for one in sent) <= 60
