"""Drop folders: only whole files inside the production are touched, and none is ever overwritten."""

from __future__ import annotations

import datetime as dt
import os

import pytest

from addin.adapters.drop_folders import FolderDrops
from addin.errors import FileChanged, WriteRefused
from addin.ports.drop import State, Told

DAY = dt.date(2026, 3, 9)
LARGEST = 1000


@pytest.fixture(name="show")
def _show(tmp_path):
    (tmp_path / "show" / "Inbox").mkdir(parents=True)
    return tmp_path / "show"


def drops(show, *names, sleep=lambda _: None):
    """The drop folders of a production, as they are long after the last file came."""
    return FolderDrops(show, names or ("Inbox",), LARGEST, show / ".tieout", sleep=sleep)


def states(found):
    """What may be done with each file."""
    return {one.name: one.state for one in found}


def put(show, name, content=b"a,b\n1,2\n"):
    """A file in the drop folder."""
    path = show / "Inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_files_are_listed_by_name_those_of_folders_inside_are_not(show):
    """What was put away is not looked at again; nor are hidden files and those of systems."""
    for name in ("b.csv", "A.csv", ".hidden", "~$a.xlsx", "desktop.ini", "Imported/x/old.csv"):
        put(show, name)

    assert states(drops(show).waiting()) == {
        "Inbox/A.csv": State.READY,
        "Inbox/b.csv": State.READY,
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [("bank.csv.part", b"x"), ("bank.crdownload", b"x"), ("B.PARTIAL", b"x"), ("bank.csv", b"")],
)
def test_what_is_not_complete_waits_for_the_next_night(show, name, content):
    """By its ending, or because nothing is in it."""
    put(show, name, content)

    assert states(drops(show).waiting()) == {f"Inbox/{name}": State.COMING}


def test_a_file_that_grows_while_it_is_looked_at_waits(show):
    """It is looked at twice where it was written a moment ago."""
    path = put(show, "bank.csv")
    found = drops(show, sleep=lambda _: path.write_bytes(b"a,b\n1,2\n3,4\n")).waiting()

    assert states(found) == {"Inbox/bank.csv": State.COMING}


def test_nobody_waits_for_files_that_have_lain_there(show):
    """One look is enough for what came hours ago."""
    put(show, "bank.csv")
    waited: list[float] = []
    later = FolderDrops(
        show, ("Inbox",), LARGEST, show / ".tieout", now=lambda: 4e9, sleep=waited.append
    )

    assert states(later.waiting()) == {"Inbox/bank.csv": State.READY}
    assert waited == []


def test_a_file_open_in_another_program_waits(show):
    """As its lock file says."""
    put(show, "bank.xlsx")
    put(show, ".~lock.bank.xlsx#", b"Ada,ada,host,now,file:///x;")

    found = drops(show).waiting()

    assert states(found) == {"Inbox/bank.xlsx": State.COMING}
    assert "Ada" in found[0].why


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_are_refused_wherever_they_lead(show, tmp_path):
    """A file that is a link, a folder that is one, a link above it."""
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    (show / "Inbox" / "link.csv").symlink_to(secret)
    (show / "Far").symlink_to(tmp_path)
    found = drops(show, "Inbox", "Far", "Far/show").waiting()

    assert set(states(found).values()) == {State.REFUSED}
    assert [one.name for one in found] == ["Inbox/link.csv", "Far", "Far/show"]


@pytest.mark.parametrize("name", ["..", "../other", ".", "", "/elsewhere", "Inbox/../.."])
def test_a_drop_folder_outside_the_production_is_refused(show, name):
    """Or one that is the production itself, whose workbooks nobody dropped."""
    assert set(states(drops(show, name).waiting()).values()) == {State.REFUSED}


def test_a_file_that_is_too_large_is_refused_before_it_is_read(show):
    """Whatever it holds."""
    put(show, "bank.csv", b"x" * (LARGEST + 1))

    assert states(drops(show).waiting()) == {"Inbox/bank.csv": State.REFUSED}


def test_a_folder_that_is_not_there_holds_nothing(show):
    """Most productions have none."""
    assert drops(show, "Elsewhere").waiting() == []


def test_what_was_imported_goes_to_its_day(show):
    """The drop folder is empty afterwards."""
    put(show, "bank.csv")
    there = drops(show)

    name = there.put_away(there.waiting()[0], DAY)

    assert name == "Inbox/Imported/2026-03-09/bank.csv"
    assert (show / name).read_bytes() == b"a,b\n1,2\n"
    assert there.waiting() == []


def test_nothing_is_overwritten_among_the_imported_ones(show):
    """A second file of a name gets a number; an empty one was left by a night that was killed."""
    put(show, "Imported/2026-03-09/bank.csv", b"first")
    put(show, "Imported/2026-03-09/bank (2).csv", b"")
    put(show, "bank.csv", b"second")
    there = drops(show)

    name = there.put_away(there.waiting()[0], DAY)

    assert name == "Inbox/Imported/2026-03-09/bank (2).csv"
    assert (show / name).read_bytes() == b"second"
    assert (show / "Inbox/Imported/2026-03-09/bank.csv").read_bytes() == b"first"


def test_what_was_put_in_a_files_place_since_it_was_read_stays(show):
    """It was not imported, and so is not put away."""
    path = put(show, "bank.csv")
    there = drops(show)
    found = there.waiting()[0]
    path.write_bytes(b"a,b\n1,2\n5,6\n")

    with pytest.raises(FileChanged):
        there.put_away(found, DAY)
    assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_nothing_is_moved_through_a_link(show, tmp_path):
    """Imported may have been made a link to somewhere else."""
    (show / "Inbox" / "Imported").symlink_to(tmp_path)
    put(show, "bank.csv")
    there = drops(show)

    with pytest.raises(WriteRefused):
        there.put_away(there.waiting()[0], DAY)
    assert list(tmp_path.iterdir()) == [show]


def test_the_same_content_is_known_again_under_any_name(show):
    """By what is in it; another of the same size is another."""
    put(show, "Imported/2026-03-02/bank.csv", b"a,b\n1,2\n")
    put(show, "again.csv", b"a,b\n1,2\n")
    put(show, "other.csv", b"a,b\n1,3\n")
    there = drops(show)

    before = {one.name: there.imported_before(one) for one in there.waiting()}

    assert before == {
        "Inbox/again.csv": "Inbox/Imported/2026-03-02/bank.csv",
        "Inbox/other.csv": "",
    }


def test_what_people_were_told_of_is_known_to_the_next_night(show):
    """By the file's name and content; what waits no more is forgotten, and so is the file of it."""
    put(show, "letter.txt", b"Dear Ada")
    found = drops(show)
    (dropped,) = found.waiting()
    told = {dropped.name: Told(found.content(dropped), DAY, "one")}

    found.remember(told)

    assert drops(show).told() == told
    drops(show).remember({})
    assert drops(show).told() == {}
    assert list((show / ".tieout").iterdir()) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', '{"a": {"since": "x"}}'])
def test_a_damaged_memory_of_what_was_told_is_none(show, content):
    """People are told once more, and it is whole again."""
    (show / ".tieout").mkdir()
    (show / ".tieout" / "waiting.json").write_text(content)
    told = {"Inbox/letter.txt": Told("1", DAY, "one")}

    assert drops(show).told() == {}
    drops(show).remember(told)
    assert drops(show).told() == told


def test_a_memory_that_says_so_already_is_left_alone(show):
    """A night over unchanged files writes nothing."""
    told = {"Inbox/letter.txt": Told("1", DAY, "one")}
    drops(show).remember(told)
    path = show / ".tieout" / "waiting.json"
    before = path.stat().st_mtime_ns, path.stat().st_ino

    drops(show).remember(dict(told))

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
