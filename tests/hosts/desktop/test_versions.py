"""The add-in file and the installed programs: fit, or what to do."""

from __future__ import annotations

from addin.hosts.desktop.versions import Versions, advice

INSTALLED = Versions("1.2.0", "0.37.8")


def test_equal_versions_need_no_advice():
    """Nothing is said."""
    assert advice(Versions("1.2.0", "0.37.8"), INSTALLED) == ""


def test_another_xlwings_is_named_with_both_versions():
    """The file calls a library with the version in its name."""
    said = advice(Versions("1.2.0", "0.36.0"), INSTALLED)

    assert "xlwings 0.36.0" in said
    assert "0.37.8" in said
    assert "“tieout install desktop”" in said


def test_another_tieout_is_named_with_both_versions():
    """It works, but may lack functions."""
    said = advice(Versions("1.1.0", "0.37.8"), INSTALLED)

    assert "Tieout 1.1.0" in said
    assert "1.2.0" in said


def test_an_add_in_with_its_own_server_is_built_again_as_such():
    """Otherwise the next one would ask for xlwings, which is blocked there."""
    said = advice(Versions("1.1.0", ""), Versions("1.2.0", ""))

    assert "“tieout install desktop --own-server”" in said
