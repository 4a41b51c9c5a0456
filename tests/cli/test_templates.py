"""``tieout templates``: builds the pack, and never replaces a workbook unasked."""

from __future__ import annotations

from click.testing import CliRunner

from addin.cli import tieout
from addin.hosts.desktop import template_buttons


def run(*arguments: str):
    """The command line, its status and what it printed."""
    return CliRunner().invoke(tieout, ["templates", *arguments], standalone_mode=False)


def test_list_names_every_template():
    """A newcomer sees what there is before anything is written."""
    result = run("list")

    assert result.return_value == 0
    assert all(noun in result.output for noun in ("budget", "po_log", "call_sheet", "event_plan"))
    assert "Manufacturing (manufacturing)" in result.output


def test_build_writes_the_pack_and_then_refuses(tmp_path):
    """Empty and filled in; the second time a filled-in call sheet may be there."""
    first = run("build", "call_sheet", "all", "--to", str(tmp_path / "show"))
    mine = tmp_path / "show" / "call_sheet" / "call_sheet.xlsx"
    mine.write_bytes(b"my work")
    second = run("build", "call_sheet", "--to", str(tmp_path / "show"))

    assert first.return_value == 0
    assert sorted(path.parent.name for path in (tmp_path / "show").rglob("*.xlsx")) == [
        *("call_sheet", "call_sheet", "status_report", "status_report"),
    ]
    assert "already there" in str(second.exception)
    assert mine.read_bytes() == b"my work"


def test_build_with_buttons_writes_macro_workbooks(tmp_path, monkeypatch):
    """Under the same names, ending in .xlsm."""
    monkeypatch.setattr(template_buttons, "with_its_buttons", lambda noun, *_: noun.encode())
    result = run("build", "po_log", "events", "--buttons", "--to", str(tmp_path / "show"))

    assert result.return_value == 0
    assert (tmp_path / "show" / "po_log" / "po_log.xlsm").read_bytes() == b"po_log"
    assert len(list((tmp_path / "show").rglob("*.xlsm"))) == 4


def test_a_name_that_no_template_has_is_named_with_the_nearest(tmp_path):
    """A slip of the finger builds nothing and says what was meant."""
    result = run("build", "callsheet", "--to", str(tmp_path / "show"))

    assert "Did you mean 'call_sheet'?" in str(result.exception)
    assert not (tmp_path / "show").exists()
