"""Scheduling instances: real ones, and broken ones."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.errors import ImportRefused
from addin.importers.psplib import PSPLIB

RCP = "4 1\n2\n0 0 2 2 3\n3 1 1 4\n2 2 1 4\n0 0 0\n"


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "tasks", "links", "resources"),
    [
        ("j301_1.sm", 32, 48, 4),
        ("m11_1.mm", 18, 33, 2),
        ("Jall1_1.mm", 52, 236, 2),
        ("RG300_1.rcp", 302, 5208, 4),
    ],
)
def test_real_instances_are_read_whole(real: Path, name, tasks, links, resources) -> None:
    """Tasks, links and resources are as many as the file says."""
    content = (real / "psplib" / name).read_bytes()
    assert PSPLIB.knows(content[:4096], name)
    plan = PSPLIB.read(content, name).plan
    assert plan is not None
    assert (len(plan.tasks), len(plan.resources)) == (tasks, resources)
    assert sum(len(one.links) for one in plan.tasks) == links


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["UBO10_01.sch", "aslib0_0.rcp", "MPLIB1_Set1_0.rcmp", "MSLIB_Set1_1.msrcp"]
)
def test_what_no_plan_can_hold_is_not_known(real: Path, name) -> None:
    """Latest gaps, alternatives, several projects, skills."""
    assert not PSPLIB.knows((real / "psplib" / name).read_bytes()[:4096], name)


def test_a_small_instance_is_read():
    """Two tasks side by side that need three of two."""
    plan = PSPLIB.read(RCP.encode(), "a.rcp").plan
    assert plan is not None
    assert [len(one.links) for one in plan.tasks] == [0, 1, 1, 2]
    assert [int(one.duration) for one in plan.tasks] == [0, 3, 2, 0]


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (RCP + "7", "a.rcp", "left over"),
        (RCP[:-8], "a.rcp", "ends before"),
        (RCP.replace("1 4", "1 9"), "a.rcp", "followed by 9"),
        ("0 0", "a.rcp", "0 tasks"),
        ("4 1\n2\n-1", "a.rcp", "line 3"),
        ("jobs (incl. supersource/sink ): 3", "a.sm", "no part"),
    ],
)
def test_broken_ones_are_refused(content, name, reason):
    """With what is wrong, and the line where there is one."""
    with pytest.raises(ImportRefused, match=reason):
        PSPLIB.read(content.encode(), name)


@given(
    st.binary(max_size=200) | st.text("0123456789 \n*", max_size=200).map(str.encode),
    st.sampled_from(["a.rcp", "a.sm"]),
)
def test_no_bytes_raise_anything_else(content, name):
    """They are read, or refused."""
    with suppress(ImportRefused):
        assert PSPLIB.read(content, name).plan is not None
