"""A line in somebody's crontab: theirs stay to the byte, ours is one and goes again."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.hosts.install.computer import Answered
from addin.nightly.scheduling import catalogue
from addin.nightly.scheduling.catalogue import SCHEDULERS, ScheduleEdited
from addin.nightly.scheduling.cron import block_in, with_block, without_block
from addin.nightly.scheduling.schedule import NotScheduled
from addin.nightly.scheduling.scheduler import Here
from tests.hosts.install.simulated import Simulated, home
from tests.nightly.scheduling.places import schedule_on

OURS = (
    b"# >>> tieout night-a >>> written by us\n30 2 * * * cd / && exec x\n# <<< tieout night-a <<<\n"
)
lines_of_others = st.lists(
    st.one_of(
        st.binary(max_size=30).filter(lambda b: b"\n" not in b),
        st.sampled_from(
            [b"# >>> tieout night-b >>> other", b"# <<< tieout night-b <<<", b"MAILTO=x"]
        ),
    )
).map(lambda lines: b"".join(line + b"\n" for line in lines))


@settings(deadline=None)
@given(lines_of_others)
def test_what_others_have_in_their_table_is_the_same_before_and_after(theirs):
    """Whatever letters it is in; putting ours in twice is putting it in once."""
    once = with_block(theirs, "night-a", OURS)

    assert once == theirs + OURS
    assert with_block(once, "night-a", OURS) == once
    assert without_block(once, "night-a") == theirs
    assert block_in(once, "night-a") == OURS
    assert without_block(theirs, "night-a") == theirs


@settings(deadline=None)
@given(lines_of_others, lines_of_others, st.integers(0, 59))
def test_a_new_line_takes_the_place_of_the_old_one(before, after, minute):
    """Those around it stay where they are."""
    new = OURS.replace(b"30 2", b"%d 4" % minute)

    assert with_block(before + OURS + after, "night-a", new) == before + new + after
    assert without_block(before + OURS + after, "night-a") == before + after


def test_a_table_that_does_not_end_in_a_line_gets_its_end():
    """Cron refuses one that does not."""
    assert with_block(b"1 2 * * * x", "night-a", OURS) == b"1 2 * * * x\n" + OURS


def test_a_lost_mark_takes_no_line_of_others_with_it():
    """Only what is plainly ours goes."""
    begin = OURS.splitlines(keepends=True)[0]
    line = b"30 2 * * * cd / && exec python -P -m addin nightly studio.toml\n"

    assert without_block(begin + b"1 2 * * * theirs\n", "night-a") == b"1 2 * * * theirs\n"
    assert without_block(begin + line + b"theirs\n", "night-a") == b"theirs\n"


class WithCrontab(Simulated):
    """A computer with a crontab as the program keeps it: bytes, None for none."""

    def __init__(self, root: Path, kept: bytes | None) -> None:
        super().__init__(root)
        self.kept = kept
        self.refuses = ""

    def ask(self, command: Sequence[str], given: bytes = b"") -> Answered:
        """What crontab(1) says it does."""
        assert command[0] == "crontab"
        if self.refuses:
            return Answered(1, b"", self.refuses)
        match command[1:]:
            case ("-l",):
                none = Answered(1, b"", "no crontab for zoë\n")
                return none if self.kept is None else Answered(0, self.kept)
            case ("-",):
                self.kept = given
            case ("-r",):
                self.kept = None
        return Answered(0, b"")


THEIRS = b"MAILTO=zo\xeb@example.com\n\n# caf\xe9\n0 7 * * * backup 100\\%\n"


def installed(here: Here, **more):
    """Install a schedule with cron, and give it as it stands in its note."""
    one = schedule_on("linux", **more)
    catalogue.carry_through(here, catalogue.installation(here, SCHEDULERS["cron"], one))
    return next(each for each in catalogue.installed(here) if each.name == one.name)


@pytest.fixture
def here(tmp_path) -> Here:
    """A computer with a crontab of somebody's."""
    return Here(home("linux"), WithCrontab(tmp_path, THEIRS), "zoë", 501)


def test_installing_twice_and_removing_leaves_what_was_there(here):
    """For several studios side by side; the files too."""
    table = here.computer
    before = table.drawn()

    one = installed(here)
    first = table.kept
    assert installed(here) == one
    assert table.kept == first
    one = installed(here, days=(6,))
    other = installed(here, studio="Südlicht")
    assert table.kept.startswith(THEIRS)
    assert table.kept.count(b"\n# >>> tieout night-") == 2
    assert b"30 2 * * 0 cd " in table.kept

    for each in (one, other):
        catalogue.carry_through(here, catalogue.removal(here, each))
    assert table.kept == THEIRS
    assert table.drawn() == before
    assert catalogue.installed(here) == ()


def test_without_a_crontab_there_is_none_afterwards(tmp_path):
    """An empty one is not left behind."""
    computer = WithCrontab(tmp_path, None)
    here = Here(home("linux"), computer, "zoë", 501)

    one = installed(here)
    assert catalogue.SCHEDULERS["cron"].standing(here, one).is_there
    catalogue.carry_through(here, catalogue.removal(here, one))

    assert computer.kept is None


def test_a_newer_tieout_does_not_take_its_own_old_line_for_somebody_s_change(here):
    """What counts is what was written, not what would be written today."""
    one = installed(here)

    moved = replace(one, python=PurePosixPath("/opt/newer/bin/python"))
    catalogue.carry_through(here, catalogue.installation(here, SCHEDULERS["cron"], moved))

    assert b"exec /opt/newer/bin/python -P" in here.computer.kept
    assert here.computer.kept.count(b">>> tieout") == 1


def test_a_line_that_somebody_changed_is_neither_replaced_nor_removed_unasked(here):
    """It says whose; asked, it goes with the change."""
    one = installed(here)
    here.computer.kept = here.computer.kept.replace(b"30 2 * * 1-5", b"0 5 * * 1-5")
    changed = here.computer.kept

    with pytest.raises(ScheduleEdited, match="your crontab"):
        catalogue.removal(here, one)
    with pytest.raises(ScheduleEdited, match="--anyway"):
        catalogue.installation(here, SCHEDULERS["cron"], one)
    assert here.computer.kept == changed

    catalogue.carry_through(here, catalogue.removal(here, one, anyway=True))
    assert here.computer.kept == THEIRS


def test_a_line_that_is_commented_out_is_off_and_a_lost_one_is_gone(here):
    """So says the status."""
    one = installed(here)
    assert catalogue.SCHEDULERS["cron"].standing(here, one).is_enabled
    here.computer.kept = here.computer.kept.replace(b"30 2 * *", b"#30 2 * *")
    assert catalogue.SCHEDULERS["cron"].standing(here, one).is_enabled is False
    here.computer.kept = THEIRS
    assert not catalogue.SCHEDULERS["cron"].standing(here, one).is_there

    catalogue.carry_through(here, catalogue.removal(here, one))
    assert here.computer.kept == THEIRS
    assert catalogue.installed(here) == ()


def test_a_table_that_changes_meanwhile_is_not_overwritten(here):
    """The plan holds for what it was made from."""
    before = here.computer.drawn()
    steps = catalogue.installation(here, SCHEDULERS["cron"], schedule_on("linux"))
    here.computer.kept = b"theirs\n"

    with pytest.raises(NotScheduled, match="changed after the plan was made"):
        catalogue.carry_through(here, steps)

    assert here.computer.kept == b"theirs\n"
    assert here.computer.drawn() == before


def test_a_user_who_may_not_use_cron_is_told_so(here):
    """With cron's own words; nothing is taken for an empty table."""
    here.computer.refuses = "You (zoë) are not allowed to use this program (crontab)\n"

    assert "not allowed" in SCHEDULERS["cron"].why_not(here)
    with pytest.raises(NotScheduled, match="not allowed"):
        catalogue.usual(here, "cron")


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=0, max_size=40)


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=4))
def test_the_shell_reads_every_word_as_it_was_meant(tmp_path_factory, options):
    """After cron has made a line of it: the first bare percent sign would end it."""
    root = tmp_path_factory.mktemp("c")
    here = Here(home("linux"), WithCrontab(root, None), "zoë", 501)
    text = dict(SCHEDULERS["cron"].texts(here, schedule_on("linux", options=tuple(options))))
    line = next(iter(text.values())).splitlines()[1]
    command = line.split(" ", 5)[5]
    assert not re.search(r"(?<!\\)%", command)
    taken = command.replace(r"\%", "%")  # as Vixie's cron and cronie do
    printed = taken.partition(" && exec ")[2].rpartition(" >")[0]

    for text_of_line in (printed, command.partition(" && exec ")[2].rpartition(" >")[0]):
        said = subprocess.run(
            ["/bin/sh", "-c", "set -- " + text_of_line + "; printf '%s\\0' \"$@\""],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        assert said.decode().split("\0")[:-1] == list(
            schedule_on("linux", options=tuple(options)).command
        )
