"""The laws of installing: twice is once, uninstalling gives back every byte, all or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.hosts.install.computer import Where
from addin.hosts.install.home import Home
from addin.hosts.install.planning import CannotPlan, plan, plan_removal
from addin.hosts.install.receipt import FILE_NAME, ReceiptUnreadable
from addin.hosts.install.steps import LeaveAlone, NotInstalled, Step, carry_out
from addin.hosts.install.wanted import Content, Line, Nothing, Wanted
from tests.hosts.install.simulated import Simulated, home

HOME = home("win32")
FOLDERS = (
    HOME.applications / "Microsoft" / "Excel" / "XLSTART",
    HOME.profile / ".tieout",
    HOME.state,
)
PLACES = [folder / name for folder in FOLDERS for name in ("tieout.xlam", "notes ü.txt")]
KEYS = [
    PureWindowsPath(r"Software\Classes\Tieout"),
    PureWindowsPath(r"Software\Classes\Tieout\CLSID"),
]
CONTENTS = st.sampled_from([b"", b"ours", b"theirs\r\n", b'"A","1"\r\n', b'"B","2"'])


@contextmanager
def computer() -> Iterator[Simulated]:
    """A computer that exists for one example."""
    with tempfile.TemporaryDirectory() as root:
        yield Simulated(Path(root))


def files() -> st.SearchStrategy[dict[PurePath, bytes]]:
    """What is there before."""
    return st.dictionaries(st.sampled_from(PLACES), CONTENTS, max_size=4)


@st.composite
def wanted(draw: st.DrawFn, host: str = "desktop") -> Wanted:
    """What a host wants: contents, one line of a file, a mark taken off, keys."""
    places: list[Content | Line | Nothing] = []
    for path in draw(st.lists(st.sampled_from(PLACES), unique=True, max_size=5)):
        kind = draw(st.sampled_from(["content", "own", "line", "nothing", "mark"]))
        if kind in {"content", "own"}:
            places.append(Content("it", Where(path), draw(CONTENTS), own=kind == "own"))
        elif kind == "line":
            places.append(Line("it", Where(path), "A", draw(st.sampled_from([b"1", b"C:\\x"]))))
        elif kind == "nothing":
            places.append(Nothing("it", Where(path)))
        else:
            places.append(Nothing("it", Where(path, "Zone.Identifier")))
            places.append(Content("it", Where(path), draw(CONTENTS)))
    if draw(st.booleans()):
        places += [Content("a key", Where(key, in_registry=True), b"value") for key in KEYS]
    return Wanted(host, tuple(places))


def set_up(there: Simulated, before: dict[PurePath, bytes], *, marked: bool) -> None:
    """Files as they were, with the mark of the web if so."""
    for path, content in before.items():
        there.write(path, content)
        if marked:
            there.write(path.with_name(path.name + ":Zone.Identifier"), b"[ZoneTransfer]")


def do(steps: tuple[Step, ...], there: Simulated) -> None:
    """Carry them out."""
    carry_out(steps, there)


def failure(steps: tuple[Step, ...], there: Simulated) -> NotInstalled | None:
    """How carrying them out failed, if it did."""
    try:
        do(steps, there)
    except NotInstalled as failed:
        return failed
    return None


@settings(deadline=None, max_examples=60)
@given(files(), wanted(), st.booleans())
def test_what_was_wanted_is_there_afterwards_and_a_second_time_does_nothing(before, it, marked):
    """Installing twice is installing once."""
    with computer() as there:
        set_up(there, before, marked=marked)
        do(plan(HOME, there, [it]), there)
        for place in it.places:
            now = there.read(place.where)
            assert now == place.after(now)
        once = there.drawn()

        again = plan(HOME, there, [it])

        assert all(isinstance(step, LeaveAlone) for step in again)
        do(again, there)
        assert there.drawn() == once


@settings(deadline=None, max_examples=100)
@given(files(), wanted(), st.lists(wanted(), max_size=2), st.booleans())
def test_uninstalling_gives_back_every_byte(before, first, later, marked):
    """After one installation or several, of newer versions too; folders and keys as well."""
    with computer() as there:
        set_up(there, before, marked=marked)
        was = there.drawn()
        for each in (first, *later):
            do(plan(HOME, there, [each]), there)

        do(plan_removal(HOME, there, ["desktop"]), there)

        assert there.drawn() == was
        assert plan_removal(HOME, there, ["desktop"]) == ()


@settings(deadline=None, max_examples=40)
@given(files(), wanted("desktop"), st.booleans())
def test_hosts_are_taken_back_one_by_one(before, first, marked):
    """What the other one has stays, until it is taken back too."""
    other = Wanted("calc", (Content("it", Where(HOME.state / "calc.oxt"), b"extension", own=True),))
    with computer() as there:
        set_up(there, before, marked=marked)
        was = there.drawn()
        do(plan(HOME, there, [first, other]), there)

        do(plan_removal(HOME, there, ["desktop"]), there)
        assert there.read(other.places[0].where) == b"extension"
        do(plan_removal(HOME, there, ["calc"]), there)

        assert there.drawn() == was


@settings(deadline=None, max_examples=40)
@given(files(), wanted(), st.booleans())
def test_a_plan_touches_nothing(before, it, marked):
    """Showing it is all that a dry run does."""
    with computer() as there:
        set_up(there, before, marked=marked)
        was = there.drawn()

        plan(HOME, there, [it])
        plan_removal(HOME, there, ["desktop"])

        assert there.drawn() == was
        assert there.writes == 0


@settings(deadline=None, max_examples=25)
@given(files(), wanted(), wanted(), st.booleans())
def test_a_failure_at_any_step_leaves_everything_as_it_was(before, first, second, marked):
    """A full disk in the middle of a second installation, or of taking it back."""
    with computer() as there:
        set_up(there, before, marked=marked)
        do(plan(HOME, there, [first]), there)
        was = there.drawn()
        for steps in (plan(HOME, there, [second]), plan_removal(HOME, there, ["desktop"])):
            for at in range(1, 30):
                there.writes, there.breaks_at = 0, at
                failed = failure(steps, there)
                if failed is None:
                    break
                assert failed.left == ()
                assert there.drawn() == was
            there.breaks_at = -1
            assert at < 29
            if there.drawn() != was:
                return  # the whole plan was done


@settings(deadline=None, max_examples=60)
@given(files(), wanted(), st.booleans(), st.integers(1, 12))
def test_a_run_that_died_can_be_taken_back(before, it, marked, at):
    """The note of what will be written comes before the writing."""
    with computer() as there:
        set_up(there, before, marked=marked)
        was = there.drawn()
        for step in plan(HOME, there, [it])[:at]:
            step.do(there)

        do(plan_removal(HOME, there, ["desktop"]), there)

        left = there.drawn()
        new = {name for name in left if name not in was}
        assert {name: left[name] for name in was} == was
        assert all("replaced" in name or left[name] is None for name in new)


def test_a_file_that_somebody_changed_since_is_left_alone():
    """It is theirs now, and so is what was kept of it."""
    path, where = PLACES[0], Where(PLACES[0])
    with computer() as there:
        there.write(path, b"before")
        do(plan(HOME, there, [Wanted("desktop", (Content("it", where, b"ours"),))]), there)
        there.write(path, b"changed")

        steps = plan_removal(HOME, there, ["desktop"])
        do(steps, there)

        assert f"Leave {path} alone: somebody has changed it since." in [s.says for s in steps]
        assert there.read(where) == b"changed"
        assert b"before" in there.drawn().values()


def test_lines_that_the_user_added_stay_when_ours_goes():
    """The settings are a file of both."""
    where = Where(PLACES[2])
    line = Wanted("desktop", (Line("it", where, "INTERPRETER_WIN", rb"C:\x.exe"),))
    with computer() as there:
        do(plan(HOME, there, [line]), there)
        there.write(where.path, (there.read(where) or b"") + b'"SHOW CONSOLE","True"\r\n')
        newer = Wanted("desktop", (Line("it", where, "INTERPRETER_WIN", rb"C:\y.exe"),))
        do(plan(HOME, there, [newer]), there)
        assert there.read(where) == b'"INTERPRETER_WIN","C:\\y.exe"\r\n"SHOW CONSOLE","True"\r\n'

        do(plan_removal(HOME, there, ["desktop"]), there)

        assert there.read(where) == b'"SHOW CONSOLE","True"\r\n'


def test_a_newer_build_takes_the_place_of_ours_and_nothing_of_ours_is_kept():
    """Only what was there before the first installation comes back."""
    where = Where(PLACES[0])
    with computer() as there:
        for content in (b"build 1", b"build 2", b"build 3"):
            do(plan(HOME, there, [Wanted("desktop", (Content("it", where, content),))]), there)

        assert not any("replaced" in name for name in there.drawn())
        assert there.read(where) == b"build 3"
        do(plan_removal(HOME, there, ["desktop"]), there)
        assert there.read(where) is None


def test_without_what_was_kept_the_file_stays():
    """Removing it would leave neither ours nor theirs."""
    where = Where(PLACES[0])
    with computer() as there:
        there.write(where.path, b"before")
        do(plan(HOME, there, [Wanted("desktop", (Content("it", where, b"ours"),))]), there)
        for file in there.files(HOME.state / "replaced"):
            there.real(file).unlink()

        steps = plan_removal(HOME, there, ["desktop"])
        do(steps, there)

        assert any("no longer kept" in step.says for step in steps)
        assert there.read(where) == b"ours"


def test_a_mark_without_its_file_does_not_come_back():
    """Windows would make an empty file for it, and Excel would open that."""
    where = Where(PLACES[0])
    mark = Where(PLACES[0], "Zone.Identifier")
    with computer() as there:
        there.write(PLACES[0], b"ours")
        there.write(PLACES[0].with_name(f"{PLACES[0].name}:Zone.Identifier"), b"[ZoneTransfer]")
        it = Wanted("desktop", (Nothing("it", mark), Content("it", where, b"ours")))
        do(plan(HOME, there, [it]), there)
        there.real(PLACES[0]).unlink()

        do(plan_removal(HOME, there, ["desktop"]), there)

        assert there.read(mark) is None
        assert there.read(where) is None


def test_a_folder_in_the_place_of_a_file_is_said():
    """Before anything is done."""
    with computer() as there:
        there.real(PLACES[0]).mkdir(parents=True)

        with pytest.raises(CannotPlan, match="Nothing was changed"):
            plan(HOME, there, [Wanted("desktop", (Content("it", Where(PLACES[0]), b"ours"),))])


def test_what_changes_between_plan_and_deed_stops_it():
    """Nobody's work of that minute is lost."""
    where = Where(PLACES[0])
    with computer() as there:
        steps = plan(HOME, there, [Wanted("desktop", (Content("it", where, b"ours"),))])
        there.write(where.path, b"just saved")
        was = there.drawn()

        with pytest.raises(NotInstalled, match="changed after the plan was made"):
            do(steps, there)

        assert there.drawn() == was


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"format": 2}', b'{"format": 1, "entries": [{"x": 1}]}', b"\xff",
     b'{"format": 1, "entries": [], "folders": [1], "programs": []}',
     b'{"format": 1, "entries": [{"host": 1, "path": "x"}], "folders": [], "programs": []}'],
)  # fmt: skip
def test_a_damaged_note_stops_before_anything_is_done(content):
    """What was replaced would else be lost."""
    with computer() as there:
        there.write(HOME.state / FILE_NAME, content)

        with pytest.raises(ReceiptUnreadable, match="Nothing was changed"):
            plan(HOME, there, [])


def test_only_the_places_named_in_the_steps_are_touched():
    """A plan that says less than it does would be none."""
    there_before: dict[PurePath, bytes] = {PLACES[0]: b"before"}
    it = Wanted("desktop", (Content("it", Where(PLACES[0]), b"ours"),))
    with computer() as there:
        set_up(there, there_before, marked=False)
        was = there.drawn()
        steps = plan(HOME, there, [it])
        do(steps, there)
        said = " ".join(step.says for step in steps)

        changed = {name for name, content in there.drawn().items() if was.get(name, 0) != content}

        assert all(name.replace("/", "\\").removeprefix("C") in said for name in changed)


def _homes() -> list[Home]:
    return [home("win32"), home("darwin"), home("linux")]


@pytest.mark.parametrize("one", _homes(), ids=lambda one: one.system)
def test_all_of_it_holds_for_the_folders_of_each_system(one):
    """The same steps, in other places."""
    it = Wanted("web", (Content("it", Where(one.state / "web" / "key", private=True), b"secret"),))
    with computer() as there:
        there.real(one.profile).mkdir(parents=True)
        was = there.drawn()
        do(plan(one, there, [it]), there)
        assert there.real(one.state / "web" / "key").stat().st_mode & 0o077 == 0

        do(plan_removal(one, there, ["web"]), there)

        assert there.drawn() == was
