"""Which production a workbook in Excel belongs to."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from addin.hosts.desktop.calling import NoProduction, caller_of


def book(path: Path) -> SimpleNamespace:
    """An open workbook, as far as it is asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return SimpleNamespace(name=path.name, fullname=str(path))


def test_without_settings_and_history_it_is_the_workbook_s_own_folder(tmp_path):
    """A folder '.tieout' alone, as the installer makes in the home folder, is no production."""
    (tmp_path / ".tieout").mkdir()
    opened = book(tmp_path / "show" / "Costs.xlsx")

    found = caller_of(opened.fullname, [opened])
    assert (found.folder, found.name) == (tmp_path / "show", "Costs.xlsx")


@pytest.mark.parametrize("sign", ["production.toml", ".tieout/history.db"])
def test_the_nearest_folder_above_with_settings_or_a_history_is_the_production(tmp_path, sign):
    """The workbook is called by its path from there."""
    (tmp_path / ".tieout").mkdir()
    (tmp_path / sign).touch()
    opened = book(tmp_path / "Accounts" / "Weekly" / "Costs.xlsx")

    found = caller_of(opened.fullname, [opened])
    assert (found.folder, found.name) == (tmp_path, "Accounts/Weekly/Costs.xlsx")


def test_settings_count_before_a_history_that_is_nearer(tmp_path):
    """A press in a folder below, before there were settings, does not cut it off."""
    (tmp_path / "production.toml").touch()
    (tmp_path / "Weekly" / ".tieout").mkdir(parents=True)
    (tmp_path / "Weekly" / ".tieout" / "history.db").touch()
    opened = book(tmp_path / "Weekly" / "Costs.xlsx")

    assert caller_of(opened.fullname, [opened]).folder == tmp_path


def test_two_workbooks_of_one_name_are_told_apart_by_their_folder(tmp_path):
    """Two Excels may each have a Costs.xlsx."""
    one, other = book(tmp_path / "a" / "Costs.xlsx"), book(tmp_path / "b" / "Costs.xlsx")

    assert caller_of(other.fullname, [one, other]).book is other


def test_a_workbook_that_excel_does_not_show_is_said_to_be_protected_perhaps(tmp_path):
    """As in Protected View, where nothing may be asked of it."""
    with pytest.raises(NoProduction, match="protected window"):
        caller_of(str(tmp_path / "Costs.xlsx"), [])


def test_a_synced_workbook_with_a_web_address_is_found_by_what_xlwings_knows(tmp_path):
    """Excel names it by its address, xlwings by the folder that is synced."""
    opened = book(tmp_path / "Costs.xlsx")

    found = caller_of("https://d.docs.live.net/1/show/Costs.xlsx", [opened])
    assert found.book is opened
