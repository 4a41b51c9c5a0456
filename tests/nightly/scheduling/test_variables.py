"""The file of a night's environment: private, and never told."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.nightly.scheduling.variables import VariablesRefused, variables_in

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")


def private(path, text):
    """A file that is its owner's alone."""
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


def test_variables_are_lines_with_a_name_and_a_value(tmp_path):
    """As they stand; comments, quotes around a value, and export in front are known."""
    file = private(
        tmp_path / "night.env",
        "# alerts\n\nOFFICE=slack://T0/B0/x#y\nexport STATE = 'postgresql://a:b%40c@db/n $HOME'\n"
        'NAME="Zoë"\nEMPTY=\nQUOTE="\nHALF=\'x\n',
    )

    assert variables_in(file) == {
        "OFFICE": "slack://T0/B0/x#y",
        "STATE": "postgresql://a:b%40c@db/n $HOME",
        "NAME": "Zoë",
        "EMPTY": "",
        "QUOTE": '"',
        "HALF": "'x",
    }
    assert variables_in(tmp_path / "none.env") == {}


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o602, 0o777])
def test_a_file_that_others_may_read_or_write_is_refused(tmp_path, mode):
    """It says how to mend it, and nothing of what is in it."""
    file = private(tmp_path / "night.env", "OFFICE=slack://hunter2")
    file.chmod(mode)

    with pytest.raises(VariablesRefused, match="chmod 600") as refused:
        variables_in(file)

    assert "hunter2" not in str(refused.value)
    assert "OFFICE" not in str(refused.value)


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda t: t.strip() and "=" not in t and t.strip()[0] != "#"))
def test_a_line_that_is_none_is_named_by_its_number_alone(tmp_path_factory, text):
    """What stands there may be half of a secret."""
    file = private(tmp_path_factory.mktemp("v") / "night.env", f"A=1\nhunter2 {text}\n")

    with pytest.raises(VariablesRefused, match="line 2 is not of the form") as refused:
        variables_in(file)

    assert "hunter2" not in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    """By name; a folder too."""
    file = private(tmp_path / "night.env", "")
    file.write_bytes(b"A=\xff\xfe")

    with pytest.raises(VariablesRefused, match="not UTF-8"):
        variables_in(file)
    with pytest.raises(VariablesRefused, match="were not read"):
        variables_in(tmp_path)
