"""What decides the results of a night on one machine."""

from __future__ import annotations

from dataclasses import replace

from addin.nightly.engines.cluster_versions import Build, build, differences


def test_a_machine_does_not_differ_from_itself():
    """The same build, twice, and after a journey between processes, is the same."""
    assert differences(build(), build()) == ()


def test_each_thing_that_may_change_results_is_named():
    """Tieout, its sources, Python and every package that reads or computes is told by its version."""
    ours = Build("1.0", "aa", "3.11", (("numpy", "2.1"), ("openpyxl", "3.1.5")))

    assert differences(ours, replace(ours, tieout="0.9", code="bb")) == (
        "Tieout 0.9 instead of 1.0",
    )
    assert differences(ours, replace(ours, code="bb")) == ("Tieout 1.0 with other sources",)
    assert differences(ours, replace(ours, python="3.13")) == ("Python 3.13 instead of 3.11",)
    assert differences(ours, replace(ours, packages=(("numpy", ""), ("openpyxl", "3.2")))) == (
        "numpy missing instead of 2.1",
        "openpyxl 3.2 instead of 3.1.5",
    )


def test_what_is_installed_here_is_known():
    """The packages that decide results are all found where Tieout is installed."""
    here = build()

    assert all(version for _, version in here.packages)
    assert len(here.code) == 16
