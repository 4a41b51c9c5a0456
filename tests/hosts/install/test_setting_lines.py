"""Lines of settings as we write them are what the add-in's own VBA reads."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyopenvba.apps.excel import ExcelApplication  # type: ignore[import-untyped]
from pyopenvba.interpreter import VBAObject, method  # type: ignore[import-untyped]

from addin.hosts.install.setting_lines import expanded, value_of, with_value, without_value

KEY = "INTERPRETER_WIN"
VARIABLES = {"LOCALAPPDATA": r"C:\Users\Zoë\AppData\Local", "USERPROFILE": r"C:\Users\Zoë"}


class Computer(VBAObject):  # type: ignore[misc]
    """What the VBA asks of Windows: the lines of the file, and the environment."""

    vba_type_name = "Computer"

    def __init__(self) -> None:
        super().__init__()
        self.content = b""

    @method
    def Lines(self) -> str:  # noqa: N802 - as VBA calls it
        """The file as ``Line Input`` gives it, up to a Ctrl+Z, each line with a line feed."""
        text = self.content.partition(b"\x1a")[0].decode("cp1252", "replace")
        lines = re.split("\r\n|\r", text)
        return "".join(line + "\n" for line in (lines[:-1] if lines[-1] == "" else lines))

    @method
    def Variable(self, name: str) -> str:  # noqa: N802 - as VBA calls it
        """The value in the environment."""
        return VARIABLES.get(name, "")


class Vba:
    """``GetConfig`` and ``Expanded`` of the add-in, word for word, in an interpreter."""

    def __init__(self) -> None:
        module = resources.files("addin.hosts.desktop").joinpath("modules", "TieoutPython.bas")
        text = module.read_text("utf-8").replace("\r\n", "\n")
        wanted = [_procedure(text, name) for name in ("GetConfig", "Expanded")]
        code = (
            "\n".join(wanted)
            .replace("Environ(", "StandIn.Variable(")
            .replace("Private ", "Public ")
        )
        assert "Environ" not in code
        code += "\nPublic Function SettingsLines() As String\nSettingsLines = StandIn.Lines()\nEnd Function\n"
        self.app = ExcelApplication()
        self.computer = Computer()
        host = self.app.interpreter.host
        others = host.global_object
        host.global_object = lambda name: self.computer if name == "standin" else others(name)
        self.app.add_module("Option Explicit\n" + code, name="Settings")

    def value(self, content: bytes, key: str) -> Any:
        """What the VBA reads of a file."""
        self.computer.content = content
        return self.app.evaluate(f'GetConfig("{key}")')


def _procedure(text: str, name: str) -> str:
    found = re.search(rf"(?ms)^Private Function {name}\(.*?^End Function$", text)
    assert found is not None
    return found[0]


VBA = Vba()
LETTERS = st.characters(codec="cp1252", exclude_characters='"\x1a\r\n\0')
PATHS = st.text(LETTERS, max_size=12).map(lambda name: rf"C:\Users\{name}\python.exe")
LINES = st.lists(
    st.sampled_from(
        [b'"SHOW CONSOLE","True"', b'"interpreter_win","C:\\old.exe"', b'"INTERPRETER_WIN","C:\\a b',
         b"", b"a note", b'"INTERPRETER_WIN", "C:\\no.exe"', b'"', b"\xef\xbb\xbf", b"\x1a", b"\xff\xfe"],
    ),
    max_size=4,
)  # fmt: skip
FILES = st.builds(
    lambda lines, end: end.join(lines), LINES, st.sampled_from([b"\r\n", b"\r", b"\n"])
)


@settings(deadline=None, max_examples=80)
@given(FILES, PATHS)
def test_the_vba_reads_what_was_written(before, path):
    """Whatever is in the file already, with blanks, accents and percent signs in the path."""
    written = with_value(before, KEY, path.encode("cp1252"))

    assert VBA.value(written, KEY) == expanded(path, lambda name: VARIABLES.get(name, ""))
    assert value_of(written, KEY) == path.encode("cp1252")


@settings(deadline=None, max_examples=80)
@given(FILES)
def test_we_read_what_the_vba_reads(content):
    """Of lines that are whole: in the first place, in capitals or not."""
    ours = value_of(content, KEY)

    if ours is None or b'"' + ours + b'"' in content:
        assert (ours or b"").decode("cp1252") == VBA.value(content, KEY)


@settings(deadline=None, max_examples=80)
@given(FILES, PATHS)
def test_writing_twice_is_writing_once(before, path):
    """And other settings are read as before."""
    once = with_value(before, KEY, path.encode("cp1252"))

    assert with_value(once, KEY, path.encode("cp1252")) == once
    if not before.startswith((b"\xff\xfe", b"\xfe\xff")) and before.count(b'"') % 4 == 0:
        assert VBA.value(once, "SHOW CONSOLE") in {"", VBA.value(before, "SHOW CONSOLE")}


@settings(deadline=None, max_examples=80)
@given(FILES, PATHS)
def test_a_new_line_goes_without_a_trace(before, path):
    """The rest of the file is as it was, to the byte."""
    if value_of(before, KEY) is None and not before.startswith(b"\xff\xfe"):
        assert without_value(with_value(before, KEY, path.encode("cp1252")), KEY, None) == before


def test_a_line_in_its_place_keeps_it():
    """People sort their settings."""
    before = b'"SHOW CONSOLE","True"\r\n"interpreter_win","C:\\old.exe"\r\n; mine\r\n'

    assert with_value(before, KEY, rb"D:\new.exe") == before.replace(rb"C:\old.exe", rb"D:\new.exe")
    assert without_value(with_value(before, KEY, rb"D:\new.exe"), KEY, rb"C:\old.exe") == before


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("%LOCALAPPDATA%\\Tieout", "C:\\Users\\Zoë\\AppData\\Local\\Tieout"),
        ("C:\\100%\\x", "C:\\100%\\x"),
        ("%USERPROFILE%\\a%", "C:\\Users\\Zoë\\a"),  # what VBA's Join leaves of a sign alone
        ("%NOBODY%", ""),
        ("%%", ""),
    ],
)
def test_percent_signs_mean_what_the_vba_makes_of_them(value, shown):
    """Two of them enclose a name; one is a sign."""
    told = expanded(value, lambda name: VARIABLES.get(name, ""))

    assert told == VBA.value(b'"X","%s"' % value.encode("cp1252"), "X")
    assert told == shown
