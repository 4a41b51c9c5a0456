"""What a machine sees of the productions."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.nightly.engines.cluster_places import glimpse, spread, strange


@given(st.lists(st.text(max_size=3), max_size=60), st.integers(1, 12))
def test_a_sample_is_spread_over_all(folders, most):
    """It is in their order, without doubles, not too many, and holds the first and the last."""
    sample = spread(folders, most)
    different = list(dict.fromkeys(folders))

    assert len(sample) == min(most, len(different))
    assert list(sample) == [folder for folder in different if folder in sample]
    assert not different or different[0] == sample[0]
    assert not different or most == 1 or different[-1] == sample[-1]


def test_the_same_files_give_the_same_glimpse(tmp_path):
    """Two folders with the same names and bytes look alike; a byte, a name or a file more does not."""
    for name in ("one", "two"):
        (tmp_path / name / "Inbox").mkdir(parents=True)
        (tmp_path / name / "ledger.csv").write_bytes(b"a,b\n" * 40_000)
        (tmp_path / name / "Inbox" / "bank.csv").write_bytes(b"1")
    one, two = (tmp_path / name for name in ("one", "two"))
    same = glimpse(str(one)).digest

    assert same
    assert same == glimpse(str(two)).digest

    (two / "ledger.csv").write_bytes(b"a,b\n" * 39_999 + b"a,c\n")
    assert same != glimpse(str(two)).digest

    (two / "ledger.csv").write_bytes(b"a,b\n" * 40_000)
    (two / "Inbox" / "bank.csv").rename(two / "Inbox" / "cash.csv")
    assert same != glimpse(str(two)).digest


@pytest.mark.skipif(os.name == "nt", reason="every name is text there")
def test_a_file_whose_name_is_no_text_is_a_file_as_others(tmp_path):
    """As programs of a time before UTF-8 left them on a share."""
    before = glimpse(str(tmp_path))
    try:
        (tmp_path / "F\udcfcnf.xlsx").write_bytes(b"5")
    except OSError:
        pytest.skip("this disk takes no such name")
    assert "" != glimpse(str(tmp_path)).digest != before.digest


def test_what_comes_and_goes_by_itself_is_no_difference(tmp_path):
    """Office's lock files and our own folder do not make a share another one."""
    (tmp_path / "ledger.csv").write_text("a")
    before = glimpse(str(tmp_path))
    (tmp_path / "~$Budget.xlsx").write_text("somebody")
    (tmp_path / ".tieout").mkdir()
    (tmp_path / ".tieout" / "history.db").write_text("x")

    assert before == glimpse(str(tmp_path))


def test_what_another_machine_sees_otherwise_is_named(tmp_path):
    """Nothing there, other files there, and not allowed to write there are three reasons."""
    (tmp_path / "ledger.csv").write_text("a")
    here = glimpse(str(tmp_path))
    place = str(tmp_path)

    assert strange([here], [here], writes=True) == ()
    assert (f"does not see {place}",) == strange([here], [], writes=True)
    assert (f"sees other files in {place}",) == strange(
        [here], [replace(here, digest="x")], writes=True
    )
    sealed = replace(here, may_write=False)
    assert (f"may not write in {place}",) == strange([here], [sealed], writes=True)
    assert strange([here], [sealed], writes=False) == ()


def test_a_folder_that_is_not_here_either_says_nothing_of_another_machine(tmp_path):
    """What nobody sees is an outcome of its production, not of a worker."""
    missing = glimpse(str(tmp_path / "gone"))

    assert missing.digest == ""
    assert strange([missing], [], writes=True) == ()
