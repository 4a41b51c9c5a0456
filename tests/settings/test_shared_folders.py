"""Where other machines find the folders of this one."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from addin.settings.shared_folders import (
    NotThere,
    SharedFolders,
    mistakes,
    pairs_in,
    parsed,
    retold,
)

names = st.text(
    st.characters(codec="utf-8", exclude_characters='<>:"/\\|?*', exclude_categories=("C", "Z")),
    min_size=1,
    max_size=8,
).filter(lambda name: not name.endswith(".") and name.casefold() not in {"con", "aux", "nul"})
posix = st.lists(names, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))
windows = st.one_of(
    st.tuples(st.sampled_from("CPZ"), st.lists(names, max_size=2)).map(
        lambda found: f"{found[0]}:\\" + "\\".join(found[1])
    ),
    st.tuples(names, names, st.lists(names, max_size=2)).map(
        lambda found: "\\\\" + "\\".join((*found[:2], *found[2]))
    ),
)
tops = st.one_of(posix, windows)


@settings(deadline=None)
@given(st.dictionaries(tops, tops, min_size=1, max_size=3), st.data())
def test_there_and_back_is_the_same_folder(pairs, data):
    """Whatever the systems of the two machines, and whatever system this is."""
    assume(not list(mistakes(tuple(pairs.items()))))
    shared = SharedFolders(tuple(pairs.items()))
    top = data.draw(st.sampled_from(sorted(pairs)))
    folder = str(parsed(top).joinpath(*data.draw(st.lists(names, min_size=1, max_size=3))))

    try:
        there = shared.there(folder)
    except NotThere:  # a name that Windows keeps for itself, or a drive that has no name
        reject()

    assert shared.turned().there(there) == folder
    assert any(parsed(there).is_relative_to(parsed(one)) for one in pairs.values())


@settings(deadline=None)
@given(st.dictionaries(tops, tops, min_size=1, max_size=4), st.data())
def test_two_folders_here_are_two_there(pairs, data):
    """Two productions never become one."""
    assume(not list(mistakes(tuple(pairs.items()))))
    shared = SharedFolders(tuple(pairs.items()))
    below = st.lists(names, min_size=1, max_size=2)
    top = st.sampled_from(sorted(pairs))
    one, other = (parsed(data.draw(top)).joinpath(*data.draw(below)) for _ in range(2))

    same_there = parsed(shared.there(str(one))) == parsed(shared.there(str(other)))

    assert same_there == (one == other)


@pytest.mark.parametrize(
    ("folder", "there"),
    [
        ("/srv/prod/Night Shift", "P:\\Night Shift"),
        ("/srv/prod/a/b", "P:\\a\\b"),
        ("/srv/prod/fast/a", "\\\\nas\\fast\\a"),
        ("/srv/art/x", "/Volumes/Art/x"),
    ],
)
def test_the_deepest_folder_counts(folder, there):
    """A share within a share has its own place."""
    shared = SharedFolders(
        (("/srv/prod", "P:"), ("/srv/prod/fast", r"\\nas\fast"), ("/srv/art", "/Volumes/Art"))
    )

    assert shared.there(folder) == there


def test_windows_runs_the_night_as_well():
    """Upper and lower case are alike there, and so are the two slashes."""
    shared = SharedFolders((("p:/Shows", "/mnt/shows"),))

    assert shared.there(r"P:\shows\Night Shift") == "/mnt/shows/Night Shift"


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("/srv/production/x", "is told of no folder"),
        ("/etc", "is told of no folder"),
        ("/srv/prod/../../etc", "is not to leave"),
        ("P:\\x", "is told of no folder"),
        ("/srv/prod/what?", "cannot have a folder called 'what?'"),
        ("/srv/prod/a\\..\\b", "cannot have a folder called"),
        ("/srv/prod/aux", "cannot have a folder called 'aux'"),
        ("/srv/prod", "keeps the name of its folder"),
    ],
)
def test_nothing_leaves_the_folders_that_are_named(folder, why):
    """Not by its name, not by '..', and not by what another system makes of a name."""
    with pytest.raises(NotThere, match=re.escape(why)):
        SharedFolders((("/srv/prod", "P:\\"),)).there(folder)


def test_without_pairs_all_is_where_it_is():
    """As on machines that mount everything alike."""
    assert SharedFolders().there("/srv/../x") == "/srv/../x"


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ([("srv", "/mnt")], "'srv' is no whole path"),
        ([("/srv", "P:x")], "'P:x' is no whole path"),
        ([("/srv", "")], "'' is no whole path"),
        ([("/srv/../etc", "/mnt")], "holds '..'"),
        ([("/a", "/mnt"), ("/b", "/mnt/b")], "lie in one another"),
        ([("/a", "P:\\"), ("/b", "p:/")], "lie in one another"),
        ([("P:\\a", "/x"), ("p:/A", "/y")], "named twice"),
    ],
)
def test_pairs_that_do_not_go_together_are_told(pairs, wrong):
    """Before a night, and with what is wrong."""
    assert any(wrong in found for found in mistakes(pairs))


def test_a_machines_own_variable_says_pairs():
    """With semicolons between them, as paths of Windows hold colons."""
    assert pairs_in("/srv/prod=P:\\; /srv/art = /mnt/art;") == (
        ("/srv/prod", "P:\\"),
        ("/srv/art", "/mnt/art"),
    )
    with pytest.raises(ValueError, match="no whole path"):
        pairs_in("/srv/prod")


@pytest.mark.parametrize(
    ("said", "there", "here", "told"),
    [
        ("No file /mnt/a/x.csv.", "/mnt/a", "/srv/a", "No file /srv/a/x.csv."),
        ("'P:\\a\\In\\x.csv' or P:\\a", "P:\\a", "/srv/a", "'/srv/a/In/x.csv' or /srv/a"),
        ("[2] 'P:\\\\a\\\\x.csv'", "P:\\a", "/srv/a", "[2] '/srv/a/x.csv'"),
        ("/mnt/a/x.csv", "/mnt/a", "P:\\a", "P:\\a\\x.csv"),
        ("/mnt/ab is another", "/mnt/a", "/srv/a", "/mnt/ab is another"),
        ("a \\ b", "/mnt/a", "/srv/a", "a \\ b"),
    ],
)
def test_what_is_told_there_is_told_of_the_folder_here(said, there, here, told):
    """Also quoted, also of files below it; nothing else is touched."""
    assert retold(said, there, here) == told


@settings(deadline=None)
@given(names, tops, tops)
def test_a_path_is_told_as_the_night_knows_it(name, there, here):
    """Of every file below a production, whatever the systems."""
    said = f"'{parsed(there) / name / 'x.xlsx'}' is in use."

    told = retold(said, str(parsed(there) / name), str(parsed(here) / name))

    assume("'" not in there + here + name)
    assert told == f"'{parsed(here) / name / 'x.xlsx'}' is in use."


def test_a_path_is_read_as_its_own_machine_does():
    """A drive or a share is Windows, all else is not."""
    assert isinstance(parsed("P:"), PureWindowsPath)
    assert isinstance(parsed("\\\\nas\\x"), PureWindowsPath)
    assert isinstance(parsed("/P:/x"), PurePosixPath)
    assert isinstance(parsed("Pq:/x"), PurePosixPath)
